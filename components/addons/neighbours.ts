/** What add-ons need beside them, and what they do not stand beside, whoever installs it. */
import { endpointsIn, hasWayOut } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import type { PlacedProblem } from "../platform/part";
import type { AddonDefinition } from "./definition";
import type { AddonOptions } from "./workloads";

/** Where a shape may ask for software by name. */
export interface Neighbours {
    readonly addons: { readonly others?: Readonly<Record<string, unknown>> };
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<Record<string, unknown>>;
}

/** What makes the software: where the shape asks for it, and its component. */
export interface Provider {
    readonly path: string;
    readonly component: string;
}

/** Everything in a shape that brings software of this name. */
export function providersOf(shape: Neighbours, name: string): readonly Provider[] {
    const { others = {}, ...known } = shape.addons;
    const places = [
        { at: "addons", component: `addon-${name}`, words: known as Readonly<Record<string, unknown>> },
        { at: "addons.others", component: `addon-${name}`, words: others },
        { at: "catalogue", component: `chart-${name}`, words: shape.catalogue ?? {} },
        { at: "charts", component: `chart-${name}`, words: shape.charts ?? {} },
    ];
    return places
        .filter(({ words }) => Object.hasOwn(words, name) && words[name] !== undefined)
        .map(({ at, component }) => ({ path: `${at}.${name}`, component }));
}

/** Components an add-on waits for. Without one the check refuses. */
export function neededBy({ needs = [] }: AddonDefinition, shape: Neighbours): readonly string[] {
    return needs.flatMap(({ name }) => providersOf(shape, name).map(({ component }) => component));
}

/** An add-on of an environment, and what is asked of it. */
interface Asked {
    readonly addon: string;
    readonly definition: AddonDefinition;
    readonly options: AddonOptions;
}

/** What is missing beside an add-on, and what is one too many. */
export function checkNeighbours(
    { addon, definition: { excludes, needs = [] }, options }: Asked,
    shape: Neighbours,
): readonly PlacedProblem[] {
    const path = `addons.${addon}`;
    return [
        ...needs
            .filter(({ name }) => providersOf(shape, name).length === 0)
            .map(({ name, why }) => ({
                path,
                what: `it needs ${name}: ${why}`,
                remedy: `Add catalogue: { "${name}": {} }, or name another release of it in charts or addons.others`,
            })),
        ...(excludes?.(options) ?? []).flatMap(({ name, why }) =>
            providersOf(shape, name).map((other) => ({
                path,
                what: `it does not stand beside ${other.path}: ${why}`,
                remedy: "Remove one of the two",
            })),
        ),
    ];
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
