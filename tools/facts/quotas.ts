/** AWS quotas: what an account starts with, in the words of Service Quotas. A new account may start lower. */

/** Who says so, and the day it was read. */
interface Said {
    readonly source: string;
    readonly seen: string;
    readonly url?: string;
}

export interface Quota extends Said {
    /** As it is counted: `Elastic IP addresses`. */
    readonly title: string;
    /** What is counted together: `region`, `VPC`, `role`. */
    readonly per: string;
    /** Code of the service and of the quota at Service Quotas; without one it is not asked there. */
    readonly service?: string;
    readonly code?: string;
    /** What an account starts with. Undefined: none was found, and none is guessed. */
    readonly limit: number | undefined;
    /** Whether AWS raises it; a number is as far as it does. Undefined: not found. */
    readonly raised: boolean | number | undefined;
}

const VPC: Said = {
    source: "Amazon VPC User Guide, amazon-vpc-limits",
    seen: "2026-09-26",
    url: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
};
const ENDPOINTS: Said = {
    source: "Amazon VPC User Guide, amazon-vpc-limits (awsdocs/amazon-vpc-user-guide doc_source/amazon-vpc-limits.md, 2023-04-06)",
    seen: "2026-11-23",
};
const EKS: Said = {
    source: "AWS General Reference, Amazon EKS endpoints and quotas",
    seen: "2026-11-23",
    url: "https://docs.aws.amazon.com/general/latest/gr/eks.html",
};
const EC2: Said = {
    source: "fakecloud, Service Quotas catalogue of published defaults, 2026",
    seen: "2026-11-23",
};
const IAM: Said = {
    source: "IAM User Guide, reference_iam-quotas",
    seen: "2026-11-23",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
};
const ELB: Said = {
    source: "Application Load Balancers User Guide, load-balancer-limits (awsdocs, 2023-04-06)",
    seen: "2026-11-23",
};

type Row = Pick<Quota, "code" | "limit" | "per" | "raised" | "title">;

function of(service: string, said: Said, row: Row): Quota {
    return { service, ...row, ...said };
}

const vpc = (row: Row): Quota => of("vpc", VPC, row);
const eks = (row: Row): Quota => of("eks", EKS, row);
const ec2 = (row: Row): Quota => of("ec2", EC2, row);
const iam = (row: Row): Quota => of("iam", IAM, row);

