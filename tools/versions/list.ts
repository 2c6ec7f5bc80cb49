/** `npm run versions -- list`: every pin with its age, every minor with the days it has left. Pure. */
import type { Pin } from "../../components/versions";
import { isFirstHandAddress } from "../facts/first-hand";
import { sharedOut } from "../plan/fitted-table";
import { wrap } from "../plan/report-text";
import { daysBetween } from "../plan/support";
import { namedPins, type VersionTable } from "./table";

/** Fewer days than this at the standard price and the list warns. */
export const WARNING_DAYS = 90;

/** Between two columns. */
const GAP = "  ";
/** Narrower columns than this help nobody: the list then runs over the edge. */
const NARROWEST = 10;

/** The list as text. @param today `YYYY-MM-DD` @param width columns of the terminal; default no limit */
export function renderList(table: VersionTable, today: string, width = Infinity): string {
    const pins = namedPins(table).map(({ name, pin }) => [
        name,
        pin.value,
        `${daysBetween(pin.seen, today)} days`,
        `${sourceOf(pin)}, ${pin.seen}`,
    ]);
    const minors = [["Kubernetes", "released", "standard support", "extended support"]];
    return [
        ...columns([...minors, ...minorRows(table, today)], width),
        ...warnings(table, today).flatMap((line) => wrap(line, width)),
        "",
        ...columns([["pin", "value", "age", "source"], ...pins], width),
        "",
    ].join("\n");
}

/** Who else wrote it down stands in the file, with its address. */
function sourceOf({ address, source }: Pin): string {
    return isFirstHandAddress(address) ? source : "second-hand: components/versions.ts";
}

function minorRows({ kubernetes, minors }: VersionTable, today: string): string[][] {
    return minors.flatMap((minor) => {
        const release = kubernetes[minor];
        if (release === undefined) return [];
        const { endOfExtendedSupport, endOfStandardSupport, released } = release;
        return [
            [minor, released.value, left(endOfStandardSupport, today), left(endOfExtendedSupport, today)],
        ];
    });
}

function left({ value }: Pin, today: string): string {
    const days = daysBetween(today, value);
    return days < 0 ? `until ${value}, over for ${-days} days` : `until ${value}, ${days} days left`;
}

function warnings({ kubernetes, minors }: VersionTable, today: string): string[] {
    return minors.flatMap((minor) => {
        const ends = kubernetes[minor]?.endOfStandardSupport.value;
        const days = ends === undefined ? Infinity : daysBetween(today, ends);
        if (days >= WARNING_DAYS) return [];
        const when = days < 0 ? "has left standard support" : `leaves standard support in ${days} days`;
        return [`warning: ${minor} ${when}: update clusters of it, one minor at a time.`];
    });
}

/** Each column as wide as its widest cell; where there is less room, cells are wrapped. */
export function columns(rows: readonly (readonly string[])[], width = Infinity): string[] {
    const wanted = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
    const widths = sharedOut(wanted, width - GAP.length * (wanted.length - 1), NARROWEST);
    return rows.flatMap((row) => {
        const cells = row.map((cell, index) => wrap(cell, widths[index] ?? 0));
        return Array.from({ length: Math.max(...cells.map((lines) => lines.length)) }, (_, line) =>
            cells
                .map((lines, index) => (lines[line] ?? "").padEnd(widths[index] ?? 0))
                .join(GAP)
                .trimEnd(),
        );
    });
}
