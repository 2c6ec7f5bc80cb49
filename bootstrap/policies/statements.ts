/** What each role may do with the types of the permission tables, split into documents that fit. */
import type { Statement } from "../../components/shared/iam";
import { parseArn } from "../../components/shared/arns";
import { dnsSuffixOf, partitionOf } from "../../components/shared/regions";
import { hostOf, privateEcrOf } from "../../components/shared/registries";
import { ALL_ACTIONS, LINKED_ROLES_OF, PASSED_TO, READ_ACTIONS } from "../permissions";
import { isRead, serviceOf } from "../permissions/table";
import { type AccessSpec, type CiRole, rolesBoundaryArn } from "./access-spec";
import { passedRoleArns, roleArns, UNSCOPED_ACTIONS, WRITE_SCOPES, type WriteScope } from "./scopes";

/** Managed policies by the services they hold: fixed, so that a new action never moves another one. */
export const POLICY_GROUPS = {
    // And the roles that a deployment hands to services.
    account: ["ce", "resiliencehub"],
    cluster: ["arc-zonal-shift", "ecr", "eks", "guardduty", "inspector2"],
    identity: ["iam"],
    names: ["acm", "route53resolver", "vpc-lattice"],
    network: ["ec2", "route53", "servicediscovery"],
    nodes: [
        "autoscaling",
        "batch",
        "elasticloadbalancing",
        "emr-containers",
        "events",
        "resource-groups",
        "sqs",
        "ssm",
        "tag",
    ],
    observability: ["aps", "cloudwatch", "grafana", "logs", "sns", "sso", "sso-directory"],
    services: ["budgets", "cloudtrail", "config", "kms", "rolesanywhere", "s3", "securityhub"],
    storage: ["backup", "backup-storage", "elasticfilesystem", "fsx"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type PolicyGroup = keyof typeof POLICY_GROUPS;

/** What a role may do with the types of one group. */
export function groupStatements(role: CiRole, group: PolicyGroup, spec: AccessSpec): readonly Statement[] {
    const services: readonly string[] = POLICY_GROUPS[group];
    const actions = (role === "preview" ? READ_ACTIONS : ALL_ACTIONS).filter((action) =>
        services.includes(serviceOf(action)),
    );
    const reads = actions.filter(isRead);
    const named = reads.filter((action) => READ_BY_NAME.includes(serviceOf(action)));
    const allowed: readonly Allowing[] = [
        allow(
            "Read",
            reads.filter((action) => !named.includes(action)),
            "*",
        ),
        allow("ReadNamed", named, namesOf(named, spec)),
        ...changeStatements(
            actions.filter((action) => !isRead(action)),
            spec,
        ),
    ];
    return [
        ...allowed.filter(({ Action }) => Action.length > 0),
        ...(role === "deploy" ? furtherOf(group, spec) : []),
    ];
}

/** Services that tell of things of others what a role has no business with: names of objects in any bucket. */
const READ_BY_NAME: readonly string[] = ["s3"];

function scopeOf(action: string, spec: AccessSpec): WriteScope {
    return WRITE_SCOPES[serviceOf(action)]?.(spec) ?? { resources: [], regional: true };
}

function namesOf(actions: readonly string[], spec: AccessSpec): readonly string[] {
    return [...new Set(actions.flatMap((action) => scopeOf(action, spec).resources))];
}

type Allowing = Statement & { readonly Action: readonly string[] };

/** What a deployment does besides with the types of the tables. */
function furtherOf(group: PolicyGroup, spec: AccessSpec): readonly Statement[] {
    if (group === "account") return handingOver(spec);
    return group === "services" ? [...pullingCharts(spec), ...grantingKeys(spec)] : [];
}

/**
 * EKS takes a key of another account if whoever makes the cluster may grant it, and the key's policy says so as well.
 * Source: EKS User Guide, enable-kms, "If the KMS key was created in a different account", seen 2026-11.
 */
function grantingKeys({ account, organisation: { keys = {} } = {} }: AccessSpec): readonly Statement[] {
    const elsewhere = Object.values(keys).filter((arn) => parseArn(arn)?.account !== account);
    return elsewhere.length === 0
        ? []
        : [allow("GrantKeysOfOtherAccounts", ["kms:CreateGrant"], [...new Set(elsewhere)].sort())];
}

/**
 * Charts come from the organisation's registry to whoever deploys; its owner's policy must let the account in as well.
 * Source: ECR User Guide, repository-policy-examples, "Allow … to push or pull images", and registry_auth, seen 2026-11.
 */
function pullingCharts({ organisation: { registry = "" } = {} }: AccessSpec): readonly Statement[] {
    const [host, ...path] = [hostOf(registry), ...registry.split("/").slice(1), "*"];
    const owner = privateEcrOf(host);
    if (owner === undefined) return [];
    const { account, region } = owner;
    const repositories = `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${path.join("/")}`;
    return [
        allow("LogInToRegistry", ["ecr:GetAuthorizationToken"], "*"),
        allow("PullCharts", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], [repositories]),
    ];
}

/** IAM's apart: a boundary of roles is asked of some of them alone. */
function changeStatements(actions: readonly string[], spec: AccessSpec): readonly Allowing[] {
    const ofIam = actions.filter((action) => serviceOf(action) === "iam");
    const rest = actions.filter((action) => serviceOf(action) !== "iam");
    return [
        ...reachStatements(rest, true, spec),
        ...reachStatements(rest, false, spec),
        ...(ofIam.length === 0 ? [] : iamWrites(ofIam, WRITE_SCOPES["iam"]?.(spec).resources ?? [], spec)),
    ];
}

/**
 * One statement a reach and not a service, for each says every region again. An action on a name of another service's
 * allows nothing, so names of several may stand together; what reaches everything stands apart from them.
 */
function reachStatements(
    actions: readonly string[],
    regional: boolean,
    spec: AccessSpec,
): readonly Allowing[] {
    const within = actions.filter((action) => scopeOf(action, spec).regional === regional);
    const isAnywhere = (action: string): boolean =>
        UNSCOPED_ACTIONS.includes(action) || scopeOf(action, spec).resources.includes("*");
    const named = within.filter((action) => !isAnywhere(action));
    const word = regional ? "" : "Global";
    return [
        allow(`Change${word}Anywhere`, within.filter(isAnywhere), "*"),
        allow(`Change${word}Named`, named, namesOf(named, spec)),
    ].map((statement) => ({ ...statement, ...(regional ? inRegions(spec) : {}) }));
}

/**
 * Actions on roles that know the boundary of the role they change.
 * Source: Service Authorization Reference, AWS Identity and Access Management, condition key
 * iam:PermissionsBoundary, seen 2026-11.
 */
const BOUNDED_ACTIONS: readonly string[] = [
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:DeleteRole",
    "iam:DeleteRolePolicy",
    "iam:DetachRolePolicy",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:UpdateRole",
    "iam:UpdateRoleDescription",
];

/** With a boundary asked for, a role that does not carry it can only be given it. */
function iamWrites(
    writes: readonly string[],
    resources: readonly string[],
    spec: AccessSpec,
): readonly Allowing[] {
    const boundary = rolesBoundaryArn(spec);
    if (boundary === undefined) return [allow("ChangeIam", writes, resources)];
    const bounded = [...writes.filter((action) => BOUNDED_ACTIONS.includes(action)), SET_BOUNDARY];
    return [
        allow(
            "ChangeIam",
            writes.filter((action) => !BOUNDED_ACTIONS.includes(action)),
            resources,
        ),
        {
            // A short name: with the longest names there can be, the document has one character of room.
            ...allow("BoundedRoles", bounded, roleArns(spec)),
            Condition: { StringEquals: { "iam:PermissionsBoundary": boundary } },
        },
    ];
}

/** Needed for roles made before the boundary was asked for. */
const SET_BOUNDARY = "iam:PutRolePermissionsBoundary";

/** Roles handed to services, and the linked roles EKS makes in the caller's name. */
function handingOver(spec: AccessSpec): readonly Statement[] {
    return [
        {
            ...allow("PassRoles", ["iam:PassRole"], passedRoleArns(spec)),
            Condition: { StringEquals: { "iam:PassedToService": principals(PASSED_TO, spec) } },
        },
        {
            ...allow("MakeLinkedRolesOfEks", ["iam:CreateServiceLinkedRole"], "*"),
            Condition: { StringEquals: { "iam:AWSServiceName": principals(LINKED_ROLES_OF, spec) } },
        },
    ];
}

/**
 * Names of services as IAM knows them; in China some carry the partition's domain, some not.
 * Source: terraform-aws-modules/terraform-aws-eks pull request 3422.
 */
function principals(services: readonly string[], { region }: AccessSpec): readonly string[] {
    const domains = new Set(["amazonaws.com", dnsSuffixOf(region)]);
    return services.flatMap((service) => [...domains].map((domain) => `${service}.${domain}`));
}

function inRegions({ regions }: AccessSpec): Pick<Statement, "Condition"> {
    return { Condition: { StringEquals: { "aws:RequestedRegion": regions } } };
}

function allow(sid: string, actions: readonly string[], resources: string | readonly string[]): Allowing {
    return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}
