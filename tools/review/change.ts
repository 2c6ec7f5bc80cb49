/** What a review says about one resource. */
import type { Replacement } from "../facts/facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import type { PropertyChange } from "./compare";

/** `none`: nothing happens to the resource; a name, an option or an edge of it is another. */
export const OPERATIONS = ["create", "update", "replace", "delete", "none"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Why a resource cannot be changed in place. */
export type Force =
    | { readonly kind: "fact"; readonly path: string; readonly rule: Replacement }
    | { readonly kind: "replace-on-changes"; readonly path: string }
    /** The provider that manages it is another, or is replaced. */
    | { readonly kind: "provider"; readonly path: "provider" }
    | { readonly kind: "replace-with"; readonly path: "replaceWith" };

/** A change that no fact says is made in place. */
export interface Unproven {
    readonly path: string;
    /** What is known instead. */
    readonly evidence: string;
}

/** An input that looks the same but is made from an output which becomes another. */
export interface Ripple {
    readonly input: string;
    /** The resource whose output it is. */
    readonly from: string;
    /** Where the chain begins: resources that change for a reason of their own. */
    readonly roots: readonly string[];
}

export interface Change {
    /** In the head; of a deleted resource, in the base. */
    readonly urn: string;
    /** The URN it had in the base, when an alias carries it over. */
    readonly formerUrn?: string;
    readonly type: string;
    readonly name: string;
    /** False for components. */
    readonly custom: boolean;
    readonly operation: Operation;
    /** Inputs that differ, without the ignored ones. */
    readonly properties: readonly PropertyChange[];
    /** Inputs that differ but stay as they are, because `ignoreChanges` names them. */
    readonly ignored: readonly PropertyChange[];
    /** Resource options that differ. */
    readonly options: readonly PropertyChange[];
    readonly forcedBy: readonly Force[];
    readonly ripples: readonly Ripple[];
    /** Of a replacement: whether there is a time without the resource. */
    readonly order?: "create-first" | "delete-first";
    /** Why the engine will not do it. */
    readonly refused?: "protected";
    /** Whether what is deleted stays in AWS, out of Pulumi's hands. */
    readonly retained: boolean;
    /** Whether the facts know the type; without them a replacement may show as an update. */
    readonly known: boolean;
    /** Set when nobody wrote the facts of the type. */
    readonly derived?: true;
    /** Of such a type: what may replace it. Absent when nothing does. */
    readonly mayReplace?: readonly Unproven[];
    readonly before?: PlannedResource;
    readonly after?: PlannedResource;
}

/** How one environment differs from its base. */
export interface GraphDiff {
    readonly base?: PlannedGraph;
    readonly head: PlannedGraph;
    /** By URN; unchanged resources are left out. */
    readonly changes: readonly Change[];
    /** What the stack exports. */
    readonly outputs: readonly PropertyChange[];
    /** Resources that are in both and equal in all. */
    readonly unchanged: number;
}
