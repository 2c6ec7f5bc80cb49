/**
 * production with every part, add-on and chart that can stand together: ring 2 brings it up and down. Unlike
 * tests/support/everything.ts it is one shape that the kit accepts as it is; beside-whole.ts has what it excludes.
 */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { production } from "../fixtures/fork/stacks/production";
import { onKarpenter } from "./on-karpenter";

const ACCOUNT = "210987654321";
const REGION = "us-east-1";
const AUTHORITY = `arn:aws:acm-pca:${REGION}:${ACCOUNT}:certificate-authority/00000000-0000-4000-8000-000000000001`;

export const NODES = {
    instanceTypes: ["m7g.2xlarge"],
    capacityType: "ON_DEMAND",
    amiFamily: "AL2023",
    diskSizeGiB: 50,
    sizePerZone: { min: 1, desired: 1, max: 2 },
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: true,
} as const;

const { compute, network } = onKarpenter(production);
const HOST = { kind: "managed-nodes", replicas: 2, systemNodes: NODES } as const;

const NAMES: Partial<EnvironmentShape> = {
    hostedZones: { shop: { kind: "public", domain: "shop.example.com" } },
    certificates: { shop: { domain: "shop.example.com", alternatives: ["*.shop.example.com"] } },
    serviceDiscovery: {
        api: { kind: "http", name: "api" },
        internal: { kind: "private-dns", domain: "svc.example.internal" },
    },
    lattice: { serviceNetwork: { kind: "own" } },
};

const CONTROL_PLANE: Partial<EnvironmentShape> = {
    hybridNodes: {
        nodeNetworks: ["10.80.0.0/16"],
        podNetworks: ["10.85.0.0/16"],
        // A gateway of somebody else's is attached between two passes.
        gateway: { kind: "none" },
        credentials: { kind: "ssm", registrations: 10 },
    },
    capabilities: {
        argoCd: {
            identityCenter: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" },
            roles: { ADMIN: { groups: ["00000000-0000-4000-8000-000000000001"] } },
            access: [{ policy: "AmazonEKSClusterAdminPolicy" }],
        },
        ack: { policyArns: ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"] },
        kro: { access: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }] },
    },
    gitops: {
        argoCd: {},
        flux: {
            repositories: {
                platform: {
                    url: "https://git.example.com/platform",
                    path: "clusters/production",
                    secret: "git",
                },
            },
        },
        labels: { tier: "canary" },
    },
    identityProviders: {
        okta: {
            issuerUrl: "https://example.okta.com",
            clientId: "kit",
        },
    },
    access: {
        team: {
            principal: "role/platform/team",
            policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }],
            groups: ["team"],
        },
    },
};

const CAPACITY: Partial<EnvironmentShape> = {
    managedNodes: {
        batch: { ...NODES, amiFamily: "Bottlerocket", capacityType: "SPOT" },
    },
    selfManagedNodes: {
        mixed: {
            instanceTypes: ["m7g.large", "m6g.large"],
            spot: { onDemandBasePerZone: 0, onDemandPercentage: 50 },
            amiFamily: "AL2023",
            diskSizeGiB: 50,
            sizePerZone: { min: 1, desired: 1, max: 2 },
            update: { kind: "refresh", minHealthyPercentage: 100, maxHealthyPercentage: 200 },
            placement: { kind: "spread" },
        },
    },
    devicePlugins: { nvidia: {}, neuron: {}, efa: {} },
    headroom: { web: { pods: 1, requests: { cpu: "250m", memory: "256Mi" } } },
};

