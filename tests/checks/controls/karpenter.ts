/** Reliability rules of Karpenter, of add-ons and of what production keeps. */
import type { Json } from "../../../components/shared/json";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { type CarriedControl } from "./control";
import { alter, cut, set, setInText, withResource, without } from "./mutants";
import {
    addonNamed,
    hasCapacity,
    controllersOf,
    failing,
    hasKarpenter,
    input,
    listOf,
    madeFrom,
    numberOf,
    ofType,
    parsed,
    present,
    read,
    textsOf,
    TYPES,
} from "./reading";

const DEPLOYMENTS = ["coredns", "aws-ebs-csi-driver", "metrics-server"];

const KARPENTER: readonly CarriedControl[] = [
    {
        id: "R22",
        means: "two controllers on two nodes in two zones, one of which may go at a time, and never on nodes of their own",
        from: "staging",
        breaches: (graph) => [
            ...present(controllersOf(graph), "controller"),
            ...failing(controllersOf(graph), isResilient, "does not survive the loss of a node"),
        ],
        mutants: [
            set(TYPES.release, "values.replicas", 1),
            set(TYPES.release, "values.podDisruptionBudget", undefined),
            set(TYPES.release, "values.podDisruptionBudget.maxUnavailable", 2),
            set(TYPES.release, "values.priorityClassName", undefined),
            set(TYPES.release, "values.affinity.podAntiAffinity", undefined),
            set(TYPES.release, "values.affinity.nodeAffinity", undefined),
            set(TYPES.release, "values.topologySpreadConstraints", []),
        ],
    },
    {
        id: "R24",
        means: "Karpenter listens to the queue that is made, and nothing else handles interruptions",
        breaches: (graph) => [
            ...failing(
                controllersOf(graph),
                (release) =>
                    madeFrom(graph, release, "values", TYPES.queue).length === 1 &&
                    input(release, "values.settings.interruptionQueue") !== undefined,
                "listens to no queue of ours",
            ),
            ...failing(
                ofType(graph, TYPES.release),
                (release) => !textsOf(input(release, "chart")).join().includes("node-termination-handler"),
                "handles interruptions a second time",
            ),
        ],
        mutants: [
            cut(TYPES.release, TYPES.queue),
            set(TYPES.release, "values.settings.interruptionQueue", undefined),
            withResource(TYPES.release, {
                chart: "oci://public.ecr.aws/aws-ec2/helm/aws-node-termination-handler",
                namespace: "kube-system",
            }),
        ],
    },
    {
        id: "R25",
        means: "every pool has a limit of cores and of memory",
        breaches: (graph) => [
            ...(hasKarpenter(graph) ? present(ofType(graph, TYPES.nodePool), "pool") : []),
            ...failing(
                ofType(graph, TYPES.nodePool),
                (pool) => ["cpu", "memory"].every((what) => input(pool, `spec.limits.${what}`) !== undefined),
                "may cost anything",
            ),
        ],
        mutants: [
            set(TYPES.nodePool, "spec.limits", undefined),
            set(TYPES.nodePool, "spec.limits.memory", undefined),
            set(TYPES.nodePool, "spec.limits.cpu", undefined),
        ],
    },
    {
        id: "R26",
        means: "production's pools lose a tenth of their nodes at once, or fewer, and none in the first minute",
        from: "production",
        breaches: (graph) =>
            failing(
                ofType(graph, TYPES.nodePool),
                (pool) => {
                    const budgets = listOf(input(pool, "spec.disruption.budgets"));
                    return (
                        budgets.some(
                            (one) => isSmall(read(one, "nodes")) && read(one, "schedule") === undefined,
                        ) &&
                        budgets.every(
                            (one) =>
                                (read(one, "schedule") === undefined) ===
                                (read(one, "duration") === undefined),
                        ) &&
                        /^([1-9]\d*[hm])+$|^Never$/.test(
                            textsOf(input(pool, "spec.disruption.consolidateAfter")).join(),
                        )
                    );
                },
                "may lose too many nodes at once",
            ),
        mutants: [
            set(TYPES.nodePool, "spec.disruption.budgets", []),
            set(TYPES.nodePool, "spec.disruption.budgets", [{ nodes: "50%" }]),
            set(TYPES.nodePool, "spec.disruption.budgets.0.schedule", "@daily"),
            set(TYPES.nodePool, "spec.disruption.consolidateAfter", "0s"),
            set(TYPES.nodePool, "spec.disruption.consolidateAfter", "30s"),
        ],
    },
    {
        id: "R28",
        means: "of two pools that could both take a pod, one comes first: a taint or a weight says which",
        breaches: (graph) => {
            const open = ofType(graph, TYPES.nodePool).filter(
                (pool) => listOf(input(pool, "spec.template.spec.taints")).length === 0,
            );
            const weights = open.map((pool) => input(pool, "spec.weight") ?? 0);
            return weights.length === new Set(weights).size
                ? []
                : ["two pools without taints have one weight"];
        },
        mutants: [
            {
                change: "every pool twice",
                mutate: (graph) => ({
                    ...graph,
                    resources: graph.resources.flatMap((one) =>
                        one.type === TYPES.nodePool ? [one, { ...one, urn: `${one.urn}-again` }] : [one],
                    ),
                }),
            },
        ],
    },
];

