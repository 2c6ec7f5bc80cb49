/** The workflows as parsed YAML, for the rules they keep. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { FORK, ROOT } from "../../tools/plan/root";

const FOLDER = path.join(".github", "workflows");

/** Has a job for each environment, and is a fork's for that reason. */
const OF_FORKS = "deploy.yml";

export type Values = Readonly<Record<string, unknown>>;

export interface Step {
    readonly name?: string;
    readonly id?: string;
    readonly if?: string;
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Values;
    readonly env?: Values;
}

export interface Job {
    readonly if?: string;
    readonly needs?: string | readonly string[];
    readonly uses?: string;
    readonly with?: Values;
    readonly secrets?: unknown;
    readonly "runs-on"?: unknown;
    readonly "timeout-minutes"?: number;
    readonly permissions?: Values;
    readonly environment?: unknown;
    readonly env?: Values;
    readonly concurrency?: Values;
    readonly strategy?: { readonly matrix?: Values };
    readonly outputs?: Values;
    readonly steps?: readonly Step[];
}

export interface Workflow {
    /** Without its folder. */
    readonly file: string;
    readonly text: string;
    readonly name: string;
    readonly on: Values | string | readonly string[];
    readonly permissions?: unknown;
    readonly concurrency?: Values;
    readonly defaults?: unknown;
    readonly jobs: Readonly<Record<string, Job>>;
}

/** File names and texts of all workflows. */
export function workflowTexts(): ReadonlyMap<string, string> {
    const files = readdirSync(path.join(ROOT, FOLDER)).sort();
    const place = (file: string): string => path.join(file === OF_FORKS ? FORK : ROOT, FOLDER, file);
    return new Map(files.map((file) => [file, readFileSync(place(file), "utf8")]));
}

export function parseWorkflows(texts: ReadonlyMap<string, string>): readonly Workflow[] {
    return [...texts].map(([file, text]) => ({ ...(parse(text) as Workflow), file, text }));
}

/** A job with where it is, as a message names it: `review.yml review`. */
export interface PlacedJob {
    readonly place: string;
    readonly file: string;
    readonly job: Job;
}

export function jobsOf(workflows: readonly Workflow[]): readonly PlacedJob[] {
    return workflows.flatMap(({ file, jobs }) =>
        Object.entries(jobs).map(([name, job]) => ({ place: `${file} ${name}`, file, job })),
    );
}

export function stepsOf(workflows: readonly Workflow[]): readonly (PlacedJob & { readonly step: Step })[] {
    return jobsOf(workflows).flatMap((placed) =>
        (placed.job.steps ?? []).map((step) => ({ ...placed, step })),
    );
}
