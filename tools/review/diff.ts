/** What an update would do, resource by resource: a pure function of two planned graphs and the facts. */
import type { Json } from "../../components/shared/json";
import { plainJson } from "../facts/build";
import type { FactsByType } from "../facts/facts";
import type { PlannedGraph, PlannedOptions, PlannedResource } from "../plan/graph";
import type { Change, Force, GraphDiff, Operation } from "./change";
import { compare, type PropertyChange, same } from "./compare";
import { spreadDefaultTags } from "./default-tags";
import type { Draft } from "./draft";
import { forcedByOption, forcesOf } from "./forces";
import { match, type Matching, type Pair } from "./match";
import { orderOf } from "./order";
import { parsePath, valueAt, withIgnored } from "./paths";
import { unproven } from "./unproven";
import { inProject, urnInProject } from "./project";
import { type ReadBack, readingBack } from "./renames";
import { propagate, type RootsOf } from "./ripple";
import { type ByUrn, byUrn, inputsOf, settled } from "./settle";

interface Graphs {
    readonly old: ByUrn;
    readonly now: ByUrn;
    readonly matching: Matching;
    readonly facts: FactsByType;
    readonly readBack: ReadBack;
}

/** How `head` differs from `base`; without a base everything is created. */
export function diff(base: PlannedGraph | undefined, head: PlannedGraph, facts: FactsByType): GraphDiff {
    const before = base === undefined ? undefined : inProject(base, head.project);
    const matching = match(before, head);
    const [old, now] = [byUrn(before), byUrn(head)];
    const anew = namedAnew(old, now);
    const kept = new Map([...anew, ...renamedUrns(base, matching, now)]);
    const readBack = readingBack(kept, byUrn(base), now, facts);
    const graphs: Graphs = { old, now, matching, facts, readBack };
    const drafts = new Map(
        matching.pairs.flatMap((pair) => {
            const draft = draftOf(pair, graphs);
            return draft === undefined ? [] : [[draft.urn, draft] as const];
        }),
    );
    spreadDefaultTags({ drafts, old, now, facts });
    const rootsOf = propagate({ drafts, resources: graphs.now, facts });
    const isMoved = base !== before || anew.length > 0;
    const changes = matching.pairs.flatMap((pair) => changeOf(pair, { drafts, rootsOf, facts, isMoved }));
    return {
        ...(before === undefined ? {} : { base: before }),
        head,
        changes: changes.sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0)),
        outputs: compare(base?.outputs ?? {}, readBack.outputs(head.outputs)),
        unchanged: matching.pairs.length - changes.length,
    };
}

/**
 * URNs whose resource would be named otherwise if it were made now: what exists keeps its name until it is replaced.
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/info/autonaming.go, ComputeAutoNameDefault, PriorValue.
 */
function namedAnew(old: ByUrn, now: ByUrn): readonly (readonly [string, string])[] {
    return [...now.values()].flatMap(({ autoName, urn }) => {
        const before = old.get(urn);
        return before === undefined || before.autoName === autoName ? [] : [[urn, urn] as const];
    });
}

/** URNs whose resource has another one in the head: by alias, or all of them, when the project is renamed. */
function renamedUrns(
    base: PlannedGraph | undefined,
    { renamed }: Matching,
    now: ByUrn,
): ReadonlyMap<string, string> {
    const [someone] = now.values();
    const project = someone?.urn.split("::")[1];
    if (base === undefined || project === undefined || base.project === project) return renamed;
    const pairs = base.resources.map(({ urn }) => {
        const moved = urnInProject(urn, project);
        return [urn, renamed.get(moved) ?? moved] as const;
    });
    return new Map(pairs.filter(([, urn]) => now.has(urn)));
}

/** What happens to a resource of both graphs for reasons of its own. */
function draftOf({ before, after }: Pair, graphs: Graphs): Draft | undefined {
    if (before === undefined || after === undefined) return undefined;
    const asked = graphs.readBack.inputs(after);
    const inputs = withIgnored(before.inputs, asked, after.options.ignoreChanges ?? []);
    const properties = compare(before.inputs, inputs);
    const ignored = inputs === asked ? [] : compare(inputs, asked);
    const forcedBy = after.custom ? forcesOn(before, { ...after, inputs }, properties, graphs) : [];
    const operation = operationOf(forcedBy, properties);
    const order = orderOf(before, after, graphs.facts.get(after.type));
    return {
        urn: after.urn,
        before,
        after,
        properties,
        ignored,
        operation,
        ...(operation === "replace" ? { order } : {}),
        forcedBy: [...forcedBy],
        ripples: [],
    };
}

function operationOf(forcedBy: readonly Force[], properties: readonly PropertyChange[]): Operation {
    if (forcedBy.length > 0) return "replace";
    return properties.length > 0 ? "update" : "none";
}

