/** Rules of kind `none`: nothing of the kit's has pods. */
import type { PlacedProblem } from "../platform/part";
import type { ComputeWords } from "./ref";

interface Reads {
    readonly compute: Pick<ComputeWords, "kind">;
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
}

/** Pods that come all the same would find no CoreDNS. */
export function checkNoCapacity({
    compute,
    fargateProfiles = {},
    managedNodes = {},
    selfManagedNodes = {},
}: Reads): PlacedProblem[] {
    if (compute.kind !== "none") return [];
    const of = (word: string, asked: Readonly<Record<string, unknown>>, kind: string): PlacedProblem[] =>
        Object.keys(asked).map((name) => ({
            path: `${word}.${name}`,
            what: "compute of kind none leaves out what pods need: CoreDNS first",
            remedy: `Choose kind ${kind}, or remove it`,
        }));
    return [
        ...of("managedNodes", managedNodes, "managed or karpenter"),
        ...of("selfManagedNodes", selfManagedNodes, "managed or karpenter"),
        ...of("fargateProfiles", fargateProfiles, "fargate"),
    ];
}
