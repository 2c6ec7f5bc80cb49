/** The tab of controls says what the report of controls says. */
import assert from "node:assert/strict";

import type { Policy } from "../../../components/platform/policy";
import { controlsView } from "../../../tools/page/controls-view";
import { controlsTab } from "../../../tools/page/tab-controls";
import type { ControlsView } from "../../../tools/page/views";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import type { Exemption } from "../../../tools/policy/exemptions";
import { controlsOf } from "../../../tools/policy/report";
import { graphOfEnvironment } from "../../support/environments";
import { graphOf, planned } from "../../support/graphs";

const NO_POLICY: Policy = { levels: {}, waivers: [] };
const key = (inputs: { readonly [name: string]: boolean }) =>
    planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30, ...inputs } });
const STILL = key({ enableKeyRotation: false });
const CONTROLS = CATALOGUE.filter(({ id }) => ["C43", "C44", "C65", "C73"].includes(id));

function viewOf(resource = STILL, exemptions: readonly Exemption[] = [], policy = NO_POLICY): ControlsView {
    const graph = graphOf(resource);
    return controlsView(graph, { controls: CONTROLS, exemptions, policy, all: [graph] });
}

describe("the tab of controls", () => {
    it("has the verdict of each, what does not hold first, with its evidence", () => {
        const { benchmarks, controls, counts, level } = viewOf();
        assert.deepEqual(
            [level, counts],
            ["dev", { failed: 1, unknown: 0, exempt: 0, passed: 1, "not applicable": 2 }],
        );
        assert.deepEqual(
            controls.map(({ evidence, id, note, state }) => [id, state, evidence[0]?.said, note]),
            [
                [
                    "C43",
                    "failed",
                    "enableKeyRotation = false is not rotated",
                    "Take the transform of the key out; the kit's keys are rotated.",
                ],
                ["C44", "passed", "deletionWindowInDays = 30", undefined],
                [
                    "C65",
                    "not applicable",
                    undefined,
                    "asked from level production on; this environment has dev.",
                ],
                ["C73", "not applicable", undefined, "the environment has nothing it speaks of."],
            ],
        );
        assert.match(benchmarks[1]?.summary ?? "", /^1 not met, 1 met, /);
    });

    it("says who exempts what, of the file and of the policy", () => {
        const reason = "The key is turned by hand each quarter.";
        const exemption = { control: "C43", urn: STILL.urn, reason, owner: "x", expires: "2027-06-30" };
        const [first] = viewOf(STILL, [exemption]).controls;
        assert.deepEqual([first?.state, first?.note], ["exempt", `${reason} (x, until 2027-06-30)`]);
        const waivers = [{ control: "C43", environment: "dev", reason }];
        assert.equal(viewOf(STILL, [], { levels: {}, waivers }).controls[0]?.state, "exempt");
    });

    it("shows beside each what it was", () => {
        const html = controlsTab(viewOf(), viewOf(key({ enableKeyRotation: true }))).text;
        const cells = [...html.matchAll(/data-label="before">(.*?)<\/td>/gs)].map(([, cell = ""]) =>
            cell.replace(/<[^>]+>/g, "").trim(),
        );
        assert.deepEqual(cells, ["holds", "the same", "the same", "the same"]);
        assert.match(html, /<button type="button" class="link" data-urn="[^"]+kms\/key:Key::keys">keys</);
    });

    it("has every control of a whole environment with the outcome of the report", async () => {
        const graph = await graphOfEnvironment("large");
        const asked = { controls: CATALOGUE, exemptions: [], all: [graph] };
        const levels = { [graph.environment]: "production" as const };
        const { controls } = controlsView(graph, { ...asked, policy: { levels, waivers: [] } });
        const { results } = controlsOf(graph, { ...asked, level: "production" });
        assert.deepEqual(
            new Map(controls.map(({ id, state }) => [id, state])),
            new Map(
                [...results]
                    .sort((one, other) => rank(controls, one.control.id) - rank(controls, other.control.id))
                    .map(({ control, outcome }) => [control.id, outcome]),
            ),
        );
    });
});

function rank(controls: ControlsView["controls"], id: string): number {
    return controls.findIndex((one) => one.id === id);
}
