/** What makes so many of what a quota counts: by quota, for tests on both sides of its limit. */
import type { Json } from "../../../components/shared/json";
import type { QuotaId } from "../../../tools/facts/quotas";
import type { PlannedResource } from "../../../tools/plan/graph";
import { planned } from "../../support/graphs";
import { groupsIn, idsOf, type Planted, pool, poolIn, subnet } from "./planted";

type Maker = (count: number) => Planted;

function several(
    type: string,
    count: number,
    inputs: (index: number) => Json = () => ({}),
): PlannedResource[] {
    return Array.from({ length: count }, (_, i) => planned({ type, name: `one-${i}`, inputs: inputs(i) }));
}

const all =
    (type: string, inputs?: (index: number) => Json): Maker =>
    (count) => ({ resources: several(type, count, inputs) });

/** One resource whose inputs hold so many. */
const within =
    (type: string, inputs: (count: number) => Json): Maker =>
    (count) => ({ resources: [planned({ type, name: "whole", inputs: inputs(count) })] });

const list = (
    count: number,
    of: (index: number) => Json = (i) => `10.${Math.floor(i / 256)}.${i % 256}.0/24`,
) => Array.from({ length: count }, (_, i) => of(i));

const SUBNET = subnet("node-a", "10.0.0.0/16");
const [subnetId = ""] = idsOf(SUBNET);
const TABLE = planned({ type: "aws:ec2/routeTable:RouteTable", name: "node-a" });
const [tableId = ""] = idsOf(TABLE);
const GROUP = planned({ type: "aws:ec2/securityGroup:SecurityGroup", name: "web" });
const [groupId = ""] = idsOf(GROUP);
const ACL = planned({ type: "aws:ec2/networkAcl:NetworkAcl", name: "inner" });
const [aclId = ""] = idsOf(ACL);
const CLUSTER = "aws:eks/cluster:Cluster";
const PROFILE = "aws:eks/fargateProfile:FargateProfile";

/** A group of one node more than half: EKS adds two during an update. */
const groupOf =
    (type: string, vcpus: number, capacityType = "ON_DEMAND"): Maker =>
    (count) => {
        const inputs = {
            instanceTypes: [type],
            capacityType,
            scalingConfig: { maxSize: Math.ceil(count / vcpus) },
        };
        return groupsIn([{ name: "nodes", inputs: { ...inputs, updateConfig: { maxUnavailable: 0 } } }]);
    };

const inAccount = (type: string): Maker => all(type);

