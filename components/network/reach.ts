/** What other components need to know of an environment's network, whoever made it. Pure. */
import type { EndpointService } from "./endpoints";
import { listedIn } from "./further-endpoints";
import type { NetworkWords } from "./vpc-schema";

/** Whether nodes have a way to the internet: through gateways of the kit's, or over routes that the VPC's owner keeps. */
export function hasWayOut(network: NetworkWords): boolean {
    return network.kind === "existing" ? network.egress === "routed" : network.nat !== "none";
}

/** Services the VPC has an endpoint for that nodes find by its name, whoever made it. */
export function endpointsIn(network: NetworkWords): readonly EndpointService[] {
    const { endpoints, furtherEndpoints = {} } = network;
    const made = [...endpoints, ...listedIn(furtherEndpoints)];
    return network.kind === "existing" ? [...made, ...(network.ownersEndpoints ?? [])] : made;
}

/** Whether pods and services have IPv6 addresses, and no others. The words may be unreadable, and then undefined. */
export function hasIpv6Pods(network: Partial<NetworkWords> | undefined): boolean {
    return network?.ipv6 === "pods";
}

/** Settings that name further ranges of the VPC. */
interface Ranges {
    readonly existingVpc?: { readonly secondaryCidrs?: readonly string[] };
    readonly podCidr?: string;
}

/** Ranges of the VPC besides its first. */
export function secondaryCidrsOf({ existingVpc, podCidr }: Ranges): readonly string[] | undefined {
    return existingVpc?.secondaryCidrs ?? (podCidr === undefined ? undefined : [podCidr]);
}
