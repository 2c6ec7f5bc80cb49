/** The page's data, as it is written and as its script reads it. */

export type JsonValue =
    boolean | number | string | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export interface ReasonRecord {
    readonly where: string;
    readonly by: "decided" | "default" | "written";
    readonly says: string;
    readonly href?: string;
}

export interface ChangeRecord {
    readonly operation: string;
    readonly because: readonly string[];
    readonly properties: readonly {
        readonly path: string;
        readonly before?: JsonValue;
        readonly after?: JsonValue;
    }[];
}

export interface ResourceRecord {
    readonly urn: string;
    readonly name: string;
    readonly type: string;
    readonly custom: boolean;
    readonly parent?: string;
    readonly inputs: { readonly [key: string]: JsonValue | undefined };
    readonly waitsFor: readonly string[];
    readonly madeFrom: { readonly [input: string]: readonly string[] };
    /** By decision; of components. */
    readonly reasons?: { readonly [decision: string]: ReasonRecord };
    readonly change?: ChangeRecord;
    readonly isProtected?: boolean;
    /** Of the first deployment: from and to. */
    readonly seconds?: readonly [number, number];
    /** USD: from and to. */
    readonly hour?: readonly [number, number];
    readonly billed?: string;
}

export interface EnvironmentRecord {
    readonly stack: string;
    readonly isDifference: boolean;
    readonly resources: readonly ResourceRecord[];
}

export interface PackedPage {
    readonly linkBase: string;
    readonly environments: readonly EnvironmentRecord[];
}