const ADDONS: readonly CarriedControl[] = [
    {
        id: "R31",
        means: "pods can be scaled by what they use: there is a metrics server",
        breaches: (graph) =>
            hasCapacity(graph) ? present(addonNamed(graph, "metrics-server"), "metrics server") : [],
        mutants: [without(TYPES.addon), set(TYPES.addon, "addonName", "adot")],
    },
    {
        id: "R32",
        means: "what has several pods loses one at a time, and may lose that one",
        from: "staging",
        breaches: (graph) =>
            failing(
                DEPLOYMENTS.flatMap((name) => addonNamed(graph, name)),
                (addon) => {
                    const settings = deploymentOf(addon);
                    const pods = numberOf(read(settings, "replicaCount") ?? read(settings, "replicas"));
                    const budget = read(settings, "podDisruptionBudget");
                    return (
                        pods >= 2 && read(budget, "enabled") === true && read(budget, "maxUnavailable") === 1
                    );
                },
                "loses all its pods at once, or none",
            ),
        mutants: [
            ...["", "controller."].flatMap((at) => [
                replaceInAddons(`${at}podDisruptionBudget`, { enabled: false }),
                replaceInAddons(`${at}podDisruptionBudget`, { enabled: true, maxUnavailable: 0 }),
            ]),
            replaceInAddons("replicas", 1),
            replaceInAddons("replicaCount", 1),
        ],
    },
    {
        id: "R33",
        means: "pods of one kind prefer different zones, and do without when a zone is gone",
        from: "staging",
        breaches: (graph) =>
            failing(
                DEPLOYMENTS.flatMap((name) => addonNamed(graph, name)),
                (addon) =>
                    listOf(read(deploymentOf(addon), "topologySpreadConstraints")).some(
                        (one) =>
                            read(one, "topologyKey") === "topology.kubernetes.io/zone" &&
                            read(one, "whenUnsatisfiable") === "ScheduleAnyway",
                    ),
                "may have all its pods in one zone",
            ),
        mutants: ["", "controller."].flatMap((at) => [
            replaceInAddons(`${at}topologySpreadConstraints`, []),
            replaceInAddons(`${at}topologySpreadConstraints`, [
                { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
            ]),
        ]),
    },
    {
        id: "R37",
        means: "production's network, control plane, keys and logs are protected, and keys and audit logs outlive the stack",
        from: "production",
        breaches: (graph) => [
            ...failing(
                ofType(graph, TYPES.vpc, TYPES.subnet, TYPES.cluster, TYPES.key, TYPES.logGroup),
                ({ options }) => options.protect === true,
                "is not protected",
            ),
            ...failing(
                [
                    ...ofType(graph, TYPES.key),
                    ...ofType(graph, TYPES.logGroup).filter(({ name }) => name === "cluster-logs"),
                ],
                ({ options }) => options.retainOnDelete === true,
                "goes with the stack",
            ),
        ],
        mutants: [
            ...[TYPES.vpc, TYPES.subnet, TYPES.cluster, TYPES.key, TYPES.logGroup].map((type) =>
                alter(type, "unprotected", (one) => ({
                    ...one,
                    options: { ...one.options, protect: false },
                })),
            ),
            ...[TYPES.key, TYPES.logGroup].map((type) =>
                alter(type, "not kept", (one) => ({
                    ...one,
                    options: { ...one.options, retainOnDelete: false },
                })),
            ),
        ],
    },
];

export const KARPENTER_AND_ADDONS: readonly CarriedControl[] = [...KARPENTER, ...ADDONS];

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
function isSmall(nodes: ReturnType<typeof input>): boolean {
    const text = textsOf(nodes).join();
    return text.endsWith("%") ? Number.parseInt(text, 10) <= 10 : ["0", "1"].includes(text);
}

/** Settings of an add-on's Deployment: the EBS CSI driver's stand one level below. */
function deploymentOf(addon: PlannedResource): ReturnType<typeof input> {
    const settings = parsed(input(addon, "configurationValues"));
    return read(settings, "controller") ?? settings;
}

/** Only where the setting stands already, so that each add-on is mutated where its own settings are. */
function replaceInAddons(path: string, value: Json) {
    const mutant = setInText(TYPES.addon, "configurationValues", path, value);
    return {
        change: mutant.change,
        mutate: (graph: PlannedGraph): PlannedGraph => {
            const changed = mutant.mutate(graph).resources;
            const resources = graph.resources.map((one, index) =>
                read(parsed(input(one, "configurationValues")), path) === undefined
                    ? one
                    : (changed[index] ?? one),
            );
            return { ...graph, resources };
        },
    };
}