function forcesOn(
    before: PlannedResource,
    after: PlannedResource,
    properties: readonly PropertyChange[],
    graphs: Graphs,
): readonly Force[] {
    const moved: Force[] = isManagedElsewhere(before, after, graphs)
        ? [{ kind: "provider", path: "provider" }]
        : [];
    if (properties.length === 0) return moved;
    const facts = graphs.facts.get(after.type);
    const byFacts =
        facts === undefined
            ? []
            : forcesOf(facts, {
                  before: settled(before, facts, graphs.old, after),
                  after: settled(after, facts, graphs.now, after),
              }).filter((force) => isStated(force, before, after));
    return [...moved, ...byFacts, ...forcedByOption(properties, after.options.replaceOnChanges ?? [])];
}

/** What the program states on neither side differs because of something it states. */
function isStated({ path }: Force, before: PlannedResource, after: PlannedResource): boolean {
    return [before, after].some(({ inputs }) => valueAt(inputs, parsePath(path)) !== undefined);
}

/** Another provider counts when its own facts say that the difference is one of place, such as the region. */
function isManagedElsewhere(before: PlannedResource, after: PlannedResource, graphs: Graphs): boolean {
    const { provider: was } = before;
    const { provider: is } = after;
    if (was === undefined || is === undefined) return was !== is;
    if (was === is || graphs.matching.renamed.get(was) === is) return false;
    const [old, now] = [graphs.old.get(was), graphs.now.get(is)];
    const facts = now === undefined ? undefined : graphs.facts.get(now.type);
    if (old === undefined || facts === undefined) return true;
    return forcesOf(facts, { before: inputsOf(old), after: inputsOf(now) }).length > 0;
}

interface Propagated {
    readonly drafts: ReadonlyMap<string, Draft>;
    readonly rootsOf: RootsOf;
    readonly facts: FactsByType;
    /** Whether ids and names differ only because the project has another name, or names are made in another way. */
    readonly isMoved: boolean;
}

function changeOf(pair: Pair, { drafts, rootsOf, facts, isMoved }: Propagated): Change[] {
    const { before, after } = pair;
    if (before !== undefined && after !== undefined) {
        const draft = drafts.get(after.urn);
        return draft === undefined || isUntouched(draft, isMoved)
            ? []
            : [changeInPlace(draft, rootsOf, facts)];
    }
    if (after !== undefined) {
        return [
            { ...untouched(after, facts), operation: "create", properties: compare({}, after.inputs), after },
        ];
    }
    return before === undefined ? [] : [deletionOf(before, facts)];
}

function isUntouched({ operation, properties, ignored, before, after }: Draft, isMoved: boolean): boolean {
    if (operation !== "none") return false;
    if (!isMoved) return same(before, after);
    const { autoName: _, inputs: __, outputs: ___, ...was } = before;
    const { autoName: ____, inputs: _____, outputs: ______, ...is } = after;
    return properties.length + ignored.length === 0 && same(was, is);
}

function changeInPlace(draft: Draft, rootsOf: RootsOf, facts: FactsByType): Change {
    const { before, after, operation } = draft;
    const mayReplace = unproven(draft, facts);
    return {
        ...untouched(after, facts),
        ...(mayReplace.length === 0 ? {} : { mayReplace }),
        ...(before.urn === after.urn ? {} : { formerUrn: before.urn }),
        operation,
        properties: draft.properties,
        ignored: draft.ignored,
        options: compareOptions(before.options, after.options),
        forcedBy: draft.forcedBy,
        ripples: draft.ripples.map((source) => ({ ...source, roots: rootsOf(source.from) })),
        ...(draft.order === undefined ? {} : { order: draft.order }),
        ...(operation === "replace" && bothProtected(before, after) ? { refused: "protected" as const } : {}),
        retained: operation === "replace" && before.options.retainOnDelete === true,
        before,
        after,
    };
}

function deletionOf(before: PlannedResource, facts: FactsByType): Change {
    return {
        ...untouched(before, facts),
        operation: "delete",
        properties: compare(before.inputs, {}),
        ...(before.options.protect === true ? { refused: "protected" as const } : {}),
        retained: before.options.retainOnDelete === true,
        before,
    };
}

/** What every change says. */
function untouched(resource: PlannedResource, facts: FactsByType): Omit<Change, "operation"> {
    const { urn, type, name, custom } = resource;
    const known = !custom || facts.get(type) !== undefined;
    const derived = custom && facts.get(type)?.derived !== undefined ? { derived: true as const } : {};
    const nothing = { properties: [], ignored: [], options: [], forcedBy: [], ripples: [] };
    return { urn, type, name, custom, known, ...derived, retained: false, ...nothing };
}

/**
 * The engine deletes nothing protected, and replaces only when the new one is not protected either.
 * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go and step.go, Protect.
 */
function bothProtected(before: PlannedResource, after: PlannedResource): boolean {
    return before.options.protect === true && after.options.protect === true;
}

/** Aliases are how a resource is found, not how it is treated. */
function compareOptions(before: PlannedOptions, after: PlannedOptions): readonly PropertyChange[] {
    return compare(treatment(before), treatment(after));
}

function treatment({ aliases: _, ...options }: PlannedOptions): Json {
    return plainJson(options);
}
