/** Nodes, pools and profiles, and the pods of the kit that run on them. */
import { objectOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import type { Workload } from "./decided";
import type { Drawn, DrawnEdge, DrawnPart, PartKind } from "./drawn";
import { filled, NETWORK_IDS, subnetsOf } from "./drawn-network";
import { type GraphIndex, textAt, textsAt, wordsOf } from "./graph-index";

export const COMPUTE = "compute";
const EVERY_NODE = "every-node";

interface CapacityType {
    readonly kind: PartKind;
    /** Beginning of the component's logical name, which its title goes without. */
    readonly prefix: string;
    readonly what: string;
    readonly lines: (component: PlannedResource) => readonly string[];
    /** Where its resources say which subnets they use. */
    readonly subnets: readonly (readonly [type: string, input: string])[];
}

/** Letters of a line, about. */
const LINE = 34;

const POOL_LINES = (component: PlannedResource): readonly string[] => [
    `at most ${textsAt(component, "limits").join(", ") || "what pods ask for"}`,
    requirementsOf(component),
];

const CAPACITIES: Readonly<Record<string, CapacityType>> = {
    "platform:compute:ManagedNodes": {
        kind: "nodes",
        prefix: "nodes-",
        what: "managed nodes",
        lines: nodeLines,
        subnets: [["aws:eks/nodeGroup:NodeGroup", "subnetIds"]],
    },
    "platform:compute:SelfManagedNodes": {
        kind: "nodes",
        prefix: "self-managed-",
        what: "self-managed nodes",
        lines: nodeLines,
        subnets: [["aws:autoscaling/group:Group", "vpcZoneIdentifiers"]],
    },
    "platform:compute:FargateProfile": {
        kind: "fargate",
        prefix: "fargate-",
        what: "Fargate",
        lines: (component) => [
            "takes pods of",
            ...filled(textsAt(component, "selectors").map(selectorOf), LINE),
        ],
        subnets: [["aws:eks/fargateProfile:FargateProfile", "subnetIds"]],
    },
    "platform:karpenter:NodePool": {
        kind: "pool",
        prefix: "pool-",
        what: "Karpenter pool",
        lines: POOL_LINES,
        subnets: [["kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "spec"]],
    },
    "platform:karpenter:AutoPool": {
        kind: "pool",
        prefix: "pool-",
        what: "pool of Auto Mode",
        lines: POOL_LINES,
        subnets: [["kubernetes:eks.amazonaws.com/v1:NodeClass", "spec"]],
    },
    "platform:hybrid:HybridNodes": {
        kind: "nodes",
        prefix: "",
        what: "nodes elsewhere",
        lines: (component) => [textsAt(component, "nodeNetworks").join(", ")],
        subnets: [],
    },
};

/** `kube-system karpenter`: the label's value says enough. */
function selectorOf(selector: string): string {
    return selector.replaceAll(/\S+=(\S+)/g, "$1");
}

function nodeLines(component: PlannedResource): readonly string[] {
    const types = textsAt(component, "instanceTypes");
    const said =
        types.length > 2 ? `${types.slice(0, 2).join(", ")} and ${types.length - 2} more` : types.join(", ");
    const zones = textsAt(component, "zones").length;
    const size = textAt(component, "sizePerZone").split(",")[0] ?? "";
    return [
        `${said}${textAt(component, "capacityType") === "SPOT" ? ", Spot" : ""}`,
        `${size} a zone${zones > 1 ? `, in ${zones} zones` : ""}`,
    ].filter((line) => line.trim() !== "");
}

/** What a reader asks of a pool first; the rest stands in its details. */
function requirementsOf(component: PlannedResource): string {
    const short = new Map([
        ["kubernetes.io/arch", ""],
        ["karpenter.sh/capacity-type", ""],
        ["karpenter.k8s.aws/instance-category", ""],
        ["eks.amazonaws.com/instance-category", ""],
        ["node.kubernetes.io/instance-type", ""],
    ]);
    return textsAt(component, "requirements")
        .flatMap((said) => {
            const [, key, values] = /^(\S+) In (.+)$/.exec(said) ?? [];
            return key !== undefined && values !== undefined && short.has(key) ? [values] : [];
        })
        .join(" · ");
}

export function drawCompute(index: GraphIndex, workloads: ReadonlyMap<string, readonly Workload[]>): Drawn {
    const capacities = (index.platform === undefined ? [] : index.childrenOf(index.platform.urn)).flatMap(
        (component) => {
            const type = CAPACITIES[component.type];
            return type === undefined ? [] : [capacityOf(index, component, type)];
        },
    );
    const builtIn = builtInPools(index);
    if (capacities.length + builtIn.length === 0) return { parts: [], edges: [] };
    const group: DrawnPart = {
        id: COMPUTE,
        kind: "vpc",
        title: "Nodes and pools",
        lines: [],
        inside: NETWORK_IDS.vpc,
        holds: true,
    };
    const boxes = [...capacities.map(({ part }) => part), ...builtIn];
    const pods = podsOn(index, workloads, new Set(boxes.map(({ id }) => id)));
    return {
        parts: [group, ...boxes, ...pods],
        edges: reachedSubnets(capacities),
    };
}

interface DrawnCapacity {
    readonly part: DrawnPart;
    readonly subnets: readonly string[];
}

function capacityId(component: string): string {
    return `capacity:${component}`;
}

function capacityOf(index: GraphIndex, component: PlannedResource, type: CapacityType): DrawnCapacity {
    const { kind, lines, prefix, subnets, what } = type;
    const title = component.name.startsWith(prefix) ? component.name.slice(prefix.length) : component.name;
    const below = index.childrenOf(component.urn);
    const used = subnets.flatMap(([of, input]) =>
        below.filter((one) => one.type === of).flatMap((one) => subnetsOf(index, one, input)),
    );
    return {
        part: {
            id: capacityId(component.name),
            kind,
            title: `${title} · ${what}`,
            lines: lines(component).filter((line) => line !== ""),
            urn: component.urn,
            inside: COMPUTE,
            holds: true,
        },
        subnets: [...new Set(used)].sort(),
    };
}

/** Pools that EKS Auto Mode brings are a word of the cluster. */
function builtInPools(index: GraphIndex): readonly DrawnPart[] {
    return index.ofType("aws:eks/cluster:Cluster").flatMap(({ inputs, urn }) => {
        const pools = wordsOf(objectOf(objectOf(inputs)["computeConfig"])["nodePools"]).split(", ");
        return pools
            .filter((pool) => pool !== "")
            .map((pool): DrawnPart => ({
                id: capacityId(pool),
                kind: "pool",
                title: `${pool} · pool of Auto Mode`,
                lines: ["EKS's own"],
                urn,
                inside: COMPUTE,
                holds: true,
            }));
    });
}

/** From all of them at once where they use the same subnets: an arrow each would hide the drawing. */
function reachedSubnets(capacities: readonly DrawnCapacity[]): readonly DrawnEdge[] {
    const using = capacities.filter(({ subnets }) => subnets.length > 0);
    const alike = new Set(using.map(({ subnets }) => subnets.join())).size === 1;
    const ways = alike
        ? (using[0]?.subnets ?? []).map((to): DrawnEdge => ({ from: COMPUTE, to }))
        : using.flatMap(({ part, subnets }) => subnets.map((to): DrawnEdge => ({ from: part.id, to })));
    const egress: DrawnEdge = { from: COMPUTE, to: NETWORK_IDS.endpoints };
    return using.length === 0 ? [] : [...ways, egress];
}

/** One box a component, where the first of its pods that are no DaemonSet runs. */
function podsOn(
    index: GraphIndex,
    workloads: ReadonlyMap<string, readonly Workload[]>,
    capacities: ReadonlySet<string>,
): readonly DrawnPart[] {
    const components = index.platform === undefined ? [] : index.childrenOf(index.platform.urn);
    const boxes = components.flatMap((component): DrawnPart[] => {
        const pods = workloads.get(component.name) ?? [];
        const [first] = pods;
        if (first === undefined || CAPACITIES[component.type] !== undefined) return [];
        const deployment = pods.find(({ kind }) => kind === "Deployment");
        const home = deployment === undefined ? EVERY_NODE : capacityId(deployment.on[0] ?? "");
        const inside = home === EVERY_NODE || capacities.has(home) ? home : COMPUTE;
        return [
            {
                id: `pods:${component.name}`,
                kind: "workload",
                title: `${bareName(component.name)}${deployment === undefined ? "" : replicasOf(deployment)}`,
                lines: [],
                urn: component.urn,
                inside,
            },
        ];
    });
    if (!boxes.some(({ inside }) => inside === EVERY_NODE)) return boxes;
    const every: DrawnPart = {
        id: EVERY_NODE,
        kind: "nodes",
        title: "on every node",
        lines: [],
        inside: COMPUTE,
        holds: true,
    };
    return [every, ...boxes];
}

function replicasOf({ replicas }: Workload): string {
    return replicas > 1 ? ` ×${replicas}` : "";
}

/** Without what its kind begins with. */
export function bareName(name: string): string {
    return name.replace(/^(addon|chart)-/, "");
}
