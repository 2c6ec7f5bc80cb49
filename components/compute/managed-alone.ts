/** Rules of kind `managed`: groups alone, which nobody makes larger and no Karpenter adds to. */
import type { PlacedProblem } from "../platform/part";
import { toleratesAll } from "../shared/pods";
import { kubernetesTaint } from "../shared/kubernetes-names";
import type { ManagedNodesWords } from "./managed-nodes-schema";
import { isWindows } from "./node-windows";
import type { ComputeWords } from "./ref";

/** Of any nodes by name. */
type Tainted = Pick<ManagedNodesWords, "amiFamily" | "taints">;

interface Reads {
    readonly compute: ComputeWords;
    readonly managedNodes?: Readonly<Record<string, Tainted>>;
    readonly selfManagedNodes?: Readonly<Record<string, Tainted>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, { readonly chart: string }>>;
}

/** The chart that grows and shrinks node groups. Source: kubernetes/autoscaler charts/cluster-autoscaler. */
export const AUTOSCALER = "cluster-autoscaler";

/** With system nodes that take nothing else and no other place, every workload would wait for ever. */
export function checkRoom({ compute, fargateProfiles = {}, ...nodes }: Reads): PlacedProblem[] {
    if (compute.kind !== "managed" || !compute.dedicated) return [];
    if (poolsIn(nodes).length + Object.keys(fargateProfiles).length > 0) return [];
    return [
        {
            path: "compute.dedicated",
            what: "no other place for pods: those of workloads, which do not tolerate the taint, would wait for ever",
            got: true,
            remedy: "Add a pool to managedNodes, or write false",
        },
    ];
}

function poolsIn({ managedNodes = {}, selfManagedNodes = {} }: Omit<Reads, "compute">): readonly Tainted[] {
    return [...Object.values(managedNodes), ...Object.values(selfManagedNodes)];
}

/** What is legal but worth knowing of groups alone. */
export function noticesOfManaged(shape: Reads): string[] {
    const { catalogue = {}, charts = {}, compute } = shape;
    if (compute.kind !== "managed") return [];
    const pools = poolsIn(shape);
    const hasOpen = pools.some(
        ({ amiFamily, taints = [] }) =>
            !isWindows(amiFamily) && toleratesAll([], taints.map(kubernetesTaint)),
    );
    const grows =
        catalogue[AUTOSCALER] !== undefined ||
        Object.values(charts).some(({ chart }) => chart === AUTOSCALER);
    return [
        ...(compute.dedicated && pools.length > 0 && !hasOpen
            ? [
                  `Every pool of nodes is tainted${pools.some(({ amiFamily }) => isWindows(amiFamily)) ? " or runs Windows" : ""}: ` +
                      "a pod without tolerations finds no node",
              ]
            : []),
        ...(grows
            ? []
            : [
                  "Nothing grows managed nodes when pods wait: they keep their desired size unless " +
                      `catalogue.${AUTOSCALER} changes it`,
              ]),
    ];
}
