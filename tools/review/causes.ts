/**
 * Why things change: each change of an environment belongs to what its component was told otherwise, or to the change
 * it follows from. Pure; one pass over the changes, since an environment may have thousands.
 */
import { STACK_TYPE } from "../plan/urn";
import type { Change, GraphDiff } from "./change";
import { same } from "./compare";
import { type Line, linesOf } from "./list-edits";
import { AWS_PROVIDER_TYPE } from "./risks/moves";
import { type Around, aroundOf, partOf, PLATFORM_TYPE, rootsOf } from "./risks/risk";
import type { JudgedRisk } from "./verdict";

/** One environment as it was compared and judged. */
export interface Compared {
    readonly diff: GraphDiff;
    readonly risks: readonly JudgedRisk[];
}

/** What became of the component itself. */
export type CauseKind = "new" | "gone" | "changed";

/** One cause in one environment. */
export interface LocalCause {
    readonly stack: string;
    /** The name its users know. */
    readonly component: string;
    /** Further components of the type, to which the very same happens. */
    readonly alike: readonly string[];
    readonly componentType: string;
    /** False for a resource that stands in no component. */
    readonly isComponent: boolean;
    readonly kind: CauseKind;
    /** What the component was told otherwise; without such, what its resources say otherwise. */
    readonly reasons: readonly Line[];
    /** Of a new component, what it decided. */
    readonly decisions: readonly Line[];
    /** What changes for this reason. */
    readonly leads: readonly Change[];
    /** What changes only because something above is made anew. */
    readonly followers: readonly Change[];
    readonly risks: readonly JudgedRisk[];
    /** Components of which the engine refuses to do something, because it is protected. */
    readonly refused: readonly string[];
}

/** The causes of one environment, in the order of their first change. */
export function causesIn({ diff, risks }: Compared): readonly LocalCause[] {
    const sorter = new Sorter(diff);
    for (const change of diff.changes) if (change.custom && change.operation !== "none") sorter.add(change);
    for (const judged of risks) sorter.addRisk(judged);
    return sorter.causes();
}

interface Owner {
    readonly component: string;
    readonly urn: string;
    readonly type: string;
    readonly isComponent: boolean;
    readonly kind: CauseKind;
}

interface Draft extends Owner {
    readonly leads: Change[];
    readonly followers: Change[];
    readonly risks: JudgedRisk[];
    readonly refused: Set<string>;
}

class Sorter {
    private readonly around: Around;
    private readonly drafts = new Map<string, Draft>();
    private readonly owners = new Map<string, Owner>();
    private readonly told = new Map<string, readonly Line[]>();
    private readonly platform: Change | undefined;

    public constructor(private readonly diff: GraphDiff) {
        this.around = aroundOf(diff);
        this.platform = diff.changes.find(({ type }) => type === PLATFORM_TYPE);
    }

    public add(change: Change): void {
        const lead = this.leadOf(change);
        const draft = this.draftOf(lead ?? change.urn);
        (lead === undefined ? draft.leads : draft.followers).push(change);
        if (change.refused !== undefined) draft.refused.add(partOf(change.urn, this.around).name);
    }

    public addRisk(judged: JudgedRisk): void {
        const { urn } = judged.risk;
        const change = this.around.changes.get(urn);
        const lead = change === undefined ? urn : (this.leadOf(change) ?? urn);
        const draft = this.draftOf(lead);
        draft.risks.push(judged);
        if (judged.risk.refused !== undefined) draft.refused.add(judged.risk.component);
    }

    public causes(): readonly LocalCause[] {
        return [...this.drafts.values()].map((draft): LocalCause => {
            const decided = this.decisionsOf(draft.urn);
            return {
                stack: this.diff.head.stack,
                component: draft.component,
                alike: [],
                componentType: draft.type,
                isComponent: draft.isComponent,
                kind: draft.kind,
                reasons:
                    draft.kind !== "changed" ? [] : decided.length > 0 ? decided : reasonsOf(draft.leads),
                decisions: draft.kind === "new" ? decided : [],
                leads: draft.leads,
                followers: draft.followers,
                risks: draft.risks,
                refused: [...draft.refused],
            };
        });
    }

    /** Of several beginnings the widest, which is another account or region; undefined when it begins here. */
    private leadOf(change: Change): string | undefined {
        const leads = leadsOf(change, this.around);
        return leads.find((urn) => this.around.changes.get(urn)?.type === AWS_PROVIDER_TYPE) ?? leads[0];
    }

