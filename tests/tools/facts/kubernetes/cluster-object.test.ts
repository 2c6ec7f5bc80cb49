import assert from "node:assert/strict";

import { ec2NodeClass } from "../../../../tools/facts/kubernetes/karpenter.k8s.aws/v1/ec2-node-class";
import { nodePool } from "../../../../tools/facts/kubernetes/karpenter.sh/v1/node-pool";
import { answer, type Question } from "../../../../tools/plan/answers";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const INPUTS = {
    apiVersion: "karpenter.sh/v1",
    kind: "NodePool",
    metadata: { name: "general", annotations: { "pulumi.com/waitFor": "condition=Ready" } },
    spec: { weight: 10 },
};

const QUESTION: Question = {
    urn: "urn:pulumi:dev::kit::kubernetes:karpenter.sh/v1:NodePool::pool-general-node-pool",
    name: "pool-general-node-pool",
    inputs: INPUTS,
    secretOutputs: [],
    providerInputs: {},
    find: () => undefined,
};

describe("an object without a namespace", () => {
    it("has its name as id, and what the API server adds to its metadata", () => {
        const { id, outputs } = answer(nodePool, QUESTION, "deterministic");
        assert.equal(id, "general");
        const { metadata, ...rest } = outputs;
        assert.deepEqual(rest, { apiVersion: "karpenter.sh/v1", kind: "NodePool", spec: { weight: 10 } });
        const { uid, ...known } = metadata as { readonly uid: string };
        assert.deepEqual(known, {
            ...INPUTS.metadata,
            creationTimestamp: "2026-01-01T00:00:00Z",
            generation: 1,
            resourceVersion: "1",
        });
        assert.match(uid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    });

    it("keeps its own part at a first preview, and nothing of the server's", () => {
        assert.deepEqual(answer(nodePool, QUESTION, "unknown"), {
            id: "",
            outputs: {
                ...INPUTS,
                metadata: {
                    ...INPUTS.metadata,
                    creationTimestamp: UNKNOWN,
                    generation: UNKNOWN,
                    resourceVersion: UNKNOWN,
                    uid: UNKNOWN,
                },
            },
        });
    });

    it("is replaced when its name changes, and for nothing else", () => {
        for (const { forcesReplacement, physicalName } of [nodePool, ec2NodeClass]) {
            assert.deepEqual(
                forcesReplacement.map(({ paths }) => paths),
                [["metadata.name", "metadata.namespace"]],
            );
            assert.deepEqual(physicalName.value, { kind: "given", property: "metadata.name" });
        }
    });
});
