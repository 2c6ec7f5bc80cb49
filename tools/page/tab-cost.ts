/** What it costs, as tiles and as tables. */
import { markup, type Html, when } from "./html";
import { aMonth, betweenText, changeText, monthText, usd } from "./numbers";
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

/** Tiles of less are one tile. */
const SMALLEST = 0.012;

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
    return markup`${figures(cost, before)}
        <h3>By component, USD a month</h3>
        ${tiles(shares)}
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

function figures(cost: CostView, before: CostView | undefined): Html {
    const was = before === undefined ? undefined : changeText(before.month.high, cost.month.high);
    return markup`<div class="figures">
            <div class="figure">
                <b>${monthText(cost.month)} USD</b
                ><span>a month with the kit's own pods</span
                >${when(before !== undefined, () => markup`<em>${was ?? "no change"}${was === undefined ? "" : " USD"}</em>`)}
            </div>
            ${cost.totals.map(({ hour, of }) => markup`<div class="figure"><b>${betweenText(hour, 2)}</b><span>USD an hour, ${of}</span></div>`)}
        </div>
        <p class="counts">${countsOf(cost.lines)}</p>`;
}

function countsOf(lines: readonly CostLine[]): string {
    const states = Object.entries(STATES).map(
        ([state, word]) => [lines.filter((line) => line.state === state).length, word] as const,
    );
    return `${states
        .filter(([n]) => n > 0)
        .map(([n, word]) => `${count(n, "line")} ${word}`)
        .join(", ")}.`;
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

function tiles(shares: readonly Share[]): Html {
    const sum = shares.reduce((all, { hour }) => all + hour.high, 0);
    const large = shares.filter(({ hour }) => hour.high / sum >= SMALLEST);
    const small = shares.filter((one) => !large.includes(one));
    const rest = small.reduce((all, { hour }) => all + hour.high, 0);
    const shown = [
        ...large,
        ...(rest > 0
            ? [{ component: `${count(small.length, "other")}`, hour: { low: rest, high: rest } }]
            : []),
    ];
    const placed = treemap(shown, ({ hour }) => hour.high, { width: 100, height: 42 });
    return markup`<div class="treemap">
        ${placed.map(({ height, item, width, x, y }, place) => {
            const month = monthText(aMonth(item.hour));
            const style = `left:${fixed(x)}%;top:${fixed(y / 0.42)}%;width:${fixed(width)}%;height:${fixed(height / 0.42)}%`;
            return markup`<button
                type="button"
                class="tile tone-${place % 6}"
                style="${style}"
                data-name="${item.component}"
            >
                <b>${item.component}</b><span>${month}<span class="sr"> USD a month</span></span>
            </button>`;
        })}
    </div>`;
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
            rows: all.map(({ hour, of, why }) => [
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
