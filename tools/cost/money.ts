/** Amounts of USD, which may be known as a range alone. */
import { HOURS_OF_A_MONTH } from "../prices/prices";

export interface Range {
    readonly low: number;
    readonly high: number;
}

export const NOTHING: Range = { low: 0, high: 0 };

export function exactly(usd: number): Range {
    return { low: usd, high: usd };
}

export function times({ high, low }: Range, factor: number): Range {
    return { low: low * factor, high: high * factor };
}

export function plus(...ranges: readonly Range[]): Range {
    return {
        low: ranges.reduce((sum, { low }) => sum + low, 0),
        high: ranges.reduce((sum, { high }) => sum + high, 0),
    };
}

/** USD a month of USD an hour. */
export function monthOf(hour: Range): Range {
    return times(hour, HOURS_OF_A_MONTH);
}

export function isNothing({ high, low }: Range): boolean {
    return high === 0 && low === 0;
}

/** `0.47`, `1.20 to 3.40`, with so many decimals; thousands apart. */
export function moneyText({ high, low }: Range, decimals: number): string {
    const [least, most] = [low, high].map((usd) => grouped(usd, decimals));
    return least === most ? (least ?? "") : `${least ?? ""} to ${most ?? ""}`;
}

/** A unit price: all of its digits, at least two. */
export function priceText(usd: number): string {
    const digits = String(Number(usd.toPrecision(12)));
    if (digits.includes("e")) return usd.toFixed(9).replace(/0+$/, "");
    const decimals = digits.split(".")[1]?.length ?? 0;
    return decimals < 2 ? usd.toFixed(2) : digits;
}

function grouped(usd: number, decimals: number): string {
    const [whole = "", rest] = Math.abs(usd).toFixed(decimals).split(".");
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
    const isZero = Number(usd.toFixed(decimals)) === 0;
    return `${usd < 0 && !isZero ? "-" : ""}${apart}${rest === undefined ? "" : `.${rest}`}`;
}
