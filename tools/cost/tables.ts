/** A report's amounts, added up for who reads it: by component, by kind, unit prices of what use decides. */
import type { CostReport } from "./cost";
import { isNothing, NOTHING, plus, type Range, times } from "./money";
import type { CostLine } from "./priced";

/** An amount of something. */
export interface Row {
    readonly label: string;
    /** USD an hour. */
    readonly hour: Range;
}

/** A kind of thing that is billed, and how much of it stands. */
export interface KindRow extends Row {
    readonly item: string;
    readonly unit: CostLine["unit"];
    readonly quantity: number;
    /** Absent when nobody has seen it. */
    readonly price?: Range;
}

/** What use decides: its price, and which components are billed by it. */
export interface UnitRow {
    readonly item: string;
    readonly title: string;
    readonly unit: CostLine["unit"];
    readonly price?: Range;
    readonly tiers?: CostLine["tiers"];
    readonly components: readonly string[];
}

/** The rows of a summary: what stands, what the kit's pods force, both together. */
export function summaryOf({ empty, floor, withPods }: CostReport): readonly Row[] {
    const fargate = plus(...floor.fargateLines.map(({ hour = NOTHING }) => hour));
    const nodes = floor.nodes.map(({ hour, nodes: count, pool, type }) => ({
        label: `${count} ${type} that ${pool} starts for the kit's pods`,
        hour: { low: hour, high: hour },
    }));
    const rows = [
        { label: "what stands", hour: empty },
        ...(isNothing(fargate) ? [] : [{ label: "the kit's pods on Fargate", hour: fargate }]),
        ...nodes,
    ];
    return rows.length === 1 ? rows : [...rows, { label: "together", hour: withPods }];
}

/** Components that cost something while they stand, the dearest first. */
export function byComponent({ floor, resources }: CostReport): readonly Row[] {
    const sums = new Map<string, Range>();
    const add = (label: string, hour: Range) => sums.set(label, plus(sums.get(label) ?? NOTHING, hour));
    for (const { component, lines } of resources) {
        for (const { hour } of lines) if (hour !== undefined) add(component, hour);
    }
    for (const { hour = NOTHING } of floor.fargateLines) add("pods on Fargate", hour);
    for (const { hour, pool } of floor.nodes) add(pool, { low: hour, high: hour });
    return dearestFirst([...sums].map(([label, hour]) => ({ label, hour })));
}

/** What is added up by kind. */
interface Billed extends Pick<CostReport, "resources"> {
    readonly floor: Pick<CostReport["floor"], "fargateLines" | "nodes">;
}

/** Kinds of things that stand, the dearest first. */
export function byKind({ floor, resources }: Billed): readonly KindRow[] {
    const rows = new Map<string, KindRow>();
    for (const line of [...resources.flatMap(({ lines }) => lines), ...floor.fargateLines]) {
        if (line.quantity === undefined) continue;
        const before = rows.get(line.item);
        rows.set(line.item, {
            item: line.item,
            label: line.title,
            unit: line.unit,
            quantity: (before?.quantity ?? 0) + line.quantity,
            hour: plus(before?.hour ?? NOTHING, line.hour ?? NOTHING),
            ...(line.price === undefined ? {} : { price: line.price }),
        });
    }
    const forced = floor.nodes.map(({ hour, nodes, pool, type }): KindRow => ({
        item: `forced.${pool}`,
        label: `${type} of ${pool}, with volumes`,
        unit: "hour",
        quantity: nodes,
        hour: { low: hour, high: hour },
        price: times({ low: rounded(hour), high: rounded(hour) }, 1 / nodes),
    }));
    return dearestFirst([...rows.values(), ...forced]);
}

/** Unit prices of what use decides, in the order of items. */
export function byUse({ resources }: CostReport): readonly UnitRow[] {
    const rows = new Map<string, UnitRow>();
    for (const { component, lines } of resources) {
        for (const { item, price, quantity, tiers, title, unit } of lines) {
            if (quantity !== undefined) continue;
            const components = new Set([...(rows.get(item)?.components ?? []), component]);
            rows.set(item, {
                item,
                title,
                unit,
                ...(price === undefined ? {} : { price }),
                ...(tiers === undefined ? {} : { tiers }),
                components: [...components].sort(),
            });
        }
    }
    return [...rows.values()].sort((one, other) => (one.item < other.item ? -1 : 1));
}

/** What of an environment has no price, by name: resources, and unit prices that nobody has seen. */
export function unknownOf(report: CostReport): readonly string[] {
    const resources = report.resources
        .filter(({ state }) => state === "unknown")
        .map(({ component, name, type, why = "" }) => `${name} of ${component} (${type}): ${why}`);
    const units = byUse(report)
        .filter(({ price }) => price === undefined)
        .map(({ components, title }) => `${title}, a unit (${components.join(", ")})`);
    return [...new Set([...resources, ...units])];
}

/** An amount that was reckoned, to the ten-thousandth. */
function rounded(usd: number): number {
    return Math.round(usd * 1e4) / 1e4;
}

function dearestFirst<Some extends Row>(rows: readonly Some[]): readonly Some[] {
    return [...rows].sort(
        (one, other) => other.hour.high - one.hour.high || (one.label < other.label ? -1 : 1),
    );
}
