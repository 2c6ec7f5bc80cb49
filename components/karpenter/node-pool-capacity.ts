/** Pools that are not there when pods ask: reserved capacity, and as many nodes as a number says. */
import { combine, admitsValue, requirementsOfLabels } from "../shared/node-requirements";
import type { Problem } from "../shared/problems";
import { isGateOpen } from "./controller-settings";
import { CAPACITY_TYPE } from "./node-pool-keys";
import type { PoolWords } from "./node-pool-schema";
import type { ControllerSettings } from "./settings-schema";

interface Spec extends Pick<PoolWords, "labels" | "limits" | "replicas" | "requirements" | "weight"> {
    readonly nodeClass?: { readonly capacityReservationSelectorTerms?: readonly unknown[] };
    readonly settings?: ControllerSettings;
}

function mayUse(type: string, { labels, requirements }: Spec): boolean {
    const set = combine([...requirements, ...requirementsOfLabels(labels)]).get(CAPACITY_TYPE);
    return set === undefined || admitsValue(set, type);
}

/** Whether the pool's requirements leave nothing but reserved capacity. */
export function isReservedOnly(spec: Spec): boolean {
    return mayUse("reserved", spec) && !mayUse("on-demand", spec) && !mayUse("spot", spec);
}

/**
 * Without a selected reservation no instance type has capacity type `reserved`.
 * Source: Karpenter v1.14.1, pkg/providers/instancetype/types.go, computeRequirements.
 */
export function checkReservations(spec: Spec): Problem[] {
    const terms = spec.nodeClass?.capacityReservationSelectorTerms;
    const path = "nodeClass.capacityReservationSelectorTerms";
    if (terms === undefined) {
        if (!isReservedOnly(spec)) return [];
        const remedy = `Set it, or admit on-demand in ${CAPACITY_TYPE}`;
        return [{ path, what: "the pool uses nothing but reserved capacity, and selects none", remedy }];
    }
    if (isGateOpen("reservedCapacity", spec.settings)) return [];
    const remedy = "Remove it, or let settings.featureGates.reservedCapacity be true";
    return [{ path, what: "the controller does not look at reservations", remedy }];
}

/** A reservation that is paid for and never used. */
export function noticesOfReservations({ pool, ...spec }: Spec & { readonly pool: string }): string[] {
    if (spec.nodeClass?.capacityReservationSelectorTerms === undefined || mayUse("reserved", spec)) return [];
    return [
        `Pool ${pool} selects capacity reservations and does not admit reserved in ${CAPACITY_TYPE}: they stay unused`,
    ];
}

/** Written into 64 bits; more nodes than this no cluster has. */
const MAX_REPLICAS = 100_000;

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, replicas and rules of spec; kubernetes-sigs/karpenter v1.14.0, pkg/controllers/static/provisioning/controller.go. */
export function checkReplicas(spec: Spec): Problem[] {
    const { limits, replicas, settings, weight } = spec;
    if (replicas === undefined) return [];
    const problems: Problem[] = [];
    if (!Number.isInteger(replicas) || replicas < 0 || replicas > MAX_REPLICAS) {
        const remedy = `Write 0 to ${MAX_REPLICAS}`;
        problems.push({ path: "replicas", what: "not a number of nodes", got: replicas, remedy });
    }
    if (!isGateOpen("staticCapacity", settings)) {
        const what = "the controller starts no node of a pool with replicas: its gate is shut";
        const remedy = "Set compute.settings.featureGates.staticCapacity to true";
        problems.push({ path: "replicas", what, got: replicas, remedy });
    }
    if (weight !== undefined) {
        const what = "a pool with replicas is not chosen among others";
        problems.push({ path: "weight", what, got: weight, remedy: "Remove it" });
    }
    const most = limits["nodes"];
    if (most !== undefined && Number(most) < replicas) {
        const what = `fewer nodes than the ${replicas} of replicas`;
        problems.push({
            path: "limits.nodes",
            what,
            got: most,
            remedy: "Raise it: replacements count as well",
        });
    }
    return problems;
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, weight. */
export function checkWeight(weight: number | undefined): Problem[] {
    if (weight === undefined || (Number.isInteger(weight) && weight >= 1 && weight <= 100)) return [];
    return [{ path: "weight", what: "not a weight", got: weight, remedy: "Write 1 to 100, or leave it out" }];
}
