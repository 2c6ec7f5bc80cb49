/** What rules of Karpenter, add-ons and what production keeps must notice. */
import type { Json } from "../../../../components/shared/json";
import { TYPES } from "../../../../tools/policy/planned";
import { input, parsed, read } from "../../../../tools/policy/reading";
import { alter, cut, type Mutant, type Mutants, set, setInText, withResource, without } from "../mutate";

export const KARPENTER_MUTANTS: Mutants = {
    R22: [
        set(TYPES.release, "values.replicas", 1),
        set(TYPES.release, "values.podDisruptionBudget", undefined),
        set(TYPES.release, "values.podDisruptionBudget.maxUnavailable", 2),
        set(TYPES.release, "values.priorityClassName", undefined),
        set(TYPES.release, "values.affinity.podAntiAffinity", undefined),
        set(TYPES.release, "values.affinity.nodeAffinity", undefined),
        set(TYPES.release, "values.topologySpreadConstraints", []),
    ],
    R24: [
        cut(TYPES.release, TYPES.queue),
        set(TYPES.release, "values.settings.interruptionQueue", undefined),
        withResource(TYPES.release, {
            chart: "oci://public.ecr.aws/aws-ec2/helm/aws-node-termination-handler",
            namespace: "kube-system",
        }),
    ],
    R25: [
        set(TYPES.nodePool, "spec.limits", undefined),
        set(TYPES.nodePool, "spec.limits.memory", undefined),
        set(TYPES.nodePool, "spec.limits.cpu", undefined),
    ],
    R26: [
        set(TYPES.nodePool, "spec.disruption.budgets", []),
        set(TYPES.nodePool, "spec.disruption.budgets", [{ nodes: "50%" }]),
        set(TYPES.nodePool, "spec.disruption.budgets.0.schedule", "@daily"),
        set(TYPES.nodePool, "spec.disruption.consolidateAfter", "0s"),
        set(TYPES.nodePool, "spec.disruption.consolidateAfter", "30s"),
    ],
    R28: [
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
    R31: [without(TYPES.addon), set(TYPES.addon, "addonName", "adot")],
    R32: [
        ...["", "controller."].flatMap((at) => [
            replaceInAddons(`${at}podDisruptionBudget`, { enabled: false }),
            replaceInAddons(`${at}podDisruptionBudget`, { enabled: true, maxUnavailable: 0 }),
        ]),
        replaceInAddons("replicas", 1),
        replaceInAddons("replicaCount", 1),
    ],
    R33: ["", "controller."].flatMap((at) => [
        replaceInAddons(`${at}topologySpreadConstraints`, []),
        replaceInAddons(`${at}topologySpreadConstraints`, [
            { topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" },
        ]),
    ]),
    R37: [
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
};

/** Only where the setting stands already, so that each add-on is mutated where its own settings are. */
function replaceInAddons(path: string, value: Json): Mutant {
    const mutant = setInText(TYPES.addon, "configurationValues", path, value);
    return {
        change: mutant.change,
        mutate: (graph, level) => {
            const changed = mutant.mutate(graph, level).resources;
            const resources = graph.resources.map((one, index) =>
                read(parsed(input(one, "configurationValues")), path) === undefined
                    ? one
                    : (changed[index] ?? one),
            );
            return { ...graph, resources };
        },
    };
}
