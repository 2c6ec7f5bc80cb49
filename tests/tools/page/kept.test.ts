import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { PlannedComponent } from "../../../components/platform/part";
import type { KitPod } from "../../../components/shared/pods";
import { decidedIn } from "../../../tools/page/decided";
import { keptIn } from "../../../tools/page/kept";

describe("what is kept from one page to the next", () => {
    const folder = mkdtempSync(path.join(realpathSync(tmpdir()), "kit-kept-"));

    after(() => rmSync(folder, { recursive: true, force: true }));

    it("is made once of the same, anew of something else, and anew when what is kept is broken", async () => {
        let made = 0;
        const keeper = keptIn(folder);
        const ask = (what: string) => keeper({ what }, () => Promise.resolve([what, ++made]));
        assert.deepEqual(
            [await ask("a"), await ask("a"), await ask("b")],
            [
                ["a", 1],
                ["a", 1],
                ["b", 2],
            ],
        );
        for (const name of readdirSync(folder)) writeFileSync(path.join(folder, name), "{");
        assert.deepEqual(await ask("a"), ["a", 3]);
    });

    it("is a few files, those written last", async () => {
        for (let place = 0; place < 50; place++)
            await keptIn(folder)({ place }, () => Promise.resolve(place));
        assert.equal(readdirSync(folder).length, 40);
    });
});

describe("where pods run, as the page shows it", () => {
    const pod: KitPod = {
        ...{
            name: "coredns",
            kind: "Deployment",
            phase: "core",
            namespace: "kube-system",
            labels: { app: "dns" },
        },
        ...{
            tolerations: [],
            replicas: 2,
            spreadOverNodes: false,
            identity: "none",
            nodesOnly: false,
            notOnPools: false,
        },
    };
    const component = (name: string, words: Partial<PlannedComponent>): PlannedComponent => ({
        ...{ name, shapePath: name, origins: {}, phase: "capacity", after: [], pods: [] },
        ...{ inClusterOnly: false, oneByOne: false, build: () => ({ ready: [] }) },
        ...words,
    });
    const nodes = component("nodes-a", {
        capacity: { kind: "nodes", name: "a", phase: "capacity", taints: [], labels: {}, minNodes: 2 },
    });
    const profile = component("fargate-b", {
        capacity: {
            kind: "fargate",
            name: "b",
            phase: "capacity",
            selectors: [{ namespace: "kube-system" }],
        },
    });

    it("is the profile that takes them, whatever nodes there are; without one the nodes", () => {
        const dns = component("addon-coredns", { pods: [pod] });
        const on = (...rooms: readonly PlannedComponent[]) =>
            decidedIn([...rooms, dns])
                .workloads.get("addon-coredns")
                ?.map((workload) => workload.on);
        assert.deepEqual([on(nodes, profile), on(nodes), on()], [[["fargate-b"]], [["nodes-a"]], [[]]]);
    });
});
