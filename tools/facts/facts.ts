/** What a facts file states about one resource type, and on whose word. */
import type { Json } from "../../components/shared/json";

/** Where a statement comes from; or why nobody could be asked, in which case nothing may be refused on it. */
export type Evidence = { readonly source: string } | { readonly unverified: string };

/** A statement and its evidence. */
export type Fact<Value> = { readonly value: Value } & Evidence;

export type Properties = { readonly [property: string]: Json };

/** What a facts file may look at when it answers for one resource. */
export interface FactsContext {
    readonly urn: string;
    /** Logical name. */
    readonly name: string;
    /** Inputs as the program sent them, secrets opened. */
    readonly inputs: Properties;
    /** The physical name: the one given, or the one Pulumi would make. */
    readonly physicalName: string;
    readonly account: string;
    readonly region: string;
    readonly partition: string;
    readonly dnsSuffix: string;
    /** `defaultTags` of the resource's provider. */
    readonly defaultTags: Properties;
    /** Hex digits derived from URN and label, the same in every run. */
    readonly hex: (label: string, digits: number) => string;
    /** What an earlier resource with this id answered. */
    readonly find: (id: Json | undefined) => Properties | undefined;
}

/** When a change of the paths forces replacement; without a condition every change does. */
export type Condition =
    /** Only when the value goes from set to unset. */
    | { readonly kind: "removed" }
    /** Every change but this one, which happens in place. */
    | { readonly kind: "except"; readonly from: Json; readonly to: Json }
    /**
     * Only when another property had this value before the change. `kept`: not when the value is taken away, which a provider
     * that computes what is not said does not see.
     */
    | { readonly kind: "before"; readonly path: string; readonly equals: Json; readonly kept?: true }
    /** Only when another property does not have this value. */
    | { readonly kind: "unless"; readonly path: string; readonly equals: Json }
    /** Only when another of the paths is the one that is set: the kind changes, not the value. */
    | { readonly kind: "other-path-set" }
    /** Only when it changes from one value to another, not when it is added or removed. */
    | { readonly kind: "both-set" }
    /** Only while the value is unknown or this other property is not set. */
    | { readonly kind: "without"; readonly path: string };

export type Replacement = { readonly paths: readonly string[]; readonly when?: Condition } & Evidence;

/** How the name in AWS comes about. */
export type NameRule =
    | { readonly kind: "none" }
    /** Always given by the program. */
    | { readonly kind: "given"; readonly property: string }
    /** Given, or the logical name, `-` and seven hex digits. */
    | {
          readonly kind: "auto";
          readonly property: string;
          readonly maxLength: number;
          readonly prefix?: string;
      };

/** Something AWS, or its provider before AWS is asked, says no to. */
export type Refusal = {
    readonly during: "check" | "create" | "update" | "delete";
    readonly when: string;
    /** The text a user sees, as far as it is known. */
    readonly error: string;
} & Evidence;

/** Facts of one type. Every field is required: a new report adds its field to all of them. */
export interface ResourceFacts {
    readonly type: string;
    readonly id: (ctx: FactsContext) => string;
    /** Everything the service answers: computed values, and defaults of inputs left unset. */
    readonly outputs: (ctx: FactsContext) => Properties;
    readonly outputsEvidence: Evidence;
    /** Which of those a first preview cannot know yet. A dotted path names one key of an object. */
    readonly unknownAtPreview: Fact<readonly string[]>;
    readonly forcesReplacement: readonly Replacement[];
    readonly physicalName: Fact<NameRule>;
    /** Outputs that an update in place makes anew. @default none: an update leaves what others read as it is */
    readonly newAtUpdate?: Fact<readonly string[]>;
    readonly refusals: readonly Refusal[];
    /** Only of facts nobody wrote. */
    readonly derived?: Derived;
}

/** Where derived facts come from, and how little that says. */
export interface Derived {
    /** File of typings. */
    readonly source: string;
    /** What is known of a change of a property that no rule of replacement names: never that it is made in place. */
    readonly otherChange: (property: string) => string;
}

/** Where facts are looked up by type; a map will do. */
export interface FactsByType {
    readonly get: (type: string) => ResourceFacts | undefined;
}

/** Every statement of a facts file with its evidence, named as in the file. */
export function statementsOf(facts: ResourceFacts): readonly (readonly [name: string, evidence: Evidence])[] {
    return [
        ["outputs", facts.outputsEvidence],
        ["unknownAtPreview", facts.unknownAtPreview],
        ["physicalName", facts.physicalName],
        ...(facts.newAtUpdate === undefined ? [] : ([["newAtUpdate", facts.newAtUpdate]] as const)),
        ...facts.forcesReplacement.map(
            (rule) => [`forcesReplacement ${rule.paths.join(", ")}`, rule] as const,
        ),
        ...facts.refusals.map((refusal) => [`refusal ${refusal.when}`, refusal] as const),
    ];
}
