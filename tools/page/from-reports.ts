/** What the kit's other reports say, in the form the page shows. */
import { calendarOf, type Promises } from "../calendar/calendar";
import { type CostChange, costChange } from "../cost/change";
import { costOfEnvironment } from "../cost/cli";
import type { CostReport } from "../cost/cost";
import { moneyText, monthOf, NOTHING, plus, priceText, type Range } from "../cost/money";
import type { Ceiling, Filled } from "../cost/pools";
import { costsOfResources, type ResourceCost } from "../cost/resources";
import { siteOf } from "../cost/site";
import { summaryOf, unknownOf } from "../cost/tables";
import { fitOf, type FitReport } from "../fit/fit";
import { notesOfAddresses } from "../fit/words";
import type { Environment } from "../parity/environment";
import type { PlannedGraph } from "../plan/graph";
import { same } from "../review/compare";
import { caveats, savingTexts, schedulesOf, untimedTexts } from "../time/tell";
import { timeOf, type TimeReport } from "../time/time";
import { type ControlsAsked, controlsView } from "./controls-view";
import type { BillChange, CalendarView, CostLine, CostView, FitView, Reports, TimeView } from "./views";

/** Reports of one plan, materials aside. */
export type PageReports = Omit<Reports, "materials">;

/** Reports of an environment, and of what it is compared with, by the same facts. */
export type ReportsOf = (
    environment: Environment,
    base: { readonly label: string; readonly graph: PlannedGraph } | undefined,
) => { readonly now: PageReports; readonly before: PageReports };

export interface ReportOptions {
    readonly today: string;
    readonly promises: Promises;
    readonly controls: Omit<ControlsAsked, "all" | "policy">;
    /** Every environment there is, and what each of them is compared with. */
    readonly all: { readonly now: readonly PlannedGraph[]; readonly before: readonly PlannedGraph[] };
}

export function reportsBy({ all, controls, promises, today }: ReportOptions): ReportsOf {
    return (environment, base) => {
        const { graph } = environment;
        const cost = costOfEnvironment(environment, today);
        const calendar = (one: Environment): CalendarView => calendarView(calendarOf(one, today, promises));
        const time = timeView(timeOf(graph, base === undefined ? {} : { base: base.graph }), base?.label);
        const now: PageReports = {
            ...("problems" in cost
                ? {}
                : { cost: costView(cost, base && billChange(base.graph, graph, today)) }),
            time,
            fit: fitView(fitOf(environment), graph),
            calendar: calendar(environment),
            controls: controlsView(graph, { ...controls, policy: promises.policy, all: all.now }),
        };
        if (base === undefined) return { now, before: {} };
        const earlier = { ...environment, graph: base.graph };
        return {
            now,
            before: {
                cost: standingView(base.graph, today),
                time: timeView(timeOf(base.graph), undefined),
                // Limits of pools and pods of parts are not in a graph: they are the head's where both decided alike.
                ...(decidesAlike(graph, base.graph) ? { fit: fitView(fitOf(earlier), base.graph) } : {}),
                calendar: calendar(earlier),
                controls: controlsView(base.graph, { ...controls, policy: promises.policy, all: all.before }),
            },
        };
    };
}

/** Components that pods run on, or that bring pods. */
const WITH_PODS = /^platform:(addons|charts|compute|karpenter|hybrid|cluster|network):/;

function decidesAlike(one: PlannedGraph, other: PlannedGraph): boolean {
    const [left, right] = [one, other].map(
        ({ resources }) =>
            new Map(
                resources
                    .filter(({ custom, type }) => !custom && WITH_PODS.test(type))
                    .map(({ inputs, name }) => [name, inputs]),
            ),
    );
    if (left === undefined || right === undefined || left.size !== right.size) return false;
    return [...left].every(([name, inputs]) => same(inputs, right.get(name)));
}

function billChange(base: PlannedGraph, head: PlannedGraph, today: string): BillChange {
    const { change, rows }: CostChange = costChange({ graph: base }, { graph: head }, today);
    return { month: change, rows };
}

