/** What the schema and the keys of the file are refused for, in the words of a person who edits it. */
import type { z } from "zod";

import { didYouMean } from "../components/shared/hints";
import type { Json } from "../components/shared/json";
import type { Problem } from "../components/shared/problems";
import { isSettingKey, SETTING_KEYS, SETTINGS, SETTINGS_NAMESPACE } from "./settings-schema";

/** `bootstrap:deployFrom[1]`, `bootstrap:tags.owner`. */
export function settingPath(path: readonly PropertyKey[]): string {
    const [root, ...rest] = path;
    const tail = rest.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
    return `${SETTINGS_NAMESPACE}:${String(root)}${tail.join("")}`;
}

/** The problems of one finding of the schema. `values` is what the schema was given. */
export function problemsOf(issue: z.core.$ZodIssue, values: Json): Problem[] {
    if (issue.code === "unrecognized_keys") {
        return issue.keys.map((key) =>
            issue.path.length === 0 ? unknownSetting(key) : unknownPart([...issue.path, key], key),
        );
    }
    const root = String(issue.path[0]);
    if (!isSettingKey(root)) return [];
    const path = settingPath(issue.path);
    const { example, form, remedy, what } = SETTINGS[root];
    const asExample = `Write it like this: ${settingPath([root])}: ${example}`;
    const got = valueAt(values, issue.path);
    if (got === undefined) {
        return [{ path, what: "missing", remedy: `Add it: ${settingPath([root])}: ${example}` }];
    }
    if (issue.code === "too_small") return [{ path, what: "nothing is listed", got, remedy: asExample }];
    // The list or the map itself is of another form.
    if (form === "json" && issue.path.length === 1) {
        const noun = ["organisation", "tags"].includes(root) ? "a map" : "a list";
        return [{ path, what: `not ${noun}`, got, remedy: asExample }];
    }
    return [{ path, what, got, remedy }];
}

/** Only the organisation's rules are a map whose keys are known. */
function unknownPart(path: readonly PropertyKey[], key: string): Problem {
    return { path: settingPath(path), what: `unknown key "${key}"`, remedy: SETTINGS.organisation.remedy };
}

function unknownSetting(key: string): Problem {
    const path = settingPath([key]);
    const root = /^[^.[]*/.exec(key)?.[0] ?? key;
    if (root !== key && isSettingKey(root)) {
        // `pulumi config set bootstrap:tags.owner …` without --path writes a flat key with a dot in it.
        const what = `unknown key "${key}": a path inside ${settingPath([root])}`;
        return { path, what, remedy: "Nest it in the file, or add --path to pulumi config set" };
    }
    const nearest = didYouMean(key, SETTING_KEYS);
    return {
        path,
        what: `unknown key "${key}"`,
        remedy:
            nearest === undefined
                ? `Remove it, or use one of: ${[...SETTING_KEYS].sort().join(", ")}`
                : `Did you mean "${nearest}"? If not, remove it`,
    };
}

/** A key whose value is encrypted. */
export function secretSetting(key: string): Problem {
    return {
        path: key,
        what: "settings hold no secrets, and the plan without credentials could not read one",
        remedy: `Write it in plain: pulumi config set --plaintext ${key} <value>`,
    };
}

/** A key of another namespace that has no business here; undefined for the others. */
export function foreignKey(key: string, project: string): Problem | undefined {
    const [namespace = "", name = ""] = key.split(/:(.*)/s);
    const setting = didYouMean(/^[^.[]*/.exec(name)?.[0] ?? name, SETTING_KEYS);
    if (namespace === "aws") {
        return {
            path: key,
            what: "credentials are the caller's, and the program sets up the AWS provider itself",
            remedy: isSettingKey(name) ? `Write ${settingPath([name])}` : "Remove it",
        };
    }
    if (namespace === "platform") {
        return {
            path: key,
            what: "a setting of an environment",
            remedy: "Write it in the environment's own file, Pulumi.<environment>.yaml of the folder above",
        };
    }
    if (namespace !== project || setting === undefined) return undefined;
    return {
        path: key,
        what: `settings live in the namespace ${SETTINGS_NAMESPACE}, whatever the project is called`,
        remedy: `Write ${settingPath([setting])}`,
    };
}

function valueAt(value: Json | undefined, path: readonly PropertyKey[]): Json | undefined {
    let current = value;
    for (const part of path) {
        if (current === null || typeof current !== "object" || !Object.hasOwn(current, part))
            return undefined;
        current = new Map<string, Json>(Object.entries(current)).get(String(part));
    }
    return current;
}
