/** Diffs and verdict as a report: components in order, lists as their items, names for people. */
import { defined } from "../../components/shared/defined";
import type { CostChange } from "../cost/change";
import type { Schedule } from "../time/schedule";
import { type Node, rootsOf } from "../plan/report-nodes";
import { count } from "../plan/report-text";
import { STACK_TYPE } from "../plan/urn";
import type { Change, GraphDiff, Ripple, Unproven } from "./change";
import type { PropertyChange } from "./compare";
import { TAGS } from "./default-tags";
import { headlineOf } from "./headline";
import { linesOf } from "./list-edits";
import type { Deployment } from "./deployment";
import { portraitOf } from "./portrait";
import { covers, parsePath, withoutPositions } from "./paths";
import type {
    Counts,
    EnvironmentReview,
    Group,
    PropertyLine,
    ReportedChange,
    ReportedRisk,
    ReviewStatus,
    RippleLine,
} from "./report";
import type { JudgedRisk } from "./verdict";

export interface EnvironmentInput {
    readonly diff: GraphDiff;
    readonly risks: readonly JudgedRisk[];
    /** Why there is no base although one was asked for; undefined when the base simply lacks the environment. */
    readonly withoutBase?: readonly string[];
    /** Whether what the base was, or the head still is, belongs to nobody. */
    readonly deployment?: Deployment;
    /** What the change is compared with, as a person calls it. */
    readonly base: string;
    readonly cost?: CostChange;
    readonly drawing?: string;
    /** Of its deployment. */
    readonly schedule: Schedule;
}

export function environmentReview(input: EnvironmentInput): EnvironmentReview {
    const { base, diff, risks, withoutBase = [] } = input;
    const status = statusOf(input);
    const facts = {
        environment: diff.head.environment,
        stack: diff.head.stack,
        status,
        reasons: withoutBase,
        counts: countsOf(diff),
        risks: risks.map(reportedRisk),
        groups: groupsOf(diff),
        outputs: diff.base === undefined ? [] : diff.outputs.flatMap((change) => propertyLines(change, [])),
        portrait: status === "new" || status === "first" ? portraitOf(diff.head) : [],
        unknownTypes: unknownTypesOf(diff),
        ...estimatesOf(input, status),
    };
    return { ...facts, headline: headlineOf(facts, base) };
}

/** Bill, drawing and time; what does not change, and what cannot be compared, has none of them. */
function estimatesOf(
    { cost, drawing, schedule }: EnvironmentInput,
    status: ReviewStatus,
): Pick<EnvironmentReview, "cost" | "drawing" | "seconds"> {
    if (status === "unchanged" || status === "without-base") return {};
    // Where nothing stands yet, nothing will be updated that way.
    const isTimed = schedule.steps.length > 0 && status !== "undeployed";
    return { ...defined({ cost, drawing }), ...(isTimed ? { seconds: Math.round(schedule.usual) } : {}) };
}

function statusOf({ deployment, diff, risks, withoutBase }: EnvironmentInput): ReviewStatus {
    if (deployment === "first") return "first";
    if (diff.base === undefined) return withoutBase === undefined ? "new" : "without-base";
    // A project renamed changes nothing and can hurt all the same.
    if (diff.changes.length + diff.outputs.length + risks.length === 0) return "unchanged";
    return deployment === "none" ? "undeployed" : "changed";
}

function countsOf({ changes, unchanged }: GraphDiff): Counts {
    const of = (operation: Change["operation"]): number =>
        changes.filter((change) => change.custom && change.operation === operation).length;
    return {
        create: of("create"),
        update: of("update"),
        replace: of("replace"),
        delete: of("delete"),
        unchanged: unchanged + of("none"),
    };
}

function reportedRisk({ risk, acknowledged, fails }: JudgedRisk): ReportedRisk {
    if (acknowledged === undefined) return { ...risk, fails };
    const { reason, expires } = acknowledged;
    return { ...risk, fails, acknowledged: { reason, expires } };
}

function unknownTypesOf({ base, changes }: GraphDiff): readonly string[] {
    if (base === undefined) return [];
    const unknown = changes.filter(({ known, operation }) => !known && operation === "update");
    return [...new Set(unknown.map(({ type }) => type))].sort();
}

/** Components in the order of the head, then those that only the base has. */
function groupsOf(diff: GraphDiff): readonly Group[] {
    const byComponent = new Map<string, Change[]>();
    for (const change of diff.changes) {
        if (!change.custom) continue;
        const owner = (change.after ?? change.before)?.parent ?? "";
        byComponent.set(owner, [...(byComponent.get(owner) ?? []), change]);
    }
    const own = new Map(diff.changes.filter(({ custom }) => !custom).map((change) => [change.urn, change]));
    const seen = new Set<string>();
    const groups = [diff.head, ...(diff.base === undefined ? [] : [diff.base])].flatMap((graph) =>
        componentsOf(rootsOf(graph), []).flatMap(({ node, path }) => {
            const { urn, type } = node.resource;
            if (seen.has(urn)) return [];
            seen.add(urn);
            return groupOf({ urn, type, path }, own.get(urn), byComponent.get(urn) ?? []);
        }),
    );
    const rest = [...byComponent].filter(([owner]) => !seen.has(owner)).flatMap(([, changes]) => changes);
    return rest.length === 0
        ? groups
        : [...groups, ...groupOf({ urn: "", type: STACK_TYPE, path: [] }, undefined, rest)];
}

interface Component {
    readonly urn: string;
    readonly type: string;
    readonly path: readonly string[];
}

