/** Node pools that use every option, each on both sides of it, and the objects they become. */
import * as pulumi from "@pulumi/pulumi";

import { DefaultStorageClass } from "../../components/addons/default-storage-class";
import { NodePool, type NodePoolArgs } from "../../components/karpenter/node-pool";
import { type DisruptionBudget, type Requirement } from "../../components/karpenter/node-pool-schema";
import type { SpelledTaint } from "../../components/shared/kubernetes-names";
import { type KubernetesObject } from "../../tools/apiserver/client";
import { objectOf } from "../../tools/apiserver/objects";
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
        values: ["m7g.large", "m7g.xlarge"],
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
    "limits of half a core": { limits: { cpu: 0.5, memory: "1Gi" } },
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
    "the smallest disk, no tags": { nodeClass: { diskSizeGiB: 20, tags: {} } },
    "the largest disk": { nodeClass: { diskSizeGiB: 16_384, tags: { "a b": "c/d:e=f+g-h@i_j.k" } } },
};

/** The objects of a pool: its node class and itself. */
export async function objectsOfPool(changes: Changes): Promise<KubernetesObject[]> {
    const args: NodePoolArgs = {
        ...nodePoolSpec(),
        cluster: { securityGroupId: pulumi.output("sg-0123456789abcdef0") },
        nodeIdentity: { kind: "role", roleName: "karpenter-node" },
        vpc: { nodeSubnetIds: { a: "subnet-0123456789abcdef0", c: "subnet-0123456789abcdef1" } },
        ...changes,
    };
    return objectsMadeBy(() => new NodePool("pool", args));
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
