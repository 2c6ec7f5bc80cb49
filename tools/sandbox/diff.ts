/** What the real providers' Diff decides: what changes, what of it forces replacement, which of the two goes first. */
import { isDeepStrictEqual } from "node:util";

import type { Json } from "../../components/shared/json";
import { DELETED_FIRST, PLUGIN_FRAMEWORK } from "../facts/aws/delete-before-replace";
import { isObject, objectOf, textOf } from "../facts/build";
import type { Condition, Properties, Replacement, ResourceFacts } from "../facts/facts";
import { UNKNOWN } from "../plan/wire-values";
import { AUTONAMED, DEFAULTS } from "./naming";

export interface Change {
    /** `vpcConfig.subnetIds[1]`. */
    readonly path: string;
    readonly kind: "add" | "update" | "delete";
    readonly replaces: boolean;
}

export interface Difference {
    readonly changes: readonly Change[];
    readonly deleteBeforeReplace: boolean;
}

export interface DiffOptions {
    readonly type: string;
    readonly facts: ResourceFacts | undefined;
    /** All opened. */
    readonly oldInputs: Properties;
    readonly oldOutputs: Properties;
    readonly news: Properties;
}

export function difference(options: DiffOptions): Difference {
    const { facts, oldInputs, news, type } = options;
    const forcing = (facts?.forcesReplacement ?? []).flatMap((rule) => forcedPaths(rule, options));
    const changes = changesBetween(oldInputs, news, "", new Comparison(options)).map((change) => ({
        ...change,
        replaces: forcing.some((path) => concerns(path, change.path)),
    }));
    const replaced = changes.some(({ replaces }) => replaces);
    const isKubernetes = type.startsWith("kubernetes:");
    const first = isKubernetes ? sameObject(type, oldInputs, news) : goesFirst(type, facts, news);
    return { changes, deleteBeforeReplace: replaced && first };
}

type PlainChange = Omit<Change, "replaces">;

/** What the comparison knows besides the two inputs. */
class Comparison {
    public constructor(private readonly options: DiffOptions) {}

    /** AWS already has this value, although nobody asked for it before. */
    public isInPlace(path: string, value: Json): boolean {
        return isDeepStrictEqual(valueAt(this.options.oldOutputs, path), value);
    }

    /** What the service filled in stays when the program stops asking for it. Source: Terraform, Optional and Computed. */
    public isKept(path: string): boolean {
        return this.options.facts?.unknownAtPreview.value.includes(path) === true;
    }
}

function changesBetween(
    before: Json | undefined,
    after: Json | undefined,
    path: string,
    comparison: Comparison,
): PlainChange[] {
    if (isDeepStrictEqual(before, after)) return [];
    if (before === undefined && after !== undefined) {
        return comparison.isInPlace(path, after) ? [] : [{ path, kind: "add" }];
    }
    if (after === undefined) return comparison.isKept(path) ? [] : [{ path, kind: "delete" }];
    if (isObject(before) && isObject(after)) {
        return keysOf(before, after).flatMap((key) =>
            changesBetween(before[key], after[key], path === "" ? key : `${path}.${key}`, comparison),
        );
    }
    if (isList(before) && isList(after)) {
        const longest = before.length > after.length ? before : after;
        return longest.flatMap((_, index) =>
            changesBetween(before[index], after[index], `${path}[${index}]`, comparison),
        );
    }
    return [{ path, kind: "update" }];
}

/** Keys of the protocol's own, such as `__defaults`, are no properties. */
function keysOf(before: Properties, after: Properties): string[] {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].filter((key) => !key.startsWith("__")).sort();
}

/** The paths of a rule that changed in a way that forces replacement. */
function forcedPaths(rule: Replacement, { oldInputs, oldOutputs, news }: DiffOptions): readonly string[] {
    return rule.paths.filter((path) => {
        const [before, after] = [valueAt(oldInputs, path), valueAt(news, path)];
        if (isDeepStrictEqual(before, after)) return false;
        // What is newly asked for may be what AWS has anyway.
        if (before === undefined && isDeepStrictEqual(valueAt(oldOutputs, path), after)) return false;
        return (
            rule.when === undefined || holds(rule.when, { rule, before, after, oldInputs, oldOutputs, news })
        );
    });
}

