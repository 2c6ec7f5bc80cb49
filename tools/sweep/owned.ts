/** Whose something is, by its tags. What carries no tag of the cluster, or one of another, is never touched. */
import type { Tags } from "./found";

/** Key of which the cluster's name is a part. `owned` goes with the cluster; `shared` does not. */
const CLUSTER_PREFIX = "kubernetes.io/cluster/";
const OWNED = "owned";

/**
 * Keys whose value is the cluster's name, and who sets them.
 * Sources, read 2026-11: EKS User Guide, sec-group-reqs (aws:eks:cluster-name) and managed-node-groups
 * (eks:cluster-name); karpenter-provider-aws docs, upgrading/v1-migration (eks:eks-cluster-name);
 * aws-load-balancer-controller pkg/deploy/tracking/provider.go (elbv2.k8s.aws/cluster); amazon-vpc-cni-k8s
 * pkg/awsutils/awsutils.go (cluster.k8s.amazonaws.com/name); aws-ebs-csi-driver pull request 2899
 * (ebs.csi.aws.com/cluster-name).
 */
const NAME_KEYS = [
    "aws:eks:cluster-name",
    "eks:cluster-name",
    "eks:eks-cluster-name",
    "elbv2.k8s.aws/cluster",
    "cluster.k8s.amazonaws.com/name",
    "ebs.csi.aws.com/cluster-name",
] as const;

/** Keys to ask AWS for: nothing without one of them can be the cluster's. */
export function tagKeysOf(cluster: string): readonly string[] {
    return [`${CLUSTER_PREFIX}${cluster}`, ...NAME_KEYS];
}

/**
 * - `owned`: tagged for the cluster and for no other; `by` is the tag that says so.
 * - `foreign`: not tagged for it, or only as shared.
 * - `disputed`: tagged for it and for another one.
 */
export type Ownership =
    | { readonly kind: "owned"; readonly by: string }
    | { readonly kind: "foreign" }
    | { readonly kind: "disputed"; readonly other: string };

export function ownershipOf(tags: Tags, cluster: string): Ownership {
    const claims = claimsIn(tags);
    const own = claims.find(({ name }) => name === cluster);
    if (own === undefined) return { kind: "foreign" };
    const other = claims.find(({ name }) => name !== cluster);
    if (other !== undefined) return { kind: "disputed", other: other.name };
    // Somebody wrote by hand that the cluster only borrows it.
    if (tags[`${CLUSTER_PREFIX}${cluster}`] === "shared") return { kind: "foreign" };
    return { kind: "owned", by: own.key };
}

/** Every cluster that a tag names as the owner. */
function claimsIn(tags: Tags): readonly { readonly name: string; readonly key: string }[] {
    return Object.entries(tags).flatMap(([key, value]) => {
        if (NAME_KEYS.some((known) => known === key)) return [{ name: value, key }];
        if (!key.startsWith(CLUSTER_PREFIX) || value !== OWNED) return [];
        return [{ name: key.slice(CLUSTER_PREFIX.length), key }];
    });
}
