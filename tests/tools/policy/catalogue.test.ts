/** Every control holds on the tests' own environments, and notices what breaks it. */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

import { CATALOGUE } from "../../../tools/policy/catalogue";
import type { Control, Evidence } from "../../../tools/policy/control";
import { Planned } from "../../../tools/policy/planned";
import { breachesOf } from "../../../tools/policy/report";
import { MUTANTS } from "./all-mutants";
import { type Judged, judgedGraphs } from "./judged";
import type { Mutant } from "./mutate";

/** Of all mutants on all graphs; what survives is listed. */
const KILLED_AT_LEAST = 0.95;

describe("the catalogue of controls", function () {
    this.timeout(120_000);
    let graphs: readonly Judged[] = [];
    let stacks: readonly Judged[] = [];

    before(async () => {
        graphs = await judgedGraphs();
        stacks = graphs.filter(({ isStack }) => isStack);
    });

    function plannedOf({ graph, isStack, level }: Judged, changed = graph): Planned {
        const beside = isStack ? stacks.map((one) => (one.graph === graph ? changed : one.graph)) : [changed];
        return new Planned(changed, level, beside);
    }

    for (const control of CATALOGUE) {
        it(`${control.id}: ${control.means}`, () => {
            const breaches = stacks.flatMap((one) =>
                breachesOf(control, plannedOf(one)).map((found) => `${one.name}: ${describeEvidence(found)}`),
            );
            assert.deepEqual(breaches, []);
        });
    }

    for (const id of ["C33", "C38", "C40", "C52", "C72", "C76", "C77", "C142", "R43"]) {
        it(`${id} holds of everything the kit makes, with every part`, () => {
            const control = CATALOGUE.find((one) => one.id === id);
            assert.ok(control);
            const breaches = graphs.flatMap((one) =>
                breachesOf(control, plannedOf(one)).map((found) => `${one.name}: ${describeEvidence(found)}`),
            );
            assert.deepEqual(breaches, []);
        });
    }

    it("takes nothing for broken that a first preview does not know", () => {
        const broken = stacks.flatMap((one) =>
            CATALOGUE.flatMap((control) =>
                breachesOf(control, new Planned(one.unknown, one.level)).map(
                    (found) => `${one.name} ${control.id}: ${describeEvidence(found)}`,
                ),
            ),
        );
        assert.deepEqual(broken, []);
    });

    for (const control of CATALOGUE) {
        it(`${control.id} notices each of its mutants in every stack`, () => {
            const blind = tried(control, stacks).filter(({ isKilled }) => !isKilled);
            assert.deepEqual(
                blind.map(({ mutant, where }) => `${where}: ${mutant}`),
                [],
            );
        });
        it(`${control.id} has a mutant, and each of them changes something somewhere`, () => {
            const mutants = MUTANTS[control.id] ?? [];
            assert.ok(mutants.length > 0);
            const changed = new Set(tried(control, graphs).map(({ mutant }) => mutant));
            assert.deepEqual(
                mutants.map(({ change }) => change).filter((change) => !changed.has(change)),
                [],
            );
        });
    }

    it("notices nearly every mutant in environments with every part, and says which it does not", () => {
        const all = CATALOGUE.flatMap((control) => tried(control, graphs));
        const survivors = all.filter(({ isKilled }) => !isKilled);
        const share = 1 - survivors.length / all.length;
        const figures = [
            `mutants: ${all.length - survivors.length} of ${all.length} noticed, ${(share * 100).toFixed(1)} %`,
            ...aliveByControl(survivors),
        ].join("\n");
        process.stdout.write(`\n${figures}\n`);
        assert.ok(share >= KILLED_AT_LEAST, figures);
    });

    it("has mutants of its own controls alone", () => {
        const known = CATALOGUE.map(({ id }) => id);
        assert.deepEqual(
            Object.keys(MUTANTS).filter((id) => !known.includes(id)),
            [],
        );
    });

    /** One line a control: what it does not notice, and in how many environments. */
    function aliveByControl(survivors: readonly Tried[]): readonly string[] {
        return [...new Set(survivors.map(({ id }) => id))].map((id) => {
            const own = survivors.filter((one) => one.id === id);
            const mutants = [...new Set(own.map(({ mutant }) => mutant))];
            const where = new Set(own.map((one) => one.where));
            return `  alive: ${id} in ${[...where].join(", ")}: ${mutants.join("; ")}`;
        });
    }

    interface Tried {
        readonly id: string;
        readonly mutant: string;
        readonly where: string;
        readonly isKilled: boolean;
    }

    /** Where a mutant changes anything of what the control is asked about. */
    function tried(control: Control, on: readonly Judged[]): readonly Tried[] {
        return on
            .filter((one) => plannedOf(one).isAtLeast(control.from ?? "dev"))
            .flatMap((one) => (MUTANTS[control.id] ?? []).flatMap((mutant) => triedOn(control, mutant, one)));
    }

    function triedOn(control: Control, { change, mutate }: Mutant, one: Judged): readonly Tried[] {
        const mutated = mutate(one.graph, one.level);
        if (isDeepStrictEqual(mutated, one.graph)) return [];
        const before = new Set(breachesOf(control, plannedOf(one)).map(describeEvidence));
        const isKilled = breachesOf(control, plannedOf(one, mutated)).some(
            (found) => !before.has(describeEvidence(found)),
        );
        return [{ id: control.id, mutant: change, where: one.name, isKilled }];
    }
});

function describeEvidence({ path = "", urn = "", what }: Evidence): string {
    return `${urn.split("::").at(-1) ?? ""} ${path}: ${what}`;
}
