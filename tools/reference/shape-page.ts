import type { z } from "zod";

/** docs/shape.md: every word an environment may say, from the schemas that check it and the comments beside them. */
import { cell, tableLines } from "../reports/markdown-table";
import { shapeSchemaOf } from "../../components/platform/shape";
import { bareSchema, definitionOf } from "../../components/shared/schema";
import { ALL_PARTS } from "../../stacks/shape";
import { ROOT } from "../plan/root";
import { type Preset, PRESETS_FILE, presetsOf } from "./presets";
import { type Member, type TopWord, topWords, type Word, type WordGroup } from "./shape-words";
import { Sources } from "./sources";
import { link, valueText } from "./value-text";
import { wordOf } from "./word-comments";

/** Where the page is committed, from the root of the repository. */
export const SHAPE_FILE = "docs/shape.md";

const HEAD = `<!-- Written by npm run reference from the schemas of the parts and their doc comments. Do not edit. -->

# Shape

What an environment may say in \`stacks/<environment>.ts\`: which parts it has, how many, how they behave. Unknown words,
wrong choices and wrong kinds are refused by place before anything is made. Numbers and account facts are not here: they
stand in \`Pulumi.<stack>.yaml\`, see [configuration.md](configuration.md). Editors show the same text on each word.

\`<name>\` is a name of your choice, \`[]\` stands for each of a list, \`compute(auto-mode)\` for \`compute\` of that kind. A word whose default is "none" is left out unless it
is wanted. Parts of \`stacks/own/parts.ts\` are listed with the kit's own.
`;

/** Everything the page is made of. */
export interface ShapeReference {
    readonly words: readonly TopWord[];
    readonly groups: ReadonlyMap<z.ZodType, WordGroup>;
    readonly presets: readonly Preset[];
}

/** The words of a shape of every part of the kit and of the fork. */
export function shapeReference(): ShapeReference {
    const sources = new Sources(ROOT);
    const parts = sources.declared("stacks/shape.ts", "ALL_PARTS");
    const whole = sources.declared("components/platform/shape.ts", "whole");
    const makers = [
        ...(parts === undefined ? [] : wordOf(sources, [parts], "words").below),
        ...(whole === undefined ? [] : [whole]),
    ];
    const groups = new Map<z.ZodType, WordGroup>();
    const words = topWords({ sources, groups }, shapeSchemaOf(ALL_PARTS), makers);
    return { words, groups, presets: presetsOf(sources) };
}

/** The page, before prettier. */
export function renderShape(reference: ShapeReference = shapeReference()): string {
    const { groups, words } = reference;
    const overview = tableLines(
        ["word", "default", "what it does"],
        words.map((word) => [link(word.name), fallbackOf(word), textOf(word)].map(cell)),
    ).join("\n");
    return [HEAD, overview, ...words.flatMap((word) => part(word, reference))].join("\n\n") + endOf(groups);
}

/** Headings lead to places of the page: two of one anchor would lead to the wrong one. */
function endOf(groups: ReadonlyMap<z.ZodType, WordGroup>): string {
    const anchors = [...groups.values()].map(({ paths }) => link(paths[0] ?? ""));
    if (new Set(anchors).size < groups.size) throw new Error("two objects of a shape have one heading");
    return "\n";
}

function part(word: TopWord, reference: ShapeReference): string[] {
    const { comment, groups, name, schema } = word;
    const own = groups.find(({ paths }) => paths[0] === name);
    const example = comment?.example;
    return [
        `## ${name}`,
        textOf(word),
        ...(own === undefined ? [`Value: ${valueText(schema, reference.groups)}.`] : []),
        ...(example === undefined ? [] : [`\`\`\`ts\n${example}\n\`\`\``]),
        ...groups.flatMap((group) => [
            ...(group === own ? [] : [`### ${code(group.paths[0] ?? "")}`]),
            ...body(group, reference),
        ]),
    ];
}

function body(group: WordGroup, { groups, presets }: ShapeReference): string[] {
    const [, ...others] = group.paths;
    const fitting = presets.filter(({ fits }) => fits(group));
    return [
        ...(others.length === 0 ? [] : [`Also at ${inWords(others.map(code), "and")}.`]),
        ...fitting.map(
            ({ text, written }) =>
                `Preset of [${PRESETS_FILE}](../${PRESETS_FILE}): ${code(written)}. ${text}`,
        ),
        ...(group.as === undefined ? [] : [partOfAnother(group.as)]),
        ...union(group.members),
        ...group.members.flatMap((member) => memberText(member, groups)),
    ].map((text) => text.trimEnd());
}

function partOfAnother({ group, without }: NonNullable<WordGroup["as"]>): string {
    const left = without.length === 0 ? "" : `, without ${inWords(without.map(code), "and")}`;
    return `As ${link(group.paths[0] ?? "")}${left}.`;
}

function union(members: readonly Member[]): string[] {
    const tags = members.flatMap(({ tag }) => (tag === undefined ? [] : [tag]));
    const [first, second] = tags;
    if (first === undefined || second === undefined) return [];
    return [
        `Told by ${code(first.key)}: ${inWords(
            tags.map(({ value }) => code(value)),
            "or",
        )}.`,
    ];
}

function memberText(
    { comment, others, tag, words }: Member,
    groups: ReadonlyMap<z.ZodType, WordGroup>,
): string[] {
    const title =
        tag === undefined ? [] : [`**${code(`${tag.key}: "${tag.value}"`)}**: ${comment?.text ?? ""}`];
    const rows = words.map((word) => [
        code(word.name),
        valueText(word.schema, groups),
        fallbackOf(word),
        textOf(word),
    ]);
    const further = others === undefined ? [] : [["any other", valueText(others, groups), "none", ""]];
    if (rows.length + further.length === 0) return title;
    const head = ["word", "value", "default", "what it does"];
    return [
        ...title,
        tableLines(
            head,
            [...rows, ...further].map((row) => row.map(cell)),
        ).join("\n"),
    ];
}

/** What is said of a word; of one that is not the shape's to say, why. */
function textOf({ comment, schema }: Word): string {
    return comment?.text ?? bareSchema(schema).description ?? "";
}

function fallbackOf({ comment, schema }: Word): string {
    if (definitionOf(bareSchema(schema)).type === "never") return "";
    if (definitionOf(schema).type !== "optional") return "required";
    return comment?.default ?? "none";
}

function code(text: string): string {
    return `\`${text}\``;
}

function inWords(texts: readonly string[], word: "and" | "or"): string {
    const last = texts.at(-1) ?? "";
    return texts.length < 2 ? last : `${texts.slice(0, -1).join(", ")} ${word} ${last}`;
}
