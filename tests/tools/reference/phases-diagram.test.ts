import assert from "node:assert/strict";

import { diagramLines, levels, waitsOf, withGraph } from "../../../tools/reference/phases-diagram";
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

    it("draws environments apart whose parts wait for each other, as add-ons and pools of two kinds of compute do", () => {
        const inOrder = (...names: readonly string[]) => {
            const parts = names.map(component);
            const made = parts.reduce<ReturnType<typeof planned>[]>((before, parent) => {
                const { name } = parent;
                return [
                    ...before,
                    planned({ type: "aws:x/y:Y", name: `${name}-y`, parent, dependsOn: before }),
                ];
            }, []);
            return graphOf(stack, platform, ...parts, ...made);
        };
        const orders = [
            ["dev", inOrder("network", "pool-a", "addon-metrics-server")],
            ["staging", inOrder("network", "addon-metrics-server", "pool-a")],
            ["production", inOrder("network", "pool-b")],
        ] as const;
        assert.deepEqual(
            orders
                .reduce<ReturnType<typeof withGraph>>((all, [name, graph]) => withGraph(all, name, graph), [])
                .map(({ graphs, stacks }) => [stacks, levels(waitsOf(graphs))]),
            [
                [
                    ["dev", "production"],
                    [["network"], ["node pools"], ["metrics-server"]],
                ],
                [["staging"], [["network"], ["metrics-server"], ["node pools"]]],
            ],
        );
        const circle = new Map([
            ["a", new Set(["b"])],
            ["b", new Set(["a"])],
        ]);
        assert.equal(levels(circle), undefined);
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
