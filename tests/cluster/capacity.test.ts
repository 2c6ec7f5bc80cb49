/** Ring 5: Karpenter's own controller makes, keeps and takes away the nodes that the words of a pool ask for. */
import assert from "node:assert/strict";

import { capacityOfNodePool } from "../../components/karpenter/node-pool-spec";
import { instanceTypeOf } from "../../components/shared/instance-data";
import type { DisruptionBudget } from "../../components/karpenter/node-pool-schema";
import type { Operator } from "../../components/shared/node-requirements";
import { type KarpenterTypes, karpenterTypesFor } from "../../tools/cluster/instance-types";
import { applyAll } from "../../tools/cluster/objects";
import { defineKinds } from "../../tools/cluster/rehearsal";
import { buildPrograms, type Cluster, missingForCluster, startCluster } from "../../tools/cluster/start";
import { POOLS, poolSpecFor } from "../apiserver/pools";
import { typesOf } from "./ask-karpenter";
import { NAMESPACE, until } from "./ask-scheduler";
import { KarpenterCase, labelAt, type PoolWords, typeAt, type Where } from "./karpenter-case";

const BUILD_MS = 60 * 60_000;
const CASE_MS = 5 * 60_000;

const missing = missingForCluster(process.env);
if (missing.length > 0) report(`Ring 5 is skipped. This machine lacks ${missing.join(" and ")}.`);
const describeWithGo = missing.length > 0 ? describe.skip : describe;

function report(line: string): void {
    process.stderr.write(`${line}\n`);
}

/** On demand: 0.0725, 0.0816, 0.0893, 0.1008, 0.145, 0.2016 an hour. */
const TYPES = ["c7g.large", "m7g.large", "c7i.large", "m7i.large", "c7g.xlarge", "m7i.xlarge"] as const;

const ARCH = "kubernetes.io/arch";
const CAPACITY = "karpenter.sh/capacity-type";
const POOL = "karpenter.sh/nodepool";
const TYPE = "node.kubernetes.io/instance-type";
const ZONE = "topology.kubernetes.io/zone";

const rule = (key: string, operator: Operator, ...values: readonly string[]) => ({ key, operator, values });
const EITHER = [rule(CAPACITY, "In", "on-demand")];
const AMD64 = [...EITHER, rule(ARCH, "In", "amd64")];
const ON_C7G_LARGE = [...EITHER, rule(TYPE, "In", "c7g.large")];

