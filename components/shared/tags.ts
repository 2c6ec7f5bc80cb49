/** Tags every AWS resource of an environment carries, set once as the provider's default tags. */
import { z } from "zod";

import type { Problem } from "./problems";

/** Source: AWS General Reference, "Tag naming limits and requirements", read 2026-11. */
const MAX_TAGS = 50;

/**
 * What the most tagged resource gets beside default tags: a volume of the EBS CSI driver its name, driver, claim,
 * namespace, volume, and four for the cluster. A node of Karpenter gets six, a subnet two.
 * Source: kubernetes-sigs/aws-ebs-csi-driver pkg/driver/controller.go, CreateVolume, volumeTags, 2026-08-19;
 * ec2-node-class.ts; subnets.ts.
 */
const CONTROLLER_TAGS = 9;

/** Keys without which a bill cannot be told apart, unless the organisation names others. */
const REQUIRED_TAG_KEYS = ["cost-centre", "owner"] as const;

/** Under which key a tag of the kit is written; `false` where it is not written at all. */
const kitTag = z.union([
    z.literal(false),
    z.strictObject({
        /** Key it is written under. */
        key: z.string(),
    }),
]);

/** How an organisation spells tags. */
export const tagRulesSchema = z.strictObject({
    /** Keys that must be among the settings' tags. @default [cost-centre, owner] */
    required: z.array(z.string()).exactOptional(),
    /** The cluster's name. @default { key: cluster } */
    cluster: kitTag.exactOptional(),
    /** The environment: under this key, by these values. @default { key: environment }, each environment by its name */
    environment: z
        .union([
            z.literal(false),
            z.strictObject({
                /** Key it is written under. @default environment */
                key: z.string().exactOptional(),
                /** Value by environment. @default each environment's name */
                values: z.record(z.string(), z.string()).exactOptional(),
            }),
        ])
        .exactOptional(),
    /** That Pulumi made it. @default { key: managed-by } */
    managedBy: kitTag.exactOptional(),
});
export type TagRules = z.infer<typeof tagRulesSchema>;

/** What the kit's own tags are made of. */
export interface KitTags {
    /** Left out where there is no cluster. */
    readonly clusterName?: string;
    readonly environment: string;
    readonly organisation?: { readonly tags?: TagRules };
}

/** The default tags: the caller's, then the kit's. Known values only: no clock, no commit, no output. */
export function defaultTags(tags: Readonly<Record<string, string>>, kit: KitTags): Record<string, string> {
    return { ...tags, ...kitTags(kit) };
}

function kitTags({ clusterName, environment, organisation }: KitTags): Record<string, string> {
    const rules = organisation?.tags ?? {};
    const keys = kitKeys(rules);
    const named = rules.environment === false ? undefined : rules.environment?.values?.[environment];
    return {
        ...(keys.cluster === undefined || clusterName === undefined ? {} : { [keys.cluster]: clusterName }),
        ...(keys.environment === undefined ? {} : { [keys.environment]: named ?? environment }),
        ...(keys.managedBy === undefined ? {} : { [keys.managedBy]: "pulumi" }),
    };
}

/** Keys of the kit's own tags; undefined for one that is not written. */
function kitKeys({ cluster, environment, managedBy }: TagRules) {
    const keyOf = (rule: false | { readonly key?: string } | undefined, own: string) =>
        rule === false ? undefined : (rule?.key ?? own);
    return {
        cluster: keyOf(cluster, "cluster"),
        environment: keyOf(environment, "environment"),
        managedBy: keyOf(managedBy, "managed-by"),
    };
}

/** Under which key the cluster's name is written; undefined where it is not. */
export function clusterTagKey({ organisation }: KitTags): string | undefined {
    return kitKeys(organisation?.tags ?? {}).cluster;
}

function keysOfKit(rules: TagRules): readonly string[] {
    return Object.values(kitKeys(rules)).flatMap((key) => key ?? []);
}

