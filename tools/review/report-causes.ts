/** Causes as plain data: a part of the review that every format shows first. */
import type { Json } from "../../components/shared/json";
import type { CauseKind } from "./causes";
import type { Operation } from "./change";
import type { RiskKind, Severity } from "./risks/risk";

/** One reason for changes, in every environment that has it. */
export interface CauseReport {
    /** The name its users know. */
    readonly component: string;
    /** Further components of the type, to which the very same happens in the same environments. */
    readonly alike: readonly string[];
    readonly type: string;
    /** False for resources that stand in no component: then the first of them. */
    readonly isComponent: boolean;
    readonly kind: CauseKind;
    readonly environments: readonly string[];
    /** One when the very same happens in all environments. */
    readonly stories: readonly Story[];
    /** The worst of its risks; absent when nothing could hurt. */
    readonly severity?: Severity;
    /** Whether one of its risks fails the review. */
    readonly fails: boolean;
    /** Where `pulumi up` stops at it, whatever was accepted. */
    readonly refused: readonly Refused[];
    /** The worst first. */
    readonly risks: readonly CauseRisk[];
}

/** What the engine will not do in an environment, because it is protected. */
export interface Refused {
    readonly environment: string;
    /** The component of the cause. */
    readonly cause: string;
    /** Components that hold what is protected, as `unprotected` of the shape names them. */
    readonly components: readonly string[];
}

/** What happens, in environments where it is the very same. */
export interface Story {
    readonly environments: readonly string[];
    /** What was asked for otherwise. */
    readonly reasons: readonly Reason[];
    /** Of a new component, what it decided. */
    readonly decisions: readonly Reason[];
    /** What changes for this reason, by operation and kind of resource. */
    readonly effects: readonly Effect[];
    /** How many others change only because something of it is made anew. */
    readonly follows: { readonly [operation in Exclude<Operation, "none">]: number };
}

export interface Reason {
    readonly path: string;
    readonly before?: Json;
    readonly after?: Json;
}

export interface Effect {
    readonly operation: Operation;
    readonly noun: string;
    readonly names: readonly string[];
    /** Set when nobody knows whether the update replaces them. */
    readonly unproven?: boolean;
}

/** Risks of one kind that hurt in the same way. */
export interface CauseRisk {
    /** An acknowledgement names one of them each. */
    readonly components: readonly string[];
    readonly kind: RiskKind;
    readonly severity: Severity;
    /** Of the first resource; {@link urns} has all. */
    readonly what: string;
    readonly why: string;
    readonly remedy: string;
    readonly source: string;
    readonly fails: boolean;
    readonly environments: readonly string[];
    readonly urns: readonly string[];
    readonly acknowledged?: { readonly reason: string; readonly expires: string };
}
