/** What a part of the catalogue cannot do without, or not be beside. */
import type { Problem } from "./problems";

/** A word of the environment, and what it has to do with a part. */
export interface Relation {
    /** Where the shape says it: `catalogue.cert-manager`, `addons.adot`. A chart of that name among `charts` counts as well. */
    readonly word: string;
    /** The reason, as it follows a colon. */
    readonly why: string;
    /** Counts only where the values of the chart say something here: `rules.external`. @default whatever they say */
    readonly withValue?: string;
}

export interface Relations {
    /** What must be there, and is made before it. @default nothing */
    readonly needs?: readonly Relation[];
    /** What must not be there. @default nothing */
    readonly excludes?: readonly Relation[];
}

/** Charts an environment names itself, as far as they tell which they are. */
interface WithCharts {
    readonly charts?: Readonly<Record<string, { readonly chart?: unknown; readonly values?: unknown }>>;
}

const CATALOGUE = "catalogue.";

/** What is missing of what it needs, and what is there that it must not be beside. */
export function checkRelations({ excludes = [], needs = [] }: Relations, shape: object): Problem[] {
    return [
        ...needs
            .filter((relation) => !isAsked(relation, shape))
            .map(({ why, word }) => ({
                path: "",
                what: `needs ${word}, which the environment does not have: ${why}`,
                remedy: `Add ${word}, or remove it`,
            })),
        ...excludes
            .filter((relation) => isAsked(relation, shape))
            .map(({ why, word }) => ({
                path: "",
                what: `not beside ${word}: ${why}`,
                remedy: "Keep one of the two",
            })),
    ];
}

/** Logical names of charts it waits for: those it needs, whoever asks for them. Everything else it may need is made in an earlier phase. */
export function afterOf({ needs = [] }: Relations, shape: object): readonly string[] {
    return needs
        .filter(({ word }) => word.startsWith(CATALOGUE))
        .flatMap(({ word }) => (isWritten(word, shape) ? [chartOf(word)] : releasesOf(word, shape)))
        .map((release) => `chart-${release}`);
}

function isAsked({ withValue, word }: Relation, shape: object): boolean {
    const below = withValue === undefined ? "" : `.values.${withValue}`;
    const { charts = {} } = shape as WithCharts;
    return (
        isWritten(`${word}${below}`, shape) ||
        releasesOf(word, shape).some((release) => isWritten(`release${below}`, { release: charts[release] }))
    );
}

/** Whether the shape says something under these keys. */
function isWritten(word: string, shape: object): boolean {
    let value: unknown = shape;
    for (const key of word.split(".")) {
        if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return false;
        value = (value as Readonly<Record<string, unknown>>)[key];
    }
    return value !== undefined;
}

/** Releases of the same chart that the environment names itself. */
function releasesOf(word: string, shape: object): readonly string[] {
    if (!word.startsWith(CATALOGUE)) return [];
    // The words have passed their schemas.
    const { charts = {} } = shape as WithCharts;
    return Object.entries(charts)
        .filter(([, { chart }]) => chart === chartOf(word))
        .map(([release]) => release);
}

function chartOf(word: string): string {
    return word.slice(CATALOGUE.length);
}
