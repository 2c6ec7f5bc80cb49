/** Causes as sentences, the same for a terminal and for a comment. */
import type { Json } from "../../components/shared/json";
import { labelOf } from "../plan/report-tree";
import type { Operation } from "./change";
import { valueText } from "./change-lines";
import { isList, same } from "./compare";
import { counted, nounOf } from "./nouns";
import { PLATFORM_TYPE } from "./risks/risk";
import type { CauseReport, CauseRisk, Effect, Reason, Story } from "./report-causes";

/** How a text looks in the format at hand. */
export interface Style {
    /** What a program reads: names, paths, values. */
    readonly code: (text: string) => string;
    /** Words of ours; nothing in them comes from a graph. */
    readonly words: (text: string) => string;
}

/** Reasons, kinds of resources and names said one by one; what is beyond is counted. */
const SAID = 3;

/** Longer values are cut: the changes below have them. */
const VALUE_LENGTH = 60;

/** One line: what happens, why and where. */
export function titleOf(cause: CauseReport, style: Style): string {
    const { component, environments, kind, stories, type } = cause;
    const where = `(${environments.map((name) => style.words(name)).join(", ")})`;
    if (kind === "new") return `New: ${nounOf(type)} ${style.code(component)} ${where}`;
    const [story] = stories;
    if (story === undefined || isEmpty(story))
        return `${withoutStop(cause.risks[0]?.what ?? component, style)} ${where}`;
    if (stories.length === 1) return `${capital(sentenceOf(story, cause, style))} ${where}`;
    const name = type === PLATFORM_TYPE ? "The environment" : namesOf(cause, style);
    return `${name}: ${commonReasons(stories, style)} ${where}`;
}

function namesOf({ alike, component }: CauseReport, style: Style): string {
    const names = [component, ...alike].map(style.code);
    return names.length > SAID ? listed(names) : names.join(", ").replace(/, ([^,]*)$/, " and $1");
}

/** Risks of one cause said one by one; the artefact of the run has the others. */
const RISKS = 10;

/** The risks a reader gets, and how many are left. */
export function shownRisks({ risks }: CauseReport): {
    readonly shown: readonly CauseRisk[];
    readonly left: number;
} {
    return { shown: risks.slice(0, RISKS), left: Math.max(0, risks.length - RISKS) };
}

/** What happens to the first resource of a risk, and to how many others. */
export function whatOf({ urns, what }: CauseRisk): string {
    const others = urns.length - 1;
    return others <= 0 ? what : `${what.replace(/\.$/, "")}; and ${others} alike.`;
}

/** What all of them were asked, with its values where these are the same. */
function commonReasons(stories: readonly Story[], style: Style): string {
    const [first] = stories;
    if (first !== undefined && haveSameReasons(stories)) return reasonsText(first.reasons, style);
    const paths = [...new Set(stories.flatMap(({ reasons }) => reasons.map(({ path }) => path)))];
    return `${listed(paths.map(style.code))} ${paths.length === 1 ? "changes" : "change"}`;
}

function haveSameReasons(stories: readonly Story[]): boolean {
    const [first] = stories;
    return (
        first !== undefined &&
        first.reasons.length > 0 &&
        stories.every(({ reasons }) => same(reasons, first.reasons))
    );
}

/** What differs between environments, one line each; nothing when nothing does. */
export function storyLines(cause: CauseReport, style: Style): readonly string[] {
    if (cause.stories.length < 2) return [];
    const areSame = haveSameReasons(cause.stories);
    return cause.stories.map((story) => {
        const where = story.environments.map((name) => style.words(name)).join(", ");
        return `${where}: ${sentenceOf(areSame ? { ...story, reasons: [] } : story, cause, style)}`;
    });
}

/** What is counted only: it follows from something that is made anew. */
export function followLines({ environments, stories }: CauseReport, style: Style): readonly string[] {
    const said = new Map<string, string[]>();
    for (const { environments: where, follows } of stories) {
        const parts = OPERATIONS.filter((operation) => follows[operation] > 0).map(
            (operation) => `${follows[operation]} more ${followVerb(operation, follows[operation])}`,
        );
        const text = parts.join(", ");
        if (text !== "")
            said.set(text, [...(said.get(text) ?? []), ...where.map((name) => style.words(name))]);
    }
    return [...said].map(([text, where]) => {
        const place = where.length === environments.length ? "" : ` (${where.join(", ")})`;
        return `What follows from that: ${text}${place}.`;
    });
}

/** What a new component decided, on one line: what it has not, and what the environment says anyway, is left out. */
export function decisionsText(reasons: readonly Reason[], style: Style): string {
    return [...reasons]
        .filter(({ path, after }) => after !== undefined && !isNothing(after) && !ANYWAY.includes(path))
        .sort((a, b) => rankOfDecision(a) - rankOfDecision(b))
        .map(({ path, after }) => `${style.words(labelOf(path))} ${style.code(itemsOf(after).join("; "))}`)
        .join(", ");
}

/** Said by the environment, or by the component's name. */
const ANYWAY: readonly string[] = ["kubernetesVersion", "pool", "profile", "addon"];

/** What nodes are comes before how they are kept. */
const FIRST: readonly string[] = [
    "architecture",
    "requirements",
    "instanceTypes",
    "capacityType",
    "limits",
    "labels",
    "taints",
];