/**
 * Every tag AWS or the kit would refuse.
 * Source: AWS General Reference, "Tag naming limits and requirements": key 1-128, value 0-256 characters of
 * letters, digits, spaces and `_ . : / = + - @`; keys may not begin with `aws:`. EC2 allows more; IAM does not.
 */
export function checkTags(
    path: string,
    tags: Readonly<Record<string, string>>,
    rules: TagRules = {},
): Problem[] {
    const keys = Object.keys(tags);
    return [
        ...(rules.required ?? REQUIRED_TAG_KEYS).flatMap((key) => checkRequired(path, key, tags)),
        ...Object.entries(tags).flatMap(([key, value]) => checkTag(`${path}.${key}`, key, value, rules)),
        ...keys.flatMap((key, index) => checkTwins(path, key, keys.slice(0, index))),
        ...checkTagCount(path, tags, rules),
    ];
}

/** More tags than would fit on every resource; the kit's own need room, and are not among those counted. */
export function checkTagCount(
    path: string,
    tags: Readonly<Record<string, string>>,
    rules: TagRules = {},
): Problem[] {
    const kit = keysOfKit(rules);
    const most = MAX_TAGS - CONTROLLER_TAGS - kit.length;
    const own = Object.keys(tags).filter((key) => !kit.includes(key)).length;
    return own <= most ? [] : [{ path, what: "too many tags", got: own, remedy: `Keep at most ${most}` }];
}

function checkRequired(path: string, key: string, tags: Readonly<Record<string, string>>): Problem[] {
    const value = tags[key];
    if (value === undefined) return [missingTag(path, key, Object.keys(tags))];
    return value.trim() === ""
        ? [{ path: `${path}.${key}`, what: "tag is empty", got: value, remedy: "Give it a value" }]
        : [];
}

/** A key of another spelling is another key to whoever reads the bill. */
function missingTag(path: string, key: string, given: readonly string[]): Problem {
    const other = given.find((one) => one.toLowerCase() === key.toLowerCase());
    const remedy =
        other === undefined
            ? `Add ${key}: <value>`
            : `Write ${key} instead of ${other}, or name ${other} in organisation.tags.required`;
    return { path: `${path}.${key}`, what: "tag is missing", remedy };
}

/** Everything AWS would refuse of an organisation's spelling, below `path`. */
export function checkTagRules(path: string, rules: TagRules): Problem[] {
    const own = Object.entries(kitKeys(rules)).flatMap(([place, key]) =>
        key === undefined ? [] : [[`${place}.key`, key] as const],
    );
    const required = (rules.required ?? []).map((key, index) => [`required[${index}]`, key] as const);
    const written = [...own, ...required];
    const { environment = false } = rules;
    const values = environment === false ? [] : Object.entries(environment.values ?? {});
    return [
        ...written.flatMap(([place, key]) =>
            isTagText(key, 1, 128) ? [] : [notTagText(`${path}.${place}`, "key", key, "1 to 128")],
        ),
        ...values.flatMap(([name, value]) =>
            isTagText(value, 0, 256)
                ? []
                : [notTagText(`${path}.environment.values.${name}`, "value", value, "at most 256")],
        ),
        ...written.flatMap(([place, key], index) => {
            const twin = written
                .slice(0, index)
                .find(([, other]) => other.toLowerCase() === key.toLowerCase());
            if (twin === undefined) return [];
            const what = `the same key as ${twin[0]}: IAM tells no capital from a small letter`;
            return [{ path: `${path}.${place}`, what, got: key, remedy: "Give each a key of its own" }];
        }),
    ];
}

const CHARSET = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

function checkTag(path: string, key: string, value: string, rules: TagRules): Problem[] {
    const problems: Problem[] = [];
    if ([...keysOfKit(rules), "name"].some((own) => own.toLowerCase() === key.toLowerCase())) {
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
    rules: TagRules = {},
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
                : checkTag(`${path}.${key}`, key, value, rules),
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
