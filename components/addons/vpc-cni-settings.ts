/** How the network's words on pods reach vpc-cni: every value is a text. Pure. */
import * as pulumi from "@pulumi/pulumi";

import { firstIn, type PodsWords, usedSlots } from "../network/ref";
import type { JsonInput } from "../shared/json";
import type { Reserved } from "../shared/own-settings";
import type { AddonSite } from "./definition";
import type { PodNetwork } from "./workloads";

/** Source of names: aws/amazon-vpc-cni-k8s README, "CNI Configuration Variables"; texts: its chart's values.yaml. */
export function cniEnvironmentOf(pods: PodsWords): Readonly<Record<string, string>> {
    const { addresses, policies, securityGroups, subnets } = pods;
    const warm = addresses?.warm;
    return {
        ...(policies === "strict" ? { NETWORK_POLICY_ENFORCING_MODE: "strict" } : {}),
        ...(securityGroups === undefined
            ? {}
            : {
                  ENABLE_POD_ENI: "true",
                  POD_SECURITY_GROUP_ENFORCING_MODE: securityGroups.enforcing,
              }),
        ...(subnets?.kind === "custom-networking"
            ? {
                  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
                  ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
              }
            : {}),
        ...(addresses?.kind === "prefixes" ? { ENABLE_PREFIX_DELEGATION: "true" } : {}),
        ...(warm === undefined ? {} : warmTargets(warm)),
    };
}

/**
 * Of the container that prepares a node. In strict mode the kubelet's probes reach such pods only with it.
 * Source: aws/amazon-vpc-cni-k8s README, DISABLE_TCP_EARLY_DEMUX; charts/aws-vpc-cni/values.yaml, init.env.
 */
export function cniInitOf({ securityGroups }: PodsWords): JsonInput | undefined {
    if (securityGroups?.enforcing !== "strict") return undefined;
    return { env: { DISABLE_TCP_EARLY_DEMUX: "true" } };
}

type Warm = NonNullable<NonNullable<PodsWords["addresses"]>["warm"]>;

function warmTargets(warm: Warm): Readonly<Record<string, string>> {
    switch (warm.kind) {
        case "enis":
            return { WARM_ENI_TARGET: `${warm.count}` };
        case "prefixes":
            return { WARM_PREFIX_TARGET: `${warm.count}` };
        case "addresses":
            return {
                ...(warm.atLeast === undefined ? {} : { MINIMUM_IP_TARGET: `${warm.atLeast}` }),
                WARM_IP_TARGET: `${warm.free}`,
            };
    }
}

/**
 * An ENIConfig a zone, named as the zone, which nodes carry as a label: the subnet of its pods and their security groups.
 * Source: aws/amazon-vpc-cni-k8s charts/aws-vpc-cni/templates/eniconfig.yaml; its README, ENI_CONFIG_LABEL_DEF.
 */
export function eniConfigsOf(
    { subnets, zones }: PodNetwork,
    { cluster, region, vpc: { podSubnetIds = {} } }: AddonSite,
): pulumi.Output<JsonInput> | undefined {
    if (subnets?.kind !== "custom-networking") return undefined;
    const ids = firstIn(podSubnetIds);
    const securityGroups = [...(subnets.securityGroupIds ?? [cluster.securityGroupId])];
    const byZone = usedSlots(zones).flatMap((slot) => {
        const [zone, id] = [zones[slot], ids[slot]];
        return zone === undefined || id === undefined ? [] : [[zone, { id, securityGroups }] as const];
    });
    return pulumi.output({ eniConfig: { create: true, region, subnets: Object.fromEntries(byZone) } });
}

/** What the plan reckons with, and so must be said where it looks. */
export const RESERVED_OF_PODS: readonly Reserved[] = [
    ...[
        "ENABLE_PREFIX_DELEGATION",
        "MINIMUM_IP_TARGET",
        "WARM_ENI_TARGET",
        "WARM_IP_TARGET",
        "WARM_PREFIX_TARGET",
    ].map((name) => ({
        path: `env.${name}`,
        why: "decides how many addresses nodes take, which the plan reckons with",
        remedy: "Set network.pods.addresses",
    })),
    ...[
        "eniConfig",
        ...["AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "ENABLE_SUBNET_DISCOVERY", "ENI_CONFIG_LABEL_DEF"].map(
            (name) => `env.${name}`,
        ),
    ].map((path) => ({
        path,
        why: "decides where pods have their addresses, which the plan reckons with",
        remedy: "Set network.pods.subnets",
    })),
    ...["env.ENABLE_POD_ENI", "env.POD_SECURITY_GROUP_ENFORCING_MODE"].map((path) => ({
        path,
        why: "gives single pods security groups, for which the control plane needs rights and nodes interfaces",
        remedy: "Set network.pods.securityGroups",
    })),
    ...["ENABLE_IPv4", "ENABLE_IPv6"].map((name) => ({
        path: `env.${name}`,
        // Source: aws/amazon-vpc-cni-k8s README, ENABLE_IPv4 and ENABLE_IPv6.
        why: "is the family of the cluster's addresses, which EKS tells it",
        remedy: "Set network.ipv6",
    })),
    ...["enableNetworkPolicy", "env.NETWORK_POLICY_ENFORCING_MODE"].map((path) => ({
        path,
        why: "decides whether NetworkPolicies count",
        remedy: "Set network.pods.policies",
    })),
];
