/** Tags every AWS resource of an environment carries, set once as the provider's default tags. */
import type { Problem } from "./problems";

/** AWS takes at most 50 tags a resource; some are kept free for `Name`, role tags and what controllers add. */
export const MAX_DEFAULT_TAGS = 40;

/** Keys the kit sets itself. */
export const KIT_TAG_KEYS = ["cluster", "environment", "managed-by"] as const;

/** Keys without which a bill cannot be told apart. */
export const REQUIRED_TAG_KEYS = ["cost-centre", "owner"] as const;

/** The default tags: the caller's, then the kit's. Known values only: no clock, no commit, no output. */
export function defaultTags(
    tags: Readonly<Record<string, string>>,
    kit: { readonly clusterName: string; readonly environment: string },
): Record<string, string> {
    return { ...tags, cluster: kit.clusterName, environment: kit.environment, "managed-by": "pulumi" };
}

/**
 * Every tag AWS or the kit would refuse.
 * Source: AWS General Reference, "Tag naming limits and requirements": key 1-128, value 0-256 characters of
 * letters, digits, spaces and `_ . : / = + - @`; keys may not begin with `aws:`. EC2 allows more; IAM does not.
 */
export function checkTags(path: string, tags: Readonly<Record<string, string>>): Problem[] {
    const problems: Problem[] = [];
    const charset = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
    for (const key of REQUIRED_TAG_KEYS) {
        if (tags[key] === undefined) {
            problems.push({ path: `${path}.${key}`, what: "tag is missing", remedy: `Add ${key}: <value>` });
        }
    }
    for (const [key, value] of Object.entries(tags)) {
        const at = `${path}.${key}`;
        if (KIT_TAG_KEYS.some((own) => own === key)) {
            problems.push({
                path: at,
                what: "the kit sets this tag itself",
                got: value,
                remedy: "Remove it",
            });
        }
        if (/^aws:/i.test(key)) {
            problems.push({
                path: at,
                what: "keys beginning aws: belong to AWS",
                got: value,
                remedy: "Rename it",
            });
        }
        if (key.length < 1 || key.length > 128 || !charset.test(key)) {
            problems.push({
                path: at,
                what: "not a tag key",
                got: key,
                remedy: "Use 1 to 128 letters, digits, spaces and _ . : / = + - @",
            });
        }
        if (value.length < 1 || value.length > 256 || !charset.test(value)) {
            problems.push({
                path: at,
                what: "not a tag value",
                got: value,
                remedy: "Use 1 to 256 letters, digits, spaces and _ . : / = + - @",
            });
        }
    }
    const count = Object.keys(tags).length;
    if (count > MAX_DEFAULT_TAGS) {
        problems.push({
            path,
            what: "too many tags",
            got: count,
            remedy: `Keep at most ${MAX_DEFAULT_TAGS}`,
        });
    }
    return problems;
}
