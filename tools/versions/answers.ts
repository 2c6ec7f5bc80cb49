/** What AWS answers, read. Pure; an answer of another form holds nothing. */
import type { Json } from "../../components/shared/json";
import { objectOf } from "../facts/build";

/** A version of an add-on on offer for one minor. */
export interface AddonOffer {
    readonly version: string;
    /** What EKS installs when no version is named. */
    readonly isDefault: boolean;
}

/**
 * The versions of each add-on for a minor.
 * Source of the form: EKS API Reference, DescribeAddonVersions, read 2026-11.
 */
export function addonOffers(answer: Json, minor: string): ReadonlyMap<string, readonly AddonOffer[]> {
    const offers = listOf(objectOf(answer)["addons"]).map((addon): [string, readonly AddonOffer[]] => [
        textOf(addon["addonName"]),
        listOf(addon["addonVersions"]).flatMap((info) => {
            const fitting = listOf(info["compatibilities"]).find(
                ({ clusterVersion }) => clusterVersion === minor,
            );
            if (fitting === undefined) return [];
            return [{ version: textOf(info["addonVersion"]), isDefault: fitting["defaultVersion"] === true }];
        }),
    ]);
    return new Map(offers);
}

/** The dates of a minor, as days in UTC. */
export interface ReleaseDates {
    readonly released?: string;
    readonly endOfStandardSupport?: string;
    readonly endOfExtendedSupport?: string;
}

/**
 * The dates of each minor.
 * Source of the form: EKS API Reference, DescribeClusterVersions, read 2026-11.
 */
export function releaseDates(answer: Json): ReadonlyMap<string, ReleaseDates> {
    const versions = listOf(objectOf(answer)["clusterVersions"]);
    return new Map(
        versions.map((version) => [
            textOf(version["clusterVersion"]),
            {
                ...dayUnder("released", version["releaseDate"]),
                ...dayUnder("endOfStandardSupport", version["endOfStandardSupportDate"]),
                ...dayUnder("endOfExtendedSupport", version["endOfExtendedSupportDate"]),
            },
        ]),
    );
}

/** Version 1 of the CLI prints seconds, version 2 a date with the time zone of the machine. */
function dayUnder(key: keyof ReleaseDates, value: Json | undefined): ReleaseDates {
    const time = typeof value === "number" ? value * 1000 : Date.parse(textOf(value));
    return Number.isNaN(time) ? {} : { [key]: new Date(time).toISOString().slice(0, 10) };
}

/**
 * Parameters by name; those that do not exist are left out.
 * Source of the form: Systems Manager API Reference, GetParameters, read 2026-11.
 */
export function parametersIn(answer: Json): ReadonlyMap<string, string> {
    const parameters = listOf(objectOf(answer)["Parameters"]);
    return new Map(parameters.map(({ Name, Value }) => [textOf(Name), textOf(Value)]));
}

function listOf(value: Json | undefined): readonly Readonly<Record<string, Json>>[] {
    return Array.isArray(value) ? value.map(objectOf) : [];
}

function textOf(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}