function groupOf(
    { urn, type, path }: Component,
    own: Change | undefined,
    changes: readonly Change[],
): Group[] {
    const decisions = own === undefined ? [] : own.properties.flatMap((change) => propertyLines(change, []));
    const operation = own?.operation ?? "none";
    if (
        changes.length === 0 &&
        decisions.length === 0 &&
        operation === "none" &&
        own?.formerUrn === undefined
    ) {
        return [];
    }
    return [{ component: path, type, urn, operation, decisions, changes: changes.map(reportedChange) }];
}

function componentsOf(
    nodes: readonly Node[],
    above: readonly string[],
): readonly { readonly node: Node; readonly path: readonly string[] }[] {
    return nodes.flatMap((node) => {
        const path = [...above, node.resource.name];
        const below = componentsOf(node.children, path);
        return node.resource.custom ? below : [{ node, path }, ...below];
    });
}

function reportedChange(change: Change): ReportedChange {
    const { operation, type, name, urn, formerUrn, order } = change;
    const forcedBy = [...new Set(change.forcedBy.map(({ path }) => path))];
    const whole = operation === "create" || operation === "delete";
    return {
        operation,
        type,
        name,
        urn,
        ...(formerUrn === undefined ? {} : { formerUrn }),
        ...(order === undefined ? {} : { order }),
        forcedBy,
        // A new resource is read in the plan; here it is enough that it comes.
        properties: whole ? [] : change.properties.flatMap((property) => propertyLines(property, forcedBy)),
        ripples: rippleLines(change.ripples),
        ...(change.mayReplace === undefined ? {} : { mayReplace: change.mayReplace }),
        notes: notesOf(change),
        onlyDefaultTags: isOnlyDefaultTags(change),
    };
}

function isOnlyDefaultTags(change: Change): boolean {
    const { operation, properties, options, ripples, after, formerUrn, mayReplace } = change;
    // Counted as updates in place, which of these nobody knows.
    if (mayReplace !== undefined) return false;
    const itself = properties.length + options.length === 0 && formerUrn === undefined;
    const follows = ripples.every(({ input, from }) => input === TAGS && from === after?.provider);
    return operation === "update" && itself && follows && ripples.length > 0;
}

function propertyLines(change: PropertyChange, forcedBy: readonly string[]): readonly PropertyLine[] {
    const path = withoutPositions(change.path);
    const forces = forcedBy.some((text) => covers(parsePath(text), path) || covers(path, parsePath(text)));
    return linesOf(change).map((line) => ({ ...line, forces }));
}

function rippleLines(ripples: readonly Ripple[]): readonly RippleLine[] {
    const inputs = [...new Set(ripples.map(({ input }) => input))];
    return inputs.map((input) => {
        const here = ripples.filter((ripple) => ripple.input === input);
        const from = [...new Set(here.map((ripple) => ripple.from))];
        const roots = [...new Set(here.flatMap((ripple) => ripple.roots))].filter(
            (urn) => !from.includes(urn),
        );
        return { input, from: names(from), roots: names(roots) };
    });
}

function names(urns: readonly string[]): readonly string[] {
    return [...new Set(urns.map((urn) => urn.split("::").slice(3).join("::")))];
}

function notesOf(change: Change): readonly string[] {
    const { formerUrn, ignored, options, refused, retained, known, operation } = change;
    const imported = operation === "create" ? change.after?.options.import : undefined;
    const notes = [
        formerUrn !== undefined && `was "${change.before?.name ?? ""}", kept through an alias`,
        refused !== undefined && "pulumi up refuses: it is protected",
        retained && "stays in AWS: retainOnDelete",
        imported !== undefined && `imports ${imported}`,
        ignored.length > 0 && `ignoreChanges holds back ${count(ignored.length, "new value")}`,
        !known && operation === "update" && "no facts of this type: it may be replaced instead",
    ];
    const said = [
        ...notes.filter((note) => note !== false),
        ...evidenceNotes(change),
        ...options.map(optionNote),
    ];
    return [...said, ...orderNotes(change, said)];
}

/** Of a type whose facts nobody wrote: on whose word a replacement is expected, or on whose it is not. */
function evidenceNotes({ derived, forcedBy, mayReplace = [] }: Change): readonly string[] {
    if (derived === undefined) return [];
    const expected = forcedBy.flatMap((force) =>
        force.kind === "fact" && "unverified" in force.rule
            ? [{ path: force.path, evidence: force.rule.unverified }]
            : [],
    );
    return [
        ...byEvidence(expected).map(
            ([evidence, paths]) => `expected for ${paths}, not verified: ${evidence}`,
        ),
        ...byEvidence(mayReplace).map(
            ([evidence, paths]) => `may be replaced instead for ${paths}, not known: ${evidence}`,
        ),
    ];
}

function byEvidence(all: readonly Unproven[]): readonly (readonly [evidence: string, paths: string])[] {
    const groups = [...new Set(all.map(({ evidence }) => evidence))];
    return groups.map((evidence) => {
        const paths = all.filter((one) => one.evidence === evidence).map(({ path }) => path);
        return [evidence, paths.join(", ")];
    });
}

/** What it waits for: all that can differ where nothing else does. */
function orderNotes({ operation, before, after }: Change, said: readonly string[]): readonly string[] {
    if (operation !== "none" || said.length > 0) return [];
    const [old, now] = [before?.dependencies ?? [], after?.dependencies ?? []];
    const gone = names(old.filter((urn) => !now.includes(urn)));
    const come = names(now.filter((urn) => !old.includes(urn)));
    return [
        ...(gone.length === 0 ? [] : [`waits no longer for ${gone.join(", ")}`]),
        ...(come.length === 0 ? [] : [`waits for ${come.join(", ")} as well`]),
    ];
}

function optionNote({ path, before, after }: PropertyChange): string {
    const show = (value: unknown): string => (value === undefined ? "unset" : JSON.stringify(value));
    return `option ${path.join(".")}: ${show(before)} → ${show(after)}`;
}
