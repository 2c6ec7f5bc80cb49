/** What other components need to know of an environment's compute, whatever its kind. Pure. */
import type { z } from "zod";

import { type AutoPoolWords, DEFAULT_CLASS } from "../karpenter/auto-pool-schema";
import type { KarpenterHostWords, KarpenterWords } from "../karpenter/karpenter-schema";
import { isWindowsPool } from "../karpenter/ref";
import { SYSTEM_TAINT, type Taint } from "../shared/pods";
import type { ComputeWords } from "./compute-schema";
import type { systemNodesSchema } from "./managed-nodes-schema";
import { isWindows } from "./node-windows";
import type { AmiFamily } from "./node-words";

export type { ComputeKind, ComputeWords } from "./compute-schema";

/** Nodes of the kit's own, and where the shape asks for them. */
export interface SystemNodes {
    readonly shapePath: string;
    readonly words: z.infer<typeof systemNodesSchema>;
    readonly taints: readonly Taint[];
}

/** Karpenter's words; undefined where something else makes room for pods. */
export function karpenterOf(compute: ComputeWords): KarpenterWords | undefined {
    return compute.kind === "karpenter" ? compute : undefined;
}

/** Where Deployments of the kit start: on Fargate, or on nodes that are there before anything else. */
export function hostOf(compute: ComputeWords): KarpenterHostWords["kind"] {
    if (compute.kind === "karpenter") return compute.host.kind;
    return compute.kind === "fargate" ? "fargate" : "managed-nodes";
}

/** The kit's own nodes, where it makes any. */
export function systemNodesOf(compute: ComputeWords): SystemNodes | undefined {
    if (compute.kind === "managed") {
        const { dedicated, systemNodes } = compute;
        const taints = dedicated ? [SYSTEM_TAINT] : [];
        return { shapePath: "compute.systemNodes", words: systemNodes, taints };
    }
    if (compute.kind !== "karpenter" || compute.host.kind !== "managed-nodes") return undefined;
    return {
        shapePath: "compute.host.systemNodes",
        words: compute.host.systemNodes,
        taints: [SYSTEM_TAINT],
    };
}

/** Pools of groups, by name: what of them other components read. */
export type GroupsByName<More = object> = Readonly<Record<string, { readonly amiFamily?: AmiFamily } & More>>;

/** What of an environment may have nodes that run Windows. */
interface MayHaveWindows {
    /** Undefined when it could not be read. */
    readonly compute?: ComputeWords;
    readonly managedNodes?: GroupsByName;
    readonly selfManagedNodes?: GroupsByName;
}

/** Where the shape asks for nodes that run Windows. */
export function windowsIn({ compute, managedNodes = {}, selfManagedNodes = {} }: MayHaveWindows): string[] {
    const groups = Object.entries({ managedNodes, selfManagedNodes }).flatMap(([word, pools]) =>
        Object.entries(pools).flatMap(([pool, { amiFamily }]) =>
            amiFamily !== undefined && isWindows(amiFamily) ? [`${word}.${pool}`] : [],
        ),
    );
    const pools = compute === undefined ? {} : poolsOf(compute);
    const ofKarpenter = Object.entries(pools).filter(([, words]) => isWindowsPool(words));
    return [...groups, ...ofKarpenter.map(([pool]) => `compute.pools.${pool}`)];
}

/** Pools of nodes by Karpenter; none of any other kind. */
export function poolsOf(compute: ComputeWords): KarpenterWords["pools"] {
    return karpenterOf(compute)?.pools ?? {};
}

/** Pools of one's own that Auto Mode makes; none of any other kind. */
export function autoPoolsOf(compute: ComputeWords): Readonly<Record<string, AutoPoolWords>> {
    return compute.kind === "auto-mode" ? (compute.pools ?? {}) : {};
}

/** Whether some of them have node classes of their own, and whether nodes of any have the kit's role. */
export function ownClassesOf(compute: ComputeWords): { readonly role: "given" | "kits" } | undefined {
    const classes = Object.values(autoPoolsOf(compute)).flatMap(({ nodeClass = {} }) =>
        nodeClass === DEFAULT_CLASS ? [] : [nodeClass],
    );
    if (classes.length === 0) return undefined;
    const isGiven = classes.every(({ instanceProfile, role }) => (instanceProfile ?? role) !== undefined);
    return { role: isGiven ? "given" : "kits" };
}
