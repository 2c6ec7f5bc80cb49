/** The launch template of a pool: how its instances are started, whatever EKS adds. */
import { LaunchTemplate, type LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import type * as pulumi from "@pulumi/pulumi";

import { childNameOf } from "../shared/names";
import type { AmiFamily } from "./managed-nodes-schema";
import { type ManagedNodesSpec, planManagedNodes } from "./managed-nodes-spec";

/** Kinds of what EC2 makes for a node that carry tags of their own. Their bill cannot be told apart otherwise. */
const TAGGED = ["instance", "volume", "network-interface"] as const;

/**
 * One for all zones. It names no security group, so that EKS adds the cluster's own, which Karpenter's nodes share;
 * and no user data, which EKS writes. Source: EKS User Guide, launch-templates.
 */
export function createLaunchTemplate(
    parent: pulumi.Resource,
    name: string,
    spec: ManagedNodesSpec,
    volumesKeyArn: pulumi.Input<string> | undefined,
): LaunchTemplate {
    const { instanceTags } = planManagedNodes(spec);
    return new LaunchTemplate(
        childNameOf("launchTemplate", name, "template"),
        {
            // Hop limit 1: the answer does not reach a pod, which would otherwise act as its node.
            metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 1, httpTokens: "required" },
            blockDeviceMappings: blockDevices(spec.amiFamily, spec.diskSizeGiB, volumesKeyArn),
            tagSpecifications: TAGGED.map((resourceType) => ({ resourceType, tags: instanceTags })),
            tags: { Name: `${spec.clusterName}-${spec.pool}` },
        },
        { parent },
    );
}

/**
 * Bottlerocket keeps images and logs on a second volume; its first holds the system and stays as large as the image,
 * because a larger one makes some releases put the data there (bottlerocket-os/bottlerocket#2915).
 */
function blockDevices(
    family: AmiFamily,
    sizeGiB: number,
    kmsKeyId: pulumi.Input<string> | undefined,
): NonNullable<LaunchTemplateArgs["blockDeviceMappings"]> {
    const volume = {
        deleteOnTermination: "true",
        encrypted: "true",
        ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
        volumeType: "gp3",
    };
    const sized = { ...volume, volumeSize: sizeGiB };
    if (family === "AL2023") return [{ deviceName: "/dev/xvda", ebs: sized }];
    return [
        { deviceName: "/dev/xvda", ebs: volume },
        { deviceName: "/dev/xvdb", ebs: sized },
    ];
}
