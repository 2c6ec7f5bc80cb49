/** The reviewed plan against what the engine is about to do: nothing may happen that the review did not show. */
import { fieldOf } from "../comment/github.ts";
import { type EngineOperation, nameOf, type Operation, OPERATIONS, typeOf } from "./operations.ts";
import { blockOf } from "./render.ts";

/** Operations by URN, as the review showed them. `first`: there was nothing before, so that everything is created. */
export type Reviewed = ReadonlyMap<string, Operation> | "first";

/** What each reviewed operation covers. Less than was reviewed is what an earlier, unfinished deployment leaves. */
const COVERS: Readonly<Record<Operation, readonly Operation[]>> = {
    create: ["create", "update"],
    update: ["update"],
    replace: ["replace", "create", "update"],
    delete: ["delete"],
};

export interface Surprise {
    readonly urn: string;
    readonly reviewed: Operation | "nothing";
    readonly engine: Operation;
    readonly paths: readonly string[];
}

export interface Comparison {
    readonly surprises: readonly Surprise[];
    /** Reviewed, and already so: URNs. */
    readonly done: readonly string[];
}

export function compareOperations(reviewed: Reviewed, engine: readonly EngineOperation[]): Comparison {
    const surprises = engine
        .map(({ operation, paths, urn }) => ({
            urn,
            reviewed: shownOf(reviewed, urn),
            engine: operation,
            paths,
        }))
        .filter(({ engine: operation, reviewed: shown }) => !covers(reviewed, shown, operation));
    const happening = new Set(engine.map(({ urn }) => urn));
    const done = reviewed === "first" ? [] : [...reviewed.keys()].filter((urn) => !happening.has(urn));
    return { surprises, done };
}

function shownOf(reviewed: Reviewed, urn: string): Operation | "nothing" {
    return reviewed === "first" ? "create" : (reviewed.get(urn) ?? "nothing");
}

function covers(reviewed: Reviewed, shown: Operation | "nothing", operation: Operation): boolean {
    if (reviewed === "first" || shown === "nothing") return shown === operation;
    return COVERS[shown].includes(operation);
}

/** The operations of one stack in a review of `npm run plan -- diff --format json`; or what is wrong with it. */
export function readReviewed(
    text: string,
    stack: string,
): ReadonlyMap<string, Operation> | { readonly problem: string } {
    const environment = listOf(parsed(text), "environments").find((one) => fieldOf(one, "stack") === stack);
    if (environment === undefined) return { problem: `the review does not show ${stack}` };
    const status = fieldOf(environment, "status");
    if (status !== "changed" && status !== "unchanged") {
        return { problem: `the review has no base for ${stack}: it is "${String(status)}"` };
    }
    const changes = listOf(environment, "groups").flatMap((group) => listOf(group, "changes"));
    return new Map(
        changes.flatMap((change) => {
            const urn = fieldOf(change, "urn");
            const operation = OPERATIONS.find((one) => one === fieldOf(change, "operation"));
            if (typeof urn !== "string" || operation === undefined) return [];
            // Providers, which the engine's operations leave out as well.
            return typeOf(urn).startsWith("pulumi:") ? [] : [[urn, operation] as const];
        }),
    );
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}

function listOf(value: unknown, key: string): readonly unknown[] {
    const list = fieldOf(value, key);
    return Array.isArray(list) ? (list as unknown[]) : [];
}

/** The comparison for the summary of the run. */
export function renderComparison(stack: string, { done, surprises }: Comparison, planned: number): string {
    const changes = planned === 1 ? "1 change" : `${planned} changes`;
    const lines =
        surprises.length === 0
            ? [`### ${stack}: ${changes}, ${planned === 1 ? "reviewed" : "all of them reviewed"}`]
            : [
                  `### ${stack}: not deployed, ${surprises.length} of ${changes} ${surprises.length === 1 ? "was" : "were"} not reviewed`,
                  "",
                  ...blockOf(surprises.map(surpriseLine)),
                  "",
                  "The stack is not where the review began: it was changed by hand, in AWS or with another commit.",
                  "Look at the drift first; then deploy the commit it stands at, or name that commit as the base.",
              ];
    const already = done.length === 0 ? [] : ["", `Reviewed and already so: ${done.length}.`];
    return `${[...lines, ...already].join("\n")}\n`;
}

function surpriseLine({ engine, paths, reviewed, urn }: Surprise): string {
    const where = paths.length === 0 ? "" : ` (${paths.slice(0, 5).join(", ")})`;
    return `${engine} ${nameOf(urn)}${where}; reviewed: ${reviewed}`;
}
