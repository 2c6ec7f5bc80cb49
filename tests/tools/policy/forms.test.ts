/** A report of controls in each of its forms, and the line that decides what fails. */
import assert from "node:assert/strict";

import type { Log } from "sarif";

import { FORK } from "../../../tools/plan/root";
import { CATALOGUE } from "../../../tools/policy/catalogue";
import type { Control } from "../../../tools/policy/control";
import { dataOf } from "../../../tools/policy/data";
import type { Exemption } from "../../../tools/policy/exemptions";
import { locatorIn } from "../../../tools/policy/locate";
import { mapOf } from "../../../tools/policy/map";
import { oscalOf } from "../../../tools/policy/oscal";
import { placeOf } from "../../../tools/policy/places";
import { renderControlsMarkdown } from "../../../tools/policy/render-markdown";
import { renderControls } from "../../../tools/policy/render-text";
import { controlsOf, type ControlsReport } from "../../../tools/policy/report";
import { sarifOf } from "../../../tools/policy/sarif";
import { CONTROLS_JSON } from "../../../tools/policy/schema";
import { declaredOf, graphOfEnvironment } from "../../support/environments";
import { graphOf, planned } from "../../support/graphs";
import { OSCAL, SARIF } from "./documents";

const KEY = planned({ type: "aws:kms/key:Key", name: "keys", inputs: { deletionWindowInDays: 30 } });
const EXEMPT: Exemption = {
    control: "C43",
    urn: KEY.urn,
    reason: "The key is turned by hand each quarter.",
    owner: "platform-team",
    expires: "2027-06-30",
};

function reportOf(...exemptions: readonly Exemption[]): ControlsReport {
    const controls = CATALOGUE.filter(({ id }) => ["C43", "C44", "C65"].includes(id));
    return controlsOf(graphOf(KEY), { controls, exemptions, level: "dev" });
}

const WIDE = { width: Infinity, colour: false };
const AT = { file: "stacks/dev.ts", line: 7 };

describe("a report of controls", () => {
    it("as text has what fails, why, and what to change", () => {
        assert.equal(
            renderControls(reportOf(), WIDE, false),
            `dev, level dev: of 3 controls, 1 failed, 1 hold, 1 not applicable

✗ C43 Keys turn (medium): keys are rotated
  - keys › enableKeyRotation: is not rotated
    One key for years makes one loss of it a loss of everything.
    Take the transform of the key out; the kit's keys are rotated.
`,
        );
    });

    it("as text has who exempted what until when", () => {
        const text = renderControls(reportOf(EXEMPT), WIDE, false);
        assert.match(text, /^dev, level dev: of 3 controls, 1 exempt, 1 hold, 1 not applicable\n\nExempt\n/);
        assert.match(
            text,
            /│ C43 +│ keys +│ The key is turned by hand each quarter\. │ platform-team │ 2027-06-30 │/,
        );
    });

    it("fits eighty columns", () => {
        const lines = renderControls(reportOf(EXEMPT), { width: 80, colour: false }, true).split("\n");
        assert.deepEqual(
            lines.filter((line) => line.length > 80),
            [],
        );
    });

    it("as markdown has every row of every benchmark", () => {
        const text = renderControlsMarkdown(reportOf());
        assert.match(text, /#### C43 Keys turn \(medium\)/);
        for (const { id } of mapOf(reportOf())) assert.ok(text.includes(id), id);
    });

    it("as JSON keeps to its schema", async () => {
        const graph = await graphOfEnvironment("large");
        const whole = controlsOf(graph, { controls: CATALOGUE, exemptions: [EXEMPT], level: "production" });
        const plain: unknown = JSON.parse(JSON.stringify(dataOf([whole, reportOf(EXEMPT)], [])));
        assert.deepEqual(CONTROLS_JSON.parse(plain), plain);
    });

    it("as SARIF has a result for each breach, and suppresses what is exempt", () => {
        const log = JSON.parse(sarifOf([reportOf(), reportOf(EXEMPT)], () => AT)) as Log;
        const [first, second] = log.runs[0]?.results ?? [];
        assert.deepEqual(first, {
            ruleId: "C43",
            level: "warning",
            message: {
                text: "dev: keys › enableKeyRotation: is not rotated. Take the transform of the key out; the kit's keys are rotated.",
            },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: "stacks/dev.ts" },
                        region: { startLine: 7 },
                    },
                    logicalLocations: [{ fullyQualifiedName: KEY.urn, kind: "resource" }],
                },
            ],
            partialFingerprints: {
                "control/v1": `C43 ${KEY.urn} enableKeyRotation is not rotated`,
            },
        });
        assert.deepEqual(second?.suppressions, [
            {
                kind: "external",
                status: "accepted",
                justification: "The key is turned by hand each quarter. (platform-team, until 2027-06-30)",
            },
        ]);
        assert.equal(log.runs[0]?.results?.length, 2);
        assert.equal(log.version, "2.1.0");
    });

    it("as OSCAL has an observation and a finding for each control that is asked", () => {
        const text = oscalOf([reportOf()], "2027-01-01");
        assert.equal(text, oscalOf([reportOf()], "2027-01-01"));
        const document = JSON.parse(text) as {
            readonly "assessment-results": {
                readonly results: readonly {
                    readonly findings: readonly { readonly target: unknown }[];
                    readonly observations: readonly unknown[];
                }[];
            };
        };
        const [result] = document["assessment-results"].results;
        assert.deepEqual(
            result?.findings.map(({ target }) => target),
            [
                {
                    type: "objective-id",
                    "target-id": "C43",
                    status: { state: "not-satisfied", reason: "fail" },
                },
                { type: "objective-id", "target-id": "C44", status: { state: "satisfied", reason: "pass" } },
            ],
        );
        assert.equal(result.observations.length, 2);
    });
});

