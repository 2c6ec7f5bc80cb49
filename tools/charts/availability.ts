/** Whether pods of several replicas stay while nodes go: a budget, and zones. */
import type { Json } from "../../components/shared/json";
import type { Claims } from "./claims";
import { type Comparison, NOTHING } from "./comparison";
import type { Properties, Rendered } from "./helm";
import { at, listOf, plain, textOf } from "./texts";
import { idOf, kindOf, namespaceOf, selects, type Workload } from "./workloads";

const ZONE = "topology.kubernetes.io/zone";

/** What a Deployment or StatefulSet needs with more than one replica, and must not have with one. */
export function availabilityOf(workload: Workload, claims: Claims, rendered: Rendered): Comparison[] {
    if (!/^(Deployment|StatefulSet)$/.test(workload.kind)) return [];
    const object = `${workload.kind}/${workload.name}`;
    const budgets = budgetsOf(workload, claims.namespace, rendered);
    const [blocking] = budgets.filter((budget) => isBlocking(budget, workload.replicas));
    const has = budgets.length > 0 ? "a budget" : NOTHING;
    return [
        {
            object,
            field: "budget that keeps every pod",
            claimed: NOTHING,
            rendered: blocking === undefined ? NOTHING : idOf(blocking),
        },
        ...(workload.replicas > 1
            ? [{ object, field: "disruption budget", claimed: "a budget", rendered: has }]
            : []),
        ...(workload.replicas > 1 && claims.zoneSpread && !claims.onFargate
            ? [
                  {
                      object,
                      field: "zones",
                      claimed: "spread",
                      rendered: isSpread(workload) ? "spread" : NOTHING,
                  },
              ]
            : []),
    ];
}

export function budgetsOf(workload: Workload, namespace: string, { objects }: Rendered): Properties[] {
    return objects
        .map(({ object }) => object)
        .filter((object) => kindOf(object) === "PodDisruptionBudget")
        .filter((object) => namespaceOf(object, namespace) === workload.namespace)
        .filter((object) => selects(at(object, "spec", "selector"), workload.labels));
}

/** Whether no pod may ever go, so that a node is never drained. */
function isBlocking(budget: Json, replicas: number): boolean {
    const [min, max] = [at(budget, "spec", "minAvailable"), at(budget, "spec", "maxUnavailable")];
    if (max !== undefined) return shareOf(max, replicas) === 0;
    return min !== undefined && shareOf(min, replicas) >= replicas;
}

/** Kubernetes rounds a share up. Source: Kubernetes documentation, Specifying a Disruption Budget, rounding logic. */
function shareOf(amount: Json, replicas: number): number {
    const [, percent] = /^(\d+)%$/.exec(plain(amount)) ?? [];
    return percent === undefined ? Number(amount) : Math.ceil((replicas * Number(percent)) / 100);
}

/** By a constraint or by affinity, whichever takes its own pods; a selector that takes others spreads nothing. */
export function isSpread({ labels, spec }: Workload): boolean {
    const constraints = listOf(spec["topologySpreadConstraints"]).filter(
        (one) => textOf(at(one, "topologyKey")) === ZONE && selects(at(one, "labelSelector"), labels),
    );
    const affinity = at(spec["affinity"], "podAntiAffinity");
    const required = listOf(at(affinity, "requiredDuringSchedulingIgnoredDuringExecution"));
    const preferred = listOf(at(affinity, "preferredDuringSchedulingIgnoredDuringExecution")).map((one) =>
        at(one, "podAffinityTerm"),
    );
    const apart = [...required, ...preferred].filter(
        (one) => textOf(at(one, "topologyKey")) === ZONE && selects(at(one, "labelSelector"), labels),
    );
    return constraints.length + apart.length > 0;
}
