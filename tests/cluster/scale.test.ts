/**
 * Ring 5, asked for alone by `SCALE=1`: ten thousand pods on a thousand nodes beside production's add-ons.
 * docs/limits.md has the figures.
 */
import assert from "node:assert/strict";

import type { PlannedNode } from "../../tools/cluster/nodes";
import { applyAll } from "../../tools/cluster/objects";
import { makeNodes, type Rehearsal, start } from "../../tools/cluster/rehearsal";
import { inputOf } from "../../tools/fit/fit";
import { readEnvironment } from "../../tools/parity/environment";
import { describeWithGo, report } from "./with-go";

const NODES = 1000;
const PODS = 10_000;
/** Nodes that are made side by side. */
const AT_ONCE = 25;
const TEST_MS = 40 * 60_000;
const EVERY_MS = 1000;
const LABEL = "example.com/scale";

const describeScale = process.env["SCALE"] === undefined ? describe.skip : describeWithGo;

describeScale("ten thousand pods", function () {
    this.timeout(TEST_MS);
    let rehearsal: Rehearsal;

    after("stop", async () => rehearsal.stop());

    it("run on a thousand nodes", async () => {
        const environment = await readEnvironment("production");
        assert.ok(!("problems" in environment));
        rehearsal = await start({ environment: inputOf(environment), report: () => undefined });
        const own = await rehearsal.nodes("desired");
        await rehearsal.install();
        const { pods } = await rehearsal.settled();
        // Their work is done, and they list pods three times a second.
        await rehearsal.standIns.stop();
        report(`${pods.length} pods of production on ${own.length} nodes of its groups`);

        await timed(`${NODES} nodes made`, addNodes);
        let ofDaemons = 0;
        await timed("DaemonSets ready on them", async () => {
            ofDaemons = await whenDaemonsReady();
        });
        report(`${ofDaemons} pods of DaemonSets more`);
        const replicas = PODS - pods.length - ofDaemons;
        await applyAll(rehearsal.client, [deploymentOf(replicas)]);
        const seconds = await timed(`${replicas} pods of a Deployment ready`, async () =>
            until(async () => (await readyReplicas()) === replicas),
        );
        report(`${Math.round(replicas / seconds)} of them a second`);
        report(JSON.stringify(rehearsal.cluster.memory()));

        const ready = await rehearsal.settled({ limitSeconds: 600 });
        assert.deepEqual(
            ready.pods.filter(({ isReady, node }) => !isReady || node === undefined),
            [],
        );
        assert.equal(ready.pods.length, PODS);
        const added = ready.nodes.filter(({ metadata }) => metadata.labels?.[LABEL] === "yes");
        assert.equal(added.length, NODES);
    });

    async function addNodes(): Promise<void> {
        const nodes = Array.from({ length: NODES }, (_, index) => nodeOf(index));
        const parts = Array.from({ length: AT_ONCE }, (_, part) =>
            nodes.filter((__, index) => index % AT_ONCE === part),
        );
        await Promise.all(parts.map(async (part) => makeNodes(rehearsal.client, part)));
    }

    /** How many pods those that want one on every node have on the nodes that were added. */
    async function whenDaemonsReady(): Promise<number> {
        let everywhere = 0;
        await until(async () => {
            const sets = await rehearsal.client.list("apps/v1", "DaemonSet");
            const counts = sets.map(({ status }) => [
                Number(status["desiredNumberScheduled"]),
                Number(status["numberReady"] ?? 0),
            ]);
            const onAll = counts.filter(([wanted = 0]) => wanted >= NODES).length;
            const isSame = onAll > 0 && onAll === everywhere;
            everywhere = onAll;
            return isSame && counts.every(([wanted, isReady]) => wanted === isReady);
        });
        return everywhere * NODES;
    }

    async function readyReplicas(): Promise<number> {
        const found = await rehearsal.client.get("apps/v1", "Deployment", { name: "scale" });
        return Number(found?.status["readyReplicas"] ?? 0);
    }
});

async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
}

/** In seconds. */
async function timed(what: string, act: () => Promise<void>): Promise<number> {
    const started = Date.now();
    await act();
    const seconds = (Date.now() - started) / 1000;
    report(`${what} in ${Math.round(seconds)} s`);
    return seconds;
}

/** An m7g.xlarge, with what only pods of this test look for. */
function nodeOf(index: number): PlannedNode {
    const name = `scale-${index + 1}`;
    const size = { pods: "58", "ephemeral-storage": "50Gi" };
    return {
        ...{ name, capacity: "scale", kubelet: "v1.36.0" },
        labels: {
            "kubernetes.io/arch": "arm64",
            "kubernetes.io/os": "linux",
            "kubernetes.io/hostname": name,
            "node.kubernetes.io/instance-type": "m7g.xlarge",
            "topology.kubernetes.io/region": "us-east-1",
            "topology.kubernetes.io/zone": `us-east-1${["a", "b", "c"][index % 3] ?? ""}`,
            [LABEL]: "yes",
        },
        taints: [{ key: LABEL, value: "yes", effect: "NoSchedule" }],
        allocatable: { cpu: "3920m", memory: "14103Mi", ...size },
        total: { cpu: "4", memory: "16384Mi", ...size },
    };
}

function deploymentOf(replicas: number) {
    const labels = { app: "scale" };
    const requests = { cpu: "100m", memory: "64Mi" };
    return {
        ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "scale" } },
        spec: {
            ...{ replicas, selector: { matchLabels: labels } },
            template: {
                metadata: { labels },
                spec: {
                    containers: [{ name: "scale", image: "example.com/scale:1", resources: { requests } }],
                    nodeSelector: { [LABEL]: "yes" },
                    tolerations: [{ key: LABEL, operator: "Exists" }],
                },
            },
        },
    };
}
