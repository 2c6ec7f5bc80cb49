/** Budgets that let nobody go: a drain waits for them until it fails. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf, listIn, mapsIn, type PlannedObject, podIn, textsIn } from "../ground";
import { configurationsOf } from "./settings";

const DRAIN =
    "EKS User Guide, managed-node-update-behavior: PodEvictionFailure after 15 minutes; Kubernetes documentation, disruptions";
const DRIFT = "karpenter.sh, docs/concepts/disruption, NodePool Disruption Budgets";
const HELD = "karpenter.sh, docs/concepts/disruption, Pod-Level Controls";

export function checkBudgets(ground: Ground): readonly Finding[] {
    if (ground.from === undefined || ground.target.kind === "addon") return [];
    const workloads = workloadsOf(ground);
    return findingsOf("budgets", [
        ...ground.objects
            .filter(({ kind }) => kind === "PodDisruptionBudget")
            .flatMap((one) => ofBudget(one, workloads.get(namespaceOf(one)) ?? [])),
        ...ofValues(ground),
        ...POOLS.flatMap(ground.ofType).flatMap(ofPool),
        ...ground.objects.flatMap(ofPod),
    ]);
}

const POOLS = ["kubernetes:karpenter.sh/v1:NodePool"] as const;

/** What a budget may be about, by namespace. */
function workloadsOf({ objects }: Ground): ReadonlyMap<string, readonly PlannedObject[]> {
    const found = new Map<string, PlannedObject[]>();
    for (const object of objects) {
        if (object.kind !== "Deployment" && object.kind !== "StatefulSet") continue;
        const list = found.get(namespaceOf(object));
        if (list === undefined) found.set(namespaceOf(object), [object]);
        else list.push(object);
    }
    return found;
}

function ofBudget(budget: PlannedObject, workloads: readonly PlannedObject[]): readonly Found[] {
    const spec = objectOf(budget.body["spec"]);
    const reason = closedBy(spec, undefined) ?? wholeOf(workloads, spec);
    return reason === undefined ? [] : [closed(`Budget ${budget.label}`, reason, budget.resource.name)];
}

function closed(whose: string, reason: string, name: string): Found {
    return {
        id: "budget-closed",
        level: "breaks",
        what: `${whose} lets no pod go: ${reason}`,
        why: "A node with one of its pods is not drained: a managed group's update fails after 15 minutes, Karpenter waits.",
        remedy: "Let one go: maxUnavailable: 1, with a replica more than must be there",
        resources: [name],
        source: DRAIN,
    };
}

/** Why a budget is closed whatever runs, or with so many replicas. */
function closedBy(
    { maxUnavailable, minAvailable }: Properties,
    replicas: number | undefined,
): string | undefined {
    if (maxUnavailable === 0 || maxUnavailable === "0" || maxUnavailable === "0%") {
        return `maxUnavailable is ${maxUnavailable}`;
    }
    if (minAvailable === "100%") return "minAvailable is 100%";
    const least = Number(minAvailable);
    if (replicas === undefined || minAvailable === undefined || Number.isNaN(least) || least < replicas)
        return undefined;
    return `minAvailable is ${least} of ${replicas}`;
}

/** As many must be there as there are. */
function wholeOf(workloads: readonly PlannedObject[], spec: Properties): string | undefined {
    const wanted = Object.entries(objectOf(objectOf(spec["selector"])["matchLabels"]));
    if (wanted.length === 0) return undefined;
    for (const workload of workloads) {
        const of = objectOf(workload.body["spec"]);
        const labels = objectOf(objectOf(objectOf(of["template"])["metadata"])["labels"]);
        if (!wanted.every(([key, value]) => labels[key] === value)) continue;
        const reason = closedBy(spec, numberOf(of["replicas"]) ?? 1);
        if (reason !== undefined) return `${reason} of ${workload.label}`;
    }
    return undefined;
}

function namespaceOf({ body }: PlannedObject): string {
    return textOf(objectOf(body["metadata"])["namespace"], "default");
}

function numberOf(value: Json | undefined): number | undefined {
    return typeof value === "number" ? value : undefined;
}

/** In the values of a chart or the settings of an add-on, a budget beside the replicas it is about. */
function ofValues(ground: Ground): readonly Found[] {
    const all = [
        ...ground.ofType("kubernetes:helm.sh/v3:Release").map((release) => ({
            name: release.name,
            values: objectOf(inputsOf(release)["values"]),
        })),
        ...configurationsOf(ground).map(({ configuration, name }) => ({ name, values: configuration })),
    ];
    return all.flatMap(({ name, values }) =>
        [...mapsIn(values)].flatMap(([path, map]) => {
            const key = BUDGET_KEYS.find((one) => Object.keys(objectOf(map[one])).length > 0);
            if (key === undefined) return [];
            const budget = objectOf(map[key]);
            if (budget["enabled"] === false || budget["create"] === false) return [];
            const replicas = numberOf(map["replicaCount"]) ?? numberOf(map["replicas"]);
            const reason = closedBy(budget, replicas);
            return reason === undefined
                ? []
                : [closed(`Budget ${[...path, key].join(".")} of ${name}`, reason, name)];
        }),
    );
}

const BUDGET_KEYS = ["podDisruptionBudget", "pdb", "disruptionBudget"] as const;

/** Budgets of a pool: closed at every hour, and for drift, no node of it ever gets the new minor. */
function ofPool(pool: Ground["environment"]["graph"]["resources"][number]): readonly Found[] {
    const spec = objectOf(inputsOf(pool)["spec"]);
    const budgets = listIn(objectOf(spec["disruption"])["budgets"]);
    const shut = budgets.filter(({ nodes, reasons, schedule }) => {
        const all = textsIn(reasons);
        return isNone(nodes) && schedule === undefined && (all.length === 0 || all.includes("Drifted"));
    });
    if (shut.length === 0) return [];
    return [
        {
            id: "pool-closed",
            level: "breaks",
            what: `The budgets of ${pool.name} let no node be replaced`,
            why: "Its nodes drift once the control plane has the new minor, and none is replaced: they stay behind.",
            remedy: "Open it for drift, at an hour of its own: nodes with reasons [Drifted] and a schedule",
            resources: [pool.name],
            source: DRIFT,
        },
    ];
}

function isNone(nodes: Json | undefined): boolean {
    return nodes === "0" || nodes === 0 || nodes === "0%";
}

function ofPod(object: PlannedObject): readonly Found[] {
    if (textOf(podIn(object)?.annotations["karpenter.sh/do-not-disrupt"]) !== "true") return [];
    return [
        {
            id: "pod-held",
            level: "breaks",
            what: `${object.kind} ${object.label} has karpenter.sh/do-not-disrupt`,
            why: "Karpenter does not begin to drain its node, unless the pool's terminationGracePeriod ends the wait.",
            remedy: "Take the annotation off for the update, or see that the pool has a terminationGracePeriod",
            resources: [object.resource.name],
            source: HELD,
        },
    ];
}
