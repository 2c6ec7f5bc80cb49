/** `npm run versions -- list`: every pin with its age, every minor with the days it has left. Pure. */
import type { Pin } from "../../components/versions";
import { isFirstHandAddress } from "../facts/first-hand";
import { daysBetween } from "../plan/support";
import { namedPins, type VersionTable } from "./table";

/** Fewer days than this at the standard price and the list warns. */
export const WARNING_DAYS = 90;

/** The list as text. @param today `YYYY-MM-DD` */
export function renderList(table: VersionTable, today: string): string {
    const pins = namedPins(table).map(({ name, pin }) => [
        name,
        pin.value,
        `${daysBetween(pin.seen, today)} days`,
        `${sourceOf(pin)}, ${pin.seen}`,
    ]);
    return [
        ...columns([
            ["Kubernetes", "released", "standard support", "extended support"],
            ...minorRows(table, today),
        ]),
        ...warnings(table, today),
        "",
        ...columns([["pin", "value", "age", "source"], ...pins]),
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

/** Each column as wide as its widest cell; the last as it is. */
export function columns(rows: readonly (readonly string[])[]): string[] {
    const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
    return rows.map((row) =>
        row
            .map((cell, index) => cell.padEnd(widths[index] ?? 0))
            .join("  ")
            .trimEnd(),
    );
}
