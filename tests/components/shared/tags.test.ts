import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import { checkTags, defaultTags } from "../../../components/shared/tags";

const GOOD = { owner: "platform", "cost-centre": "1000" };

function messages(tags: Record<string, string>): string[] {
    return checkTags("platform:tags", tags).map((problem) => describeProblem(problem));
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
});