function rankOfDecision({ path }: Reason): number {
    const rank = FIRST.indexOf(path);
    return rank === -1 ? FIRST.length : rank;
}

function itemsOf(value: Json | undefined): readonly string[] {
    const items = isList(value) ? value : [value];
    return items.map((item) => withoutDomain(valueText(item)));
}

/** `karpenter.sh/capacity-type In spot` → `capacity-type spot`. */
function withoutDomain(text: string): string {
    return text
        .replace(/^[a-z0-9.-]+\.[a-z]+\/(?=[\w-]+ (In|NotIn|Exists|DoesNotExist|Gte?|Lte?)\b)/, "")
        .replace(/ In /, " ");
}

const OPERATIONS = ["replace", "delete", "update", "create"] as const;

function isEmpty({ effects, follows }: Story): boolean {
    return effects.length === 0 && OPERATIONS.every((operation) => follows[operation] === 0);
}

function sentenceOf(story: Story, cause: CauseReport, style: Style): string {
    const reasons = reasonsText(story.reasons, style);
    return `${effectsText(story.effects, cause, style)}${reasons === "" ? "" : `, because ${reasons}`}`;
}

function effectsText(effects: readonly Effect[], cause: CauseReport, style: Style): string {
    const [first, second, ...rest] = effects;
    if (first === undefined) return namesOf(cause, style);
    const both = second?.operation === first.operation && second.unproven === first.unproven;
    const said = both ? [first, second] : [first];
    const others = both ? rest : effects.slice(1);
    const subjects = said.map(({ names, noun }) =>
        names.length === 1 ? `the ${noun}` : counted(names.length, noun),
    );
    const all = said.reduce((sum, { names }) => sum + names.length, 0);
    const whose = whoseText(said, cause, style);
    const more = othersText(others, cause.alike.length > 0 ? "their" : "its");
    return `${subjects.join(" and ")}${whose} ${first.unproven === true ? unprovenVerb(all) : verb(first.operation, all)}${more}`;
}

/** Those that are made are no change of what is there. */
function othersText(effects: readonly Effect[], whose: string): string {
    const total = (wanted: readonly Effect[]): number =>
        wanted.reduce((sum, { names }) => sum + names.length, 0);
    const made = total(effects.filter(({ operation }) => operation === "create"));
    const changed = total(effects) - made;
    const parts = [
        ...(changed === 0
            ? []
            : [`${changed} more of ${whose} resources ${changed === 1 ? "changes" : "change"}`]),
        ...(made === 0 ? [] : [`${made} ${made === 1 ? "is" : "are"} created`]),
    ];
    return parts.map((part) => ` and ${part}`).join("");
}

/** A resource that stands by itself is of no component, and the cluster of the component `cluster` is the cluster. */
function whoseText(effects: readonly Effect[], cause: CauseReport, style: Style): string {
    const { component, isComponent, type } = cause;
    if (type === PLATFORM_TYPE) return " of the environment";
    const names = effects.flatMap((effect) => effect.names);
    if (names.length === 1 && effects[0]?.noun === component) return "";
    if (isComponent) return ` of ${namesOf(cause, style)}`;
    return names.length === 1 ? ` ${style.code(component)}` : "";
}

function verb(operation: Operation, n: number): string {
    const is = n === 1 ? "is" : "are";
    switch (operation) {
        case "replace":
            return `${is} replaced`;
        case "delete":
            return `${is} deleted`;
        case "create":
            return `${is} created`;
        case "update":
            return n === 1 ? "changes in place" : "change in place";
        case "none":
            return n === 1 ? "stays" : "stay";
    }
}

/** That what follows changes in place is not said: nobody looked at each of them. */
function followVerb(operation: Operation, n: number): string {
    if (operation === "update") return n === 1 ? "changes" : "change";
    return verb(operation, n);
}

function unprovenVerb(n: number): string {
    return n === 1 ? "changes, and may be replaced" : "change, and may be replaced";
}

/** `instanceTypes changes m7g.large → m8g.large`. */
function reasonsText(reasons: readonly Reason[], style: Style): string {
    const byPath = new Map<string, { readonly before: string[]; readonly after: string[] }>();
    for (const { path, before, after } of reasons) {
        const sides = byPath.get(path) ?? { before: [], after: [] };
        if (before !== undefined) sides.before.push(short(before));
        if (after !== undefined) sides.after.push(short(after));
        byPath.set(path, sides);
    }
    const all = [...byPath].map(([path, { before, after }]) => {
        const [was, is] = [before, after].map((values) => values.map(style.code).join(", "));
        if (before.length === 0) return `${style.code(path)} gets ${is ?? ""}`;
        if (after.length === 0) return `${style.code(path)} loses ${was ?? ""}`;
        return `${style.code(path)} changes ${was ?? ""} → ${is ?? ""}`;
    });
    return listed(all);
}

function listed(all: readonly string[]): string {
    if (all.length <= SAID) return all.join(", ");
    return `${all.slice(0, SAID).join(", ")} and ${all.length - SAID} more`;
}

function short(value: Reason["before"]): string {
    const text = valueText(value);
    return text.length > VALUE_LENGTH ? `${text.slice(0, VALUE_LENGTH)}…` : text;
}

function isNothing(value: Json): boolean {
    return isList(value) ? value.length === 0 : value === "none" || value === "" || value === false;
}

function withoutStop(text: string, style: Style): string {
    return style.words(text.replace(/\.$/, ""));
}

function capital(text: string): string {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}