export const MAKERS: { readonly [id in QuotaId]: Maker } = {
    vpcs: inAccount("aws:ec2/vpc:Vpc"),
    "internet-gateways": inAccount("aws:ec2/internetGateway:InternetGateway"),
    "egress-only-gateways": inAccount("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"),
    subnets: inAccount("aws:ec2/subnet:Subnet"),
    "ipv4-ranges": (count) => ({
        resources: [
            ...several("aws:ec2/vpc:Vpc", 1),
            ...several("aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", count - 1),
        ],
    }),
    eips: inAccount("aws:ec2/eip:Eip"),
    "nat-gateways": (count) => ({
        resources: [SUBNET, ...several("aws:ec2/natGateway:NatGateway", count, () => ({ subnetId }))],
    }),
    "route-tables": inAccount("aws:ec2/routeTable:RouteTable"),
    routes: (count) => ({
        resources: [TABLE, ...several("aws:ec2/route:Route", count, () => ({ routeTableId: tableId }))],
    }),
    // The cluster's own and the VPC's default one come with it.
    "security-groups": (count) => ({
        resources: [
            ...several("aws:ec2/securityGroup:SecurityGroup", count - 2),
            ...several("aws:ec2/vpc:Vpc", 1),
            ...several(CLUSTER, 1),
        ],
    }),
    "group-rules": (count) => ({
        resources: [
            GROUP,
            ...several("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", count, () => ({
                securityGroupId: groupId,
                cidrIpv4: "10.0.0.0/16",
            })),
        ],
    }),
    "interface-groups": within("aws:efs/mountTarget:MountTarget", (count) => ({
        subnetId,
        securityGroups: list(count, (i) => `sg-${i}`),
    })),
    "interface-rules": (count) => ({
        resources: [
            planned({
                type: "aws:ec2/securityGroup:SecurityGroup",
                name: "web",
                inputs: { ingress: [{ cidrBlocks: list(count) }] },
            }),
            planned({
                type: "aws:efs/mountTarget:MountTarget",
                name: "files",
                inputs: { subnetId, securityGroups: [groupId] },
            }),
        ],
    }),
    interfaces: (count) => ({
        resources: several("aws:efs/mountTarget:MountTarget", count, () => ({ subnetId })),
    }),
    "network-acls": inAccount("aws:ec2/networkAcl:NetworkAcl"),
    "acl-rules": (count) => ({
        resources: [
            ACL,
            ...several("aws:ec2/networkAclRule:NetworkAclRule", count, () => ({
                networkAclId: aclId,
                egress: true,
            })),
        ],
    }),
    "interface-endpoints": all("aws:ec2/vpcEndpoint:VpcEndpoint", () => ({ vpcEndpointType: "Interface" })),
    "gateway-endpoints": inAccount("aws:ec2/vpcEndpoint:VpcEndpoint"),
    "endpoint-policy": within("aws:ec2/vpcEndpoint:VpcEndpoint", (count) => ({ policy: "x".repeat(count) })),
    clusters: inAccount(CLUSTER),
    "node-groups": inAccount("aws:eks/nodeGroup:NodeGroup"),
    "group-nodes": within("aws:eks/nodeGroup:NodeGroup", (count) => ({ scalingConfig: { maxSize: count } })),
    "fargate-profiles": inAccount(PROFILE),
    "profile-selectors": within(PROFILE, (count) => ({ selectors: list(count, () => ({})) })),
    "selector-labels": within(PROFILE, (count) => ({
        selectors: [
            { labels: Object.fromEntries(list(count, (i) => i).map((i) => [`label-${String(i)}`, "x"])) },
        ],
    })),
    // One of a Fargate profile's role comes with it.
    "access-entries": (count) => ({
        resources: [
            ...several("aws:eks/accessEntry:AccessEntry", count - 1),
            ...several(PROFILE, 1, () => ({ podExecutionRoleArn: "arn:aws:iam::123456789012:role/pods" })),
        ],
    }),
    "pod-identities": (count) => ({
        resources: [
            ...several("aws:eks/podIdentityAssociation:PodIdentityAssociation", count - 1),
            ...several("aws:eks/addon:Addon", 1, () => ({ podIdentityAssociations: [{}] })),
        ],
    }),
    "control-plane-groups": within(CLUSTER, (count) => ({
        vpcConfig: { securityGroupIds: list(count, (i) => `sg-${i}`) },
    })),
    "public-cidrs": within(CLUSTER, (count) => ({ vpcConfig: { publicAccessCidrs: list(count) } })),
    "remote-node-networks": within(CLUSTER, (count) => ({
        remoteNetworkConfig: { remoteNodeNetworks: { cidrs: list(count) } },
    })),
    "remote-pod-networks": within(CLUSTER, (count) => ({
        remoteNetworkConfig: { remotePodNetworks: { cidrs: list(count) } },
    })),
    "identity-providers": inAccount("aws:eks/identityProviderConfig:IdentityProviderConfig"),
    addons: inAccount("aws:eks/addon:Addon"),
    "fargate-vcpus": () => ({}),
    "vcpus-standard": (count) => poolIn(pool(["m7g.medium"], { limits: { cpu: String(count) } }), []),
    "vcpus-gpu": groupOf("g5.xlarge", 4),
    "vcpus-p": groupOf("p5.4xlarge", 16),
    "vcpus-inf": groupOf("inf2.xlarge", 4),
    "vcpus-f": groupOf("f2.6xlarge", 24),
    "vcpus-x": groupOf("x2gd.medium", 1),
    "vcpus-high-memory": groupOf("u7i-6tb.112xlarge", 448),
    "vcpus-trn": groupOf("trn1.2xlarge", 8),
    "vcpus-other": groupOf("hpc7a.12xlarge", 24),
    "spot-standard": (count) =>
        poolIn(
            pool(["m7g.medium"], {
                limits: { cpu: String(count) },
                requirements: [{ key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] }],
            }),
            [],
        ),
    "spot-other": groupOf("g5.xlarge", 4, "SPOT"),
    "gp3-tib": (count) =>
        poolIn(pool(["m7g.medium"], { limits: { cpu: String(count) } }), [], {
            blockDeviceMappings: [{ ebs: { volumeSize: "1Ti" } }],
        }),
    "launch-templates": inAccount("aws:ec2/launchTemplate:LaunchTemplate"),
    roles: inAccount("aws:iam/role:Role"),
    policies: inAccount("aws:iam/policy:Policy"),
    "instance-profiles": inAccount("aws:iam/instanceProfile:InstanceProfile"),
    "role-policies": (count) => ({
        resources: [
            planned({ type: "aws:iam/role:Role", name: "nodes" }),
            ...several("aws:iam/rolePolicyAttachment:RolePolicyAttachment", count, () => ({
                role: "nodes-0123456",
            })),
        ],
    }),
    "trust-policy": within("aws:iam/role:Role", (count) => ({ assumeRolePolicy: "x".repeat(count) })),
    // White space does not count.
    "policy-size": within("aws:iam/policy:Policy", (count) => ({ policy: ` ${"x".repeat(count)}\n` })),
    "inline-size": (count) => ({
        resources: [
            planned({
                type: "aws:iam/role:Role",
                name: "nodes",
                inputs: { inlinePolicies: [{ policy: "x x" }] },
            }),
            ...several("aws:iam/rolePolicy:RolePolicy", 1, () => ({
                role: "nodes-0123456",
                policy: "y".repeat(count - 2),
            })),
        ],
    }),
    "oidc-providers": inAccount("aws:iam/openIdConnectProvider:OpenIdConnectProvider"),
    albs: inAccount("aws:lb/loadBalancer:LoadBalancer"),
    nlbs: all("aws:lb/loadBalancer:LoadBalancer", () => ({ loadBalancerType: "network" })),
    "target-groups": inAccount("aws:lb/targetGroup:TargetGroup"),
    "kms-keys": inAccount("aws:kms/key:Key"),
    "log-groups": inAccount("aws:cloudwatch/logGroup:LogGroup"),
};