const STORAGE: Partial<EnvironmentShape> = {
    fileSystems: {
        shared: { kind: "efs", accessPoints: { web: { path: "/web", uid: 1000, gid: 1000 } } },
        fast: { kind: "lustre", slot: "a", capacityGiB: 1200, throughputPerTiB: 250 },
        ontap: {
            kind: "ontap",
            slots: ["a"],
            capacityGiB: 1024,
            throughputMBs: 384,
            storageVirtualMachines: { web: {} },
        },
        zfs: { kind: "openzfs", slots: ["a"], capacityGiB: 64, throughputMBs: 160 },
    },
    storageClasses: {
        retained: { driver: "ebs", reclaimPolicy: "Retain", default: true },
        shared: { driver: "efs", fileSystem: "shared" },
        fast: { driver: "lustre", slot: "a" },
        zfs: { driver: "openzfs", fileSystem: "zfs" },
        ontap: { driver: "ontap", backend: "ontap-nas" },
        local: { driver: "instance-store" },
    },
    volumeAttributesClasses: { fast: { type: "gp3", iops: 12000, throughputMiBs: 500 } },
    snapshotClasses: { nightly: { driver: "ebs", deletionPolicy: "Retain", default: true } },
    backup: { rules: { nightly: { schedule: "cron(0 3 * * ? *)", keepDays: 35 } } },
};

const SEEN: Partial<EnvironmentShape> = {
    logGroups: { retentionDays: 30 },
    prometheus: {
        collector: { kind: "scraper" },
        alerts: { kind: "own-topic", emails: ["platform@example.com"] },
    },
    grafana: {
        signIn: {
            kind: "identity-center",
            roles: { ADMIN: { groups: ["94682488-0051-7003-0000-000000000000"] } },
        },
        inVpc: true,
    },
    dashboards: ["control-plane"],
    budgets: {
        shop: {
            notify: { emails: ["shop@example.org"] },
            budget: { monthlyUsd: 300 },
            tag: { key: "team", value: "shop" },
        },
    },
    costs: {
        notify: { emails: ["platform@example.org"] },
        budget: { monthlyUsd: 800 },
        anomalies: { fromUsd: 40 },
    },
    resilience: {
        hub: { zoneLoss: { recoverMinutes: 5, loseMinutes: 0 }, namespaces: ["team"] },
        autoshift: {
            outcomeAlarms: [`arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:errors`],
            practice: { kind: "allowed", windows: ["Mon:09:00-Fri:15:00"] },
        },
    },
};

const GUARDED: Partial<EnvironmentShape> = {
    registry: {
        repositories: { "team-a/web": {} },
        pullThrough: { quay: { upstream: "quay.io" } },
        scanning: { kind: "enhanced", inspector: true },
    },
    auditTrail: {},
    compliance: { recorder: { bucket: "config-of-the-account" } },
    threatDetection: { detector: { kind: "own" }, runtime: "managed" },
    namespaces: { "team-a": { quota: { "requests.cpu": "20" } } },
    teams: {
        payments: {
            namespaces: { payments: { quota: { "requests.cpu": "20" } } },
            people: {
                developers: {
                    who: { kind: "groups", groups: ["okta:payments"] },
                    rights: "edit",
                    rules: [
                        {
                            apiGroups: ["external-secrets.io"],
                            resources: ["externalsecrets"],
                            verbs: ["get", "list"],
                        },
                    ],
                },
                operators: { who: { kind: "role", trusted: ["role/operators"] }, rights: "view" },
            },
            workloads: { api: { grants: [{ kind: "queue", queue: "payments", access: "send" }] } },
            priority: 1000,
            ingress: { hosts: ["pay.example.com"], classes: ["alb"] },
        },
    },
    admissionPolicies: {
        host: {
            exemptWorkloads: [
                {
                    ...({ kind: "DaemonSet", namespace: "agents", name: "node-agent" } as const),
                    ...{
                        reason: "It measures the network of its node.",
                        owner: "team-a",
                        expires: "2999-12-31",
                    },
                },
            ],
        },
        mutations: { seccomp: {} },
        own: {
            label: {
                resources: [{ apiGroups: [""], resources: ["configmaps"] }],
                validations: [
                    { expression: "params.data.label in object.metadata.labels", message: "unlabelled" },
                ],
                params: { label: "team" },
            },
        },
    },
    secretStores: {
        team: {
            scope: { kind: "namespace", namespace: "team" },
            from: { kind: "secrets-manager", secrets: ["team/*"] },
            after: ["objects-team"],
        },
    },
};

