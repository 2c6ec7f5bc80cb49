/** Days that people have set: risks accepted until, controls and workloads exempt until, waivers, and what a shape or a setting names. Pure. */
import type { Policy } from "../../components/platform/policy";
import type { Json } from "../../components/shared/json";
import type { Declared } from "../parity/sources";
import type { PlannedGraph } from "../plan/graph";
import { isDate } from "../plan/support";
import { ADMISSION_TYPE, exemptWorkloadsIn } from "../policy/admission/exempt";
import { type Exemption, EXEMPTIONS_FILE } from "../policy/exemptions";
import { type Acknowledgement, ACKNOWLEDGEMENTS_FILE } from "../review/acknowledgements";
import { type Scope, stacksOf } from "../review/reviewed-file";
import type { Found } from "./entry";

/** Those that count in a stack. */
export function daysOfAcknowledgements(
    stack: string,
    acknowledgements: readonly Acknowledgement[],
): readonly Found[] {
    return acknowledgements
        .filter((one) => stacksOf(one).includes(stack))
        .map((one) => {
            const of = subjectOf(one);
            return {
                id: `acknowledgement/${one.risk}/${of}`,
                kind: "acknowledgement",
                day: one.expires,
                what: `Risk ${one.risk} of ${nameOf(of)} is accepted for the last time`,
                why: `A review fails on it from the day after. Accepted because: ${one.reason.trim()}`,
                source: ACKNOWLEDGEMENTS_FILE,
            };
        });
}

/** Those that count in a stack. */
export function daysOfExemptions(stack: string, exemptions: readonly Exemption[]): readonly Found[] {
    return exemptions
        .filter((one) => stacksOf(one).includes(stack))
        .map((one) => {
            const of = subjectOf(one);
            return {
                id: `exemption/${one.control}/${of}`,
                kind: "exemption",
                day: one.expires,
                what: `Control ${one.control} of ${nameOf(of)} is exempt for the last time`,
                why: `npm run plan -- controls fails on it from the day after, and ${one.owner} answers for it. Exempt because: ${one.reason.trim()}`,
                source: EXEMPTIONS_FILE,
            };
        });
}

/** Workloads that policies of admission let off. */
export function daysOfExemptWorkloads({ resources }: PlannedGraph): readonly Found[] {
    return resources
        .filter(({ type }) => type === ADMISSION_TYPE)
        .flatMap(({ inputs, name }) =>
            exemptWorkloadsIn(inputs).map(({ expires, owner, reason, workload }): Found => ({
                id: `exemption/${name}/${workload}`,
                kind: "exemption",
                day: expires,
                what: `${workload} is exempt from ${name} for the last time`,
                why: `npm run plan -- controls fails on it from the day after; the API server knows no day and lets it off as before. ${owner} answers for it. Exempt because: ${reason.trim()}`,
                source: `exemptWorkloads of ${name}`,
            })),
        );
}

function subjectOf(scope: Scope): string {
    return "urn" in scope ? scope.urn : scope.component;
}

/** The last part of a URN. */
function nameOf(of: string): string {
    return of.split("::").at(-1) ?? of;
}

/** Those with a day. */
export function daysOfWaivers(environment: string, { waivers }: Policy): readonly Found[] {
    return waivers.flatMap((waiver) => {
        const { control, reason, until } = waiver;
        if (waiver.environment !== environment || until === undefined) return [];
        return [
            {
                id: `waiver/${control}`,
                kind: "waiver",
                day: until,
                what: `Control ${control} is waived for the last day it was meant to`,
                why: `Waived because: ${reason}`,
                source: "stacks/own/policy.ts",
            },
        ];
    });
}

/** Waivers that hold for ever. */
export function endlessWaivers(environment: string, { waivers }: Policy): readonly string[] {
    return waivers
        .filter((waiver) => waiver.environment === environment && waiver.until === undefined)
        .map(({ control }) => control);
}

/** Those of {@link daysOfExemptWorkloads}. */
const EXEMPT_DAY = /^shape\.admissionPolicies\..+\.exemptWorkloads\[\d+\]\.expires$/;

/** Days to come that the shape or a setting names, whatever else for: `reservation ends on 2027-01-31`. */
export function daysDeclared({ settings, shape }: Declared, today: string): readonly Found[] {
    const found = [
        ...daysIn(settings as unknown as Json, "settings"),
        ...daysIn(shape as unknown as Json, "shape"),
    ];
    return found
        .filter(({ day, path }) => day >= today && !EXEMPT_DAY.test(path))
        .map(({ day, path }) => ({
            id: `shape/${path}`,
            kind: "shape",
            day,
            what: `${path} names this day`,
            why: "It stands in the settings or in the shape.",
            source: path,
        }));
}

interface NamedDay {
    readonly path: string;
    readonly day: string;
}

function daysIn(value: Json | undefined, path: string): readonly NamedDay[] {
    if (typeof value === "string") {
        const day = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(value)?.[0] ?? "";
        return isDate(day) ? [{ path, day }] : [];
    }
    if (value === null || typeof value !== "object") return [];
    if (Array.isArray(value)) {
        return value.flatMap((inner: Json, index) => daysIn(inner, `${path}[${index}]`));
    }
    return Object.entries(value).flatMap(([key, inner]: [string, Json]) => daysIn(inner, `${path}.${key}`));
}
