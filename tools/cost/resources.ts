/** What each resource of a planned graph costs: priced, free, billed by use, or unknown. */
import { objectOf } from "../facts/build";
import type { PlannedResource } from "../plan/graph";
import { billOf } from "./billing";
import type { Billed, Charge, Free, Unpriced } from "./charge";
import { NOTHING, plus, type Range } from "./money";
import { type CostLine, priced } from "./priced";
import { componentOf, type CostSite, pricesOfResource } from "./site";

/** `priced`: all that stands has a price. `by-use`: nothing stands, and a unit of it has a price. `unknown`: neither. */
export const STATES = ["priced", "free", "by-use", "unknown"] as const;
export type State = (typeof STATES)[number];

export interface ResourceCost {
    readonly urn: string;
    readonly name: string;
    readonly type: string;
    /** The component it belongs to. */
    readonly component: string;
    readonly state: State;
    /** Why it is free, or what is not known. */
    readonly why?: string;
    readonly lines: readonly CostLine[];
}

/** Everything but components, which make nothing themselves. */
export function costsOfResources(site: CostSite): readonly ResourceCost[] {
    return site.graph.resources
        .filter(({ custom }) => custom)
        .map((resource) => costOfResource(resource, site));
}

function costOfResource(resource: PlannedResource, site: CostSite): ResourceCost {
    const { name, type, urn } = resource;
    const named = { urn, name, type, component: componentOf(resource, site) };
    const bill = billOf(type)(billedOf(resource, site));
    if (isFree(bill)) return { ...named, state: "free", why: bill.free, lines: [] };
    if (isUnpriced(bill)) return { ...named, state: "unknown", why: bill.unknown, lines: [] };
    const prices = pricesOfResource(resource, site);
    return {
        ...named,
        ...stateOf(
            bill.map((charge) => priced(charge, prices)),
            prices.region,
        ),
    };
}

function stateOf(lines: readonly CostLine[], region: string): Pick<ResourceCost, "lines" | "state" | "why"> {
    const isStanding = ({ quantity }: CostLine) => quantity !== undefined;
    const isMissing = ({ price }: CostLine) => price === undefined;
    const missing = [...new Set(lines.filter(isMissing).map(({ title }) => title))];
    const why = missing.length === 0 ? {} : { why: `no price in ${region} of: ${missing.join("; ")}` };
    if (lines.some((line) => isStanding(line) && isMissing(line)) || lines.every(isMissing)) {
        return { state: "unknown", lines, ...why };
    }
    return { state: lines.some(isStanding) ? "priced" : "by-use", lines, ...why };
}

function billedOf(resource: PlannedResource, { byUrn, today }: CostSite): Billed {
    return {
        resource,
        inputs: objectOf(resource.inputs),
        behind: (input) =>
            (resource.propertyDependencies[input] ?? []).flatMap((urn) => byUrn.get(urn) ?? []),
        today,
    };
}

function isFree(bill: Free | Unpriced | readonly Charge[]): bill is Free {
    return "free" in bill;
}

function isUnpriced(bill: Unpriced | readonly Charge[]): bill is Unpriced {
    return "unknown" in bill;
}

/** USD an hour of everything that stands and has a price. */
export function hourOfResources(resources: readonly ResourceCost[]): Range {
    return plus(...resources.flatMap(({ lines }) => lines.map(({ hour = NOTHING }) => hour)));
}
