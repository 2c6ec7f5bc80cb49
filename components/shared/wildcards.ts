/** Patterns with `*` and `?`, as selectors of Fargate and policies of IAM have them. */

/** `*` is none, one or many characters, `?` exactly one. */
export function matchesWildcard(pattern: string, text: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        // A run of stars is one star: each on its own would multiply the ways to try.
        .replace(/\*+/g, ".*")
        .replaceAll("?", ".");
    return new RegExp(`^${source}$`, "s").test(text);
}
