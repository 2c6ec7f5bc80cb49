/** What a drawing is made of: boxes in boxes, and arrows. */

/** What a part is, for its colour and its word in the legend. */
export const PART_KINDS = {
    outside: "outside AWS",
    account: "account",
    vpc: "network",
    zone: "zone",
    public: "public subnet",
    private: "private subnet",
    gateway: "gateway",
    endpoints: "endpoints",
    plane: "control plane",
    nodes: "nodes",
    fargate: "Fargate",
    pool: "pool, no node until a pod asks",
    workload: "pods of the kit",
    objects: "in the cluster",
    beside: "beside the cluster",
} as const;
export type PartKind = keyof typeof PART_KINDS;

/** A box. */
export interface DrawnPart {
    /** Of the drawing; the same for the same part of another plan. */
    readonly id: string;
    readonly kind: PartKind;
    readonly title: string;
    /** Below the title. */
    readonly lines: readonly string[];
    /** The resource or component that it stands for. */
    readonly urn?: string;
    /** The box it stands in. */
    readonly inside?: string;
    /** Whether boxes may stand in it: it is laid out around them. */
    readonly holds?: true;
}

/** What reaches what. */
export interface DrawnEdge {
    readonly from: string;
    readonly to: string;
    /** In a word or two. */
    readonly label?: string;
}

export interface Drawing {
    readonly stack: string;
    /** Each container before what stands in it. */
    readonly parts: readonly DrawnPart[];
    readonly edges: readonly DrawnEdge[];
}

/** What is drawn of one corner of an environment. */
export type Drawn = Pick<Drawing, "edges" | "parts">;
