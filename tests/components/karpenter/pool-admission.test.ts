import assert from "node:assert/strict";

import { capacityOfNodePool } from "../../../components/karpenter/node-pool-spec";
import { admitsNode, unmetByPool } from "../../../components/karpenter/pool-admission";
import { type NodeRequirement, requirementsOfLabels } from "../../../components/shared/node-requirements";
import type { PoolCapacity } from "../../../components/shared/pods";
import { nodePoolSpec } from "../../support/node-pool-spec";

function pool(changes: Parameters<typeof nodePoolSpec>[0] = {}): PoolCapacity {
    return capacityOfNodePool(nodePoolSpec(changes));
}

const selects = (selector: Readonly<Record<string, string>>, from: PoolCapacity = pool()): string[] =>
    unmetByPool(from, requirementsOfLabels(selector));

describe("unmetByPool", () => {
    it("a pod that asks for nothing fits, and one that asks for what the pool has", () => {
        assert.deepEqual(selects({}), []);
        assert.deepEqual(selects({ "kubernetes.io/arch": "arm64", "karpenter.sh/nodepool": "general" }), []);
        assert.deepEqual(selects({ "beta.kubernetes.io/arch": "arm64" }), []);
    });

    it("names every label the pool cannot have", () => {
        assert.deepEqual(
            selects({
                "karpenter.sh/capacity-type": "spot",
                "karpenter.sh/nodepool": "gpu",
                "kubernetes.io/arch": "arm64",
            }),
            ["karpenter.sh/capacity-type", "karpenter.sh/nodepool"],
        );
    });

    it("takes a label Karpenter knows for possible where the pool says nothing of it, another one not", () => {
        assert.deepEqual(selects({ "topology.kubernetes.io/zone": "us-east-1a" }), []);
        assert.deepEqual(selects({ "topology.k8s.aws/zone-id": "use1-az1" }), []);
        assert.deepEqual(selects({ "example.com/team": "blue" }), ["example.com/team"]);
        assert.deepEqual(
            selects({ "example.com/team": "blue" }, pool({ labels: { "example.com/team": "blue" } })),
            [],
        );
        const open = pool({
            requirements: [{ key: "example.com/team", operator: "In", values: ["red", "blue"] }],
        });
        assert.deepEqual(selects({ "example.com/team": "blue" }, open), []);
        assert.deepEqual(selects({ "example.com/team": "green" }, open), ["example.com/team"]);
    });

    it("reads a pod's affinity like its selector", () => {
        const away: NodeRequirement = { key: "example.com/team", operator: "NotIn", values: ["blue"] };
        const onOwn: NodeRequirement = { key: "karpenter.sh/nodepool", operator: "DoesNotExist" };
        assert.equal(admitsNode(pool(), [away]), true);
        assert.equal(admitsNode(pool({ labels: { "example.com/team": "blue" } }), [away]), false);
        assert.equal(admitsNode(pool(), [onOwn]), false);
        const both: NodeRequirement[] = [
            { key: "karpenter.k8s.aws/instance-cpu", operator: "Gt", values: ["4"] },
            { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["8"] },
        ];
        const small = pool({
            requirements: [{ key: "karpenter.k8s.aws/instance-cpu", operator: "Lte", values: ["4"] }],
        });
        assert.deepEqual(unmetByPool(small, both), ["karpenter.k8s.aws/instance-cpu"]);
    });
});

describe("capacityOfNodePool", () => {
    it("tells a static pool, which has nodes before a pod asks", () => {
        const settings = { featureGates: { staticCapacity: true } };
        const { limits, replicas } = pool({ limits: { nodes: 4 }, replicas: 3, settings });
        assert.deepEqual([replicas, limits], [3, { nodes: "4" }]);
        assert.equal("replicas" in pool(), false);
    });
});
