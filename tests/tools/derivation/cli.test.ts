import assert from "node:assert/strict";

import { EXIT, main } from "../../../tools/derivation/cli";
import type { Terminal } from "../../../tools/plan/terminal";

async function facts(...args: readonly string[]) {
    const text = { out: "", err: "" };
    const terminal: Terminal = {
        out: (chunk) => void (text.out += chunk),
        err: (chunk) => void (text.err += chunk),
        outIsTerminal: false,
        errIsTerminal: false,
        columns: undefined,
        env: {},
    };
    const code = await main(args, terminal);
    return { code, ...text };
}

describe("npm run facts", () => {
    it("shows what a plan answers for a type nobody wrote facts of", async () => {
        const { code, err, out } = await facts("show", "aws:rds/subnetGroup:SubnetGroup");
        assert.deepEqual([code, err], [EXIT.done, ""]);
        assert.deepEqual(out.split("\n"), [
            "aws:rds/subnetGroup:SubnetGroup, derived from @pulumi/aws 7.48.0 typings, rds/subnetGroup.d.ts",
            "id: example-94c4a94",
            "outputs",
            '  region: "us-east-1"',
            "  tagsAll: {}",
            '  arn: "arn:aws:rds:us-east-1:123456789012:subgrp:example-94c4a94"',
            '  description: "description-0534a0c6"',
            '  namePrefix: ""',
            '  supportedNetworkTypes: ["supported-network-type-5fb84ad2"]',
            "  tags: nothing unless it is given",
            '  vpcId: "vpc-0ab8c4f328d18ae69"',
            "replaced for a change of",
            "  region: hashicorp/terraform-provider-aws internal/provider, forceNewIfRegionChanges and resourceForceNewIfRegionChanges",
            "  name: not verified: CloudFormation replaces AWS::RDS::DBSubnetGroup for it (@aws-cdk/aws-service-spec 0.1.216); the provider of @pulumi/aws may not",
            "",
        ]);
    });

    it("shows those somebody wrote as written", async () => {
        const { code, out } = await facts("show", "aws:sqs/queue:Queue");
        assert.equal(code, EXIT.done);
        assert.match(out, /^aws:sqs\/queue:Queue, written\n/);
    });

    it("says which types have none", async () => {
        assert.deepEqual(await facts("show", "kubernetes:yaml/v2:ConfigFile"), {
            code: EXIT.unknown,
            out: "",
            err: "kubernetes:yaml/v2:ConfigFile: no facts. Types of @pulumi/aws and @pulumi/kubernetes have some; components have none.\n",
        });
    });

    it("measures", async () => {
        const { code, out } = await facts("measure");
        assert.equal(code, EXIT.done);
        assert.match(out, /\n\d+ types\. Outputs: \d+ equal/);
    });

    it("wants to know the day a specification was published", async () => {
        const { code, err } = await facts("specification", "/nowhere", "--published", "soon");
        assert.equal(code, EXIT.usage);
        assert.match(err, /Write a day of the calendar as YYYY-MM-DD\./);
    });
});
