/** What it costs, as tiles and as tables. */
import { markup, type Html, when } from "./html";
import { aMonth, betweenText, monthText, signedText, usd } from "./numbers";
import { count } from "../plan/report-text";
import { amountCell, changeCell, linkTo, notesOf, table } from "./pieces";
import { treemap } from "./treemap";
import type { Between, CostLine, CostState, CostView } from "./views";

const STATES: { readonly [state in CostState]: string } = {
    priced: "priced",
    free: "free",
    "by-use": "billed by use",
    unknown: "price not known",
};

/** Less is no tile anybody could read. */
const SMALLEST = 0.01;

/** What one component costs an hour. */
interface Share {
    readonly component: string;
    readonly hour: Between;
    readonly urn?: string;
}

export function costTab(cost: CostView, before: CostView | undefined): Html {
    const [shares, old] = [
        sharesOf(cost.lines),
        new Map(sharesOf(before?.lines ?? []).map((one) => [one.component, one])),
    ];
    return markup`${figures(cost)}
        <h3>What a month is made of, USD</h3>
        ${tiles(cost.lines, shares)}
        ${table({
            caption: "What each component costs while it stands",
            head: [
                "component",
                "USD an hour",
                "USD a month",
                ...(before === undefined ? [] : ["change a month"]),
            ],
            numbers: [1, 2, 3],
            rows: shares.map(({ component, hour, urn }) => [
                named(component, urn),
                amountCell(hour, 4),
                amountCell(aMonth(hour)),
                ...(before === undefined
                    ? []
                    : [changeCell(aMonth(old.get(component)?.hour ?? NONE).high, aMonth(hour).high)]),
            ]),
        })}
        ${when(before !== undefined, () => goneShares(shares, old))} ${ceilings(cost)} ${byUse(cost.lines)}
        ${notesOf(cost.notes)}`;
}

const NONE: Between = { low: 0, high: 0 };

function figures(cost: CostView): Html {
    const { change, lines, month, totals } = cost;
    const more = change === undefined ? "" : (signedText(change.month) ?? "no change");
    return markup`<div class="figures">
<div class="figure"><b>${monthText(month)} USD</b><span>a month with the kit's own pods</span>${when(more !== "", () => markup`<em>${more}</em>`)}</div>
${totals.map(({ hour, of }) => markup`<div class="figure"><b>${betweenText(hour, 2)}</b><span>USD an hour, ${of}</span></div>`)}
</div>
<p class="counts">${countsOf(lines)}</p>${when((change?.rows.length ?? 0) > 0, () => billChange(change))}`;
}

/** What makes the difference, the largest first. */
function billChange(change: CostView["change"]): Html {
    return markup`<h3>What changes the bill</h3>${table({
        caption: "By kind, USD a month of what stands; pods on Fargate and nodes that they force aside",
        head: ["kind", "before", "after", "change a month"],
        numbers: [1, 2, 3],
        rows: (change?.rows ?? []).map(({ change: by, label, quantityAfter, quantityBefore }) => [
            markup`${label}`,
            markup`${usd(quantityBefore, Number.isInteger(quantityBefore) ? 0 : 2)}`,
            markup`${usd(quantityAfter, Number.isInteger(quantityAfter) ? 0 : 2)}`,
            markup`<span class="${by.high > 0 ? "more" : "less"}">${signedText(by) ?? "none"}</span>`,
        ]),
    })}`;
}

function countsOf(lines: readonly CostLine[]): string {
    const said = Object.entries(STATES).flatMap(([state, word]) => {
        const found = lines.filter((line) => line.state === state).length;
        return found === 0 ? [] : [`${found} ${word}`];
    });
    return `Of ${count(lines.length, "resource")} and what pods force: ${said.join(", ")}.`;
}

function sharesOf(lines: readonly CostLine[]): readonly Share[] {
    const shares = new Map<string, Share>();
    for (const { component, hour } of lines) {
        if (hour === undefined) continue;
        const known = shares.get(component)?.hour ?? NONE;
        shares.set(component, {
            component,
            hour: { low: known.low + hour.low, high: known.high + hour.high },
        });
    }
    return [...shares.values()].filter(({ hour }) => hour.high > 0).sort((a, b) => b.hour.high - a.hour.high);
}

function named(component: string, urn: string | undefined): Html {
    return markup`<button
        type="button"
        class="link"
        data-name="${component}"
        ${urn === undefined ? undefined : markup` data-urn="${urn}"`}
    >
        ${component}
    </button>`;
}

/** What a component pays for of one kind. */
interface Piece {
    readonly component: string;
    readonly kind: string;
    readonly hour: number;
    readonly count: number;
}