interface Situation extends Pick<DiffOptions, "oldInputs" | "oldOutputs" | "news"> {
    readonly rule: Replacement;
    readonly before: Json | undefined;
    readonly after: Json | undefined;
}

function holds(condition: Condition, situation: Situation): boolean {
    const { before, after, news, oldInputs, oldOutputs, rule } = situation;
    switch (condition.kind) {
        case "removed":
            return before !== undefined && after === undefined;
        case "except":
            return !(isDeepStrictEqual(before, condition.from) && isDeepStrictEqual(after, condition.to));
        case "before":
            return isDeepStrictEqual(valueAt(oldOutputs, condition.path), condition.equals);
        case "unless":
            return !isDeepStrictEqual(valueAt(news, condition.path), condition.equals);
        case "other-path-set":
            return !isDeepStrictEqual(setPaths(rule, oldInputs), setPaths(rule, news));
        case "both-set":
            return !isEmpty(before) && !isEmpty(after);
        case "without":
            return isEmpty(valueAt(news, condition.path));
    }
}

function setPaths(rule: Replacement, inputs: Properties): string[] {
    return rule.paths.filter((path) => valueAt(inputs, path) !== undefined);
}

function isEmpty(value: Json | undefined): boolean {
    return value === undefined || value === null || value === "" || (isList(value) && value.length === 0);
}

/** `a.b` of an object; below a list, of each of its items. */
export function valueAt(properties: Properties, path: string): Json | undefined {
    let value: Json | undefined = properties;
    for (const key of path.split(".")) {
        const name = key.replace(/\[\d*\]$/, "");
        if (isList(value)) value = value.flatMap((item) => objectOf(item)[name] ?? []);
        else value = isObject(value) ? value[name] : undefined;
        if (value === UNKNOWN) return UNKNOWN;
    }
    return value;
}

/** Whether a change is at or below a path, or above it with the path's value inside. */
function concerns(path: string, changed: string): boolean {
    const [rule, change] = [path, changed].map((text) => text.replace(/\[\d*\]/g, ""));
    return rule === change || isBelow(change, rule) || isBelow(rule, change);
}

function isBelow(path = "", above = ""): boolean {
    return path.startsWith(`${above}.`);
}

/**
 * A name the program gave cannot belong to two resources at once.
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/provider.go, Diff; pkg/pf/tfbridge/provider_diff.go for types
 * of the plugin framework, which look at the type alone.
 */
function goesFirst(type: string, facts: ResourceFacts | undefined, news: Properties): boolean {
    if (DELETED_FIRST.value.includes(type)) return true;
    const rule = facts?.physicalName.value;
    if (rule?.kind !== "auto" || PLUGIN_FRAMEWORK.value.includes(type)) return false;
    const chosen = news[DEFAULTS] ?? [];
    return news[rule.property] !== undefined && !(isList(chosen) && chosen.includes(rule.property));
}

/**
 * The API server holds one object of a name; Helm releases are never deleted first.
 * Source: pulumi/pulumi-kubernetes provider/pkg/provider/provider.go, Diff; helm_release.go, Diff.
 */
function sameObject(type: string, oldInputs: Properties, news: Properties): boolean {
    if (type === "kubernetes:helm.sh/v3:Release") return false;
    const [before, after] = [objectOf(oldInputs["metadata"]), objectOf(news["metadata"])];
    if (objectOf(after["annotations"])[AUTONAMED] === "true") return false;
    return ["name", "namespace"].every((key) => textOf(before[key]) === textOf(after[key]));
}

function isList(value: Json | undefined): value is readonly Json[] {
    return Array.isArray(value);
}
