/**
 * What an unquoted text of a stack file stands for. Source: go-yaml v3.0.1 resolve.go, read 2026-11; the verdicts of
 * tests/fixtures/settings-reader/ are those of the engine's own reader.
 */

const WORDS = new Map([
    ...["", "~", "null", "Null", "NULL"].map((word): [string, null] => [word, null]),
    ...["true", "True", "TRUE"].map((word): [string, boolean] => [word, true]),
    ...["false", "False", "FALSE"].map((word): [string, boolean] => [word, false]),
]);

export type GoScalar = null | boolean | bigint | number | string;

/** A number, a word, or the text itself. Infinities and what is no number come back as such. */
export function resolvePlain(text: string): GoScalar {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
    if (!/^[-+.\d]/.test(text)) return text;
    if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
    if (/^\.(?:nan|NaN|NAN)$/.test(text)) return NaN;
    const digits = text.startsWith(".") ? text : text.replaceAll("_", "");
    return parseInteger(digits) ?? parseFloat64(digits) ?? text;
}

function parseInteger(text: string): bigint | undefined {
    const match = /^([-+]?)(0[xX][\da-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9]\d*)$/.exec(text);
    const body = match?.[2];
    if (body === undefined) return undefined;
    const size = BigInt(/^0[0-7]+$/.test(body) ? `0o${body.slice(1)}` : body.toLowerCase());
    const value = match?.[1] === "-" ? -size : size;
    const signed = match?.[1] !== "";
    return value >= -(2n ** 63n) && value < (signed ? 2n ** 63n : 2n ** 64n) ? value : undefined;
}

function parseFloat64(text: string): number | undefined {
    if (!/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(text)) return undefined;
    const value = Number(text);
    return Number.isFinite(value) ? value : undefined;
}

/** go-yaml's four forms of an instant: with a zone after `T` or `t`, without one after spaces, the day alone. */
const INSTANT = new RegExp(
    String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})` +
        String.raw`(?:(?:[Tt]|( +))(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,]\d+)?(Z|[-+]\d\d:\d\d)?)?$`,
);

/** Whether Go reads an unquoted text as a point in time. */
export function isInstant(text: string): boolean {
    const match = INSTANT.exec(text);
    if (match === null) return false;
    const [, year, month, day, spaces, hour, minute, second, zone] = match;
    if (hour !== undefined && (spaces === undefined) === (zone === undefined)) return false;
    const inRange = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
    return inRange && isDay(Number(year), Number(month), Number(day));
}

function isDay(year: number, month: number, day: number): boolean {
    const date = new Date(0);
    // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
    date.setUTCFullYear(year, month - 1, day);
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
