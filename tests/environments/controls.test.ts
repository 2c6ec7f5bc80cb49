/** What this repository's policy asks of its environments: stacks/own/policy.ts. */
import assert from "node:assert/strict";

import { POLICY } from "../../stacks/own/policy";
import type { PlannedGraph } from "../../tools/plan/graph";
import { CARRIED } from "../checks/controls";
import { type CarriedControl, isAtLeast } from "../checks/controls/control";
import { plannedStacks } from "../order/environments";
import { ofTheKit } from "./of-the-kit";

const ASKED = CARRIED.filter(({ of }) => of !== "kit");
const FILE = "stacks/own/policy.ts";

/** A planned environment, judged by the level its policy gives it. */
interface Judged {
    readonly environment: string;
    readonly graph: PlannedGraph;
}

describe("the policy", function () {
    this.timeout(60_000);
    let judged: readonly Judged[] = [];

    before(async () => {
        judged = (await plannedStacks()).map(({ graphs: { deterministic } }) => {
            const graph = ofTheKit(deterministic);
            const { environment } = graph;
            return {
                environment,
                graph: { ...graph, environment: POLICY.levels[environment] ?? environment },
            };
        });
    });

    function breachesOf(control: CarriedControl, { graph }: Judged): readonly string[] {
        if (!isAtLeast(graph, control.from ?? "dev")) return [];
        return control.breaches(
            graph,
            judged.map((one) => one.graph),
        );
    }

    for (const control of ASKED) {
        const { id, means } = control;
        it(`${id}: ${means}`, () => {
            const failures = judged.flatMap((one) => {
                const { environment } = one;
                const breaches = breachesOf(control, one);
                if (breaches.length === 0 || isWaived(id, environment)) return [];
                return `${environment}: ${id} does not hold: ${breaches.join("; ")}. Take the change back, or say why it is \
right, among the waivers of ${FILE}: { control: "${id}", environment: "${environment}", reason: "…" }`;
            });
            if (failures.length > 0) assert.fail(failures.join("\n"));
        });
    }

    it("speaks of environments and controls that there are", () => {
        const environments = judged.map(({ environment }) => environment);
        const controls = ASKED.map(({ id }) => id);
        const named = [
            ...Object.keys(POLICY.levels),
            ...POLICY.waivers.map(({ environment }) => environment),
        ];
        const gone = [...new Set(named)].filter((name) => !environments.includes(name));
        const unknown = POLICY.waivers.map(({ control }) => control).filter((id) => !controls.includes(id));
        assert.deepEqual({ gone, unknown }, { gone: [], unknown: [] }, `take them out of ${FILE}`);
    });

    it("has a reason for each waiver, and none that nothing needs", () => {
        const idle = POLICY.waivers.filter(({ control, environment, reason }) => {
            const asked = ASKED.find(({ id }) => id === control);
            const there = judged.filter((one) => one.environment === environment);
            const broken = asked !== undefined && there.some((one) => breachesOf(asked, one).length > 0);
            return !broken || reason.trim().length < 20;
        });
        assert.deepEqual(idle, [], `not broken, or without a reason of a sentence: ${FILE}`);
    });
});

function isWaived(id: string, environment: string): boolean {
    return POLICY.waivers.some((waiver) => waiver.control === id && waiver.environment === environment);
}
