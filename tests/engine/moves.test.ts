/** Ring 2: from one kind of compute to another, as the recipes tell it, and past them. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../tools/facts";
import type { PlannedGraph } from "../../tools/plan/graph";
import { diff } from "../../tools/review/diff";
import { risksOf } from "../../tools/review/risks";
import { FollowedPage } from "../support/followed-page";
import { assertChanges, assertOrder, each, type Stage } from "./changes";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";
import { assertConverged } from "./recovery";
import { planOf } from "./review-equals-preview";

const GROUPS = ["system", "general"].flatMap((pool) =>
    ["a", "b"].map((slot) => `NodeGroup nodes-${pool}-${slot}`),
);
const KARPENTER_GOES = [
    each("delete", "NodePool pool-general-node-pool"),
    each("delete", "EC2NodeClass pool-general-node-class"),
    each("delete", "Release karpenter-controller"),
    each("delete", "Release karpenter-crd"),
];

describeWithPulumi("ring 2: a move to another kind of compute", function () {
    this.timeout(2 * RUN_MS);

    const pages: FollowedPage[] = [];
    after(() => {
        for (const page of pages) page.remove();
    });

    function recipe(name: string): string {
        const page = new FollowedPage(`recipes/${name}.md`);
        pages.push(page);
        page.follow();
        return page.folder;
    }

    async function moved(bench: Bench, program: string, stages: readonly Stage[]): Promise<Run> {
        bench.run(program);
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assertOrder(run, stages);
        return run;
    }

    it("managed.md: from Karpenter: groups first, then each pool with its nodes", async () => {
        const bench = await deployed("dev");
        const { notes } = await moved(bench, recipe("managed"), [
            each("create", ...GROUPS),
            ...KARPENTER_GOES,
        ]);
        await assertConverged(bench);
        // Until its add-on follows, within the hour that its credentials have left.
        assert.deepEqual(
            notes.map((note) => note.replace(/ since .*/, "")),
            ["pod ebs-csi-controller gets no new credentials"],
        );
    });

    it("fargate.md: from Karpenter: the workloads' profile first, then each pool with its nodes", async () => {
        const bench = await deployed("dev");
        const profile = each("create", "FargateProfile fargate-workloads-profile");
        const { notes } = await moved(bench, recipe("fargate"), [profile, ...KARPENTER_GOES]);
        await assertConverged(bench);
        assert.deepEqual(notes, []);
    });

    describe("Auto Mode with built-in pools", () => {
        const managed = require.resolve("./programs/on-managed-nodes.ts");
        const auto = require.resolve("./programs/on-auto-mode.ts");
        const off = require.resolve("./programs/on-auto-mode-off.ts");
        let bench: Bench;

        before(async () => {
            bench = new Bench({ stack: "dev" });
            await moved(bench, managed, []);
        });

        after(() => bench.close());

        it("from managed groups in place: no node comes, as the review says", async () => {
            const workspace = bench.workspace();
            const [base, head] = [await planOf(workspace, managed), await planOf(workspace, auto)];
            assert.match(
                risksBetween(base, head).join("\n"),
                /Nodes of EKS's own pools come into the subnets the cluster was made with/,
            );
            const { notes } = await moved(bench, auto, [each("delete", ...GROUPS.slice(0, 2))]);
            assert.match(notes.at(-1) ?? "", /pod metrics-server is Pending: .*subnet-\w+ has no way out/);
            assert.deepEqual(bench.inventory.ofType("sandbox:ec2/instance"), []);
        });

        it("back with the blocks left out: it stays on, and its role is held", async () => {
            const held = bench.copy();
            held.run(managed);
            const run = await held.up();
            held.close();
            assert.notEqual(run.code, 0);
            assert.match(
                said(run),
                /cluster-auto-nodes.*\n.*DeleteConflict: Cannot delete entity, must remove roles/,
            );
        });

        it("back once it is switched off: in place, then the groups", async () => {
            bench.run(off);
            const switched = await bench.up();
            assertChanges(switched, [["update Cluster cluster-control-plane"]], ["update Platform platform"]);
            assert.equal(bench.inventory.ofType("sandbox:eks/autoMode").length, 0);
            await moved(bench, managed, [
                each("create", ...GROUPS.slice(0, 2)),
                each("delete", "Role cluster-auto-nodes"),
            ]);
            await assertConverged(bench);
        });
    });
});

function risksBetween(base: PlannedGraph, head: PlannedGraph): readonly string[] {
    return risksOf(diff(base, head, ANY_FACTS)).map(({ what }) => what);
}
