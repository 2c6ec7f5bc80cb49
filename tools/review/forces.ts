/** Which changes force a replacement: the facts' rules and conditions, and `replaceOnChanges`. */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { Properties, Replacement, ResourceFacts } from "../facts/facts";
import type { Force } from "./change";
import { isList, type Path, type PropertyChange, same } from "./compare";
import { covers, parsePath, valueAt } from "./paths";

/** What stands at an input whose new value only the update will know. */
const UNKNOWN_INPUT = { $unknown: true } as const;

interface Sides {
    readonly before: Properties;
    readonly after: Properties;
}

/** The rules that a change of these inputs meets, one entry a path, in the order of the facts. */
export function forcesOf(facts: ResourceFacts, sides: Sides): readonly Force[] {
    return facts.forcesReplacement.flatMap((rule) =>
        rule.paths
            .filter((path) => meets(rule, path, sides))
            .map((path): Force => ({ kind: "fact", path, rule })),
    );
}

/** The rules met by an input that keeps its looks but gets another value, at these paths of it. */
export function forcesOfRipple(
    facts: ResourceFacts,
    inputs: Properties,
    paths: readonly Path[],
): readonly Force[] {
    const touched = (path: string): boolean =>
        paths.some((changed) => covers(parsePath(path), changed) || covers(changed, parsePath(path)));
    return facts.forcesReplacement.flatMap((rule) =>
        rule.paths
            .filter((path) => touched(path))
            .filter((path) => {
                const before = valueAt(inputs, parsePath(path));
                return holds({
                    rule,
                    path,
                    values: { before, after: UNKNOWN_INPUT },
                    sides: { before: inputs, after: inputs },
                });
            })
            .map((path): Force => ({ kind: "fact", path, rule })),
    );
}

/** Changed properties that the option `replaceOnChanges` names. */
export function forcedByOption(
    changes: readonly PropertyChange[],
    replaceOnChanges: readonly string[],
): readonly Force[] {
    const named = replaceOnChanges.filter((text) => {
        const path = parsePath(text);
        return changes.some((change) => covers(path, change.path) || covers(change.path, path));
    });
    return named.map((path): Force => ({ kind: "replace-on-changes", path }));
}

/**
 * The same of inputs that get another value which only the update will know.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, applyReplaceOnChanges, on what a provider's diff names.
 */
export function forcedByOptionAt(
    paths: readonly Path[],
    replaceOnChanges: readonly string[],
): readonly Force[] {
    const named = replaceOnChanges.filter((text) => {
        const path = parsePath(text);
        return paths.some((changed) => covers(path, changed) || covers(changed, path));
    });
    return named.map((path): Force => ({ kind: "replace-on-changes", path }));
}

interface Values {
    readonly before: Json | undefined;
    readonly after: Json | undefined;
}

function meets(rule: Replacement, path: string, sides: Sides): boolean {
    const at = parsePath(path);
    const values = { before: valueAt(sides.before, at), after: valueAt(sides.after, at) };
    return !same(values.before, values.after) && holds({ rule, path, values, sides });
}

interface Case {
    readonly rule: Replacement;
    readonly path: string;
    readonly values: Values;
    readonly sides: Sides;
}

function holds({ rule, path, values, sides }: Case): boolean {
    if (rule.when === undefined) return true;
    const { when } = rule;
    switch (when.kind) {
        case "removed":
            return isRemoved(values);
        case "except":
            return !(same(values.before, when.from) && same(values.after, when.to));
        case "before":
            return (
                same(valueAt(sides.before, parsePath(when.path)), when.equals) &&
                (when.kept !== true || !isRemoved(values))
            );
        case "unless":
            return !same(valueAt(sides.after, parsePath(when.path)), when.equals);
        case "other-path-set":
            return isAnotherKind({ rule, path, values, sides });
        case "both-set":
            return ![values.before, values.after].some(isEmpty);
        case "without":
            return isEmpty(valueAt(sides.after, parsePath(when.path)));
    }
}

function isRemoved({ before, after }: Values): boolean {
    return !isEmpty(before) && isEmpty(after);
}

/** One path is set now, another was: said once, at the one that is set. */
function isAnotherKind({ rule, path, values, sides }: Case): boolean {
    const cameUp = isEmpty(values.before) && !isEmpty(values.after);
    return cameUp && rule.paths.some((other) => other !== path && wasUnset(other, sides));
}

function wasUnset(path: string, { before, after }: Sides): boolean {
    return !isEmpty(valueAt(before, parsePath(path))) && isEmpty(valueAt(after, parsePath(path)));
}

/** Nothing, or what the provider sees as nothing. */
export function isEmpty(value: Json | undefined): boolean {
    if (value === undefined || value === null || value === "") return true;
    if (isList(value)) return value.length === 0;
    return isObject(value) && Object.keys(value).length === 0;
}
