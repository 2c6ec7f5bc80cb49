/**
 * The JSON Schema of a settings file, for editors: what the program itself checks, and what helps who writes one, the
 * meaning of every key and words for what is wrong. `npm run reference` writes it; a test fails while it is out of date.
 */
import type { Json } from "../../components/shared/json";
import { wordsFor } from "../../components/platform/settings/problems";
import { describeSetting } from "../../components/platform/settings/describe-setting";
import { SETTINGS_REFERENCE } from "../../components/platform/settings/reference";
import { isSettingKey, SETTINGS_NAMESPACE } from "../../components/platform/settings/schema";
import { KUBERNETES_MINORS } from "../../components/versions";
import { isObject } from "../facts/build";
import { ROOT } from "../plan/root";
import { bareSettingsSchema } from "../plan/settings-schema";
import { Sources } from "./sources";
import { memberOf, wordOf, type WordComment, type Written } from "./word-comments";

/** Where the schema is committed, from the root of the repository. */
export const SCHEMA_FILE = "pulumi-settings.schema.json";

/** Where the settings are written. */
const SETTINGS_SOURCE = "components/platform/settings/schema.ts";

/**
 * The schema of a whole `Pulumi.<stack>.yaml`. Stricter than the engine in one thing: a text that YAML would
 * read as a number (an account, a Kubernetes minor) must be in quotes.
 */
export function stackFileSchema(knownEnvironments: readonly string[]): Json {
    const { properties, required } = bareSettingsSchema(knownEnvironments);
    const text: Json = { type: "string" };
    return {
        $schema: "http://json-schema.org/draft-07/schema#",
        title: "Settings of one environment: Pulumi.<stack>.yaml",
        type: "object",
        additionalProperties: false,
        required: ["config"],
        properties: {
            config: {
                description: "The settings, each under its namespace.",
                type: "object",
                properties: {
                    "pulumi:disable-default-providers": {
                        description: "Providers that may not be used unnamed: all of them.",
                        type: "array",
                        items: text,
                    },
                    ...prefixed(properties),
                },
                required: required.map((key) => `${SETTINGS_NAMESPACE}:${key}`),
                // Pulumi's own keys and those of a fork pass; providers are set up by the program.
                patternProperties: { [`^(?!(${SETTINGS_NAMESPACE}|aws|kubernetes):)[^:]+:[^:]+$`]: {} },
                additionalProperties: false,
            },
            encryptedkey: { ...text, description: "Written by Pulumi." },
            encryptionsalt: { ...text, description: "Written by Pulumi." },
            environment: { description: "Pulumi ESC environments. Not resolvable offline." },
            secretsprovider: { ...text, description: "Written by Pulumi." },
        },
    };
}

function prefixed(properties: Readonly<Record<string, Json>>): Record<string, Json> {
    const sources = new Sources(ROOT);
    const whole = sources.declared(SETTINGS_SOURCE, "settingsSchema");
    const makers = whole === undefined ? [] : [whole];
    const entries = Object.entries(properties).map(([key, schema]): [string, Json] => {
        const below = wordOf(sources, makers, key).below;
        const told = described(narrowed(key, schema), { sources, makers: below, path: [key] });
        const description = isSettingKey(key) ? { description: describeSetting(key) } : {};
        return [`${SETTINGS_NAMESPACE}:${key}`, isObject(told) ? { ...description, ...told } : told];
    });
    return Object.fromEntries(entries);
}

/** What the planners refuse later and an editor can tell at once. Never more than they refuse. */
function narrowed(key: string, schema: Json): Json {
    if (!isObject(schema)) return schema;
    if (key === "kubernetesVersion") return { type: "string", enum: [...KUBERNETES_MINORS] };
    const lengths = isSettingKey(key) ? SETTINGS_REFERENCE[key].prefixLengths : undefined;
    if (lengths !== undefined) {
        const pattern = `^${ADDRESS}/${prefixes(lengths)}$`;
        const [largest, smallest] = [`/${lengths.largest}`, `/${lengths.smallest}`];
        return { ...schema, pattern, patternErrorMessage: `not an IPv4 CIDR of ${largest} to ${smallest}.` };
    }
    if (key !== "apiAccess") return schema;
    // Networks of IPv6 are left to the program.
    const pattern = `^(${ADDRESS}/${prefixes({ largest: 0, smallest: 32 })}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*/\\d{1,3})$`;
    return withItemsOf(schema, "cidrs", pattern);
}

