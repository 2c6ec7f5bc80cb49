/** What a definition claims of a chart wherever it runs, and no environment shows: a claim too many. */
import type { Claims } from "./claims";
import { hooksOf, madeAnew } from "./compare-hooks";
import { startedOf } from "./compare-images";
import { type Comparison, NOTHING } from "./comparison";
import type { Rendered } from "./helm";

/** One environment: an installation, and an update that changes nothing. */
export interface Environment {
    readonly first: Rendered;
    readonly second: Rendered;
    /** Registry of its images. @default where each is published */
    readonly mirror?: string | undefined;
}

export function compareEverywhere(
    { hooks, images, rendersAnew }: Pick<Claims, "hooks" | "images" | "rendersAnew">,
    all: readonly Environment[],
): Comparison[] {
    const started = all.flatMap(({ first, mirror }) => startedOf(images, first, mirror));
    const run = all.flatMap(({ first }) => hooksOf(first));
    const anew = all.flatMap(({ first, second }) => madeAnew(first, second));
    return [
        ...seenOf("image", images, started),
        ...seenOf("hook", hooks, run),
        ...seenOf("made anew", rendersAnew, anew),
    ];
}

function seenOf(field: string, claims: readonly string[], seen: readonly string[]): Comparison[] {
    return claims.map((object) => ({
        object,
        field,
        claimed: "somewhere",
        rendered: seen.includes(object) ? "somewhere" : NOTHING,
    }));
}
