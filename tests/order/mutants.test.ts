/** Mutants: the cut is complete, as small as can be, and the count of ways is right. */
import assert from "node:assert/strict";

import * as fc from "fast-check";

import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { ancestorsOf, edgesFrom } from "../../tools/plan/order";
import { graphOf, planned } from "../support/graphs";
import { waysAround, cutEveryPath, type Link } from "./mutants";

const KEY = "aws:kms/key:Key";

function key(name: string, changes: Partial<PlannedResource> = {}): PlannedResource {
    return { ...planned({ type: KEY, name }), ...changes };
}

describe("a mutant", () => {
    it("loses edges of every kind, and nothing else", () => {
        const target = key("target");
        const kept = key("kept");
        const dependent = key("dependent", {
            dependencies: [kept.urn, target.urn],
            propertyDependencies: { both: [kept.urn, target.urn], one: [target.urn] },
            parent: target.urn,
            provider: target.urn,
            options: { protect: true, deletedWith: target.urn, replaceWith: [kept.urn, target.urn] },
        });
        const { cut, graph } = cutEveryPath(graphOf(target, kept, dependent), [
            { later: dependent.urn, earlier: target.urn },
        ]);
        assert.deepEqual(cut, [{ from: dependent.urn, to: target.urn }]);
        const { parent: _parent, provider: _provider, ...rest } = dependent;
        const mutated = {
            ...rest,
            dependencies: [kept.urn],
            propertyDependencies: { both: [kept.urn], one: [] },
            options: { protect: true, replaceWith: [kept.urn] },
        };
        assert.deepEqual(graph, graphOf(target, kept, mutated));
    });

    it("is cut where the fewest links are, next to the later resource if there is a choice", () => {
        const base = key("base");
        const narrow = key("narrow", { dependencies: [base.urn] });
        const sides = ["left", "right"].map((name) => key(name, { dependencies: [narrow.urn] }));
        const waist = key("waist", { dependencies: sides.map(({ urn }) => urn) });
        const top = key("top", { dependencies: [waist.urn] });
        const graph = graphOf(base, narrow, ...sides, waist, top);
        const cutOf = (later: PlannedResource, earlier: PlannedResource): readonly Link[] =>
            cutEveryPath(graph, [{ later: later.urn, earlier: earlier.urn }]).cut;
        assert.deepEqual(cutOf(top, base), [{ from: top.urn, to: waist.urn }]);
        assert.deepEqual(cutOf(waist, base), [{ from: narrow.urn, to: base.urn }]);
        assert.deepEqual(
            cutOf(waist, narrow),
            sides.map(({ urn }) => ({ from: waist.urn, to: urn })),
        );
    });

    it("cannot be made when a resource stands on both sides", () => {
        const one = key("one");
        const pairs = [
            { later: key("two").urn, earlier: one.urn },
            { later: one.urn, earlier: key("three").urn },
        ];
        assert.throws(() => cutEveryPath(graphOf(one), pairs), {
            message: `${one.urn} is both the later and the earlier resource of a row`,
        });
    });

    it("has no way left, and would have one with any link of the cut", () => {
        fc.assert(
            fc.property(layered(), ({ earlier, graph, later }) => {
                const pairs = later.flatMap((from) => earlier.map((to) => ({ later: from, earlier: to })));
                const { cut, graph: mutant } = cutEveryPath(graph, pairs);
                const reaches = (from: PlannedGraph): boolean =>
                    pairs.some((pair) => ancestorsOf(from, pair.later).has(pair.earlier));
                assert.equal(reaches(mutant), false);
                for (const pair of pairs) assert.equal(waysAround(graph, cut)(pair).avoiding, 0n);
                for (const link of cut)
                    assert.ok(
                        reaches(withLink(mutant, link)),
                        `${link.from} → ${link.to} was cut for nothing`,
                    );
                assert.equal(cut.length, smallestByTrial(graph, later, earlier));
            }),
        );
    });
});

describe("ways", () => {
    it("are counted by links, with and without the cut", () => {
        const base = key("base");
        const sides = ["a", "b", "c"].map((name) => key(name, { dependencies: [base.urn] }));
        const top = key("top", { dependencies: sides.map(({ urn }) => urn), provider: base.urn });
        const graph = graphOf(base, ...sides, top);
        const pair = { later: top.urn, earlier: base.urn };
        assert.deepEqual(waysAround(graph, [])(pair), { all: 4n, avoiding: 4n });
        const cut = [
            { from: top.urn, to: base.urn },
            { from: sides[0]?.urn ?? "", to: base.urn },
        ];
        assert.deepEqual(waysAround(graph, cut)(pair), { all: 4n, avoiding: 2n });
        assert.deepEqual(waysAround(graph, [])({ later: base.urn, earlier: top.urn }), {
            all: 0n,
            avoiding: 0n,
        });
    });
});

/** Resources that depend on earlier ones; the last two are the later side, the first two the earlier side. */
function layered(): fc.Arbitrary<{
    readonly graph: PlannedGraph;
    readonly later: readonly string[];
    readonly earlier: readonly string[];
}> {
    return fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 4, maxLength: 9 }).map((sketches) => {
        const resources: PlannedResource[] = [];
        for (const [index, nats] of sketches.entries()) {
            const chosen = nats.flatMap((nat) => (index === 0 ? [] : (resources[nat % index]?.urn ?? [])));
            resources.push(key(`r${index}`, { dependencies: [...new Set(chosen)].sort() }));
        }
        const urns = resources.map(({ urn }) => urn);
        return { graph: graphOf(...resources), later: urns.slice(-2), earlier: urns.slice(0, 2) };
    });
}

function withLink(graph: PlannedGraph, { from, to }: Link): PlannedGraph {
    const resources = graph.resources.map((resource) =>
        resource.urn === from ? { ...resource, dependencies: [...resource.dependencies, to] } : resource,
    );
    return { ...graph, resources };
}

/** Without flows: of all ways to draw a border between the sides, the one that the fewest links cross. */
function smallestByTrial(graph: PlannedGraph, later: readonly string[], earlier: readonly string[]): number {
    const others = graph.resources
        .map(({ urn }) => urn)
        .filter((urn) => ![...later, ...earlier].includes(urn));
    let smallest = Infinity;
    for (let bits = 0; bits < 2 ** others.length; bits++) {
        const inside = new Set([...later, ...others.filter((_, index) => ((bits >> index) & 1) === 1)]);
        const leaving = graph.resources
            .filter(({ urn }) => inside.has(urn))
            .flatMap((resource) => [...new Set(edgesFrom(resource).map(({ to }) => to))])
            .filter((to) => !inside.has(to));
        smallest = Math.min(smallest, leaving.length);
    }
    return smallest;
}
