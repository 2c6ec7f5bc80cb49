/**
 * Ring 5: the planner's verdict on where pods run is the real scheduler's, and the real Karpenter's: of every environment,
 * every recipe and 200 drawn at random.
 */
import assert from "node:assert/strict";

import type { PoolCapacity } from "../../components/shared/pods";
import { defineKinds } from "../../tools/cluster/rehearsal";
import { buildPrograms, type Cluster, startCluster } from "../../tools/cluster/start";
import { askKarpenter } from "./ask-karpenter";
import { askScheduler } from "./ask-scheduler";
import { type NodeCapacity, type Pair, pairsOf } from "./pairs";
import { placedAtRandom, placedInRecipes, placedInStacks } from "./placed";
import { describeWithGo, report } from "./with-go";

const BUILD_MS = 60 * 60_000;
const TEST_MS = 15 * 60_000;
const DRAWN = Number(process.env["DRAWN"] ?? 200);

describeWithGo("where pods run", function () {
    this.timeout(TEST_MS);
    let cluster: Cluster | undefined;
    let onNodes: readonly Pair<NodeCapacity>[] = [];
    let onPools: readonly Pair<PoolCapacity>[] = [];

    before("build, and draw", async function () {
        this.timeout(BUILD_MS);
        const programs = await buildPrograms(report);
        const all = [...(await placedInStacks()), ...placedInRecipes(), ...placedAtRandom(DRAWN)];
        ({ onNodes, onPools } = pairsOf(all));
        report(
            `${all.length} environments: ${onNodes.length} pairs of pods and nodes, ${onPools.length} of pods and pools`,
        );
        cluster = await startCluster(programs);
        await defineKinds(cluster, { karpenter: true });
    });

    after("stop", async () => cluster?.stop());

    it("is where the scheduler places them", async () => {
        assert.ok(cluster);
        const verdicts = await askScheduler(cluster.client, onNodes);
        assert.deepEqual(differencesOf(onNodes, verdicts), []);
        report(counted("the scheduler", verdicts));
    });

    it("is where Karpenter starts nodes for them", async () => {
        assert.ok(cluster);
        const verdicts = await askKarpenter(cluster, onPools);
        assert.deepEqual(differencesOf(onPools, verdicts), []);
        report(counted("Karpenter", verdicts));
    });
});

function counted(who: string, verdicts: readonly (string | undefined)[]): string {
    const runs = verdicts.filter((why) => why === undefined).length;
    return `${who}: ${runs} run, ${verdicts.length - runs} wait`;
}

/** What each says, where one says yes and the other no, or both no for other reasons. */
function differencesOf(pairs: readonly Pair[], verdicts: readonly (string | undefined)[]): readonly string[] {
    return pairs.flatMap((pair, index) => {
        const verdict = verdicts[index];
        if (isSame(pair.planner, verdict)) return [];
        const where = `${pair.from}: ${pair.pod.name} on ${pair.capacity.name}`;
        return [`${where}: planner: ${pair.planner ?? "runs"}; scheduler: ${verdict ?? "runs"}`];
    });
}

/** Reasons by what they are about, in the words of the planner, the scheduler and Karpenter. */
const ABOUT: readonly (readonly [planner: RegExp, scheduler: RegExp])[] = [
    [/taints|stays away/, /untolerated taint|did not tolerate/],
    [
        /has no node with the label|is its own work|affinity keeps it away|stays away|runs Windows/,
        /node affinity\/selector|incompatible requirements|incompatible with nodepool|NotIn \[/,
    ],
    [/replicas need/, /anti-affinity|0\/\d+ nodes/],
    [
        /no instance type with room|too little for|has room for|nodes hold/,
        /Insufficient|no instance type|exceed limits|resources/,
    ],
];

function isSame(planner: string | undefined, scheduler: string | undefined): boolean {
    if (planner === undefined || scheduler === undefined) return planner === scheduler;
    return ABOUT.some(([ours, theirs]) => ours.test(planner) && theirs.test(scheduler));
}
