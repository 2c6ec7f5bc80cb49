/** Ring 2: from one kind of compute to another, in the one update that the recipes promise. */
import assert from "node:assert/strict";

import { FollowedPage } from "../support/followed-page";
import { ROOT } from "../support/settings";
import { assertOrder, each, type Stage } from "./changes";
import { deployed } from "./deployed";
import { type Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { assertConverged } from "./recovery";

const POOLS_GO = [
    each("delete", "NodePool pool-general-node-pool"),
    each("delete", "EC2NodeClass pool-general-node-class"),
    each("delete", "Release karpenter-controller"),
    each("delete", "Release karpenter-crd"),
];

describeWithPulumi("ring 2: a move to another kind of compute", function () {
    this.timeout(2 * RUN_MS);

    const pages: FollowedPage[] = [];
    after(() => pages.forEach((page) => page.remove()));

    function recipe(name: string): string {
        const page = new FollowedPage(`recipes/${name}.md`);
        pages.push(page);
        page.follow();
        return page.folder;
    }

    async function move(bench: Bench, program: string, stages: readonly Stage[]): Promise<readonly string[]> {
        bench.run(program);
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assertOrder(run, stages);
        await assertConverged(bench);
        return run.notes;
    }

    it("managed.md: from Karpenter, and back", async () => {
        const bench = await deployed("dev");
        const there = await move(bench, recipe("managed"), POOLS_GO);
        console.log(there);
        const back = await move(bench, ROOT, []);
        console.log(back);
    });

    it("fargate.md: from Karpenter, and back", async () => {
        const bench = await deployed("dev");
        const there = await move(bench, recipe("fargate"), POOLS_GO);
        console.log(there);
        const back = await move(bench, ROOT, []);
        console.log(back);
    });
});
