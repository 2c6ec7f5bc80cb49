/** What the engine has to do: small graphs whose schedules are reckoned by hand from the figures of tools/time/durations.ts. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../tools/facts";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { diff } from "../../../tools/review/diff";
import { runOf, workOrder } from "../../../tools/time/schedule";
import { deploymentOf, destroyOf, updateOf, type Work } from "../../../tools/time/work";
import { graphOf, planned } from "../../support/graphs";

const STACK = planned({ type: "pulumi:pulumi:Stack", name: "kit-dev" });
const ROLE = "aws:iam/role:Role";
const CLUSTER = "aws:eks/cluster:Cluster";
const PROFILE = "aws:eks/fargateProfile:FargateProfile";
const QUEUE = "aws:sqs/queue:Queue";
const KEY = "aws:kms/key:Key";

/** `create role 0-2`, as it usually goes. */
function told(work: Work, parallel = 16): readonly string[] {
    const { timings } = runOf(workOrder(work), { parallel, secondsOf: ({ duration }) => duration.usual });
    return [...timings.values()]
        .filter(({ id }) => / urn:/.test(id))
        .map(({ end, id, start }) => `${id.replace(/ urn:\S+::/, " ")} ${start}-${end}`);
}

function made(
    type: string,
    name: string,
    dependsOn: readonly PlannedResource[] = [],
    more: Partial<PlannedResource> = {},
): PlannedResource {
    return { ...planned({ type, name, dependsOn }), ...more };
}

/** A cluster with its role, and two profiles in it, which AWS makes one at a time. */
function clusterWith(inputs: { readonly [name: string]: string } = {}): PlannedGraph {
    const component = planned({ type: "platform:cluster:Cluster", name: "cluster", parent: STACK });
    const role = planned({ type: ROLE, name: "role", parent: component });
    const cluster = made(CLUSTER, "control-plane", [], {
        parent: component.urn,
        inputs: { name: "one", version: "1.35", ...inputs },
        propertyDependencies: { roleArn: [role.urn] },
    });
    const profiles = ["a", "b"].map((name) =>
        made(PROFILE, name, [], {
            inputs: { clusterName: "one", fargateProfileName: name },
            propertyDependencies: { clusterName: [cluster.urn] },
        }),
    );
    return graphOf(STACK, component, role, cluster, ...profiles);
}

describe("time: what the engine has to do", () => {
    it("makes everything, each when what it needs is there, profiles of a cluster one at a time", () => {
        // Role 2 s, cluster 9 min 24 s, profiles 4 min 19 s each.
        assert.deepEqual(told(deploymentOf(clusterWith())), [
            "create role 0-2",
            "create control-plane 2-566",
            "create a 566-825",
            "create b 825-1084",
        ]);
    });

    it("deletes in waves: what is as deep goes at once, and the next wave waits for the last of it", () => {
        // Profiles 4 min 16 s, one at a time; cluster 2 min 58 s; role 1 s as a small piece.
        assert.deepEqual(
            told(destroyOf(clusterWith())).filter((line) => !line.endsWith("0-0")),
            [
                "delete a 0-256",
                "delete b 256-512",
                "delete control-plane 512-690",
                "delete role 690-691",
                "delete cluster 691-691",
                "delete kit-dev 691-691",
            ],
        );
    });

    it("a wave waits for all of the one before, also where nothing depends on it", () => {
        const key = made(KEY, "key");
        const role = made(ROLE, "role", [key]);
        const cluster = made(CLUSTER, "cluster", []);
        const profile = made(PROFILE, "profile", [cluster]);
        const graph = graphOf(key, role, cluster, profile);
        // First role (1 s) and profile (4 min 16 s), then key (0 s) and cluster: the key waits for the profile.
        assert.deepEqual(told(destroyOf(graph)), [
            "delete role 0-1",
            "delete profile 0-256",
            "delete key 256-256",
            "delete cluster 256-434",
        ]);
    });

    it("asks nobody to delete what goes with something else, or what is given up", () => {
        const cluster = made(CLUSTER, "cluster");
        const inside = made(PROFILE, "inside", [], { options: { deletedWith: cluster.urn } });
        const kept = made(QUEUE, "kept", [], { options: { retainOnDelete: true } });
        assert.deepEqual(told(destroyOf(graphOf(cluster, inside, kept))), [
            "delete inside 0-0",
            "delete kept 0-0",
            "delete cluster 0-178",
        ]);
        // Once the other stays, it has to go by itself.
        const work = updateOf(diff(graphOf(cluster, inside), graphOf(cluster), ANY_FACTS));
        assert.deepEqual(told(work), ["delete inside 0-256"]);
    });

    it("updates what changes, in its place among what does not", () => {
        const [before, after] = [clusterWith(), clusterWith({ version: "1.36" })];
        assert.deepEqual(told(updateOf(diff(before, after, ANY_FACTS))), ["update control-plane 0-544"]);
        assert.deepEqual(told(updateOf(diff(before, before, ANY_FACTS))), []);
    });

    it("changes profiles of a cluster side by side: only making and deleting is one at a time", () => {
        const tagged = (owner: string): PlannedGraph =>
            graphOf(
                ...["a", "b"].map((name) =>
                    made(PROFILE, name, [], { inputs: { clusterName: "one", tags: { owner } } }),
                ),
            );
        assert.deepEqual(told(updateOf(diff(tagged("us"), tagged("you"), ANY_FACTS))), [
            "update a 0-1",
            "update b 0-1",
        ]);
    });

    it("deletes before it makes anew where names collide, with what is made from it, on one worker", () => {
        // A name the program gives: the cluster goes first, and its profiles before it.
        const [before, after] = [clusterWith({ roleArn: "one" }), clusterWith({ roleArn: "two" })];
        const lines = told(updateOf(diff(before, after, ANY_FACTS)), 1);
        assert.deepEqual(lines, [
            "delete a 0-256",
            "delete b 256-512",
            "delete control-plane 512-690",
            "create control-plane 690-1254",
            "create a 1254-1513",
            "create b 1513-1772",
        ]);
        // They stand in the order of the state there: reversed, as the engine deletes.
        assert.deepEqual(told(updateOf(diff(before, after, ANY_FACTS)), 16), lines);
    });

    it("makes anew first elsewhere, and deletes the old ones once all is made, by the base's waves", () => {
        const graph = (fifo: boolean): PlannedGraph => {
            const queue = made(QUEUE, "queue", [], { inputs: { fifoQueue: fifo } });
            return graphOf(
                queue,
                made(ROLE, "slow", [queue]),
                made(KEY, fifo ? "new-key" : "old-key", [queue]),
            );
        };
        // Queue 26 s, key 24 s after it; then the old key, 0 s, and, a wave later, the old queue, 3 s.
        assert.deepEqual(told(updateOf(diff(graph(false), graph(true), ANY_FACTS))), [
            "create queue 0-26",
            "create new-key 26-50",
            "delete old-key 50-50",
            "delete queue 50-53",
        ]);
    });

    it("counts everything as made where there is no base", () => {
        const graph = clusterWith();
        assert.deepEqual(updateOf(diff(undefined, graph, ANY_FACTS)), deploymentOf(graph));
    });
});
