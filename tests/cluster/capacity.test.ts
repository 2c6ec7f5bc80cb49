/** Ring 5: Karpenter's own controller makes, keeps and takes away the nodes that the words of a pool ask for. */
import assert from "node:assert/strict";

import type { DisruptionBudget } from "../../components/karpenter/node-pool-schema";
import { TooSlow } from "../../tools/apiserver/go";
import { applyAll } from "../../tools/cluster/objects";
import { defineKinds } from "../../tools/cluster/rehearsal";
import { buildPrograms, type Cluster, startCluster } from "../../tools/cluster/start";
import { NAMESPACE, until } from "./ask-scheduler";
import { type AskedPod, KarpenterCase, labelAt, typeAt } from "./karpenter-case";
import {
    AMD64,
    ARCH,
    CAPACITY,
    disruption,
    each,
    ON_DEMAND,
    emptied,
    neverStarting,
    NODE_POOL,
    ON_C7G_LARGE,
    poolsWithoutTypes,
    rule,
    sorted,
    startable,
    TYPE,
    TYPES,
    types,
    underused,
    ZONE,
} from "./karpenter-pools";
import { describeWithGo, report } from "./with-go";

const BUILD_MS = 60 * 60_000;
const CASE_MS = 5 * 60_000;

/** A new machine has nothing compiled, and whoever runs this among other things may not have the time. */
const BUILD_SECONDS = Number(process.env["RING_5_BUILD_SECONDS"] ?? BUILD_MS / 1000);

describeWithGo("nodes that Karpenter makes", function () {
    this.timeout(CASE_MS);
    let cluster: Cluster;
    let stop: (() => Promise<void>) | undefined;

    before("build and start", async function () {
        this.timeout(BUILD_MS);
        const programs = await buildPrograms(report, BUILD_SECONDS).catch((error: unknown) => {
            if (!(error instanceof TooSlow)) throw error;
            report(`Ring 5 is skipped. Its programs take longer than ${BUILD_SECONDS} s to build.`);
            return this.skip();
        });
        cluster = await startCluster(programs);
        stop = cluster.stop;
        await defineKinds(cluster, { karpenter: true });
        await applyAll(cluster.client, [
            { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
        ]);
        await cluster.startKarpenter({ types: types(), featureGates: { StaticCapacity: true } });
    });

    after("stop", async () => stop?.());

    const caseOf = (name: string): KarpenterCase => new KarpenterCase(cluster.client, name, TYPES);

    it("are of the cheapest type that holds the pods, beside what the system keeps", async () => {
        const one = caseOf("cheapest");
        const asked: readonly (readonly [AskedPod, string])[] = [
            [{}, "c7g.large"],
            [{ memory: "6Gi" }, "m7g.large"],
            [{ cpu: "3" }, "c7g.xlarge"],
            // What c7g.large leaves pods, and a little more of either.
            [{ cpu: "1930m", memory: "3055Mi" }, "c7g.large"],
            [{ cpu: "1931m" }, "c7g.xlarge"],
            [{ memory: "3056Mi" }, "m7g.large"],
        ];
        const pods = asked.map(
            ([pod], at) => [`p${at}`, { ...pod, nodeSelector: { for: `p${at}` } }] as const,
        );
        for (const [name] of pods) await one.ask(name, { labels: { for: name }, requirements: ON_DEMAND });
        const seen = await one.pods(Object.fromEntries(pods));
        assert.deepEqual(
            Object.values(seen).flatMap((all) => all.map(typeAt)),
            asked.map(([, type]) => type),
        );
    });

    it("are of the heavier pool, though it is dearer, and of the lighter beyond its limits", async () => {
        const one = caseOf("weights");
        await one.ask("light", { weight: 1 });
        await one.ask("heavy", {
            ...{ weight: 50, requirements: AMD64, limits: { cpu: 2, memory: "16Gi" } },
        });
        const seen = await one.pods({ it: { cpu: "1500m", replicas: 2 } });
        assert.deepEqual(sorted(seen["it"], NODE_POOL), ["weights-heavy", "weights-light"]);
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
            requirements: [...ON_DEMAND, rule(ZONE, "In", "us-east-1b")],
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
        await one.ask("both", { requirements: ON_DEMAND });
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
            await one.ask("it", { ...changes, requirements: changes.requirements ?? ON_DEMAND });
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
        assert.deepEqual(await poolsWithoutTypes(cluster.client), ["never-families", "never-family"]);
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
