/** How environments differ, as plain data. */
import type { Json } from "../../components/shared/json";

/** Values by stack; a stack that has none is left out. */
export type Values = Readonly<Record<string, Json>>;

export interface ParityReport {
    readonly schemaVersion: 1;
    /** Stacks, in the order of the columns. */
    readonly environments: readonly string[];
    /** Those of a reason that no file states come first. */
    readonly differences: readonly Difference[];
    /** Places where the files differ, and what each moves. */
    readonly declared: readonly DeclaredDifference[];
    readonly undeclared: number;
}

/** A decision that is another in some environment. */
export interface Difference {
    readonly component: string;
    readonly type: string;
    /** Input of the component; `exists` for whether there is one; or the name of a resource and a property. */
    readonly decision: string;
    readonly values: Values;
    /** Places that move it, as the files name them: `platform:vpcCidr`, `network.nat`. */
    readonly declaredBy: readonly string[];
    /** Why it counts as declared nowhere. */
    readonly notDeclared?: string;
}

export interface DeclaredDifference {
    /** `platform:vpcCidr` of Pulumi.<stack>.yaml, or a path of stacks/<environment>.ts. */
    readonly place: string;
    readonly file: "settings" | "shape";
    readonly values: Values;
    /** How many of the differences it moves. */
    readonly decisions: number;
    /** Resources whose inputs it moves, sorted. */
    readonly resources: readonly string[];
}