function costView(report: CostReport, change: BillChange | undefined): CostView {
    const { ceilings, coming, floor, month, region, resources, sources, today } = report;
    const forced: readonly CostLine[] = [
        ...floor.fargateLines.map((line): CostLine => ({
            ...{ name: line.title, component: "pods on Fargate", what: line.title, state: "priced" },
            ...(line.hour === undefined ? {} : { hour: line.hour }),
        })),
        ...floor.nodes.map(({ hour, nodes, pool, type }): CostLine => ({
            ...{ name: `${nodes} ${type}`, component: pool, state: "priced" },
            what: `${nodes} ${type} started for the kit's pods`,
            hour: { low: hour, high: hour },
        })),
    ];
    const notKnown = unknownOf(report);
    return {
        lines: [...resources.map(lineOf), ...forced],
        totals: summaryOf(report).map(({ hour, label }) => ({ of: label, hour })),
        month,
        ceilings: ceilings.map(ceilingView),
        ...(change === undefined ? {} : { change }),
        notes: [
            `USD at list prices of ${region}, before tax and discounts; a month is 730 hours. Support judged by ${today}.`,
            ...coming.map(
                ({ from, hour, what }) => `From ${from}: ${what}, ${priceText(hour)} an hour more.`,
            ),
            ...(notKnown.length === 0 ? [] : [`Not known: ${notKnown.join("; ")}.`]),
            ...(floor.unsized.length === 0
                ? []
                : [
                      `Nobody knows what these pods ask for, so they count as nothing: ${floor.unsized.join(", ")}.`,
                  ]),
            `Prices: ${sources.map(({ seen, title }) => `${title} (seen ${seen})`).join("; ")}.`,
        ],
    };
}

/** What stands of a plan of which the pods are not known. */
function standingView(graph: PlannedGraph, today: string): CostView {
    const lines = costsOfResources(siteOf(graph, today)).map(lineOf);
    const hour = plus(...lines.map((line) => line.hour ?? NOTHING));
    return { lines, totals: [{ of: "what stands", hour }], month: monthOf(hour), ceilings: [], notes: [] };
}

function lineOf({ component, lines, name, state, urn, why }: ResourceCost): CostLine {
    const standing = lines.flatMap(({ hour }) => (hour === undefined ? [] : [hour]));
    const titles = lines.map(({ price, title, unit }) =>
        price === undefined ? title : `${title} (${moneyOf(price)} a ${unit})`,
    );
    return {
        ...{ urn, name, component, state },
        kind: [...new Set(lines.flatMap(({ hour, title }) => (hour === undefined ? [] : [title])))].join(
            "; ",
        ),
        what: [...new Set(titles), ...(why === undefined ? [] : [why])].join("; "),
        ...(standing.length === 0 ? {} : { hour: plus(...standing) }),
    };
}

function moneyOf({ high, low }: Range): string {
    return low === high ? priceText(low) : `${priceText(low)} to ${priceText(high)}`;
}

function ceilingView({
    capacityTypes,
    cheapest,
    dearest,
    limits,
    pool,
    spot,
    unknown,
}: Ceiling): CostView["ceilings"][number] {
    const said = [limits.join(", "), capacityTypes.join(", ")].filter((text) => text !== "").join("; ");
    if (cheapest === undefined || dearest === undefined)
        return { of: pool, why: `${said}: ${unknown ?? "not known"}` };
    const onSpot = spot === undefined ? "" : `; Spot ${moneyText(spot, 2)} an hour`;
    return {
        of: pool,
        hour: { low: cheapest.hour, high: dearest.hour },
        why: `${said}: ${filledText(cheapest)} to ${filledText(dearest)}${onSpot}`,
    };
}

function filledText({ nodes, type }: Filled): string {
    return `${nodes} ${type}`;
}

