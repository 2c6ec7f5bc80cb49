/** What add-ons need beside them, what they do not stand beside, and which endpoints their pods call. */
import { endpointsIn, hasWayOut } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import { afterOf, checkRelations, type Relations } from "../shared/relations";
import type { AddonDefinition } from "./definition";
import type { AddonOptions } from "./workloads";

/** An add-on of an environment, and what is asked of it. */
interface Asked {
    readonly addon: string;
    readonly definition: AddonDefinition;
    readonly options: AddonOptions;
}

function relationsOf({ definition: { excludes, needs }, options }: Asked): Relations {
    return { needs: needs?.(options) ?? [], excludes: excludes?.(options) ?? [] };
}

/** Components an add-on waits for. Without one the check refuses. */
export function neededBy(asked: Asked, shape: object): readonly string[] {
    return afterOf(relationsOf(asked), shape);
}

/** What is missing beside an add-on, and what is one too many. */
export function checkNeighbours(asked: Asked, shape: object): readonly PlacedProblem[] {
    return checkRelations(relationsOf(asked), shape).map((problem) => ({
        ...problem,
        shapePath: `addons.${asked.addon}`,
    }));
}

/** Without a way out its pods would start and do nothing. */
export function checkEndpoints(
    { addon, definition: { endpoints }, options }: Asked,
    network: NetworkWords,
): readonly PlacedProblem[] {
    if (endpoints === undefined || hasWayOut(network)) return [];
    const there = endpointsIn(network);
    const missing = endpoints(options).filter((service) => !there.includes(service));
    if (missing.length === 0) return [];
    return [
        {
            path: "network.endpoints",
            what: `without a way out ${addon} reaches AWS through endpoints alone, and some it needs are missing`,
            got: there,
            remedy: `Add ${missing.join(", ")}`,
        },
    ];
}
