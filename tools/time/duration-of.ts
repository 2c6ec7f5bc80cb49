/** How long one step on one resource takes, and on whose word. */
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { ASSUMED, type Range, type SampleId, SAMPLED } from "./durations";

export const OPERATIONS = ["create", "update", "delete"] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * `stand-in`: nobody timed this step; another that is much like it was. `assumed`: nor that, so it counts as a small
 * piece. `nothing`: Pulumi asks nobody for anything.
 */
export const BASES = ["sampled", "stand-in", "assumed", "nothing"] as const;
export type Basis = (typeof BASES)[number];

/** What a step takes in seconds. */
export interface Duration extends Range {
    readonly basis: Basis;
    /** What was timed; of a stand-in, the other thing. */
    readonly what: string;
    /** How often; of several, the least. */
    readonly samples: number;
    /** Rows of the figures; none when it is assumed. */
    readonly from: readonly SampleId[];
}

export interface Step {
    readonly operation: Operation;
    readonly type: string;
    /** Of a deletion, those that were. */
    readonly inputs: Properties;
    /** Of an update, names of the inputs that differ. @default unknown */
    readonly changed?: readonly string[];
    /** Where its pods run, if somebody looked. @default on nodes that are there */
    readonly pods?: Pods;
}

/** `fargate`: each pod is given a machine of its own. `new-node`: the first pods on a node that is started for them. */
export type Pods = "fargate" | "new-node" | "nodes";

/** What is known of a step: a row, or a row of something else. */
type Known = SampleId | { readonly like: SampleId; readonly times?: number };

/** `undefined`: nothing is known. */
type Rule = (step: Step) => Known | undefined;

/** Takes no time anybody would notice. */
export const NOTHING: Duration = {
    shortest: 0,
    usual: 0,
    longest: 0,
    basis: "nothing",
    what: "nothing",
    samples: 0,
    from: [],
};

export function durationOf(step: Step): Duration {
    const known = RULES[step.type]?.[step.operation]?.(step);
    const own = known === undefined ? assumed() : sampled(known);
    const waiting = step.operation === "create" ? waitFor(step) : undefined;
    return waiting === undefined ? own : sum(own, waiting);
}

const SMALL = of("small.create", "small.create", "small.create");

/** By type: creation, update, deletion. */
const RULES: Readonly<Record<string, Readonly<Record<Operation, Rule>>>> = {
    "aws:eks/cluster:Cluster": {
        ...of("cluster.create", undefined, "cluster.delete"),
        update: clusterUpdate,
    },
    "aws:eks/nodeGroup:NodeGroup": {
        ...of("node-group.create", undefined, "node-group.delete"),
        update: nodeGroupUpdate,
    },
    "aws:eks/fargateProfile:FargateProfile": of(
        "fargate-profile.create",
        undefined,
        "fargate-profile.delete",
    ),
    "aws:eks/addon:Addon": { create: addon, update: addonAgain, delete: addonDeletion },
    "aws:eks/accessEntry:AccessEntry": of("access-entry.create", undefined, undefined),
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": of(
        "access-policy.create",
        undefined,
        undefined,
    ),
    "aws:autoscaling/group:Group": of("group.create", undefined, "group.delete"),
    "aws:acm/certificateValidation:CertificateValidation": of("certificate.validation", undefined, undefined),
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment": of("transit-attachment.create", undefined, {
        like: "transit-attachment.create",
    }),
    "aws:route53/zone:Zone": of("zone.create", undefined, undefined),
    "aws:ec2/natGateway:NatGateway": of("nat.create", undefined, "nat.delete"),
    "aws:ec2/vpcEndpoint:VpcEndpoint": { create: endpoint, update: () => undefined, delete: endpointAgain },
    "aws:ec2/vpc:Vpc": of("vpc.create", undefined, "vpc.delete"),
    "aws:ec2/internetGateway:InternetGateway": of("small.create", undefined, "gateway.delete"),
    "aws:ec2/launchTemplate:LaunchTemplate": of("launch-template.create", undefined, undefined),
    "aws:ec2/flowLog:FlowLog": of("flow-log.create", undefined, undefined),
    "aws:ec2/subnet:Subnet": SMALL,
    "aws:ec2/eip:Eip": SMALL,
    "aws:ec2/routeTable:RouteTable": SMALL,
    "aws:ec2/route:Route": SMALL,
    "aws:ec2/routeTableAssociation:RouteTableAssociation": SMALL,
    "aws:ec2/securityGroup:SecurityGroup": SMALL,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": SMALL,
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": SMALL,
    "aws:cloudwatch/logGroup:LogGroup": SMALL,
    "aws:kms/alias:Alias": SMALL,
    "aws:kms/key:Key": of("key.create", undefined, "key.delete"),
    "aws:iam/role:Role": of("role.create", undefined, undefined),
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": SMALL,
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": of("oidc.create", undefined, undefined),
    "aws:sqs/queue:Queue": of("queue.create", { like: "queue.create" }, "queue.delete"),
    "kubernetes:helm.sh/v3:Release": { create: release, update: releaseAgain, delete: releaseDeletion },
    "kubernetes:core/v1:Namespace": of(undefined, undefined, "namespace.delete"),
    // Its nodes are drained and ended first, as a managed node group's are.
    "kubernetes:karpenter.sh/v1:NodePool": of(undefined, undefined, { like: "node-group.delete" }),
};

function of(
    create: Known | undefined,
    update: Known | undefined,
    deletion: Known | undefined,
): Readonly<Record<Operation, Rule>> {
    return { create: () => create, update: () => update, delete: () => deletion };
}

