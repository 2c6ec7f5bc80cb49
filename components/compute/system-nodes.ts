/** What the nodes must be that keep the cluster alive: Karpenter's own, or those beside no Karpenter. */
import type { Named, PlacedProblem } from "../platform/part";
import type { ManagedNodesSpec } from "./managed-nodes-spec";
import { isWindows } from "./node-windows";
import type { ComputeWords } from "./ref";

/** Whom a loss hurts, by kind of compute. */
interface Resident {
    readonly name: string;
    readonly pod: string;
    readonly lost: string;
}

const KARPENTER: Resident = {
    name: "Karpenter",
    pod: "Karpenter's pod does",
    lost: "nothing could start a node",
};
const ADDONS: Resident = {
    name: "CoreDNS",
    pod: "the pods of the add-ons do",
    lost: "no name would resolve",
};

/**
 * Rule 15: with one node, or with all in one zone, a single loss would leave nothing that could start another, or no DNS.
 * All system groups count together.
 */
export function checkSystemNodes(
    { shapePath, spec }: Named<ManagedNodesSpec>,
    kind: ComputeWords["kind"],
): PlacedProblem[] {
    const resident = kind === "karpenter" ? KARPENTER : ADDONS;
    const { min } = spec.sizePerZone;
    const zones = spec.slots.length;
    const problems: PlacedProblem[] = [];
    if (isWindows(spec.amiFamily)) {
        problems.push({
            path: "amiFamily",
            what: "what keeps the cluster alive is made for Linux",
            got: spec.amiFamily,
            remedy: "Choose AL2023 or Bottlerocket, and Windows in a pool of managedNodes",
        });
    }
    if (zones < 2) {
        problems.push({
            path: "slots",
            what: `all system nodes lie in one zone, and ${resident.lost} when it fails`,
            got: spec.slots,
            remedy: "Name two slots at least, or leave slots out for every zone",
        });
    }
    if (min * zones < 2) {
        problems.push({
            path: "sizePerZone.min",
            what: `${min * zones} system nodes in ${zones} zones, and ${resident.name} needs two to survive the loss of one`,
            got: min,
            remedy: "Let each zone have at least one",
        });
    }
    return [...problems, ...checkSystemTypes(spec.instanceTypes, resident)].map((problem) => ({
        ...problem,
        shapePath,
    }));
}

/**
 * Karpenter's pod asks for a core and a GiB, beside what every node runs. A `medium` has one core but in the t families,
 * whose `nano` to `small` have 0.5 to 2 GiB. Source: Amazon EC2 Instance Types Guide, general purpose.
 */
function checkSystemTypes(types: readonly string[], { pod }: Resident): PlacedProblem[] {
    return types.flatMap((type, index) => {
        const isTooSmall = /^t.*\.(nano|micro|small)$/.test(type) || /^[^t].*\.(small|medium)$/.test(type);
        if (!isTooSmall) return [];
        const remedy = "Choose a large one, or a medium of the t families";
        return [
            {
                path: `instanceTypes[${index}]`,
                what: `${pod} not fit on it`,
                got: type,
                remedy,
            },
        ];
    });
}
