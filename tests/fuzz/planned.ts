/** What the kit says of an environment: its plan, or every problem. */
import { planEnvironment, type PlanResult } from "../../components/platform/environment";
import { parseSettings, type SettingsReading } from "../../components/platform/settings/settings";
import { FILLED, KNOWN, stackConfigOf } from "../support/settings";
import type { Config, Family, Shape } from "./bases";

/** Shape and settings of one environment, and what it may be made of. */
export interface Subject {
    readonly family: Family;
    readonly shape: Shape;
    /** Settings that are changed; undefined takes one away. */
    readonly config: Config;
    /** Encrypted keys of the project's own, with their values. @default none */
    readonly secrets?: Readonly<Record<string, string>>;
}

const { config: FILLED_CONFIG, project: PROJECT_NAME } = stackConfigOf(FILLED);

/** As the engine hands them over: `namespace:key` with text. */
export function rawConfigOf({ config, secrets = {} }: Pick<Subject, "config" | "secrets">) {
    const given = Object.entries({ ...FILLED_CONFIG, ...config }).flatMap(
        ([key, value]): [string, string][] =>
            value === undefined ? [] : [[key, typeof value === "string" ? value : JSON.stringify(value)]],
    );
    const secretKeys = Object.keys(secrets).map((name) => `${PROJECT_NAME}:${name}`);
    const encrypted = Object.entries(secrets).map(([name, value]) => [`${PROJECT_NAME}:${name}`, value]);
    return {
        config: Object.fromEntries([...given, ...encrypted]) as Readonly<Record<string, string>>,
        secretKeys,
    };
}

export const IDENTITY = { project: PROJECT_NAME, stack: "dev", organization: "organization" } as const;

export function readingOf(subject: Subject): SettingsReading {
    return parseSettings({ ...rawConfigOf(subject), project: PROJECT_NAME, stack: IDENTITY.stack }, KNOWN);
}

export function planOf(subject: Subject, reading = readingOf(subject)): PlanResult {
    // Words of any kind: the plan is what says whether they are a shape.
    return planEnvironment(reading, { parts: subject.family.parts, shapeOf: () => subject.shape as never });
}
