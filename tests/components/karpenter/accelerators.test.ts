import assert from "node:assert/strict";

import { noticesOfNodePool } from "../../../components/karpenter/node-pool-spec";
import { nodePoolSpec } from "../../support/node-pool-spec";

const TAINT = { key: "gpu", effect: "NoSchedule" } as const;

function noticesOf(families: readonly string[], amiAlias = "al2023@v20260930"): string[] {
    const requirements = [
        { key: "karpenter.k8s.aws/instance-family", operator: "In", values: families },
        { key: "karpenter.sh/capacity-type", operator: "In", values: ["on-demand"] },
    ] as const;
    return noticesOfNodePool(nodePoolSpec({ amiAlias, requirements, taints: [TAINT] }));
}

describe("what pods of accelerators need", () => {
    it("NVIDIA's plugin on AL2023, which Bottlerocket brings", () => {
        assert.deepEqual(noticesOf(["g5"]), [
            "Pool general has accelerators of nvidia: pods ask for nvidia.com/gpu; " +
                "install NVIDIA's device plugin or GPU Operator, which the image does not bring",
        ]);
        assert.deepEqual(noticesOf(["g5"], "bottlerocket@v1.64.0"), [
            "Pool general has accelerators of nvidia: pods ask for nvidia.com/gpu; Bottlerocket's image brings the device plugin",
        ]);
    });

    it("Neuron's, AMD's and none at all, each for itself", () => {
        assert.deepEqual(noticesOf(["inf2", "g4ad"]), [
            "Pool general has accelerators of amd: pods ask for amd.com/gpu; " +
                "no image of an alias has AMD's driver: bring both driver and device plugin",
            "Pool general has accelerators of aws: pods ask for aws.amazon.com/neuron or aws.amazon.com/neuroncore; " +
                "install the Neuron device plugin",
        ]);
        const [qualcomm] = noticesOf(["dl2q"]);
        assert.equal(
            qualcomm,
            "Pool general has accelerators of qualcomm: Karpenter knows no resource of theirs, " +
                "so it starts no node for pods that ask for one",
        );
    });

    it("nothing where other types fit as well: Karpenter takes accelerators only for pods that ask", () => {
        assert.deepEqual(noticesOf(["g5", "m7i"]), []);
    });
});