    private draftOf(urn: string): Draft {
        const owner = this.ownerOf(urn);
        const key = this.keyOf(owner);
        const known = this.drafts.get(key);
        if (known !== undefined) return known;
        const draft: Draft = { ...owner, leads: [], followers: [], risks: [], refused: new Set() };
        this.drafts.set(key, draft);
        return draft;
    }

    /** Resources that stand in no component are one cause when the very same happens to them. */
    private keyOf({ urn }: Owner): string {
        const change = this.around.changes.get(urn);
        if (change?.custom !== true) return urn;
        const { operation, properties, type } = change;
        const isWhole = operation === "create" || operation === "delete";
        return JSON.stringify([type, operation, isWhole ? [] : properties]);
    }

    private ownerOf(urn: string): Owner {
        const part = partOf(urn, this.around);
        const known = this.owners.get(part.urn);
        if (known !== undefined) return known;
        const resource = this.around.head.get(part.urn) ?? this.around.base.get(part.urn);
        const operation = this.around.changes.get(part.urn)?.operation;
        const own: Owner = {
            component: part.name,
            urn: part.urn,
            type: resource?.type ?? STACK_TYPE,
            isComponent: resource?.custom === false,
            kind: part.isComponent ? kindOf(operation) : "changed",
        };
        const owner = this.isThePlatforms(own) ? this.platformAsOwner(own) : own;
        this.owners.set(part.urn, owner);
        return owner;
    }

    /** Whether the component changes only because, or together with, what the whole environment was told otherwise. */
    private isThePlatforms({ kind, urn }: Owner): boolean {
        const whole = this.decisionsOf(this.platform?.urn ?? "");
        if (whole.length === 0 || this.platform?.operation !== "update") return false;
        if (kind !== "changed") return whole.some(({ path }) => path === "inCluster");
        const own = this.decisionsOf(urn);
        return own.length === 0 || own.some((line) => whole.some((other) => same(line, other)));
    }

    private platformAsOwner(own: Owner): Owner {
        if (this.platform === undefined) return own;
        const { name, type, urn } = this.platform;
        return { component: name, urn, type, isComponent: true, kind: "changed" };
    }

    /** What a component says of itself that is another; nothing for a resource. */
    private decisionsOf(urn: string): readonly Line[] {
        const known = this.told.get(urn);
        if (known !== undefined) return known;
        const change = this.around.changes.get(urn);
        const lines = change === undefined || change.custom ? [] : change.properties.flatMap(linesOf);
        this.told.set(urn, lines);
        return lines;
    }
}

function kindOf(operation: Change["operation"] | undefined): CauseKind {
    if (operation === "create") return "new";
    return operation === "delete" ? "gone" : "changed";
}

/** The path of the force, and the input of the ripple, by which a provider takes along what it manages. */
const PROVIDER = "provider";

/** Where a change begins; none when it has a reason of its own. */
function leadsOf(change: Change, { changes }: Around): readonly string[] {
    const { forcedBy, operation, properties, ripples } = change;
    if (operation === "create" || operation === "delete") return [];
    if (operation === "update" && properties.length > 0) return madeOfOthers(change, changes);
    if (ripples.length === 0) return [];
    // Another place takes everything with it, whatever else is said of it.
    const elsewhere = ripples.filter(
        ({ input }) => input === PROVIDER && forcedBy.some(({ path }) => path === PROVIDER),
    );
    if (elsewhere.length > 0) return elsewhere.flatMap(({ roots }) => roots);
    const follows = forcedBy.every(({ path }) => ripples.some(({ input }) => input === path.split(".")[0]));
    return follows ? rootsOf(change) : [];
}

/** What comes or goes and is all that a change is about, such as a subnet in the cluster's list. */
function madeOfOthers({ after, before, properties }: Change, changes: Around["changes"]): readonly string[] {
    const inputs = [...new Set(properties.map(({ path }) => String(path[0])))];
    const made = inputs.map((input) =>
        [before, after]
            .flatMap((side) => side?.propertyDependencies[input] ?? [])
            .filter((urn) => ["create", "delete"].includes(changes.get(urn)?.operation ?? "")),
    );
    return made.every((urns) => urns.length > 0) ? made.flat() : [];
}

/** What the resources say otherwise, each thing once; of creations and deletions nothing. */
function reasonsOf(leads: readonly Change[]): readonly Line[] {
    const lines = new Map<string, Line>();
    for (const { operation, properties } of leads) {
        if (operation === "create" || operation === "delete") continue;
        for (const line of properties.flatMap(linesOf)) lines.set(JSON.stringify(line), line);
    }
    return [...lines.values()];
}
