/** Derived facts, and how good they are, for a reader. */
import { contextOf } from "../plan/answers";
import { fittedTable } from "../plan/fitted-table";
import { count } from "../plan/report-text";
import type { Evidence, ResourceFacts } from "../facts/facts";
import type { Measured } from "./measure";

export interface Page {
    readonly width: number;
    readonly bold: (text: string) => string;
}

/** What a plan answers for a resource `example` of the type when nothing optional is given. */
export function renderType(facts: ResourceFacts): string {
    const ctx = contextOf(facts, {
        urn: `urn:pulumi:dev::kit::${facts.type}::example`,
        name: "example",
        inputs: {},
        secretOutputs: [],
        providerInputs: {},
        find: () => undefined,
    });
    const outputs = Object.entries(facts.outputs(ctx)).map(
        ([name, value]) =>
            `  ${name}: ${value === null ? "nothing unless it is given" : JSON.stringify(value)}`,
    );
    const rules = facts.forcesReplacement.map((rule) => `  ${rule.paths.join(", ")}: ${textOf(rule)}`);
    const from = facts.derived === undefined ? "written" : `derived from ${facts.derived.source}`;
    const sections = [
        [`${facts.type}, ${from}`],
        [`id: ${facts.id(ctx)}`],
        ["outputs", ...outputs],
        ["replaced for a change of", ...rules],
    ];
    return `${sections.map((lines) => lines.join("\n")).join("\n")}\n`;
}

function textOf(evidence: Evidence): string {
    return "source" in evidence ? evidence.source : `not verified: ${evidence.unverified}`;
}

/** A row a type; the last line counts them all. */
export function renderMeasured(measured: readonly Measured[], page: Page): string {
    const head = [
        "type",
        "outputs equal",
        "missing",
        "extra",
        "other kind",
        "name",
        "replaces: equal",
        "wrong",
        "not known",
        "in place: not known",
    ];
    const rows = measured.map(({ type, outputs, replacements, sameName }) => [
        type,
        String(outputs.same),
        outputs.missing.join(" "),
        outputs.extra.join(" "),
        outputs.otherKind.join(" "),
        sameName ? "" : "differs",
        replacements.equal.join(" "),
        replacements.wrong.join(" "),
        replacements.unknownReplaces.join(" "),
        String(replacements.unknownInPlace.length),
    ]);
    const table = fittedTable(head, rows, { ...page, narrowest: 8, widest: 40 });
    return `${table}\n${sentenceOf(totalOf(measured))}\n`;
}

/** Sums over all types. */
export type Total = ReturnType<typeof totalOf>;

export function totalOf(measured: readonly Measured[]) {
    const sum = (of: (one: Measured) => number): number => measured.reduce((all, one) => all + of(one), 0);
    return {
        types: measured.length,
        outputsEqual: sum(({ outputs }) => outputs.same),
        outputsMissing: sum(({ outputs }) => outputs.missing.length),
        outputsExtra: sum(({ outputs }) => outputs.extra.length),
        outputsOfOtherKind: sum(({ outputs }) => outputs.otherKind.length),
        otherNames: sum(({ sameName }) => (sameName ? 0 : 1)),
        replacesEqual: sum(({ replacements }) => replacements.equal.length),
        replacesWrong: sum(({ replacements }) => replacements.wrong.length),
        replacesUnknown: sum(({ replacements }) => replacements.unknownReplaces.length),
        inPlaceUnknown: sum(({ replacements }) => replacements.unknownInPlace.length),
        inPlaceElsewhere: sum(({ replacements }) => replacements.inPlaceElsewhere.length),
    };
}

function sentenceOf(total: Total): string {
    return [
        `${count(total.types, "type")}. Outputs: ${total.outputsEqual} equal, ${total.outputsMissing} missing, ${total.outputsExtra} extra, ${total.outputsOfOtherKind} of another kind; ${count(total.otherNames, "name rule")} differ.`,
        `Inputs that replace: ${total.replacesEqual} equal, ${total.replacesUnknown} not known, ${total.replacesWrong} expected wrongly. Inputs changed in place, all called "not known": ${total.inPlaceUnknown}.`,
        `CloudFormation would have changed ${total.inPlaceElsewhere} in place that the provider replaces.`,
    ].join("\n");
}
