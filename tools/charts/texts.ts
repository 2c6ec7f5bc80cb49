/** Reads rendered objects without a type: what is not there, or of another kind, is nothing. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "./helm";

export function textOf(value: Json | undefined): string | undefined {
    return typeof value === "string" ? value : undefined;
}

/** As a person writes it: text, number or word. */
export function plain(value: Json): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

export function mapOf(value: Json | undefined): Properties {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Properties) : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
    return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(mapOf(value)).map(([key, text]) => [key, plain(text)]));
}

/** The value at keys, one below the other. */
export function at(value: Json | undefined, ...keys: readonly string[]): Json | undefined {
    return keys.reduce<Json | undefined>((above, key) => mapOf(above)[key], value);
}
