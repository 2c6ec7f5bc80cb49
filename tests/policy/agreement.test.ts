/** The plan and the policy pack say the same of the same: each control, on each environment, with each of its mutants. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import type { Json } from "../../components/shared/json";
import { policiesFor } from "../../policy/policies";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { CATALOGUE } from "../../tools/policy/catalogue";
import type { Control } from "../../tools/policy/control";
import { judge, type JudgedBy } from "../../tools/policy/judge";
import { placeText } from "../../tools/policy/evidence-text";
import { MUTANTS } from "../tools/policy/all-mutants";
import { type Judged, judgedGraphs } from "../tools/policy/judged";
import { ask, tell } from "./engine";

const NONE_EXEMPT = { entries: [], exemptions: [] };

interface Said {
    /** What is broken where, and what to do: a line each, in order. */
    readonly broken: readonly string[];
    /** Ids of controls whose outcome a preview does not know yet. */
    readonly undecided: readonly string[];
    readonly notApplicable: readonly string[];
}

function around({ graph, level }: Judged): JudgedBy {
    const policy = { levels: { [graph.environment]: level }, waivers: [] };
    return { policy, stacks: [graph.stack], today: "2027-01-01" };
}

function byPlan(controls: readonly Control[], graph: PlannedGraph, by: JudgedBy): Said {
    const { reports } = judge([graph], { controls, ...NONE_EXEMPT }, by);
    const results = reports.flatMap((report) => report.results);
    const broken = results.flatMap(({ control: { id, remedy, why }, evidence }) =>
        evidence
            .filter(({ verdict }) => verdict === "broken")
            .map((found) => `${id} ${placeText(found)}: ${found.what}. ${why} ${remedy}. ${found.urn}`),
    );
    const idsOf = (outcome: string): readonly string[] =>
        results.filter((one) => one.outcome === outcome).map(({ control }) => control.id);
    return { broken: broken.sort(), undecided: idsOf("unknown"), notApplicable: idsOf("not applicable") };
}

/** Inputs that were noted before, and the resources they are of. */
interface Noted {
    readonly inputs: ReadonlyMap<string, Json>;
    readonly of: ReadonlySet<PlannedResource>;
}

const NOTHING: Noted = { inputs: new Map(), of: new Set() };

async function byPack(
    controls: readonly Control[],
    graph: PlannedGraph,
    by: JudgedBy,
    noted = NOTHING,
): Promise<Said> {
    const policies = [...policiesFor({ controls, ...NONE_EXEMPT }, by, new Map(noted.inputs))];
    await tell(policies, graph, noted.of);
    const { notApplicable, violations } = await ask(policies, graph);
    const broken = violations.filter(({ policy }) => policy !== "undecided");
    const open = violations.find(({ policy }) => policy === "undecided")?.message ?? "";
    return {
        broken: broken.map(({ message, policy, urn = "" }) => `${policy} ${message} ${urn}`).sort(),
        undecided: open.match(/\b[CR]\d+\b/g) ?? [],
        notApplicable: [...notApplicable.keys()],
    };
}

async function notedOf(graph: PlannedGraph, by: JudgedBy): Promise<Noted> {
    const inputs = new Map<string, Json>();
    await tell([...policiesFor({ controls: [], ...NONE_EXEMPT }, by, inputs)], graph);
    return { inputs, of: new Set(graph.resources) };
}

const UNTOLD = new WeakMap<PlannedResource, PlannedResource>();

/** The one difference: an engine does not tell a pack which resources it keeps. The plan without that knowledge. */
function untold(graph: PlannedGraph): PlannedGraph {
    const resources = graph.resources.map((one) => {
        const known = UNTOLD.get(one) ?? { ...one, untold: ["retainOnDelete" as const] };
        UNTOLD.set(one, known);
        return known;
    });
    return { ...graph, resources };
}

function isChanged(mutated: PlannedGraph, { graph }: Judged, known: ReadonlySet<PlannedResource>): boolean {
    if (mutated.resources.length !== graph.resources.length) return true;
    return mutated.resources.some(
        (one, index) => !known.has(one) && !isDeepStrictEqual(one, graph.resources[index]),
    );
}

describe("plan and policy pack", function () {
    this.timeout(120_000);
    let graphs: readonly Judged[] = [];
    before(async () => {
        graphs = await judgedGraphs();
    });

    const inputsOf = new Map<Judged, Promise<Noted>>();

    function knownOf(one: Judged): Promise<Noted> {
        const known = inputsOf.get(one) ?? notedOf(one.graph, around(one));
        inputsOf.set(one, known);
        return known;
    }

    it("say the same of every environment, and of what a first preview knows of it", async () => {
        for (const one of graphs) {
            for (const graph of [one.graph, one.unknown]) {
                const said = await byPack(CATALOGUE, graph, around(one));
                assert.deepEqual(said, byPlan(CATALOGUE, untold(graph), around(one)), one.name);
            }
        }
    });

    for (const control of CATALOGUE) {
        it(`say the same of every mutant of ${control.id}`, async () => {
            for (const one of graphs) {
                const by = around(one);
                const noted = await knownOf(one);
                for (const { change, mutate } of MUTANTS[control.id] ?? []) {
                    const mutated = mutate(one.graph, one.level);
                    if (!isChanged(mutated, one, noted.of)) continue;
                    const said = await byPack([control], mutated, by, noted);
                    assert.deepEqual(said, byPlan([control], untold(mutated), by), `${one.name}: ${change}`);
                }
            }
        });
    }

    it("differ in keys and logs that are kept when the stack goes: there the pack decides nothing", async () => {
        const differing = new Set<string>();
        for (const one of graphs) {
            const plan = byPlan(CATALOGUE, one.graph, around(one));
            const pack = await byPack(CATALOGUE, one.graph, around(one));
            for (const id of pack.undecided) if (!plan.undecided.includes(id)) differing.add(id);
            const more = plan.broken.filter((line) => !pack.broken.includes(line));
            assert.deepEqual(
                more.filter((line) => !line.includes("options.retainOnDelete")),
                [],
            );
            assert.deepEqual(
                pack.broken.filter((line) => !plan.broken.includes(line)),
                [],
            );
        }
        assert.deepEqual([...differing].sort(), ["C44", "R37"]);
    });

    it("take nothing for broken that is left out of the operation", async () => {
        for (const one of graphs) {
            const resources = one.graph.resources.map((resource) =>
                resource.custom && resource.type.startsWith("kubernetes:")
                    ? { ...resource, inputs: {} }
                    : resource,
            );
            const { broken } = await byPack(CATALOGUE, { ...one.graph, resources }, around(one));
            const before = byPlan(CATALOGUE, untold(one.graph), around(one)).broken;
            assert.deepEqual(
                broken.filter((line) => !before.includes(line)),
                [],
                one.name,
            );
        }
    });
});
