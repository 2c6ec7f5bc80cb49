import assert from "node:assert/strict";

import fc from "fast-check";

import { ownershipOf, tagKeysOf } from "../../../tools/sweep/owned";
import { CLUSTER, FOREIGN, OWNED } from "./things";

describe("whose something is", () => {
    for (const key of [
        "aws:eks:cluster-name",
        "eks:cluster-name",
        "eks:eks-cluster-name",
        "elbv2.k8s.aws/cluster",
        "cluster.k8s.amazonaws.com/name",
        "ebs.csi.aws.com/cluster-name",
    ]) {
        it(`rule 3: ${key} says it by its value`, () => {
            assert.deepEqual(ownershipOf({ [key]: CLUSTER }, CLUSTER), { kind: "owned", by: key });
            assert.deepEqual(ownershipOf({ [key]: `${CLUSTER}-2` }, CLUSTER), { kind: "foreign" });
            assert.ok(tagKeysOf(CLUSTER).includes(key));
        });
    }

    it("kubernetes.io/cluster/<name> says it by its key, and only as owned", () => {
        const key = `kubernetes.io/cluster/${CLUSTER}`;
        assert.deepEqual(ownershipOf(OWNED, CLUSTER), { kind: "owned", by: key });
        for (const value of ["shared", "", "Owned"])
            assert.deepEqual(ownershipOf({ [key]: value }, CLUSTER), { kind: "foreign" });
        assert.deepEqual(ownershipOf({ [`${key}-2`]: "owned" }, CLUSTER), { kind: "foreign" });
        assert.equal(tagKeysOf(CLUSTER)[0], key);
    });

    it("what is shared stays, whatever else it carries", () => {
        const tags = { "eks:eks-cluster-name": CLUSTER, [`kubernetes.io/cluster/${CLUSTER}`]: "shared" };
        assert.deepEqual(ownershipOf(tags, CLUSTER), { kind: "foreign" });
    });

    it("what two clusters claim is disputed", () => {
        assert.deepEqual(ownershipOf({ ...OWNED, ...FOREIGN }, CLUSTER), {
            kind: "disputed",
            other: "other",
        });
        assert.deepEqual(ownershipOf({ ...OWNED, "elbv2.k8s.aws/cluster": "third" }, CLUSTER), {
            kind: "disputed",
            other: "third",
        });
    });

    it("a node pool's tag, the kit's own tags and the driver's say nothing about the cluster", () => {
        const tags = {
            "karpenter.sh/nodepool": "general",
            "ebs.csi.aws.com/cluster": "true",
            KubernetesCluster: CLUSTER,
            cluster: CLUSTER,
            "managed-by": "pulumi",
        };
        assert.deepEqual(ownershipOf(tags, CLUSTER), { kind: "foreign" });
    });

    it("nothing is owned without a key that was asked for", () => {
        fc.assert(
            fc.property(fc.dictionary(fc.string(), fc.constantFrom(CLUSTER, "owned", "other")), (tags) => {
                const keys = tagKeysOf(CLUSTER);
                if (ownershipOf(tags, CLUSTER).kind === "owned")
                    assert.ok(Object.keys(tags).some((key) => keys.includes(key)));
            }),
        );
    });
});
