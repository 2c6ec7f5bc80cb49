import assert from "node:assert/strict";

import { checkNodeClass } from "../../../components/karpenter/ec2-node-class";
import { amiAliasOf } from "../../../components/karpenter/node-class-ami";
import { planVolumes } from "../../../components/karpenter/node-class-volumes";
import { describeProblem } from "../../../components/shared/problems";
import { AMI_ALIAS } from "../../../components/versions";
import { nodePoolSpec } from "../../support/node-pool-spec";

function aliasRefusals(amiAlias: string): string[] {
    return checkNodeClass(nodePoolSpec({ amiAlias })).map((problem) => describeProblem(problem));
}

function refusals(changes: {
    readonly diskSizeGiB?: number;
    readonly tags?: Record<string, string>;
}): string[] {
    return checkNodeClass({ diskSizeGiB: 50, tags: {}, ...changes }).map((problem) =>
        describeProblem(problem),
    );
}

describe("checkNodeClass", () => {
    it("takes the kit's own image and pinned releases of both families", () => {
        assert.deepEqual(checkNodeClass(nodePoolSpec()), []);
        assert.deepEqual(aliasRefusals(AMI_ALIAS.value), []);
        assert.deepEqual(aliasRefusals("bottlerocket@v1.64.0"), []);
    });

    it("rule 38: refuses @latest, naming the pin", () => {
        for (const amiAlias of ["al2023@latest", "bottlerocket@latest"]) {
            assert.deepEqual(aliasRefusals(amiAlias), [
                "amiAlias: each new release of the image would replace all nodes, on a day AWS chooses " +
                    `(got "${amiAlias}"). Pin a release: ${AMI_ALIAS.value}.`,
            ]);
        }
    });

    it("rule 44: refuses families that end, that the kit does not know, and what is no alias", () => {
        for (const amiAlias of [
            "al2@v20240807",
            "al2023",
            "al2023@20260930",
            "al2023@v20260930-x",
            "bottlerocket@v1.64",
        ]) {
            assert.deepEqual(aliasRefusals(amiAlias), [
                `amiAlias: not a release of al2023 or bottlerocket (got "${amiAlias}"). ` +
                    `Pin a release: ${AMI_ALIAS.value}.`,
            ]);
        }
    });

    it("refuses a volume smaller than the image or larger than EBS has", () => {
        assert.deepEqual(
            [20, 59_000].flatMap((diskSizeGiB) => refusals({ diskSizeGiB })),
            [],
        );
        for (const diskSizeGiB of [19, 59_001, 60_000, 20.5, 0]) {
            assert.deepEqual(refusals({ diskSizeGiB }), [
                `diskSizeGiB: not the size of a node's volume (got ${diskSizeGiB}). ` +
                    "Write a whole number from 20 to 59000.",
            ]);
        }
    });

    it("rule 24: refuses tags Karpenter sets itself", () => {
        const keys = [
            "eks:eks-cluster-name",
            "kubernetes.io/cluster/kit-test",
            "karpenter.sh/nodepool",
            "karpenter.sh/nodeclaim",
            "karpenter.k8s.aws/ec2nodeclass",
        ];
        for (const key of keys) {
            assert.deepEqual(refusals({ tags: { [key]: "x" } }), [
                `tags.${key}: Karpenter sets this tag itself (got "x"). Remove it.`,
            ]);
        }
    });

    it("rule 24: refuses tags AWS or IAM would refuse, and too many", () => {
        const remedy =
            "Use letters, digits, spaces and _ . : / = + - @, 1 to 128 for the key, at most 256 for the value.";
        assert.deepEqual(refusals({ tags: { "aws:x": "1", "a#b": "1", note: "a,b", "": "1" } }), [
            'tags.aws:x: keys beginning aws: belong to AWS (got "1"). Rename it.',
            `tags.a#b: not a tag IAM takes (got "1"). ${remedy}`,
            `tags.note: not a tag IAM takes (got "a,b"). ${remedy}`,
            `tags.: not a tag IAM takes (got "1"). ${remedy}`,
        ]);
        assert.deepEqual(refusals({ tags: { ["k".repeat(128)]: "v".repeat(256), empty: "" } }), []);
        assert.equal(refusals({ tags: { ["k".repeat(129)]: "" } }).length, 1);
        assert.equal(refusals({ tags: { key: "v".repeat(257) } }).length, 1);
        const tags = (count: number): Record<string, string> =>
            Object.fromEntries(Array.from({ length: count }, (_, index) => [`key-${index}`, "x"]));
        const kit = { cluster: "x", environment: "x", "managed-by": "x" };
        assert.deepEqual(refusals({ tags: { ...kit, ...tags(38) } }), []);
        assert.deepEqual(refusals({ tags: { ...kit, ...tags(39) } }), [
            "tags: too many tags (got 39). Keep at most 38.",
        ]);
    });
});

describe("the image and its volumes", () => {
    it("is the kit's pin unless the pool has its own", () => {
        assert.equal(amiAliasOf({}), AMI_ALIAS.value);
        assert.equal(amiAliasOf({ amiAlias: "bottlerocket@v1.64.0" }), "bottlerocket@v1.64.0");
    });

    it("rule 44: AL2023, whose alias brings the image for accelerators by itself, has one volume", () => {
        assert.deepEqual(planVolumes(nodePoolSpec()), [
            { deviceName: "/dev/xvda", ebs: { volumeSize: "50Gi" } },
        ]);
    });

    it("Bottlerocket has one for its system and one for everything else", () => {
        assert.deepEqual(planVolumes(nodePoolSpec({ amiAlias: "bottlerocket@v1.64.0" })), [
            { deviceName: "/dev/xvda", ebs: { volumeSize: "4Gi" } },
            { deviceName: "/dev/xvdb", ebs: { volumeSize: "50Gi" } },
        ]);
    });
});
