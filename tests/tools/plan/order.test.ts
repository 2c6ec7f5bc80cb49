/** Order: ancestors, paths and the engine's delete waves, on graphs small enough to check by eye. */
import assert from "node:assert/strict";

import * as fc from "fast-check";

import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import {
    ancestorsOf,
    deleteWaves,
    type Edge,
    EDGE_KINDS,
    edgesFrom,
    isDoneBefore,
    pathBetween,
} from "../../../tools/plan/order";
import { graphOf, planned, smallEnvironment } from "../../support/graphs";

const KEY = "aws:kms/key:Key";
const GROUP = "platform:test:Group";

function key(name: string, changes: Partial<PlannedResource> = {}): PlannedResource {
    return { ...planned({ type: KEY, name }), ...changes };
}

function component(name: string, changes: Partial<PlannedResource> = {}): PlannedResource {
    return { ...planned({ type: GROUP, name }), ...changes };
}

function names(graph: PlannedGraph): readonly (readonly string[])[] {
    return deleteWaves(graph).map((wave) => wave.map(({ name }) => name));
}

/** One resource for each way of coming after another, and the other. */
function everyKind(): { readonly target: PlannedResource; readonly dependents: readonly PlannedResource[] } {
    const target = key("target");
    return {
        target,
        dependents: [
            key("dependency", { dependencies: [target.urn] }),
            key("property dependency", { propertyDependencies: { input: [target.urn] } }),
            key("provider", { provider: target.urn }),
            key("parent", { parent: target.urn }),
            key("deletedWith", { options: { deletedWith: target.urn } }),
            key("replaceWith", { options: { replaceWith: [target.urn] } }),
        ],
    };
}

describe("order: edges", () => {
    it("are of the six kinds the engine knows", () => {
        const { target, dependents } = everyKind();
        assert.deepEqual(
            dependents.map((resource) => edgesFrom(resource)),
            EDGE_KINDS.map((kind, index): Edge[] => [
                {
                    from: dependents[index]?.urn ?? "",
                    to: target.urn,
                    kind,
                    ...(kind === "property dependency" ? { input: "input" } : {}),
                },
            ]),
        );
    });

    it("each make an ancestor and put a deletion in an earlier wave", () => {
        const { target, dependents } = everyKind();
        const graph = graphOf(target, ...dependents);
        for (const { urn } of dependents) assert.deepEqual([...ancestorsOf(graph, urn)], [target.urn]);
        assert.deepEqual(names(graph), [dependents.map(({ name }) => name).sort(), ["target"]]);
    });

    it("of one resource may be several to the same other", () => {
        const target = key("target");
        const dependent = key("dependent", {
            dependencies: [target.urn],
            propertyDependencies: { a: [target.urn], b: [target.urn] },
        });
        assert.deepEqual(
            edgesFrom(dependent).map(({ kind, input }) => [kind, input]),
            [
                ["dependency", undefined],
                ["property dependency", "a"],
                ["property dependency", "b"],
            ],
        );
    });
});

describe("order: ancestors and paths", () => {
    const a = key("a");
    const b = key("b", { dependencies: [a.urn] });
    const c = key("c", { propertyDependencies: { input: [b.urn] } });
    const d = key("d", { dependencies: [c.urn], provider: b.urn });
    const graph = graphOf(a, b, c, d);

    it("go through others", () => {
        assert.deepEqual([...ancestorsOf(graph, d.urn)].sort(), [a.urn, b.urn, c.urn]);
        assert.deepEqual([...ancestorsOf(graph, a.urn)], []);
        assert.deepEqual([...ancestorsOf(graph, "urn:nobody")], []);
    });

    it("are as short as can be", () => {
        assert.deepEqual(pathBetween(graph, d.urn, a.urn), [
            { from: d.urn, to: b.urn, kind: "provider" },
            { from: b.urn, to: a.urn, kind: "dependency" },
        ]);
    });

    it("lead one way only, and never to where they start", () => {
        assert.equal(pathBetween(graph, a.urn, d.urn), undefined);
        assert.equal(pathBetween(graph, a.urn, a.urn), undefined);
        assert.equal(pathBetween(graph, d.urn, "urn:nobody"), undefined);
    });

    it("end in a circle too", () => {
        const first = key("first", { dependencies: [key("second").urn] });
        const second = key("second", { dependencies: [first.urn] });
        assert.deepEqual([...ancestorsOf(graphOf(first, second), first.urn)], [second.urn]);
    });
});

