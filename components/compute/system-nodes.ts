/** What the nodes must be that Karpenter itself runs on. */
import type { Named, PlacedProblem } from "../platform/part";
import type { ManagedNodesSpec } from "./managed-nodes-spec";

/**
 * Rule 15: with one node, or with all in one zone, a single loss would leave nothing that could start another. All system
 * groups count together.
 */
export function checkSystemNodes({ shapePath, spec }: Named<ManagedNodesSpec>): PlacedProblem[] {
    const { min } = spec.sizePerZone;
    const zones = spec.slots.length;
    const problems: PlacedProblem[] = [];
    if (zones < 2) {
        problems.push({
            path: "slots",
            what: "all system nodes lie in one zone, and nothing could start a node when it fails",
            got: spec.slots,
            remedy: "Name two slots at least, or leave slots out for every zone",
        });
    }
    if (min * zones < 2) {
        problems.push({
            path: "sizePerZone.min",
            what: `${min * zones} system nodes in ${zones} zones, and Karpenter needs two to survive the loss of one`,
            got: min,
            remedy: "Let each zone have at least one",
        });
    }
    return [...problems, ...checkSystemTypes(spec.instanceTypes)].map((problem) => ({
        ...problem,
        shapePath,
    }));
}

/**
 * Karpenter's pod asks for a core and a GiB, beside what every node runs. A `medium` has one core but in the t families,
 * whose `nano` to `small` have 0.5 to 2 GiB. Source: Amazon EC2 Instance Types Guide, general purpose.
 */
function checkSystemTypes(types: readonly string[]): PlacedProblem[] {
    return types.flatMap((type, index) => {
        const isTooSmall = /^t.*\.(nano|micro|small)$/.test(type) || /^[^t].*\.(small|medium)$/.test(type);
        if (!isTooSmall) return [];
        const remedy = "Choose a large one, or a medium of the t families";
        return [
            {
                path: `instanceTypes[${index}]`,
                what: "Karpenter's pod does not fit on it",
                got: type,
                remedy,
            },
        ];
    });
}