describe("documents for other programs", function () {
    this.timeout(60_000);
    /** Every outcome there is, with breaches by the hundred: a whole environment of which every resource breaks something. */
    async function allOutcomes(): Promise<readonly ControlsReport[]> {
        const graph = await graphOfEnvironment("large");
        const own: Control = {
            ...(CATALOGUE[0] ?? assert.fail()),
            id: "ACME-1",
            from: "dev",
            judge: ({ resources }) => [
                ...resources.map(({ urn }) => ({
                    verdict: "broken" as const,
                    urn,
                    value: "×".repeat(200),
                    what: "is\nbroken",
                })),
                { verdict: "unknown", what: "not known" },
            ],
        };
        const asked = { controls: [...CATALOGUE, own], level: "production" as const };
        return [controlsOf(graph, { ...asked, exemptions: [] }), reportOf(), reportOf(EXEMPT)];
    }

    it("keep to SARIF 2.1.0, and name lines of files that are there", async () => {
        const plain: unknown = JSON.parse(sarifOf(await allOutcomes(), () => AT));
        const { runs } = SARIF.parse(plain);
        const results = runs[0]?.results ?? [];
        const rules = new Set(runs[0]?.tool.driver.rules.map(({ id }) => id));
        assert.deepEqual(
            results.filter(({ ruleId }) => !rules.has(ruleId)),
            [],
        );
        const prints = results.map(({ partialFingerprints }) => partialFingerprints["control/v1"]);
        assert.ok(results.length > 100 && results.some(({ suppressions }) => suppressions !== undefined));
        // What is exempt in one report and fails in the other is the same finding.
        assert.equal(new Set(prints).size, prints.length - 1);
    });

    it("keep to OSCAL 1.2.1, and each finding to an observation of its result", async () => {
        const { results } = OSCAL.parse(JSON.parse(oscalOf(await allOutcomes(), "2027-01-01")))[
            "assessment-results"
        ];
        for (const { findings = [], observations = [] } of results) {
            const known = new Set(observations.map(({ uuid }) => uuid));
            assert.deepEqual(
                findings.filter(
                    (one) => !one["related-observations"].every((of) => known.has(of["observation-uuid"])),
                ),
                [],
            );
        }
        assert.equal(new Set(results.map(({ uuid }) => uuid)).size, 2);
    });
});

describe("the place that decides", () => {
    const declared = declaredOf("large");

    it("is the nearest at which the environment says anything", () => {
        assert.deepEqual(placeOf(declared, { decidedBy: ["transforms", "keys.secrets"] }, "keys"), [
            "shape",
            "keys",
            "secrets",
        ]);
        assert.deepEqual(placeOf(declared, { decidedBy: ["backup", "platform:zones"] }, "network"), [
            "settings",
            "zones",
        ]);
        assert.equal(placeOf(declared, { decidedBy: ["backup"] }, "backup"), undefined);
    });

    it("is named after the component", () => {
        const decidedBy = ["compute.pools.<name>.limits"];
        const place = placeOf(declared, { decidedBy }, "pool-graviton");
        assert.deepEqual(place, ["shape", "compute", "pools", "graviton", "limits"]);
        assert.equal(placeOf(declared, { decidedBy }, "pool-other"), undefined);
    });

    it("has a line in a settings file or in stacks/", () => {
        const locate = locatorIn(FORK);
        assert.equal(locate("dev", "dev", ["settings", "vpcCidr"]).file, "Pulumi.dev.yaml");
        assert.ok(locate("dev", "dev", ["settings", "vpcCidr"]).line > 1);
        assert.equal(
            locate("production", "production", ["shape", "network", "flowLogs"]).file,
            "stacks/production.ts",
        );
        const whole = locate("production", "production", ["shape", "nothing"]);
        assert.equal(whole.file, "stacks/production.ts");
        assert.notEqual(locate("production", "production", ["shape", "keys", "logs"]).line, whole.line);
    });
});
