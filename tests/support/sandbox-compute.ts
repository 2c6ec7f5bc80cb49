/** What runs in a small cluster of the sandbox: profiles, nodes, add-ons, Karpenter and its pools. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "../../tools/facts/facts";
import { AWS } from "./sandbox-world";
import type { Connection } from "../../tools/sandbox/connection";
import type { Entry } from "../../tools/sandbox/inventory";
import { TYPES } from "../../tools/sandbox/world/lookups";
import { ACCOUNT, arnOf, issuerOf, makeRole, type Rig, type SmallCluster } from "./sandbox-world";

const POD_EXECUTION = "AmazonEKSFargatePodExecutionRolePolicy";
export const NODE_POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

export interface ProfileParts {
    readonly name?: string;
    readonly selectors: readonly Properties[];
    readonly subnetIds?: readonly string[];
    readonly by?: Connection;
}

export async function makeProfile(rig: Rig, small: SmallCluster, parts: ProfileParts): Promise<Entry> {
    const { by = AWS, name = "system", selectors, subnetIds = [small.nodes[0].id] } = parts;
    const known = rig.inventory.ofType(TYPES.role).find((role) => role.name === "fargate");
    const role = known ?? (await makeRole(rig, "fargate", "eks-fargate-pods.amazonaws.com", [POD_EXECUTION]));
    const inputs = {
        clusterName: "one",
        fargateProfileName: name,
        podExecutionRoleArn: arnOf(role),
        selectors,
        subnetIds,
    };
    return rig.create(TYPES.fargateProfile, name, inputs, by);
}

export const KUBE_DNS = { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } };
export const KARPENTER = { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } };
export const EBS_CSI = { namespace: "kube-system", labels: { app: "ebs-csi-controller" } };

/** The network plugin and the agent, which nodes need. */
export async function makeBootstrap(rig: Rig): Promise<void> {
    for (const addonName of ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]) {
        await makeAddon(rig, addonName, undefined, { preserve: true });
    }
}

export async function makeAddon(
    rig: Rig,
    addonName: string,
    settings?: Json,
    change: Properties = {},
): Promise<Entry> {
    const configurationValues =
        settings === undefined ? {} : { configurationValues: JSON.stringify(settings) };
    const inputs = { clusterName: "one", addonName, ...configurationValues, ...change };
    return rig.create(TYPES.addon, addonName, inputs);
}

export interface NodesParts {
    readonly policies?: readonly string[];
    readonly taints?: readonly Properties[];
    readonly subnetIds?: readonly string[];
}

/** A managed node group; its role may use the network plugin. */
export async function makeNodes(rig: Rig, small: SmallCluster, parts: NodesParts = {}): Promise<Entry> {
    const { policies = [...NODE_POLICIES, "AmazonEKS_CNI_Policy"], subnetIds, taints = [] } = parts;
    const role = await makeRole(rig, "nodes", "ec2.amazonaws.com", policies);
    return rig.create(TYPES.nodeGroup, "system", {
        clusterName: "one",
        nodeGroupName: "system",
        nodeRoleArn: arnOf(role),
        subnetIds: subnetIds ?? [small.nodes[0].id],
        scalingConfig: { desiredSize: 2, minSize: 2, maxSize: 3 },
        taints,
    });
}

export const SYSTEM_TAINT = { key: "CriticalAddonsOnly", value: "true", effect: "NO_SCHEDULE" };

/** A role for a service account, through the cluster's issuer, with one inline policy. */
export async function makeIrsaRole(
    rig: Rig,
    small: SmallCluster,
    name: string,
    actions: readonly string[],
): Promise<Entry> {
    const Federated = `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuerOf(small.cluster).slice("https://".length)}`;
    const trust = { Statement: [{ Effect: "Allow", Principal: { Federated } }] };
    const role = await rig.create(TYPES.role, name, { name, assumeRolePolicy: JSON.stringify(trust) });
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
    await rig.create(TYPES.rolePolicy, name, { name, role: name, policy });
    return role;
}

/** What the controller needs to take down what it made. */
export const CONTROLLER_ACTIONS = [
    "ec2:DescribeInstances",
    "ec2:TerminateInstances",
    "iam:ListInstanceProfiles",
    "iam:DeleteInstanceProfile",
] as const;

export interface Karpenter {
    readonly queue: Entry;
    readonly controllerRole: Entry;
    readonly definitions: Entry;
    readonly controller: Entry;
}

/** Karpenter's charts, with a role through the issuer. The profile or nodes it runs on must be there. */
export async function makeKarpenter(
    rig: Rig,
    small: SmallCluster,
    change: Properties = {},
): Promise<Karpenter> {
    const queue = await rig.create(TYPES.queue, "interruption", { name: "one-interruption" });
    const controllerRole = await makeIrsaRole(rig, small, "controller", CONTROLLER_ACTIONS);
    const definitions = await makeRelease(rig, small, "karpenter-crd", {});
    const controller = await makeRelease(rig, small, "karpenter", {
        dnsPolicy: "Default",
        serviceAccount: {
            name: "karpenter",
            annotations: { "eks.amazonaws.com/role-arn": arnOf(controllerRole) },
        },
        settings: { interruptionQueue: "one-interruption" },
        ...change,
    });
    return { queue, controllerRole, definitions, controller };
}

export async function makeRelease(
    rig: Rig,
    { inside }: SmallCluster,
    chart: string,
    values: Properties,
): Promise<Entry> {
    const inputs = {
        name: chart,
        namespace: "kube-system",
        chart: `oci://registry.invalid/${chart}`,
        skipCrds: true,
        values,
    };
    return rig.create(TYPES.release, chart, inputs, inside);
}

export interface Pool {
    readonly nodeRole: Entry;
    readonly entry: Entry;
    readonly nodeClass: Entry;
    readonly pool: Entry;
}

/** A pool with its class, a node role and, unless told otherwise, the role's access entry. */
export async function makePool(rig: Rig, small: SmallCluster): Promise<Pool> {
    const policies = [...NODE_POLICIES, "AmazonEKS_CNI_Policy"];
    const nodeRole = await makeRole(rig, "pool", "ec2.amazonaws.com", policies);
    const principalArn = arnOf(nodeRole);
    const entry = await rig.create(TYPES.accessEntry, "pool", {
        clusterName: "one",
        principalArn,
        type: "EC2_LINUX",
    });
    const nodeClass = await rig.create(TYPES.nodeClass, "general", classInputs(small), small.inside);
    const pool = await rig.create(TYPES.nodePool, "general", poolInputs(), small.inside);
    return { nodeRole, entry, nodeClass, pool };
}

const READY = { "pulumi.com/waitFor": "condition=Ready" };

export function classInputs({ nodes }: SmallCluster): Properties {
    return {
        metadata: { name: "general", annotations: READY },
        spec: {
            role: "pool",
            subnetSelectorTerms: [{ id: nodes[0].id }, { id: nodes[1].id }],
            securityGroupSelectorTerms: [{ id: "sg-0cluster" }],
        },
    };
}

export function poolInputs(taints: readonly Properties[] = []): Properties {
    return {
        metadata: { name: "general", annotations: READY },
        spec: { template: { spec: { nodeClassRef: { kind: "EC2NodeClass", name: "general" }, taints } } },
    };
}
