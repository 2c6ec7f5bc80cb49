/** The launch template of a pool: how its instances are started, whatever EKS adds or nobody does. */
import { LaunchTemplate, type LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { withBottlerocket } from "../shared/bottlerocket-settings";
import { defined } from "../shared/defined";
import { HOP_LIMIT } from "../shared/hop-limit";
import { childNameOf } from "../shared/names";
import { withInstanceStore } from "../shared/user-data-storage";
import { withMaxPods } from "../shared/user-data-max-pods";
import { isProxied, withProxy } from "../shared/user-data-proxy";
import { leavesByCarrier, volumeTypeOf } from "./node-edge";
import { maxPodsOfNodes } from "./node-density";
import { planInterfaces } from "./node-scarce";
import type { Surroundings } from "./node-surroundings";
import type { NodeSpec } from "./node-arguments";
import { instanceTagsOf } from "./node-spec";
import { completeUserData } from "./node-user-data";
import { isWindows } from "./node-windows";

/** Kinds of what EC2 makes for a node that carry tags of their own. Their bill cannot be told apart otherwise. */
const TAGGED = ["instance", "volume", "network-interface"] as const;

/** What of it is known only once it is made. */
export interface TemplateInputs {
    /** Where it starts instances, and from which capacity. */
    readonly surroundings: Surroundings["template"];
    /** Security groups it names; none where EKS adds the cluster's. */
    readonly securityGroupIds: readonly pulumi.Input<string>[];
    /** Cluster that nodes of an own image are told of. */
    readonly cluster: Pick<ClusterRef, "certificateAuthorityData" | "endpoint" | "name" | "serviceIpv6Cidr">;
    readonly volumesKeyArn?: pulumi.Input<string>;
}

/** What EKS adds to the template of a managed group, and nobody to one of a group that EKS does not know. */
export type AloneInputs = Pick<LaunchTemplateArgs, "iamInstanceProfile" | "imageId">;

/**
 * One for all zones. That of a managed group names no security group, so that EKS adds the cluster's own, which Karpenter's nodes share;
 * what the user data lacks EKS writes as well, unless the image is an own one. Source: EKS User Guide, launch-templates.
 */
export function createLaunchTemplate(
    parent: pulumi.Resource,
    name: string,
    spec: NodeSpec,
    inputs: TemplateInputs,
    alone?: AloneInputs,
): LaunchTemplate {
    const instanceTags = instanceTagsOf(spec);
    const userData = userDataOf(spec, inputs, spec.amiId !== undefined || alone !== undefined);
    return new LaunchTemplate(
        childNameOf("launchTemplate", name, "template"),
        {
            metadataOptions: {
                httpEndpoint: "enabled",
                httpPutResponseHopLimit: spec.metadataHopLimit?.value ?? HOP_LIMIT,
                httpTokens: "required",
            },
            blockDeviceMappings: blockDevices(spec, spec.kmsKeyArn ?? inputs.volumesKeyArn),
            ...(spec.amiId === undefined ? {} : { imageId: spec.amiId }),
            ...alone,
            ...(spec.access?.kind === "key-pair" ? { keyName: spec.access.keyName } : {}),
            ...network(spec, inputs.securityGroupIds),
            ...inputs.surroundings,
            ...(spec.detailedMonitoring === undefined
                ? {}
                : { monitoring: { enabled: spec.detailedMonitoring } }),
            ...(userData === undefined ? {} : { userData }),
            tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: instanceTags })),
            tags: { ...spec.extraTags, Name: `${spec.clusterName}-${spec.pool}` },
        },
        { parent },
    );
}

