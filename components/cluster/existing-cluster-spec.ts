/** A cluster that somebody else made: what is refused of its description, and what follows from it. Pure. */
import type { Capacity } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { ExistingClusterSettings } from "./existing-cluster-schema";
import type { KubeconfigOptions } from "./kubernetes-provider";
import { type ClusterFacts, withoutScheme } from "./ref";

export interface ExistingClusterSpec {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    readonly existingCluster: ExistingClusterSettings;
    /** Nodes that are always there. */
    readonly nodes: number;
    /** Role that the AWS provider assumes. @default none */
    readonly assumeRoleArn?: string;
    /** Proxy in front of a private API server. @default none */
    readonly proxyUrl?: string;
}

/** Everything that no cluster can be, or that this one cannot be. */
export function checkExistingCluster(spec: Partial<ExistingClusterSpec>): Problem[] {
    const { existingCluster, nodes, region } = spec;
    return [
        ...(existingCluster === undefined
            ? [
                  {
                      path: "existingCluster",
                      what: "compute of kind existing has no cluster",
                      remedy: "Name it as DescribeCluster of EKS shows it, or choose other parts for this environment",
                  },
              ]
            : checkRegion(existingCluster, region)),
        ...(nodes === undefined || (Number.isInteger(nodes) && nodes >= 1)
            ? []
            : [{ path: "nodes", what: "not a number of nodes", got: nodes, remedy: "Choose 1 or more" }]),
    ];
}

/** Source: EKS User Guide, enable-iam-roles-for-service-accounts: the issuer's host holds the region. */
function checkRegion({ issuer }: ExistingClusterSettings, region: string | undefined): Problem[] {
    const [, named] = /^https:\/\/oidc\.eks\.([a-z0-9-]+)\./.exec(issuer) ?? [];
    if (named === undefined || region === undefined || named === region) return [];
    const what = `the cluster is in ${named}, the environment in ${region}`;
    return [{ path: "existingCluster.issuer", what, got: issuer, remedy: "Name a cluster of the region" }];
}

/** Both ARNs follow from names: nothing is looked up. Source: Service Authorization Reference, EKS and IAM, resource types. */
export function factsOf({
    account,
    clusterName,
    existingCluster,
    region,
}: ExistingClusterSpec): ClusterFacts {
    const { certificateAuthorityData, endpoint, issuer, securityGroupId } = existingCluster;
    const partition = partitionOf(region);
    return {
        name: clusterName,
        arn: `arn:${partition}:eks:${region}:${account}:cluster/${clusterName}`,
        oidcProviderArn: `arn:${partition}:iam::${account}:oidc-provider/${withoutScheme(issuer)}`,
        oidcIssuer: issuer,
        ...{ certificateAuthorityData, endpoint, securityGroupId },
    };
}

/** The owner's role comes first: it is the one the cluster lets in. */
export function reachOf({
    assumeRoleArn,
    existingCluster: { roleArn = assumeRoleArn },
    proxyUrl,
    region,
}: ExistingClusterSpec): KubeconfigOptions {
    return {
        region,
        ...(roleArn === undefined ? {} : { assumeRoleArn: roleArn }),
        ...(proxyUrl === undefined ? {} : { proxyUrl }),
    };
}

export function capacityOfExisting({ nodes }: Pick<ExistingClusterSpec, "nodes">): Capacity {
    return {
        kind: "nodes",
        name: "the cluster",
        phase: "capacity",
        taints: [],
        labels: {},
        minNodes: nodes,
    };
}

export function decisionsOfExistingCluster(spec: ExistingClusterSpec): Record<string, number | string> {
    const { clusterName, existingCluster, nodes } = spec;
    const { endpoint, issuer, securityGroupId } = existingCluster;
    const { assumeRoleArn = "whoever runs the program" } = reachOf(spec);
    return { clusterName, endpoint, issuer, nodes, reachedAs: assumeRoleArn, securityGroupId };
}
