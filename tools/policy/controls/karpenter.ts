/** Karpenter and the add-ons that keep the cluster alive: what survives the loss of a node. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, needed, none, whole } from "../judging";
import { TYPES } from "../planned";
import { input, listOf, numberOf, parsed, read, textOf } from "../reading";

const DEPLOYMENTS = ["coredns", "aws-ebs-csi-driver", "metrics-server"];

const KARPENTER: readonly Control[] = [
    {
        id: "R22",
        title: "Two controllers",
        severity: "high",
        means: "two controllers on two nodes in two zones, one of which may go at a time, and never on nodes of their own",
        why: "Without a controller no node comes, and none that is sick goes.",
        remedy: "Set compute.host.replicas: 2",
        decidedBy: ["compute.host", "compute.controller"],
        rows: { nsa: ["fault-tolerance"] },
        from: "staging",
        judge: (planned) => [
            ...(planned.hasKarpenter ? needed(planned.karpenter, "controller of Karpenter") : []),
            ...each(planned.karpenter, {
                path: "values.replicas",
                holds: (_, release) => isResilient(release),
                what: "does not survive the loss of a node",
            }),
        ],
    },
    {
        id: "R24",
        title: "Interruptions are heard once",
        severity: "medium",
        means: "Karpenter listens to the queue that is made, and nothing else handles interruptions",
        why: "A node that is taken back in two minutes would go with its pods on it.",
        remedy: "Leave interruptionQueue to the kit, and take the termination handler out",
        decidedBy: ["compute.settings", "charts", "compute"],
        source: "Karpenter documentation, disruption: interruption",
        judge: (planned) => [
            ...each(planned.karpenter, {
                path: "values.settings.interruptionQueue",
                holds: (value, release) =>
                    value !== undefined && planned.madeFrom(release, "values", TYPES.queue).length === 1,
                what: "listens to no queue of ours",
                tellsBy: "edges",
            }),
            ...none(
                planned
                    .ofType(TYPES.release)
                    .filter((one) => textOf(input(one, "chart")).includes("node-termination-handler")),
                [],
                "handles interruptions a second time",
            ),
        ],
    },
    {
        id: "R25",
        title: "Pools have limits",
        severity: "high",
        means: "every pool has a limit of cores and of memory",
        why: "One workload that asks for too much costs whatever EC2 has.",
        remedy: "Set limits.cpu and limits.memory of the pool",
        decidedBy: ["compute.pools.<name>.limits", "compute.pools"],
        rows: { nsa: ["resource-policies"] },
        judge: (planned) => [
            ...(planned.hasKarpenter ? needed(planned.ofType(TYPES.nodePool), "pool") : []),
            ...["cpu", "memory"].flatMap((what) =>
                each(planned.ofType(TYPES.nodePool), {
                    path: `spec.limits.${what}`,
                    holds: (value) => value !== undefined,
                    what: `may cost anything: it has no limit of ${what}`,
                    tellsBy: "presence",
                }),
            ),
        ],
    },
    {
        id: "R26",
        title: "Pools lose few nodes at once",
        severity: "medium",
        means: "production's pools lose a tenth of their nodes at once, or fewer, and none in the first minute",
        why: "Consolidation would move half of all pods at the same time.",
        remedy: 'Set disruption.budgets of the pool to [{ nodes: "10%" }] and consolidateAfter to 1m or more',
        decidedBy: ["compute.pools.<name>.disruption", "compute.pools"],
        rows: { nsa: ["fault-tolerance"] },
        from: "production",
        judge: (planned) => [
            ...each(planned.ofType(TYPES.nodePool), {
                path: "spec.disruption.budgets",
                holds: (value) =>
                    listOf(value).some(
                        (one) => isSmall(read(one, "nodes")) && read(one, "schedule") === undefined,
                    ) &&
                    listOf(value).every(
                        (one) =>
                            (read(one, "schedule") === undefined) === (read(one, "duration") === undefined),
                    ),
                what: "may lose too many nodes at once",
            }),
            ...each(planned.ofType(TYPES.nodePool), {
                path: "spec.disruption.consolidateAfter",
                holds: (value) => /^([1-9]\d*[hm])+$|^Never$/.test(textOf(value)),
                what: "may lose nodes in their first minute",
            }),
        ],
    },
    {
        id: "R27",
        title: "Nodes grow old",
        severity: "low",
        means: "nodes of pools are replaced by age, so that none runs an old image for ever",
        why: "A node that never goes keeps every fault of its image.",
        remedy: "Set expireAfter of the pool to 720h",
        decidedBy: ["compute.pools.<name>.expireAfter", "compute.pools"],
        rows: { bestPractices: ["hosts/updated", "hosts/replaced"] },
        judge: (planned) =>
            each(planned.ofType(TYPES.nodePool), {
                path: "spec.template.spec.expireAfter",
                // Absent is Karpenter's own, 720h.
                holds: (value) => value !== "Never",
                what: "keeps its nodes for ever",
            }),
    },
    {
        id: "R28",
        title: "One pool comes first",
        severity: "medium",
        means: "of two pools that could both take a pod, one comes first: a taint or a weight says which",
        why: "Which nodes come, and what they cost, would be by chance.",
        remedy: "Give the pools different weights, or one of them taints",
        decidedBy: ["compute.pools"],
        source: "Karpenter documentation, NodePools: weight, mutually exclusive",
        judge: (planned) => {
            const open = planned
                .ofType(TYPES.nodePool)
                .filter((pool) => listOf(input(pool, "spec.template.spec.taints")).length === 0);
            const weights = open.map((pool) => numberOf(input(pool, "spec.weight") ?? 0));
            return open.map((pool, i) =>
                whole(
                    weights.filter((weight) => weight === weights[i]).length === 1,
                    "has the weight of another pool without taints",
                    pool,
                    weights[i] ?? 0,
                ),
            );
        },
    },
];

const ADDONS: readonly Control[] = [
    {
        id: "R31",
        title: "A metrics server",
        severity: "medium",
        means: "pods can be scaled by what they use: there is a metrics server",
        why: "Every autoscaler stands still.",
        remedy: "Leave metrics-server among the add-ons",
        decidedBy: ["addons"],
        source: "EKS Best Practices Guide, reliability/application",
        judge: (planned) => {
            if (!planned.hasCapacity) return [];
            const [found] = planned.addonNamed("metrics-server");
            return [whole(found !== undefined, "there is no metrics server", found)];
        },
    },
    {
        id: "R32",
        title: "One pod at a time",
        severity: "medium",
        means: "what has several pods loses one at a time, and may lose that one",
        why: "A drain would take all of them, or wait for ever.",
        remedy: "Set addons.replicas: 2",
        decidedBy: ["addons.replicas", "addons"],
        rows: { nsa: ["fault-tolerance"] },
        from: "staging",
        judge: (planned) =>
            each(planned.addonNamed(...DEPLOYMENTS), {
                path: "configurationValues",
                holds: (value) => {
                    const settings = deploymentIn(value);
                    const pods = numberOf(read(settings, "replicaCount") ?? read(settings, "replicas"));
                    const budget = read(settings, "podDisruptionBudget");
                    return (
                        pods >= 2 && read(budget, "enabled") === true && read(budget, "maxUnavailable") === 1
                    );
                },
                what: "loses all its pods at once, or none",
            }),
    },
    {
        id: "R33",
        title: "Pods in several zones",
        severity: "medium",
        means: "pods of one kind prefer different zones, and do without when a zone is gone",
        why: "With one zone all of them would be gone.",
        remedy: "Set addons.zoneSpread: true",
        decidedBy: ["addons.zoneSpread", "addons"],
        rows: { nsa: ["fault-tolerance"] },
        from: "staging",
        judge: (planned) =>
            each(planned.addonNamed(...DEPLOYMENTS), {
                path: "configurationValues",
                holds: (value) =>
                    listOf(read(deploymentIn(value), "topologySpreadConstraints")).some(
                        (one) =>
                            read(one, "topologyKey") === "topology.kubernetes.io/zone" &&
                            read(one, "whenUnsatisfiable") === "ScheduleAnyway",
                    ),
                what: "may have all its pods in one zone",
            }),
    },
];

export const KARPENTER_AND_ADDONS: readonly Control[] = [...KARPENTER, ...ADDONS];

function isResilient(release: PlannedResource): boolean {
    const has = (path: string, pattern: RegExp): boolean =>
        pattern.test(JSON.stringify(input(release, `values.${path}`) ?? null));
    return (
        numberOf(input(release, "values.replicas")) >= 2 &&
        input(release, "values.podDisruptionBudget.maxUnavailable") === 1 &&
        input(release, "values.priorityClassName") === "system-cluster-critical" &&
        has(
            "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
            /"karpenter\.sh\/nodepool","operator":"DoesNotExist"/,
        ) &&
        has(
            "affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution",
            /kubernetes\.io\/hostname/,
        ) &&
        has("topologySpreadConstraints", /topology\.kubernetes\.io\/zone/)
    );
}

/** A tenth, or one node. */
function isSmall(nodes: Json | undefined): boolean {
    const text = textOf(nodes);
    return text.endsWith("%") ? Number.parseInt(text, 10) <= 10 : ["0", "1"].includes(text);
}

/** Settings of an add-on's Deployment: the EBS CSI driver's stand one level below. */
function deploymentIn(values: Json | undefined): Json | undefined {
    const settings = parsed(values);
    return read(settings, "controller") ?? settings;
}
