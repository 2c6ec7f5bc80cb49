/**
 * What the provider's default tags do. They stand in the provider alone; the provider writes them into the tags of
 * every resource that takes any, so that a change of one updates all of these.
 * Source: pulumi/pulumi-aws provider/resources.go, applyTags.
 */
import { objectOf } from "../facts/build";
import type { FactsByType, Properties } from "../facts/facts";
import { defaultTagsOf } from "../plan/answers";
import type { PlannedResource } from "../plan/graph";
import { same } from "./compare";
import type { Draft } from "./draft";
import { covers, parsePath } from "./paths";
import { type ByUrn, inputsOf, takesTags } from "./settle";

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
    const spread = new Spread(sides);
    for (const draft of sides.drafts.values()) {
        const providers = spread.changedProviders(draft);
        if (providers === undefined || !spread.takesTags(draft)) continue;
        const tags = tagsOnBothSides(draft, providers);
        if (same(tags.before, tags.after)) keepTags(draft);
        else if (!statesOtherTags(draft)) addTags(draft, providers.urn);
    }
}

interface Providers {
    /** Of the provider in the head. */
    readonly urn: string;
    readonly before: Properties;
    readonly after: Properties;
}

/** What many resources have in common is found out once. */
class Spread {
    private readonly providers = new Map<string, Providers | undefined>();
    private readonly types = new Map<string, boolean>();

    public constructor(private readonly sides: Sides) {}

    /** The default tags on both sides, where they differ. */
    public changedProviders({ before, after }: Draft): Providers | undefined {
        const key = `${before.provider ?? ""} ${after.provider ?? ""}`;
        if (!this.providers.has(key)) this.providers.set(key, this.compareProviders(before, after));
        return this.providers.get(key);
    }

    /** The same for all resources of a type. */
    public takesTags({ after }: Draft): boolean {
        const known = this.types.get(after.type);
        if (known !== undefined) return known;
        const facts = this.sides.facts.get(after.type);
        const takes = facts !== undefined && takesTags(after, facts, this.sides.now);
        this.types.set(after.type, takes);
        return takes;
    }

    private compareProviders(before: PlannedResource, after: PlannedResource): Providers | undefined {
        const { now, old } = this.sides;
        const [was, is] = [old.get(before.provider ?? ""), now.get(after.provider ?? "")];
        if (is === undefined) return undefined;
        const [had, has] = [defaultTagsOf(inputsOf(was)), defaultTagsOf(inputsOf(is))];
        return same(had, has) ? undefined : { urn: is.urn, before: had, after: has };
    }
}

function tagsOnBothSides(
    { before, after }: Draft,
    providers: Providers,
): { readonly before: Properties; readonly after: Properties } {
    const was = { ...providers.before, ...ownTags(before) };
    return { before: was, after: { ...providers.after, ...(ignoresTags(after) ? was : ownTags(after)) } };
}

function ownTags(resource: PlannedResource): Properties {
    return objectOf(inputsOf(resource)[TAGS]);
}

/** With `ignoreChanges` the engine puts back what the state has, default tags of that time included. */
function ignoresTags({ options }: PlannedResource): boolean {
    return (options.ignoreChanges ?? []).some((path) => covers(parsePath(path), [TAGS]));
}

function statesOtherTags({ properties }: Draft): boolean {
    return properties.some(({ path }) => path[0] === TAGS);
}

/** What the resource stated itself now comes from the provider, or the other way round. */
function keepTags(draft: Draft): void {
    const nothingElse = draft.properties.every(({ path }) => path[0] === TAGS);
    if (draft.operation === "update" && nothingElse) draft.operation = "none";
}

function addTags(draft: Draft, provider: string): void {
    draft.ripples.push({ input: TAGS, from: provider });
    if (draft.operation === "none") draft.operation = "update";
}
