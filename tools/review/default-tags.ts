/**
 * What the provider's default tags do. They stand in the provider alone; the provider writes them into the tags of
 * every resource that takes any, so that a change of one updates all of these.
 * Source: pulumi/pulumi-aws provider/resources.go, applyTags.
 */
import type { Json } from "../../components/shared/json";
import { isObject } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { same } from "./compare";
import type { Draft } from "./draft";
import { covers, parsePath } from "./paths";
import { type ByUrn, type FactsByType, inputsOf, tagsOf } from "./settle";

/** The input that default tags join. */
export const TAGS = "tags";

interface Sides {
    readonly drafts: ReadonlyMap<string, Draft>;
    readonly old: ByUrn;
    readonly now: ByUrn;
    readonly facts: FactsByType;
}

/** Marks what carries other tags because its provider's are others. Changes the drafts. */
export function spreadDefaultTags(sides: Sides): void {
    for (const draft of sides.drafts.values()) {
        const provider = providerWithOtherTags(draft, sides);
        const tags = provider === undefined ? undefined : tagsOnBothSides(draft, sides);
        if (provider === undefined || tags === undefined) continue;
        const stated = draft.properties.some(({ path }) => path[0] === TAGS);
        if (same(tags.before, tags.after)) {
            // What the resource stated itself now comes from the provider, or the other way round.
            if (draft.operation === "update" && draft.properties.every(({ path }) => path[0] === TAGS))
                draft.operation = "none";
        } else if (!stated) {
            draft.ripples.push({ input: TAGS, from: provider });
            if (draft.operation === "none") draft.operation = "update";
        }
    }
}

/** The URN of the provider, where it adds other tags than before. */
function providerWithOtherTags({ before, after }: Draft, { old, now }: Sides): string | undefined {
    const [was, is] = [old.get(before.provider ?? ""), now.get(after.provider ?? "")];
    if (is === undefined) return undefined;
    return same(inputsOf(was)["defaultTags"], inputsOf(is)["defaultTags"]) ? undefined : is.urn;
}

function tagsOnBothSides(
    { before, after }: Draft,
    { facts, old, now }: Sides,
): { readonly before: Json; readonly after: Json } | undefined {
    const known = facts.get(after.type);
    if (known === undefined) return undefined;
    const was = tagsOf(before, known, old);
    const is = tagsOf(ignoresTags(after) ? withTags(after, was) : after, known, now);
    return was === undefined || is === undefined ? undefined : { before: was, after: is };
}

/** With `ignoreChanges` the engine puts back what the state has, default tags of that time included. */
function ignoresTags({ options }: PlannedResource): boolean {
    return (options.ignoreChanges ?? []).some((path) => covers(parsePath(path), [TAGS]));
}

function withTags(resource: PlannedResource, tags: Json | undefined): PlannedResource {
    if (tags === undefined || !isObject(resource.inputs)) return resource;
    return { ...resource, inputs: { ...resource.inputs, [TAGS]: tags } };
}
