/** What the cases of capacity.test.ts are told and asked: instance types, pools, and what becomes of nodes. */
import { capacityOfNodePool } from "../../components/karpenter/node-pool-spec";
import { instanceTypeOf } from "../../components/shared/instance-data";
import type { DisruptionBudget } from "../../components/karpenter/node-pool-schema";
import type { Operator } from "../../components/shared/node-requirements";
import { type KarpenterTypes, karpenterTypesFor } from "../../tools/cluster/instance-types";
import type { ClusterClient } from "../../tools/cluster/objects";
import { objectOf, textOf } from "../../tools/facts/build";
import { POOLS, poolSpecFor } from "../apiserver/pools";
import { typesOf } from "./ask-karpenter";
import { type KarpenterCase, labelAt, type PoolWords, type Where } from "./karpenter-case";

/** On demand: 0.0725, 0.0816, 0.0893, 0.1008, 0.145, 0.2016 an hour. */
export const TYPES = [
    "c7g.large",
    "m7g.large",
    "c7i.large",
    "m7i.large",
    "c7g.xlarge",
    "m7i.xlarge",
] as const;

export const ARCH = "kubernetes.io/arch";
export const CAPACITY = "karpenter.sh/capacity-type";
export const NODE_POOL = "karpenter.sh/nodepool";
export const TYPE = "node.kubernetes.io/instance-type";
export const ZONE = "topology.kubernetes.io/zone";

export const rule = (key: string, operator: Operator, ...values: readonly string[]) => ({
    key,
    operator,
    values,
});
export const ON_DEMAND = [rule(CAPACITY, "In", "on-demand")];
export const AMD64 = [...ON_DEMAND, rule(ARCH, "In", "amd64")];
export const ON_C7G_LARGE = [...ON_DEMAND, rule(TYPE, "In", "c7g.large")];

/** What Karpenter is told of EC2: the types of the cases, and the cheapest of each pool of ring 3. */
export function types(): KarpenterTypes {
    const own = TYPES.flatMap((type) => instanceTypeOf(type) ?? []);
    const pools = startable().map(([, changes]) =>
        capacityOfNodePool({ ...poolSpecFor(changes), ...changes }),
    );
    const all = new Map([...own, ...typesOf(pools)].map((type) => [type.type, type]));
    const place = {
        ...{ region: "us-east-1", zones: ["us-east-1a", "us-east-1b", "us-east-1c"], hasReservations: true },
    };
    const told = karpenterTypesFor([...all.values()], place);
    return {
        ...told,
        types: told.types.map((type) => ({
            ...type,
            offerings: type.offerings.map((one) =>
                one.reserved !== undefined && one.labels[ZONE] === "us-east-1c"
                    ? { ...one, reserved: 0 }
                    : one,
            ),
        })),
    };
}

/** A limit of 0 closes a pool, one with replicas asks no pod, and Karpenter is told of Linux alone here. */
export function startable(): readonly (readonly [string, PoolWords])[] {
    return Object.entries(POOLS).filter(
        ([title, { replicas }]) => !["limits of none", "Windows"].includes(title) && replicas === undefined,
    );
}

export function neverStarting(): Readonly<Record<string, PoolWords>> {
    const families = ["c7g", "m7g", "r7g"];
    return {
        cores: { requirements: ON_C7G_LARGE, limits: { cpu: 1, memory: "400Gi" } },
        memory: { requirements: ON_C7G_LARGE, limits: { cpu: 100, memory: "3728Mi" } },
        family: { requirements: [...AMD64, rule(TYPE, "In", "c7g.large")] },
        // No type of the case is of the third.
        families: {
            requirements: [
                ...ON_DEMAND,
                { ...rule("karpenter.k8s.aws/instance-family", "In", ...families), minValues: 3 },
            ],
        },
    };
}

/** Of which Karpenter says that no type fits their requirements. */
export async function poolsWithoutTypes(client: ClusterClient): Promise<readonly string[]> {
    const query = "fieldSelector=reason%3DNoCompatibleInstanceTypes";
    const said = await client.list("v1", "Event", { query });
    return [...new Set(said.map(({ involvedObject }) => textOf(objectOf(involvedObject)["name"])))].sort();
}

export function disruption(budget: DisruptionBudget): NonNullable<PoolWords["disruption"]> {
    return { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "1s", budgets: [budget] };
}

/** Longer than Karpenter takes to look at a node, and to look again before it acts. */
const PATIENCE_MS = 60_000;

/** Three nodes lose their pods: how many stay, and how many went at a time. */
export async function emptied(one: KarpenterCase, budget: DisruptionBudget) {
    await one.ask("it", { requirements: ON_C7G_LARGE, disruption: disruption(budget) });
    await one.deployment("it", { replicas: 3, apart: true });
    await one.deployment("it", { replicas: 0, apart: true });
    let mostAtOnce = 0;
    const deadline = Date.now() + PATIENCE_MS * (budget.nodes === 1 ? 3 : 1);
    for (;;) {
        const nodes = await one.nodes();
        const going = nodes.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
        mostAtOnce = Math.max(mostAtOnce, going.length);
        if (nodes.length === 0 || Date.now() > deadline) return { left: nodes.length, mostAtOnce };
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}

/** Two nodes whose large pods went, with a small one left on each: how many nodes there are at last. */
export async function underused(one: KarpenterCase, budget: DisruptionBudget): Promise<number> {
    await one.ask("it", { requirements: ON_C7G_LARGE, disruption: disruption({ nodes: 0 }) });
    await one.deployment("large", { cpu: "1200m", replicas: 2, apart: true });
    await one.deployment("small", { cpu: "500m", replicas: 2 });
    await one.ask("it", { requirements: ON_C7G_LARGE, disruption: disruption(budget) });
    await one.deployment("large", { cpu: "1200m", replicas: 0, apart: true });
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
        const { length } = await one.nodes();
        if (length < 2 || Date.now() > deadline) return length;
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
}

export function each<Value>(
    seen: Readonly<Record<string, readonly Where[]>>,
    of: (where: Where) => Value,
): Readonly<Record<string, readonly Value[]>> {
    return Object.fromEntries(Object.entries(seen).map(([name, all]) => [name, all.map(of)]));
}

export function sorted(all: readonly Where[] | undefined, label: string): readonly string[] {
    return (all ?? []).map((where) => labelAt(where, label)).sort();
}
