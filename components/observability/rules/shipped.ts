/** The rules the kit ships, by the namespace of rules that holds them: an alert without a source would never fire. */
import { CONTROL_PLANE_RULES } from "./control-plane";
import { KARPENTER_RULES } from "./karpenter";
import { KUBELET_RULES, NODE_EXPORTER_RULES } from "./nodes";
import type { RuleGroup, Sources } from "./rule";
import { CERTIFICATE_RULES, WORKLOAD_RULES } from "./workloads";

/** Every namespace of rules, and what has its series: API server and kubelets always do. */
export const SHIPPED_RULES = {
    "control-plane": { groups: CONTROL_PLANE_RULES, from: undefined },
    nodes: { groups: KUBELET_RULES, from: undefined },
    karpenter: { groups: KARPENTER_RULES, from: "karpenter" },
    workloads: { groups: WORKLOAD_RULES, from: "kubeStateMetrics" },
    kernel: { groups: NODE_EXPORTER_RULES, from: "nodeExporter" },
    certificates: { groups: CERTIFICATE_RULES, from: "certManager" },
} as const satisfies Readonly<
    Record<string, { readonly groups: readonly RuleGroup[]; readonly from: keyof Sources | undefined }>
>;

export type ShippedRules = keyof typeof SHIPPED_RULES;

/** Namespaces of rules that have something to look at here. */
export function shippedFor(sources: Sources): readonly ShippedRules[] {
    const all = Object.entries(SHIPPED_RULES) as readonly [
        ShippedRules,
        { readonly from: keyof Sources | undefined },
    ][];
    return all.filter(([, { from }]) => from === undefined || sources[from]).map(([name]) => name);
}
