import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import fc from "fast-check";

import { around, aws, command, lineOf } from "../../../tools/destroy/commands";

/** What a shell makes of a line: the words of each call of `aws`, one a line. */
function wordsIn(line: string): readonly string[] {
    const { status, stderr, stdout } = spawnSync("bash", ["-c", `aws() { printf '%s\\n' "$@"; }\n${line}`], {
        encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [0, ""]);
    return stdout.split("\n").slice(0, -1);
}

describe("commands of a destroy report", () => {
    it("are written as they are typed", () => {
        assert.equal(lineOf(command("kubectl get pvc,pv -A")), "kubectl get pvc,pv -A");
        assert.equal(
            lineOf(command("$EDITOR Pulumi.dev.yaml", "platform:protection: false")),
            "$EDITOR Pulumi.dev.yaml   # platform:protection: false",
        );
        assert.equal(
            lineOf(aws("eu-west-1", "ec2 describe-volumes", "--query", "Volumes[?a=='b'].VolumeId")),
            String.raw`aws ec2 describe-volumes --query 'Volumes[?a=='\''b'\''].VolumeId' --region eu-west-1`,
        );
    });

    it("take what another command answers", () => {
        const vpc = { before: "", answerOf: aws("eu-west-1", "eks describe-cluster"), after: "" };
        assert.equal(
            lineOf(aws("eu-west-1", "ec2 describe-subnets", "--filters", around("Name=vpc-id,Values=", vpc))),
            'aws ec2 describe-subnets --filters "Name=vpc-id,Values=$(aws eks describe-cluster --region eu-west-1 --output text)" --region eu-west-1',
        );
        assert.equal(around("a", "b", "c"), "abc");
    });

    it("reach a program word by word, whatever is in them", () => {
        const word = fc.string({ minLength: 1, unit: "grapheme-ascii" }).filter((text) => text !== "$EDITOR");
        fc.assert(
            fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
                const line = lineOf(aws("eu-west-1", "ec2 x", ...words));
                assert.deepEqual(wordsIn(line), ["ec2", "x", ...words, "--region", "eu-west-1"]);
            }),
            { numRuns: 20 },
        );
    });
});
