import assert from "node:assert/strict";

import { type DestroyReport, destroyReport } from "../../../tools/destroy/destroy";
import { askAccount } from "../../../tools/destroy/live";
import { wrongAccount } from "../../../tools/probe/account";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { graphOf, planned } from "../../support/graphs";

const ZONE = "aws route53 list-hosted-zones-by-name --dns-name example.com";
const RECORDS = "aws route53 list-resource-record-sets --hosted-zone-id";

const REPORT: DestroyReport = destroyReport(
    graphOf(
        planned({
            type: "platform:stacks:Platform",
            name: "platform",
            inputs: { account: "123456789012", clusterName: "kit-dev", region: "us-east-1" },
        }),
        planned({ type: "aws:eks/addon:Addon", name: "dns", inputs: { addonName: "external-dns" } }),
        planned({
            type: "aws:route53/zone:Zone",
            name: "zone",
            inputs: { name: "example.com", forceDestroy: true },
        }),
    ),
);

async function live(programs: NonNullable<Recorded["programs"]>) {
    const probe = fakeProbe({ programs });
    const said: string[] = [];
    const answers = await askAccount(probe, REPORT, (sentence) => said.push(sentence));
    return { records: answers["records"]?.map(({ failure, found }) => failure ?? found), probe, said };
}

describe("an account asked what is there", () => {
    it("is the environment's, or nothing is asked", async () => {
        const as = (account: string) =>
            fakeProbe({
                programs: {
                    "aws sts get-caller-identity": JSON.stringify({ Account: account, Arn: "arn" }),
                },
            });
        assert.equal(await wrongAccount(as("123456789012"), REPORT), undefined);
        assert.equal(
            await wrongAccount(as("210987654321"), REPORT),
            "the credentials are of account 210987654321, the environment is in 123456789012. Set AWS_PROFILE to a profile of 123456789012.",
        );
        assert.equal(
            await wrongAccount(fakeProbe(), REPORT),
            "AWS says nothing of this machine's credentials (missing). npm run doctor finds out why.",
        );
    });

    it("answers with names, in the region, and nothing is changed", async () => {
        const { probe, records, said } = await live({
            [ZONE]: '"/hostedzone/Z1"',
            [`${RECORDS} /hostedzone/Z1`]: '["web.example.com.", ["a", null, 1]]',
        });
        assert.deepEqual(records, [["web.example.com.", "a"]]);
        assert.deepEqual(said, ["Asking AWS for DNS records of ExternalDNS …"]);
        assert.deepEqual(
            probe.asked.commands.map((line) => line.replace(/ --query.* --region us-east-1 /, " … ")),
            [
                "aws route53 list-hosted-zones-by-name --dns-name example.com … --output json --cli-connect-timeout 5 --cli-read-timeout 20",
                "aws route53 list-resource-record-sets --hosted-zone-id /hostedzone/Z1 … --output json --cli-connect-timeout 5 --cli-read-timeout 20",
            ],
        );
    });

    it("has nothing where there is nothing to ask about, or an empty list", async () => {
        assert.deepEqual((await live({ [ZONE]: "null" })).records, [[]]);
        const empty = { [ZONE]: '"Z1"', [RECORDS]: "null" };
        assert.deepEqual((await live(empty)).records, [[]]);
        const gone = { [ZONE]: '"Z1"', [RECORDS]: failed("ResourceNotFoundException: no") };
        assert.deepEqual((await live(gone)).records, [[]]);
    });

    it("says why it does not answer, of either question", async () => {
        const denied = failed("An error occurred (AccessDenied) when calling");
        assert.deepEqual((await live({ [ZONE]: denied })).records, ["denied"]);
        assert.deepEqual((await live({ [ZONE]: '"Z1"', [RECORDS]: denied })).records, ["denied"]);
    });
});
