/** Small worlds: a graph, and what the planner would have decided of it. */
import { instanceTypeOf } from "../../../components/shared/instance-data";
import type { Json } from "../../../components/shared/json";
import type { Capacity, KitPod, PoolCapacity } from "../../../components/shared/pods";
import { type FitReport, reckonFit } from "../../../tools/fit/fit";
import type { LiveAnswers } from "../../../tools/fit/live-answers";
import type { SubnetFit } from "../../../tools/fit/addresses";
import type { QuotaFit } from "../../../tools/fit/quotas";
import { type Decided, idOf } from "../../../tools/fit/world";
import type { PlannedResource } from "../../../tools/plan/graph";
import { graphOf, planned, type ResourceSketch } from "../../support/graphs";

export const PLATFORM = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    inputs: { account: "123456789012", clusterName: "kit-dev", region: "us-east-1" },
});

type Inputs = Readonly<Record<string, Json>>;

export interface Planted {
    readonly sketches?: readonly ResourceSketch[];
    readonly resources?: readonly PlannedResource[];
    readonly components?: readonly Decided[];
    readonly live?: LiveAnswers;
}

export function fitOfPlanted({ components = [], live, resources = [], sketches = [] }: Planted): FitReport {
    const graph = graphOf(PLATFORM, ...resources, ...sketches.map(planned));
    return reckonFit({ graph, components }, live);
}

export function subnetOf(report: FitReport, name: string): SubnetFit {
    const found = report.addresses.find(({ subnet }) => subnet === name);
    if (found === undefined) throw new Error(`no subnet ${name}`);
    return found;
}

export function quotaOf(report: FitReport, id: string): QuotaFit {
    const found = report.quotas.find((quota) => quota.id === id);
    if (found === undefined) throw new Error(`no quota ${id}`);
    return found;
}

/** Who takes how many of a subnet. */
export function takersOf({ uses }: SubnetFit): Readonly<Record<string, number | string>> {
    return Object.fromEntries(uses.map(({ by, most, unbounded = "" }) => [by, most ?? unbounded]));
}

export function subnet(name: string, cidrBlock: string, more: Inputs = {}): PlannedResource {
    const inputs = { availabilityZone: "us-east-1a", cidrBlock, ...more };
    return planned({ type: "aws:ec2/subnet:Subnet", name, inputs });
}

export function idsOf(...resources: readonly PlannedResource[]): readonly string[] {
    return resources.map(idOf);
}

export function typesOf(...names: readonly string[]) {
    return names.map((name) => instanceTypeOf(name)).filter((type) => type !== undefined);
}

/** A pool whose nodes are of these types. */
export function pool(types: readonly string[], more: Partial<PoolCapacity> = {}): PoolCapacity {
    return {
        kind: "pool",
        name: "node pool general",
        phase: "pools",
        taints: [],
        labels: {},
        requirements: [],
        limits: { cpu: "8" },
        types: () => typesOf(...types),
        ...more,
    };
}

/** The component of a pool, with a node class in these subnets. */
export function poolIn(
    capacity: PoolCapacity,
    subnets: readonly PlannedResource[],
    spec: Inputs = {},
): { readonly resources: readonly PlannedResource[]; readonly components: readonly Decided[] } {
    const component = planned({ type: "platform:karpenter:NodePool", name: "pool-general" });
    const nodeClass = planned({
        type: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
        name: "pool-general-node-class",
        parent: component,
        inputs: { spec: { subnetSelectorTerms: idsOf(...subnets).map((id) => ({ id })), ...spec } },
    });
    return {
        resources: [component, nodeClass],
        components: [{ name: "pool-general", pods: [], capacity }],
    };
}

type NodesCapacity = Extract<Capacity, { readonly kind: "nodes" }>;

export function nodes(more: Partial<NodesCapacity> = {}): NodesCapacity {
    return {
        kind: "nodes",
        name: "managed nodes system",
        phase: "capacity",
        taints: [],
        labels: {},
        minNodes: 2,
        ...more,
    };
}

/** A component of managed nodes with groups below it. */
export function groupsIn(
    groups: readonly { readonly name: string; readonly inputs: Inputs }[],
    capacity: Capacity = nodes(),
    pods: readonly KitPod[] = [],
): { readonly resources: readonly PlannedResource[]; readonly components: readonly Decided[] } {
    const component = planned({ type: "platform:compute:ManagedNodes", name: "nodes-system" });
    return {
        resources: [
            component,
            ...groups.map(({ inputs, name }) =>
                planned({ type: "aws:eks/nodeGroup:NodeGroup", name, parent: component, inputs }),
            ),
        ],
        components: [{ name: "nodes-system", pods, capacity }],
    };
}

export function pod(name: string, more: Partial<KitPod> = {}): KitPod {
    return {
        name,
        kind: "Deployment",
        phase: "core",
        namespace: "kube-system",
        labels: { app: name },
        tolerations: [],
        replicas: 1,
        spreadOverNodes: false,
        identity: "none",
        nodesOnly: false,
        notOnPools: false,
        ...more,
    };
}