/** Four decimal bytes, none with a zero before it. */
const BYTE = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ADDRESS = `${BYTE}(\\.${BYTE}){3}`;

function prefixes({ largest, smallest }: { readonly largest: number; readonly smallest: number }): string {
    return `(${Array.from({ length: smallest - largest + 1 }, (_, index) => largest + index).join("|")})`;
}

/** The schema with this pattern for the items of a list, wherever the list stands in it. */
function withItemsOf(schema: Json, list: string, pattern: string): Json {
    if (Array.isArray(schema)) return schema.map((one: Json) => withItemsOf(one, list, pattern));
    if (!isObject(schema)) return schema;
    const entries = Object.entries(schema).map(([key, value]): [string, Json] =>
        key === list && isObject(value) && isObject(value["items"])
            ? [key, { ...value, items: { ...value["items"], pattern } }]
            : [key, withItemsOf(value, list, pattern)],
    );
    return Object.fromEntries(entries);
}

/** Where a part of the schema is written, and where it stands in a file. */
interface Place {
    readonly sources: Sources;
    readonly makers: readonly Written[];
    readonly path: readonly string[];
}

/** The schema with what is said of each key, and with words for a text of the wrong form. */
function described(schema: Json, place: Place): Json {
    if (!isObject(schema)) return schema;
    const { additionalProperties: values, allOf, anyOf, items, pattern, properties } = schema;
    const tag = Array.isArray(allOf) ? tagOf(allOf) : undefined;
    return {
        ...(pattern === undefined ? {} : { patternErrorMessage: sentence(place.path) }),
        ...schema,
        ...(isObject(properties) ? { properties: describedKeys(properties, place, allOf) } : {}),
        ...(isObject(values)
            ? { additionalProperties: described(values, { ...place, path: [...place.path, "0"] }) }
            : {}),
        ...(items === undefined ? {} : { items: described(items, { ...place, path: [...place.path, "0"] }) }),
        ...(Array.isArray(anyOf) ? { anyOf: anyOf.map((one: Json) => described(one, place)) } : {}),
        ...(Array.isArray(allOf) && tag !== undefined
            ? { allOf: allOf.map((one: Json) => describedMember(one, tag, place)) }
            : {}),
    };
}

function describedKeys(
    properties: Readonly<Record<string, Json>>,
    place: Place,
    allOf: Json | undefined,
): Json {
    const entries = Object.entries(properties).map(([key, schema]): [string, Json] => {
        const { below, comment } = wordOf(place.sources, place.makers, key);
        const told = described(schema, { ...place, makers: below, path: [...place.path, key] });
        const members =
            Array.isArray(allOf) && tagOf(allOf) === key ? wordsTold(allOf, key, place) : undefined;
        const description = members ?? textOf(comment);
        return [key, isObject(told) ? { description, ...told } : told];
    });
    return Object.fromEntries(entries);
}

/** Of a union's tag, what each of its words means. */
function wordsTold(members: readonly Json[], tag: string, { makers, sources }: Place): string {
    return members
        .map((member) => {
            const word = wordOfMember(member, tag);
            const { comment } = wordOf(sources, memberOf(sources, makers, tag, word), tag);
            return `${word}: ${textOf(comment)}`;
        })
        .join(" ");
}

function describedMember(member: Json, tag: string, place: Place): Json {
    if (!isObject(member)) return member;
    const word = wordOfMember(member, tag);
    const makers = memberOf(place.sources, place.makers, tag, word);
    return { ...member, then: described(member["then"] ?? {}, { ...place, makers }) };
}

/** The key that `if` asks for. */
function tagOf(members: readonly Json[]): string | undefined {
    return Object.keys(conditionsOf(members[0]))[0];
}

function wordOfMember(member: Json, tag: string): string {
    const condition = conditionsOf(member)[tag];
    const word = isObject(condition) ? condition["const"] : undefined;
    return typeof word === "string" ? word : "";
}

function conditionsOf(member: Json | undefined): Readonly<Record<string, Json>> {
    const condition = isObject(member) ? member["if"] : undefined;
    const properties = isObject(condition) ? condition["properties"] : undefined;
    return isObject(properties) ? properties : {};
}

function textOf(comment: WordComment | undefined): string {
    const { default: fallback, text = "" } = comment ?? {};
    const said = fallback === undefined ? text : `${text} Default: ${fallback}.`;
    return said.replaceAll("`", "");
}

function sentence(path: readonly string[]): string {
    const { remedy, what } = wordsFor(path);
    return `${what}. ${remedy}.`;
}
