/** What is read from the generated typings. */
import assert from "node:assert/strict";

import { typed } from "../../../../tools/facts/derived/kinds";
import { fieldsOf } from "../../../../tools/facts/derived/nested";
import { typingsOf } from "../../../../tools/facts/derived/typings";

const STRING = { kind: "string" };

describe("a type as the typings write it", () => {
    const cases: readonly (readonly [text: string, kind: unknown, optional: boolean])[] = [
        ["string", STRING, false],
        ["string | undefined", STRING, true],
        ["number[] | undefined", { kind: "list", item: { kind: "number" } }, true],
        ["{\n        [key: string]: string;\n    }", { kind: "map", value: STRING }, false],
        [
            "{ [key: string]: string[]; } | undefined",
            { kind: "map", value: { kind: "list", item: STRING } },
            true,
        ],
        [
            "outputs.rds.InstanceS3Import[]",
            { kind: "list", item: { kind: "object", name: "rds.InstanceS3Import" } },
            false,
        ],
        ['"apps/v1"', { kind: "literal", value: "apps/v1" }, false],
        ["enums.rds.InstanceType | string", STRING, false],
        ["(pulumi.asset.Asset | pulumi.asset.Archive)[]", { kind: "list", item: { kind: "any" } }, false],
        ["string | number", { kind: "any" }, false],
    ];
    for (const [text, kind, optional] of cases) {
        it(text.replace(/\s+/g, " "), () => assert.deepEqual(typed(text), { kind, optional }));
    }
});

describe("the typings of a resource", () => {
    it("say which properties are outputs, inputs, required, optional, and replace", () => {
        const typings = typingsOf("aws:rds/subnetGroup:SubnetGroup");
        const row = typings?.properties.map(({ name, kind, optional, input, replaces }) => [
            name,
            kind.kind,
            optional,
            input,
            replaces,
        ]);
        assert.deepEqual(row, [
            ["arn", "string", false, "none", false],
            ["description", "string", false, "optional", false],
            ["name", "string", false, "optional", false],
            ["namePrefix", "string", false, "optional", false],
            ["region", "string", false, "optional", false],
            ["subnetIds", "list", false, "required", false],
            ["supportedNetworkTypes", "list", false, "none", false],
            ["tags", "map", true, "optional", false],
            ["tagsAll", "map", false, "none", false],
            ["vpcId", "string", false, "none", false],
        ]);
        assert.match(typings?.source ?? "", /^@pulumi\/aws 7\.48\.0 typings, rds\/subnetGroup\.d\.ts$/);
        assert.equal(typings?.idExample, "production-subnet-group");
    });

    it("say that a change replaces only where the comment has no condition", () => {
        const replacing = (type: string): unknown =>
            typingsOf(type)
                ?.properties.filter(({ replaces }) => replaces)
                .map(({ name }) => name);
        assert.deepEqual(replacing("aws:emr/instanceGroup:InstanceGroup"), [
            "clusterId",
            "ebsConfigs",
            "ebsOptimized",
            "instanceType",
            "name",
        ]);
        // "Changing this value to an empty string forces replacement of the resource", "… `QUIC` forces …".
        assert.deepEqual(replacing("aws:sagemaker/hubContentReference:HubContentReference"), []);
    });

    it("hold what is inside an output", () => {
        const fields = [...fieldsOf("aws", "rds.InstanceMasterUserSecret").entries()];
        assert.deepEqual(
            fields.map(([name, { kind, optional }]) => [name, kind.kind, optional]),
            [
                ["kmsKeyId", "string", false],
                ["secretArn", "string", false],
                ["secretStatus", "string", false],
            ],
        );
        assert.equal(
            fieldsOf("kubernetes", "core.v1.ServiceStatus").get("loadBalancer")?.kind.kind,
            "object",
        );
        assert.equal(fieldsOf("aws", "rds.NoSuchThing").size, 0);
        assert.equal(fieldsOf("aws", "nosuch.Thing").size, 0);
    });
});
