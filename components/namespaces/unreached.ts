/** Load balancers that a namespace's policies keep out: they stand, and every request ends in a timeout. */
import { readObjects } from "../objects/ref";
import type { Json } from "../shared/json";
import { textAt } from "./neighbours";
import type { Reads } from "./reads";

/** Kinds whose traffic comes from no pod; a Service is one by its type. */
const FROM_OUTSIDE = ["HTTPRoute", "Ingress"];

/** Of objects in namespaces of ours that deny what comes from no pod. @param vpcCidr where load balancers have addresses */
export function noticesOfUnreached(
    { namespaces = {}, objects = {} }: Pick<Reads, "namespaces" | "objects">,
    vpcCidr: string,
): string[] {
    const closed = Object.entries(namespaces)
        .filter(([, { traffic }]) => traffic?.kind !== "open" && (traffic?.fromNetworks ?? []).length === 0)
        .map(([namespace]) => namespace);
    if (closed.length === 0) return [];
    const manifests = Object.values(objects).flatMap(({ files = [], manifests: written = [] }) =>
        readObjects(written, files).objects.map(({ manifest }) => manifest),
    );
    return closed.flatMap((namespace) => {
        const names = manifests
            .filter(({ metadata }) => textAt(metadata, "namespace") === namespace)
            .filter(isReachedFromOutside)
            .map((one) => `${textAt(one, "kind")} ${textAt(one["metadata"], "name")}`);
        if (names.length === 0) return [];
        return [
            `Load balancers of ${names.join(", ")} reach no pod of ${namespace}: namespaces.${namespace}.traffic.fromNetworks names no network. ` +
                `Those of the kit's controller stand in the VPC: [{ cidr: "${vpcCidr}" }]`,
        ];
    });
}

function isReachedFromOutside(manifest: Readonly<Record<string, Json>>): boolean {
    const kind = textAt(manifest, "kind");
    return kind === "Service"
        ? textAt(manifest["spec"], "type") === "LoadBalancer"
        : FROM_OUTSIDE.includes(kind);
}
