/** Where the pods of add-ons and charts run, as far as a step waits for it: read from the planned graph. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { edgesFrom } from "../plan/order";
import { chartOf, type Pods, PODS_OF_NODES } from "./duration-of";

const ADDON = "aws:eks/addon:Addon";
const CLUSTER = "aws:eks/cluster:Cluster";
const NODE_GROUPS: readonly string[] = ["aws:autoscaling/group:Group", "aws:eks/nodeGroup:NodeGroup"];
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
const PROFILE = "aws:eks/fargateProfile:FargateProfile";
const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Types whose creation waits for pods. */
const WAITING: readonly string[] = [ADDON, RELEASE];

/** Answers for one graph. */
export type PodsOf = (resource: PlannedResource) => Pods;

/**
 * A chart or an add-on waits for a new node when no group of nodes is there and nothing before it has waited for
 * one: those that come together share it, those that come later find it.
 */
export function podsIn(graph: PlannedGraph): PodsOf {
    const { resources } = graph;
    const profiles = resources.filter(({ type }) => type === PROFILE).flatMap(selectorsOf);
    const hasNodes = resources.some(({ type }) => NODE_GROUPS.includes(type));
    const isAuto = resources.some(
        ({ inputs, type }) =>
            type === CLUSTER && objectOf(objectOf(inputs)["computeConfig"])["enabled"] === true,
    );
    const onFargate = ({ inputs, type }: PlannedResource): boolean =>
        profiles.some((selector) => selects(selector, podOf(type, objectOf(inputs))));
    if (hasNodes) return (resource) => (isWaiting(resource) && onFargate(resource) ? "fargate" : "nodes");
    const above = aboveIn(graph, isAuto, (resource) => isWaiting(resource) && !onFargate(resource));
    return (resource) => {
        if (!isWaiting(resource)) return "nodes";
        if (onFargate(resource)) return "fargate";
        const { pool, waited } = above(resource);
        return pool && !waited ? "new-node" : "nodes";
    };
}

/** Karpenter's definitions are a chart without pods. */
function isWaiting({ inputs, type }: PlannedResource): boolean {
    if (!WAITING.includes(type)) return false;
    const values = objectOf(inputs);
    return !PODS_OF_NODES.has(textOf(values["addonName"])) && !chartOf(values).endsWith("-crd");
}

interface Above {
    /** Whether a pool is made before; Auto Mode has pools of its own. */
    readonly pool: boolean;
    /** Whether something that needs one of its nodes is done before. */
    readonly waited: boolean;
}

/** What comes before a resource; each is asked once. */
function aboveIn(
    { resources }: PlannedGraph,
    isAuto: boolean,
    needsNode: (resource: PlannedResource) => boolean,
): (resource: PlannedResource) => Above {
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const known = new Map<string, Above>();
    const above = (resource: PlannedResource): Above => {
        const found = known.get(resource.urn);
        if (found !== undefined) return found;
        // Until it is known; resources that wait for each other are refused elsewhere.
        known.set(resource.urn, { pool: isAuto, waited: false });
        let [pool, waited] = [isAuto, false];
        for (const { to } of edgesFrom(resource)) {
            const before = byUrn.get(to);
            if (before === undefined) continue;
            const further = above(before);
            pool ||= further.pool || before.type === NODE_POOL;
            waited ||= further.waited || (further.pool && needsNode(before));
        }
        known.set(resource.urn, { pool, waited });
        return { pool, waited };
    };
    return above;
}

interface Selector {
    readonly namespace: string;
    readonly labels: Properties;
}

interface Pod {
    readonly namespace: string;
    readonly labels: Properties;
}

function selectorsOf({ inputs }: PlannedResource): readonly Selector[] {
    const selectors: Json | undefined = objectOf(inputs)["selectors"];
    const list: readonly Json[] = Array.isArray(selectors) ? selectors : [];
    return list.map((selector) => ({
        namespace: textOf(objectOf(selector)["namespace"]),
        labels: objectOf(objectOf(selector)["labels"]),
    }));
}

/** Source: EKS User Guide, fargate-profile, wildcards. */
function selects(selector: Selector, { labels, namespace }: Pod): boolean {
    const pattern = selector.namespace
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return (
        new RegExp(`^${pattern}$`).test(namespace) &&
        Object.entries(selector.labels).every(([key, value]) => labels[key] === value)
    );
}

/** The label that AWS's add-ons give their pods, where it is not `app.kubernetes.io/name` with the add-on's name. */
const LABELS: Readonly<Record<string, Properties>> = {
    coredns: { "k8s-app": "kube-dns" },
    "aws-ebs-csi-driver": { app: "ebs-csi-controller" },
    "aws-efs-csi-driver": { app: "efs-csi-controller" },
    "aws-fsx-csi-driver": { app: "fsx-csi-controller" },
};

/** The pods a step waits for, as their chart labels them. Source: Helm's chart template, labels. */
function podOf(type: string, inputs: Properties): Pod {
    if (type === RELEASE) {
        const name = chartOf(inputs);
        const labels = {
            "app.kubernetes.io/name": name,
            "app.kubernetes.io/instance": textOf(inputs["name"]),
        };
        return { namespace: textOf(inputs["namespace"]), labels };
    }
    const addon = textOf(inputs["addonName"]);
    return { namespace: "kube-system", labels: LABELS[addon] ?? { "app.kubernetes.io/name": addon } };
}
