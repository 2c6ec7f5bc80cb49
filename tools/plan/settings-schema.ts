/**
 * The JSON Schema of a settings file, for editors: generated from the schema the program itself uses.
 * `npm run reference` writes it; a test fails while it is out of date.
 */
import { z } from "zod";

import type { Json } from "../../components/shared/json";
import { describeSetting } from "../../components/platform/settings/reference";
import { isSettingKey, SETTINGS_NAMESPACE, settingsSchema } from "../../components/platform/settings/schema";
import { isObject } from "../facts/build";

/** Where the schema is committed, from the root of the repository. */
export const SCHEMA_FILE = "pulumi-settings.schema.json";

/** The part of a JSON Schema this file takes apart. */
interface ObjectSchema {
    readonly properties: Readonly<Record<string, Json>>;
    readonly required: readonly string[];
}

/** The schema of the settings alone, without namespace. Draft 7: the one every YAML editor knows. */
export function bareSettingsSchema(
    knownEnvironments: readonly string[],
): ObjectSchema & Record<string, Json> {
    const schema: unknown = z.toJSONSchema(settingsSchema(knownEnvironments), { target: "draft-7" });
    return schema as ObjectSchema & Record<string, Json>;
}

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
    const entries = Object.entries(properties).map(([key, schema]): [string, Json] => [
        `${SETTINGS_NAMESPACE}:${key}`,
        isSettingKey(key) && isObject(schema) ? { description: describeSetting(key), ...schema } : schema,
    ]);
    return Object.fromEntries(entries);
}