describeWithGo("nodes that Karpenter makes", function () {
    this.timeout(CASE_MS);
    let cluster: Cluster;

    before("build and start", async function () {
        this.timeout(BUILD_MS);
        cluster = await startCluster(await buildPrograms(report));
        await defineKinds(cluster, { karpenter: true });
        await applyAll(cluster.client, [
            { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
        ]);
        await cluster.startKarpenter({ types: types(), featureGates: { StaticCapacity: true } });
    });

    after("stop", async () => cluster.stop());

    const caseOf = (name: string): KarpenterCase => new KarpenterCase(cluster.client, name, TYPES);

    it("are of the cheapest type that holds the pods", async () => {
        const one = caseOf("cheapest");
        for (const name of ["small", "memory", "large"]) await one.ask(name, { labels: { for: name } });
        const seen = await one.pods({
            small: { nodeSelector: { for: "small" } },
            memory: { nodeSelector: { for: "memory" }, memory: "6Gi" },
            large: { nodeSelector: { for: "large" }, cpu: "3" },
        });
        assert.deepEqual(each(seen, typeAt), {
            small: ["c7g.large"],
            memory: ["m7g.large"],
            large: ["c7g.xlarge"],
        });
    });

    it("are of the heavier pool, though it is dearer, and of the lighter beyond its limits", async () => {
        const one = caseOf("weights");
        await one.ask("light", { weight: 1 });
        await one.ask("heavy", {
            ...{ weight: 50, requirements: AMD64, limits: { cpu: 2, memory: "16Gi" } },
        });
        const seen = await one.pods({ it: { cpu: "1500m", replicas: 2 } });
        assert.deepEqual(sorted(seen["it"], POOL), ["weights-heavy", "weights-light"]);
        assert.deepEqual(sorted(seen["it"], TYPE), ["c7g.large", "c7i.large"]);
    });

    it("stop at the limits of a pool, in cores and in memory", async () => {
        const one = caseOf("limits");
        await one.ask("cores", { labels: { for: "cores" }, limits: { cpu: 4, memory: "400Gi" } });
        // Of c7g.large Karpenter counts 3,729 MiB: two are within, three are not.
        await one.ask("memory", {
            labels: { for: "memory" },
            requirements: ON_C7G_LARGE,
            limits: { cpu: 100, memory: "7458Mi" },
        });
        const seen = await one.pods({
            cores: { nodeSelector: { for: "cores" }, cpu: "1500m", replicas: 4 },
            memory: { nodeSelector: { for: "memory" }, cpu: "1500m", replicas: 3 },
        });
        for (const [name, run] of [
            ["cores", 2],
            ["memory", 2],
        ] as const) {
            const waiting = (seen[name] ?? []).filter((where) => typeof where === "string");
            assert.equal((seen[name] ?? []).length - waiting.length, run, name);
            for (const why of waiting) assert.match(why, /exceed limits/);
        }
    });

    it("have the taints of their pool, and take what tolerates them", async () => {
        const one = caseOf("taints");
        await one.ask("it", { taints: [{ key: "example.com/team", value: "data", effect: "NO_SCHEDULE" }] });
        const key = "example.com/team";
        const seen = await one.pods({
            no: {},
            other: { tolerations: [{ key, operator: "Equal", value: "web" }] },
            yes: { tolerations: [{ key, operator: "Equal", value: "data" }] },
        });
        assert.match(String(seen["no"]?.[0]), /did not tolerate taint/);
        assert.match(String(seen["other"]?.[0]), /did not tolerate taint/);
        assert.deepEqual((seen["yes"] ?? []).map(typeAt), ["c7g.large"]);
    });

    it("are in the zones of their pool, and in three where pods are to be spread", async () => {
        const one = caseOf("zones");
        await one.ask("b", {
            labels: { for: "b" },
            requirements: [...EITHER, rule(ZONE, "In", "us-east-1b")],
        });
        await one.ask("any", { labels: { for: "any" } });
        const spread = {
            ...{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: "DoNotSchedule" },
            labelSelector: { matchLabels: { app: "zones-spread" } },
        };
        const seen = await one.pods({
            b: { nodeSelector: { for: "b" } },
            no: { nodeSelector: { for: "b", [ZONE]: "us-east-1a" } },
            spread: {
                nodeSelector: { for: "any" },
                replicas: 3,
                spec: { topologySpreadConstraints: [spread] },
            },
        });
        assert.deepEqual(sorted(seen["b"], ZONE), ["us-east-1b"]);
        assert.match(String(seen["no"]?.[0]), /topology.kubernetes.io\/zone/);
        assert.deepEqual(sorted(seen["spread"], ZONE), ["us-east-1a", "us-east-1b", "us-east-1c"]);
    });

    it("are of the architecture a pod asks for, arm64 beside amd64", async () => {
        const one = caseOf("architectures");
        await one.ask("both", { requirements: EITHER });
        const seen = await one.pods({
            amd64: { nodeSelector: { [ARCH]: "amd64" } },
            arm64: { nodeSelector: { [ARCH]: "arm64" } },
        });
        assert.deepEqual(each(seen, typeAt), { amd64: ["c7i.large"], arm64: ["c7g.large"] });
    });

    it("are reserved first, then Spot, then on demand", async () => {
        const one = caseOf("bought");
        const pools = {
            all: ["reserved", "spot", "on-demand"],
            spot: ["spot", "on-demand"],
            "on-demand": ["on-demand"],
        };
        for (const [name, values] of Object.entries(pools))
            await one.ask(name, {
                ...{ labels: { for: name }, requirements: [rule(CAPACITY, "In", ...values)] },
                nodeClass: { capacityReservationSelectorTerms: [{ id: "cr-0123456789abcdef0" }] },
            });
        // In the third zone nothing of the reservations is left.
        const seen = await one.pods({
            all: { nodeSelector: { for: "all", [ZONE]: "us-east-1a" } },
            full: { nodeSelector: { for: "all", [ZONE]: "us-east-1c" } },
            spot: { nodeSelector: { for: "spot" } },
            "on-demand": { nodeSelector: { for: "on-demand" } },
        });
        assert.deepEqual(
            each(seen, (where) => labelAt(where, CAPACITY)),
            { all: ["reserved"], full: ["spot"], spot: ["spot"], "on-demand": ["on-demand"] },
        );
    });

    it("come for every pool of ring 3 that may start any", async () => {
        const lacking: string[] = [];
        let made = 0;
        for (const [title, changes] of startable()) {
            const one = new KarpenterCase(cluster.client, `p${made}`, []);
            await one.ask("it", { ...changes, requirements: changes.requirements ?? EITHER });
            const [where = ""] = (
                await one.pods({ it: { cpu: "100m", memory: "64Mi", tolerations: [{ operator: "Exists" }] } })
            )["it"] ?? [""];
            made += 1;
            if (typeof where === "string") lacking.push(`${title}: ${where}`);
        }
        assert.deepEqual(lacking, []);
        report(`${made} pools of ring 3 have a node each`);
    });

    it("are as many as a pool with replicas says, without any pod", async () => {
        const one = caseOf("static");
        await one.ask("it", {
            ...{ replicas: 3, limits: { nodes: 4 } },
            settings: { featureGates: { staticCapacity: true } },
        });
        await until(
            async () => ((await one.nodes()).length === 3 ? true : undefined),
            () => "not three nodes",
        );
    });

    it("never come where the kit says that a pool can start none", async () => {
        const one = caseOf("never");
        const pools = neverStarting();
        const refusals = Object.entries(pools).map(([name, words]) => [name, one.problems(name, words)]);
        assert.deepEqual(Object.fromEntries(refusals), {
            cores: ["limits.cpu"],
            memory: ["limits.memory"],
            family: ["requirements[2]"],
            families: ["requirements[1].minValues"],
        });
        for (const [name, words] of Object.entries(pools))
            await one.askRefused(name, { ...words, labels: { for: name } });
        const seen = await one.pods(
            Object.fromEntries(
                Object.keys(pools).map((name) => [
                    name,
                    { cpu: "100m", memory: "64Mi", nodeSelector: { for: name } },
                ]),
            ),
        );
        assert.deepEqual(
            Object.values(seen).flatMap((all) => all.filter((where) => typeof where !== "string")),
            [],
        );
        assert.match(String(seen["cores"]?.[0]), /exceed limits/);
        assert.match(String(seen["memory"]?.[0]), /exceed limits/);
        assert.match(String(seen["families"]?.[0]), /minValues/);
        assert.equal((await one.nodes()).length, 0);
    });

    it("go once they are empty, as many at a time as a budget lets", async () => {
        const of = (name: string, budget: DisruptionBudget) => emptied(caseOf(name), budget);
        const [all, single, none] = await Promise.all([
            of("all", { nodes: "100%" }),
            of("single", { nodes: 1 }),
            of("none", { nodes: 0 }),
        ]);
        assert.equal(all.left, 0);
        assert.deepEqual(single, { left: 0, mostAtOnce: 1 });
        assert.deepEqual(none, { left: 3, mostAtOnce: 0 });
        report(`three empty nodes: at most ${all.mostAtOnce} go at once without a budget`);
    });

    it("are fewer once their pods fit on fewer, unless a budget keeps them", async () => {
        const [free, kept] = await Promise.all([
            underused(caseOf("underused"), { nodes: "100%" }),
            underused(caseOf("kept"), { nodes: 0, reasons: ["Underutilized"] }),
        ]);
        assert.deepEqual([free, kept], [1, 2]);
    });

    it("are replaced at their age, whatever the budgets say", async () => {
        const one = caseOf("expiry");
        const words = {
            ...{ expireAfter: "60s", terminationGracePeriod: "30s" },
            disruption: disruption({ nodes: 0 }),
        };
        await one.ask("it", words);
        await one.deployment("it", {});
        const [old] = await one.nodes();
        // The next one is to stay.
        await one.ask("it", { ...words, expireAfter: "Never" });
        const next = await until(
            async () => {
                const nodes = await one.nodes();
                return nodes.every(({ metadata }) => metadata.uid !== old?.metadata.uid) ? nodes : undefined;
            },
            () => "the old node stays",
        );
        assert.ok(next.length <= 1);
        await one.deployment("it", {});
        assert.equal((await one.nodes()).length, 1);
    });
});

/** What Karpenter is told of EC2: the types of the cases, and the cheapest of each pool of ring 3. */
function types(): KarpenterTypes {
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
function startable(): readonly (readonly [string, PoolWords])[] {
    return Object.entries(POOLS).filter(
        ([title, { replicas }]) => !["limits of none", "Windows"].includes(title) && replicas === undefined,
    );
}

function neverStarting(): Readonly<Record<string, PoolWords>> {
    const families = ["c7g", "m7g", "r7g"];
    return {
        cores: { requirements: ON_C7G_LARGE, limits: { cpu: 1, memory: "400Gi" } },
        memory: { requirements: ON_C7G_LARGE, limits: { cpu: 100, memory: "3728Mi" } },
        family: { requirements: [...AMD64, rule(TYPE, "In", "c7g.large")] },
        // No type of the case is of the third.
        families: {
            requirements: [
                ...EITHER,
                { ...rule("karpenter.k8s.aws/instance-family", "In", ...families), minValues: 3 },
            ],
        },
    };
}

function disruption(budget: DisruptionBudget): NonNullable<PoolWords["disruption"]> {
    return { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "1s", budgets: [budget] };
}

/** Longer than Karpenter takes to look at a node, and to look again before it acts. */
const PATIENCE_MS = 60_000;

/** Three nodes lose their pods: how many stay, and how many went at a time. */
async function emptied(one: KarpenterCase, budget: DisruptionBudget) {
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
async function underused(one: KarpenterCase, budget: DisruptionBudget): Promise<number> {
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

function each<Value>(
    seen: Readonly<Record<string, readonly Where[]>>,
    of: (where: Where) => Value,
): Readonly<Record<string, readonly Value[]>> {
    return Object.fromEntries(Object.entries(seen).map(([name, all]) => [name, all.map(of)]));
}

function sorted(all: readonly Where[] | undefined, label: string): readonly string[] {
    return (all ?? []).map((where) => labelAt(where, label)).sort();
}
