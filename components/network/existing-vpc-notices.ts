/** What the owner of a VPC has to see to. Pure. */
import type { WrittenSubnets } from "./existing-vpc-schema";
import { type ExistingVpcSpec, firstOf } from "./existing-vpc-spec";
import { usedSlots } from "./slots";
import { CNI_TAG, LOAD_BALANCER_TAGS } from "../shared/subnet-tags";

/** What its owner has to see to, as far as it is not looked at before an update. */
export function noticesOfExistingVpc(spec: Partial<ExistingVpcSpec>): string[] {
    const { controlPlaneZones, existingVpc, ipv6 } = spec;
    if (existingVpc === undefined || controlPlaneZones === undefined) return [];
    const { controlPlaneSubnets, nodeSubnets, podSubnets = {}, publicSubnets = {}, vpcId } = existingVpc;
    const idsOf = (tier: WrittenSubnets) => usedSlots(tier).flatMap((slot) => tier[slot] ?? []);
    const tagged = (tags: Readonly<Record<string, string>>, tier: WrittenSubnets) =>
        Object.entries(tags).map(([key, value]) => `${key}=${value} on ${idsOf(tier).join(", ")}`);
    const tags = [
        ...tagged(LOAD_BALANCER_TAGS.internal, nodeSubnets),
        ...(usedSlots(publicSubnets).length === 0 ? [] : tagged(LOAD_BALANCER_TAGS.public, publicSubnets)),
    ];
    const cni = Object.entries(CNI_TAG).map(([key, value]) => `${key}=${value}`);
    return [
        ...(spec.pods?.subnets?.kind === "discovery"
            ? [
                  `vpc-cni finds ${idsOf(podSubnets).join(", ")} by ${cni.join("")}, which their owner has to set: without it pods stay in ` +
                      "their nodes' subnets",
              ]
            : []),
        `Subnets of ${vpcId} are not the kit's to tag. Controllers of load balancers find them by ${tags.join(" and ")}`,
        ...(controlPlaneSubnets === undefined
            ? [
                  `The control plane shares ${idsOf(firstOf(nodeSubnets, controlPlaneZones)).join(", ")} with nodes and pods: ` +
                      "an update of Kubernetes needs six free addresses in them, and sixteen are recommended",
              ]
            : []),
        ...(ipv6 === undefined
            ? []
            : [
                  `Each of these subnets of ${vpcId} needs an IPv6 range, those of nodes give addresses of it to what starts there, and ` +
                      "::/0 leads out of them as the owner sees fit: npm run doctor asks for range and addresses",
              ]),
    ];
}
