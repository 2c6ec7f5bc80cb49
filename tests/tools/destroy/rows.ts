/** For each row of the tables a resource that brings it, and one so like it that only the row's condition differs. */
import type { Json } from "../../../components/shared/json";
import { type ResourceSketch } from "../../support/graphs";

export interface Sides {
    readonly with: readonly ResourceSketch[];
    readonly without: readonly ResourceSketch[];
}

const CLUSTER = "aws:eks/cluster:Cluster";

function addon(addonName: string): ResourceSketch {
    return { type: "aws:eks/addon:Addon", name: addonName, inputs: { addonName } };
}

function chart(name: string): ResourceSketch {
    return { type: "kubernetes:helm.sh/v3:Release", name, inputs: { chart: name } };
}

function of(type: string, inputs: Json = {}, options = {}): ResourceSketch {
    return { type, name: "one", inputs, options };
}

/** By the id of the row. */
export const SIDES: Readonly<Record<string, Sides>> = {
    "deletion-protection": {
        with: [
            of("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: true }),
            of("aws:dynamodb/table:Table", { deletionProtectionEnabled: true }),
            of("aws:rds/cluster:Cluster", { deletionProtection: true, skipFinalSnapshot: true }),
        ],
        without: [
            of("aws:lb/loadBalancer:LoadBalancer", { enableDeletionProtection: false }),
            of(CLUSTER, { deletionProtection: true }),
        ],
    },
    "final-snapshot": {
        with: [of("aws:rds/instance:Instance")],
        without: [
            of("aws:rds/instance:Instance", { skipFinalSnapshot: true }),
            of("aws:rds/cluster:Cluster", { finalSnapshotIdentifier: "last" }),
        ],
    },
    gitops: {
        with: [chart("argo-cd"), chart("flux2"), of("aws:eks/capability:Capability", { type: "ARGOCD" })],
        without: [of("aws:eks/capability:Capability", { type: "ACK" })],
    },
    "aws-objects": {
        with: [
            ...["crossplane", "dynamodb-chart", "kro", "s3-chart", "sqs-chart"].map(chart),
            of("aws:eks/capability:Capability", { type: "ACK" }),
            of("aws:eks/capability:Capability", { type: "KRO" }),
        ],
        without: [of("aws:eks/capability:Capability", { type: "ARGOCD" })],
    },
    services: { with: [of(CLUSTER)], without: [] },
    ingresses: {
        with: [chart("oci://public.ecr.aws/eks/aws-load-balancer-controller")],
        without: [addon("aws-load-balancer-controller")],
    },
    "ingresses-of-auto-mode": {
        with: [of(CLUSTER, { computeConfig: { enabled: true } })],
        without: [of(CLUSTER, { computeConfig: { enabled: false } })],
    },
    lattice: { with: [chart("aws-gateway-controller-chart")], without: [] },
    records: { with: [addon("external-dns"), chart("external-dns")], without: [addon("coredns")] },
    "external-secrets": { with: [chart("external-secrets")], without: [] },
    "scaled-objects": { with: [chart("keda")], without: [] },
    snapshots: { with: [addon("snapshot-controller")], without: [] },
    volumes: {
        with: [addon("aws-ebs-csi-driver"), of(CLUSTER, { computeConfig: { enabled: true } })],
        without: [of(CLUSTER)],
    },
    "access-points": { with: [addon("aws-efs-csi-driver")], without: [] },
    "file-systems": {
        with: [addon("aws-fsx-csi-driver"), chart("aws-fsx-openzfs-csi-driver")],
        without: [chart("trident-operator")],
    },
    "ontap-volumes": { with: [chart("trident-operator")], without: [] },
    backups: { with: [chart("velero")], without: [] },
    "pools-by-hand": {
        with: [chart("oci://public.ecr.aws/karpenter/karpenter")],
        without: [chart("karpenter-crd")],
    },
    zones: {
        with: [of("aws:route53/zone:Zone", { name: "example.com" })],
        without: [of("aws:route53/zone:Zone", { name: "example.com", forceDestroy: true })],
    },
    buckets: {
        with: [of("aws:s3/bucket:Bucket", { bucket: "kit-logs" })],
        without: [of("aws:s3/bucket:Bucket", { bucket: "kit-logs", forceDestroy: true })],
    },
    repositories: {
        with: [of("aws:ecr/repository:Repository", { name: "app" })],
        without: [of("aws:ecr/repository:Repository", { name: "app", forceDelete: true })],
    },
    "emr-jobs": {
        with: [
            of("aws:emrcontainers/virtualCluster:VirtualCluster", {
                containerProvider: { id: "dev", type: "EKS", info: { eksInfo: { namespace: "emr" } } },
            }),
        ],
        without: [of("aws:batch/jobQueue:JobQueue")],
    },
    "recovery-points": {
        with: [of("aws:backup/vault:Vault", { name: "vault" })],
        without: [of("aws:backup/vault:Vault", { name: "vault", forceDestroy: true })],
    },
    "cloud-map": { with: [of("aws:servicediscovery/httpNamespace:HttpNamespace")], without: [] },
    guardduty: {
        with: [addon("aws-guardduty-agent"), of("aws:guardduty/detectorFeature:DetectorFeature")],
        without: [of("aws:guardduty/filter:Filter")],
    },
    "guardduty-of-the-account": { with: [of(CLUSTER)], without: [] },
    pools: { with: [of("kubernetes:karpenter.sh/v1:NodePool")], without: [] },
    scrapers: { with: [of("aws:amp/scraper:Scraper")], without: [of("aws:amp/workspace:Workspace")] },
    retained: {
        with: [
            of("aws:cloudwatch/logGroup:LogGroup", { name: "/logs" }, { retainOnDelete: true }),
            of("aws:cloudwatch/logGroup:LogGroup", { name: "/logs", skipDestroy: true }),
        ],
        without: [of("aws:cloudwatch/logGroup:LogGroup", { name: "/logs" })],
    },
    keys: {
        with: [of("aws:kms/key:Key")],
        without: [of("aws:kms/key:Key", { tags: { Name: "k" } }, { retainOnDelete: true })],
    },
    secrets: {
        with: [of("aws:secretsmanager/secret:Secret", { name: "s" })],
        without: [of("aws:secretsmanager/secret:Secret", { name: "s", recoveryWindowInDays: 0 })],
    },
    "final-backups": {
        with: [of("aws:fsx/openZfsFileSystem:OpenZfsFileSystem")],
        without: [of("aws:fsx/openZfsFileSystem:OpenZfsFileSystem", { skipFinalBackup: true })],
    },
    "agents-logs": { with: [addon("amazon-cloudwatch-observability"), chart("fluent-bit")], without: [] },
    "cached-repositories": {
        with: [of("aws:ecr/pullThroughCacheRule:PullThroughCacheRule", { ecrRepositoryPrefix: "quay" })],
        without: [of("aws:ecr/lifecyclePolicy:LifecyclePolicy")],
    },
};
