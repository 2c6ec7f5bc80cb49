/** Tags of a group of EC2 Auto Scaling: the provider's default tags do not reach it. */
import { kubernetesTaint } from "../shared/kubernetes-names";
import { OS_LABEL } from "../shared/pods";
import type { Problem } from "../shared/problems";
import type { NodeSpec } from "./node-arguments";
import { isWindows } from "./node-windows";

/** A tag as the group has it. */
export interface GroupTag {
    readonly key: string;
    readonly value: string;
    /** Whether its instances get it as well; they have most of them from their template. */
    readonly propagateAtLaunch: boolean;
}

/** Source: AWS General Reference, "Tag naming limits and requirements". */
const MAX_TAGS = 50;
const MAX_KEY = 128;

/**
 * What the Cluster Autoscaler finds a group by, and what it must know of a node while there is none.
 * Source: kubernetes/autoscaler cluster-autoscaler/cloudprovider/aws/README.md, "Auto-discovery setup" and "Scaling a
 * node group to 0".
 */
const AUTOSCALER = "k8s.io/cluster-autoscaler";

/** Every tag of a zone's group, by key. */
export function planGroupTags(spec: NodeSpec, name: string): GroupTag[] {
    const own = { ...spec.tags, ...spec.extraTags, Name: name, ...autoscalerTags(spec) };
    const tags = Object.entries(own).map(([key, value]) => ({ key, value, propagateAtLaunch: false }));
    // Nodes that no managed group owns are known by it. Source: EKS User Guide, launch-workers.
    const owned = {
        key: `kubernetes.io/cluster/${spec.clusterName}`,
        value: "owned",
        propagateAtLaunch: true,
    };
    return [...tags, owned].sort((one, other) => (one.key < other.key ? -1 : 1));
}

function autoscalerTags({
    amiFamily,
    clusterName,
    labels = {},
    taints = [],
}: NodeSpec): Record<string, string> {
    const os = isWindows(amiFamily) ? { [OS_LABEL]: "windows" } : {};
    const ofLabels = Object.entries({ ...os, ...labels }).map(([key, value]) => [
        `${AUTOSCALER}/node-template/label/${key}`,
        value,
    ]);
    const ofTaints = taints
        .map(kubernetesTaint)
        .map(({ effect, key, value = "" }) => [
            `${AUTOSCALER}/node-template/taint/${key}`,
            `${value}:${effect}`,
        ]);
    return {
        [`${AUTOSCALER}/enabled`]: "true",
        [`${AUTOSCALER}/${clusterName}`]: "owned",
        ...(Object.fromEntries([...ofLabels, ...ofTaints]) as Record<string, string>),
    };
}

/** Labels and taints that make tags AWS does not take. */
export function checkGroupTags(spec: NodeSpec): Problem[] {
    const tags = planGroupTags(spec, "");
    const long = (where: "label" | "taint", key: string): boolean =>
        `${AUTOSCALER}/node-template/${where}/${key}`.length > MAX_KEY;
    const what = `its tag for the Cluster Autoscaler is longer than ${MAX_KEY} characters`;
    return [
        ...Object.keys(spec.labels ?? {})
            .filter((key) => long("label", key))
            .map((key) => ({ path: `labels.${key}`, what, got: key, remedy: "Shorten it" })),
        ...(spec.taints ?? []).flatMap(({ key }, index) =>
            long("taint", key)
                ? [{ path: `taints[${index}].key`, what, got: key, remedy: "Shorten it" }]
                : [],
        ),
        ...(tags.length > MAX_TAGS
            ? [
                  {
                      path: "labels",
                      what: `with labels, taints and the environment's tags the group would have ${tags.length} tags`,
                      remedy: `Keep ${MAX_TAGS} in all: a label and a taint are one each`,
                  },
              ]
            : []),
    ];
}
