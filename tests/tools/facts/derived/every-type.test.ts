/** Every resource type of both SDKs has facts, with values in the right form. */
import assert from "node:assert/strict";

import type { Json } from "../../../../components/shared/json";
import { derivedFacts } from "../../../../tools/facts/derived";
import { everyType } from "../../../../tools/facts/derived/every-type";
import { type Property, type Typings, typingsOf } from "../../../../tools/facts/derived/typings";
import { answer, type Answer, type Mode } from "../../../../tools/plan/answers";

/** The SDKs' components: a plan shows none of what their plugins make. */
const COMPONENTS = [
    "kubernetes:helm.sh/v3:Chart",
    "kubernetes:helm.sh/v4:Chart",
    "kubernetes:kustomize/v2:Directory",
    "kubernetes:yaml/v2:ConfigFile",
    "kubernetes:yaml/v2:ConfigGroup",
];

function asked(type: string, mode: Mode): Answer {
    const facts = derivedFacts(type);
    assert.ok(facts, type);
    const question = {
        urn: `urn:pulumi:dev::kit::${type}::it`,
        name: "it",
        inputs: {},
        secretOutputs: [],
        providerInputs: { region: "eu-west-1", allowedAccountIds: '["210987654321"]' },
        find: () => undefined,
    };
    return answer(facts, question, mode);
}

/** What is wrong with an answer, one line each. */
function faultsOf(typings: Typings): string[] {
    const { id, outputs } = asked(typings.type, "deterministic");
    const faults = typings.properties
        // Every type with a region answers it.
        .filter(({ name }) => name !== "region")
        .filter(
            (property) => !isRightKind(property, outputs[property.name], typings.package === "kubernetes"),
        )
        .map(({ name }) => `${typings.type} ${name}: ${JSON.stringify(outputs[name])}`);
    const arn = outputs["arn"];
    if (typeof arn === "string" && !/^arn:aws:[a-z0-9-]+:(eu-west-1)?:(210987654321|aws)?:\S+$/.test(arn))
        faults.push(`${typings.type} ${arn}`);
    if (id === "" || /\s|undefined|\$\{/.test(id + JSON.stringify(outputs)))
        faults.push(`${typings.type} ${id}`);
    return faults;
}

function isRightKind(
    { kind, optional, input }: Property,
    value: Json | undefined,
    isField: boolean,
): boolean {
    // Required inputs are given, and so are kind and version of an object.
    if (value === undefined) return input === "required" || kind.kind === "literal";
    // Optional ones have no value; nor has any field of an object that the program leaves out.
    if (value === null) return optional || isField;
    if (optional) return false;
    const wanted = { list: "list", map: "object", object: "object", literal: "string" };
    const found = Array.isArray(value) ? "list" : typeof value;
    return (
        kind.kind === "any" ||
        found === (Object.entries(wanted).find(([one]) => one === kind.kind)?.[1] ?? kind.kind)
    );
}

describe("every resource type", () => {
    for (const [name, count, components] of [
        ["aws", 1738, []],
        ["kubernetes", 550, COMPONENTS],
    ] as const) {
        describe(`of @pulumi/${name}`, () => {
            let types: readonly string[];
            let typings: readonly Typings[];

            before(() => {
                types = everyType(name);
                typings = types.flatMap((type) => typingsOf(type) ?? []);
            });

            it("has typings, unless it is a component", () => {
                const found = new Set(typings.map(({ type }) => type));
                assert.deepEqual(
                    types.filter((type) => !found.has(type)),
                    components,
                );
                assert.equal(typings.length, count);
            });

            it("has facts, with values of the kinds its typings say", () => {
                assert.deepEqual(typings.flatMap(faultsOf), []);
            });

            it("has no id, and no value that AWS makes, in a first preview", () => {
                const known = new Set(["name", "region", "tagsAll", "metadata"]);
                const wrong = typings.filter(({ type }) => {
                    const { id, outputs } = asked(type, "unknown");
                    return id !== "" || Object.keys(outputs).some((property) => !known.has(property));
                });
                assert.deepEqual(wrong, []);
            });
        });
    }

    it("is found by its type alone: neither a group of somebody else's nor another package's", () => {
        assert.equal(typingsOf("kubernetes:apps.example.com/v1:Deployment"), undefined);
        assert.notEqual(derivedFacts("kubernetes:apps.example.com/v1:Deployment"), undefined);
        const foreign = [
            "random:index/randomId:RandomId",
            "eks:index:NodeGroupV2",
            "pulumi:providers:tls",
            "aws:rds/instance:Cluster",
            "aws:../x:Y",
            ...COMPONENTS,
        ];
        assert.deepEqual(
            foreign.filter((type) => derivedFacts(type) !== undefined),
            [],
        );
    });
});
