/** Numbers as people read them. */
import { count } from "../plan/report-text";
import type { Between } from "./views";

const MONTH_HOURS = 730;

export function usd(amount: number, digits = 2): string {
    return amount.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `12.30`, or `10.00 to 12.30`. */
export function betweenText({ high, low }: Between, digits = 2): string {
    return usd(low, digits) === usd(high, digits)
        ? usd(low, digits)
        : `${usd(low, digits)} to ${usd(high, digits)}`;
}

export function aMonth({ high, low }: Between): Between {
    return { low: low * MONTH_HOURS, high: high * MONTH_HOURS };
}

/** Whole dollars a month, as a headline has it. */
export function monthText(month: Between): string {
    return betweenText(month, 0);
}

/** `+ 412`, `− 3`; undefined where nothing differs. */
export function changeText(before: number, after: number, digits = 0): string | undefined {
    const by = after - before;
    const said = usd(Math.abs(by), digits);
    if (Number(said.replaceAll(",", "")) === 0) return undefined;
    return `${by > 0 ? "+" : "−"} ${said}`;
}

/** `+ 412 USD`, `− 3 to − 5 USD`; undefined where nothing differs. */
export function signedText({ high, low }: Between, digits = 0): string | undefined {
    const [least, most] = [changeText(0, low, digits), changeText(0, high, digits)];
    if (least === undefined && most === undefined) return undefined;
    return least === most ? `${least ?? ""} USD` : `${least ?? "0"} to ${most ?? "0"} USD`;
}

/** `45 s`, `18 min`, `1 h 05 min`. */
export function durationText(seconds: number): string {
    if (seconds < 90) return `${Math.round(seconds)} s`;
    const minutes = Math.round(seconds / 60);
    if (minutes < 60) return `${minutes} min`;
    return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

export function percent(share: number): string {
    // Beyond this a share is told in times.
    if (share > 10) return `${Math.round(share)} times`;
    return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

export function daysText(today: string, day: string): string {
    const days = Math.round((Date.parse(day) - Date.parse(today)) / 86_400_000);
    return days < 0 ? `${count(-days, "day")} ago` : days === 0 ? "today" : `in ${count(days, "day")}`;
}
