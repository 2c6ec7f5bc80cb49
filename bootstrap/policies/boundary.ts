/** The boundary of the two roles: whatever policy they are given, they never get beyond it. */
import type { Statement } from "../../components/shared/iam";
import { partitionOf } from "../../components/shared/regions";
import { isRead, serviceOf } from "../permissions/table";
import { type AccessSpec, CI_ROLES, iamPath, roleName, rolesBoundaryArn } from "./access-spec";
import { bucketArn, ownStateObjects } from "./state-access";

/**
 * The most a role may ever do: the kinds of calls its own policies hold, and none that would change the roles, the
 * policies, the key or the state of bootstrap itself. It holds against whoever attaches more to the role.
 */
export function boundaryStatements(
    policies: readonly Statement[],
    spec: AccessSpec,
    keyArn: string,
): readonly Statement[] {
    const actions = policies.flatMap(({ Action }) => Action);
    const changes = (service: string): readonly string[] =>
        verbs(actions.filter((action) => serviceOf(action) === service && !isRead(action))).filter(
            (verb) => !USE_OF_KEY.includes(verb),
        );
    return [
        { Sid: "AllowWhatTheKitDoes", Effect: "Allow", Action: ceiling(actions), Resource: "*" } as const,
        deny("LeaveOwnIdentityAlone", changes("iam"), ownIdentity(spec)),
        deny("LeaveKeyOfStateAlone", changes("kms"), [keyArn, ownAlias(spec)]),
        deny("LeaveOwnStateAlone", changes("s3"), [ownStateObjects(spec), bucketArn(spec)]),
    ].filter(({ Action }) => Action.length > 0);
}

/**
 * What gives access to everything else: of these the very actions, not their kinds. `iam:Create*` would let users and access
 * keys through, `ecr:Batch*` deletions of images that everybody runs, `ecr:PutImage` others in their place.
 */
const TO_THE_LETTER: readonly string[] = ["ecr:Batch", "iam:", "kms:", "s3:"];

/**
 * Of those in one word what leads nowhere further: calls that only look at identities and keys, and calls about a thing of
 * which the kit makes nearly all. Users, access keys, roles and objects of buckets stay to the letter.
 */
function byThing(action: string): string {
    return action
        .replace(/^(iam|kms):(Describe|Get|List).*/, "$1:$2*")
        .replace(/^iam:.*(InstanceProfile|OpenIDConnectProvider).*/, "iam:*$1*")
        .replace(/^kms:.*Alias.*/, "kms:*Alias*")
        .replace(/^s3:(Delete|Get|Put)Bucket.*/, "s3:$1Bucket*")
        .replace(/^s3:(Get|Put).*Configuration$/, "s3:$1*Configuration");
}

/**
 * Services of which the kit makes nearly every kind of call, and which give access to nothing else: kinds by their first
 * letter, for the document has an end.
 */
const BY_LETTER: readonly string[] = [
    "acm",
    "aps",
    "arc-zonal-shift",
    "autoscaling",
    "backup",
    "batch",
    "budgets",
    "ce",
    "cloudtrail",
    "cloudwatch",
    "config",
    "elasticfilesystem",
    "emr-containers",
    "events",
    "fsx",
    "grafana",
    "guardduty",
    "inspector2",
    "logs",
    "networkflowmonitor",
    "resiliencehub",
    "resource-groups",
    "rolesanywhere",
    "route53resolver",
    "securityhub",
    "servicediscovery",
    "sns",
    "sqs",
    "vpc-lattice",
];

/** The actions of a boundary: one document, too short for every action of every service. */
function ceiling(actions: readonly string[]): readonly string[] {
    const exact = (action: string): boolean => TO_THE_LETTER.some((begin) => action.startsWith(begin));
    const byLetter = (action: string): boolean => BY_LETTER.includes(serviceOf(action));
    const kinds = verbs(actions.filter((action) => !exact(action) && !byLetter(action))).flatMap(shortened);
    const letters = actions.filter(byLetter).map((action) => action.replace(/(?<=:[A-Z]).*$/, "*"));
    return [...new Set([...kinds, ...letters, ...actions.filter(exact).map(byThing)])].sort();
}

/**
 * Two kinds in one word, since the document is short: who changes a thing may take its tags off, and who deletes may look.
 * Not of EC2 and EKS, where other kinds begin so, nor of ECR, where `U` pushes images.
 */
function shortened(kind: string): readonly string[] {
    // What is named after PutImage, and not it.
    if (kind === "ecr:Put*") return ["ecr:PutImageS*", "ecr:PutImageT*", "ecr:PutL*", "ecr:PutR*"];
    const service = serviceOf(kind);
    if (["ec2", "eks"].includes(service)) return [kind];
    if (/:D(elete|escribe|isable|isassociate)\*$/.test(kind)) return [`${service}:D*`];
    return service !== "ecr" && /:(Untag|Update)\*$/.test(kind) ? [`${service}:U*`] : [kind];
}

/** What the state itself needs the key for. */
const USE_OF_KEY: readonly string[] = ["kms:Decrypt*", "kms:Encrypt*", "kms:Generate*"];

/** `ec2:Create*` for `ec2:CreateVpc` and its like. */
export function verbs(actions: readonly string[]): readonly string[] {
    return [...new Set(actions.map((action) => action.replace(/(?<=:[A-Z][a-z]+)[A-Z].*$/, "*")))]
        .map((action) => (/[*]$/.test(action) ? action : `${action}*`))
        .sort();
}

function ownIdentity(spec: AccessSpec): readonly string[] {
    const iam = `arn:${partitionOf(spec.region)}:iam::${spec.account}`;
    const path = iamPath(spec);
    const boundary = rolesBoundaryArn(spec);
    return [
        spec.githubOidcProviderArn,
        ...(boundary === undefined ? [] : [boundary]),
        ...CI_ROLES.flatMap((role) => {
            const name = roleName(spec.name, role);
            return [`${iam}:policy${path}${name}-*`, `${iam}:role${path}${name}`];
        }),
    ];
}

function ownAlias({ account, name, region }: AccessSpec): string {
    return `arn:${partitionOf(region)}:kms:${region}:${account}:alias/${name}-state`;
}

function deny(
    sid: string,
    actions: readonly string[],
    resources: readonly string[],
): Statement & { readonly Action: readonly string[] } {
    return { Sid: sid, Effect: "Deny", Action: actions, Resource: resources };
}
