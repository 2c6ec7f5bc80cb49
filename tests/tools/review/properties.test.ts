/** What holds for every pair of graphs. */
import assert from "node:assert/strict";

import fc from "fast-check";

import { canonicalJson, type Json } from "../../../components/shared/json";
import { FACTS } from "../../../tools/facts";
import { isObject } from "../../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { buildCauses } from "../../../tools/review/build-causes";
import { causesIn } from "../../../tools/review/causes";
import type { Change, GraphDiff } from "../../../tools/review/change";
import {
    compare,
    INSIDE_JSON,
    openJson,
    type Path,
    type PropertyChange,
    same,
} from "../../../tools/review/compare";
import { diff } from "../../../tools/review/diff";
import { linesOf } from "../../../tools/review/list-edits";
import { risksOf } from "../../../tools/review/risks";
import { from, graphOf, type Sketch } from "./world";

/** Few names and values, so that two of them often meet. */
const KEY = fc.constantFrom("a", "b", "c", "Sid", "name", "__proto__");
const VALUE = fc.letrec<{ json: Json }>((tie) => ({
    json: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<Json>(null, true, false, 0, 1, "", "x", "y", "{", "[]"),
        fc.array(tie("json"), { maxLength: 3 }),
        fc.array(fc.tuple(KEY, tie("json")), { maxLength: 3 }).map((entries) => objectFrom(entries)),
        fc
            .array(fc.tuple(KEY, tie("json")), { maxLength: 2 })
            .map((entries) => canonicalJson(objectFrom(entries))),
    ),
})).json;

const TYPES = [
    "aws:ec2/subnet:Subnet",
    "aws:kms/key:Key",
    "aws:iam/role:Role",
    "aws:unknown/thing:Thing",
] as const;
const RESOURCE = fc.record({
    type: fc.constantFrom(...TYPES),
    inputs: fc.dictionary(fc.constantFrom("cidrBlock", "path", "policy", "tags"), VALUE),
    madeFromVpc: fc.boolean(),
});
const GRAPH = fc
    .record({
        cidr: fc.constantFrom("10.0.0.0/16", "10.1.0.0/16"),
        resources: fc.dictionary(fc.constantFrom("one", "two", "three", "four"), RESOURCE),
    })
    .map(({ cidr, resources }): PlannedGraph => {
        const entries = Object.entries(resources).map(([name, { type, inputs, madeFromVpc }]) => {
            const made = madeFromVpc ? { ...inputs, vpcId: from("vpc", "id") } : inputs;
            return [name, { type, name, inputs: made }] as const;
        });
        const vpc: Sketch = { type: "aws:ec2/vpc:Vpc", name: "vpc", inputs: { cidrBlock: cidr } };
        return graphOf(Object.fromEntries([["vpc", vpc] as const, ...entries]));
    });

describe("diff, for every pair of graphs", () => {
    it("is empty between a graph and itself", () => {
        fc.assert(
            fc.property(GRAPH, (graph) => {
                const copy = JSON.parse(JSON.stringify(graph)) as PlannedGraph;
                const { changes, outputs, unchanged } = diff(graph, copy, FACTS);
                assert.deepEqual([changes, outputs, unchanged], [[], [], graph.resources.length]);
            }),
        );
    });

    it("leads from the base to the head", () => {
        fc.assert(
            fc.property(GRAPH, GRAPH, (base, head) => {
                assert.ok(same(applied(base, diff(base, head, FACTS)), head.resources));
            }),
        );
    });

    it("backwards is the mirror of forwards", () => {
        fc.assert(
            fc.property(GRAPH, GRAPH, (base, head) => {
                const there = diff(base, head, FACTS).changes.map(essence);
                const back = diff(head, base, FACTS).changes.map(mirrored).map(essence);
                assert.deepEqual(there, back);
            }),
        );
    });

    it("has risks that name resources of one of the two", () => {
        fc.assert(
            fc.property(GRAPH, GRAPH, (base, head) => {
                const urns = [...base.resources, ...head.resources].map(({ urn }) => urn);
                for (const { urn } of risksOf(diff(base, head, FACTS))) assert.ok(urns.includes(urn), urn);
            }),
        );
    });
});

