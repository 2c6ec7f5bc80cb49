/** What pools cost at their limits, and what the kit's own pods force. */
import assert from "node:assert/strict";

import type { PlannedComponent } from "../../../components/platform/part";
import { instanceTypeOf } from "../../../components/shared/instance-data";
import type { KitPod, PoolCapacity } from "../../../components/shared/pods";
import { floorOf } from "../../../tools/cost/floor";
import { ceilingOf, type Pool, poolsOf } from "../../../tools/cost/pools";
import { siteOf } from "../../../tools/cost/site";
import { type Prices, pricesOf } from "../../../tools/prices/prices";
import { graphOf, planned } from "../../support/graphs";

function capacity(words: Partial<PoolCapacity> = {}): PoolCapacity {
    return {
        kind: "pool",
        name: "pool general",
        phase: "pools",
        taints: [],
        labels: {},
        requirements: [],
        limits: { cpu: "8", memory: "32Gi" },
        types: () => ["m7g.large", "m7g.2xlarge", "c7g.xlarge"].flatMap((type) => instanceTypeOf(type) ?? []),
        ...words,
    };
}

function pool(words: Partial<PoolCapacity> = {}, capacityTypes = ["on-demand"]): Pool {
    return {
        component: "pool-general",
        capacity: capacity(words),
        capacityTypes,
        volumes: { low: 0.01, high: 0.01 },
    };
}

const SOURCE = { title: "a test", seen: "2026-11-29" };

/** With Spot and a fee, which the data may lack. */
const PRICES: Prices = {
    ...pricesOf("us-east-1"),
    instance: (type) => pricesOf("us-east-1").instance(type),
    of: (item) => pricesOf("us-east-1").of(item),
    spot: (type) => (type === "m7g.large" ? { low: 0.02, high: 0.04, source: SOURCE } : undefined),
    autoModeFee: (type) => ({ usd: type === "m7g.large" ? 0.00979 : 0.03, per: "hour", source: SOURCE }),
};

function pod(words: Partial<KitPod> = {}): KitPod {
    return {
        name: "controller",
        kind: "Deployment",
        phase: "releases",
        namespace: "kube-system",
        labels: { app: "controller" },
        tolerations: [],
        requests: { cpu: "500m", memory: "512Mi" },
        replicas: 1,
        spreadOverNodes: false,
        identity: "none",
        nodesOnly: false,
        notOnPools: false,
        ...words,
    };
}

function component(name: string, words: Partial<PlannedComponent>): PlannedComponent {
    return {
        name,
        shapePath: name,
        origins: {},
        phase: "releases",
        after: [],
        pods: [],
        inClusterOnly: false,
        oneByOne: false,
        build: () => ({ ready: [] }),
        ...words,
    };
}

const SITE = siteOf(
    graphOf(planned({ type: "platform:stacks:Platform", name: "platform", inputs: { region: "us-east-1" } })),
    "2026-11-29",
);

