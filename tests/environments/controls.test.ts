/** What this repository's policy asks of its environments: stacks/own/policy.ts. */
import assert from "node:assert/strict";

import { chooseFrom } from "../../components/shared/hints";
import { POLICY } from "../../stacks/own/policy";
import { askedOf } from "../../tools/policy/asked";
import { CATALOGUE } from "../../tools/policy/catalogue";
import type { Control } from "../../tools/policy/control";
import { evidenceText } from "../../tools/policy/evidence-text";
import { EXEMPTIONS_FILE } from "../../tools/policy/exemptions";
import { levelOf } from "../../tools/policy/level";
import { mapOf } from "../../tools/policy/map";
import { controlsOf, type ControlsReport } from "../../tools/policy/report";
import { withWaivers } from "../../tools/policy/waivers";
import { plannedStacks } from "../order/environments";
import { ofTheKit } from "./of-the-kit";

const ASKED = CATALOGUE.filter(({ of }) => of !== "kit");
const FILE = "stacks/own/policy.ts";

/** An expired one counts here: how late it is, npm run plan -- controls says, and no test asks the clock. */
const EVER = "0000-00-00";

describe("the policy", function () {
    this.timeout(60_000);
    let reports: readonly ControlsReport[] = [];

    before(async () => {
        const asked = askedOf(EVER);
        if ("problems" in asked) assert.fail(asked.problems.join("\n"));
        const all = (await plannedStacks()).map(({ graphs: { deterministic } }) => ofTheKit(deterministic));
        reports = all.map((graph) =>
            controlsOf(graph, {
                controls: ASKED,
                exemptions: asked.exemptions,
                level: levelOf(graph.environment, POLICY),
                all,
            }),
        );
    });

    function brokenIn({ id }: Control, { results }: ControlsReport): readonly string[] {
        return results
            .filter(({ control }) => control.id === id)
            .flatMap(({ evidence }) => evidence)
            .filter(({ exemption, verdict }) => verdict === "broken" && exemption === undefined)
            .map(evidenceText);
    }

    for (const control of ASKED) {
        const { id, means } = control;
        it(`${id}: ${means}`, () => {
            const failures = reports.flatMap((report) => {
                const { environment } = report;
                const breaches = brokenIn(control, report);
                if (breaches.length === 0 || isWaived(id, environment)) return [];
                return `${environment}: ${id} does not hold: ${breaches.join("; ")}. Take the change back, or say why it is \
right, in ${EXEMPTIONS_FILE} or among the waivers of ${FILE}: { control: "${id}", environment: "${environment}", reason: "…" }`;
            });
            if (failures.length > 0) assert.fail(failures.join("\n"));
        });
    }

    it("leaves no row of a benchmark open: each is met, let off by name, or unknowable before deployment", () => {
        const open = reports.flatMap((report) =>
            mapOf(withWaivers(report, POLICY))
                .filter(({ state }) => state === "not met" || state === "unknown")
                .map(
                    ({ benchmark, evidence, id }) => `${report.stack} ${benchmark} ${id}: ${evidence.join()}`,
                ),
        );
        assert.deepEqual(open, []);
    });

    it("has a reason for each waiver, and none that nothing needs", () => {
        const faults = POLICY.waivers.flatMap(({ control, environment, reason }, i) => {
            const asked = ASKED.find(({ id }) => id === control);
            const there = reports.filter((one) => one.environment === environment);
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
