/** The settings as JSON Schema, generated from the schema the program itself uses: the same verdict on every file. */
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import { settingsSchema } from "../../components/platform/settings/schema";
import { isObject } from "../facts/build";

/** The part of a JSON Schema this file takes apart. */
interface ObjectSchema {
    readonly properties: Readonly<Record<string, Json>>;
    readonly required: readonly string[];
}

/** The schema of the settings alone, without namespace. Draft 7: the one every YAML editor knows. */
export function bareSettingsSchema(
    knownEnvironments: readonly string[],
): ObjectSchema & Record<string, Json> {
    const schema = z.toJSONSchema(settingsSchema(knownEnvironments), { target: "draft-7" });
    return toldByTag(schema as Json) as ObjectSchema & Record<string, Json>;
}

/**
 * Unions of objects as an editor understands them: all words of the tag at once, then what goes with the word that was
 * written. Of `oneOf` it takes one member for meant, and tells of no other.
 */
function toldByTag(schema: Json): Json {
    if (Array.isArray(schema)) return schema.map(toldByTag);
    if (!isObject(schema)) return schema;
    const { anyOf, oneOf, ...rest } = schema;
    const choices = Array.isArray(anyOf) ? closedWords(anyOf) : undefined;
    if (choices !== undefined) return { ...rest, enum: choices };
    const members: readonly Json[] = Array.isArray(oneOf) ? oneOf : [];
    const tag = tagOf(members);
    if (tag === undefined) {
        return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, toldByTag(value)]));
    }
    const words = [...new Set(members.flatMap((member) => wordsOf(member, tag)))];
    return {
        ...rest,
        type: "object",
        properties: { [tag]: { type: "string", enum: words } },
        required: [tag],
        allOf: words.map((word) => ({
            if: { properties: { [tag]: { const: word } }, required: [tag] },
            then: together(members.filter((member) => wordsOf(member, tag).includes(word))),
        })),
    };
}

/** What a union of closed words takes, all told; undefined when a member takes more. */
function closedWords(members: readonly Json[]): readonly Json[] | undefined {
    const words = members.map((member): readonly Json[] | undefined => {
        if (!isObject(member)) return undefined;
        const { const: word, enum: own, type } = member;
        if (Array.isArray(own)) return own.map((one: Json) => one);
        if (word !== undefined) return [word];
        return type === "boolean" ? [true, false] : undefined;
    });
    return words.every((own) => own !== undefined) ? words.flat() : undefined;
}

/** The members of one word: a single one as it is, several as a union of their own. */
function together(members: readonly Json[]): Json {
    const [first = {}, second] = members;
    return toldByTag(second === undefined ? first : { oneOf: [...members] });
}

/** The property by whose word each member of a union is known; undefined where there is none. */
function tagOf(members: readonly Json[]): string | undefined {
    const [first = {}] = members;
    const candidates = objectsIn(first).flatMap(Object.keys);
    return candidates.find((tag) => {
        const words = members.map((member) => wordsOf(member, tag));
        return words.every((own) => own.length > 0) && new Set(words.flat()).size > 1;
    });
}

function wordsOf(member: Json, tag: string): Json[] {
    return objectsIn(member).flatMap((properties) => {
        const word = properties[tag];
        return isObject(word) && word["const"] !== undefined ? [word["const"]] : [];
    });
}

/** Properties of an object, or of each object of a union. */
function objectsIn(schema: Json): Readonly<Record<string, Json>>[] {
    if (!isObject(schema)) return [];
    const { oneOf, properties } = schema;
    if (isObject(properties)) return [properties];
    return Array.isArray(oneOf) ? oneOf.flatMap(objectsIn) : [];
}
