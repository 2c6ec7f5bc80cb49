import assert from "node:assert/strict";

import { FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import { asSecret, UNKNOWN } from "../../../tools/plan/wire-values";
import { type AskedName, checkInputs } from "../../../tools/sandbox/naming";
import { TYPES } from "../../../tools/sandbox/world/lookups";

const CONNECTION = {
    id: "aws-1",
    inputs: { region: "us-east-1", defaultTags: JSON.stringify({ tags: { owner: "team" } }) },
};

function check(type: string, inputs: Properties, olds: Properties = {}, name = "it", seed = "seed") {
    const subject = { urn: `urn:${type}`, type, name, id: "", inputs, connection: CONNECTION };
    return checkInputs({ subject, facts: FACTS.get(type), olds, seed });
}

function asked(type: string, name: AskedName, olds: Properties = {}) {
    const subject = { urn: `urn:${type}`, type, name: "it", id: "", inputs: {}, connection: CONNECTION };
    return checkInputs({ subject, facts: FACTS.get(type), olds, seed: "seed", asked: name });
}

describe("what Check adds", () => {
    it("names a role after its logical name, the same for the same seed", () => {
        const { inputs } = check(TYPES.role, {});
        assert.match(String(inputs["name"]), /^it-[0-9a-f]{7}$/);
        assert.deepEqual(check(TYPES.role, {}).inputs, inputs);
        assert.notEqual(check(TYPES.role, {}, {}, "it", "other").inputs["name"], inputs["name"]);
    });

    it("keeps the name it chose, but not one that the program gave before", () => {
        const { inputs } = check(TYPES.role, {});
        assert.equal(check(TYPES.role, {}, inputs, "it", "other").inputs["name"], inputs["name"]);
        const given = { name: "given" };
        assert.notEqual(check(TYPES.role, {}, given).inputs["name"], "given");
        assert.equal(check(TYPES.role, given, inputs).inputs["name"], "given");
    });

    it("refuses a name that is too long", () => {
        const name = "a".repeat(57);
        assert.deepEqual(check(TYPES.role, {}, {}, name).failures, [
            {
                property: "name",
                reason: `name '${name}-' plus 7 random chars is longer than maximum length 64`,
            },
        ]);
        assert.deepEqual(check(TYPES.role, {}, {}, "a".repeat(56)).failures, []);
    });

    it("takes a proposed name, keeps the one it has, and refuses one that is too long", () => {
        const propose = (name: string): AskedName => ({ mode: "propose", name });
        assert.equal(asked(TYPES.role, propose("acme-it-1")).inputs["name"], "acme-it-1");
        assert.equal(asked("aws:kms/alias:Alias", propose("acme-it-1")).inputs["name"], "alias/acme-it-1");
        const { inputs } = check(TYPES.role, {});
        assert.equal(asked(TYPES.role, propose("acme-it-1"), inputs).inputs["name"], inputs["name"]);
        assert.deepEqual(asked(TYPES.role, propose("a".repeat(65))).failures, [
            {
                property: "name",
                reason: `calculated name '${"a".repeat(65)}' exceeds maximum length of 64`,
            },
        ]);
        const type = "kubernetes:storage.k8s.io/v1:StorageClass";
        const { metadata } = asked(type, propose("acme-it-1")).inputs as { metadata: { name: string } };
        assert.equal(metadata.name, "acme-it-1");
    });

    it("takes an enforced name whole, and none where names are disabled", () => {
        const enforce = { mode: "enforce", name: "acme-it" } as const;
        assert.equal(asked("aws:kms/alias:Alias", enforce).inputs["name"], "acme-it");
        assert.deepEqual(asked(TYPES.role, { mode: "enforce", name: "a".repeat(65) }).failures, []);
        assert.deepEqual(asked(TYPES.role, { mode: "disable", name: "" }).failures, [
            {
                property: "name",
                reason: "automatic naming is disabled but no explicit name was provided",
            },
        ]);
    });

    it("adds the provider's tags to what can have tags, and the resource's own win", () => {
        assert.deepEqual(check(TYPES.vpc, { tags: { Name: "a" } }).inputs["tags"], {
            owner: "team",
            Name: "a",
        });
        assert.deepEqual(check(TYPES.vpc, { tags: { owner: "me" } }).inputs["tags"], { owner: "me" });
        assert.deepEqual(check(TYPES.vpc, {}).inputs["tags"], { owner: "team" });
        assert.equal(check(TYPES.route, {}).inputs["tags"], undefined);
    });

    it("leaves tags alone that it cannot see", () => {
        for (const tags of [UNKNOWN, asSecret({ a: "1" })]) {
            assert.deepEqual(check(TYPES.vpc, { tags }).inputs["tags"], tags);
        }
    });

    it("names objects in their metadata, and says that it did", () => {
        const type = "kubernetes:storage.k8s.io/v1:StorageClass";
        const { inputs } = check(type, { provisioner: "p" });
        const metadata = inputs["metadata"] as { readonly name: string; readonly annotations: unknown };
        assert.match(metadata.name, /^it-[0-9a-f]{8}$/);
        assert.deepEqual(metadata.annotations, { "pulumi.com/autonamed": "true" });
        const again = check(type, { provisioner: "p" }, inputs, "it", "other").inputs["metadata"];
        assert.deepEqual(again, metadata);
        const given = { metadata: { name: "gp3" } };
        assert.deepEqual(check(type, given, inputs).inputs, given);
    });

    it("names a Helm release", () => {
        const { inputs } = check(TYPES.release, { chart: "c" });
        assert.match(String(inputs["name"]), /^it-[0-9a-f]{8}$/);
        assert.equal(check(TYPES.release, { chart: "c", name: "web" }).inputs["name"], "web");
    });

    it("leaves types without facts as they are", () => {
        assert.deepEqual(check("aws:other/thing:Thing", { a: 1 }), { inputs: { a: 1 }, failures: [] });
    });
});