function timeView(report: TimeReport, base: string | undefined): TimeView {
    const named = schedulesOf(report, base);
    // What is done next comes first.
    const order = [...named].sort(
        (a, b) => Number(b.title.startsWith("update")) - Number(a.title.startsWith("update")),
    );
    return {
        schedules: order.map(({ schedule, title }) => ({
            title: `${title.charAt(0).toUpperCase()}${title.slice(1)}`,
            ...{ shortest: schedule.shortest, usual: schedule.usual, longest: schedule.longest },
            steps: schedule.steps.map(({ duration, end, isCritical, name, operation, start, urn }) => ({
                ...{ urn, name, operation, start, end, isCritical },
                source:
                    duration.samples > 0
                        ? `${duration.what} (${duration.samples} timed)`
                        : `${duration.what}: ${duration.basis}`,
            })),
            savings: savingTexts(schedule).map((text) => `${text}.`),
        })),
        notes: [...untimedTexts(report), ...caveats(report)],
    };
}

/** Users of addresses that have a colour; all further ones are one. */
const USERS = 5;

function fitView(report: FitReport, { resources }: PlannedGraph): FitView {
    const { addresses, kubernetes, quotas, unbounded } = report;
    const urns = new Map(resources.map(({ name, type, urn }) => [`${type} ${name}`, urn]));
    const totals = new Map<string, number>();
    for (const { by, most = 0 } of addresses.flatMap(({ uses }) => uses)) {
        totals.set(userOf(by), (totals.get(userOf(by)) ?? 0) + most);
    }
    const largest = [...totals]
        .sort(([, a], [, b]) => b - a)
        .slice(0, USERS)
        .map(([by]) => by);
    const load = (what: string, sum: NonNullable<typeof kubernetes.whole>): string =>
        `${what}: ${percentText(sum.milliCpu.share)} of CPU, ${percentText(sum.memoryMib.share)} of memory, ${percentText(sum.pods.share)} of pods are asked for by the kit's own.`;
    return {
        subnets: addresses.map(({ level, reserved, subnet, total = 0, uses, usual, zone }) => {
            const urn = urns.get(`aws:ec2/subnet:Subnet ${subnet}`);
            return {
                ...(urn === undefined ? {} : { urn }),
                ...{ subnet, zone, total, reserved, usual, level, uses: folded(uses, largest) },
            };
        }),
        quotas: quotas.flatMap(({ counted, level, limit, of = "", quota, seen, source }) =>
            limit === undefined || counted === 0
                ? []
                : [{ quota, limit, counted, of, level, source: `${source}, seen ${seen}` }],
        ),
        notes: [
            ...notesOfAddresses(report),
            ...(kubernetes.whole === undefined ? [] : [load("System nodes, all there", kubernetes.whole)]),
            ...(kubernetes.oneGone === undefined ? [] : [load("With one of them gone", kubernetes.oneGone)]),
            ...unbounded.map(({ by, why }) => `${by} cannot be bounded: ${why}.`),
        ],
    };
}

function percentText(share: number): string {
    return `${Math.round(share * 100)} %`;
}

/** Groups of one pool in several zones are one user. */
function userOf(by: string): string {
    return by.replace(/-[a-h]$/, "");
}

function folded(
    uses: FitReport["addresses"][number]["uses"],
    largest: readonly string[],
): FitView["subnets"][number]["uses"] {
    const sums = new Map<string, number>();
    for (const { by, most = 0 } of uses) {
        const user = largest.includes(userOf(by)) ? userOf(by) : OTHERS;
        sums.set(user, (sums.get(user) ?? 0) + most);
    }
    return [...sums].map(([by, most]) => ({ by, most }));
}

const OTHERS = "other interfaces";

function calendarView({
    ages,
    endless,
    entries,
    rhythms,
    today,
}: ReturnType<typeof calendarOf>): CalendarView {
    return {
        today,
        entries: entries.map(({ cost, day, source, what, why }) => ({
            ...{ day, what, why, source },
            ...(cost === undefined
                ? {}
                : { cost: `+ ${moneyText({ low: cost.usdMonth, high: cost.usdMonth }, 0)} USD a month` }),
        })),
        rhythms,
        ages: ages.map(({ days, meaning, source, until, version, what }) => ({
            ...{ what, version },
            age:
                days === undefined
                    ? "not known"
                    : `${days} days${meaning === "its source" ? ", by its source" : ""}`,
            until: until ?? "nobody says a day",
            source: source ?? "",
        })),
        notes: endless,
    };
}
