/** ManagedNodes as tests build them, and what comes out where nothing is changed. */
import type * as pulumi from "@pulumi/pulumi";

import { type ClusterRef, existingCluster } from "../../components/cluster/ref";
import { ManagedNodes, type ManagedNodesArgs } from "../../components/compute/managed-nodes";
import { NODE_RELEASES } from "../../components/versions";
import { managedNodesSpec } from "./managed-nodes-spec";
import { recordComponent, type RecordedResource, type RecordOptions } from "./record-component";

export const VPC = { nodeSubnetIds: { a: "subnet-a", b: "subnet-b", c: "subnet-c" } };

export type Changes = Partial<ManagedNodesArgs>;

export function clusterRef(): ClusterRef {
    return existingCluster({
        name: "kit-test",
        arn: "arn:aws:eks:us-east-1:123456789012:cluster/kit-test",
        endpoint: "https://api.example.com",
        certificateAuthorityData: "LS0tLQ==",
        securityGroupId: "sg-1",
        oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/oidc.example.com",
        oidcIssuer: "oidc.example.com",
    });
}

export function build(
    changes: Changes = {},
    opts?: pulumi.ComponentResourceOptions,
    name = "nodes",
): ManagedNodes {
    return new ManagedNodes(
        name,
        { ...managedNodesSpec(), cluster: clusterRef(), vpc: VPC, ...changes },
        opts,
    );
}

export function record(changes: Changes = {}, options?: RecordOptions): Promise<RecordedResource[]> {
    return recordComponent(() => build(changes), options);
}

export const TAGS = { Name: "kit-test-system", environment: "test", owner: "platform" };

export const VOLUME = { deleteOnTermination: "true", encrypted: "true", volumeType: "gp3" };

export const TEMPLATE = {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { ...VOLUME, volumeSize: 50 } }],
    metadataOptions: { httpEndpoint: "enabled", httpPutResponseHopLimit: 1, httpTokens: "required" },
    tagSpecifications: [
        { resourceType: "instance", tags: TAGS },
        { resourceType: "volume", tags: TAGS },
        { resourceType: "network-interface", tags: TAGS },
    ],
    tags: { Name: "kit-test-system" },
};

export function group(slot: string): Record<string, unknown> {
    return {
        amiType: "AL2023_ARM_64_STANDARD",
        capacityType: "ON_DEMAND",
        clusterName: "kit-test",
        instanceTypes: ["m7g.large", "m6g.large"],
        launchTemplate: { id: "lt-nodes-template", version: "1" },
        nodeRepairConfig: { enabled: true },
        nodeRoleArn: "arn:aws:iam::123456789012:role/nodes-role-0a1b2c3",
        releaseVersion: NODE_RELEASES["1.36"].value,
        scalingConfig: { desiredSize: 2, maxSize: 3, minSize: 1 },
        subnetIds: [`subnet-${slot}`],
        tags: { Name: `kit-test-system-${slot}` },
        taints: [{ effect: "NO_SCHEDULE", key: "CriticalAddonsOnly", value: "true" }],
        updateConfig: { maxUnavailable: 1 },
        version: "1.36",
    };
}
