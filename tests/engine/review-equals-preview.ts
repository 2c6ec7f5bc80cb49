/** `pulumi preview --json` and `npm run plan -- diff`: the same operations, for the same reasons. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";

import { ANY_FACTS } from "../../tools/facts";
import type { Mode } from "../../tools/plan/answers";
import type { PlannedGraph } from "../../tools/plan/graph";
import { planStack } from "../../tools/plan/plan-stack";
import { recordProgram } from "../../tools/plan/recorder";
import { readStackFile } from "../../tools/plan/stack-file";
import { diff } from "../../tools/review/diff";
import type { Workspace } from "../../tools/sandbox/workspace";
import { nameOf, type PreviewStep } from "./harness";

/** The plan of a workspace's settings, with this repository's program or an edited one. */
export async function planOf(
    workspace: Workspace,
    program?: string,
    mode: Mode = "deterministic",
): Promise<PlannedGraph> {
    const { directory, stack } = workspace;
    if (program !== undefined) return planProgram(workspace, program, mode);
    const result = await planStack({ directory, stack, mode });
    if ("problems" in result) throw new Error(result.problems.join("\n"));
    return result.graph;
}

async function planProgram({ directory, stack }: Workspace, file: string, mode: Mode): Promise<PlannedGraph> {
    const read = readStackFile({ directory, stack });
    if ("problems" in read) throw new Error(read.problems.map(({ what }) => what).join("\n"));
    const { config, project, secretKeys } = read.stackConfig;
    const load = createRequire(__filename);
    const { graph, problems } = await recordProgram({
        program: () => {
            // What it exports is made while it loads: once a run.
            delete load.cache[file];
            return (load(file) as { readonly outputs: Readonly<Record<string, unknown>> }).outputs;
        },
        project,
        stack,
        organization: "organization",
        config,
        secretKeys,
        mode,
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

/** What happens to one resource: the operation, and the inputs that force it. */
interface Happening {
    readonly operation: string;
    readonly reasons: readonly string[];
    /** Of the review: whether it goes before its successor comes because of another. */
    readonly goesWithAnother?: boolean;
}

/** By resource, what the review shows. */
function reviewed(base: PlannedGraph, head: PlannedGraph): ReadonlyMap<string, Happening> {
    const changes = diff(base, head, ANY_FACTS).changes.filter(({ operation }) => operation !== "none");
    return new Map(
        changes.map(({ forcedBy, operation, order, ripples, urn }) => [
            nameOf(urn),
            {
                operation,
                reasons: inputsOf(operation === "replace" ? forcedBy.map(({ path }) => path) : []),
                goesWithAnother: order === "delete-first" && ripples.length > 0,
            },
        ]),
    );
}

const OPERATIONS: Readonly<Record<string, string>> = {
    "create-replacement": "replace",
    "delete-replaced": "replace",
};

/** The same of the engine's steps. */
function previewed(steps: readonly PreviewStep[]): ReadonlyMap<string, Happening> {
    const found = new Map<string, Happening>();
    for (const { op, replaceReasons = [], urn } of steps) {
        if (op === "same") continue;
        const known = found.get(nameOf(urn))?.reasons ?? [];
        const reasons = inputsOf([...known, ...replaceReasons]);
        found.set(nameOf(urn), { operation: OPERATIONS[op] ?? op, reasons });
    }
    return found;
}

/** The engine names inputs as a whole: `accessScope` for `accessScope.type`. */
function inputsOf(paths: readonly string[]): readonly string[] {
    return [...new Set(paths.map((path) => path.split(/[.[]/)[0] ?? ""))].sort();
}

/**
 * Every operation and every forcing input, equal. Two exceptions:
 * - `unseen`, resources whose change is a secret: the plan holds secrets as marks that are all alike.
 * - What is deleted first because of another gets no reason from the engine, which has forgotten it when it comes to
 *   the step. Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, generateStepsFromDiff, sg.deletes.
 *   The review must then say which other.
 */
export function assertEqualReview(
    base: PlannedGraph,
    head: PlannedGraph,
    steps: readonly PreviewStep[],
    unseen: readonly string[] = [],
): void {
    const [shown, planned] = [reviewed(base, head), previewed(steps)];
    const lines = (happenings: ReadonlyMap<string, Happening>): readonly string[] =>
        [...happenings]
            .map(([name, { operation, reasons }]) => {
                const goes =
                    shown.get(name)?.goesWithAnother === true && planned.get(name)?.reasons.length === 0;
                return `${operation} ${name}: ${goes ? "goes with another" : reasons.join(", ")}`;
            })
            .sort();
    const seen = [...planned].filter(([name]) => !unseen.includes(name));
    assert.deepEqual(lines(shown), lines(new Map(seen)));
    assert.deepEqual(
        unseen.filter((name) => !planned.has(name)),
        [],
    );
}
