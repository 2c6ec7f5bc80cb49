/** Updates of a StorageClass, in the words of Kubernetes 1.36. */
import assert from "node:assert/strict";

import { storageClass } from "../../../../tools/facts/kubernetes/storage.k8s.io/v1/storage-class";
import type { Entry } from "../../../../tools/sandbox/inventory";
import { makeCluster, refusalOf, Rig, type SmallCluster } from "../../../support/sandbox-world";

const CLASS = {
    metadata: { name: "gp3" },
    provisioner: "ebs.csi.aws.com",
    parameters: { type: "gp3" },
    reclaimPolicy: "Delete",
    volumeBindingMode: "WaitForFirstConsumer",
};

describe("an update of a StorageClass", () => {
    let rig: Rig;
    let small: SmallCluster;
    let made: Entry;

    before(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
        made = await rig.create("kubernetes:storage.k8s.io/v1:StorageClass", "gp3", CLASS, small.inside);
    });

    const update = (changes: object): Promise<string | undefined> =>
        refusalOf(rig.update(made, { ...CLASS, ...changes }, small.inside));

    const INVALID = 'StorageClass.storage.k8s.io "gp3" is invalid: ';
    const RECLAIM = 'reclaimPolicy: Invalid value: "Retain": field is immutable';

    it("is refused where a field is immutable, naming the value wanted", async () => {
        const refused: readonly [object, string][] = [
            [{ reclaimPolicy: "Retain" }, RECLAIM],
            [
                { volumeBindingMode: undefined },
                'volumeBindingMode: Invalid value: "Immediate": field is immutable',
            ],
            [
                { provisioner: "efs.csi.aws.com" },
                'provisioner: Invalid value: "efs.csi.aws.com": field is immutable',
            ],
            [
                { parameters: { type: "io2" } },
                'parameters: Invalid value: {"type":"io2"}: field is immutable',
            ],
            [
                { parameters: undefined, reclaimPolicy: "Retain" },
                `[parameters: Invalid value: null: field is immutable, ${RECLAIM}]`,
            ],
        ];
        for (const [changes, words] of refused) assert.equal(await update(changes), `${INVALID}${words}`);
    });

    it("is taken where it is not, and where what is left out was the default", async () => {
        const taken: readonly object[] = [
            { mountOptions: ["noatime"] },
            { allowVolumeExpansion: true },
            { allowedTopologies: [{ matchLabelExpressions: [] }] },
            {
                metadata: {
                    name: "gp3",
                    annotations: { "storageclass.kubernetes.io/is-default-class": "false" },
                },
            },
            { reclaimPolicy: undefined },
        ];
        for (const changes of taken) assert.equal(await update(changes), undefined, JSON.stringify(changes));
    });

    it("has a refusal in the facts that says the same", () => {
        assert.deepEqual(
            storageClass.refusals.map(({ error }) => error),
            [RECLAIM],
        );
    });
});
