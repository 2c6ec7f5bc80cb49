import assert from "node:assert/strict";

import { nameOf, readOperations, typeOf } from "../../../tools/deploy/operations";

const VPC = "urn:pulumi:dev::p::platform:stacks:Platform$platform:network:Vpc$aws:ec2/vpc:Vpc::network-vpc";
const CUSTOM = { newState: { custom: true } };

function read(steps: readonly object[], rest: object = {}) {
    return readOperations(JSON.stringify({ steps, duration: 1, ...rest }));
}

describe("readOperations", () => {
    it("reads what happens to each resource, with the paths the engine names", () => {
        const steps = [
            { op: "same", urn: VPC, ...CUSTOM },
            { op: "create", urn: `${VPC}-a`, ...CUSTOM, detailedDiff: null },
            {
                op: "update",
                urn: `${VPC}-b`,
                ...CUSTOM,
                diffReasons: ["tags"],
                detailedDiff: { "tags.a": { kind: "add" } },
            },
            { op: "update", urn: `${VPC}-c`, ...CUSTOM, diffReasons: ["tags"] },
            { op: "delete", urn: `${VPC}-d`, oldState: { custom: true } },
        ];
        assert.deepEqual(read(steps), {
            operations: [
                { urn: `${VPC}-a`, operation: "create", paths: [] },
                { urn: `${VPC}-b`, operation: "update", paths: ["tags.a"] },
                { urn: `${VPC}-c`, operation: "update", paths: ["tags"] },
                { urn: `${VPC}-d`, operation: "delete", paths: [] },
            ],
        });
    });

    for (const ops of [
        ["create-replacement", "replace", "delete-replaced"],
        ["delete-replaced", "replace", "create-replacement"],
        ["delete", "create"],
    ]) {
        it(`makes one replacement of ${ops.join(", ")}`, () => {
            const steps = ops.map((op) => ({ op, urn: VPC, ...CUSTOM, diffReasons: ["cidrBlock"] }));
            assert.deepEqual(read(steps), {
                operations: [{ urn: VPC, operation: "replace", paths: ["cidrBlock"] }],
            });
        });
    }

    it("leaves out components, providers and the stack", () => {
        const steps = [
            {
                op: "update",
                urn: "urn:pulumi:dev::p::platform:stacks:Platform::platform",
                newState: { custom: false },
            },
            { op: "update", urn: "urn:pulumi:dev::p::platform:a:B$pulumi:providers:aws::aws", ...CUSTOM },
            { op: "create", urn: "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev", ...CUSTOM },
        ];
        assert.deepEqual(read(steps), { operations: [] });
    });

    it("leaves out what was only read or refreshed", () => {
        const steps = [
            "read",
            "refresh",
            "same",
            "discard",
            "read-replacement",
            "remove-pending-replace",
        ].map((op) => ({ op, urn: VPC, ...CUSTOM }));
        assert.deepEqual(read(steps), { operations: [] });
    });

    it("reads a preview without a step: Pulumi leaves the list out", () => {
        assert.deepEqual(readOperations('{ "config": {}, "duration": 1 }'), { operations: [] });
    });

    const problems: readonly (readonly [what: string, text: string, problem: string])[] = [
        ["nothing", "", "Pulumi printed no preview"],
        ["no JSON", "error: no stack named 'dev' found", "Pulumi printed no preview"],
        ["another JSON", "{}", "Pulumi printed no preview"],
        ["steps that are no list", '{ "steps": {} }', "Pulumi printed no preview"],
        [
            "a step without a URN",
            '{ "steps": [{ "op": "create" }] }',
            "Pulumi printed a step of another form",
        ],
        ["a step of a later Pulumi", `{ "steps": [{ "op": "melt", "urn": "a" }] }`, 'Pulumi would "melt" a'],
        [
            "a failure half-way, whose steps are not all",
            '{ "steps": [], "duration": 1, "diagnostics": [{ "severity": "warning", "message": "w" }, { "severity": "error", "message": "error: denied\\n" }] }',
            "error: denied",
        ],
    ];
    for (const [what, text, problem] of problems) {
        it(`refuses ${what}`, () => {
            assert.deepEqual(readOperations(text), { problem });
        });
    }

    it("takes no property of every object for a step", () => {
        assert.deepEqual(read([{ op: "constructor", urn: VPC, ...CUSTOM }]), {
            problem: `Pulumi would "constructor" ${VPC}`,
        });
    });
});

describe("names", () => {
    it("are type and logical name", () => {
        assert.equal(typeOf(VPC), "aws:ec2/vpc:Vpc");
        assert.equal(nameOf(VPC), "aws:ec2/vpc:Vpc network-vpc");
        assert.equal(
            nameOf("urn:pulumi:dev::p::kubernetes:core/v1:ConfigMap::a::b"),
            "kubernetes:core/v1:ConfigMap a::b",
        );
    });
});
