/** What of an environment runs out, and when. Pure. */
import type { Policy } from "../../components/platform/policy";
import { objectOf, textOf } from "../facts/build";
import type { Environment } from "../parity/environment";
import { daysBetween } from "../plan/support";
import type { Exemption } from "../policy/exemptions";
import { pricesOf } from "../prices/prices";
import type { Acknowledgement } from "../review/acknowledgements";
import { type Age, agesOf, daysOfSystems } from "./ages";
import { daysOfCertificates } from "./certificates";
import type { Entry, Rhythm } from "./entry";
import { daysOfKubernetes } from "./kubernetes";
import {
    daysDeclared,
    daysOfAcknowledgements,
    daysOfExemptions,
    daysOfExemptWorkloads,
    daysOfWaivers,
    endlessWaivers,
} from "./promises";
import { rhythmsOf } from "./rhythms";

/** Days ahead on which an entry is worth an issue of its own. */
export const AHEAD = [60, 30, 7] as const;

export interface CalendarReport {
    readonly schemaVersion: 1;
    readonly project: string;
    readonly stack: string;
    readonly environment: string;
    /** The day it is reckoned from. */
    readonly today: string;
    /** By day. */
    readonly entries: readonly Entry[];
    readonly rhythms: readonly Rhythm[];
    readonly ages: readonly Age[];
    /** What has no last day, and perhaps should have one. */
    readonly endless: readonly string[];
}

/** What people have promised, beside what the environment declares. */
export interface Promises {
    readonly acknowledgements: readonly Acknowledgement[];
    readonly exemptions: readonly Exemption[];
    readonly policy: Policy;
}

export function calendarOf(
    environment: Environment,
    today: string,
    { acknowledgements, exemptions, policy }: Promises,
): CalendarReport {
    const { declared, graph, project, stack } = environment;
    const region = textOf(
        objectOf(graph.resources.find(({ type }) => type === "platform:stacks:Platform")?.inputs)["region"],
    );
    const found = [
        ...daysOfKubernetes(graph, pricesOf(region)),
        ...daysOfSystems(graph),
        ...daysOfCertificates(graph),
        ...daysOfAcknowledgements(stack, acknowledgements),
        ...daysOfExemptions(stack, exemptions),
        ...daysOfExemptWorkloads(graph),
        ...daysOfWaivers(graph.environment, policy),
        ...daysDeclared(declared, today),
    ];
    return {
        schemaVersion: 1,
        ...{ project, stack, environment: graph.environment, today },
        entries: found
            .map((entry) => ({ ...entry, daysLeft: daysBetween(today, entry.day) }))
            .sort((one, other) => (`${one.day} ${one.id}` < `${other.day} ${other.id}` ? -1 : 1)),
        rhythms: rhythmsOf(graph),
        ages: agesOf(graph, today),
        endless: endlessWaivers(graph.environment, policy).map(
            (control) =>
                `The waiver of control ${control} has no last day: add \`until\` in stacks/own/policy.ts.`,
        ),
    };
}