describe("a pool at its limits", () => {
    it("has as many nodes of one type as its limits let in", () => {
        const { cheapest, dearest, unpriced } = ceilingOf(pool(), pricesOf("us-east-1"));
        // 8 vCPU: two c7g.xlarge of 0.145 (16 GiB of 32); 32 GiB: one m7g.2xlarge or four m7g.large, 0.3264 of instances.
        assert.deepEqual(
            [cheapest, dearest].map((filled) => [filled?.type, filled?.nodes, filled?.hour.toFixed(4)]),
            [
                ["c7g.xlarge", 2, "0.3100"],
                ["m7g.large", 4, "0.3664"],
            ],
        );
        assert.equal(unpriced, 0);
    });

    it("counts memory as Karpenter does: without what it takes off, and what Graviton keeps", () => {
        const types = () => ["m7g.large", "m7i.large"].flatMap((type) => instanceTypeOf(type) ?? []);
        const filled = (memory: string) => {
            const { cheapest, dearest } = ceilingOf(
                pool({ limits: { memory }, types }),
                pricesOf("us-east-1"),
            );
            return [cheapest, dearest].map((one) => [one?.type, one?.nodes]);
        };
        // 7,518 and 7,577 MiB each.
        assert.deepEqual(filled("15154Mi"), [
            ["m7g.large", 2],
            ["m7i.large", 2],
        ]);
        assert.deepEqual(filled("15153Mi"), [
            ["m7g.large", 2],
            ["m7g.large", 2],
        ]);
    });

    it("starts no node that would pass a limit", () => {
        // 7 vCPU hold three m7g.large of two and one c7g.xlarge of four; m7g.2xlarge has eight.
        const { cheapest, dearest } = ceilingOf(pool({ limits: { cpu: "7" } }), pricesOf("us-east-1"));
        assert.deepEqual(
            [cheapest, dearest].map((filled) => [filled?.type, filled?.nodes]),
            [
                ["c7g.xlarge", 1],
                ["m7g.large", 3],
            ],
        );
    });

    it("says the surcharge of Auto Mode", () => {
        const { dearest } = ceilingOf(pool({ maker: "auto-mode" }), PRICES);
        assert.deepEqual(
            [dearest?.type, dearest?.hour.toFixed(5), dearest?.autoMode?.toFixed(5)],
            ["m7g.large", "0.40556", "0.03916"],
        );
    });

    it("gives Spot as a range", () => {
        const { spot } = ceilingOf(pool({}, ["spot", "on-demand"]), PRICES);
        assert.deepEqual([spot?.low.toFixed(2), spot?.high.toFixed(2)], ["0.12", "0.20"]);
        assert.equal(ceilingOf(pool(), PRICES).spot, undefined);
    });

    it("without a limit is not guessed", () => {
        assert.equal(
            ceilingOf(pool({ limits: {} }), PRICES).unknown,
            "it has no limit, so it grows as long as pods ask: give it limits.cpu",
        );
        assert.equal(
            ceilingOf(pool({ limits: { "nvidia.com/gpu": "4" } }), PRICES).unknown,
            "its limits (nvidia.com/gpu) bound no number of nodes: give it limits.cpu",
        );
    });

    it("has as many nodes as its limit of devices lets in", () => {
        const gpus = () => ["g6.xlarge", "g6.12xlarge"].flatMap((type) => instanceTypeOf(type) ?? []);
        const ceiling = (limits: Record<string, string>) =>
            ceilingOf(pool({ types: gpus, limits }), pricesOf("us-east-1"));
        // 32 cores hold eight g6.xlarge of four and no g6.12xlarge of 48; four GPUs four of one, or one of four.
        assert.deepEqual(
            [ceiling({ cpu: "32" }).dearest?.type, ceiling({ cpu: "32" }).dearest?.nodes],
            ["g6.xlarge", 8],
        );
        const { cheapest, dearest } = ceiling({ cpu: "96", "nvidia.com/gpu": "4" });
        assert.deepEqual(
            [cheapest, dearest].map((filled) => [filled?.type, filled?.nodes]),
            [
                ["g6.12xlarge", 1],
                ["g6.12xlarge", 1],
            ],
        );
        assert.equal(ceiling({ "nvidia.com/gpu": "4", memory: "1Ti" }).unknown, undefined);
        const chips = () => ["inf2.xlarge"].flatMap((type) => instanceTypeOf(type) ?? []);
        const neuron = pool({ types: chips, limits: { "aws.amazon.com/neuron": "16" } });
        assert.equal(ceilingOf(neuron, pricesOf("us-east-1")).dearest?.nodes, 16);
    });

    it("counts devices of every maker, and cores of chips", () => {
        const full = (type: string, limits: Record<string, string>) => {
            const types = () => [instanceTypeOf(type)].flatMap((one) => one ?? []);
            return ceilingOf(pool({ types, limits }), pricesOf("us-east-1")).dearest?.nodes;
        };
        assert.equal(full("g4ad.8xlarge", { "amd.com/gpu": "7" }), 3);
        assert.equal(full("g4ad.8xlarge", { cpu: "1000", "amd.com/gpu": "4" }), 2);
        assert.equal(full("g4ad.8xlarge", { cpu: "64", "nvidia.com/gpu": "1" }), 2);
        assert.equal(full("inf2.24xlarge", { "aws.amazon.com/neuroncore": "40" }), 3);
        assert.equal(full("inf2.24xlarge", { "aws.amazon.com/neuron": "40" }), 6);
    });

    it("that let in no node costs nothing", () => {
        for (const cpu of ["0", "1"])
            assert.equal(ceilingOf(pool({ limits: { cpu } }), PRICES).unknown, "its limits let in no node");
    });

    it("with replicas has those", () => {
        const { cheapest } = ceilingOf(pool({ replicas: 3, limits: { nodes: "5" } }), PRICES);
        assert.equal(cheapest?.nodes, 3);
    });
});

describe("the floor", () => {
    it("is a size of Fargate for each pod a profile takes", () => {
        const profile = component("fargate-system", {
            phase: "capacity",
            capacity: {
                kind: "fargate",
                name: "Fargate profile system",
                phase: "capacity",
                selectors: [{ namespace: "kube-system" }],
            },
        });
        const { fargate, hour } = floorOf(
            [profile, component("chart", { pods: [pod({ replicas: 2 })] })],
            SITE,
        );
        // 500m and 512 MiB with 256 MiB for Fargate: 0.5 vCPU with 1 GB, twice.
        assert.deepEqual(fargate, [{ pod: "controller", replicas: 2, vcpu: 0.5, gb: 1 }]);
        assert.equal(hour.high.toFixed(5), (2 * (0.5 * 0.04048 + 0.004445)).toFixed(5));
    });

    it("is the cheapest nodes that hold what no standing node does", () => {
        const parts = [
            component("pool-general", { phase: "pools", capacity: capacity() }),
            component("chart", { pods: [pod({ replicas: 2, spreadOverNodes: true })] }),
        ];
        const { nodes } = floorOf(parts, SITE);
        assert.deepEqual(
            nodes.map(({ hour, ...found }) => ({ ...found, hour: hour.toFixed(4) })),
            [{ pool: "pool-general", type: "m7g.large", nodes: 2, hour: "0.1632", pods: ["controller"] }],
        );
    });

    it("counts what DaemonSets take of each node", () => {
        const parts = [
            component("pool-general", { phase: "pools", capacity: capacity() }),
            component("agent", {
                pods: [pod({ name: "agent", kind: "DaemonSet", replicas: 0, requests: { cpu: "1500m" } })],
            }),
            component("chart", { pods: [pod()] }),
        ];
        // 500m do not fit beside 1500m on the 1930m of m7g.large: the next that holds both is c7g.xlarge.
        assert.deepEqual(
            floorOf(parts, SITE).nodes.map(({ type }) => type),
            ["c7g.xlarge"],
        );
    });

    it("names pods it finds no room for", () => {
        assert.deepEqual(floorOf([component("chart", { pods: [pod()] })], SITE).homeless, ["controller"]);
        assert.deepEqual(poolsOf([component("chart", {})], SITE), []);
    });
});
