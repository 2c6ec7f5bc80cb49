import assert from "node:assert/strict";

import { diagramLines, levels, waitsOf } from "../../../tools/reference/phases-diagram";
import { graphOf, planned, smallEnvironment } from "../../support/graphs";

const stack = planned({ type: "pulumi:pulumi:Stack", name: "kit-dev" });
const platform = planned({ type: "platform:stacks:Platform", name: "platform", parent: stack });
const component = (name: string) => planned({ type: "platform:x:Y", name, parent: platform });

describe("the diagram of phases", () => {
    it("takes what waits for what from resources below components", () => {
        assert.deepEqual(
            waitsOf([smallEnvironment()]),
            new Map([
                ["access", new Set(["network"])],
                ["network", new Set()],
            ]),
        );
        const [network, cluster] = [component("network"), component("cluster")];
        const vpc = planned({ type: "aws:ec2/vpc:Vpc", name: "network-vpc", parent: network });
        const plane = planned({
            type: "aws:eks/cluster:Cluster",
            name: "plane",
            parent: cluster,
            dependsOn: [vpc],
        });
        const graph = graphOf(stack, platform, network, cluster, vpc, plane);
        assert.deepEqual(
            waitsOf([graph]),
            new Map([
                ["cluster", new Set(["network"])],
                ["network", new Set()],
            ]),
        );
    });

    it("calls what an environment has any number of by its kind, in all environments together", () => {
        const pools = [component("pool-a"), component("pool-b")];
        const nodes = component("nodes-system");
        const addon = component("addon-coredns");
        const waits = waitsOf([graphOf(stack, platform, ...pools), graphOf(stack, platform, nodes, addon)]);
        assert.deepEqual([...waits.keys()].sort(), ["coredns", "managed nodes", "node pools"]);
    });

    it("puts each part behind the last it waits for", () => {
        const waits = new Map([
            ["c", new Set(["a", "b"])],
            ["b", new Set(["a"])],
            ["a", new Set<string>()],
            ["d", new Set(["a"])],
        ]);
        assert.deepEqual(levels(waits), [["a"], ["b", "d"], ["c"]]);
    });

    it("refuses a circle", () => {
        const circle = new Map([
            ["a", new Set(["b"])],
            ["b", new Set(["a"])],
        ]);
        assert.throws(() => levels(circle), { message: "a circle: a → b → a" });
    });

    it("draws a box a level", () => {
        assert.deepEqual(diagramLines([["a"], ["b", "d"]]), [
            "flowchart TD",
            '    level0["a"]',
            '    level1["b<br/>d"]',
            "    level0 --> level1",
        ]);
    });
});
