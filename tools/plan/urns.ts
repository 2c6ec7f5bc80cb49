/** The URNs of an environment against the committed list: a URN that goes away is a resource that is deleted. */
import type { PlannedAlias, PlannedGraph, PlannedResource } from "./graph";
import { makeUrn, nameOfUrn, STACK_TYPE, stackOfUrn, typeOfUrn } from "./urn";

export interface UrnChange {
    /** URNs of the list that no resource has, nor names as an alias. */
    readonly removed: readonly string[];
    readonly added: readonly string[];
    /** URNs of the list that a resource keeps through an alias. */
    readonly aliased: readonly string[];
}

/** One URN a line, sorted, with a line feed at the end. */
export function urnList(graph: PlannedGraph): string {
    return `${graph.resources
        .map(({ urn }) => urn)
        .sort()
        .join("\n")}\n`;
}

/**
 * The list as it is committed: under a project of no name, since another name is another stack and no change of this
 * one. A fork can call its project as it likes and still merge the kit's lists.
 */
export function committedList(graph: PlannedGraph): string {
    return urnList({
        ...graph,
        resources: graph.resources.map((resource) => ({
            ...resource,
            urn: underProject(resource.urn, NO_PROJECT),
        })),
    });
}

/** Stands for the project's name in a committed list. */
const NO_PROJECT = "project";

function underProject(urn: string, project: string): string {
    const [stack, former, type, ...name] = urn.split("::");
    const own = type === STACK_TYPE ? [name.join("::").replace(`${former}-`, `${project}-`)] : name;
    return [stack, project, type, ...own].join("::");
}

/** What changed between the committed list and the graph. */
export function compareUrns(committed: string, graph: PlannedGraph): UrnChange {
    const lines = committed.split("\n").filter((line) => line !== "");
    const before = new Set(lines.map((urn) => underProject(urn, graph.project)));
    const now = new Set(graph.resources.map(({ urn }) => urn));
    const aliases = aliasUrns(graph);
    const gone = [...before].filter((urn) => !now.has(urn));
    return {
        removed: gone.filter((urn) => !aliases.has(urn)),
        added: [...now].filter((urn) => !before.has(urn)).sort(),
        aliased: gone.filter((urn) => aliases.has(urn)),
    };
}

/** Why a change of URNs matters and what to do; undefined when nothing is lost and the list is up to date. */
export function explainUrns(change: UrnChange, environment: string): string | undefined {
    const { added, aliased, removed } = change;
    if (added.length + aliased.length + removed.length === 0) return undefined;
    const accept = `npm run urns -- accept ${environment}`;
    return [
        `The URNs of ${environment} are not those of tests/urns/${environment}.txt.`,
        ...listed("Gone", removed),
        ...listed("New", added),
        ...listed("Kept through an alias", aliased),
        ...(removed.length === 0 ? [] : [renameText(change)]),
        removed.length === 0
            ? `Nothing is lost. Run \`${accept}\` and commit the list.`
            : `If the resources are meant to go, or no stack has them: run \`${accept}\`, commit the list and write a line in CHANGELOG.md.`,
    ].join("\n");
}

/** The URN is the identity: what a rename does, and the alias that prevents it. */
function renameText({ added, removed }: UrnChange): string {
    const former = removed[0] ?? "";
    const renamed = added.some((urn) => typeOfUrn(urn) === typeOfUrn(former));
    const example = renamed ? nameOfUrn(former) : "former-name";
    return [
        "Pulumi knows a resource by its URN: type, parents' types and logical name. Under another URN it creates a new",
        "resource and deletes the old one, in every stack that exists. For a rename or a new parent, keep the resource:",
        `    aliases: [{ name: "${example}" }]    // a new parent: aliases: [{ parent: … }]`,
        "in its resource options, with a line in CHANGELOG.md.",
    ].join("\n");
}

function listed(title: string, urns: readonly string[]): string[] {
    return urns.length === 0 ? [] : [`${title}:`, ...urns.map((urn) => `    ${urn}`)];
}

/** Every URN the graph's resources were known by, those inherited from aliased parents included. */
function aliasUrns(graph: PlannedGraph): Set<string> {
    const byUrn = new Map(graph.resources.map((resource) => [resource.urn, resource]));
    return new Set(graph.resources.flatMap((resource) => formerUrns(resource, graph, byUrn)));
}

/**
 * The former URNs of one resource: its own aliases, and for each former URN of its parent what its own would have
 * been. A child's name that begins with the parent's follows the parent's former name.
 * Source: pulumi/pulumi sdk/nodejs/resource.ts, allAliases and inheritedChildAlias.
 */
export function formerUrns(
    resource: PlannedResource,
    graph: PlannedGraph,
    byUrn: ReadonlyMap<string, PlannedResource>,
): string[] {
    const own = (resource.options.aliases ?? []).map((alias) => ownAlias(alias, resource, graph));
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    if (parent === undefined) return own;
    const identities = [resource.urn, ...own];
    const inherited = formerUrns(parent, graph, byUrn).flatMap((former) =>
        identities.map((urn) => inheritedUrn(urn, parent.name, former)),
    );
    return [...own, ...inherited];
}

/** What a child's URN was while its parent had the URN `formerParent`. */
function inheritedUrn(child: string, parentName: string, formerParent: string): string {
    const name = nameOfUrn(child);
    const formerName = name.startsWith(parentName)
        ? nameOfUrn(formerParent) + name.slice(parentName.length)
        : name;
    return makeUrn(
        stackOfUrn(formerParent),
        projectOf(formerParent),
        typeOfUrn(child),
        formerName,
        formerParent,
    );
}

function ownAlias(alias: PlannedAlias, resource: PlannedResource, graph: PlannedGraph): string {
    if ("urn" in alias) return alias.urn;
    const parent = alias.noParent === true ? undefined : (alias.parent ?? resource.parent);
    return makeUrn(
        alias.stack ?? graph.stack,
        alias.project ?? graph.project,
        alias.type ?? resource.type,
        alias.name ?? resource.name,
        parent,
    );
}

function projectOf(urn: string): string {
    return urn.split("::")[1] ?? "";
}
