/** Node pools that use every option, each on both sides of it, and the objects they become. */
import * as pulumi from "@pulumi/pulumi";

import { DefaultStorageClass } from "../../components/addons/default-storage-class";
import { AutoPool, type AutoPoolArgs } from "../../components/karpenter/auto-pool";
import { NodePool, type NodePoolArgs } from "../../components/karpenter/node-pool";
import type { NodePoolSpec } from "../../components/karpenter/node-pool-spec";
import { type DisruptionBudget, type Requirement } from "../../components/karpenter/node-pool-schema";
import type { NodeClassWords } from "../../components/karpenter/node-class-schema";
import type { SpelledTaint } from "../../components/shared/kubernetes-names";
import { type KubernetesObject } from "../../tools/apiserver/client";
import { objectOf } from "../../tools/apiserver/objects";
import { autoPoolSpec } from "../support/auto-pool-spec";
import { nodePoolSpec } from "../support/node-pool-spec";
import { recordComponent } from "../support/record-component";

const KEY = "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001";

type Changes = Partial<NodePoolArgs>;

const TAINTS: readonly SpelledTaint[] = [
    { key: "example.com/team", value: "data", effect: "NO_SCHEDULE" },
    { key: "dedicated", value: "", effect: "NoExecute" },
    { key: "example.com/slow", effect: "PreferNoSchedule" },
];

const BUDGETS: readonly DisruptionBudget[] = [
    { nodes: 0, schedule: "0 9 * * mon-fri", duration: "8h30m" },
    { nodes: 3, reasons: ["Drifted", "Empty"] },
    { nodes: "100%", schedule: "@daily", duration: "90m", reasons: ["Underutilized"] },
];

const REQUIREMENTS: readonly Requirement[] = [
    {
        key: "node.kubernetes.io/instance-type",
        operator: "In",
        values: ["m7gd.large", "m7gd.xlarge"],
        minValues: 2,
    },
    { key: "karpenter.k8s.aws/instance-family", operator: "NotIn", values: ["t4g"] },
    { key: "karpenter.k8s.aws/instance-local-nvme", operator: "Exists" },
    { key: "karpenter.k8s.aws/instance-gpu-count", operator: "DoesNotExist" },
    { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
    { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["33"] },
    { key: "karpenter.k8s.aws/instance-memory", operator: "Gte", values: ["4096"] },
    { key: "karpenter.k8s.aws/instance-memory", operator: "Lte", values: ["262144"] },
    { key: "topology.kubernetes.io/zone", operator: "In", values: ["us-east-1a"] },
];

const VOLUMES: NonNullable<NodeClassWords["blockDeviceMappings"]> = [
    { deviceName: "/dev/xvda", ebs: { volumeSize: "58Ti", iops: 80_000, throughput: 2_000 } },
    { deviceName: "/dev/sdf", ebs: { volumeSize: "500Gi", volumeType: "io2", iops: 100_000, kmsKeyID: KEY } },
    { deviceName: "/dev/sdg", ebs: { volumeSize: "16Ti", volumeType: "st1", deleteOnTermination: false } },
    { deviceName: "/dev/sdh", ebs: { snapshotID: "snap-0123456789abcdef0", volumeInitializationRate: 100 } },
];

const EVERY_WORD: NodeClassWords = {
    userData:
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/x-shellscript\n\n#!/bin/sh\ntrue\n--b--\n',
    instanceStorePolicy: "RAID0",
    kubelet: {
        maxPods: 110,
        podsPerCore: 10,
        systemReserved: { cpu: "100m", memory: "100Mi", "ephemeral-storage": "1Gi", pid: "1000" },
        kubeReserved: { cpu: "200m", memory: "1.5Gi" },
        evictionHard: { "memory.available": "5%", "nodefs.available": "10%", "nodefs.inodesFree": "10%" },
        evictionSoft: { "memory.available": "500Mi", "imagefs.available": "15%", "pid.available": "20%" },
        evictionSoftGracePeriod: {
            "memory.available": "1m30s",
            "imagefs.available": "2m",
            "pid.available": "2m",
        },
        evictionMaxPodGracePeriod: 60,
        imageGCHighThresholdPercent: 75,
        imageGCLowThresholdPercent: 60,
        cpuCFSQuota: false,
        clusterDNS: ["172.20.0.10", "fd00::a"],
    },
    detailedMonitoring: true,
    metadataOptions: {
        httpEndpoint: "enabled",
        httpProtocolIPv6: "enabled",
        httpPutResponseHopLimit: { value: 2, reason: "an agent that has no IRSA" },
    },
    networkInterfaces: [
        { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
        { networkCardIndex: 0, deviceIndex: 1, interfaceType: "efa-only" },
        { networkCardIndex: 1, deviceIndex: 1, interfaceType: "efa-only" },
    ],
    subnetSelectorTerms: [{ id: "subnet-0123456789abcdef0" }, { tags: { team: "*", tier: "node" } }],
    securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }, { name: "team" }, { tags: { team: "web" } }],
    associatePublicIPAddress: true,
    ipPrefixCount: 1,
    connectionTracking: { tcpEstablishedTimeout: 350, udpStreamTimeout: 120, udpTimeout: 45 },
    placementGroupSelector: { name: "team" },
    cpuOptions: { nestedVirtualization: "disabled" },
    context: "reserved-for-aws",
    tags: { team: "web" },
};