/** Tags are written at once. Of all other updates only that of the version was timed, and all of them are waited for. */
function clusterUpdate({ changed }: Step): Known | undefined {
    if (changed?.every(isOfTags) === true) return undefined;
    return changed?.includes("version") === true ? "cluster.version" : { like: "cluster.version" };
}

/** Inputs of a managed node group that replace its nodes. Source: EKS API reference, UpdateNodegroupVersion. */
const ROLLS = ["version", "releaseVersion", "launchTemplate"];

/** Batch by batch. Source: EKS User Guide, managed-node-update-behavior; a batch is taken to be as slow as one node. */
function nodeGroupUpdate({ changed, inputs }: Step): Known | undefined {
    if (changed?.some((input) => ROLLS.includes(input)) === false) return undefined;
    const batches = batchesOf(inputs);
    return batches === 1 ? "node-group.roll" : { like: "node-group.roll", times: batches };
}

/** How often as many nodes are replaced as may be away. At least one: an empty group is not seen as one from here. */
export function batchesOf(inputs: Properties): number {
    const { desiredSize = 1 } = objectOf(inputs["scalingConfig"]);
    const { maxUnavailable, maxUnavailablePercentage } = objectOf(inputs["updateConfig"]);
    const nodes = typeof desiredSize === "number" ? Math.max(1, desiredSize) : 1;
    // Rounded up to the next integer. Source: EKS API reference, NodegroupUpdateConfig.
    const ofPercentage =
        typeof maxUnavailablePercentage === "number"
            ? Math.ceil((nodes * maxUnavailablePercentage) / 100)
            : 1;
    const atOnce = typeof maxUnavailable === "number" ? maxUnavailable : ofPercentage;
    return Math.ceil(nodes / Math.max(1, atOnce));
}

function addon({ inputs }: Step): Known {
    const name = textOf(inputs["addonName"]);
    const id = `addon.${name}`;
    return isSample(id) ? id : { like: PODS_OF_NODES.has(name) ? "addon.kube-proxy" : "addon.coredns" };
}

/** Add-ons that are DaemonSets and nothing else: they wait for no pod that needs a place. */
export const PODS_OF_NODES: ReadonlySet<string> = new Set([
    "aws-network-flow-monitoring-agent",
    "eks-node-monitoring-agent",
    "eks-pod-identity-agent",
    "kube-proxy",
    "vpc-cni",
]);

function addonAgain(step: Step): Known | undefined {
    if (step.changed?.every(isOfTags) === true) return undefined;
    const known = addon(step);
    return typeof known === "string" ? { like: known } : known;
}

function addonDeletion({ inputs }: Step): Known {
    return textOf(inputs["addonName"]) === "aws-ebs-csi-driver" ? "addon.delete" : { like: "addon.delete" };
}

function endpoint({ inputs }: Step): Known {
    return textOf(inputs["vpcEndpointType"], "Gateway") === "Gateway"
        ? "gateway-endpoint.create"
        : "interface-endpoint.create";
}

function endpointAgain(step: Step): Known {
    const known = endpoint(step);
    return typeof known === "string" ? { like: known } : known;
}

function release({ inputs }: Step): Known {
    const id = `release.${chartOf(inputs)}`;
    return isSample(id) ? id : "release.create";
}

function releaseAgain({ inputs }: Step): Known {
    return chartOf(inputs) === "karpenter" ? "release.update" : { like: "release.create" };
}

function releaseDeletion({ inputs }: Step): Known {
    return chartOf(inputs) === "argo-cd" ? "release.delete" : { like: "release.delete" };
}

/** The last part of `oci://registry/path/chart`. */
export function chartOf(inputs: Properties): string {
    return textOf(inputs["chart"]).split("/").at(-1) ?? "";
}

/** What its pods wait for on top, before they can start. */
function waitFor({ inputs, pods = "nodes" }: Step): Duration | undefined {
    if (pods === "nodes") return undefined;
    if (pods === "new-node") return sampled({ like: "node-group.create" });
    return sampled(textOf(inputs["addonName"]) === "coredns" ? "fargate.pods" : { like: "fargate.pods" });
}

function sum(own: Duration, waiting: Duration): Duration {
    const [one, other] = [BASES.indexOf(own.basis), BASES.indexOf(waiting.basis)];
    return {
        shortest: own.shortest + waiting.shortest,
        usual: own.usual + waiting.usual,
        longest: own.longest + waiting.longest,
        basis: one > other ? own.basis : waiting.basis,
        what: `${own.what}, then ${waiting.what}`,
        samples: Math.min(own.samples, waiting.samples),
        from: [...own.from, ...waiting.from],
    };
}

function sampled(known: Known): Duration {
    const id = typeof known === "string" ? known : known.like;
    const times = typeof known === "string" ? 1 : (known.times ?? 1);
    const { longest, samples, shortest, usual, what } = SAMPLED[id];
    return {
        shortest: shortest * times,
        usual: usual * times,
        longest: longest * times,
        basis: typeof known === "string" || times > 1 ? "sampled" : "stand-in",
        what: times > 1 ? `${times} times ${what}` : what,
        samples,
        from: [id],
    };
}

function assumed(): Duration {
    return { ...ASSUMED, basis: "assumed", what: "a small piece", samples: 0, from: [] };
}

function isSample(id: string): id is SampleId {
    return Object.hasOwn(SAMPLED, id);
}

function isOfTags(input: string): boolean {
    return input === "tags" || input === "tagsAll";
}
