/** What a change takes here: so many milliseconds each, or what it takes on AWS, so many times as fast. */
import { durationOf } from "../time/duration-of";
import { CASES } from "../time/durations";
import type { Operation } from "./world/model";

/** What one change takes, in milliseconds. */
export type LatencyOf = (change: Pick<Operation, "method" | "name" | "type" | "values">) => number;

/** `400`, `usual/100`; undefined for anything else. */
export function parseLatency(text: string): number | LatencyOf | undefined {
    if (/^\d{1,9}$/.test(text)) return Number(text);
    const [, word, fraction = "1"] = /^([a-z]+)(?:\/([1-9]\d{0,5}))?$/.exec(text) ?? [];
    const one = CASES.find((known) => known === word);
    if (one === undefined) return undefined;
    return ({ method, type, values }) =>
        method === "read"
            ? 0
            : (durationOf({ operation: method, type, inputs: values })[one] * 1000) / Number(fraction);
}
