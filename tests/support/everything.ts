/** An environment with every option of every component on, so that no type of the kit goes unrecorded. */
import { access } from "../../components/cluster/access-part";
import { cluster } from "../../components/cluster/part";
import { hybridNodes } from "../../components/hybrid/part";
import { network } from "../../components/network/part";
import type { VpcWords } from "../../components/network/vpc-schema";
import type { Plan } from "../../components/platform/environment";
import type { Part } from "../../components/platform/part";
import { PARTS } from "../../components/platform/parts";
import { Platform } from "../../components/platform/platform";
import type { Settings } from "../../components/platform/settings/types";
import type { AnyPart, EnvironmentShape } from "../../components/platform/shape";
import { keys } from "../../components/security/part";
import { generalPool } from "../fixtures/fork/stacks/presets";
import type { OnKarpenter } from "./on-karpenter";
import { environmentFor } from "./part-environment";
import { AUTO_MODE_OWN } from "./kinds";
import { ON_FARGATE } from "./shapes";

const ACCOUNT = "210987654321";
const REGION = "eu-west-1";
const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: true } as const;

const ZONES = { a: "eu-west-1a", b: "eu-west-1b", c: "eu-west-1c" };
const NODES = {
    instanceTypes: ["m7g.large"],
    capacityType: "ON_DEMAND",
    amiFamily: "AL2023",
    diskSizeGiB: 50,
    sizePerZone: { min: 1, desired: 1, max: 2 },
    update: { kind: "count", maxUnavailable: 1 },
    nodeRepair: true,
} as const;

const SETTINGS: Settings = {
    account: ACCOUNT,
    admins: [`arn:aws:iam::${ACCOUNT}:role/admin`, `arn:aws:iam::${ACCOUNT}:user/breakglass`],
    apiAccess: { kind: "private", reach: "proxy", proxyUrl: "http://proxy.example.com:3128" },
    assumeRoleArn: `arn:aws:iam::${ACCOUNT}:role/hub`,
    chartRegistry: "public.ecr.aws",
    clusterName: "everything",
    controlPlaneZones: ["a", "b"],
    deployRoleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
    environment: "dev",
    imageRegistry: "mirror.example.com",
    inCluster: true,
    kubernetesVersion: "1.36",
    podCidr: "100.64.0.0/16",
    protection: true,
    region: REGION,
    serviceCidr: "172.20.0.0/16",
    tags: { owner: "tests" },
    vpcCidr: "10.1.0.0/16",
    zones: ZONES,
};

