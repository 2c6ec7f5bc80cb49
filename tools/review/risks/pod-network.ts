/** How pods are connected: what a change of vpc-cni does not do to nodes and pods that run. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Change } from "../change";
import { openJson, same } from "../compare";
import { inputsOf } from "../settle";
import { type Around, changesOfType, CLUSTER_TYPE, isLost, partOf, type Risk, sidesOf } from "./risk";
import { AUTO_SCALING_GROUP } from "./self-managed";

const GROUP_TYPES = ["aws:eks/nodeGroup:NodeGroup", AUTO_SCALING_GROUP];
const CLASS_TYPE = /^kubernetes:karpenter\.k8s\.aws\/\w+:EC2NodeClass$/;

/** Settings of vpc-cni on both sides. */
interface Settings {
    readonly before: Properties;
    readonly after: Properties;
    readonly isMadeAnew: boolean;
}

/** A way in which pods are connected, and what its change leaves as it was. */
interface Mode {
    readonly changes: (settings: Settings) => boolean;
    readonly severity: Risk["severity"];
    readonly kind: Risk["kind"];
    /** One sentence; of nodes, by the names of what makes them. */
    readonly what: (nodes: string) => string;
    readonly why: string;
    readonly source: string;
    readonly remedy: string;
    /** Whether pods alone keep the old way, whatever their node does. @default false */
    readonly isOfPods?: boolean;
}

const README = "aws/amazon-vpc-cni-k8s README";
const NEW_NODES =
    "Make new groups beside the old ones and drain these, or roll them by their next image; Karpenter replaces drifted nodes by itself";

/** Of `env`, as text: what is not said is off. */
function env(settings: Properties, name: string): string {
    const value: Json | undefined = objectOf(settings["env"])[name];
    return typeof value === "string" ? value : "false";
}

const differs =
    (name: string) =>
    ({ after, before }: Settings): boolean =>
        env(before, name) !== env(after, name);

const MODES: readonly Mode[] = [
    {
        changes: differs("ENABLE_PREFIX_DELEGATION"),
        severity: "medium",
        kind: "not-applied",
        what: (nodes) => `Running nodes (${nodes}) keep their addresses and the number of pods they take.`,
        why:
            "New pods there get addresses of the other kind until none fits, and the kubelet goes on counting as before. A prefix " +
            "needs sixteen free addresses in a row: a subnet in use may have none.",
        source: 'EKS User Guide, cni-increase-ip-addresses, "Considerations"; EKS Best Practices Guide, prefix-mode',
        remedy: NEW_NODES,
    },
    {
        changes: (settings) =>
            settings.isMadeAnew ||
            differs("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG")(settings) ||
            !same(settings.before["eniConfig"], settings.after["eniConfig"]),
        severity: "medium",
        kind: "not-applied",
        what: (nodes) =>
            `Running nodes (${nodes}) keep the interfaces they have, in the subnets and groups they have.`,
        why: "vpc-cni reads an ENIConfig when it makes an interface: pods on these nodes stay where they are.",
        source: 'EKS Best Practices Guide, custom-networking, "Migrate Worker Nodes to Custom Networking"',
        remedy: NEW_NODES,
    },
    {
        changes: ({ after, before }) =>
            env(before, "ENABLE_POD_ENI") === "true" && env(after, "ENABLE_POD_ENI") !== "true",
        severity: "medium",
        kind: "not-applied",
        what: (nodes) =>
            `Running nodes (${nodes}) keep their trunk interface, and pods the security groups they have.`,
        why: "Switching it off detaches nothing; pods made afterwards have the groups of their node.",
        source: `${README}, ENABLE_POD_ENI`,
        remedy: NEW_NODES,
    },
    {
        changes: ({ after, before }) =>
            env(before, "ENABLE_POD_ENI") !== "true" && env(after, "ENABLE_POD_ENI") === "true",
        severity: "low",
        kind: "not-applied",
        what: (nodes) =>
            `Running nodes (${nodes}) get a trunk interface only where one of their interfaces is free.`,
        why: "Pods with a SecurityGroupPolicy wait for a node that has one; pods that run have the groups of their node.",
        source: `${README}, ENABLE_POD_ENI`,
        remedy: NEW_NODES,
    },
    {
        changes: (settings) =>
            env(settings.before, "ENABLE_POD_ENI") === "true" &&
            env(settings.after, "ENABLE_POD_ENI") === "true" &&
            differs("POD_SECURITY_GROUP_ENFORCING_MODE")(settings),
        severity: "medium",
        kind: "not-applied",
        what: () => "Pods with a security group of their own keep the enforcing mode they were made with.",
        why: "The mode is read when a pod's interface is set up.",
        source: `${README}, POD_SECURITY_GROUP_ENFORCING_MODE`,
        remedy: "Restart these pods, or replace the nodes",
        isOfPods: true,
    },
    {
        changes: ({ after, before }) =>
            env(before, "NETWORK_POLICY_ENFORCING_MODE") !== "strict" &&
            env(after, "NETWORK_POLICY_ENFORCING_MODE") === "strict",
        severity: "high",
        kind: "settings-meet",
        what: () =>
            "Every pod made from now on is cut off until a NetworkPolicy selects it, CoreDNS and add-ons included.",
        why: "In strict mode a pod starts with everything denied.",
        source: `${README}, NETWORK_POLICY_ENFORCING_MODE`,
        remedy: "Have policies in every namespace first, kube-system too",
        isOfPods: true,
    },
    {
        changes: ({ after, before }) =>
            before["enableNetworkPolicy"] === "true" && after["enableNetworkPolicy"] !== "true",
        severity: "high",
        kind: "protection-removed",
        what: () => "vpc-cni enforces NetworkPolicies no longer.",
        why: "The cluster goes on taking them, and unless another network plugin reads them everything reaches everything.",
        source: `${README}, "Network Policies"`,
        remedy: "Have the other plugin enforce them before",
        isOfPods: true,
    },
    {
        changes: ({ after, before }) =>
            before["enableNetworkPolicy"] !== "true" && after["enableNetworkPolicy"] === "true",
        severity: "medium",
        kind: "settings-meet",
        what: () => "NetworkPolicies that stand count from now on, those too that nobody enforced.",
        why: "A policy that was never tried cuts pods off that have run beside it.",
        source: `${README}, "Network Policies"`,
        remedy: "Look at kubectl get networkpolicies -A first",
        isOfPods: true,
    },
    {
        changes: ({ after, before }) =>
            before["enableWindowsIpam"] === "true" && after["enableWindowsIpam"] !== "true",
        severity: "medium",
        kind: "settings-meet",
        what: () =>
            "No pod of Windows gets an address any more, and the nodes that run it are there until the end of the update.",
        why: "Pulumi changes an add-on before it deletes nodes: what restarts on them in between never runs.",
        source: 'EKS User Guide, windows-support, "Enable Windows support"; pulumi v3.248.0, deployment_executor.go: deletions come last',
        remedy: "Take pods for Windows away first",
        isOfPods: true,
    },
];