/** By the name that counters and the sandbox know each by. */
export const QUOTAS = {
    vpcs: vpc({ title: "VPCs", per: "region", code: "L-F678F1CE", limit: 5, raised: true }),
    "internet-gateways": vpc({
        ...{ title: "Internet gateways", per: "region", code: "L-A4707A72", limit: 5, raised: true },
    }),
    "egress-only-gateways": vpc({
        ...{ title: "Egress-only internet gateways", per: "region", code: "L-45FE3B85" },
        ...{ limit: 5, raised: true },
    }),
    subnets: vpc({ title: "Subnets", per: "VPC", code: "L-407747CB", limit: 200, raised: true }),
    "ipv4-ranges": vpc({ title: "IPv4 ranges", per: "VPC", code: "L-83CA0A9D", limit: 5, raised: 50 }),
    eips: of("ec2", VPC, {
        ...{ title: "Elastic IP addresses", per: "region", code: "L-0263D0A3", limit: 5, raised: true },
    }),
    "nat-gateways": vpc({
        ...{ title: "NAT gateways", per: "zone", code: "L-FE5A380F", limit: 5, raised: true },
    }),
    "route-tables": vpc({ title: "Route tables", per: "VPC", code: "L-589F43AA", limit: 200, raised: true }),
    routes: vpc({ title: "Routes", per: "route table", code: "L-93826ACB", limit: 500, raised: 1000 }),
    "security-groups": vpc({
        ...{ title: "Security groups", per: "region", code: "L-E79EC296", limit: 2500, raised: true },
    }),
    "group-rules": vpc({
        ...{ title: "Rules in one direction", per: "security group", code: "L-0EA8095F" },
        ...{ limit: 60, raised: true },
    }),
    "interface-groups": vpc({
        ...{ title: "Security groups", per: "network interface", code: "L-2AFB9258", limit: 5, raised: 16 },
    }),
    "interface-rules": {
        ...VPC,
        ...{
            title: "Rules of all its groups together",
            per: "network interface",
            limit: 1000,
            raised: false,
        },
    },
    interfaces: vpc({
        ...{ title: "Network interfaces", per: "region", code: "L-DF5E4CA3", limit: 5000, raised: true },
    }),
    "network-acls": vpc({ title: "Network ACLs", per: "VPC", code: "L-B4A6D682", limit: 200, raised: true }),
    "acl-rules": vpc({
        ...{ title: "Rules in one direction", per: "network ACL", code: "L-2AEEBF1A", limit: 20, raised: 40 },
    }),
    "interface-endpoints": of("vpc", ENDPOINTS, {
        ...{ title: "Interface endpoints", per: "VPC", code: "L-29B6F2EB", limit: 50, raised: true },
    }),
    "gateway-endpoints": of("vpc", ENDPOINTS, {
        ...{ title: "Gateway endpoints", per: "region", code: "L-1B52E74A", limit: 20, raised: true },
    }),
    "endpoint-policy": of("vpc", ENDPOINTS, {
        ...{ title: "Characters of the policy", per: "endpoint", code: "L-3248932A" },
        ...{ limit: 20_480, raised: false },
    }),

    clusters: eks({ title: "Clusters", per: "region", code: "L-1194D53C", limit: 100, raised: true }),
    "node-groups": eks({
        ...{ title: "Managed node groups", per: "cluster", code: "L-6D54EA21", limit: 30, raised: true },
    }),
    "group-nodes": eks({
        ...{ title: "Nodes", per: "managed node group", code: "L-BD136A63", limit: 450, raised: true },
    }),
    "fargate-profiles": eks({
        ...{ title: "Fargate profiles", per: "cluster", code: "L-33415657", limit: 10, raised: true },
    }),
    "profile-selectors": eks({
        ...{ title: "Selectors", per: "Fargate profile", code: "L-D78D8AF8", limit: 5, raised: true },
    }),
    "selector-labels": eks({
        ...{ title: "Labels", per: "selector of a Fargate profile", code: "L-23414FF3" },
        ...{ limit: 5, raised: true },
    }),
    "access-entries": eks({
        ...{ title: "Access entries", per: "cluster", code: "L-C56B9FC3", limit: 3000, raised: false },
    }),
    "pod-identities": {
        ...{ title: "Pod Identity associations", per: "cluster", limit: 1000, raised: false },
        source: "EKS User Guide, service-quotas (awsdocs/amazon-eks-user-guide, 2024-12-18)",
        seen: "2026-11-23",
    },
    "control-plane-groups": eks({
        ...{ title: "Security groups of the control plane", per: "cluster", code: "L-11427A54" },
        ...{ limit: 4, raised: false },
    }),
    "public-cidrs": eks({
        ...{ title: "Networks that reach the public API", per: "cluster", code: "L-93A74D60" },
        ...{ limit: 40, raised: false },
    }),
    "remote-node-networks": eks({
        ...{ title: "Networks of nodes outside AWS", per: "cluster", code: "L-5C12D558" },
        ...{ limit: 15, raised: true },
    }),
    "remote-pod-networks": eks({
        ...{ title: "Networks of pods outside AWS", per: "cluster", code: "L-6AFFD1D8" },
        ...{ limit: 15, raised: true },
    }),
    "identity-providers": {
        ...{ title: "OIDC identity providers", per: "cluster", limit: 10, raised: undefined },
        source: "EKS User Guide, authenticate-oidc-identity-provider: up to 10 from Kubernetes 1.32 on",
        seen: "2026-11-23",
    },
    addons: {
        ...{ title: "EKS add-ons", per: "cluster", limit: undefined, raised: undefined },
        source: "none found: the quotas of EKS name none for add-ons",
        seen: "2026-11-23",
    },
    "fargate-vcpus": {
        ...{ title: "Fargate, vCPUs", per: "region", limit: 6, raised: true },
        ...EKS,
    },

    "vcpus-standard": ec2({
        ...{ title: "On demand, vCPUs of A C D H I M R T Z", per: "region", code: "L-1216C47A" },
        ...{ limit: 5, raised: true },
    }),
    "vcpus-gpu": ec2({
        ...{
            title: "On demand, vCPUs of G and VT",
            per: "region",
            code: "L-DB2E81BA",
            limit: 0,
            raised: true,
        },
    }),
    "vcpus-p": ec2({
        ...{ title: "On demand, vCPUs of P", per: "region", code: "L-417A185B", limit: 0, raised: true },
    }),
    "vcpus-inf": ec2({
        ...{ title: "On demand, vCPUs of Inf", per: "region", code: "L-1945791B", limit: 0, raised: true },
    }),
    "vcpus-f": ec2({
        ...{ title: "On demand, vCPUs of F", per: "region", code: "L-74FC7D96", limit: 0, raised: true },
    }),
    "vcpus-x": ec2({
        ...{ title: "On demand, vCPUs of X", per: "region", code: "L-7295265B", limit: 0, raised: true },
    }),
    "vcpus-high-memory": ec2({
        ...{ title: "On demand, vCPUs of U (High Memory)", per: "region", code: "L-43DA4232" },
        ...{ limit: 0, raised: true },
    }),
    "vcpus-trn": {
        ...{ title: "On demand, vCPUs of Trn", per: "region", service: "ec2", code: "L-2C3B7624" },
        ...{ limit: undefined, raised: true },
        source: "none found: a public note has the code and 0 in one account, no default",
        seen: "2026-11-23",
    },
    "vcpus-other": {
        ...{
            title: "On demand, vCPUs of other families",
            per: "region",
            limit: undefined,
            raised: undefined,
        },
        source: "none found",
        seen: "2026-11-23",
    },
    "spot-standard": ec2({
        ...{ title: "Spot, vCPUs of A C D H I M R T Z", per: "region", code: "L-34B43A08" },
        ...{ limit: 5, raised: true },
    }),
    "spot-other": {
        ...{ title: "Spot, vCPUs of other families", per: "region", limit: undefined, raised: undefined },
        source: "none found",
        seen: "2026-11-23",
    },
    "gp3-tib": of(
        "ebs",
        {
            source: "Amazon EBS User Guide, ebs-resource-quotas; ROSA User Guide, required quotas",
            seen: "2026-11-29",
        },
        {
            ...{ title: "TiB of gp3 volumes", per: "region", code: "L-7A658B76", limit: 50, raised: true },
        },
    ),
    "launch-templates": {
        ...{ title: "Launch templates", per: "region", limit: 5000, raised: true },
        source: "EC2 User Guide, launch template restrictions",
        seen: "2026-11-23",
    },

    roles: iam({ title: "IAM roles", per: "account", code: "L-FE177D64", limit: 1000, raised: 10_000 }),
    policies: iam({
        ...{ title: "Managed policies of one's own", per: "account", code: "L-E95E4862" },
        ...{ limit: 1500, raised: 10_000 },
    }),
    "instance-profiles": iam({
        ...{ title: "Instance profiles", per: "account", code: "L-6E65F664", limit: 1000, raised: 10_000 },
    }),
    "role-policies": iam({
        ...{ title: "Managed policies", per: "role", code: "L-0DA4ABF3", limit: 20, raised: 25 },
    }),
    "trust-policy": iam({
        ...{ title: "Characters of the trust policy", per: "role", code: "L-C07B4B0D" },
        ...{ limit: 2048, raised: 8192 },
    }),
    "policy-size": {
        ...{ title: "Characters", per: "managed policy", limit: 6144, raised: false },
        ...IAM,
    },
    "inline-size": {
        ...{ title: "Characters of inline policies", per: "role", limit: 10_240, raised: false },
        ...IAM,
    },
    "oidc-providers": iam({
        ...{ title: "OIDC providers", per: "account", code: "L-858F3967", limit: 100, raised: 700 },
    }),

    albs: of("elasticloadbalancing", ELB, {
        ...{
            title: "Application Load Balancers",
            per: "region",
            code: "L-53DA6B97",
            limit: 50,
            raised: true,
        },
    }),
    nlbs: {
        ...{ title: "Network Load Balancers", per: "region", service: "elasticloadbalancing" },
        ...{ code: "L-69A177A2", limit: 50, raised: undefined },
        source: "a public Service Quotas listing of one account, undated",
        seen: "2026-11-23",
    },
    "target-groups": of("elasticloadbalancing", ELB, {
        ...{ title: "Target groups", per: "region", code: "L-B22855CB", limit: 3000, raised: true },
    }),
    "kms-keys": of("kms", EC2, {
        ...{ title: "KMS keys", per: "region", code: "L-C2F1777E", limit: 100_000, raised: true },
    }),
    "log-groups": {
        ...{ title: "Log groups", per: "region", limit: 1_000_000, raised: undefined },
        source: "CloudWatch Logs API Reference, CreateLogGroup",
        seen: "2026-11-23",
    },
} as const satisfies Readonly<Record<string, Quota>>;

export type QuotaId = keyof typeof QUOTAS;

/** In the order of the table. */
export function quotaIds(): readonly QuotaId[] {
    return Object.keys(QUOTAS) as QuotaId[];
}

export function quotaOf(id: QuotaId): Quota {
    return QUOTAS[id];
}
