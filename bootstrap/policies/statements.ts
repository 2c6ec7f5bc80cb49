/** What each role may do with the types of the permission tables, split into documents that fit. */
import type { Statement } from "../../components/shared/iam";
import { parseArn } from "../../components/shared/arns";
import { dnsSuffixOf, partitionOf } from "../../components/shared/regions";
import { hostOf, privateEcrOf } from "../../components/shared/registries";
import { ALL_ACTIONS, LINKED_ROLES_OF, PASSED_TO, READ_ACTIONS } from "../permissions";
import { isRead, serviceOf } from "../permissions/table";
import { type AccessSpec, type CiRole, rolesBoundaryArn } from "./access-spec";
import { roleArns, UNSCOPED_ACTIONS, WRITE_SCOPES } from "./scopes";

/** Managed policies by the services they hold: fixed, so that a new action never moves another one. */
export const POLICY_GROUPS = {
    // And the roles that a deployment hands to services.
    account: ["arc-zonal-shift", "ce", "resiliencehub"],
    cluster: ["ecr", "eks", "guardduty", "inspector2"],
    identity: ["iam"],
    names: ["acm", "route53resolver", "vpc-lattice"],
    network: ["ec2", "route53", "servicediscovery"],
    nodes: ["autoscaling", "elasticloadbalancing", "events", "resource-groups", "sqs", "ssm", "tag"],
    observability: ["aps", "cloudwatch", "logs", "sns"],
    services: ["budgets", "config", "kms", "rolesanywhere"],
    storage: ["backup", "backup-storage", "elasticfilesystem", "fsx"],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type PolicyGroup = keyof typeof POLICY_GROUPS;

/** What a role may do with the types of one group. */
export function groupStatements(role: CiRole, group: PolicyGroup, spec: AccessSpec): readonly Statement[] {
    const actions = role === "preview" ? READ_ACTIONS : ALL_ACTIONS;
    return POLICY_GROUPS[group]
        .flatMap((service) => {
            const own = actions.filter((action) => serviceOf(action) === service);
            return serviceStatements(service, own, spec);
        })
        .concat(role === "deploy" ? furtherOf(group, spec) : []);
}

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

function serviceStatements(
    service: string,
    actions: readonly string[],
    spec: AccessSpec,
): readonly Statement[] {
    const reads = actions.filter(isRead);
    const unscoped = actions.filter((action) => UNSCOPED_ACTIONS.includes(action));
    const writes = actions.filter((action) => !reads.includes(action) && !unscoped.includes(action));
    const scope = WRITE_SCOPES[service]?.(spec) ?? { resources: [], regional: true };
    const condition = scope.regional ? inRegions(spec) : {};
    const name = service
        .split("-")
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join("");
    const scoped =
        service === "iam"
            ? iamWrites(writes, scope.resources, spec)
            : [{ ...allow(`Change${name}`, writes, scope.resources), ...condition }];
    return [
        allow(`Read${name}`, reads, "*"),
        { ...allow(`Make${name}`, unscoped, "*"), ...condition },
        ...scoped,
    ].filter(({ Action }) => Action.length > 0);
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
): readonly (Statement & { readonly Action: readonly string[] })[] {
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
            ...allow("ChangeRolesWithinBoundary", bounded, roleArns(spec)),
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
            ...allow("PassRoles", ["iam:PassRole"], roleArns(spec)),
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

function allow(
    sid: string,
    actions: readonly string[],
    resources: string | readonly string[],
): Statement & { readonly Action: readonly string[] } {
    return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}
