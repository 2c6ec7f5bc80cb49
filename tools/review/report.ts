/** A review as plain data: what every format shows, and what a machine reads. */
import type { Json } from "../../components/shared/json";
import type { CostChange } from "../cost/change";
import type { Operation, Unproven } from "./change";
import type { CauseReport } from "./report-causes";
import type { RiskKind, Severity } from "./risks/risk";

export interface ReviewReport {
    readonly schemaVersion: 1;
    /** What the change is compared with, as a person calls it. */
    readonly base: string;
    readonly environments: readonly EnvironmentReview[];
    /** Why things change, the worst first: each reason once, whatever environments have it. */
    readonly causes: readonly CauseReport[];
    /** The day acknowledgements were judged by, `YYYY-MM-DD`. */
    readonly today: string;
    /** What is wrong with the acknowledgements, one line each. */
    readonly acknowledgements: readonly string[];
    /** 0 passed, 3 failed. */
    readonly code: number;
}

/**
 * `without-base`: the base has no plan of it, so all of it shows as new. `removed`: only the base has it. `first`: the
 * base has an account of nobody, so it was never deployed. `undeployed`: so has the head, which cannot be deployed yet.
 */
export type ReviewStatus =
    "unchanged" | "changed" | "new" | "first" | "undeployed" | "without-base" | "removed";

export interface EnvironmentReview {
    readonly environment: string;
    readonly stack: string;
    readonly status: ReviewStatus;
    /** The one line that says what matters. */
    readonly headline: string;
    /** Why there is no base; one line each. */
    readonly reasons: readonly string[];
    readonly counts: Counts;
    /** The worst first. */
    readonly risks: readonly ReportedRisk[];
    /** By component, in the order they are built. */
    readonly groups: readonly Group[];
    /** What the stack exports. */
    readonly outputs: readonly PropertyLine[];
    /** Of an environment that is new or deployed for the first time: what it is, a label and a value each. */
    readonly portrait: readonly (readonly [label: string, value: string])[];
    /** What it does to the bill. Absent where that is not known, or nothing changes. */
    readonly cost?: CostChange;
    /** How long its deployment takes, usually. Absent where nothing is touched. */
    readonly seconds?: number;
    /** As Mermaid, with what of it is new, goes or is another. Absent where the drawing stays as it is. */
    readonly drawing?: string;
    /** Types without facts: whether a change of them is a replacement is not known. */
    readonly unknownTypes: readonly string[];
}

/** Resources by what happens to them; components are not counted. */
export type Counts = { readonly [operation in Exclude<Operation, "none">]: number } & {
    readonly unchanged: number;
};

export interface ReportedRisk {
    readonly kind: RiskKind;
    readonly severity: Severity;
    readonly urn: string;
    /** The component it is about; an acknowledgement may name it. */
    readonly component: string;
    /** Whether `pulumi up` stops at it, whatever was accepted. */
    readonly refused?: "protected";
    /** Components whose nodes roll, where it is not this one. */
    readonly rolls?: readonly string[];
    readonly what: string;
    readonly why: string;
    readonly source: string;
    readonly remedy: string;
    /** Whether it fails the review. */
    readonly fails: boolean;
    readonly acknowledged?: { readonly reason: string; readonly expires: string };
}

/** A component and what changes directly in it. */
export interface Group {
    /** Names from the outermost component to this one. */
    readonly component: readonly string[];
    readonly type: string;
    readonly urn: string;
    readonly operation: Operation;
    /** What it decided differently. */
    readonly decisions: readonly PropertyLine[];
    readonly changes: readonly ReportedChange[];
}

export interface ReportedChange {
    readonly operation: Operation;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    readonly formerUrn?: string;
    readonly order?: "create-first" | "delete-first";
    /** Paths that force the replacement. */
    readonly forcedBy: readonly string[];
    readonly properties: readonly PropertyLine[];
    /** Inputs that look the same but get another value, and from which resource. */
    readonly ripples: readonly RippleLine[];
    /** Properties of which no fact says that they change in place. Absent when there are none. */
    readonly mayReplace?: readonly Unproven[];
    /** Further sentences. */
    readonly notes: readonly string[];
    /** Whether nothing changes but tags that the provider adds: readers see these counted, not one by one. */
    readonly onlyDefaultTags: boolean;
}

/** A property that differs. Of a list it may be one item. */
export interface PropertyLine {
    readonly path: string;
    readonly before?: Json;
    readonly after?: Json;
    readonly forces: boolean;
}

export interface RippleLine {
    readonly input: string;
    /** Names of the resources it is made from. */
    readonly from: readonly string[];
    /** Names of those where the chain begins, if others. */
    readonly roots: readonly string[];
}
