/** A small environment with one of most things, for tests of reviews. */
import { from, json, type World } from "./world";

const ADMIN = "arn:aws:iam::123456789012:role/admin";
const DEPLOY = "arn:aws:iam::123456789012:role/deploy";
const CLUSTER_ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

function trust(service: string) {
    return json({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
    });
}

/** Named after what they are; `aws` and `kubernetes` are the providers. */
export const ENVIRONMENT = {
    stack: { type: "pulumi:pulumi:Stack", name: "kit-dev" },
    platform: {
        type: "platform:stacks:Platform",
        name: "platform",
        parent: "stack",
        inputs: { environment: "dev", inCluster: true, kubernetesVersion: "1.35" },
    },
    aws: {
        type: "pulumi:providers:aws",
        name: "aws",
        parent: "platform",
        inputs: { region: "eu-west-1", allowedAccountIds: '["123456789012"]' },
    },
    network: {
        type: "platform:network:Vpc",
        name: "network",
        parent: "platform",
        inputs: { cidr: "10.0.0.0/16" },
    },
    vpc: {
        type: "aws:ec2/vpc:Vpc",
        name: "network-vpc",
        parent: "network",
        provider: "aws",
        inputs: { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, tags: { Name: "network" } },
    },
    subnet: {
        type: "aws:ec2/subnet:Subnet",
        name: "network-node-a",
        parent: "network",
        provider: "aws",
        inputs: { vpcId: from("vpc", "id"), cidrBlock: "10.0.0.0/19", availabilityZone: "eu-west-1a" },
    },
    eip: {
        type: "aws:ec2/eip:Eip",
        name: "network-nat-a",
        parent: "network",
        provider: "aws",
        inputs: { domain: "vpc" },
    },
    nat: {
        type: "aws:ec2/natGateway:NatGateway",
        name: "network-nat-a",
        parent: "network",
        provider: "aws",
        inputs: { allocationId: from("eip", "id"), subnetId: from("subnet", "id") },
    },
    key: {
        type: "aws:kms/key:Key",
        name: "keys-secrets",
        parent: "platform",
        provider: "aws",
        inputs: { description: "secrets", enableKeyRotation: true },
    },
    clusterRole: {
        type: "aws:iam/role:Role",
        name: "cluster-role",
        parent: "platform",
        provider: "aws",
        inputs: { assumeRolePolicy: trust("eks.amazonaws.com") },
    },
    clusterPolicy: {
        type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        name: "cluster-role",
        parent: "platform",
        provider: "aws",
        inputs: {
            role: from("clusterRole", "name"),
            policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
        },
    },
    cluster: {
        type: "aws:eks/cluster:Cluster",
        name: "cluster-control-plane",
        parent: "platform",
        provider: "aws",
        inputs: {
            name: "kit-dev",
            roleArn: from("clusterRole", "arn"),
            version: "1.35",
            encryptionConfig: { provider: { keyArn: from("key", "arn") }, resources: ["secrets"] },
            kubernetesNetworkConfig: { serviceIpv4Cidr: "172.20.0.0/16" },
            vpcConfig: {
                subnetIds: [from("subnet", "id")],
                endpointPrivateAccess: true,
                endpointPublicAccess: true,
                publicAccessCidrs: ["203.0.113.0/24", "198.51.100.0/24"],
            },
        },
    },
    kubernetes: {
        type: "pulumi:providers:kubernetes",
        name: "cluster-kubernetes",
        parent: "platform",
        inputs: { clusterIdentifier: from("cluster", "arn"), kubeconfig: { $secret: true } },
    },
    oidc: {
        type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        name: "cluster-oidc",
        parent: "platform",
        provider: "aws",
        inputs: { url: from("cluster", "endpoint"), clientIdLists: ["sts.amazonaws.com"] },
    },
    access: {
        type: "platform:cluster:Access",
        name: "access",
        parent: "platform",
        inputs: { admins: [ADMIN], deployRole: DEPLOY },
    },
    adminEntry: entry("access-admin", ADMIN),
    admin: association("access-admin", ADMIN),
    deployEntry: entry("access-deploy", DEPLOY),
    deploy: association("access-deploy", DEPLOY),
    nodeRole: {
        type: "aws:iam/role:Role",
        name: "node-role",
        parent: "platform",
        provider: "aws",
        inputs: { assumeRolePolicy: trust("ec2.amazonaws.com") },
    },
    nodes: {
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "system-a",
        parent: "platform",
        provider: "aws",
        inputs: {
            clusterName: from("cluster", "name"),
            nodeRoleArn: from("nodeRole", "arn"),
            subnetIds: [from("subnet", "id")],
            instanceTypes: ["m7g.large"],
            version: "1.35",
            scalingConfig: { minSize: 2, maxSize: 4, desiredSize: 2 },
        },
        options: { ignoreChanges: ["scalingConfig.desiredSize"] },
    },
    profile: {
        type: "aws:eks/fargateProfile:FargateProfile",
        name: "system",
        parent: "platform",
        provider: "aws",
        inputs: {
            clusterName: from("cluster", "name"),
            podExecutionRoleArn: "arn:aws:iam::123456789012:role/pods",
            selectors: [{ namespace: "kube-system", labels: { "k8s-app": "kube-dns" } }],
            subnetIds: [from("subnet", "id")],
        },
    },
    addon: {
        type: "aws:eks/addon:Addon",
        name: "vpc-cni",
        parent: "platform",
        provider: "aws",
        inputs: {
            clusterName: from("cluster", "name"),
            addonName: "vpc-cni",
            addonVersion: "v1.20.4-eksbuild.2",
            configurationValues: json({ env: { DISABLE_METRICS: "true" } }),
            serviceAccountRoleArn: "arn:aws:iam::123456789012:role/cni",
        },
    },
} as const satisfies World;

function entry(name: string, principalArn: string) {
    return {
        type: "aws:eks/accessEntry:AccessEntry",
        name,
        parent: "access",
        provider: "aws",
        inputs: { clusterName: from("cluster", "name"), principalArn, type: "STANDARD" },
        options: { deleteBeforeReplace: true },
    } as const;
}

function association(name: string, principalArn: string) {
    return {
        type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        name,
        parent: "access",
        provider: "aws",
        inputs: {
            clusterName: from("cluster", "name"),
            principalArn,
            policyArn: CLUSTER_ADMIN,
            accessScope: { type: "cluster" },
        },
        options: { deleteBeforeReplace: true },
    } as const;
}
