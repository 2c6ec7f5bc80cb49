/** What the changes a deployment makes may reach, service by service. */
import { partitionOf } from "../../components/shared/regions";
import { type AccessSpec, iamPath } from "./access-spec";

export interface WriteScope {
    readonly resources: readonly string[];
    /** Whether the service answers in a region of its own; IAM and Route 53 do not. */
    readonly regional: boolean;
}

type Scope = (spec: AccessSpec) => WriteScope;

/** Roles that people assume. */
const PEOPLE = "people-";

/**
 * How the names of an environment's roles begin, behind the organisation's prefix: Pulumi makes them from the
 * components' names. An administrator's
 * role begins with none of them, so a deployment can neither change nor pass it on.
 */
export const ROLE_PREFIXES = [
    "addon-",
    "backup-",
    "batch-",
    "capability-",
    "chart-",
    "cluster-",
    "fargate-",
    "gitops-",
    "grafana-",
    "hybrid-",
    "karpenter-",
    "network-",
    "nodes-",
    PEOPLE,
    "resilience-",
    "secret-store-",
    "self-managed-",
    "workload-",
] as const;

/** Compute environments of AWS Batch, the queues before them, and the profile of their nodes. */
const BATCH = "batch-";

/** Karpenter alone has policies, a queue and event rules. */
const KARPENTER = "karpenter-";

/** Nodes that EKS does not make: their groups, and the profiles their instances get the role by. */
const SELF_MANAGED = "self-managed-";
const NODES = "nodes-";

/** What nodes may do with caches of other registries. */
const REGISTRY = "registry-";

/** Topics of alerts. */
const PROMETHEUS = "prometheus-";

/** Rules on clusters have a bucket, a topic and a rule of events. */
const COMPLIANCE = "compliance-";

/** The trail and its bucket. */
const AUDIT_TRAIL = "audit-trail-";

/** Services whose changes EC2 and EKS scope by ids that nobody knows before they exist. */
const anywhere: Scope = () => ({ resources: ["*"], regional: true });

