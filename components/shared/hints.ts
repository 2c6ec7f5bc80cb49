/** "Did you mean": the known word nearest to what was written. */
import { closest, distance } from "fastest-levenshtein";

/** The candidate that `word` begins, or a typing error away from it; undefined when none is near. */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
    // In a word of one or two letters every other such word is one error away.
    if (candidates.length === 0 || word.length < 3) return undefined;
    const lower = new Map(candidates.map((candidate) => [candidate.toLowerCase(), candidate]));
    const [longer, ...others] = [...lower.keys()].filter((known) => known.startsWith(word.toLowerCase()));
    if (longer !== undefined && others.length === 0) return lower.get(longer);
    const nearest = closest(word.toLowerCase(), [...lower.keys()]);
    // One error in three letters: "pord" finds "prod", "foo" does not find "zones".
    const allowed = Math.max(1, Math.floor(Math.max(word.length, nearest.length) / 3) + 1);
    return distance(word.toLowerCase(), nearest) <= Math.min(allowed, 3) ? lower.get(nearest) : undefined;
}

/** The remedy for an unknown word: the nearest known one, and otherwise all of them. */
export function chooseFrom(word: string, known: readonly string[]): string {
    const nearest = didYouMean(word, known);
    const list = known.length === 0 ? "none" : [...known].sort().join(", ");
    return nearest === undefined ? `Known: ${list}` : `Did you mean "${nearest}"? Known: ${list}`;
}
