/** AWS quotas: what an account starts with, in the words of Service Quotas. A new account may start lower. */
import { type Quota, rowsOf, type Said } from "./quota";
import { COMPUTE_QUOTAS } from "./quotas-compute";
import { NETWORK_QUOTAS } from "./quotas-network";

const IAM: Said = {
    source: "IAM User Guide, reference_iam-quotas",
    seen: "2026-11-23",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
};
const ELB: Said = {
    source: "Application Load Balancers User Guide, load-balancer-limits (awsdocs, 2023-04-06)",
    seen: "2026-11-23",
};

const iam = rowsOf("iam", IAM);
const balancer = rowsOf("elasticloadbalancing", ELB);

/** By the name that counters and the sandbox know each by. */
export const QUOTAS = {
    ...NETWORK_QUOTAS,
    ...COMPUTE_QUOTAS,
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

    albs: balancer({
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
    "target-groups": balancer({
        ...{ title: "Target groups", per: "region", code: "L-B22855CB", limit: 3000, raised: true },
    }),
    "kms-keys": {
        ...{ title: "KMS keys", per: "region", service: "kms", code: "L-C2F1777E" },
        ...{ limit: 100_000, raised: true },
        source: "fakecloud, Service Quotas catalogue of published defaults, 2026",
        seen: "2026-11-23",
    },
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
