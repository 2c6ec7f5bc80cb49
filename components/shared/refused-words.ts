/** Words that were refused before they became part of a shape, kept where they stand until the shape is checked. */
import type { Problem } from "./problems";

/** A spread copies it along; JSON and the schemas look at text keys alone. */
const REFUSED = Symbol("refused words");

/** Words that may carry what was refused of them. */
interface Carrying {
    readonly [REFUSED]?: readonly Problem[];
}

/** The words, with what is wrong about how they were made. */
export function withRefused<Words extends object>(words: Words, problems: readonly Problem[]): Words {
    const earlier = (words as Carrying)[REFUSED] ?? [];
    return { ...words, [REFUSED]: [...earlier, ...problems] };
}

/** Where in a value words were refused. */
export interface RefusedPlace {
    readonly path: readonly PropertyKey[];
    readonly problems: readonly Problem[];
}

/** Every place of a value that carries refused words. */
export function refusedWithin(value: unknown, path: readonly PropertyKey[] = []): RefusedPlace[] {
    if (!isPlain(value)) return [];
    const problems = value[REFUSED];
    return [
        ...(problems === undefined ? [] : [{ path, problems }]),
        ...Object.entries(value).flatMap(([key, item]) =>
            refusedWithin(item, [...path, Array.isArray(value) ? Number(key) : key]),
        ),
    ];
}

/** A list or a map: what a shape is written in. */
function isPlain(value: unknown): value is Carrying {
    if (typeof value !== "object" || value === null) return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