describe("order: creation", () => {
    it("keeps to ancestors, through components too", () => {
        const earlier = key("earlier");
        const group = component("group", { dependencies: [earlier.urn] });
        const later = key("later", { parent: group.urn });
        const graph = graphOf(earlier, group, later);
        assert.equal(isDoneBefore(graph, earlier.urn, later.urn), true);
        assert.equal(isDoneBefore(graph, later.urn, earlier.urn), false);
    });

    it("says nothing of a component, which is registered before its children", () => {
        const group = component("group");
        const later = key("later", { parent: group.urn });
        assert.throws(() => isDoneBefore(graphOf(group, later), group.urn, later.urn), {
            message:
                "urn:pulumi:dev::kit::platform:test:Group::group is a component: ask for the resources below it",
        });
        assert.equal(isDoneBefore(graphOf({ ...group, remote: true }, later), group.urn, later.urn), true);
    });
});

describe("order: delete waves", () => {
    it("start at the deepest resources; components, providers and the stack take part", () => {
        assert.deepEqual(names(smallEnvironment()), [
            ["access-admin"],
            ["access"],
            ["network-node-a"],
            ["network"],
            ["network", "aws"],
            ["platform"],
            ["kit-dev"],
        ]);
    });

    it("count depth alone: what has no dependents may go last", () => {
        const base = key("base");
        const deep = key("deep", { dependencies: [base.urn] });
        const deeper = key("deeper", { dependencies: [deep.urn] });
        const shallow = key("shallow");
        assert.deepEqual(names(graphOf(base, deep, deeper, shallow)), [
            ["deeper"],
            ["deep"],
            ["base", "shallow"],
        ]);
    });

    it("put what depends on a component before everything below it", () => {
        const group = component("group");
        const inner = component("inner", { parent: group.urn });
        const child = key("child", { parent: inner.urn });
        const dependent = key("dependent", { dependencies: [group.urn] });
        assert.deepEqual(names(graphOf(group, inner, child, dependent)), [
            ["dependent"],
            ["child"],
            ["inner"],
            ["group"],
        ]);
        const below = key("below", { parent: group.urn });
        assert.deepEqual(names(graphOf(group, inner, child, below)), [
            ["child"],
            ["below", "inner"],
            ["group"],
        ]);
    });

    it("let a child wait for what depends on its component", () => {
        const group = component("group");
        const dependent = key("dependent", { dependencies: [group.urn] });
        const child = key("child", { parent: group.urn, dependencies: [dependent.urn] });
        assert.deepEqual(names(graphOf(group, dependent, child)), [["child"], ["dependent"], ["group"]]);
    });

    it("leave out what the graph does not hold", () => {
        assert.deepEqual(names(graphOf(key("a", { dependencies: ["urn:nobody"] }))), [["a"]]);
    });

    it("name what waits for each other", () => {
        const first = key("first", { dependencies: [key("second").urn] });
        const second = key("second", { dependencies: [first.urn] });
        assert.throws(() => deleteWaves(graphOf(first, second)), {
            message: `these wait for each other: ${first.urn}, ${second.urn}`,
        });
    });

    it("are those of the engine's own loop", () => {
        fc.assert(
            fc.property(randomState(), (state) => {
                const waves = deleteWaves(graphOf(...state)).map((wave) => wave.map(({ urn }) => urn));
                assert.deepEqual(waves, engineWaves(state));
            }),
        );
    });

    it("of what an update deletes alone are those of the engine's own loop as well", () => {
        fc.assert(
            fc.property(randomState(), fc.array(fc.nat()), (state, picks) => {
                const going = new Set(picks.flatMap((n) => state[n % state.length]?.urn ?? []));
                const waves = deleteWaves(graphOf(...state), going);
                assert.deepEqual(
                    waves.map((wave) => wave.map(({ urn }) => urn)),
                    engineWaves(state, going),
                );
            }),
        );
        // No link but through what stays: at once.
        const [a, b] = [key("a"), key("b", { dependencies: [key("a").urn] })];
        const c = key("c", { dependencies: [b.urn] });
        const waves = deleteWaves(graphOf(a, b, c), new Set([a.urn, c.urn]));
        assert.deepEqual(
            waves.map((wave) => wave.map(({ name }) => name)),
            [["a", "c"]],
        );
    });

    it("put a dependent before its ancestor, whatever the graph", () => {
        fc.assert(
            fc.property(randomState(), (state) => {
                const graph = graphOf(...state);
                const wave = new Map(
                    deleteWaves(graph).flatMap((urns, index) => urns.map(({ urn }) => [urn, index] as const)),
                );
                for (const { urn } of state)
                    for (const ancestor of ancestorsOf(graph, urn))
                        assert.ok((wave.get(urn) ?? 0) < (wave.get(ancestor) ?? 0));
            }),
        );
    });
});

