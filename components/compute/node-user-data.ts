/** User data of nodes: what a person wrote, completed where EKS does not do it. */
import { defined } from "../shared/defined";
import { kubernetesTaint } from "../shared/kubernetes-names";
import { isTable, parseToml, writeToml } from "../shared/text-formats";
import { appendPart, archiveOf, NODE_CONFIG_TYPE, readMime } from "../shared/user-data-mime";
import type { UserDataFamily } from "../shared/user-data";
import { readerOf, withBootstrap } from "./node-windows";
import type { AmiFamily, NodeWords } from "./node-words";

/** What decides it. */
export interface UserDataSpec extends Pick<NodeWords, "labels" | "taints" | "userData"> {
    readonly amiFamily: AmiFamily;
    /** Addresses of services, from which a node tells the DNS server's. */
    readonly serviceCidr?: string;
}

/** What a node must know of its cluster. */
export interface ClusterFacts {
    readonly name: string;
    readonly endpoint: string;
    /** PEM, base64. */
    readonly certificateAuthorityData: string;
}

/**
 * To the user data of an own image EKS adds nothing, and taints it sets only after the node has joined; of self-managed
 * nodes it knows nothing at all. Source: EKS User Guide, launch-templates, "Limits and conditions when specifying an AMI ID". Assumes a checked spec.
 */
export function completeUserData(spec: UserDataSpec, cluster: ClusterFacts): string {
    return COMPLETE[readerOf(spec.amiFamily)](spec, cluster);
}

const COMPLETE: {
    readonly [reader in UserDataFamily]: (spec: UserDataSpec, cluster: ClusterFacts) => string;
} = {
    AL2023: withNodeConfig,
    Bottlerocket: withSettings,
    Windows: ({ labels, serviceCidr = "", taints, userData }, cluster) =>
        withBootstrap(userData, { ...cluster, serviceCidr, ...defined({ labels, taints }) }),
};

/** The kit's part last: nodeadm lets the last one win. Source: awslabs/amazon-eks-ami 81fec2e8, internal/api/merge.go. */
function withNodeConfig(
    { labels, serviceCidr, taints, userData }: UserDataSpec,
    cluster: ClusterFacts,
): string {
    const nodeLabels = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
    const config = JSON.stringify({
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: {
            cluster: {
                name: cluster.name,
                apiServerEndpoint: cluster.endpoint,
                certificateAuthority: cluster.certificateAuthorityData,
                cidr: serviceCidr,
            },
            kubelet: {
                config: { registerWithTaints: (taints ?? []).map(kubernetesTaint) },
                flags: nodeLabels.length === 0 ? [] : [`--node-labels=${nodeLabels.join(",")}`],
            },
        },
    });
    if (userData === undefined) return archiveOf(NODE_CONFIG_TYPE, config);
    const archive = readMime(userData);
    return "boundary" in archive
        ? appendPart(userData, archive.boundary, NODE_CONFIG_TYPE, config)
        : archiveOf(NODE_CONFIG_TYPE, config);
}

/** Source: Bottlerocket documentation, 1.50.x, api/settings/kubernetes, "Settings needed for aws-k8s-* variants". */
function withSettings({ labels, taints, userData }: UserDataSpec, cluster: ClusterFacts): string {
    const settings = tableAt(userData === undefined ? {} : parseToml(userData), "value", "settings");
    const all = (taints ?? []).map(kubernetesTaint);
    const nodeTaints = Object.fromEntries(
        all.map(({ key }) => [
            key,
            all.filter((one) => one.key === key).map(({ effect, value = "" }) => `${value}:${effect}`),
        ]),
    );
    return writeToml({
        settings: {
            ...settings,
            kubernetes: {
                ...tableAt(settings, "kubernetes"),
                "api-server": cluster.endpoint,
                "cluster-certificate": cluster.certificateAuthorityData,
                "cluster-name": cluster.name,
                ...(labels === undefined ? {} : { "node-labels": labels }),
                ...(all.length === 0 ? {} : { "node-taints": nodeTaints }),
            },
        },
    });
}

function tableAt(value: unknown, ...keys: readonly string[]): Readonly<Record<string, unknown>> {
    const found = keys.reduce<unknown>((below, key) => (isTable(below) ? below[key] : undefined), value);
    return isTable(found) ? found : {};
}
