/** Words on the network of pods that nothing would read: vpc-cni does, or node classes of Auto Mode. */
import {
    autoPoolsOf,
    type ComputeKind,
    type ComputeWords,
    type GroupsByName,
    ownClassesOf,
    windowsIn,
} from "../compute/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import { leftOutBy, type Places } from "./left-out";

/** What is read of an environment. */
type Reads = Omit<Places, "managedNodes" | "selfManagedNodes"> & {
    readonly compute: ComputeWords;
    readonly network: NetworkWords;
    readonly managedNodes?: GroupsByName;
    readonly selfManagedNodes?: GroupsByName;
};

/** Source: EKS User Guide, create-node-class, "podSubnetSelectorTerms"; auto-networking. */
const INSTEAD: { readonly [kind in ComputeKind]?: Readonly<Record<string, string>> } = {
    "auto-mode": {
        addresses: "Remove it: nodes of Auto Mode get prefixes by themselves",
        subnets: 'Write subnets: { kind: "node-class" }, for pools of your own',
    },
    fargate: {
        addresses: "Remove it: each pod on Fargate has an interface of its own",
        subnets: "Remove it: a pod on Fargate has an address of its profile's subnets",
    },
};

export function checkPodNetwork({ shape }: { readonly shape: Reads }): PlacedProblem[] {
    return [...checkUnread(shape), ...checkNodeClasses(shape), ...checkWindows(shape)];
}

function checkUnread(shape: Reads): PlacedProblem[] {
    const { compute, network } = shape;
    const reason = leftOutBy(shape, "vpc-cni");
    if (reason === undefined) return [];
    return Object.keys(network.pods ?? {})
        .filter((word) => !(word === "subnets" && network.pods?.subnets?.kind === "node-class"))
        .map((word) => ({
            path: `network.pods.${word}`,
            what: `compute of kind ${compute.kind} leaves vpc-cni out, which would read it: ${reason}`,
            remedy: INSTEAD[compute.kind]?.[word] ?? "Remove it",
        }));
}

/** Source: EKS User Guide, windows-support, "Considerations". */
function checkWindows(shape: Reads): PlacedProblem[] {
    const windows = windowsIn(shape);
    const { subnets } = shape.network.pods ?? {};
    if (windows.length === 0 || subnets?.kind !== "custom-networking") return [];
    return [
        {
            path: "network.pods.subnets.kind",
            what: `nodes that run Windows (${windows.join(", ")}) know no custom networking`,
            got: subnets.kind,
            remedy: 'Choose "discovery", which leaves them alone, or run Windows in a cluster of its own',
        },
    ];
}

function checkNodeClasses({ compute, network: { pods } }: Reads): PlacedProblem[] {
    if (pods?.subnets?.kind !== "node-class" || ownClassesOf(compute) !== undefined) return [];
    return [
        {
            path: "network.pods.subnets.kind",
            what: "there is no pool of Auto Mode with a node class of the kit's, which would name the subnets",
            got: "node-class",
            remedy:
                compute.kind === "auto-mode"
                    ? "Add a pool of your own to compute.pools"
                    : 'Choose "custom-networking" or "discovery"',
        },
    ];
}

/** Nodes of EKS's own pools have EKS's own class. Source: EKS User Guide, create-node-class. */
export function noticesOfPodNetwork({ compute, network: { pods } }: Reads): string[] {
    if (pods?.subnets === undefined || compute.kind !== "auto-mode") return [];
    const { nodePools } = compute;
    const classless = Object.entries(autoPoolsOf(compute)).flatMap(([pool, { nodeClass }]) =>
        typeof nodeClass === "string" ? [pool] : [],
    );
    const names = [...nodePools, ...classless];
    if (names.length === 0) return [];
    return [
        `Pods on nodes of Auto Mode's pools ${names.join(", ")} stay in the nodes' subnets: EKS's node class names no others`,
    ];
}
