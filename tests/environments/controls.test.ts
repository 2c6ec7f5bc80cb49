/** What this repository's policy asks of its environments: stacks/own/policy.ts. */
import assert from "node:assert/strict";

import { chooseFrom } from "../../components/shared/hints";
import { POLICY } from "../../stacks/own/policy";
import { CATALOGUE } from "../../tools/policy/catalogue";
import type { Control } from "../../tools/policy/control";
import { levelOf } from "../../tools/policy/level";
import { Planned } from "../../tools/policy/planned";
import { breachesOf } from "../../tools/policy/report";
import { plannedStacks } from "../order/environments";
import { ofTheKit } from "./of-the-kit";

const ASKED = CATALOGUE.filter(({ of }) => of !== "kit");
const FILE = "stacks/own/policy.ts";

/** A planned environment, judged by the level its policy gives it. */
interface Judged {
    readonly environment: string;
    readonly planned: Planned;
}

describe("the policy", function () {
    this.timeout(60_000);
    let judged: readonly Judged[] = [];

    before(async () => {
        const graphs = (await plannedStacks()).map(({ graphs: { deterministic } }) =>
            ofTheKit(deterministic),
        );
        judged = graphs.map((graph) => {
            const { environment } = graph;
            return { environment, planned: new Planned(graph, levelOf(environment, POLICY), graphs) };
        });
    });

    function brokenIn(control: Control, { planned }: Judged): readonly string[] {
        return breachesOf(control, planned).map(({ urn = "", what }) => `${urn.split("::").at(-1)}: ${what}`);
    }

    for (const control of ASKED) {
        const { id, means } = control;
        it(`${id}: ${means}`, () => {
            const failures = judged.flatMap((one) => {
                const { environment } = one;
                const breaches = brokenIn(control, one);
                if (breaches.length === 0 || isWaived(id, environment)) return [];
                return `${environment}: ${id} does not hold: ${breaches.join("; ")}. Take the change back, or say why it is \
right, among the waivers of ${FILE}: { control: "${id}", environment: "${environment}", reason: "…" }`;
            });
            if (failures.length > 0) assert.fail(failures.join("\n"));
        });
    }

    it("has a reason for each waiver, and none that nothing needs", () => {
        const faults = POLICY.waivers.flatMap(({ control, environment, reason }, i) => {
            const asked = ASKED.find(({ id }) => id === control);
            const there = judged.filter((one) => one.environment === environment);
            const where = `${FILE} › waivers[${i}], ${control} of ${environment}:`;
            const known = ASKED.map(({ id }) => id);
            if (asked === undefined) return `${where} no control. ${chooseFrom(control, known)}.`;
            if (there.every((one) => brokenIn(asked, one).length === 0)) {
                return `${where} the environment keeps this control, or is not asked. Take the waiver out.`;
            }
            return reason.trim().length < 20 ? `${where} no reason. Say in a sentence why it is right.` : [];
        });
        if (faults.length > 0) assert.fail(faults.join("\n"));
    });
});

function isWaived(id: string, environment: string): boolean {
    return POLICY.waivers.some((waiver) => waiver.control === id && waiver.environment === environment);
}
