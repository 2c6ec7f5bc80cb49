import assert from "node:assert/strict";

import { lastDeployed } from "../../../tools/deploy/deployed";
import { fakeGithub, linesOf } from "../comment/fake-github";

const LIST = "GET /repos/acme/kit/deployments?environment=pr%20123&per_page=100";
const statusesOf = (id: number): string => `GET /repos/acme/kit/deployments/${id}/statuses`;

function last(deployments: readonly unknown[], statuses: Readonly<Record<number, readonly string[]>>) {
    const routes = Object.entries(statuses).map(([id, states]) => [
        statusesOf(Number(id)),
        states.map((state) => ({ state })),
    ]);
    const fake = fakeGithub({ [LIST]: deployments, ...Object.fromEntries(routes) });
    return { fake, commit: lastDeployed(fake.api, "acme/kit", "pr 123") };
}

describe("lastDeployed", () => {
    it("is the newest deployment that succeeded", async () => {
        const { commit, fake } = last(
            [
                { id: 4, sha: "d" },
                { id: 3, sha: "c" },
                { id: 2, sha: "b" },
                { id: 1, sha: "a" },
            ],
            { 4: ["in_progress"], 3: ["failure", "in_progress"], 2: ["success", "in_progress"] },
        );
        assert.equal(await commit, "b");
        // The older ones are not asked about.
        assert.equal(linesOf(fake).length, 4);
    });

    it("had succeeded even if GitHub calls it inactive since", async () => {
        assert.equal(
            await last([{ id: 1, sha: "a" }], { 1: ["inactive", "success", "in_progress"] }).commit,
            "a",
        );
    });

    it("is unknown when nothing was deployed, or nothing well", async () => {
        assert.equal(await last([], {}).commit, undefined);
        assert.equal(await last([{ id: 1, sha: "a" }, {}, null], { 1: ["error"] }).commit, undefined);
        assert.equal(await last([{ id: 1, sha: "a" }], { 1: [] }).commit, undefined);
    });
});
