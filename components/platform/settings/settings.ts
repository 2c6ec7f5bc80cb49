/** Settings: what `Pulumi.<stack>.yaml` says, checked. The only reader of the configuration in the program. */
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";

import type { Json } from "../../shared/json";
import type { Problem } from "../../shared/problems";
import { isSecretKey } from "../../shared/secret-keys";
import { DEFAULT_REGISTRY } from "../../versions";
import { findPlaceholders } from "./placeholders";
import { ownKeys, type RawConfig, secretNamesOf } from "./keys";
import { checkNaming } from "./naming";
import { problemsOf, unknownEnvironment } from "./problems";
import { isSettingKey, type SettingsInput, SETTINGS, SETTINGS_NAMESPACE, settingsSchema } from "./schema";
import type { Settings, SettingsReading } from "./types";

export type { Settings, SettingsReading } from "./types";

/** Names that mean something else to `npm run plan -- <name>`. */
export const RESERVED_ENVIRONMENT_NAMES = [
    "accept",
    "diff",
    "help",
    "list",
    "materials",
    "parity",
    "update",
    "urns",
    "verify",
] as const;

/** The settings of the stack that is running. */
export function readSettings(knownEnvironments: readonly string[]): SettingsReading {
    const config = pulumi.runtime.allConfig();
    return parseSettings(
        {
            config,
            secretKeys: Object.keys(config).filter(isSecretKey),
            project: pulumi.getProject(),
            stack: pulumi.getStack(),
        },
        knownEnvironments,
    );
}

/** As {@link readSettings}, on a configuration given as data. Pure. */
export function parseSettings(raw: RawConfig, knownEnvironments: readonly string[]): SettingsReading {
    const own = ownKeys(raw);
    const values = decodeSettings(own.values);
    const parsed = settingsSchema(knownEnvironments).safeParse(values);
    const issues = parsed.error?.issues ?? [];
    const faulty = new Set(
        issues.filter((issue) => !isOneOfMany(issue)).flatMap((issue) => issue.path.slice(0, 1).map(String)),
    );
    const passed = Object.entries(values).filter(([key]) => isSettingKey(key) && !faulty.has(key));
    // Each of these keys passed its own schema: the one place where checked JSON becomes typed settings.
    const input = Object.fromEntries(passed) as Partial<SettingsInput>;
    const given = new Set([...own.values.keys(), ...own.refused]);
    const valid = withDefaults(input, given, raw, knownEnvironments);
    const problems = [
        ...own.problems,
        // A refused key was given: that it does not reach the schema is not a second fault.
        ...issues
            .filter((issue) => issue.path.length === 0 || !own.refused.has(String(issue.path[0])))
            .flatMap((issue) => problemsOf(issue, values, knownEnvironments)),
        ...nameProblems(valid, given, raw, knownEnvironments),
        ...checkNaming(raw, askedPrefix(valid, given)),
    ];
    return {
        file: `Pulumi.${raw.stack}.yaml`,
        valid,
        ...(problems.length === 0 && isComplete(valid) ? { settings: valid } : {}),
        problems,
        secrets: secretNamesOf(raw),
        placeholders: findPlaceholders(valid),
    };
}

/**
 * Whether the finding is about the form of one text in a list. The others can still be checked: each principal and
 * each network stands for itself.
 */
function isOneOfMany(issue: z.core.$ZodIssue): boolean {
    return issue.code === "invalid_format" && typeof issue.path.at(-1) === "number";
}

/** Text as it is, JSON text as what it stands for; broken JSON stays text, which the schema then refuses. */
export function decodeSettings(values: ReadonlyMap<string, string>): Record<string, Json> {
    const decoded = [...values].map(([key, text]): [string, Json] => [
        key,
        isSettingKey(key) && SETTINGS[key].form === "json" ? parseJson(text) : text,
    ]);
    return Object.fromEntries(decoded);
}

function parseJson(text: string): Json {
    try {
        return JSON.parse(text) as Json;
    } catch {
        return text;
    }
}

function withDefaults(
    input: Partial<SettingsInput>,
    given: ReadonlySet<string>,
    raw: RawConfig,
    knownEnvironments: readonly string[],
): Partial<Settings> {
    const { inCluster, protection, ...rest } = input;
    const registry = (key: "chartRegistry" | "imageRegistry") =>
        given.has(key) ? {} : { [key]: input.organisation?.registry ?? DEFAULT_REGISTRY };
    const stackIsEnvironment = !given.has("environment") && knownEnvironments.includes(raw.stack);
    return {
        ...(stackIsEnvironment ? { environment: raw.stack } : {}),
        ...(given.has("clusterName") ? {} : { clusterName: `${raw.project}-${raw.stack}` }),
        ...rest,
        ...registry("chartRegistry"),
        ...registry("imageRegistry"),
        ...(given.has("inCluster") ? {} : { inCluster: true }),
        ...(given.has("protection") ? {} : { protection: true }),
        ...(inCluster === undefined ? {} : { inCluster: isTrue(inCluster) }),
        ...(protection === undefined ? {} : { protection: isTrue(protection) }),
    };
}

function isTrue(value: boolean | "true" | "false"): boolean {
    return value === true || value === "true";
}

function askedPrefix({ organisation }: Partial<Settings>, given: ReadonlySet<string>): string | undefined {
    if (organisation === undefined && given.has("organisation")) return undefined;
    return organisation?.namePrefix ?? "";
}

/** Rules on the names of the environment and of the stack. */
function nameProblems(
    valid: Partial<Settings>,
    given: ReadonlySet<string>,
    raw: RawConfig,
    knownEnvironments: readonly string[],
): Problem[] {
    const problems: Problem[] = [];
    const { environment } = valid;
    if (isReserved(raw.stack)) {
        problems.push(reservedProblem("stack", raw.stack, "Give the stack another name"));
    } else if (environment === undefined && !given.has("environment")) {
        problems.push(unknownEnvironment(raw.stack, knownEnvironments, ", the stack's name"));
    }
    if (environment !== undefined && environment !== raw.stack && isReserved(environment)) {
        const path = `${SETTINGS_NAMESPACE}:environment`;
        problems.push(reservedProblem(path, environment, "Give the environment another name"));
    }
    return problems;
}

function reservedProblem(path: string, name: string, remedy: string): Problem {
    return { path, what: `"${name}" is also a subcommand of npm run plan`, remedy };
}

function isReserved(name: string): boolean {
    return RESERVED_ENVIRONMENT_NAMES.some((reserved) => reserved === name);
}

/** Settings that have no default: whoever leaves one out says nothing of it. */
export const OPTIONAL_SETTINGS = [
    "assumeRoleArn",
    "connectedNetworks",
    "dns",
    "egressInterfaces",
    "edgeZones",
    "existingCluster",
    "existingVpc",
    "flowLogsBucket",
    "hostedZones",
    "lattice",
    "organisation",
    "transitGatewayId",
    "serviceCidr",
    "podCidr",
] as const satisfies readonly (keyof Settings)[];

function isComplete(valid: Partial<Settings>): valid is Settings {
    const given = new Set(Object.keys(valid));
    const optional: readonly string[] = OPTIONAL_SETTINGS;
    return Object.keys(SETTINGS).every((key) => given.has(key) || optional.includes(key));
}
