/** Words on the network of pods that nothing would read: vpc-cni does, or node classes of Auto Mode. */
import {
    autoPoolsOf,
    type ComputeKind,
    type ComputeWords,
    type GroupsByName,
    ownClassesOf,
    poolsOf,
    systemNodesOf,
    windowsIn,
} from "../compute/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import { instanceTypeOf } from "../shared/instance-data";
import { type TypeWords, typesOf } from "../shared/instance-sizes";
import { leftOutBy, type Places } from "./left-out";

/** What is read of an environment. */
type Reads = Omit<Places, "managedNodes" | "selfManagedNodes"> & {
    readonly compute: ComputeWords;
    readonly network: NetworkWords;
    readonly managedNodes?: GroupsByName<TypeWords>;
    readonly selfManagedNodes?: GroupsByName<TypeWords>;
};

/** Source: EKS User Guide, create-node-class, "podSubnetSelectorTerms"; auto-networking. */
const INSTEAD: { readonly [kind in ComputeKind]?: Readonly<Record<string, string>> } = {
    "auto-mode": {
        addresses: "Remove it: nodes of Auto Mode get prefixes by themselves",
        subnets: 'Write subnets: { kind: "node-class" }, for pools of your own',
        securityGroups:
            "Remove it: Auto Mode has them for pools, in nodeClass.podSecurityGroupSelectorTerms, not for single pods",
        policies: "Remove it, and say networkPolicy in nodeClass of a pool of your own",
    },
    fargate: {
        addresses: "Remove it: each pod on Fargate has an interface of its own",
        subnets: "Remove it: a pod on Fargate has an address of its profile's subnets",
        securityGroups: "Remove it: a SecurityGroupPolicy among objects is enough on Fargate",
        policies: "Remove it: nothing enforces NetworkPolicies on Fargate",
    },
};

export function checkPodNetwork({ shape }: { readonly shape: Reads }): PlacedProblem[] {
    return [
        ...checkUnread(shape),
        ...checkNodeClasses(shape),
        ...checkWindows(shape),
        ...checkBranches(shape),
    ];
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
    const { securityGroups, subnets } = shape.network.pods ?? {};
    if (windows.length === 0) return [];
    const nodes = `nodes that run Windows (${windows.join(", ")})`;
    return [
        ...(subnets?.kind === "custom-networking"
            ? [
                  {
                      path: "network.pods.subnets.kind",
                      what: `${nodes} know no custom networking`,
                      got: subnets.kind,
                      remedy: 'Choose "discovery", which leaves them alone, or run Windows in a cluster of its own',
                  },
              ]
            : []),
        ...(securityGroups === undefined
            ? []
            : [
                  {
                      path: "network.pods.securityGroups",
                      what: `${nodes} give pods no security groups of their own`,
                      remedy: "Remove it, or run Windows in a cluster of its own",
                  },
              ]),
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

/** A cluster none of whose nodes has branch interfaces. Karpenter chooses another type for a pod that asks for one. */
function checkBranches(shape: Reads): PlacedProblem[] {
    const { compute, managedNodes = {}, network, selfManagedNodes = {} } = shape;
    if (network.pods?.securityGroups === undefined) return [];
    if (compute.kind === "auto-mode" || Object.keys(poolsOf(compute)).length > 0) return [];
    const system = systemNodesOf(compute)?.words;
    const groups = [
        ...(system === undefined ? [] : [system]),
        ...Object.values(managedNodes),
        ...Object.values(selfManagedNodes),
    ];
    const types = groups.flatMap(typesOf);
    if (types.length === 0 || types.some((type) => instanceTypeOf(type)?.branchEnis !== 0)) return [];
    return [
        {
            path: "network.pods.securityGroups",
            what: "no node has a branch interface, which each such pod needs",
            got: [...new Set(types)],
            remedy: "Add nodes of a type that has some, such as m7g.large: no t type has, and none without Nitro",
        },
    ];
}

/** What is legal but worth knowing. */
export function noticesOfPodNetwork(shape: Reads): string[] {
    return [...noticesOfClasses(shape), ...noticesOfPolicies(shape), ...noticesOfGroups(shape)];
}

/** Source: aws/amazon-vpc-cni-k8s README, NETWORK_POLICY_ENFORCING_MODE and "Network Policies". */
function noticesOfPolicies({ network: { pods } }: Reads): string[] {
    switch (pods?.policies) {
        case "strict":
            return [
                "Every pod is cut off until a NetworkPolicy selects it (network.pods.policies is strict), CoreDNS and add-ons too: " +
                    "make a new environment with standard, add policies to all namespaces, kube-system among them, and then switch",
            ];
        case "off":
            return [
                "vpc-cni enforces no NetworkPolicy (network.pods.policies is off): the cluster takes them, and another plugin has to act",
            ];
        case "standard":
        case undefined:
            return [];
    }
}

/** Source: EKS User Guide, security-groups-for-pods, yes from 1.16 on; aws/amazon-vpc-cni-k8s README, feature matrix, no. */
function noticesOfGroups({ network: { ipv6, pods } }: Reads): string[] {
    if (pods?.securityGroups === undefined || ipv6 !== "pods") return [];
    return [
        "Of security groups for pods with IPv6 addresses, EKS's guide says yes and vpc-cni's own list no: try it before you rely on it",
    ];
}

/** Nodes of EKS's own pools have EKS's own class. Source: EKS User Guide, create-node-class. */
function noticesOfClasses({ compute, network: { pods } }: Reads): string[] {
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