/** Settings of {@link WHOLE}, for a plan of it. */
export const WHOLE_CONFIG: Readonly<Record<string, Json>> = {
    "platform:zones": { a: `${REGION}a`, b: `${REGION}b`, c: `${REGION}c` },
    "platform:controlPlaneZones": ["a", "b", "c"],
    "platform:podCidr": "100.64.0.0/16",
    "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] },
};

/** production, and everything that can stand beside it. */
export const WHOLE: EnvironmentShape = {
    ...production,
    ...NAMES,
    ...CONTROL_PLANE,
    ...CAPACITY,
    ...STORAGE,
    ...SEEN,
    ...GUARDED,
    network: {
        ...network,
        ipv6: "subnets",
        furtherEndpoints: { kms: { slots: ["a"] } },
        dns: { privateZones: ["internal.example.com"] },
        pods: { addresses: { kind: "prefixes" }, subnets: { kind: "custom-networking" } },
    },
    compute: { ...compute, host: HOST },
    batch: {
        environments: {
            spot: { namespace: "team-a", capacity: "spot", instanceTypes: ["m7i", "m6i"], maxVcpus: 64 },
        },
        queues: { jobs: { environments: ["spot"], priority: 10 } },
    },
    emr: {
        spark: {
            namespace: "team-a",
            jobRoles: { etl: { grants: [{ kind: "bucket", bucket: "acme-lake", access: "read-write" }] } },
            logs: { retentionDays: 30 },
        },
    },
    addons: {
        ...production.addons,
        nodeMonitoring: true,
        "snapshot-controller": {},
        "aws-efs-csi-driver": {},
        "aws-fsx-csi-driver": {},
        "aws-mountpoint-s3-csi-driver": {},
        "aws-ec2-local-instance-store-csi-driver": {},
        "aws-secrets-store-csi-driver-provider": {},
        "amazon-cloudwatch-observability": { containerLogs: true },
        adot: {},
        "kube-state-metrics": {},
        "prometheus-node-exporter": {},
        "aws-network-flow-monitoring-agent": {},
        // No source names one for this minor: any will do.
        versions: {
            "aws-ec2-local-instance-store-csi-driver": "v1.0.0-eksbuild.1",
            "aws-mountpoint-s3-csi-driver": "v2.0.0-eksbuild.1",
            "aws-network-flow-monitoring-agent": "v1.0.0-eksbuild.1",
        },
    },
    ingressClasses: { shop: { controller: "load-balancer-controller", certificates: ["shop"] } },
    catalogue: {
        "aws-gateway-controller-chart": {},
        "aws-load-balancer-controller": {},
        "aws-privateca-issuer": { issuers: { corporate: { arn: AUTHORITY } } },
        "cert-manager": { issuers: { "lets-encrypt": { kind: "lets-encrypt", zones: ["shop"] } } },
        "external-dns": { zones: ["shop"], policy: "sync" },
        "external-secrets": {},
        keda: {},
        "vertical-pod-autoscaler": { mode: "apply" },
        descheduler: {},
        kueue: { queues: { all: { namespaces: ["default"], quota: { cpu: "8", memory: "32Gi" } } } },
        "kuberay-operator": {},
        "spark-operator": { namespaces: ["default"] },
        opencost: {},
        "aws-fsx-openzfs-csi-driver": {},
        "trident-operator": {},
        velero: { bucket: "copies-of-clusters" },
        flux2: { reads: { repositories: ["team-a/*"], buckets: ["manifests-of-clusters"] } },
    },
    charts: {
        podinfo: {
            chart: "podinfo",
            repository: "oci://registry.example.org/charts",
            version: "6.9.0",
            namespace: { name: "podinfo" },
            pods: "unknown",
        },
    },
    objects: { team: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } }] } },
    own: { note: { needs: "network", make: ({ vpc }) => ({ vpcId: vpc.vpcId }) } },
};
