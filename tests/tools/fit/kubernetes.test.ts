import assert from "node:assert/strict";

import type { Capacity, KitPod } from "../../../components/shared/pods";
import { askedBy } from "../../../tools/facts/asked-by-pods";
import { fitOfPlanted, groupsIn, nodes, pod, pool } from "./planted";

/** One m7g.large a group: 1930m of CPU, 6844 Mi and 29 pods. */
function system(count: number, pods: readonly KitPod[], capacity: Capacity = nodes({ minNodes: count })) {
    const groups = Array.from({ length: count }, (_, i) => ({
        name: `system-${i}`,
        inputs: { instanceTypes: ["m7g.large"], scalingConfig: { minSize: 1, maxSize: 2 } },
    }));
    return fitOfPlanted(groupsIn(groups, capacity, pods)).kubernetes;
}

const of = (name: string, cpu: string, memory = "0", more: Partial<KitPod> = {}): KitPod =>
    pod(name, { requests: { cpu, memory }, ...more });

describe("pods of the kit on nodes that are always there", () => {
    it("are summed with what every node runs, against what types leave them", () => {
        const agent = of("agent", "100m", "50Mi", { kind: "DaemonSet", replicas: 0 });
        const { oneGone, whole } = system(3, [agent, of("web", "500m", "1Gi", { replicas: 2 })]);
        assert.deepEqual(whole, {
            nodes: 3,
            milliCpu: { asked: 1300, there: 5790, share: 1300 / 5790 },
            memoryMib: { asked: 2198, there: 20_532, share: 2198 / 20_532 },
            pods: { asked: 5, there: 87, share: 5 / 87 },
            homeless: [],
            waiting: [],
            level: "fits",
        });
        assert.deepEqual(oneGone?.milliCpu, { asked: 1200, there: 3860, share: 1200 / 3860 });
        assert.equal(oneGone.nodes, 2);
    });

    it("warn from four fifths on, by each of the three sums", () => {
        const levelOf = (...pods: readonly KitPod[]) => system(2, pods).whole?.level;
        // 3860m are there: 80 % are 3088m, in two halves of a node each.
        assert.equal(levelOf(of("web", "1543m", "0", { replicas: 2 })), "fits");
        assert.equal(levelOf(of("web", "1544m", "0", { replicas: 2 })), "near");
        // 13688Mi are there: 80 % are 10951Mi.
        assert.equal(levelOf(of("web", "1m", "5475Mi", { replicas: 2 })), "fits");
        assert.equal(levelOf(of("web", "1m", "5476Mi", { replicas: 2 })), "near");
        // 58 pods are there: 80 % are 46.4.
        assert.equal(levelOf(of("web", "0", "0", { replicas: 46 })), "fits");
        assert.equal(levelOf(of("web", "0", "0", { replicas: 47 })), "near");
    });

    it("find none when one is gone, where two were needed", () => {
        const { oneGone, whole } = system(2, [of("web", "1200m", "0", { replicas: 2 })]);
        assert.deepEqual([whole?.homeless, whole?.level], [[], "fits"]);
        assert.deepEqual([oneGone?.homeless, oneGone?.level], [["web"], "over"]);
        assert.deepEqual(oneGone?.milliCpu, { asked: 2400, there: 1930, share: 2400 / 1930 });
    });

    it("wait without harm for a node of their own while another runs", () => {
        const spread = of("karpenter", "1", "1Gi", { replicas: 2, spreadOverNodes: true });
        const { oneGone } = system(2, [spread]);
        assert.deepEqual([oneGone?.homeless, oneGone?.waiting, oneGone?.level], [[], ["karpenter"], "fits"]);
    });

    it("do not fit by sum alone: each needs one node with room for it", () => {
        const { whole } = system(2, [of("web", "1", "0", { replicas: 3 })]);
        assert.deepEqual([whole?.homeless, whole?.level], [["web"], "over"]);
    });

    it("need room for their memory as well", () => {
        // 6844Mi a node: two of 3000Mi each, the third on the other.
        const large = of("web", "1m", "3000Mi", { replicas: 4 });
        assert.deepEqual(system(2, [large]).whole?.homeless, []);
        assert.deepEqual(system(2, [{ ...large, replicas: 5 }]).whole?.homeless, ["web"]);
    });

    it("that may run elsewhere are not reckoned", () => {
        const late = of("web", "1", "0", { phase: "releases", replicas: 9 });
        const planted = groupsIn(
            [
                {
                    name: "system-a",
                    inputs: { instanceTypes: ["m7g.large"], scalingConfig: { minSize: 2, maxSize: 2 } },
                },
            ],
            nodes(),
            [late],
        );
        const general = {
            name: "pool-general",
            pods: [],
            capacity: pool(["m7g.large"], { limits: { cpu: "99" } }),
        };
        const { pods, whole } = fitOfPlanted({
            ...planted,
            components: [...planted.components, general],
        }).kubernetes;
        assert.deepEqual([pods[0]?.runsOn, whole?.milliCpu.asked], ["nodes or pools", 0]);
    });

    it("run on Fargate or on pools where no node is always there", () => {
        const profile = {
            name: "fargate-system",
            pods: [pod("coredns"), pod("web", { namespace: "shop", phase: "releases" })],
            capacity: {
                kind: "fargate",
                name: "Fargate profile system",
                phase: "capacity",
                selectors: [{ namespace: "kube-system" }],
            },
        } as const;
        const general = { name: "pool-general", pods: [], capacity: pool(["m7g.large"]) };
        const { oneGone, pods, whole } = fitOfPlanted({ components: [profile, general] }).kubernetes;
        assert.deepEqual([whole, oneGone], [undefined, undefined]);
        assert.deepEqual(
            pods.map(({ pod: name, runsOn }) => [name, runsOn]),
            [
                ["coredns", "Fargate"],
                ["web", "pools"],
            ],
        );
    });

    it("of a DaemonSet stay off nodes whose taints they do not tolerate", () => {
        const taints = [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }] as const;
        const agent = of("agent", "100m", "0", { kind: "DaemonSet", replicas: 0 });
        const asked = (more: Partial<KitPod>) =>
            system(2, [{ ...agent, ...more }], nodes({ taints })).whole?.milliCpu.asked;
        assert.equal(asked({}), 0);
        assert.equal(asked({ tolerations: [{ operator: "Exists" }] }), 200);
        assert.equal(
            asked({ tolerations: [{ operator: "Exists" }], nodeSelector: { "kubernetes.io/os": "windows" } }),
            0,
        );
        // It is there whatever its phase: nodes begin with it.
        assert.equal(asked({ tolerations: [{ operator: "Exists" }], phase: "bootstrap" }), 200);
    });

    it("of which nobody says what they ask for count as nothing, by name", () => {
        const { pods, unknown, whole } = system(2, [pod("mystery"), pod("coredns")]);
        assert.deepEqual(unknown, ["mystery"]);
        assert.equal(pods[0]?.source, undefined);
        assert.match(pods[1]?.source ?? "", /CoreDNS v1\.11\.1-eksbuild\.8/);
        assert.equal(whole?.milliCpu.asked, 100);
    });

    it("for GPUs are on nodes with one alone", () => {
        const monitor = pod("dcgm-server", { kind: "DaemonSet", replicas: 0 });
        assert.equal(system(1, [monitor], nodes({ minNodes: 1 })).whole?.pods.asked, 0);
        const gpu = groupsIn(
            [
                {
                    name: "gpu",
                    inputs: { instanceTypes: ["g5.xlarge"], scalingConfig: { minSize: 1, maxSize: 1 } },
                },
            ],
            nodes({ minNodes: 1 }),
            [monitor],
        );
        assert.equal(fitOfPlanted(gpu).kubernetes.whole?.pods.asked, 1);
    });
});

describe("what a pod asks for", () => {
    it("is what the kit says, before what its chart does", () => {
        assert.deepEqual(askedBy({ name: "coredns", requests: { cpu: "0.25", memory: "256M" } }), {
            milliCpu: 250,
            // 256,000,000 bytes
            memoryMib: 244,
            source: "the kit's own values",
            gpuOnly: false,
        });
        const { memoryMib, milliCpu } = askedBy({ name: "ebs-csi-controller" });
        // Six containers of 10m and 40Mi.
        assert.deepEqual([milliCpu, memoryMib], [60, 240]);
        assert.match(askedBy({ name: "kube-proxy" }).source ?? "", /^not verified: /);
    });
});
