/** What a file of exemptions may say, and what becomes of one of no use. */
import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import { type Exemption, readExemptions } from "../../../tools/policy/exemptions";
import { controlsOf, type ControlsReport } from "../../../tools/policy/report";
import { liveOf, staleIn } from "../../../tools/policy/stale";
import { withWaivers } from "../../../tools/policy/waivers";
import { graphOf, planned } from "../../support/graphs";

const ENTRY = `
  - control: C43
    component: keys
    environments: [dev]
    reason: The key is turned by hand each quarter.
    owner: platform-team
    expires: 2027-06-30
`;

function problemsOf(text: string): readonly string[] {
    return readExemptions(text).problems.map((problem) =>
        describeProblem(problem, "control-exemptions.yaml"),
    );
}

describe("exemptions", () => {
    it("are read whole", () => {
        assert.deepEqual(readExemptions(`exemptions:${ENTRY}`), {
            entries: [
                {
                    control: "C43",
                    component: "keys",
                    environments: ["dev"],
                    reason: "The key is turned by hand each quarter.",
                    owner: "platform-team",
                    expires: "2027-06-30",
                },
            ],
            problems: [],
        });
    });

    it("are none without a file, and in an empty one", () => {
        assert.deepEqual(readExemptions(undefined), { entries: [], problems: [] });
        assert.deepEqual(readExemptions(""), { entries: [], problems: [] });
    });

    it("are refused with every fault at once", () => {
        const text =
            "exemptions:\n  - { control: C43, component: keys, reason: short, expires: 2027-02-30, ower: x }";
        assert.deepEqual(problemsOf(text), [
            "control-exemptions.yaml › exemptions[0].environments: missing. List those it counts in, such as [staging, production].",
            'control-exemptions.yaml › exemptions[0].reason: too short to be a reason (got "short"). Say in a sentence why it is right.',
            "control-exemptions.yaml › exemptions[0].owner: missing. Name the team or person who answers for it.",
            'control-exemptions.yaml › exemptions[0].expires: not a day of the calendar (got "2027-02-30"). Write the last day it counts as YYYY-MM-DD.',
            'control-exemptions.yaml › exemptions[0].ower: unknown key. Did you mean "owner"? Known: component, control, environments, exemptions, expires, owner, reason, urn.',
        ]);
    });

    it("are refused twice for the same", () => {
        assert.deepEqual(problemsOf(`exemptions:${ENTRY}${ENTRY}`), [
            "control-exemptions.yaml › exemptions[1]: the same control and component as exemptions[0]. Remove one of the two.",
        ]);
    });

    it("name a resource, or a component with its environments, and not both", () => {
        const text = `exemptions:${ENTRY.replace("component: keys", "component: keys\n    urn: urn:pulumi:dev::kit::a:b:C::x")}`;
        assert.deepEqual(problemsOf(text), [
            "control-exemptions.yaml › exemptions[0].component: beside a urn, which is one resource of one environment. Remove it, or the urn.",
            "control-exemptions.yaml › exemptions[0].environments: beside a urn, which is one resource of one environment. Remove it, or the urn.",
        ]);
    });

    it("say where a file is no YAML", () => {
        assert.match(problemsOf("exemptions: [").join(), /^control-exemptions\.yaml › line 1: no YAML: /);
    });
});

describe("an exemption", () => {
    const KEY = planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30 } });
    const GRAPH: PlannedGraph = graphOf(KEY);
    const EXEMPT: Exemption = {
        control: "C43",
        urn: KEY.urn,
        reason: "The key is turned by hand each quarter.",
        owner: "platform-team",
        expires: "2027-06-30",
    };
    const asked = { controls: CATALOGUE.filter(({ id }) => id === "C43"), level: "dev" as const };
    const reportWith = (...exemptions: readonly Exemption[]): ControlsReport =>
        controlsOf(GRAPH, { ...asked, exemptions });
    const around = { stacks: ["dev"], controls: ["C43"], today: "2027-01-01" };

    function staleOf(entry: Exemption, report: ControlsReport): readonly string[] {
        return staleIn([entry], [report], around).map((problem) => describeProblem(problem));
    }

    it("makes a failure exempt, and is used", () => {
        assert.equal(reportWith().results[0]?.outcome, "failed");
        const report = reportWith(EXEMPT);
        assert.equal(report.results[0]?.outcome, "exempt");
        assert.deepEqual(report.results[0].evidence[0]?.exemption, EXEMPT);
        assert.deepEqual(staleOf(EXEMPT, report), []);
    });

    it("counts on its last day, and is told the day after", () => {
        assert.deepEqual(liveOf([EXEMPT], "2027-06-30"), [EXEMPT]);
        assert.deepEqual(liveOf([EXEMPT], "2027-07-01"), []);
        const late = { ...around, today: "2027-07-01" };
        assert.deepEqual(
            staleIn([EXEMPT], [reportWith()], late).map(({ what }) => what),
            ["expired on 2027-06-30"],
        );
    });

    it("is of no use where the control holds", () => {
        const [found] = staleOf({ ...EXEMPT, urn: `${KEY.urn}-other` }, reportWith());
        assert.match(
            found ?? "",
            /^exemptions\[0\]: unused: dev holds this control there \(got "C43 of urn:/,
        );
    });

    it("is of no use for a control or an environment that is not", () => {
        assert.deepEqual(staleOf({ ...EXEMPT, control: "C430" }, reportWith()), [
            'exemptions[0].control: no control (got "C430"). Did you mean "C43"? Known: C43.',
        ]);
        const elsewhere: Exemption = {
            control: "C43",
            component: "keys",
            environments: ["dvv"],
            reason: EXEMPT.reason,
            owner: "x",
            expires: "2027-06-30",
        };
        assert.deepEqual(staleOf(elsewhere, reportWith()), [
            'exemptions[0].environments[0]: no environment (got "dvv"). Take it out, if it is gone. Did you mean "dev"? Known: dev.',
        ]);
    });

    it("may be a waiver of the policy, for an environment as a whole", () => {
        const waivers = [{ control: "C43", environment: "dev", reason: "The key is turned by hand." }];
        const [result] = withWaivers(reportWith(), { waivers }).results;
        assert.equal(result?.outcome, "exempt");
        assert.equal(result.evidence[0]?.exemption?.owner, "stacks/own/policy.ts");
    });
});