describe("causes, for every pair of graphs", () => {
    it("tell every change and every risk once, and nothing else", () => {
        fc.assert(
            fc.property(GRAPH, GRAPH, (base, head) => {
                const found = diff(base, head, FACTS);
                const judged = risksOf(found).map((risk) => ({ risk, fails: risk.severity !== "low" }));
                const causes = causesIn({ diff: found, risks: judged });
                const told = causes.flatMap(({ followers, leads }) => [...leads, ...followers]);
                const touched = found.changes.filter(
                    ({ custom, operation }) => custom && operation !== "none",
                );
                assert.deepEqual(told.map(({ urn }) => urn).sort(), touched.map(({ urn }) => urn).sort());
                const risks = causes.flatMap((cause) => cause.risks);
                assert.equal(risks.length, judged.length);
                assert.deepEqual(new Set(risks), new Set(judged));
                // What follows from something is never told without it.
                for (const { followers, leads, risks: of } of causes) {
                    assert.ok(leads.length + of.length > 0 || followers.length === 0);
                }
                const reported = buildCauses([{ diff: found, risks: judged }]).flatMap(
                    (cause) => cause.risks,
                );
                const urns = new Set(judged.map(({ risk }) => `${risk.kind} ${risk.urn}`));
                assert.deepEqual(
                    new Set(reported.flatMap((one) => one.urns.map((urn) => `${one.kind} ${urn}`))),
                    urns,
                );
            }),
        );
    });
});

describe("compare, for every pair of values", () => {
    it("finds what leads from one to the other, in lines a reader gets as well", () => {
        fc.assert(
            fc.property(VALUE, VALUE, (before, after) => {
                const changes = compare(before, after);
                assert.ok(same(normal(patch(before, changes)), normal(after)));
                assert.equal(changes.length === 0, same(normal(before), normal(after)));
                for (const change of changes) assert.notDeepEqual(linesOf(change), []);
            }),
        );
    });
});

function objectFrom(entries: readonly (readonly [string, Json])[]): Json {
    return entries.reduce<Json>((object, [key, value]) => withKey(object, key, value), {});
}

/** Not an assignment: `__proto__` is a key like any other. */
function withKey(object: Json, key: string, value: Json | undefined): Json {
    const others = Object.entries(isObject(object) ? object : {}).filter(([name]) => name !== key);
    return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
}

/** What a change says about the two graphs, without what depends on the direction. */
function essence({ urn, operation, properties }: Change): unknown {
    const kind = operation === "create" || operation === "delete" ? operation : "both";
    return { urn, kind, properties };
}

function mirrored(change: Change): Change {
    const turned = { create: "delete", delete: "create" } as const;
    const { operation } = change;
    return {
        ...change,
        operation: operation === "create" || operation === "delete" ? turned[operation] : operation,
        properties: change.properties.map(({ path, before, after }): PropertyChange => ({
            path,
            ...(after === undefined ? {} : { before: after }),
            ...(before === undefined ? {} : { after: before }),
        })),
    };
}

/** The base with every change carried out, property by property. */
function applied(base: PlannedGraph, { changes }: GraphDiff): readonly PlannedResource[] {
    const resources = new Map(base.resources.map((resource) => [resource.urn, resource]));
    for (const { before, after, properties } of changes) {
        if (before !== undefined) resources.delete(before.urn);
        if (after === undefined) continue;
        resources.set(after.urn, { ...after, inputs: patch(before?.inputs ?? {}, properties) });
    }
    return [...resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

function patch(value: Json, changes: readonly PropertyChange[]): Json {
    return changes.reduce<Json>((patched, { path, after }) => {
        const next = put(patched, path, after);
        return next === undefined ? {} : next;
    }, value);
}

function put(value: Json | undefined, path: Path, after: Json | undefined): Json | undefined {
    const [first, ...rest] = path;
    if (first === undefined) return after;
    if (first === INSIDE_JSON) return canonicalJson(put(openJson(value), rest, after) ?? null);
    if (typeof first === "number") {
        assert.ok(Array.isArray(value));
        return value.map((item: Json, i) => (i === first ? (put(item, rest, after) ?? null) : item));
    }
    assert.ok(isObject(value));
    return withKey(value, first, put(Object.hasOwn(value, first) ? value[first] : undefined, rest, after));
}

/** Texts that hold documents, in one spelling. */
function normal(value: Json): Json {
    if (Array.isArray(value)) return value.map((item: Json) => normal(item));
    if (isObject(value)) return objectFrom(Object.entries(value).map(([key, item]) => [key, normal(item)]));
    const opened = openJson(value);
    return opened === undefined ? value : canonicalJson(normal(opened));
}
