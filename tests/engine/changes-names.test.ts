/** Ring 2: names and tags change. */
import assert from "node:assert/strict";

import { assertChanges, renamedWithItsStack } from "./changes";
import { deployed } from "./deployed";
import { describeWithPulumi, RUN_MS, said } from "./harness";
import { assertQuoted } from "./quotes";

describeWithPulumi("ring 2: names and tags change", function () {
    this.timeout(RUN_MS);

    it("a tag: everything that carries it in place, the node class, and nothing else", async () => {
        const bench = await deployed("dev");
        const { resources = [] } = await bench.state();
        const tagged = resources.filter(({ custom, inputs }) => custom && inputs?.["tags"] !== undefined);
        bench.configure(["owner: platform-team", "owner: data-team"]);
        const run = await bench.up();
        const updates = tagged.map(
            ({ type, urn }) => `update ${type.split(":").at(-1) ?? ""} ${urn.split("::").at(-1) ?? ""}`,
        );
        assert.equal(updates.length, 47);
        assertChanges(run, [[...updates, "update EC2NodeClass pool-general-node-class"]], ["update aws aws"]);
        assert.deepEqual([run.left, run.notes], [[], []]);
        const all = bench.made().map(({ inputs }) => JSON.stringify(inputs));
        assert.deepEqual(
            [
                all.filter((text) => text.includes("data-team")).length,
                all.filter((text) => text.includes("platform-team")),
            ],
            [updates.length + 1, []],
        );
    });

    it("the project: with the stack renamed along, nothing changes", async () => {
        const bench = await deployed("dev");
        const preview = await renamedWithItsStack(bench);
        assert.ok(preview.planned.every(({ urn }) => urn.startsWith("urn:pulumi:dev::their-platform::")));
        assertChanges(await bench.up(), []);
    });

    it("rule 27: the cluster's name, which would replace it: refused, and nothing is made or deleted", async () => {
        const bench = await deployed("staging");
        bench.configure(["clusterName: platform-staging", "clusterName: another"]);
        const refused = await bench.pulumi(["up", "--yes"]);
        assertQuoted(refused, "protected-environment", 2);
        assert.deepEqual([refused.code === 0, refused.changes], [false, []]);
        const unseen = await bench.up();
        assert.match(said(unseen), /unable to replace resource/);
        assert.deepEqual([unseen.code === 0, unseen.left], [false, []]);
        assert.deepEqual(
            unseen.changes.filter(({ method }) => method !== "update"),
            [],
        );
    });
});
