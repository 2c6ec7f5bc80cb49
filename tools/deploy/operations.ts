/** What the engine says it would do: `pulumi preview --json` and `pulumi refresh --preview-only --json`. */
import { fieldAt, fieldOf } from "../comment/github.ts";

export const OPERATIONS = ["create", "update", "replace", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

export interface EngineOperation {
    readonly urn: string;
    readonly operation: Operation;
    /** Paths of what differs, where the engine names them. */
    readonly paths: readonly string[];
}

export type EngineReading =
    { readonly operations: readonly EngineOperation[] } | { readonly problem: string };

/** Steps of the engine by what they come to; `same`, `read` and `refresh` change nothing. */
const STEPS: Readonly<Record<string, Operation>> = {
    create: "create",
    "create-replacement": "replace",
    delete: "delete",
    "delete-replaced": "replace",
    "discard-replaced": "replace",
    import: "create",
    "import-replacement": "replace",
    replace: "replace",
    update: "update",
};

const QUIET: readonly string[] = [
    "discard",
    "read",
    "read-replacement",
    "refresh",
    "remove-pending-replace",
    "same",
];

/**
 * One operation a resource, in the engine's order; components, providers and the stack itself are no resources of a
 * cloud. An unknown step is a problem: it may be anything.
 */
export function readOperations(text: string): EngineReading {
    const digest = parsed(text);
    // Without a step Pulumi leaves the list out; how long it took always stands there.
    const steps = fieldOf(digest, "steps") ?? (fieldOf(digest, "duration") === undefined ? undefined : []);
    if (!Array.isArray(steps)) return { problem: "Pulumi printed no preview" };
    const errors = errorsIn(digest);
    if (errors.length > 0) return { problem: errors.join("\n") };
    const found = new Map<string, EngineOperation>();
    for (const step of steps as readonly unknown[]) {
        const read = readStep(step);
        if (typeof read === "string") return { problem: read };
        if (read === undefined) continue;
        const known = found.get(read.urn);
        found.set(read.urn, known === undefined ? read : joined(known, read));
    }
    return { operations: [...found.values()] };
}

/** Undefined when nothing happens; a sentence when nobody knows what does. */
function readStep(step: unknown): EngineOperation | string | undefined {
    const [op, urn] = [fieldOf(step, "op"), fieldOf(step, "urn")];
    if (typeof op !== "string" || typeof urn !== "string") return "Pulumi printed a step of another form";
    const operation = Object.hasOwn(STEPS, op) ? STEPS[op] : undefined;
    if (operation === undefined) return QUIET.includes(op) ? undefined : `Pulumi would "${op}" ${urn}`;
    return isCloudResource(step, urn) ? { urn, operation, paths: pathsOf(step) } : undefined;
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}

/** A preview that failed shows the steps up to there: they are not all. */
function errorsIn(digest: unknown): readonly string[] {
    const diagnostics = fieldOf(digest, "diagnostics");
    return (Array.isArray(diagnostics) ? (diagnostics as readonly unknown[]) : [])
        .filter((diagnostic) => fieldOf(diagnostic, "severity") === "error")
        .map((diagnostic) => String(fieldOf(diagnostic, "message")).trim());
}

/** Pulumi's own types begin with `pulumi:`; a component has no provider that could change it. */
function isCloudResource(step: unknown, urn: string): boolean {
    const state = fieldOf(step, "newState") ?? fieldOf(step, "oldState");
    return fieldOf(state, "custom") === true && !typeOf(urn).startsWith("pulumi:");
}

/** Two steps of one resource are a replacement, in whatever order they come. */
function joined(one: EngineOperation, other: EngineOperation): EngineOperation {
    return {
        urn: one.urn,
        operation: one.operation === other.operation ? one.operation : "replace",
        paths: [...new Set([...one.paths, ...other.paths])],
    };
}

function pathsOf(step: unknown): readonly string[] {
    const detailed = fieldAt(step, "detailedDiff");
    if (typeof detailed === "object" && detailed !== null) return Object.keys(detailed);
    const reasons = fieldOf(step, "diffReasons");
    return Array.isArray(reasons) ? reasons.filter((reason) => typeof reason === "string") : [];
}

/** `urn:pulumi:dev::eks::platform:a:B$aws:ec2/vpc:Vpc::network` → `aws:ec2/vpc:Vpc`. */
export function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}

/** `aws:ec2/vpc:Vpc network-vpc`: unique in a stack, and short enough to read. */
export function nameOf(urn: string): string {
    return `${typeOf(urn)} ${urn.split("::").slice(3).join("::")}`;
}
