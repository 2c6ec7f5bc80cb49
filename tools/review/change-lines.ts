/** The changes of an environment as lines with a mark, which a terminal colours and a comment shows as a diff. */
import { canonicalJson, type Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import { count } from "../plan/report-text";
import { STACK_TYPE } from "../plan/urn";
import { isSecret } from "./compare";
import type { EnvironmentReview, Group, PropertyLine, ReportedChange, RippleLine } from "./report";

/** `#` begins a component, `!` is changed or replaced. */
export type Mark = "+" | "-" | "!" | "#" | " ";

export interface MarkedLine {
    readonly mark: Mark;
    readonly indent: number;
    readonly text: string;
}

/** Longer values are cut; `--format json` has them whole. */
const VALUE_LENGTH = 160;

export function changeLines({ groups, outputs, unknownTypes }: EnvironmentReview): readonly MarkedLine[] {
    return [
        ...groups.flatMap(groupLines),
        ...tagLines(groups),
        ...(outputs.length === 0
            ? []
            : [
                  line("#", 0, "what the stack exports"),
                  ...outputs.flatMap((output) => propertyLines(output, 1)),
              ]),
        ...unknownTypes.map((type) =>
            line(" ", 0, `${clean(type)} has no facts: whether its changes replace it is not known offline`),
        ),
    ];
}

/** A tag of the provider reaches nearly everything: counted, so that it hides nothing else. */
function tagLines(groups: readonly Group[]): readonly MarkedLine[] {
    const counted = groups
        .map((group) => [group, group.changes.filter(isCounted).length] as const)
        .filter(([, tagged]) => tagged > 0);
    if (counted.length === 0) return [];
    const all = counted.reduce((sum, [, tagged]) => sum + tagged, 0);
    const where = counted.map(([group, tagged]) => `${titleOf(group)} ${tagged}`);
    return [
        line("#", 0, `tags of ${count(all, "resource")}`),
        line("!", 1, `update in place, by the provider's default tags: ${where.join(", ")}`),
    ];
}

function titleOf({ component, type }: Group): string {
    return type === STACK_TYPE ? "outside any component" : clean(component.at(-1) ?? "");
}

function isCounted({ onlyDefaultTags }: ReportedChange): boolean {
    return onlyDefaultTags;
}

function groupLines(group: Group): readonly MarkedLine[] {
    const changes = group.changes.filter((change) => !isCounted(change));
    if (changes.length === 0 && group.changes.length > 0 && isQuiet(group)) return [];
    const path = group.component.map(clean).join(" › ");
    const title = group.type === STACK_TYPE ? "outside any component" : `${path}  ${clean(group.type)}`;
    const whole: Partial<Record<Group["operation"], string>> = { create: "  new", delete: "  gone" };
    return [
        line("#", 0, `${title}${whole[group.operation] ?? ""}`),
        ...(whole[group.operation] === undefined
            ? group.decisions.flatMap((decision) => propertyLines(decision, 1))
            : []),
        ...changes.flatMap(resourceLines),
    ];
}

/** Whether the component itself decided nothing else. */
function isQuiet({ operation, decisions }: Group): boolean {
    return operation === "none" && decisions.length === 0;
}

const MARKS = { create: "+", update: "!", replace: "!", delete: "-", none: " " } as const;
const VERBS = {
    create: "create",
    update: "update",
    replace: "replace",
    delete: "delete",
    none: "keep",
} as const;

function resourceLines(change: ReportedChange): readonly MarkedLine[] {
    const order = change.order === "delete-first" ? ", the old one goes first" : "";
    const why =
        change.forcedBy.length === 0 ? "" : `  because of ${change.forcedBy.map(clean).join(", ")}${order}`;
    return [
        line(
            MARKS[change.operation],
            1,
            `${VERBS[change.operation]} ${clean(change.name)}  ${clean(change.type)}${why}`,
        ),
        ...change.properties.flatMap((property) => propertyLines(property, 2)),
        ...change.ripples.map((ripple) => line("!", 2, rippleText(ripple))),
        ...change.notes.map((note) => line(" ", 2, clean(note))),
    ];
}

function propertyLines({ path, before, after, forces }: PropertyLine, indent: number): readonly MarkedLine[] {
    const name = clean(path);
    const forced = forces ? "  (forces replacement)" : "";
    if (before === undefined) return [line("+", indent, `${name}: ${valueText(after)}${forced}`)];
    if (after === undefined) return [line("-", indent, `${name}: ${valueText(before)}${forced}`)];
    const oneLine = `${name}: ${valueText(before)} → ${valueText(after)}${forced}`;
    if (oneLine.length <= VALUE_LENGTH / 2) return [line("!", indent, oneLine)];
    return [
        line("-", indent, `${name}: ${valueText(before)}`),
        line("+", indent, `${name}: ${valueText(after)}${forced}`),
    ];
}

function rippleText({ input, from, roots }: RippleLine): string {
    const listed = (names: readonly string[]): string =>
        names.length <= 3
            ? names.map(clean).join(", ")
            : `${names.slice(0, 2).map(clean).join(", ")} and ${names.length - 2} more`;
    const because = roots.length === 0 ? "" : `, which follows from ${listed(roots)}`;
    return `${clean(input)}: another value, made from ${listed(from)}${because}`;
}

/** A value on one line: texts as they are, the rest as JSON, secrets never. */
export function valueText(value: Json | undefined): string {
    if (value === undefined) return "none";
    if (isSecret(value)) return "(secret)";
    if (isObject(value) && value["$unknown"] === true) return "(unknown)";
    if (isObject(value) && value["$hidden"] === true) return "(hidden: a secret on the other side)";
    const text = clean(typeof value === "string" ? value : canonicalJson(value));
    if (text === "") return '""';
    return text.length <= VALUE_LENGTH
        ? text
        : `${text.slice(0, VALUE_LENGTH)}… (${count(text.length - VALUE_LENGTH, "more character")})`;
}

/** Text without what moves a cursor, ends a line, hides, or turns the direction of writing. */
export function clean(text: string): string {
    return text.replace(
        /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu,
        (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
    );
}

function line(mark: Mark, indent: number, text: string): MarkedLine {
    return { mark, indent, text };
}
