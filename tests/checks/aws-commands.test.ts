/**
 * Every command of the AWS CLI the kit prints is one its own parser took: tests/fixtures/aws-cli/accepted.json, which
 * `npm run test:apiserver` asks again where there is an AWS CLI.
 */
import assert from "node:assert/strict";

import { allAwsCommands, readAccepted } from "../support/aws-commands";

describe("commands of the AWS CLI", () => {
    it("are those its parser took, every one that is printed", async () => {
        assert.deepEqual(await allAwsCommands(), readAccepted().commands);
    });

    it("are found in papers, remedies, outputs and the kubeconfig", () => {
        const { commands } = readAccepted();
        for (const start of [
            "aws arc-zonal-shift start-zonal-shift --away-from",
            "aws sts get-caller-identity",
            "aws eks update-kubeconfig --name platform-dev --region us-east-1 --role-arn",
            "aws eks get-token --cluster-name",
        ]) {
            assert.ok(
                commands.some((words) => words.join(" ").startsWith(start)),
                start,
            );
        }
    });
});
