/** Which configuration keys the program takes: one namespace for settings, none for providers, no secrets. */
import type { Problem } from "../../shared/problems";
import { didYouMean } from "../../shared/hints";
import { SETTING_KEYS, SETTINGS_NAMESPACE } from "./schema";
import type { SecretNames } from "./types";

/** The configuration as the engine hands it to a program: text for everything, JSON text for lists and maps. */
export interface RawConfig {
    readonly config: Readonly<Record<string, string>>;
    /** Keys whose value was encrypted. */
    readonly secretKeys: readonly string[];
    readonly project: string;
    readonly stack: string;
}

/** Namespaces that would set up a provider behind the program's back. */
const PROVIDER_NAMESPACES = ["aws", "kubernetes"];

export interface OwnKeys {
    /** Settings by name, without the namespace. */
    readonly values: ReadonlyMap<string, string>;
    /** Settings that were given but are not looked at further. */
    readonly refused: ReadonlySet<string>;
    readonly problems: readonly Problem[];
}

/** The settings among all keys, and a problem for each key that has no business in a settings file. */
export function ownKeys(raw: RawConfig): OwnKeys {
    const values = new Map<string, string>();
    const refused = new Set<string>();
    const problems: Problem[] = [];
    for (const key of Object.keys(raw.config).sort()) {
        const colon = key.indexOf(":");
        const namespace = key.slice(0, Math.max(colon, 0));
        const name = key.slice(colon + 1);
        if (namespace === SETTINGS_NAMESPACE) {
            if (raw.secretKeys.includes(key)) {
                refused.add(name);
                problems.push(secretProblem(key));
            } else {
                values.set(name, raw.config[key] ?? "");
            }
        } else if (PROVIDER_NAMESPACES.includes(namespace)) {
            problems.push(providerProblem(key, namespace, name));
        } else if (namespace === raw.project) {
            problems.push(...projectProblems(key, name));
        }
    }
    return { values, refused, problems };
}

function secretProblem(key: string): Problem {
    return {
        path: key,
        what: "settings hold no secrets, and the plan without credentials could not read one",
        remedy: `Write it in plain: pulumi config set --plaintext ${key} <value>`,
    };
}

function providerProblem(key: string, namespace: string, name: string): Problem {
    const setting = SETTING_KEYS.find((known) => known === name);
    return {
        path: key,
        what:
            namespace === "aws"
                ? "credentials are the caller's, and the program sets up the AWS provider itself"
                : "the program sets up the Kubernetes provider itself, from the cluster it makes",
        remedy: setting === undefined ? "Remove it" : `Write ${SETTINGS_NAMESPACE}:${setting}`,
    };
}

/** Keys of the project's own, sorted, by whether they are encrypted. */
export function secretNamesOf({ config, project, secretKeys }: RawConfig): SecretNames {
    const own = Object.keys(config)
        .filter((key) => key.startsWith(`${project}:`))
        .sort();
    const named = (keys: readonly string[]) => keys.map((key) => key.slice(project.length + 1));
    return {
        project,
        encrypted: named(own.filter((key) => secretKeys.includes(key))),
        plain: named(own.filter((key) => !secretKeys.includes(key))),
    };
}

/** A fork may keep keys of its own under the project's name, as long as they do not look like a setting. */
function projectProblems(key: string, name: string): Problem[] {
    const setting = didYouMean(rootOf(name), SETTING_KEYS);
    if (setting === undefined) return [];
    return [
        {
            path: key,
            what: `settings live in the namespace ${SETTINGS_NAMESPACE}, whatever the project is called`,
            remedy: `Write ${SETTINGS_NAMESPACE}:${setting}`,
        },
    ];
}

/** The first name of a path: `zones` of `zones.a` and of `zones["a"]`. */
export function rootOf(name: string): string {
    return /^[^.[]*/.exec(name)?.[0] ?? name;
}
