/** Where a person finds what to mend. */
import assert from "node:assert/strict";

import { describeLocated, locate, type Origins } from "../../../components/platform/located";

const ORIGINS: Origins = {
    admins: "admins",
    nodeClass: { shape: "" },
    "nodeClass.tags": "tags",
    pool: { shape: "" },
    version: { shape: "versions.coredns" },
    zones: "zones",
};

/** File and path of an argument's problem. */
function placeOf(path: string, shapePath = "compute.pools.batch"): string {
    const place = { file: "Pulumi.qa.yaml", name: "dev", origins: ORIGINS, shapePath };
    const located = locate({ path, what: "wrong", remedy: "Mend it" }, place);
    return `${located.file} ${located.path}`;
}

describe("locate", () => {
    it("finds an argument that a setting holds in the settings file, and what lies below it", () => {
        assert.equal(placeOf("admins"), "Pulumi.qa.yaml platform:admins");
        assert.equal(placeOf("admins[1]"), "Pulumi.qa.yaml platform:admins[1]");
        assert.equal(placeOf("zones.a"), "Pulumi.qa.yaml platform:zones.a");
    });

    it("finds every other argument under its own name in the environment's file", () => {
        assert.equal(placeOf("limits.cpu"), "stacks/dev.ts compute.pools.batch.limits.cpu");
        assert.equal(placeOf("unprotected[0]", ""), "stacks/dev.ts unprotected[0]");
    });

    it("finds an argument that the shape holds under another path", () => {
        assert.equal(placeOf("version", "addons"), "stacks/dev.ts addons.versions.coredns");
        assert.equal(placeOf("version.major", "addons"), "stacks/dev.ts addons.versions.coredns.major");
        assert.equal(placeOf("version[0]", "addons"), "stacks/dev.ts addons.versions.coredns[0]");
        assert.equal(placeOf("version[0].from", ""), "stacks/dev.ts versions.coredns[0].from");
    });

    it("finds what is the key of a map at the part's own place", () => {
        assert.equal(placeOf("pool"), "stacks/dev.ts compute.pools.batch");
        assert.equal(placeOf("pool[0]"), "stacks/dev.ts compute.pools.batch[0]");
    });

    it("lets the longest argument that is known decide", () => {
        assert.equal(placeOf("nodeClass.tags.owner"), "Pulumi.qa.yaml platform:tags.owner");
        assert.equal(placeOf("nodeClass.diskSizeGiB"), "stacks/dev.ts compute.pools.batch.diskSizeGiB");
    });

    it("takes no argument for another that only begins alike", () => {
        assert.equal(placeOf("zonesWanted"), "stacks/dev.ts compute.pools.batch.zonesWanted");
        assert.equal(placeOf("nodeClass.tagsets"), "stacks/dev.ts compute.pools.batch.tagsets");
    });

    it("keeps the words of the problem", () => {
        const problem = { path: "zones.a", what: "no zone", got: "x", remedy: "Write one" };
        const place = { file: "Pulumi.dev.yaml", name: "dev", origins: ORIGINS, shapePath: "network" };
        assert.equal(
            describeLocated(locate(problem, place)),
            'Pulumi.dev.yaml › platform:zones.a: no zone (got "x"). Write one.',
        );
    });
});