/** What of a change of the pods' network waits: for new nodes or pods, and for EKS. */
export function podNetworkChanges(around: Around): readonly Risk[] {
    return [...addedRanges(around), ...changesOfCni(around)];
}

/** Of a cluster that is there already. */
function addedRanges(around: Around): readonly Risk[] {
    const stays = [...around.base.values()].some(({ type }) => type === CLUSTER_TYPE);
    if (!stays) return [];
    return changesOfType(around, "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation")
        .filter(({ operation }) => operation === "create" || operation === "replace")
        .map((change) => ({
            kind: "not-applied",
            severity: "medium",
            urn: change.urn,
            what: `EKS may take up to five hours to know the VPC's new range ${textOf(sidesOf(change).after["cidrBlock"])}.`,
            why: "Until then the control plane may not reach pods there: webhooks, logs and exec fail.",
            source: "EKS User Guide, network-reqs, subnet requirements and considerations",
            remedy: "Take one node to the new subnets first, and the others when its pods answer",
        }));
}

function changesOfCni(around: Around): readonly Risk[] {
    return changesOfType(around, "aws:eks/addon:Addon").flatMap((change) => {
        const { after, before } = sidesOf(change);
        if (change.operation !== "update" || after["addonName"] !== "vpc-cni") return [];
        const settings = {
            before: settingsIn(before),
            after: settingsIn(after),
            // Made from a subnet that is another one, whose id looks the same in a plan.
            isMadeAnew: change.ripples.some(({ input }) => input === "configurationValues"),
        };
        const nodes = runningNodes(around);
        return MODES.filter(({ changes }) => changes(settings)).flatMap((mode) =>
            mode.isOfPods === true || nodes.length > 0 ? [riskOf(change, mode, nodes)] : [],
        );
    });
}

function settingsIn(inputs: Properties): Properties {
    return objectOf(openJson(inputs["configurationValues"]) ?? {});
}

function riskOf({ urn }: Change, mode: Mode, nodes: readonly string[]): Risk {
    const { kind, remedy, severity, source, what, why } = mode;
    return { kind, severity, urn, what: what(nodes.join(", ")), why, source, remedy };
}

/** What makes nodes that this change neither takes away nor replaces. */
function runningNodes(around: Around): readonly string[] {
    const staying = around.diff.base?.resources.filter(({ type, urn }) => {
        const change = around.changes.get(urn);
        if (change !== undefined && isLost(change)) return false;
        if (GROUP_TYPES.includes(type)) return true;
        // A node class that is another one makes its nodes drift.
        return CLASS_TYPE.test(type) && (change === undefined || sameSpec(change));
    });
    return [...new Set((staying ?? []).map(({ urn }) => partOf(urn, around).name))].sort();
}

function sameSpec({ after, before }: Change): boolean {
    return same(inputsOf(before)["spec"], inputsOf(after)["spec"]);
}
