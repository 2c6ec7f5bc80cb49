import assert from "node:assert/strict";

import { drawnChange } from "../../../tools/page/drawn-change";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { graphOf, planned } from "../../support/graphs";

const platform = planned({
    type: "platform:stacks:Platform",
    name: "platform",
    inputs: { account: "1", region: "r" },
});
const pool = (name: string, limits: string) =>
    planned({
        type: "platform:karpenter:NodePool",
        name: `pool-${name}`,
        parent: platform,
        inputs: { limits: [limits] },
    });
const vpc = planned({
    type: "platform:network:Vpc",
    name: "network",
    parent: platform,
    inputs: { cidr: "10.0.0.0/16" },
});

function changed(before: PlannedGraph | undefined, after: PlannedGraph): readonly string[] | undefined {
    const text = drawnChange(before, after, { workloads: new Map() });
    return text
        ?.split("\n")
        .filter((line) => /NEW|GOES|CHANGES/.test(line))
        .map((line) => line.trim());
}

describe("what a change does to a drawing", () => {
    it("is what is new, what goes, and what says something else", () => {
        const before = graphOf(platform, vpc, pool("a", "cpu 8"), pool("b", "cpu 8"));
        const after = graphOf(platform, vpc, pool("b", "cpu 16"), pool("c", "cpu 8"));
        assert.deepEqual(changed(before, after), [
            'n2["b · Karpenter pool<br/>at most cpu 16<br/>CHANGES"]',
            'n3["c · Karpenter pool<br/>at most cpu 8<br/>NEW"]',
            'n5["a · Karpenter pool<br/>at most cpu 8<br/>GOES"]',
        ]);
    });

    it("is nothing where nothing drawn is another, and all of it, unmarked, without a base", () => {
        const graph = graphOf(platform, vpc, pool("a", "cpu 8"));
        assert.equal(changed(graph, graph), undefined);
        assert.deepEqual(changed(undefined, graph), []);
    });
});
