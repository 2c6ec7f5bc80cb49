/** The index of CloudFormation's specification: how it is made, and that it is of the installed SDK. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import {
    propertiesWith,
    specification,
    SPECIFICATION_FILE,
    type Verdict,
} from "../../../../tools/facts/derived/cloudformation";
import { specificationText, specifiedTypes } from "../../../../tools/facts/derived/specification";
import { sdkOf, type Typings, typingsOf } from "../../../../tools/facts/derived/typings";

const VERDICTS: readonly Verdict[] = ["yes", "maybe", "no"];

function typingsFor(...types: readonly string[]): Typings[] {
    return types.flatMap((type) => typingsOf(type) ?? []);
}

describe("an index of CloudFormation's specification", () => {
    it("finds types and properties under the names CloudFormation gives them", () => {
        const typings = typingsFor(
            "aws:rds/subnetGroup:SubnetGroup",
            "aws:route53/zone:Zone",
            "aws:cloudwatch/eventRule:EventRule",
        );
        const resources = [
            {
                cloudFormationType: "AWS::RDS::DBSubnetGroup",
                arnTemplate: "arn:${Partition}:rds:${Region}:${Account}:subgrp:${SubnetGroupName}",
                properties: {
                    DBSubnetGroupName: { causesReplacement: "yes" },
                    SubnetIds: { causesReplacement: "no" },
                    Description: {},
                },
            },
            {
                cloudFormationType: "AWS::Route53::HostedZone",
                properties: { Name: { causesReplacement: "maybe" }, Foreign: {} },
            },
            { cloudFormationType: "AWS::Events::Rule", properties: { Tags: {} } },
        ];
        assert.deepEqual(specifiedTypes(typings, resources), {
            "aws:rds/subnetGroup:SubnetGroup": {
                name: "AWS::RDS::DBSubnetGroup",
                arn: "arn:${Partition}:rds:${Region}:${Account}:subgrp:${SubnetGroupName}",
                yes: "name",
                no: "description subnetIds",
            },
            "aws:route53/zone:Zone": { name: "AWS::Route53::HostedZone", maybe: "name" },
        });
    });

    it("has a line a type, below where it comes from", () => {
        const material = {
            source: "package 1.2.3",
            published: "2026-09-29",
            typings: typingsFor("aws:route53/zone:Zone"),
            resources: [{ cloudFormationType: "AWS::Route53::HostedZone", properties: { Name: {} } }],
        };
        assert.equal(
            specificationText(material),
            [
                '{"source":"package 1.2.3","date":"2026-09-29","sdk":"@pulumi/aws 7.48.0","types":{',
                '"aws:route53/zone:Zone": {"name":"AWS::Route53::HostedZone","no":"name"}',
                "}}",
                "",
            ].join("\n"),
        );
    });
});

describe("the index that is kept", () => {
    it("says where it comes from, and is of the installed SDK: else run `npm run facts -- specification`", () => {
        const { date, sdk, source, types } = specification();
        assert.deepEqual([source, date], ["@aws-cdk/aws-service-spec 0.1.216", "2026-09-29"]);
        assert.equal(sdk, `@pulumi/aws ${sdkOf("aws").version}`);
        assert.equal(Object.keys(types).length, 846);
    });

    it("has nothing but types and inputs of that SDK, each once", () => {
        const wrong = Object.entries(specification().types).flatMap(([type, specified]) => {
            const inputs = typingsOf(type)?.properties.filter(({ input }) => input !== "none") ?? [];
            const names = VERDICTS.flatMap((verdict) => propertiesWith(specified, verdict));
            const isOnce = new Set(names).size === names.length;
            return isOnce && names.every((name) => inputs.some((input) => input.name === name)) ? [] : [type];
        });
        assert.deepEqual(wrong, []);
    });

    it("has a line a type", () => {
        const lines = readFileSync(SPECIFICATION_FILE, "utf8").trimEnd().split("\n");
        assert.equal(lines.length, 848);
    });

    it("says of databases what the provider of @pulumi/aws does not do", () => {
        const database = specification().types["aws:rds/instance:Instance"];
        assert.ok(propertiesWith(database, "yes").includes("port"));
        assert.ok(propertiesWith(database, "maybe").includes("engine"));
        assert.ok(propertiesWith(database, "no").includes("instanceClass"));
    });
});