/** By what each pool shows. */
export const POOLS: Readonly<Record<string, Changes>> = {
    "only what is required": {},
    "no requirement": { requirements: [] },
    "every operator": { requirements: REQUIREMENTS },
    labels: { labels: { "example.com/team": "data", empty: "", "node.kubernetes.io/pool": "x" } },
    "taints in both spellings": { taints: TAINTS },
    "startup taints": { startupTaints: TAINTS },
    "limits of every resource": {
        limits: {
            cpu: "1500m",
            memory: "1.5Ti",
            "ephemeral-storage": "2T",
            nodes: 5,
            pods: "110",
            "nvidia.com/gpu": 4,
        },
    },
    "limits of a core and a half": { limits: { cpu: 1.5, memory: "2Gi" } },
    "limits of none": { limits: { cpu: 0, memory: "0Gi" } },
    "the lightest": { weight: 1 },
    "the heaviest": { weight: 100 },
    "no end": {
        expireAfter: "Never",
        disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "Never", budgets: BUDGETS },
    },
    "every unit of time": {
        expireAfter: "1h30m15s",
        terminationGracePeriod: "90s",
        disruption: { consolidationPolicy: "Balanced", consolidateAfter: "0s", budgets: [{ nodes: "0%" }] },
    },
    Bottlerocket: { amiAlias: "bottlerocket@v1.40.0" },
    "an own key": { volumesKeyArn: KEY },
    "an own key, Bottlerocket": { amiAlias: "bottlerocket@v1.40.0", volumesKeyArn: KEY },
    "an instance profile": {
        nodeIdentity: { kind: "instance-profile", instanceProfileName: "karpenter-node" },
    },
    annotations: { annotations: { "karpenter.sh/do-not-disrupt": "true", note: "anything: { at all }" } },
    "labels that Karpenter writes on the node": {
        labels: { "node-role.kubernetes.io/infra": "", "node-restriction.kubernetes.io/team": "web" },
    },
    "as many nodes as a number says": {
        replicas: 3,
        limits: { nodes: 4 },
        settings: { featureGates: { staticCapacity: true } },
    },
    "every word of a node class": { nodeClass: EVERY_WORD },
    "images by name and owner, tag and parameter": {
        nodeClass: {
            amiFamily: "AL2023",
            amiSelectorTerms: [
                { id: "ami-0123456789abcdef0" },
                { name: "team-*", owner: "123456789012" },
                { tags: { team: "*" }, owner: "self" },
                { ssmParameter: "/team/image" },
            ],
        },
    },
    "an image that brings its own way to join": {
        nodeClass: {
            amiFamily: "Custom",
            amiSelectorTerms: [{ id: "ami-0123456789abcdef0" }],
            blockDeviceMappings: [{ deviceName: "/dev/sda1", rootVolume: true, ebs: { volumeSize: "50Gi" } }],
            userData: "#!/bin/sh\n/opt/join",
        },
    },
    "volumes of every type": { nodeClass: { blockDeviceMappings: VOLUMES } },
    "reserved capacity": {
        requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["reserved"] }],
        nodeClass: {
            capacityReservationSelectorTerms: [
                { id: "cr-0123456789abcdef0" },
                { tags: { team: "ml" }, ownerID: "123456789012", instanceMatchCriteria: "targeted" },
                { instanceMatchCriteria: "open" },
            ],
        },
    },
    "a role of its own": { nodeClass: { role: "team-nodes" } },
    "an instance profile of its own": { nodeClass: { instanceProfile: "team-nodes" } },
    "Bottlerocket with settings": {
        amiAlias: "bottlerocket@v1.40.0",
        nodeClass: {
            userData: "[settings.host-containers.admin]\nenabled = true\n",
            kubelet: { maxPods: 42 },
        },
    },
    Windows: {
        amiAlias: "windows2022@latest",
        requirements: [{ key: "kubernetes.io/os", operator: "In", values: ["windows"] }],
        taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
        nodeClass: { amiFamily: "Windows2022", role: "windows-nodes", userData: "Write-Host ready" },
    },
    "the smallest disk, no tags": { diskSizeGiB: 20, tags: {} },
    "the largest disk": { diskSizeGiB: 59_000, tags: { "a b": "c/d:e=f+g-h@i_j.k" } },
};

