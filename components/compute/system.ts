/** The kit's own profile and nodes: what runs there keeps the cluster alive. */
import type { PlacedProblem } from "../platform/part";

/** Name of the kit's own profile or nodes; no pool of a fork may have it. */
export const SYSTEM = "system";

/**
 * F33: a fork's profile or nodes that would take the name of the kit's own; on the other host as well, since the host may
 * move.
 */
export function checkOwnName(
    list: string,
    asked: Readonly<Record<string, unknown>> | undefined,
): PlacedProblem[] {
    if (asked === undefined || !Object.hasOwn(asked, SYSTEM)) return [];
    const what = `"${SYSTEM}" is the kit's own: the name stands for where Karpenter runs`;
    return [{ path: `${list}.${SYSTEM}`, what, remedy: "Choose another name" }];
}

/** F33: a fork's profile with the name of one the kit may make for a pod of its own. */
export function checkOwnProfiles(
    list: string,
    asked: Readonly<Record<string, unknown>> | undefined,
): PlacedProblem[] {
    return Object.keys(asked ?? {})
        .filter((name) => name.startsWith(`${SYSTEM}-`))
        .map((name) => ({
            path: `${list}.${name}`,
            what: `names that begin with ${SYSTEM}- are the kit's own: each stands for one of its pods`,
            remedy: "Choose another name",
        }));
}