/** Where it names interfaces, security groups stand in each of them and nowhere else. */
function network(
    spec: NodeSpec,
    securityGroupIds: readonly pulumi.Input<string>[],
): Pick<LaunchTemplateArgs, "networkInterfaces" | "vpcSecurityGroupIds"> {
    const securityGroups = [...securityGroupIds];
    if (leavesByCarrier(spec)) {
        const addresses = { deviceIndex: 0, associateCarrierIpAddress: "true" };
        return { networkInterfaces: [{ ...addresses, deleteOnTermination: "true", securityGroups }] };
    }
    if (spec.efa === undefined) {
        return securityGroups.length === 0 ? {} : { vpcSecurityGroupIds: securityGroups };
    }
    return {
        networkInterfaces: planInterfaces(spec).map((plan) => ({
            ...plan,
            deleteOnTermination: "true",
            securityGroups,
        })),
    };
}

/** As base64, which is what EC2 takes. */
function userDataOf(
    spec: NodeSpec,
    { cluster }: TemplateInputs,
    isWhole: boolean,
): pulumi.Input<string> | undefined {
    const { amiFamily, bottlerocket, instanceStore, proxy } = spec;
    const typed = bottlerocket === undefined ? spec.userData : withBottlerocket(bottlerocket, spec.userData);
    const stored =
        instanceStore === undefined || isWindows(amiFamily) ? typed : withInstanceStore(amiFamily, typed);
    const userData =
        proxy === undefined || !isProxied(amiFamily) ? stored : withProxy(amiFamily, proxy, stored);
    if (!isWhole) return userData === undefined ? undefined : base64(userData);
    // Of its own images EKS reckons it. Source: EKS User Guide, choosing-instance-type, "Amazon EKS recommended maximum Pods".
    const maxPods = maxPodsOfNodes(spec);
    const counted =
        maxPods === undefined || isWindows(amiFamily) ? userData : withMaxPods(amiFamily, maxPods, userData);
    const whole = { ...spec, ...defined({ userData: counted }) };
    const { certificateAuthorityData, endpoint, name } = cluster;
    const told = (serviceCidr?: string) => ({ ...whole, ...defined({ serviceCidr }) });
    const complete = (about: typeof whole, ca: string, address: string, clusterName: string): string =>
        base64(
            completeUserData(about, { name: clusterName, endpoint: address, certificateAuthorityData: ca }),
        );
    // EKS chooses the addresses of an IPv6 cluster's services: only the cluster knows them.
    if (spec.ipFamily === "ipv6" && cluster.serviceIpv6Cidr !== undefined) {
        return pulumi
            .all([certificateAuthorityData, endpoint, name, cluster.serviceIpv6Cidr])
            .apply(([ca, address, clusterName, cidr]) => complete(told(cidr), ca, address, clusterName));
    }
    return pulumi
        .all([certificateAuthorityData, endpoint, name])
        .apply(([ca, address, clusterName]) => complete(whole, ca, address, clusterName));
}

function base64(text: string): string {
    return Buffer.from(text).toString("base64");
}

/**
 * Bottlerocket keeps images and logs on a second volume; its first holds the system and stays as large as the image,
 * because a larger one makes some releases put the data there (bottlerocket-os/bottlerocket#2915).
 */
function blockDevices(
    spec: NodeSpec,
    kmsKeyId: pulumi.Input<string> | undefined,
): NonNullable<LaunchTemplateArgs["blockDeviceMappings"]> {
    const { amiFamily, diskSizeGiB, iops, throughput } = spec;
    const volume = {
        deleteOnTermination: "true",
        encrypted: "true",
        ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
        volumeType: volumeTypeOf(spec),
    };
    const sized = {
        ...volume,
        ...(iops === undefined ? {} : { iops }),
        ...(throughput === undefined ? {} : { throughput }),
        ...defined({ volumeSize: diskSizeGiB }),
    };
    if (amiFamily === "AL2023") return [{ deviceName: "/dev/xvda", ebs: sized }];
    // Source: Karpenter v1.14.1, pkg/providers/amifamily/windows.go, DefaultBlockDeviceMappings.
    if (isWindows(amiFamily)) return [{ deviceName: "/dev/sda1", ebs: sized }];
    return [
        { deviceName: "/dev/xvda", ebs: volume },
        { deviceName: "/dev/xvdb", ebs: sized },
    ];
}