/** The objects of a pool: its node class and itself. */
export async function objectsOfPool(changes: Changes): Promise<KubernetesObject[]> {
    const args: NodePoolArgs = {
        ...poolSpecFor(changes),
        cluster: { securityGroupId: pulumi.output("sg-0123456789abcdef0") },
        nodeIdentity: { kind: "role", roleName: "karpenter-node" },
        vpc: { nodeSubnetIds: { a: "subnet-0123456789abcdef0", c: "subnet-0123456789abcdef1" } },
        ...changes,
    };
    return objectsMadeBy(() => new NodePool("pool", args));
}

/** Pools of Auto Mode, by what each shows. */
export const AUTO_POOLS: Readonly<Record<string, Partial<AutoPoolArgs>>> = {
    "only what is required": {},
    "no requirement": { requirements: [] },
    "every label of EKS": {
        requirements: [
            {
                key: "eks.amazonaws.com/instance-category",
                operator: "In",
                values: ["c", "m", "r"],
                minValues: 2,
            },
            { key: "eks.amazonaws.com/instance-generation", operator: "Gt", values: ["5"] },
            { key: "eks.amazonaws.com/instance-cpu", operator: "Lt", values: ["33"] },
            { key: "eks.amazonaws.com/instance-memory", operator: "Gte", values: ["4096"] },
            { key: "eks.amazonaws.com/compute-type", operator: "In", values: ["auto"] },
            { key: "eks.amazonaws.com/instance-gpu-count", operator: "DoesNotExist" },
        ],
    },
    "EKS's own class": { nodeClass: "default" },
    "taints, labels and annotations": {
        taints: TAINTS,
        labels: { "example.com/team": "data" },
        annotations: { note: "anything: { at all }" },
    },
    "as many nodes as a number says": { replicas: 3, limits: { nodes: 4 } },
    "the longest life": { expireAfter: "503h" },
};

/** The objects of a pool of Auto Mode: its node class, unless it is EKS's, and itself. */
export async function objectsOfAutoPool(changes: Partial<AutoPoolArgs>): Promise<KubernetesObject[]> {
    const args: AutoPoolArgs = {
        ...autoPoolSpec(),
        cluster: { securityGroupId: pulumi.output("sg-0123456789abcdef0") },
        nodeRoleName: "cluster-auto-pools",
        vpc: { nodeSubnetIds: { a: "subnet-0123456789abcdef0", c: "subnet-0123456789abcdef1" } },
        ...changes,
    };
    return objectsMadeBy(() => new AutoPool("pool", args));
}

/** A pool whose volumes its node class names has no other size. */
export function poolSpecFor({ nodeClass }: Changes): NodePoolSpec {
    const { diskSizeGiB, ...spec } = nodePoolSpec();
    const hasOwn = nodeClass?.blockDeviceMappings !== undefined;
    return { ...spec, ...(hasOwn || diskSizeGiB === undefined ? {} : { diskSizeGiB }) };
}

/** The StorageClass, with a key of one's own or AWS's. */
export async function objectsOfStorageClass(key: "own" | "AWS's own"): Promise<KubernetesObject[]> {
    return objectsMadeBy(() => new DefaultStorageClass("it", key === "own" ? { volumesKeyArn: KEY } : {}));
}

async function objectsMadeBy(build: () => unknown): Promise<KubernetesObject[]> {
    const resources = await recordComponent(build);
    return resources
        .filter(({ type }) => type.startsWith("kubernetes:"))
        .map(({ inputs, label }) => objectOf(label, inputs));
}
