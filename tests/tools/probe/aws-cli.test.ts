import assert from "node:assert/strict";

import { answerOf, askAws } from "../../../tools/probe/aws-cli";
import { failed, fakeProbe, printed } from "../../support/fake-probe";

describe("the AWS CLI", () => {
    it("is asked for JSON, with limits on how long it tries", async () => {
        const probe = fakeProbe({ programs: { aws: '{"Account": "210987654321"}' } });
        assert.deepEqual(await askAws(probe, ["sts", "get-caller-identity"], "eu-west-1"), {
            answer: { Account: "210987654321" },
        });
        assert.deepEqual(probe.asked.commands, [
            "aws sts get-caller-identity --region eu-west-1 --output json --cli-connect-timeout 5 --cli-read-timeout 20",
        ]);
    });

    // What versions 1.45 and 2.31 print, and the codes of the service references.
    for (const [text, failure] of [
        [
            'Unable to locate credentials. You can configure credentials by running "aws configure".',
            "no-credentials",
        ],
        ["The config profile (prod) could not be found", "no-credentials"],
        ["Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY", "no-credentials"],
        [
            "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: The security token included in the request is invalid.",
            "no-credentials",
        ],
        [
            "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired",
            "expired",
        ],
        ["Error when retrieving credentials from sso: Token has expired and refresh failed", "expired"],
        [
            "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
            "expired",
        ],
        ['Could not connect to the endpoint URL: "https://sts.us-east-1.amazonaws.com/"', "unreachable"],
        ['Connect timeout on endpoint URL: "https://eks.us-east-1.amazonaws.com/clusters/x"', "unreachable"],
        [
            "SSL validation failed for https://sts.us-east-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED]",
            "unreachable",
        ],
        [
            'You must specify a region. You can also configure your region by running "aws configure".',
            "no-region",
        ],
        [
            "An error occurred (AccessDeniedException) when calling the DescribeCluster operation: User: arn:aws:iam::1:user/x is not authorized to perform: eks:DescribeCluster",
            "denied",
        ],
        [
            "An error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found for name: platform-dev.",
            "not-found",
        ],
        ["Traceback (most recent call last):", "failed"],
    ] as const) {
        it(`reads "${text.slice(0, 60)}…" as ${failure}`, () => {
            assert.deepEqual(answerOf(failed(text)), { failure });
        });
    }

    it("counts as missing, slow and broken", () => {
        assert.deepEqual(answerOf({ kind: "missing" }), { failure: "missing" });
        assert.deepEqual(answerOf({ kind: "slow" }), { failure: "unreachable" });
        assert.deepEqual(answerOf(printed("no JSON")), { failure: "failed" });
    });
});
