/** compute of kind managed: groups alone. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { MANAGED, MANAGED_SHARED } from "../../support/kinds";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { ON_NODES } from "../../support/shapes";

function planned(shape: EnvironmentShape) {
    const result = planOf(shape);
    return "plan" in result ? result : assert.fail(JSON.stringify(result.problems));
}

/** Kind managed with words that its schema does not have. */
function managedWith(words: object): EnvironmentShape {
    return { ...MANAGED, compute: { ...MANAGED.compute, ...words } };
}

describe("compute of kind managed", () => {
    it("makes the system nodes and the pools, and nothing of Karpenter's", () => {
        const { components } = planned(MANAGED).plan;
        assert.deepEqual(
            components
                .filter(({ name }) => /^(nodes|karpenter|pool|fargate)/.test(name))
                .map(({ name }) => name),
            ["fargate-serverless", "nodes-system", "nodes-general", "nodes-theirs"],
        );
        const capacities = components.flatMap(({ capacity }) => capacity ?? []);
        assert.deepEqual(
            capacities.map((one) => (one.kind === "nodes" ? [one.name, one.taints, one.minNodes] : one.name)),
            [
                "Fargate profile serverless",
                [
                    "managed nodes system",
                    [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
                    3,
                ],
                ["managed nodes general", [], 3],
                ["managed nodes theirs", [], 0],
            ],
        );
    });

    it("may let workloads onto the system nodes", () => {
        const { components } = planned(MANAGED_SHARED).plan;
        const [capacity, ...others] = components.flatMap((one) => one.capacity ?? []);
        assert.deepEqual(others, []);
        assert.ok(capacity?.kind === "nodes");
        assert.deepEqual([capacity.taints, capacity.path], [[], "compute.systemNodes"]);
    });

    it("refuses words of Karpenter by name", () => {
        assert.deepEqual(
            refusedTogether(managedWith({ pools: {}, host: { kind: "fargate", replicas: 1 } })),
            [
                'stacks/dev.ts › compute.pools: pools are made by Karpenter: kinds "karpenter" and "auto-mode" have them (got {}). Remove it.',
                'stacks/dev.ts › compute.host: Karpenter does not run here: kind "karpenter" alone has it ' +
                    '(got {"kind":"fargate","replicas":1}). Remove it.',
            ],
        );
    });

    it("refuses dedicated system nodes where workloads have no other place", () => {
        const { fargateProfiles: _, managedNodes: __, ...rest } = MANAGED;
        assert.deepEqual(refusedTogether(rest), [
            "stacks/dev.ts › compute.dedicated: no other place for pods: those of workloads, which do not tolerate the taint, " +
                "would wait for ever (got true). Add a pool to managedNodes, or write false.",
        ]);
        assert.deepEqual(
            refusedTogether({ ...rest, fargateProfiles: { all: [{ namespace: "*-apps" }] } }),
            [],
        );
    });

    it("holds system nodes to what a loss of one would do to DNS", () => {
        const systemNodes = {
            ...systemNodesOf(ON_NODES),
            slots: ["a"] as const,
            instanceTypes: ["t4g.small"],
            sizePerZone: { min: 1, desired: 1, max: 2 },
        };
        assert.deepEqual(refusedTogether(managedWith({ systemNodes })), [
            "stacks/dev.ts › compute.systemNodes.slots: all system nodes lie in one zone, and no name would resolve when it fails " +
                '(got ["a"]). Name two slots at least, or leave slots out for every zone.',
            "stacks/dev.ts › compute.systemNodes.sizePerZone.min: 1 system nodes in 1 zones, and CoreDNS needs two to survive the " +
                "loss of one (got 1). Let each zone have at least one.",
            "stacks/dev.ts › compute.systemNodes.instanceTypes[0]: the pods of the add-ons do not fit on it " +
                '(got "t4g.small"). Choose a large one, or a medium of the t families.',
        ]);
    });

    it("refuses a pod without a place, as with Karpenter", () => {
        const manifest = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "gpu", namespace: "team" },
            spec: { nodeSelector: { "example.com/gpu": "true" } },
        };
        const [line = ""] = refusedTogether({ ...MANAGED, objects: { one: { manifests: [manifest] } } });
        assert.match(
            line,
            /^stacks\/dev\.ts › compute: pod gpu of phase releases \(charts and objects\) fits nowhere: /,
        );
        assert.match(line, /managed nodes general has no node with the label it asks for/);
    });

    it("says that nothing grows the groups, unless the autoscaler's chart is there", () => {
        const text = /^Nothing grows managed nodes/;
        const chart = {
            chart: "cluster-autoscaler",
            repository: "https://kubernetes.github.io/autoscaler",
            version: "9.50.1",
            namespace: { name: "kube-system", create: false },
            pods: "unknown",
        } as const;
        assert.ok(planned(MANAGED).notices.some((notice) => text.test(notice)));
        const { notices } = planned({ ...MANAGED, charts: { autoscaler: chart } });
        assert.deepEqual(
            notices.filter((notice) => text.test(notice)),
            [],
        );
    });

    it("says when every pool is tainted", () => {
        const taints = [{ key: "example.com/batch", effect: "NoSchedule" }] as const;
        const managedNodes = { batch: { ...systemNodesOf(ON_NODES), taints } };
        const said = "Every pool of nodes is tainted: a pod without tolerations finds no node";
        assert.ok(planned({ ...MANAGED, managedNodes }).notices.includes(said));
        assert.ok(!planned(MANAGED).notices.includes(said));
        const web = {
            ...systemNodesOf(ON_NODES),
            amiFamily: "WindowsCore2022",
            instanceTypes: ["m7i.large"],
            nodeRepair: false,
        } as const;
        assert.ok(
            planned({ ...MANAGED, managedNodes: { web } }).notices.includes(
                "Every pool of nodes is tainted or runs Windows: a pod without tolerations finds no node",
            ),
        );
    });
});
