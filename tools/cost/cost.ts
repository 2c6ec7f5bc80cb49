/** What an environment costs: a pure function of its planned graph, of what its parts bring, and of the price data. */
import type { PlannedComponent } from "../../components/platform/part";
import { isKubernetesMinor, KUBERNETES } from "../../components/versions";
import { objectOf, textOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import { dayAfter } from "../plan/support";
import { HOURS_OF_A_MONTH, type Prices, pricesOf, type Source } from "../prices/prices";
import { listOf } from "./charge";
import { type Floor, floorOf } from "./floor";
import { exactly, monthOf, plus, type Range } from "./money";
import { type Ceiling, ceilingOf, poolsOf } from "./pools";
import { priced } from "./priced";
import { costsOfResources, hourOfResources, type ResourceCost, type State } from "./resources";
import { type CostSite, siteOf } from "./site";
import { type UsedLine, usedOf } from "./usage";
import { NO_USAGE, type Usage } from "./usage-file";

export interface CostReport {
    readonly schemaVersion: 1;
    readonly stack: string;
    readonly environment: string;
    readonly region: string;
    readonly currency: "USD";
    readonly hoursOfAMonth: typeof HOURS_OF_A_MONTH;
    /** The day extended support is judged by. */
    readonly today: string;
    /** By URN. */
    readonly resources: readonly ResourceCost[];
    /** Resources by state. */
    readonly counts: { readonly [state in State]: number };
    /** USD an hour of what stands, before any pod. */
    readonly empty: Range;
    readonly floor: Floor;
    /** USD an hour of what stands and of what the kit's own pods force. */
    readonly withPods: Range;
    readonly ceilings: readonly Ceiling[];
    /** What the usage file says of a month. */
    readonly used: readonly UsedLine[];
    /** USD a month of all of it: what stands, the kit's pods, what is used. */
    readonly month: Range;
    readonly coming: readonly Coming[];
    /** Where the prices stand in public, each once. */
    readonly sources: readonly Source[];
}

/** What begins to cost something on a day. */
export interface Coming {
    readonly from: string;
    readonly what: string;
    /** USD an hour. */
    readonly hour: number;
}

export interface CostInput {
    readonly graph: PlannedGraph;
    readonly components: readonly PlannedComponent[];
    readonly today: string;
    readonly usage?: Usage;
    /** @default the data of the kit */
    readonly pricesIn?: (region: string) => Prices;
}

export function costOf({ components, graph, pricesIn, today, usage }: CostInput): CostReport {
    const site = siteOf(graph, today, pricesIn ?? pricesOf);
    const prices = site.pricesIn(site.region);
    const resources = costsOfResources(site);
    const floor = floorOf(components, site);
    const empty = hourOfResources(resources);
    const withPods = plus(empty, floor.hour);
    const pools = poolsOf(components, site);
    const used = usedOf(usage ?? NO_USAGE, pools, prices);
    return {
        schemaVersion: 1,
        stack: graph.stack,
        environment: graph.environment,
        region: site.region,
        currency: "USD",
        hoursOfAMonth: HOURS_OF_A_MONTH,
        today,
        resources,
        counts: countsOf(resources),
        empty,
        floor,
        withPods,
        ceilings: [...pools.map((pool) => ceilingOf(pool, prices)), ...poolsOfAutoMode(site)],
        used,
        month: plus(
            monthOf(withPods),
            ...used.flatMap(({ month }) => (month === undefined ? [] : exactly(month))),
        ),
        coming: comingOf(site),
        sources: sourcesOf(resources, floor, used),
    };
}

function countsOf(resources: readonly ResourceCost[]): CostReport["counts"] {
    const counts = { priced: 0, free: 0, "by-use": 0, unknown: 0 } satisfies Record<State, number>;
    for (const { state } of resources) counts[state]++;
    return counts;
}

/** Those that EKS itself makes have no limits that anybody could set. */
function poolsOfAutoMode({ graph }: CostSite): readonly Ceiling[] {
    return graph.resources
        .filter(({ type }) => type === "aws:eks/cluster:Cluster")
        .flatMap(({ inputs }) => listOf(objectOf(objectOf(inputs)["computeConfig"])["nodePools"]))
        .map((name) => ({
            pool: textOf(name),
            limits: [],
            capacityTypes: [],
            unpriced: 0,
            unknown: "EKS's own pool has no limit: what pods ask for is its ceiling",
        }));
}

/** Extended support, from the day after the standard one ends; with STANDARD, EKS updates the cluster instead. */
function comingOf(site: CostSite): readonly Coming[] {
    return site.graph.resources.flatMap(({ inputs, name, type }) => {
        if (type !== "aws:eks/cluster:Cluster") return [];
        const version = textOf(objectOf(inputs)["version"]);
        const supportType = objectOf(objectOf(inputs)["upgradePolicy"])["supportType"];
        if (!isKubernetesMinor(version) || supportType === "STANDARD") return [];
        const from = dayAfter(KUBERNETES[version].endOfStandardSupport.value);
        const { hour } = priced(
            { item: "eks.control-plane.extended", quantity: 1 },
            site.pricesIn(site.region),
        );
        if (from <= site.today || hour === undefined) return [];
        return [{ from, what: `extended support of Kubernetes ${version}, ${name}`, hour: hour.high }];
    });
}

function sourcesOf(
    resources: readonly ResourceCost[],
    { fargateLines }: Floor,
    used: readonly UsedLine[],
): readonly Source[] {
    const lines = [...resources.flatMap((resource) => resource.lines), ...fargateLines, ...used];
    const found = lines.flatMap(({ source }) => source ?? []);
    const byText = new Map(found.map((source) => [`${source.title} ${source.seen}`, source]));
    return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, source]) => source);
}
