/** Controls as OSCAL assessment results 1.2.1: observations for what was looked at, a finding for each control asked. */
import { createHash } from "node:crypto";

import { version } from "../../package.json";
import { canonicalJson } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import { evidenceText } from "./evidence-text";
import type { ControlResult, ControlsReport, Outcome } from "./report";
import { countsOf, headlineOf, MOST_SHOWN } from "./words";

/** The day stands for the time: results are of a plan, and the same bytes for the same plan and day. */
export function oscalOf(reports: readonly ControlsReport[], today: string): string {
    const time = `${today}T00:00:00Z`;
    const document = {
        "assessment-results": {
            uuid: uuidOf("document", today, ...reports.map(({ stack }) => stack)),
            metadata: {
                title: "Controls of planned environments",
                "last-modified": time,
                version,
                "oscal-version": "1.2.1",
            },
            "import-ap": {
                href: "#plan",
                remarks: "No assessment plan: npm run plan -- controls looks at planned graphs.",
            },
            results: reports.map((report) => resultOf(report, time)),
        },
    };
    return `${canonicalJson(plainJson(document), 2)}\n`;
}

function resultOf(report: ControlsReport, time: string) {
    const { project, results, stack } = report;
    const asked = results.filter(({ outcome }) => outcome !== "not applicable");
    const of = `${project}/${stack}`;
    const counts = countsOf(report);
    return {
        uuid: uuidOf("result", of, time),
        title: `${project}, ${stack}`,
        description: headlineOf(report),
        start: time,
        props: Object.entries(counts).map(([name, number]) => ({
            name: name.replace(" ", "-"),
            value: String(number),
        })),
        "reviewed-controls": {
            "control-selections": [
                { "include-controls": results.map(({ control }) => ({ "control-id": control.id })) },
            ],
        },
        ...(asked.length === 0
            ? {}
            : {
                  observations: asked.map((result) => observationOf(result, of, time)),
                  findings: asked.map((result) => findingOf(result, of)),
              }),
    };
}

function observationOf({ control, evidence }: ControlResult, of: string, time: string) {
    return {
        uuid: uuidOf("observation", of, control.id),
        title: control.title,
        description: evidence.slice(0, MOST_SHOWN).map(evidenceText).join("\n"),
        methods: ["TEST"],
        collected: time,
        "relevant-evidence": evidence.slice(0, MOST_SHOWN).map((found) => ({
            href: `#${encodeURIComponent(found.urn)}`,
            description: `${found.verdict}: ${evidenceText(found)}`,
        })),
    };
}

function findingOf({ control, evidence, outcome }: ControlResult, of: string) {
    const accepted = evidence.find(({ exemption }) => exemption !== undefined)?.exemption;
    return {
        uuid: uuidOf("finding", of, control.id),
        title: `${control.id} ${control.title}`,
        description: `${control.means}. ${control.why}`,
        target: {
            type: "objective-id",
            "target-id": control.id,
            status: {
                state: outcome === "passed" ? "satisfied" : "not-satisfied",
                reason: REASONS[outcome],
            },
        },
        "related-observations": [{ "observation-uuid": uuidOf("observation", of, control.id) }],
        ...(accepted === undefined
            ? {}
            : { remarks: `Exempt until ${accepted.expires}: ${accepted.reason} (${accepted.owner})` }),
    };
}

const REASONS: Readonly<Record<Outcome, string>> = {
    passed: "pass",
    failed: "fail",
    exempt: "other",
    unknown: "other",
    "not applicable": "other",
};

/** A UUID of version 5's form, of what it names. Source: RFC 9562, 5.5. */
function uuidOf(...names: readonly string[]): string {
    const hash = createHash("sha1")
        .update(`eks-platform-kit controls\n${names.join("\n")}`, "utf8")
        .digest();
    hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
    hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
    const hex = hash.subarray(0, 16).toString("hex");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
