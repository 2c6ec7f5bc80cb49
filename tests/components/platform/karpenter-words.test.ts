/** What an environment may say of Karpenter reaches its objects, and what is wrong is told where it is written. */
import assert from "node:assert/strict";

import { karpenter } from "../../../components/karpenter/karpenter-part";
import { pools } from "../../../components/karpenter/pools-part";
import { planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { PARTS } from "../../../components/platform/parts";
import type { EnvironmentShape, KarpenterShape, NodePoolShape } from "../../../components/platform/shape";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { environmentFor } from "../../support/part-environment";
import { readingWith } from "../../support/settings";
import { ON_FARGATE } from "../../support/shapes";

const GENERAL = generalPool({ architecture: "amd64", capacityTypes: ["on-demand"], cpuLimit: 32 });

function shapeWith(pool: Partial<NodePoolShape>, compute: Partial<KarpenterShape> = {}): EnvironmentShape {
    return {
        ...ON_FARGATE,
        compute: { ...ON_FARGATE.compute, pools: { general: { ...GENERAL, ...pool } }, ...compute },
    };
}

function problemsOf(shape: EnvironmentShape): readonly string[] {
    const result = planEnvironment(readingWith({}), { parts: PARTS, shapeOf: () => shape });
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

describe("the words of Karpenter", () => {
    it("reach pool and controller as they are written", () => {
        const nodeClass: NodePoolShape["nodeClass"] & object = {
            kubelet: { maxPods: 110 },
            detailedMonitoring: true,
            tags: { team: "web" },
        };
        const settings = { reservedENIs: 1, featureGates: { staticCapacity: true } };
        const shape = shapeWith(
            { annotations: { note: "x" }, limits: { nodes: 4 }, nodeClass, replicas: 3 },
            { settings, controller: { logLevel: "debug" } },
        );
        assert.deepEqual(problemsOf(shape), []);
        const [pool] = pools.plan(environmentFor(shape));
        assert.deepEqual(pool?.spec.nodeClass, nodeClass);
        assert.deepEqual([pool.spec.replicas, pool.spec.annotations], [3, { note: "x" }]);
        assert.deepEqual(pool.spec.settings, settings);
        const [controller] = karpenter.plan(environmentFor(shape));
        assert.deepEqual(controller?.spec.settings, settings);
        assert.deepEqual(controller.spec.controller, { logLevel: "debug" });
    });

    it("are refused where they stand", () => {
        assert.deepEqual(
            problemsOf(
                shapeWith(
                    { diskSizeGiB: 60_000, nodeClass: { kubelet: { maxPods: 0 }, tags: { "aws:x": "1" } } },
                    { settings: { batchMaxDuration: "10" } },
                ),
            ),
            [
                'stacks/dev.ts › compute.settings.batchMaxDuration: not a duration the controller takes (got "10"). ' +
                    "Write 10s or 500ms.",
                "stacks/dev.ts › compute.pools.general.diskSizeGiB: not the size of a node's volume (got 60000). " +
                    "Write a whole number from 20 to 59000.",
                "stacks/dev.ts › compute.pools.general.nodeClass.kubelet.maxPods: out of range (got 0). " +
                    "Write a whole number from 1 to 2147483647.",
                'stacks/dev.ts › compute.pools.general.nodeClass.tags.aws:x: keys beginning aws: belong to AWS (got "1"). ' +
                    "Rename it.",
            ],
        );
    });

    it("a pool that can never start a node is refused with the two rules that exclude each other", () => {
        const requirements = [
            ...GENERAL.requirements,
            { key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["g6"] } as const,
        ];
        assert.deepEqual(problemsOf(shapeWith({ requirements })), [
            "stacks/dev.ts › compute.pools.general.requirements[5]: no instance type has this and what requirements[3] " +
                "(karpenter.k8s.aws/instance-category In c, m, r) asks for: the pool could start nothing " +
                '(got "karpenter.k8s.aws/instance-family In g6"). Change or remove one of them.',
        ]);
    });
});
