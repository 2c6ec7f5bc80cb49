/** What an organisation asks of everything in its accounts, said once: whom roles are bounded by, paths, names, tags. */
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { parseArn } from "./arns";
import { nodeProxySchema } from "./node-proxy";
import { isPlaceholder } from "./placeholders";
import type { Problem } from "./problems";
import { partitionOf } from "./regions";
import { REGISTRY } from "./registries";
import { checkTagRules, tagRulesSchema } from "./tags";

/**
 * Begins and ends with a slash. Source: IAM API Reference, CreateRole and CreatePolicy, Path: at most 512 characters;
 * of the two alphabets the narrower, that of policies.
 */
const IAM_PATH = /^(?=.{1,512}$)\/([A-Za-z0-9.,+@=_-]+\/)*$/;
/** As cluster names, node groups and queues may begin, which take the fewest characters. Sources: EKS and SQS API References. */
const NAME_PREFIX = /^[0-9A-Za-z][0-9A-Za-z_-]{0,19}$/;
/** A whole ARN, or the policy of this name in whichever account an environment is built in. */
const BOUNDARY = /^(arn:.+|policy\/.+)$/;

/** A key by its own ARN: log groups take no alias. Source: CloudWatch Logs API Reference, AssociateKmsKey, kmsKeyId. */
const KEY_ARN = /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[0-9A-Za-z-]+$/;
const keyArn = z.string().regex(KEY_ARN).exactOptional();

/** KMS keys by what they encrypt. */
const keysSchema = z.strictObject({
    /** ARN of the key of Kubernetes Secrets. */
    secrets: keyArn,
    /** ARN of the key of log groups. */
    logs: keyArn,
    /** ARN of the key of EBS volumes. */
    volumes: keyArn,
    /** ARN of the key of topics of alerts. */
    alerts: keyArn,
});

export const organisationSchema = z.strictObject({
    /** Policy that bounds every role and user: an ARN, or `policy/<path and name>` of the environment's own account. */
    permissionsBoundary: z.string().regex(BOUNDARY).exactOptional(),
    /** Path of roles, users, groups, policies and instance profiles. @default / */
    iamPath: z.string().regex(IAM_PATH).exactOptional(),
    /** What names in AWS begin with: the cluster's, and those Pulumi makes. @default nothing */
    namePrefix: z.string().regex(NAME_PREFIX).exactOptional(),
    /** Keys of whatever a shape's `keys` leaves out. @default the shape says it */
    keys: keysSchema.exactOptional(),
    /**
     * Mirror of charts and their images: `<host>[:<port>][/<path>]`, without a scheme. Where an environment names
     * none of its own. @default public.ecr.aws
     */
    registry: z.string().regex(REGISTRY).exactOptional(),
    /** Proxy that nodes reach the internet through. @default none */
    proxy: nodeProxySchema.exactOptional(),
    /** Spelling of the tags. @default the kit's own */
    tags: tagRulesSchema.exactOptional(),
});
export type Organisation = z.infer<typeof organisationSchema>;

/** Keys an organisation names, in the order of the schema. */
export const ORGANISATION_KEYS: readonly string[] = Object.keys(keysSchema.shape);

/** Where an organisation's rules hold. */
export interface Place {
    readonly account: string;
    readonly region: string;
}

/** The boundary's ARN in one account; undefined when none is asked for. */
export function boundaryArn({ permissionsBoundary }: Organisation, place: Place): string | undefined {
    return permissionsBoundary?.startsWith("policy/") === true
        ? `arn:${partitionOf(place.region)}:iam::${place.account}:${permissionsBoundary}`
        : permissionsBoundary;
}

/** Everything AWS would refuse, below `path`; empty when all hold. */
export function checkOrganisation(path: string, organisation: Organisation, place: Place): Problem[] {
    return [
        ...checkBoundary(`${path}.permissionsBoundary`, boundaryArn(organisation, place), place),
        ...(organisation.tags === undefined ? [] : checkTagRules(`${path}.tags`, organisation.tags)),
    ];
}

/** A boundary is a policy of the account itself, or one that AWS keeps. Source: IAM API Reference, CreateRole. */
function checkBoundary(path: string, got: string | undefined, { account, region }: Place): Problem[] {
    if (got === undefined) return [];
    const partition = partitionOf(region);
    const remedy = `Write arn:${partition}:iam::${account}:policy/<name>, or policy/<name> for it in every account`;
    const arn = parseArn(got);
    if (arn?.service !== "iam" || !/^policy\/[\w+=,.@/-]*[\w+=,.@-]$/.test(arn.resource)) {
        return [{ path, what: "not the ARN of an IAM policy", got, remedy }];
    }
    if (arn.partition !== partition) {
        const what = `belongs to partition ${arn.partition}, the region to ${partition}`;
        return [{ path, what, got, remedy }];
    }
    // A settings file that is filled in line by line: what is left of the example is named as that, and refused by `up`.
    if (arn.account === account || arn.account === "aws" || isPlaceholder(got)) return [];
    const whose = arn.account === "" ? "none" : arn.account;
    return [{ path, what: `belongs to account ${whose}, the environment to ${account}`, got, remedy }];
}

/** Whether a name begins as the organisation's names do. */
export function checkPrefixed(path: string, name: string, { namePrefix }: Organisation): Problem[] {
    if (namePrefix === undefined || name.startsWith(namePrefix)) return [];
    const what = `does not begin with organisation.namePrefix, which is ${namePrefix}`;
    return [{ path, what, got: name, remedy: `Write one such as ${namePrefix}${name}` }];
}

/**
 * Types of IAM that have a path, and those of them a boundary can be set on.
 * Source: @pulumi/aws 7.48.0 typings, iam/*.d.ts: `path` and `permissionsBoundary` among the arguments.
 */
const PATHED: readonly string[] = ["group:Group", "instanceProfile:InstanceProfile", "policy:Policy"];
const BOUNDED: readonly string[] = ["role:Role", "user:User"];

/**
 * Sets path and boundary on whatever of IAM is made below the resource that has this among its `transformations`:
 * the kit's own parts, a fork's, and parts that nobody wrote yet. What a resource states itself stays.
 * They run in the SDK, so the offline plan shows what they do; children of a remote component, which a plugin makes,
 * are out of their reach. docs/decisions/0014 says why it is done here.
 */
export function organisationTransformations(
    organisation: Organisation,
    place: Place,
): pulumi.ResourceTransformation[] {
    const path = organisation.iamPath;
    const permissionsBoundary = boundaryArn(organisation, place);
    if (path === undefined && permissionsBoundary === undefined) return [];
    return [
        ({ opts, props, type }) => {
            const name = type.startsWith("aws:iam/") ? type.slice("aws:iam/".length) : "";
            const bounded = BOUNDED.includes(name);
            if (!bounded && !PATHED.includes(name)) return undefined;
            const asked = {
                ...(path === undefined ? {} : { path }),
                ...(bounded ? { permissionsBoundary } : {}),
            };
            const stated = Object.entries(asked).filter(([key]) => props[key] === undefined);
            return { opts, props: { ...props, ...Object.fromEntries(stated) } };
        },
    ];
}
