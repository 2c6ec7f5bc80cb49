/** What stacks have made in the account they share, and what a creation that was cut off has. Pure. */
import { nameOfUrn, stackOfUrn } from "../../tools/plan/urn";
import type { Entry } from "../../tools/sandbox/inventory";

/** What the resources of a stack made, without what AWS made by itself. */
export function madeBy(stack: string, all: readonly Entry[]): readonly Entry[] {
    return all.filter((entry) => entry.name !== "" && entry.stack === stack);
}

/**
 * What a pending creation made before it was cut off, if anything: of its own stack, for others have resources of the same
 * name, and nothing its state knows, for a replacement has the name of what it replaces.
 */
export function creationOf(
    { type, urn }: { readonly type: string; readonly urn: string },
    all: readonly Entry[],
    known: ReadonlySet<string>,
): Entry | undefined {
    return madeBy(stackOfUrn(urn), all).find(
        (entry) => entry.type === type && entry.name === nameOfUrn(urn) && !known.has(labelOf(entry)),
    );
}

/** A type and an id, as a state and the account both have them. */
export function labelOf({ id = "", type }: { readonly id?: string; readonly type: string }): string {
    return `${type} ${id}`;
}
