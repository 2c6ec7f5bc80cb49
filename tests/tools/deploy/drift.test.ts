import assert from "node:assert/strict";

import { renderDrift, reportDrift, type StackDrift } from "../../../tools/deploy/drift";
import { type Fake, fakeGithub, linesOf } from "../comment/fake-github";

const RUN = "https://github.test/acme/kit/actions/runs/1";
const LIST = "GET /repos/acme/kit/issues?state=open&creator=github-actions%5Bbot%5D&per_page=100";
const OPEN = "POST /repos/acme/kit/issues";
const ISSUE = "PATCH /repos/acme/kit/issues/7";

const OURS = {
    number: 7,
    body: "<!-- eks-platform-kit: drift -->\nold",
    user: { login: "github-actions[bot]" },
};
const GONE: StackDrift = {
    stack: "dev",
    reading: {
        operations: [
            { urn: "urn:pulumi:dev::p::aws:eks/addon:Addon::addon-coredns", operation: "delete", paths: [] },
        ],
    },
};
const SAME: StackDrift = { stack: "staging", reading: { operations: [] } };
const FAILED: StackDrift = { stack: "production", reading: { problem: "error: denied\nfor ever" } };

function report(
    issues: readonly unknown[],
    drifts: readonly StackDrift[],
): { fake: Fake; said: Promise<string> } {
    const fake = fakeGithub({ [LIST]: issues, [OPEN]: {}, [ISSUE]: {} });
    return { fake, said: reportDrift({ api: fake.api, repository: "acme/kit", drifts, run: RUN }) };
}

describe("reportDrift", () => {
    it("opens one issue about all stacks", async () => {
        const { fake, said } = report([], [GONE, SAME, FAILED]);
        assert.equal(await said, "Opened an issue about dev, production.");
        assert.deepEqual(fake.asked.at(-1)?.body, {
            title: "AWS is not what the stacks say",
            body: renderDrift([GONE, SAME, FAILED], RUN),
        });
        assert.deepEqual(linesOf(fake), [LIST, OPEN]);
    });

    it("updates the one that is open", async () => {
        const { fake, said } = report([{ ...OURS, number: 9 }, OURS], [GONE]);
        assert.equal(await said, "Updated issue 7 about dev.");
        assert.deepEqual(linesOf(fake), [LIST, ISSUE]);
        assert.deepEqual(fake.asked.at(-1)?.body, { body: renderDrift([GONE], RUN) });
    });

    it("closes it once there is none", async () => {
        const { fake, said } = report([OURS], [SAME]);
        assert.equal(await said, "No drift any more: closed issue 7.");
        assert.deepEqual(fake.asked.at(-1)?.body, {
            body: `<!-- eks-platform-kit: drift -->\nNo drift any more.\n\n[The run](${RUN}).`,
            state: "closed",
            state_reason: "completed",
        });
    });

    it("does nothing when there is no drift and no issue", async () => {
        const { fake, said } = report([], [SAME]);
        assert.equal(await said, "No drift.");
        assert.deepEqual(linesOf(fake), [LIST]);
    });

    it("keeps the issue open when a stack could not be compared", async () => {
        assert.equal(await report([OURS], [SAME, FAILED]).said, "Updated issue 7 about production.");
    });

    const strangers: readonly (readonly [what: string, issue: unknown])[] = [
        ["somebody else's", { ...OURS, user: { login: "someone" } }],
        ["a pull request", { ...OURS, pull_request: {} }],
        ["another issue of the workflows", { ...OURS, body: "text" }],
    ];
    for (const [what, issue] of strangers) {
        it(`does not take ${what} for its own`, async () => {
            assert.equal(await report([issue], [GONE]).said, "Opened an issue about dev.");
        });
    }
});

describe("renderDrift", () => {
    it("shows what and where, and what to do", () => {
        assert.equal(
            renderDrift([GONE, SAME, FAILED], RUN),
            `<!-- eks-platform-kit: drift -->
What AWS has and the state does not, as a refresh would take it over (\`delete\`: it is gone in AWS).
Resources in the clusters are not compared: the role has no access to them.

### dev: 1 to delete

\`\`\`diff
- delete aws:eks/addon:Addon addon-coredns
\`\`\`

### staging: no change


### production: not compared

\`\`\`
error: denied
for ever
\`\`\`

If it is wanted, change the program so that it says the same. If not, \`pulumi up --refresh\` puts back what the
program says, and makes anew what is gone.

[The run](${RUN}).`,
        );
    });
});
