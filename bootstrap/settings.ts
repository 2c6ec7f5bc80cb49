/** Settings of bootstrap: what `Pulumi.<stack>.yaml` beside this file says, checked. The only reader of its configuration. */
import * as pulumi from "@pulumi/pulumi";

import type { Json } from "../components/shared/json";
import type { Organisation } from "../components/shared/organisation";
import { describePlaceholder, isPlaceholder } from "../components/shared/placeholders";
import type { Problem } from "../components/shared/problems";
import { isSecretKey } from "../components/shared/secret-keys";
import type { LinkedService } from "./service-linked-roles";
import { foreignKey, problemsOf, secretSetting, settingPath } from "./settings-problems";
import {
    isSettingKey,
    SETTING_KEYS,
    type SettingKey,
    SETTINGS,
    SETTINGS_NAMESPACE,
    type SettingsInput,
    settingsSchema,
} from "./settings-schema";

/** Every setting, defaults filled in. docs/bootstrap.md describes them key by key. */
export interface Settings {
    readonly account: string;
    readonly region: string;
    readonly regions: readonly string[];
    readonly name: string;
    readonly repository: string;
    readonly previewFrom: readonly string[];
    readonly deployFrom: readonly string[];
    readonly githubOidcProviderArn?: string;
    readonly serviceLinkedRoles: readonly LinkedService[];
    readonly tags: Readonly<Record<string, string>>;
    readonly organisation?: Organisation;
}

/** The configuration as the engine hands it to a program: text for everything, JSON text for lists and maps. */
export interface RawConfig {
    readonly config: Readonly<Record<string, string>>;
    readonly secretKeys: readonly string[];
    readonly project: string;
    readonly stack: string;
}

/** What came of reading the settings. */
export interface SettingsReading {
    readonly project: string;
    /** Where the settings stand: `Pulumi.<stack>.yaml`. */
    readonly file: string;
    /** The settings that passed the schema. Whole when there is no problem. */
    readonly valid: Partial<Settings>;
    readonly problems: readonly Problem[];
    /** One problem for each setting that still holds a documentation value; not among the others. */
    readonly placeholders: readonly Problem[];
}

/** Begins every name unless the settings say otherwise. */
const DEFAULT_NAME = "platform";

/** The settings of the stack that is running. */
export function readSettings(): SettingsReading {
    const config = pulumi.runtime.allConfig();
    return parseSettings({
        config,
        secretKeys: Object.keys(config).filter(isSecretKey),
        project: pulumi.getProject(),
        stack: pulumi.getStack(),
    });
}

/** As {@link readSettings}, on a configuration given as data. Pure. */
export function parseSettings(raw: RawConfig): SettingsReading {
    const keys = Object.keys(raw.config).sort();
    const own = keys.filter((key) => key.startsWith(`${SETTINGS_NAMESPACE}:`));
    const secret = own.filter((key) => raw.secretKeys.includes(key));
    const values = decode(
        own.filter((key) => !secret.includes(key)).map((key) => [nameOf(key), raw.config[key] ?? ""]),
    );
    const issues = settingsSchema.safeParse(values).error?.issues ?? [];
    // A key that is encrypted was given: that it does not reach the schema is not a second fault.
    const found = issues.filter(({ path }) => !secret.map(nameOf).includes(String(path[0])));
    const faulty = new Set(issues.map(({ path }) => String(path[0])));
    const passed = Object.entries(values).filter(([key]) => isSettingKey(key) && !faulty.has(key));
    // Each of these keys passed its own schema: the one place where checked JSON becomes typed settings.
    const input = Object.fromEntries(passed) as Partial<SettingsInput>;
    const valid = withDefaults(input, new Set(keys));
    return {
        project: raw.project,
        file: `Pulumi.${raw.stack}.yaml`,
        valid,
        problems: [
            ...keys.flatMap((key) => foreignKey(key, raw.project) ?? []),
            ...secret.map(secretSetting),
            ...found.flatMap((issue) => problemsOf(issue, values)),
        ],
        placeholders: Object.entries(valid).flatMap(([key, value]) => search([key], value)),
    };
}

/** Whether every setting is there, so that the account can be planned. */
export function isComplete(valid: Partial<Settings>): valid is Settings {
    return SETTING_KEYS.every((key) => Object.hasOwn(valid, key) || NO_DEFAULT.includes(key));
}

/** Left out, these stay left out. */
const NO_DEFAULT: readonly string[] = ["githubOidcProviderArn", "organisation"] satisfies SettingKey[];

function withDefaults(input: Partial<SettingsInput>, given: ReadonlySet<string>): Partial<Settings> {
    const missing = (key: keyof Settings): boolean => !given.has(settingPath([key]));
    return {
        ...(missing("name") ? { name: DEFAULT_NAME } : {}),
        ...(missing("regions") && input.region !== undefined ? { regions: [input.region] } : {}),
        ...(missing("serviceLinkedRoles") ? { serviceLinkedRoles: [] } : {}),
        ...input,
    };
}

/** Text as it is, JSON text as what it stands for; broken JSON stays text, which the schema then refuses. */
function decode(values: readonly (readonly [key: string, text: string])[]): Record<string, Json> {
    return Object.fromEntries(
        values.map(([key, text]): [string, Json] => [
            key,
            isSettingKey(key) && SETTINGS[key].form === "json" ? parseJson(text) : text,
        ]),
    );
}

function parseJson(text: string): Json {
    try {
        return JSON.parse(text) as Json;
    } catch {
        return text;
    }
}

function search(path: readonly PropertyKey[], value: Json): Problem[] {
    if (typeof value === "string") {
        if (!isPlaceholder(value)) return [];
        return [
            {
                path: settingPath(path),
                what: describePlaceholder(value),
                got: value,
                remedy: "Write your own value",
            },
        ];
    }
    if (value === null || typeof value !== "object") return [];
    return Object.entries(value).flatMap(([key, item]) =>
        search([...path, Array.isArray(value) ? Number(key) : key], item),
    );
}

function nameOf(key: string): string {
    return key.slice(key.indexOf(":") + 1);
}