/** Service prefix → what its changes may reach. */
export const WRITE_SCOPES: Readonly<Record<string, Scope>> = {
    // Workspaces and scrapers have ids that nobody knows before.
    aps: regionalNames("aps", () => ["/*", "rulegroupsnamespace/*", "scraper/*", "workspace/*"]),
    // Its ARNs hold ids, which nobody knows before.
    acm: regionalNames("acm", () => ["certificate/*"]),
    // Managed resources are known by their own ARNs: here the cluster's.
    "arc-zonal-shift": anywhere,
    autoscaling: regionalNames("autoscaling", (prefix) => [
        `autoScalingGroup:*:autoScalingGroupName/${prefix}${SELF_MANAGED}*`,
    ]),
    budgets: (spec) => ({ regional: false, resources: [arn(spec, "budgets", "budget/*", "")] }),
    // Monitors and subscriptions have ids that nobody knows before.
    ce: (spec) => ({
        regional: false,
        resources: ["anomalymonitor/*", "anomalysubscription/*"].map((name) => arn(spec, "ce", name, "")),
    }),
    backup: regionalNames("backup", (prefix) => ["backup-plan:*", `backup-vault:${prefix}backup-*`]),
    batch: regionalNames("batch", (prefix) => [
        `compute-environment/${prefix}${BATCH}*`,
        `job-queue/${prefix}${BATCH}*`,
    ]),
    // The account's storage of backups has no name.
    "backup-storage": anywhere,
    cloudtrail: regionalNames("cloudtrail", (prefix) => [`trail/${prefix}${AUDIT_TRAIL}*`]),
    cloudwatch: (spec) => ({ regional: true, resources: [arn(spec, "cloudwatch", "dashboard/*", "")] }),
    // A recorder and its channel have no name, and rules ids that nobody knows before.
    config: anywhere,
    ec2: anywhere,
    // Rules, templates and scanning are the registry's own, and have no name.
    ecr: anywhere,
    // Ids that nobody knows before they exist: all of the account, in the environment's regions.
    elasticfilesystem: regionalNames("elasticfilesystem", () => ["access-point/*", "file-system/*"]),
    fsx: regionalNames("fsx", () => ["*"]),
    eks: anywhere,
    // Only looked at.
    elasticloadbalancing: anywhere,
    // Its ARNs hold ids, which nobody knows before.
    "emr-containers": regionalNames("emr-containers", () => ["/virtualclusters/*"]),
    events: regionalNames("events", (prefix) => [
        `rule/${prefix}${COMPLIANCE}*`,
        `rule/${prefix}${KARPENTER}*`,
    ]),
    // Its ARNs hold ids, which nobody knows before.
    grafana: regionalNames("grafana", () => ["/workspaces*"]),
    guardduty: anywhere,
    iam: (spec) => ({
        regional: false,
        resources: [
            named(spec, "instance-profile", BATCH),
            named(spec, "instance-profile", KARPENTER),
            named(spec, "instance-profile", SELF_MANAGED),
            arn(spec, "iam", "oidc-provider/oidc.eks.*", ""),
            named(spec, "policy", KARPENTER),
            named(spec, "policy", REGISTRY),
            ...roleArns(spec),
        ],
    }),
    inspector2: anywhere,
    kms: regionalNames("kms", () => ["alias/eks/*", "key/*"]),
    logs: regionalNames("logs", () =>
        ["eks", "vpc", "containerinsights", "otel/containerinsights", "vendedlogs"].map(
            (of) => `log-group:/aws/${of}/*`,
        ),
    ),
    // Its ARNs hold ids, which nobody knows before.
    rolesanywhere: regionalNames("rolesanywhere", () => ["profile/*", "trust-anchor/*"]),
    "resource-groups": regionalNames("resource-groups", (prefix) => [
        `group/${prefix}${NODES}*`,
        `group/${prefix}${SELF_MANAGED}*`,
    ]),
    resiliencehub: regionalNames("resiliencehub", () => ["policy/*", "service/*"]),
    // EC2 associates the private zone of an interface endpoint in the caller's name, and zones of the kit's have ids that
    // nobody knows before.
    route53: () => ({ resources: ["*"], regional: false }),
    // Ids that nobody knows before; groups and rules may be another account's, shared by RAM.
    route53resolver: (spec) => ({
        regional: true,
        resources: [
            ...["firewall-config/*", "firewall-domain-list/*", "firewall-rule-group-association/*"].map(
                (name) => arn(spec, "route53resolver", name),
            ),
            ...["firewall-rule-group/*", "resolver-rule/*"].map((name) =>
                arn({ ...spec, account: "*" }, "route53resolver", name),
            ),
        ],
    }),
    // ARNs of buckets have neither account nor region.
    s3: (spec) => ({
        regional: true,
        resources: [COMPLIANCE, AUDIT_TRAIL].map(
            (name) => `arn:${partitionOf(spec.region)}:s3:::${namePrefix(spec)}${name}*`,
        ),
    }),
    securityhub: anywhere,
    sns: regionalNames("sns", (prefix) => [`${prefix}${COMPLIANCE}*`, `${prefix}${PROMETHEUS}*`]),
    // Ids that nobody knows before.
    servicediscovery: regionalNames("servicediscovery", () => ["namespace/*"]),
    // Only looked at, in the region of the organisation's directory.
    sso: () => ({ resources: ["*"], regional: false }),
    "sso-directory": () => ({ resources: ["*"], regional: false }),
    sqs: regionalNames("sqs", (prefix) => [`${prefix}${KARPENTER}*`]),
    // Only looked at.
    ssm: anywhere,
    tag: anywhere,
    // A network may be another account's, shared by RAM.
    "vpc-lattice": (spec) => ({
        regional: true,
        resources: [
            arn({ ...spec, account: "*" }, "vpc-lattice", "servicenetwork/*"),
            arn(spec, "vpc-lattice", "servicenetworkvpcassociation/*"),
        ],
    }),
};

/** Actions on nothing that exists yet and has no name: AWS takes no resource for them. */
export const UNSCOPED_ACTIONS: readonly string[] = [
    "acm:RequestCertificate",
    "backup-storage:MountCapsule",
    "backup:DeleteRecoveryPoint",
    "backup:UpdateRegionSettings",
    "ce:UpdateCostAllocationTagsStatus",
    "emr-containers:CreateVirtualCluster",
    "kms:CreateKey",
    // Deliveries of services' own logs, and who may write to groups.
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "resource-groups:CreateGroup",
    "servicediscovery:CreateHttpNamespace",
    "servicediscovery:CreatePrivateDnsNamespace",
];

/** The roles of environments. */
export function roleArns(spec: AccessSpec): readonly string[] {
    return ROLE_PREFIXES.map((prefix) => named(spec, "role", prefix));
}

/** Those that services use: what people assume is handed to none. */
export function passedRoleArns(spec: AccessSpec): readonly string[] {
    return ROLE_PREFIXES.filter((prefix) => prefix !== PEOPLE).map((prefix) => named(spec, "role", prefix));
}

/** What of IAM lies under the organisation's path and begins with its prefix. */
function named(spec: AccessSpec, kind: string, name: string): string {
    return arn(spec, "iam", `${kind}${iamPath(spec)}${namePrefix(spec)}${name}*`, "");
}

function regionalNames(service: string, names: (prefix: string) => readonly string[]): Scope {
    return (spec) => ({
        regional: true,
        resources: names(namePrefix(spec)).map((name) => arn(spec, service, name)),
    });
}

function namePrefix({ organisation }: AccessSpec): string {
    return organisation?.namePrefix ?? "";
}

/** In any region unless one is given: the condition on the region is stated once beside it. */
function arn(spec: AccessSpec, service: string, resource: string, region = "*"): string {
    return `arn:${partitionOf(spec.region)}:${service}:${region}:${spec.account}:${resource}`;
}
