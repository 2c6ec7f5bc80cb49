/** The words of a shape as a reader meets them: an object each, with what its schema takes and what is said of it. */
import type { z } from "zod";

import { bareSchema, definitionOf, membersOf } from "../../components/shared/schema";
import type { Sources } from "./sources";
import { memberOf, wordOf, type WordComment, type Written } from "./word-comments";

/** A word of an object. */
export interface Word {
    readonly name: string;
    readonly schema: z.ZodType;
    readonly comment: WordComment | undefined;
}

/** An object, or one member of a union of objects. */
export interface Member {
    /** The word it is told by, of a union's: `kind`, `"own"`. */
    readonly tag?: { readonly key: string; readonly value: string };
    readonly comment: WordComment | undefined;
    readonly words: readonly Word[];
    /** What any further key holds. */
    readonly others?: z.ZodType;
}

/** An object or a union of objects that stands at one place or at several. */
export interface WordGroup {
    /** Where it stands, the first place first: `compute.pools.<name>`. */
    readonly paths: string[];
    /** The schemas that stand there: lists, maps and what may be left out, down to the object itself. */
    readonly schemas: readonly z.ZodType[];
    readonly makers: readonly Written[];
    readonly members: readonly Member[];
    /** Another group of which this is a part. */
    readonly as?: { readonly group: WordGroup; readonly without: readonly string[] };
}

/** A word of the whole, and every group that is met below it for the first time. */
export interface TopWord extends Word {
    readonly groups: readonly WordGroup[];
}

/** What is walked, and where it is written. */
export interface Walk {
    readonly sources: Sources;
    readonly groups: Map<z.ZodType, WordGroup>;
}

/** A schema, the expressions that make it, and its place. */
interface Place {
    readonly path: string;
    readonly schema: z.ZodType;
    readonly makers: readonly Written[];
    /** Schemas around it at the same word. */
    readonly around: readonly z.ZodType[];
    /** The innermost member of a union it stands in: where the union stands, and the word it is told by. */
    readonly told?: { readonly at: string; readonly value: string };
}

/** Every word of a shape's schema, in its order. */
export function topWords(walk: Walk, schema: z.ZodObject, makers: readonly Written[]): TopWord[] {
    return Object.entries(schema.shape).map(([name, word]): TopWord => {
        const { below, comment } = wordOf(walk.sources, makers, name);
        const known = new Set(walk.groups.values());
        visit(walk, { path: name, schema: word as z.ZodType, makers: below, around: [] });
        const groups = [...walk.groups.values()].filter((group) => !known.has(group));
        return { name, schema: word as z.ZodType, comment, groups };
    });
}

/** The group that a schema is, when it is one. */
export function groupOf(groups: ReadonlyMap<z.ZodType, WordGroup>, schema: z.ZodType): WordGroup | undefined {
    return groups.get(bareSchema(schema));
}

/** The name a schema was given, around or within what says that it is optional. */
export function calledBy(schema: z.ZodType): string | undefined {
    const { innerType } = definitionOf(schema);
    return schema.description ?? (innerType === undefined ? undefined : calledBy(innerType));
}

function visit(walk: Walk, place: Place): void {
    const bare = bareSchema(place.schema);
    const { discriminator, element, options, shape, valueType } = definitionOf(bare);
    const inner = { ...place, around: [...place.around, place.schema] };
    if (shape !== undefined || discriminator !== undefined) visitGroup(walk, { ...inner, schema: bare });
    // A schema that is called by a name of its own, such as JSON, is taken as a whole.
    else if (calledBy(place.schema) !== undefined) return;
    else if (options !== undefined) for (const schema of options) visit(walk, { ...inner, schema });
    else if (element !== undefined) visit(walk, { ...inner, path: `${place.path}[]`, schema: element });
    else if (valueType !== undefined)
        visit(walk, { ...inner, path: `${place.path}.<name>`, schema: valueType });
}

function visitGroup(walk: Walk, place: Place): void {
    const { around, makers, path, schema } = place;
    const known = walk.groups.get(schema);
    if (known !== undefined) {
        // Members of one union may share what stands at one place.
        if (!known.paths.includes(path)) known.paths.push(path);
        return;
    }
    const as = partOf(walk.groups, schema);
    const members = as === undefined ? membersOfGroup(walk, schema, makers) : [];
    const group: WordGroup = {
        paths: [headingOf(walk, place)],
        schemas: [...around, schema],
        makers,
        members: members.map(({ member }) => member),
        ...(as === undefined ? {} : { as }),
    };
    walk.groups.set(schema, group);
    for (const { below, member } of members) {
        const told = member.tag === undefined ? place.told : { at: path, value: member.tag.value };
        for (const { name, schema: word } of member.words) {
            const inside = { path: `${path}.${name}`, schema: word, makers: below(name), around: [] };
            visit(walk, told === undefined ? inside : { ...inside, told });
        }
    }
}

/** Two members of a union may have different objects under one word: the later one names its member. */
function headingOf({ groups }: Walk, { path, told }: Place): string {
    const isTaken = [...groups.values()].some(({ paths }) => paths[0] === path);
    return isTaken && told !== undefined ? `${told.at}(${told.value})${path.slice(told.at.length)}` : path;
}

interface WrittenMember {
    readonly member: Member;
    readonly below: (word: string) => readonly Written[];
}

function membersOfGroup({ sources }: Walk, schema: z.ZodType, makers: readonly Written[]): WrittenMember[] {
    const { discriminator } = definitionOf(schema);
    return membersOf(schema).map((one): WrittenMember => {
        const { catchall, shape = {} } = definitionOf(one);
        const tag = discriminator === undefined ? undefined : tagOf(discriminator, shape);
        const written = tag === undefined ? makers : memberOf(sources, makers, tag.key, tag.value);
        const commentOf = (word: string) => wordOf(sources, written, word).comment;
        const words = Object.entries(shape).filter(([name]) => name !== tag?.key);
        const member: Member = {
            ...(tag === undefined ? {} : { tag }),
            comment: tag === undefined ? undefined : commentOf(tag.key),
            words: words.map(([name, word]) => ({ name, schema: word, comment: commentOf(name) })),
            ...(catchall === undefined || definitionOf(catchall).type === "never"
                ? {}
                : { others: catchall }),
        };
        return { member, below: (word) => wordOf(sources, written, word).below };
    });
}

function tagOf(key: string, shape: Readonly<Record<string, z.ZodType>>): Member["tag"] {
    const word = shape[key];
    const [value] = word === undefined ? [] : (definitionOf(bareSchema(word)).values ?? []);
    return { key, value: String(value) };
}

/** A group that has all of these words and more. One of few words is worth a table of its own. */
function partOf(groups: ReadonlyMap<z.ZodType, WordGroup>, schema: z.ZodType): WordGroup["as"] {
    const words = Object.entries(definitionOf(schema).shape ?? {});
    if (words.length < 4) return undefined;
    for (const [other, group] of groups) {
        const whole = definitionOf(other).shape ?? {};
        if (!words.every(([name, word]) => whole[name] === word)) continue;
        const own = new Set(words.map(([name]) => name));
        return { group, without: Object.keys(whole).filter((name) => !own.has(name)) };
    }
    return undefined;
}
