import assert from "node:assert/strict";

import { checkVolumeTags } from "../../../components/addons/aws-ebs-csi-driver";
import { describeProblem } from "../../../components/shared/problems";

function refusals(tags: Record<string, string>): string[] {
    return checkVolumeTags("options.volumeTags", tags).map((problem) => describeProblem(problem));
}

describe("checkVolumeTags", () => {
    it("takes what AWS takes, an equals sign in a value too", () => {
        assert.deepEqual(refusals({ owner: "team a", "cost-centre": "a=b:c/d+e@f", note: "" }), []);
        assert.deepEqual(refusals({ "my.kubernetes.io": "x", "ebs.csi.aws.com": "x", CSIVolume: "x" }), []);
    });

    it("refuses tags the driver keeps to itself", () => {
        const keys = [
            "kubernetes.io/cluster/x",
            "kubernetes.io",
            "ebs.csi.aws.com/cluster",
            "CSIVolumeName",
            "CSIVolumeSnapshotName",
        ];
        assert.deepEqual(
            refusals(Object.fromEntries(keys.map((key) => [key, "x"]))),
            keys.map(
                (key) =>
                    `options.volumeTags.${key}: the EBS CSI driver keeps this tag to itself and would not ` +
                    'start (got "x"). Rename the tag.',
            ),
        );
    });

    it("refuses tags that do not survive a command line of key=value,key=value", () => {
        const end =
            "the EBS CSI driver would take this tag apart (got GOT). " +
            "Use neither = nor , in the key, and no , in the value.";
        assert.deepEqual(refusals({ "a=b": "c", "a,b": "c", list: "a,b" }), [
            `options.volumeTags.a=b: ${end.replace("GOT", '"c"')}`,
            `options.volumeTags.a,b: ${end.replace("GOT", '"c"')}`,
            `options.volumeTags.list: ${end.replace("GOT", '"a,b"')}`,
        ]);
    });
});
