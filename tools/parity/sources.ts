/** Where an environment says what it is: its settings and its shape, as places that hold one value each. */
import type { Json } from "../../components/shared/json";
import type { Settings } from "../../components/platform/settings/types";
import type { EnvironmentShape } from "../../components/platform/shape";
import { plainJson } from "../facts/build";
import { same } from "../review/compare";

/** Everything an environment declares. */
export interface Declared {
    readonly settings: Settings;
    readonly shape: EnvironmentShape;
}

/** Keys down to a value: `["settings", "zones"]`, `["shape", "network", "nat"]`. */
export type Place = readonly string[];

/** The setting that names the shape. What follows the name alone is declared nowhere. */
export const NAME: Place = ["settings", "environment"];

/** Every place at which two environments say different things. */
export function differingPlaces(one: Declared, other: Declared): readonly Place[] {
    return [
        ...settingKeys(one, other)
            .filter((key) => !same(valueOf(one, ["settings", key]), valueOf(other, ["settings", key])))
            .map((key) => ["settings", key]),
        ...differing(one.shape, other.shape, ["shape"]),
    ];
}

function settingKeys(one: Declared, other: Declared): readonly string[] {
    return [...new Set([...Object.keys(one.settings), ...Object.keys(other.settings)])];
}

/** Of two kinds of a union the whole is the difference: no part of one fits the other. */
function differing(one: unknown, other: unknown, place: Place): readonly Place[] {
    if (same(one, other)) return [];
    if (!isMap(one) || !isMap(other) || one["kind"] !== other["kind"]) return [place];
    const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
    return keys.flatMap((key) => differing(one[key], other[key], [...place, key]));
}

/** What an environment says at a place; undefined when nothing. */
export function valueOf(declared: Declared, place: Place): Json | undefined {
    const value = at(declared, place);
    return value === undefined ? undefined : plainJson(value);
}

/** What stands there itself: an environment may hold functions, which no JSON keeps. */
function at(declared: Declared, place: Place): unknown {
    return place.reduce<unknown>((value, key) => (isMap(value) ? value[key] : undefined), declared);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The environment with what another says at some places. */
export function withPlaces(declared: Declared, from: Declared, places: readonly Place[]): Declared {
    const swapped = places.reduce<unknown>(
        (value, place) => put(value, place, at(from, place)) ?? {},
        declared,
    );
    // Both sides were checked as settings and shape; the planner checks the mixture again.
    return swapped as Declared;
}

function put(value: unknown, [key, ...rest]: Place, given: unknown): unknown {
    if (key === undefined) return given;
    const object = isMap(value) ? value : {};
    const inside = put(object[key], rest, given);
    const others = Object.entries(object).filter(([name]) => name !== key);
    return Object.fromEntries(inside === undefined ? others : [...others, [key, inside]]);
}

/** `platform:zones`, `compute.host`: as a person finds it in the file. */
export function placeText([root, ...path]: Place): string {
    return root === "settings" ? `platform:${path.join(".")}` : path.join(".");
}