function piecesOf(lines: readonly CostLine[]): readonly Piece[] {
    const pieces = new Map<string, Piece>();
    for (const { component, hour, kind, what } of lines) {
        if (hour === undefined || hour.high === 0) continue;
        const key = `${component}\n${kind ?? what}`;
        const known = pieces.get(key) ?? { component, kind: kind ?? what, hour: 0, count: 0 };
        pieces.set(key, { ...known, hour: known.hour + hour.high, count: known.count + 1 });
    }
    return [...pieces.values()];
}

/** A tile a kind, in the colour of its component. */
function tiles(lines: readonly CostLine[], shares: readonly Share[]): Html {
    const pieces = piecesOf(lines);
    const sum = pieces.reduce((all, { hour }) => all + hour, 0);
    const large = pieces.filter(({ hour }) => hour / sum >= SMALLEST);
    const colours = shares.map(({ component }) => component);
    const names = colours.filter((component) => large.some((one) => one.component === component));
    return markup`${SHAPES.map(([name, height]) => tilesIn(large, colours, name, height))}
<p class="legend">${names.map((component) => markup`<span class="entry"><span class="key tone-${colours.indexOf(component) % 6}"></span> ${component}</span>`)}${when(large.length < pieces.length, () => markup`<span class="hint">Less than ${(SMALLEST * 100).toFixed(0)} % of it is in the table alone.</span>`)}</p>`;
}

/** For a screen and for a phone, whose rectangles are of other shapes: the height of a width of 100. */
const SHAPES = [
    ["wide", 30],
    ["narrow", 130],
] as const;

function tilesIn(pieces: readonly Piece[], colours: readonly string[], name: string, of: number): Html {
    const tiles = treemap(pieces, ({ hour }) => hour, { width: 100, height: of });
    return markup`<div class="treemap is-${name}">${tiles.map(({ height, item, width, x, y }) => {
        const { component, count: times, hour, kind } = item;
        const style = `left:${fixed(x)}%;top:${fixed((y / of) * 100)}%;width:${fixed(width)}%;height:${fixed((height / of) * 100)}%`;
        const month = monthText(aMonth({ low: hour, high: hour }));
        return markup`<button type="button" class="tile tone-${colours.indexOf(component) % 6}" style="${style}" data-name="${component}" title="${component}: ${kind}"><b>${month}<span class="sr"> USD a month</span></b><span>${kind}${times > 1 ? ` ×${times}` : ""}</span><span>${component}</span></button>`;
    })}</div>`;
}

function fixed(value: number): string {
    return value.toFixed(3);
}

function goneShares(shares: readonly Share[], old: ReadonlyMap<string, Share>): Html | undefined {
    const now = new Set(shares.map(({ component }) => component));
    const gone = [...old.values()].filter(({ component }) => !now.has(component));
    if (gone.length === 0) return undefined;
    const said = gone.map(({ component, hour }) => `${component} (${usd(aMonth(hour).high)})`);
    return markup`<p>No longer paid for, USD a month: ${said.join(", ")}.</p>`;
}

function ceilings({ ceilings: all }: CostView): Html | undefined {
    if (all.length === 0) return undefined;
    return markup`<h3>What pools may grow to</h3>
        ${table({
            caption: "USD of each pool at its limits, from the cheapest to the dearest type it admits",
            head: ["pool", "USD an hour", "USD a month", "how it is reckoned"],
            numbers: [1, 2],
            rows: all.map(({ hour = NONE, of, why }) => [
                markup`${of}`,
                amountCell(hour),
                amountCell(aMonth(hour), 0),
                markup`${why}`,
            ]),
        })}`;
}

function byUse(lines: readonly CostLine[]): Html | undefined {
    const groups = new Map<string, CostLine[]>();
    for (const line of lines) {
        if (line.state !== "by-use" && line.state !== "unknown") continue;
        const key = [line.state, line.component, line.what].join("\n");
        groups.set(key, [...(groups.get(key) ?? []), line]);
    }
    if (groups.size === 0) return undefined;
    return markup`<h3>Billed by use, or not known</h3>${table({
        caption: "What no sum is pretended for",
        head: ["resource", "component", "what is billed"],
        numbers: [],
        rows: [...groups.values()].map(alike),
    })}`;
}

/** Lines that say the same are one, with the first resource and how many others. */
function alike(lines: readonly CostLine[]): readonly Html[] {
    const [first, ...others] = lines;
    const { component = "", name = "", state, urn, what = "" } = first ?? {};
    const more = others.length === 0 ? "" : ` and ${count(others.length, "other")}`;
    return [
        markup`${urn === undefined ? name : linkTo(urn, name)}${more}`,
        markup`${component}`,
        markup`${state === "unknown" ? "not known: " : ""}${what}`,
    ];
}
