/** Tags every AWS resource of an environment carries, set once as the provider's default tags. */
import type { Problem } from "./problems";

/** Keys the kit sets itself. */
export const KIT_TAG_KEYS = ["cluster", "environment", "managed-by"] as const;

/** Source: AWS General Reference, "Tag naming limits and requirements", read 2026-11. */
const MAX_TAGS = 50;

/**
 * What the most tagged resource gets beside default tags: a volume of the EBS CSI driver its name, driver, claim,
 * namespace, volume, and four for the cluster. A node of Karpenter gets six, a subnet two.
 * Source: kubernetes-sigs/aws-ebs-csi-driver pkg/driver/controller.go, CreateVolume, volumeTags, 2026-08-19;
 * ec2-node-class.ts; subnets.ts.
 */
const CONTROLLER_TAGS = 9;

/** Tags an environment may bring of its own. */
export const MAX_OWN_TAGS = MAX_TAGS - KIT_TAG_KEYS.length - CONTROLLER_TAGS;

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
    const keys = Object.keys(tags);
    return [
        ...REQUIRED_TAG_KEYS.flatMap((key) => checkRequired(`${path}.${key}`, key, tags[key])),
        ...Object.entries(tags).flatMap(([key, value]) => checkTag(`${path}.${key}`, key, value)),
        ...keys.flatMap((key, index) => checkTwins(path, key, keys.slice(0, index))),
        ...checkTagCount(path, tags),
    ];
}

/** More tags than would fit on every resource; the kit's own are not counted. */
export function checkTagCount(path: string, tags: Readonly<Record<string, string>>): Problem[] {
    const own = Object.keys(tags).filter((key) => !KIT_TAG_KEYS.some((kit) => kit === key)).length;
    if (own <= MAX_OWN_TAGS) return [];
    return [{ path, what: "too many tags", got: own, remedy: `Keep at most ${MAX_OWN_TAGS}` }];
}

function checkRequired(path: string, key: string, value: string | undefined): Problem[] {
    if (value === undefined) return [{ path, what: "tag is missing", remedy: `Add ${key}: <value>` }];
    return value.trim() === "" ? [{ path, what: "tag is empty", got: value, remedy: "Give it a value" }] : [];
}

const CHARSET = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTag(path: string, key: string, value: string): Problem[] {
    const problems: Problem[] = [];
    if ([...KIT_TAG_KEYS, "name"].includes(key.toLowerCase())) {
        problems.push({ path, what: "the kit sets this tag itself", got: value, remedy: "Remove it" });
    }
    if (/^aws:/i.test(key)) {
        problems.push({
            path,
            what: "keys beginning aws: belong to AWS",
            got: value,
            remedy: "Rename it",
        });
    }
    if (!isTagText(key, 1, 128)) problems.push(notTagText(path, "key", key, "1 to 128"));
    if (!isTagText(value, 0, 256)) problems.push(notTagText(path, "value", value, "at most 256"));
    return problems;
}

/**
 * Two keys that differ in their letters' case only: to IAM they are one, given twice.
 * Source: IAM API Reference, Tag; its refusal "Tag keys are case insensitive", quoted in
 * github-aws-runners/terraform-aws-github-runner pull request 1346.
 */
function checkTwins(path: string, key: string, before: readonly string[]): Problem[] {
    const twin = before.find((other) => other !== key && other.toLowerCase() === key.toLowerCase());
    if (twin === undefined) return [];
    return [
        {
            path: `${path}.${key}`,
            what: `the same key as ${twin}: IAM tells no capital from a small letter`,
            got: key,
            remedy: "Keep one of them",
        },
    ];
}

function isTagText(text: string, least: number, most: number): boolean {
    return text.length >= least && text.length <= most && CHARSET.test(text);
}

function notTagText(path: string, what: "key" | "value", got: string, length: string): Problem {
    const remedy = `Use ${length} letters, digits, spaces and _ . : / = + - @`;
    return { path, what: `not a tag ${what}`, got, remedy };
}

/** Keys EKS puts on what it makes. Source: EKS User Guide, eks-using-tags; managed-node-groups. */
const EKS_KEYS = /^(eks:|kubernetes\.io\/cluster\/)/;

/**
 * Every tag of one part that would be refused beside the environment's, or written over by somebody else.
 * @param tags the environment's, the kit's own among them
 */
export function checkExtraTags(
    path: string,
    extraTags: Readonly<Record<string, string>>,
    tags: Readonly<Record<string, string>>,
): Problem[] {
    const count = Object.keys({ ...tags, ...extraTags }).length;
    const most = MAX_TAGS - CONTROLLER_TAGS;
    return [
        ...Object.entries(extraTags).flatMap(([key, value]) =>
            EKS_KEYS.test(key)
                ? [
                      {
                          path: `${path}.${key}`,
                          what: "EKS sets this tag itself",
                          got: value,
                          remedy: "Remove it",
                      },
                  ]
                : checkTag(`${path}.${key}`, key, value),
        ),
        ...(count > most
            ? [
                  {
                      path,
                      what: "too many tags beside the environment's",
                      got: count,
                      remedy: `Keep at most ${most} together`,
                  },
              ]
            : []),
    ];
}