/** A state as the engine keeps it: dependencies first. Nothing depends on a component but its children. */
function randomState(): fc.Arbitrary<readonly PlannedResource[]> {
    const sketch = fc.record({
        isComponent: fc.boolean(),
        parent: fc.option(fc.nat()),
        provider: fc.option(fc.nat()),
        dependencies: fc.array(fc.nat(), { maxLength: 3 }),
        inputs: fc.array(fc.nat(), { maxLength: 2 }),
        deletedWith: fc.option(fc.nat()),
        replaceWith: fc.array(fc.nat(), { maxLength: 1 }),
    });
    return fc.array(sketch, { maxLength: 12 }).map((sketches) => {
        const state: PlannedResource[] = [];
        for (const [index, { isComponent, ...to }] of sketches.entries()) {
            const resources = state.filter(({ custom }) => custom);
            const parent = chosen(state, to.parent);
            const provider = chosen(resources, to.provider);
            const deletedWith = chosen(resources, to.deletedWith);
            const replaceWith = to.replaceWith.flatMap((nat) => chosen(resources, nat) ?? []);
            state.push({
                ...planned({ type: isComponent ? GROUP : KEY, name: `r${index}` }),
                ...(parent === undefined ? {} : { parent }),
                ...(provider === undefined ? {} : { provider }),
                dependencies: to.dependencies.flatMap((nat) => chosen(resources, nat) ?? []),
                propertyDependencies: { input: to.inputs.flatMap((nat) => chosen(resources, nat) ?? []) },
                options: { ...(deletedWith === undefined ? {} : { deletedWith }), replaceWith },
            });
        }
        return state;
    });
}

function chosen(from: readonly PlannedResource[], nat: number | null): string | undefined {
    return nat === null || from.length === 0 ? undefined : from[nat % from.length]?.urn;
}

/** Step by step as ScheduleDeletes goes: everything is condemned; the list of antichains is reversed at the end. */
function engineWaves(
    state: readonly PlannedResource[],
    going = new Set(state.map(({ urn }) => urn)),
): readonly (readonly string[])[] {
    const condemned = new Set(going);
    const antichains: string[][] = [];
    while (condemned.size > 0) {
        const steps = state.filter(
            (resource) =>
                condemned.has(resource.urn) && !edgesFrom(resource).some(({ to }) => condemned.has(to)),
        );
        for (const { urn } of steps) condemned.delete(urn);
        antichains.push(steps.map(({ urn }) => urn).sort());
    }
    return antichains.reverse();
}
