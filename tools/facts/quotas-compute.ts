/** Quotas of EKS, instances and volumes. */
import { type Quota, rowsOf, type Said } from "./quota";

const EKS: Said = {
    source: "AWS General Reference, Amazon EKS endpoints and quotas",
    seen: "2026-11-23",
    url: "https://docs.aws.amazon.com/general/latest/gr/eks.html",
};
const EC2: Said = {
    source: "fakecloud, Service Quotas catalogue of published defaults, 2026",
    seen: "2026-11-23",
};

const eks = rowsOf("eks", EKS);
const ec2 = rowsOf("ec2", EC2);

export const COMPUTE_QUOTAS = {
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
    "gp3-tib": {
        ...{ title: "TiB of gp3 volumes", per: "region", service: "ebs", code: "L-7A658B76" },
        ...{ limit: 50, raised: true },
        source: "Amazon EBS User Guide, ebs-resource-quotas; ROSA User Guide, required quotas",
        seen: "2026-11-29",
    },
    "launch-templates": {
        ...{ title: "Launch templates", per: "region", limit: 5000, raised: true },
        source: "EC2 User Guide, launch template restrictions",
        seen: "2026-11-23",
    },
} as const satisfies Readonly<Record<string, Quota>>;
