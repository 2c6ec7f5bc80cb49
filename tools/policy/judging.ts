/** How controls put down what they found. */
import type { Json } from "../../components/shared/json";
import type { PlannedResource } from "../plan/graph";
import { UNKNOWN_MARKER } from "../plan/wire-values";
import type { Evidence } from "./control";
import { input, isUnknown, isWhollyUnknown } from "./reading";

/** What is asked of one value. */
export interface Question {
    /** Of its inputs; with `options.` in front, of its options. */
    readonly path: string;
    readonly holds: (value: Json | undefined, resource: PlannedResource) => boolean;
    /**
     * What it can tell by where a preview does not know the value: `edges`, which say what it is made of; `presence`, where it
     * is enough that something stands there. @default nothing: what excludes a bad value alone would let every unknown one pass
     */
    readonly tellsBy?: "edges" | "presence";
    /** What is wrong where it does not hold: `is public`. */
    readonly what: string;
}

/** Asks each resource. A value that a preview does not know yet is neither set nor absent. */
export function each(resources: readonly PlannedResource[], question: Question): readonly Evidence[] {
    const { holds, path, what } = question;
    return resources.map((resource) => {
        const value = valueAt(resource, path);
        const found = { urn: resource.urn, path, ...(value === undefined ? {} : { value }), what };
        if (isOpen(resource, value, question)) return { verdict: "unknown", ...found };
        if (holds(value, resource)) return { verdict: "held", ...found };
        return { verdict: isUnknown(value) ? "unknown" : "broken", ...found };
    });
}

/** Whether nothing can be said: of all below an unknown value not even that something stands there. */
function isOpen(resource: PlannedResource, value: Json | undefined, { path, tellsBy }: Question): boolean {
    if (!isWhollyUnknown(value)) return false;
    if (tellsBy === undefined) return true;
    const above = path.includes(".")
        ? valueAt(resource, path.slice(0, path.lastIndexOf(".")))
        : resource.inputs;
    return tellsBy === "presence" && isWhollyUnknown(above);
}

function valueAt(resource: PlannedResource, path: string): Json | undefined {
    if (!path.startsWith("options.")) return input(resource, path);
    const option = path.slice("options.".length);
    if (resource.untold?.some((key) => key === option) === true) return UNKNOWN_MARKER;
    const value: unknown = Object.entries(resource.options).find(([key]) => key === option)?.[1];
    // Options are plain JSON: the graph is printed as it is.
    return value as Json | undefined;
}

/** Where some must be and none is. */
export function needed(resources: readonly PlannedResource[], what: string): readonly Evidence[] {
    return resources.length > 0 ? [] : [{ verdict: "broken", what: `there is no ${what}` }];
}

/** Something of the whole environment, rather than of one resource. Where the value is not known yet, nor is the verdict. */
export function whole(holds: boolean, what: string, about?: PlannedResource, value?: Json): Evidence {
    return {
        verdict: holds ? "held" : isUnknown(value) ? "unknown" : "broken",
        ...(about === undefined ? {} : { urn: about.urn }),
        ...(value === undefined ? {} : { value }),
        what,
    };
}

/** What must not be there: each that is breaks it; without any, those it was about hold it. */
export function none(
    offenders: readonly PlannedResource[],
    about: readonly PlannedResource[],
    what: string,
): readonly Evidence[] {
    if (offenders.length === 0) return about.map(({ urn }) => ({ verdict: "held", urn, what }));
    return offenders.map(({ urn }) => ({ verdict: "broken", urn, what }));
}
