/** Runs cases in rounds and turns the samples into medians and ratios. */
import { type Case, FLOOR, growthName, SIZES } from "./cases";
import { measure, median, type Sample } from "./measure";
import { TARGETS, type TargetName } from "./targets";

export interface Result {
    readonly name: string;
    readonly wallMs: number;
    readonly peakMb: number;
    /** Wall time over that of the case it is compared with. */
    readonly wallRatio: number;
    readonly peakRatio: number;
    /** Name of that case. */
    readonly over: string;
}

export interface Verdict {
    readonly name: string;
    readonly target: TargetName;
    readonly value: number;
    readonly limit: number;
    readonly passed: boolean;
}

export interface BenchReport {
    readonly rounds: number;
    readonly results: readonly Result[];
    readonly verdicts: readonly Verdict[];
}

/** Every case once a round, so that a slow minute of the machine falls on all of them alike. */
export async function runBench(
    cases: readonly Case[],
    rounds: number,
    progress: (text: string) => void,
): Promise<BenchReport> {
    const samples = new Map(cases.map(({ name }) => [name, [] as Sample[]]));
    for (let round = 1; round <= rounds; round++) {
        for (const { name, work } of cases) {
            progress(`round ${round} of ${rounds}: ${name}`);
            samples.get(name)?.push(await measure(work));
        }
    }
    const results = resultsOf(cases, samples);
    return { rounds, results, verdicts: [...caseVerdicts(cases, results), ...growthVerdict(results)] };
}

/** Medians of the samples, and their ratios. Pure. */
export function resultsOf(
    cases: readonly Case[],
    samples: ReadonlyMap<string, readonly Sample[]>,
): readonly Result[] {
    const medianOf = (name: string): Sample => {
        const own = samples.get(name) ?? [];
        return {
            wallMs: median(own.map(({ wallMs }) => wallMs)),
            peakMb: median(own.map(({ peakMb }) => peakMb)),
        };
    };
    return cases.map(({ name, over = FLOOR }) => {
        const own = medianOf(name);
        const base = medianOf(over);
        return {
            name,
            ...own,
            over,
            wallRatio: own.wallMs / base.wallMs,
            peakRatio: own.peakMb / base.peakMb,
        };
    });
}

function caseVerdicts(cases: readonly Case[], results: readonly Result[]): Verdict[] {
    return cases.flatMap(({ name, target }, i) => {
        const result = results[i];
        if (target === undefined || result === undefined) return [];
        const value = TARGETS[target].unit === "s" ? result.wallMs / 1000 : result.wallRatio;
        return [verdict(name, target, value)];
    });
}

/** What a resource costs in a large environment over what it costs in a small one. */
export function growthVerdict(results: readonly Result[]): Verdict[] {
    const [small, middle, large] = SIZES.map((size) => results.find(({ name }) => name === growthName(size)));
    if (small === undefined || middle === undefined || large === undefined) return [];
    const first = (middle.wallMs - small.wallMs) / (SIZES[1] - SIZES[0]);
    const second = (large.wallMs - middle.wallMs) / (SIZES[2] - SIZES[1]);
    return [verdict("growth to 3000 resources", "growth", second / first)];
}

function verdict(name: string, target: TargetName, value: number): Verdict {
    const { limit } = TARGETS[target];
    return { name, target, value, limit, passed: value <= limit };
}
