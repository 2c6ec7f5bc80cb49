/** A control that held and no longer does is a risk, acknowledged as the others. */
import assert from "node:assert/strict";

import type { Policy } from "../../../components/platform/policy";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { type AskedOfChange, lostControls } from "../../../tools/policy/lost";
import { readAcknowledgements } from "../../../tools/review/acknowledgements";
import { renderJson } from "../../../tools/review/render-json";
import { renderMarkdown } from "../../../tools/review/render-markdown";
import { renderText } from "../../../tools/review/render-text";
import type { ReviewReport } from "../../../tools/review/report";
import type { BasePlans } from "../../../tools/review/base";
import { review } from "../../../tools/review/review";
import { reviewedIn } from "../../../tools/review/reviewed";
import { ANY_FACTS } from "../../../tools/facts";
import { graphOf, planned } from "../../support/graphs";

const key = (inputs: { readonly [name: string]: boolean | number }) =>
    graphOf(
        planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30, ...inputs } }),
    );
const TURNED = key({ enableKeyRotation: true });
const STILL = key({ enableKeyRotation: false });
const WAIVED = "The key is turned by hand.";
const asked: AskedOfChange = {
    controls: CATALOGUE.filter(({ id }) => id === "C43"),
    exemptions: [],
    policy: { levels: {}, waivers: [] },
};

describe("a control that is lost", () => {
    it("is a risk with the control's own severity and remedy", () => {
        assert.deepEqual(lostControls(TURNED, STILL, asked), [
            {
                kind: "control-lost",
                severity: "medium",
                urn: "urn:pulumi:dev::kit::aws:kms/key:Key::keys",
                component: "keys",
                what: "Control C43, Keys turn, held and does not any more (keys are rotated): keys › enableKeyRotation = false: is not rotated.",
                why: "One key for years makes one loss of it a loss of everything.",
                source: "FSBP KMS.4, EKS guide data/rotate-keys",
                remedy: "Take the transform of the key out; the kit's keys are rotated",
            },
        ]);
    });

    it("is none where it did not hold before, holds still, or there was no base", () => {
        assert.deepEqual(lostControls(STILL, STILL, asked), []);
        assert.deepEqual(lostControls(TURNED, TURNED, asked), []);
        assert.deepEqual(lostControls(undefined, STILL, asked), []);
    });

    it("is one for what comes new as well", () => {
        const [risk] = lostControls(graphOf(), STILL, asked);
        assert.equal(risk?.kind, "control-lost");
    });

    it("is none where somebody exempts it", () => {
        const exemption = {
            control: "C43",
            component: "keys",
            environments: ["dev"],
            reason: "The key is turned by hand.",
            owner: "x",
            expires: "2027-01-01",
        };
        assert.deepEqual(lostControls(TURNED, STILL, { ...asked, exemptions: [exemption] }), []);
    });

    it("is none where the policy waives it for this environment, and one where it waives another", () => {
        const lost = (environment: string, control: string) =>
            lostControls(TURNED, STILL, {
                ...asked,
                policy: { levels: {}, waivers: [{ environment, control, reason: WAIVED }] },
            });
        assert.deepEqual(lost("dev", "C43"), []);
        assert.equal(lost("staging", "C43").length, 1);
        assert.equal(lost("dev", "C44").length, 1);
    });

    it("is none that the level of the environment does not ask for", () => {
        const controls = CATALOGUE.filter(({ id }) => id === "C43").map((one) => ({
            ...one,
            from: "staging" as const,
        }));
        const lost = (levels: Policy["levels"]) =>
            lostControls(TURNED, STILL, { ...asked, controls, policy: { levels, waivers: [] } }).length;
        assert.deepEqual([lost({}), lost({ dev: "staging" })], [0, 1]);
    });
});

describe("a review of a change that loses a control", () => {
    const today = "2026-11-29";
    const heads = new Map([["dev", { graph: STILL, meetings: [] }]]);
    const before = (graph = TURNED): BasePlans => ({ stacks: ["dev"], plans: new Map([["dev", { graph }]]) });

    function reviewed(acknowledgements?: string, base = before(), policy = asked.policy): ReviewReport {
        return review({
            environments: reviewedIn(heads, base, { ...asked, policy, today }),
            removed: [],
            base: "main",
            acknowledgements: readAcknowledgements(acknowledgements),
            today,
            facts: ANY_FACTS,
        });
    }
    const kinds = ({ environments }: ReviewReport) =>
        environments.flatMap(({ risks }) => risks.map(({ fails, kind }) => [kind, fails]));

    it("says so in each form, with the remedy, and ends with 3", () => {
        const report = reviewed();
        assert.deepEqual([report.code, kinds(report)], [3, [["control-lost", true]]]);
        const what = "Control C43, Keys turn, held and does not any more (keys are rotated)";
        const remedy = "Take the transform of the key out; the kit's keys are rotated";
        for (const text of [renderText(report, { width: Infinity, colour: false }), renderMarkdown(report)]) {
            assert.ok(text.includes(what) && text.includes("control-lost"), text);
            assert.ok(text.includes(remedy.slice(0, 40)), text);
        }
        assert.match(renderJson(report), /"kind": "control-lost"/);
    });

    it("ends with 0 once somebody accepts it, and with 3 where the entry speaks of another", () => {
        const accepted = (component: string) => `acknowledgements:
  - { risk: control-lost, component: ${component}, environments: [dev], reason: Turned by hand each quarter., expires: 2027-01-31 }
`;
        const report = reviewed(accepted("keys"));
        assert.deepEqual([report.code, kinds(report)], [0, [["control-lost", false]]]);
        assert.equal(reviewed(accepted("network")).code, 3);
    });

    it("ends with 0 where the policy waives it", () => {
        const waivers = [{ environment: "dev", control: "C43", reason: WAIVED }];
        const report = reviewed(undefined, before(), { levels: {}, waivers });
        assert.deepEqual([report.code, kinds(report)], [0, []]);
    });

    it("says nothing of it where the base could not be planned, or had lost it before", () => {
        const unknown = { stacks: ["dev"], plans: new Map([["dev", { reasons: ["no settings"] }]]) };
        assert.deepEqual(kinds(reviewed(undefined, unknown)), []);
        assert.deepEqual(kinds(reviewed(undefined, before(STILL))), []);
    });
});
