import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import {
    checkTagCount,
    checkTagRules,
    checkTags,
    defaultTags,
    type TagRules,
} from "../../../components/shared/tags";

const GOOD = { owner: "platform", "cost-centre": "1000" };

function messages(tags: Record<string, string>, rules?: TagRules): string[] {
    return checkTags("platform:tags", tags, rules).map((problem) => describeProblem(problem));
}

function messagesOfRules(rules: TagRules): string[] {
    return checkTagRules("tags", rules).map((problem) => describeProblem(problem));
}

describe("tags", () => {
    it("rule 24: come from settings alone and repeat byte for byte", () => {
        const kit = { clusterName: "acme-dev", environment: "dev" };
        const expected = { ...GOOD, cluster: "acme-dev", environment: "dev", "managed-by": "pulumi" };
        assert.deepEqual(defaultTags(GOOD, kit), expected);
        assert.deepEqual(defaultTags(GOOD, kit), defaultTags({ ...GOOD }, { ...kit }));
    });

    it("rule 24: values are on one line of at most 256 characters", () => {
        assert.deepEqual(messages({ ...GOOD, note: "two\nlines" }), [
            'platform:tags.note: not a tag value (got "two\\nlines"). Use at most 256 letters, digits, spaces and _ . : / = + - @.',
        ]);
        assert.equal(messages({ ...GOOD, note: "x".repeat(257) }).length, 1);
        // AWS takes an empty value.
        assert.deepEqual(messages({ ...GOOD, note: "" }), []);
        assert.deepEqual(messages({ ...GOOD, note: "x".repeat(256) }), []);
    });

    it("misses the tags a bill is read by", () => {
        assert.deepEqual(messages({}), [
            "platform:tags.cost-centre: tag is missing. Add cost-centre: <value>.",
            "platform:tags.owner: tag is missing. Add owner: <value>.",
        ]);
    });

    it("wants a value for those", () => {
        assert.deepEqual(messages({ owner: "", "cost-centre": " " }), [
            'platform:tags.cost-centre: tag is empty (got " "). Give it a value.',
            'platform:tags.owner: tag is empty (got ""). Give it a value.',
        ]);
    });

    it("keeps AWS's and the kit's own keys", () => {
        assert.deepEqual(messages({ ...GOOD, "aws:x": "1", environment: "prod" }), [
            'platform:tags.aws:x: keys beginning aws: belong to AWS (got "1"). Rename it.',
            'platform:tags.environment: the kit sets this tag itself (got "prod"). Remove it.',
        ]);
    });

    it("F33: tells no capital from a small letter, as IAM does not", () => {
        assert.deepEqual(messages({ ...GOOD, Owner: "1", Cluster: "2", name: "3" }), [
            'platform:tags.Cluster: the kit sets this tag itself (got "2"). Remove it.',
            'platform:tags.name: the kit sets this tag itself (got "3"). Remove it.',
            'platform:tags.Owner: the same key as owner: IAM tells no capital from a small letter (got "Owner"). Keep one of them.',
        ]);
    });

    it("refuses a key that is none", () => {
        assert.deepEqual(messages({ ...GOOD, "a*b": "1" }), [
            'platform:tags.a*b: not a tag key (got "a*b"). Use 1 to 128 letters, digits, spaces and _ . : / = + - @.',
        ]);
    });

    it("leaves room for the tags that controllers and the kit add", () => {
        const tags = (own: number): Record<string, string> => ({
            ...GOOD,
            ...Object.fromEntries(Array.from({ length: own - 2 }, (_, i) => [`key-${i}`, "x"])),
        });
        assert.deepEqual(messages(tags(38)), []);
        assert.deepEqual(messages(tags(39)), ["platform:tags: too many tags (got 39). Keep at most 38."]);
        assert.deepEqual(messages(tags(60)), ["platform:tags: too many tags (got 60). Keep at most 38."]);
    });

    it("of the kit are counted under the keys they are written", () => {
        const own = (count: number): Record<string, string> => ({
            ...GOOD,
            ...Object.fromEntries(Array.from({ length: count - 2 }, (_, i) => [`key-${i}`, "x"])),
        });
        const count = (tags: Record<string, string>, rules: TagRules): string[] =>
            checkTagCount("tags", tags, rules).map((problem) => describeProblem(problem));
        const renamed: TagRules = { cluster: { key: "Cluster" }, managedBy: { key: "ManagedBy" } };
        assert.deepEqual(count({ ...own(38), Cluster: "a", environment: "b", ManagedBy: "c" }, renamed), []);
        assert.deepEqual(count({ ...own(38), cluster: "a" }, renamed), [
            "tags: too many tags (got 39). Keep at most 38.",
        ]);
        // What is not written leaves its room.
        const fewer: TagRules = { cluster: false, environment: false };
        assert.deepEqual(messages(own(40), fewer), []);
        assert.deepEqual(messages(own(41), fewer), [
            "platform:tags: too many tags (got 41). Keep at most 40.",
        ]);
    });

    it("are asked for in the organisation's spelling, and no other one counts", () => {
        const rules = { required: ["Owner", "CostCentre"] };
        assert.deepEqual(messages({ Owner: "team", CostCentre: "1000" }, rules), []);
        assert.deepEqual(messages({ owner: "team", "cost-centre": "1000" }, rules), [
            "platform:tags.Owner: tag is missing. Write Owner instead of owner, or name owner in organisation.tags.required.",
            "platform:tags.CostCentre: tag is missing. Add CostCentre: <value>.",
        ]);
        assert.deepEqual(messages({ Owner: "team", "cost-centre": "1000" }), [
            "platform:tags.owner: tag is missing. Write owner instead of Owner, or name Owner in organisation.tags.required.",
        ]);
        assert.deepEqual(messages({}, { required: [] }), []);
    });

    it("of the kit are written under the organisation's keys and values, or not at all", () => {
        const kit = { clusterName: "acme-dev", environment: "dev" };
        const tags = {
            environment: { key: "Env", values: { dev: "nonprod" } },
            cluster: { key: "Cluster" },
            managedBy: false,
        } as const;
        assert.deepEqual(defaultTags(GOOD, { ...kit, organisation: { tags } }), {
            ...GOOD,
            Cluster: "acme-dev",
            Env: "nonprod",
        });
        const staging = { ...kit, environment: "staging", organisation: { tags } };
        assert.equal(defaultTags(GOOD, staging)["Env"], "staging");
        const values = { environment: { values: { dev: "nonprod" } }, cluster: false } as const;
        assert.deepEqual(defaultTags({}, { ...kit, organisation: { tags: values } }), {
            environment: "nonprod",
            "managed-by": "pulumi",
        });
        assert.deepEqual(defaultTags({}, { ...kit, organisation: { tags: { environment: false } } }), {
            cluster: "acme-dev",
            "managed-by": "pulumi",
        });
    });

    it("may be the organisation's where the kit leaves a key alone, and not where it writes one", () => {
        const rules = { environment: false, cluster: { key: "Name-Of-Cluster" } } as const;
        assert.deepEqual(messages({ ...GOOD, environment: "x", cluster: "y" }, rules), []);
        assert.deepEqual(messages({ ...GOOD, "name-of-cluster": "x" }, rules), [
            'platform:tags.name-of-cluster: the kit sets this tag itself (got "x"). Remove it.',
        ]);
    });

    it("refuses a spelling that AWS would refuse", () => {
        assert.deepEqual(
            messagesOfRules({ required: ["Owner", "CostCentre"], environment: { key: "Env" } }),
            [],
        );
        assert.deepEqual(
            messagesOfRules({
                required: ["a*b", "Cluster", "owner", "Owner"],
                environment: { values: { dev: "non*prod" } },
            }),
            [
                'tags.required[0]: not a tag key (got "a*b"). Use 1 to 128 letters, digits, spaces and _ . : / = + - @.',
                'tags.environment.values.dev: not a tag value (got "non*prod"). Use at most 256 letters, digits, spaces and _ . : / = + - @.',
                'tags.required[1]: the same key as cluster.key: IAM tells no capital from a small letter (got "Cluster"). Give each a key of its own.',
                'tags.required[3]: the same key as required[2]: IAM tells no capital from a small letter (got "Owner"). Give each a key of its own.',
            ],
        );
    });
});