const SHAPE: OnKarpenter = {
    network: {
        nat: "per-zone",
        endpoints: ["s3", "dynamodb", "ecr.api", "ecr.dkr", "sts", "ec2"],
        flowLogs: { kind: "on", trafficType: "ALL", retentionDays: 365 },
        ipv6: "subnets",
        pods: { addresses: { kind: "prefixes" }, subnets: { kind: "custom-networking" } },
    },
    keys: { secrets: OWN_KEY, logs: { ...OWN_KEY, keepForever: false }, volumes: OWN_KEY },
    controlPlane: {
        logs: {
            types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
            retentionDays: 365,
        },
        supportType: "EXTENDED",
        zonalShift: true,
    },
    compute: {
        kind: "karpenter",
        host: { kind: "managed-nodes", replicas: 2, systemNodes: NODES },
        pools: {
            general: generalPool({ architecture: "arm64", capacityTypes: ["on-demand"], cpuLimit: 8 }),
        },
    },
    addons: {
        replicas: 2,
        zoneSpread: true,
        nodeMonitoring: true,
        "snapshot-controller": {},
        "aws-efs-csi-driver": {},
        "amazon-cloudwatch-observability": {
            containerLogs: true,
            containerInsights: true,
            applicationSignals: true,
        },
    },
    managedNodes: {
        batch: { ...NODES, amiFamily: "Bottlerocket", capacityType: "SPOT" },
        web: {
            ...NODES,
            instanceTypes: ["m7i.large"],
            amiFamily: "WindowsCore2022",
            nodeRepair: false,
        },
        reserved: {
            ...NODES,
            slots: ["a"],
            instanceTypes: ["p5.48xlarge"],
            efa: { interfaces: "efa-only" },
            reservation: {
                kind: "reservations",
                arns: ["arn:aws:ec2:us-east-1:210987654321:capacity-reservation/cr-0123456789abcdef1"],
            },
        },
    },
    selfManagedNodes: {
        mixed: {
            instanceTypes: ["m7g.large", "m6g.large"],
            spot: { onDemandBasePerZone: 0, onDemandPercentage: 50 },
            amiFamily: "AL2023",
            diskSizeGiB: 50,
            sizePerZone: { min: 1, desired: 1, max: 2 },
            update: { kind: "refresh", minHealthyPercentage: 100, maxHealthyPercentage: 200 },
            access: { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] },
            placement: { kind: "spread" },
        },
        jobs: {
            slots: ["a"],
            instanceTypes: ["m7i.large"],
            amiFamily: "WindowsCore2022",
            diskSizeGiB: 50,
            sizePerZone: { min: 1, desired: 1, max: 2 },
            update: { kind: "none" },
        },
    },
    dashboards: ["control-plane"],
    grafana: {
        signIn: {
            kind: "identity-center",
            roles: { ADMIN: { groups: ["94682488-0051-7003-0000-000000000000"] } },
        },
    },
    prometheus: {
        collector: { kind: "scraper" },
        retentionDays: 365,
        alerts: { kind: "own-topic", emails: ["platform@example.com"] },
    },
    fargateProfiles: { one: [{ namespace: "one" }], two: [{ namespace: "two" }] },
    charts: {
        grafana: {
            chart: "grafana",
            repository: "oci://registry.example.org/charts",
            version: "10.1.2",
            namespace: { name: "monitoring" },
            pods: [],
        },
    },
    catalogue: { "external-secrets": {} },
    secretStores: {
        team: {
            scope: { kind: "namespace", namespace: "team" },
            from: { kind: "secrets-manager", secrets: ["team/*"] },
        },
        shared: {
            scope: { kind: "cluster", namespaces: ["team"] },
            from: { kind: "parameter-store", parameters: ["/shared/*"] },
        },
    },
    headroom: { web: { pods: 1, requests: { cpu: "250m", memory: "256Mi" } } },
    costs: {
        notify: { emails: ["platform@example.org"], topicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:platform` },
        budget: { monthlyUsd: 800 },
        anomalies: { fromUsd: 40 },
        activateTag: true,
    },
    resilience: {
        hub: {
            availabilityPercent: 99.9,
            zoneLoss: { recoverMinutes: 5, loseMinutes: 0 },
            regionLoss: { approach: "BACKUP_AND_RESTORE" },
            backupMinutes: 1440,
            namespaces: ["team"],
        },
        autoshift: {
            outcomeAlarms: [`arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:errors`],
            blockingAlarms: [`arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:releasing`],
            practice: { kind: "allowed", windows: ["Mon:09:00-Fri:15:00"] },
            blockedDates: ["2026-12-24"],
        },
    },
    access: {
        team: {
            principal: "role/platform/team",
            policies: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }],
            groups: ["team"],
        },
    },
    capabilities: {
        argoCd: {
            identityCenter: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" },
            roles: { ADMIN: { groups: ["00000000-0000-4000-8000-000000000001"] } },
            access: [{ policy: "AmazonEKSClusterAdminPolicy" }],
        },
        ack: {
            statements: [
                {
                    Sid: "Queues",
                    Effect: "Allow",
                    Action: ["sqs:CreateQueue", "sqs:GetQueueAttributes"],
                    Resource: "*",
                },
            ],
            policyArns: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"],
        },
        kro: { access: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }] },
    },
    gitops: {
        argoCd: {},
        flux: { namespace: "flux-system" },
        hub: {
            roleArn: `arn:aws:iam::${ACCOUNT}:role/hub-argocd`,
            policies: [{ policy: "AmazonEKSClusterAdminPolicy" }],
        },
        spokes: ["tests/fixtures/gitops-spokes/staging.json"],
        labels: { tier: "canary" },
        values: { hub: "none", note: { own: "note", output: "vpcId" } },
    },
    objects: {
        team: { manifests: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "team" } }] },
    },
    namespaces: {
        jobs: {},
        "team-a": {
            quota: { "requests.cpu": "20" },
            containers: { requests: { cpu: "100m" } },
            traffic: { kind: "deny", toNetworks: [{ cidr: "0.0.0.0/0", ports: [443] }] },
        },
    },
    teams: {
        a: {
            // Made by the word above: here no word is derived.
            namespaces: { "team-a": {} },
            people: {
                developers: {
                    who: { kind: "groups", groups: ["okta:developers"] },
                    rights: "edit",
                    rules: [{ apiGroups: ["example.com"], resources: ["jobs"], verbs: ["get"] }],
                },
                operators: {
                    who: { kind: "role", trusted: ["role/operators"] },
                    rights: "view",
                    by: "access-policy",
                },
            },
            priority: 1000,
            workloads: {
                api: { grants: [{ kind: "queue", queue: "orders", access: "send" }] },
                batch: { identity: "irsa", grants: [{ kind: "secret", secret: "team-a/batch" }] },
            },
        },
    },
    fileSystems: {
        shared: {
            kind: "efs",
            lifecycle: { infrequentAccessDays: 30 },
            accessPoints: { web: { path: "/web", uid: 1000, gid: 1000 } },
        },
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
    batch: {
        environments: {
            jobs: { namespace: "jobs", capacity: "spot", instanceTypes: ["m7i", "m6i"], maxVcpus: 64 },
        },
        queues: { jobs: { environments: ["jobs"], priority: 10 } },
    },
    emr: {
        spark: {
            namespace: "jobs",
            jobRoles: { etl: { grants: [{ kind: "bucket", bucket: "acme-lake", access: "read-write" }] } },
            logs: { retentionDays: 30 },
        },
    },
    backup: {
        rules: { nightly: { schedule: "cron(0 3 * * ? *)", keepDays: 35 } },
        lock: { kind: "governance", minDays: 7 },
        optIn: true,
    },
    snapshotClasses: { nightly: { driver: "ebs", deletionPolicy: "Retain" } },
    volumeAttributesClasses: { fast: { iops: 6000 } },
    storageClasses: { retained: { driver: "ebs", reclaimPolicy: "Retain", default: true } },
    registry: {
        repositories: { "team-a/web": { readers: ["123456789012"] } },
        pullThrough: { quay: { upstream: "quay.io" } },
        scanning: { kind: "enhanced", inspector: true },
    },
    compliance: {
        recorder: { keepDays: 365 },
        alerts: { kind: "own-topic", emails: ["platform@example.com"] },
        securityHub: { account: "own" },
    },
    auditTrail: { buckets: ["state-of-the-account"], keepDays: 365 },
    threatDetection: { detector: { kind: "own" }, runtime: "managed" },
    admissionPolicies: {
        host: {},
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
    hybridNodes: {
        nodeNetworks: ["10.80.0.0/16"],
        podNetworks: ["10.85.0.0/16"],
        gateway: { kind: "transit-gateway", id: "tgw-0123456789abcdef0" },
        credentials: {
            kind: "roles-anywhere",
            certificates: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        },
    },
    identityProviders: {
        okta: {
            issuerUrl: "https://example.okta.com",
            clientId: "kit",
            groupsClaim: "groups",
            groupsPrefix: "okta:",
            groups: { admins: "cluster-admin" },
        },
        entra: { issuerUrl: "https://login.example.com/tenant/v2.0", clientId: "kit" },
    },
    own: {
        // No resource: everything else is the kit's, and so are the tables it is held against.
        note: { needs: "network", make: ({ vpc }) => ({ vpcId: vpc.vpcId }) },
    },
};

/** Karpenter in a VPC without a way out has an instance profile of its own. */
const ISOLATED: EnvironmentShape = { ...SHAPE, network: { ...SHAPE.network, nat: "none" } };

/** Everything, but for these words of the network. */
export function planEverything(words: Partial<VpcWords> = {}): Plan {
    return planOf({ ...SHAPE, network: { ...SHAPE.network, ...words } }, ISOLATED);
}

const EVERY: readonly Part<AnyPart["words"], EnvironmentShape>[] = PARTS;
const GROUND: typeof EVERY = [keys, network, cluster, access, hybridNodes];

/** Two shapes, because no single one has every option: what pods stand on, and what gives them a place. */
function planOf(ground: EnvironmentShape, compute: EnvironmentShape): Plan {
    const below = environmentFor(ground, SETTINGS);
    const above = environmentFor(compute, SETTINGS);
    const parts = EVERY.map((part) => part.planned(GROUND.includes(part) ? below : above));
    return {
        settings: SETTINGS,
        components: parts.flatMap(({ components }) => components),
        unprotected: ["network"],
        transforms: [],
        tags: SETTINGS.tags,
    };
}

export const EVERYTHING = planEverything();

export function everything(): Record<string, unknown> {
    return new Platform("everything", EVERYTHING).outputs();
}

/** The other host, which shares no environment with managed system nodes. */
export function everythingOnFargate(): Record<string, unknown> {
    return new Platform("everything", planOf(SHAPE, ON_FARGATE)).outputs();
}

/** Auto Mode, which shares none with Karpenter. */
export function everythingOnAutoMode(): Record<string, unknown> {
    const pods = { subnets: { kind: "node-class" } } as const;
    const network = { ...AUTO_MODE_OWN.network, pods };
    const shape = { ...AUTO_MODE_OWN, network, namespaces: { "team-a": {} } };
    return new Platform("everything", planOf(shape, shape)).outputs();
}
