/** Words on the network of pods that nothing would read: vpc-cni does, and not every kind of compute has it. */
import type { ComputeKind } from "../compute/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import { leftOutBy, type Places } from "./left-out";

/** What is read of an environment. */
type Reads = Places & { readonly network: NetworkWords };

/** Source: EKS User Guide, create-node-class, "podSubnetSelectorTerms"; auto-networking. */
const INSTEAD: { readonly [kind in ComputeKind]?: string } = {
    "auto-mode":
        "Remove it: nodes of Auto Mode get prefixes by themselves; nodeClass of a pool of your own says more",
    fargate: "Remove it: each pod on Fargate has a network interface of its own",
};

export function checkPodNetwork({ shape }: { readonly shape: Reads }): PlacedProblem[] {
    const { compute, network } = shape;
    const reason = leftOutBy(shape, "vpc-cni");
    if (reason === undefined) return [];
    return Object.keys(network.pods ?? {}).map((word) => ({
        path: `network.pods.${word}`,
        what: `compute of kind ${compute.kind} leaves vpc-cni out, which would read it: ${reason}`,
        remedy: INSTEAD[compute.kind] ?? "Remove it",
    }));
}
