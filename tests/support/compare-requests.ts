/** Two recordings of one program, compared field by field as they were received. */
import { isDeepStrictEqual } from "node:util";

import type { RecordedRequest } from "../../tools/plan/requests";

/**
 * Fields that may differ, with the reason; everything else a message can hold is compared.
 * A name that no message has fails the comparison, so the list cannot rot.
 */
export const IGNORED_FIELDS: Readonly<Record<string, string>> = {
    sourceposition: "line and column in emitted JavaScript: each loader emits other JavaScript",
    stacktrace: "frames of the loader and the runtime that started the program",
};

/** Requests only one side makes, with the reason. */
export const IGNORED_KINDS: Readonly<Partial<Record<RecordedRequest["kind"], string>>> = {
    signalAndWaitForShutdown:
        "the runtime says goodbye to the engine; in process there is nobody to wait for",
};

/** One line per difference: request, field, both values. Also counts what was compared. */
export interface Comparison {
    readonly differences: readonly string[];
    readonly requests: number;
    readonly fields: number;
}

type Fields = ReadonlyMap<string, unknown>;

/**
 * Requests that do not wait for each other may arrive in any order, so each is found by what it is about:
 * kind and URN, feature or token. Repeated ones are compared in their order.
 */
export function compareRequests(
    left: readonly RecordedRequest[],
    right: readonly RecordedRequest[],
): Comparison {
    const [leftByKey, rightByKey] = [byKey(left), byKey(right)];
    const differences: string[] = [];
    let fields = 0;
    for (const key of new Set([...leftByKey.keys(), ...rightByKey.keys()])) {
        const [one, other] = [leftByKey.get(key), rightByKey.get(key)];
        if (one === undefined || other === undefined) {
            differences.push(`${key}: only ${one === undefined ? "right" : "left"}`);
            continue;
        }
        for (const field of new Set([...one.keys(), ...other.keys()])) {
            fields += 1;
            const [mine, its] = [one.get(field), other.get(field)];
            if (isDeepStrictEqual(mine, its)) continue;
            differences.push(`${key} › ${field}: ${JSON.stringify(mine)} is not ${JSON.stringify(its)}`);
        }
    }
    return { differences, requests: leftByKey.size, fields };
}

function byKey(requests: readonly RecordedRequest[]): ReadonlyMap<string, Fields> {
    const result = new Map<string, Fields>();
    for (const recorded of requests) {
        if (IGNORED_KINDS[recorded.kind] !== undefined) continue;
        const key = keyOf(recorded);
        let turn = 1;
        while (result.has(`${key} #${turn}`)) turn += 1;
        result.set(`${key} #${turn}`, fieldsOf(recorded.request));
    }
    return result;
}

function keyOf(recorded: RecordedRequest): string {
    switch (recorded.kind) {
        case "registerResource":
        case "registerResourceOutputs":
        case "readResource":
            return `${recorded.kind} ${recorded.urn}`;
        case "supportsFeature":
            return `${recorded.kind} ${recorded.request.getId()}`;
        case "invoke":
        case "call":
            return `${recorded.kind} ${recorded.request.getTok()}`;
        case "registerPackage":
            return `${recorded.kind} ${recorded.request.getName()}`;
        case "signalAndWaitForShutdown":
            return recorded.kind;
    }
}

/**
 * Every field of a message: what its generated `toObject` lists, and for optional ones whether they are set
 * at all. Maps and structs become entries sorted by key, since neither has an order of its own.
 */
export function fieldsOf(message: Message): Fields {
    const fields = new Map<string, unknown>();
    for (const [field, value] of Object.entries(message.toObject())) {
        if (IGNORED_FIELDS[field] === undefined) fields.set(field, withoutMapOrder(value));
    }
    for (const probe of gettersOf(message, "has")) {
        const field = probe.slice("has".length).toLowerCase();
        if (IGNORED_FIELDS[field] === undefined) fields.set(probe, callGetter(message, probe));
    }
    return fields;
}

/** What a protobuf message offers; `toObject` is generated from all of its fields. */
export interface Message {
    readonly toObject: () => object;
}

/** Names of the generated accessors with a prefix: `getType`, `hasProtect`. */
export function gettersOf(message: Message, prefix: "get" | "has"): string[] {
    const prototype: unknown = Object.getPrototypeOf(message);
    if (typeof prototype !== "object" || prototype === null) return [];
    return Object.getOwnPropertyNames(prototype).filter((name) => new RegExp(`^${prefix}[A-Z]`).test(name));
}

function callGetter(message: object, name: string): unknown {
    const getter: unknown = Reflect.get(message, name);
    return typeof getter === "function" ? (getter as () => unknown).call(message) : undefined;
}

/** `toObject` writes maps, and the fields of structs, as lists of [key, value] in order of arrival. */
function withoutMapOrder(value: unknown): unknown {
    if (Array.isArray(value)) {
        const items: unknown[] = value.map((item: unknown) => withoutMapOrder(item));
        return items.length > 0 && items.every(isEntry) ? sortEntries(items) : items;
    }
    if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMapOrder(item)]));
}

function isEntry(item: unknown): item is readonly [string, unknown] {
    return Array.isArray(item) && item.length === 2 && typeof item[0] === "string";
}

function sortEntries(entries: readonly (readonly [string, unknown])[]): unknown[] {
    return [...entries].sort(([one], [other]) => (one < other ? -1 : 1));
}
