/** What an empty environment costs an hour: counted in its plan, with the prices of prices.ts. */
import type { Json } from "../../components/shared/json";
import { objectOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { fargateSizeOf, type Requests } from "../cost/fargate-size";
import { typesOfPolicy } from "../doctor/zone-needs";
import type { PlanOf } from "./planned";
import { hourly, INSTANCE_PRICES, type Price, PRICES } from "./prices";
import { stacksInOrder } from "./stacks-in-order";

/** Something an environment has one or several of. */
export interface CostItem {
    readonly label: string;
    readonly price: Price | undefined;
    /** Units of one price that each has, such as the GB of a volume. @default 1 */
    readonly size?: number;
    readonly count: number;
}

/** Everything in a plan that costs by the hour; kinds it has none of are counted 0. */
export function costsOf(graph: PlannedGraph): readonly CostItem[] {
    const of = (type: string) => graph.resources.filter((resource) => resource.type === type);
    const pods = podsOnFargate(graph);
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    return [
        {
            label: "control plane, standard support",
            price: PRICES.controlPlane,
            count: of("aws:eks/cluster:Cluster").length,
        },
        { label: "NAT gateway", price: PRICES.natGateway, count: of("aws:ec2/natGateway:NatGateway").length },
        { label: "public IPv4 address", price: PRICES.publicIpv4, count: of("aws:ec2/eip:Eip").length },
        {
            label: "attachment to a transit gateway",
            price: PRICES.transitGatewayAttachment,
            count: of("aws:ec2transitgateway/vpcAttachment:VpcAttachment").length,
        },
        {
            label: "interface endpoint, per zone",
            price: PRICES.interfaceEndpoint,
            count: sum(of("aws:ec2/vpcEndpoint:VpcEndpoint").map(zonesOf)),
        },
        { label: "Fargate, vCPU", price: PRICES.fargateVcpu, count: sum(pods.map(({ vcpu }) => vcpu)) },
        { label: "Fargate, GB", price: PRICES.fargateGb, count: sum(pods.map(({ gb }) => gb)) },
        ...of("aws:eks/nodeGroup:NodeGroup").flatMap((group) => managedNodesOf(group, graph)),
        ...of("aws:autoscaling/group:Group").flatMap((group) => selfManagedNodesOf(group, graph)),
        { label: "KMS key, 1.00 a month", price: PRICES.kmsKey, count: of("aws:kms/key:Key").length },
    ];
}

function zonesOf({ inputs }: PlannedResource): number {
    const { subnetIds, vpcEndpointType } = objectOf(inputs);
    return vpcEndpointType === "Interface" && Array.isArray(subnetIds) ? subnetIds.length : 0;
}

/** Nodes a group begins with, and their volumes. */
function managedNodesOf(group: PlannedResource, graph: PlannedGraph): readonly CostItem[] {
    const { instanceTypes, scalingConfig } = objectOf(group.inputs);
    const type = Array.isArray(instanceTypes) ? String(instanceTypes[0]) : "of EKS's choice";
    const templates = group.propertyDependencies["launchTemplate"] ?? [];
    return nodesOf(
        { kind: "managed", type, count: objectOf(scalingConfig)["desiredSize"], templates },
        graph,
    );
}

/** As if all were on demand and of the first type. */
function selfManagedNodesOf(group: PlannedResource, graph: PlannedGraph): readonly CostItem[] {
    const [type = "of EC2's choice"] = typesOfPolicy(group);
    const templates = group.propertyDependencies["mixedInstancesPolicy"] ?? [];
    const count = objectOf(group.inputs)["desiredCapacity"];
    return nodesOf({ kind: "self-managed", type, count, templates }, graph);
}

interface Nodes {
    readonly kind: "managed" | "self-managed";
    readonly type: string;
    readonly count: Json | undefined;
    /** URNs of their templates. */
    readonly templates: readonly string[];
}

function nodesOf({ count: given, kind, templates, type }: Nodes, { resources }: PlannedGraph): CostItem[] {
    const count = typeof given === "number" ? given : 0;
    const volumes = resources
        .filter(({ urn }) => templates.includes(urn))
        .flatMap(({ inputs }) => listOf(objectOf(inputs)["blockDeviceMappings"]))
        .flatMap((mapping) => volumeOf(objectOf(objectOf(mapping)["ebs"]), count));
    return [{ label: `${kind} nodes, ${type}`, price: INSTANCE_PRICES[type], count }, ...volumes];
}

function volumeOf({ volumeSize, volumeType }: Readonly<Record<string, Json>>, count: number): CostItem[] {
    if (typeof volumeSize !== "number" || typeof volumeType !== "string") return [];
    const label = `volumes of nodes, ${volumeSize} GB ${volumeType}`;
    return volumeType === "gp3"
        ? [{ label: `${label} at 0.08 a GB and month`, price: PRICES.volumeGb, size: volumeSize, count }]
        : [{ label, price: undefined, count }];
}

/** Label by which a profile selects a workload of the kit → the resource that says how many there are. */
const WORKLOADS: Readonly<Record<string, string>> = {
    karpenter: "karpenter-controller",
    "kube-dns": "addon-coredns-addon",
    "ebs-csi-controller": "addon-aws-ebs-csi-driver-addon",
    "metrics-server": "addon-metrics-server-addon",
    "aws-load-balancer-controller": "chart-aws-load-balancer-controller-release",
};

/** Types of those resources: other ones, such as roles, have their names too. */
const WORKLOAD_TYPES = ["aws:eks/addon:Addon", "kubernetes:helm.sh/v3:Release"];

/** Pods of the kit that profiles take, one by one. What a fork's own profiles take is a workload. */
function podsOnFargate({ resources }: PlannedGraph) {
    const selected = resources
        .filter(({ type }) => type === "aws:eks/fargateProfile:FargateProfile")
        .flatMap(({ inputs }) => listOf(objectOf(inputs)["selectors"]))
        .flatMap((selector) => Object.values(objectOf(objectOf(selector)["labels"])));
    return Object.entries(WORKLOADS)
        .filter(([label]) => selected.includes(label))
        .flatMap(([, name]) => resources.filter((resource) => resource.name === name))
        .filter(({ type }) => WORKLOAD_TYPES.includes(type))
        .flatMap(({ inputs }) => podsOf(objectOf(inputs)));
}

function podsOf({ configurationValues, values }: Readonly<Record<string, Json>>) {
    const said = objectOf(
        typeof configurationValues === "string" ? (JSON.parse(configurationValues) as Json) : values,
    );
    const controller = objectOf(said["controller"]);
    const replicas = said["replicas"] ?? said["replicaCount"] ?? controller["replicaCount"];
    const size = fargateSizeOf(requestsIn(said["resources"] ?? controller["resources"]));
    return Array.from({ length: typeof replicas === "number" ? replicas : 1 }, () => size);
}

function requestsIn(resources: Json | undefined): Requests {
    const { cpu, memory } = objectOf(objectOf(resources)["requests"]);
    return {
        ...(typeof cpu === "string" ? { cpu } : {}),
        ...(typeof memory === "string" ? { memory } : {}),
    };
}

function listOf(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? value.map((item: Json) => item) : [];
}

function hourOf({ price, size = 1 }: CostItem): number | undefined {
    return price === undefined ? undefined : hourly(price) * size;
}

/** USD an hour, to the cent, as the README and the page show it; what has no price is said to be missing. */
export function sumText(items: readonly CostItem[]): string {
    const known = items.reduce((sum, item) => sum + (hourOf(item) ?? 0) * item.count, 0);
    const isWhole = items.every((item) => item.count === 0 || item.price !== undefined);
    return `${known.toFixed(2)}${isWhole ? "" : " and more"}`;
}

/** The block of the page: a table with a column for each environment, and where the prices are from. */
export async function costsTable(planOf: PlanOf): Promise<string> {
    const stacks = stacksInOrder();
    const graphs: PlannedGraph[] = [];
    // One at a time: the SDK keeps its state in the process.
    for (const stack of stacks) graphs.push((await planOf(stack)).graph);
    return `${tableOf(stacks, graphs)}\n\n${sources()}`;
}

/** The table of these environments, in this order. */
export function tableOf(stacks: readonly string[], graphs: readonly PlannedGraph[]): string {
    const costs = graphs.map(costsOf);
    const kinds = new Map(costs.flat().map((item) => [item.label, item]));
    const rows = [...kinds.values()].sort(byPlaceOfKey).flatMap((kind) => rowOf(kind, costs));
    return [
        ["an hour", "price each", ...stacks],
        ["---", "---", ...stacks.map(() => "---")],
        ...rows,
        ["**sum**", "", ...costs.map((items) => `**${sumText(items)}**`)],
    ]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
}

/** Keys last, also when an earlier environment has no nodes. */
function byPlaceOfKey(one: CostItem, other: CostItem): number {
    return Number(one.price === PRICES.kmsKey) - Number(other.price === PRICES.kmsKey);
}

/** What no environment has is left out. */
function rowOf(kind: CostItem, costs: readonly (readonly CostItem[])[]): readonly (readonly string[])[] {
    const hour = hourOf(kind);
    const counts = costs.map((items) =>
        items.filter(({ label }) => label === kind.label).reduce((sum, { count }) => sum + count, 0),
    );
    if (counts.every((count) => count === 0)) return [];
    return [
        [kind.label, hour === undefined ? "not in prices.ts" : priceText(hour), ...counts.map(cellOf(hour))],
    ];
}

function priceText(usd: number): string {
    const digits = String(usd);
    return digits.length > 8 ? usd.toFixed(4) : digits;
}

function cellOf(hour: number | undefined): (count: number) => string {
    return (count) => {
        if (count === 0) return "none";
        const each = hour === undefined ? "?" : (hour * count).toFixed(4);
        return count === 1 ? each : `${count}: ${each}`;
    };
}

/** Each source with its day, once. */
function sources(): string {
    const all = [...Object.values<Price>(PRICES), ...Object.values(INSTANCE_PRICES)];
    const named = all.map(({ seen, source }) => `${source} (${seen})`);
    return `Sources of the prices, \`tools/reference/prices.ts\`: ${[...new Set(named)].join("; ")}.`;
}
