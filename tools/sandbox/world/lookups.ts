/** Questions the models ask of the record. */
import type { Json } from "../../../components/shared/json";
import { isObject, objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import { CLUSTER } from "../places";

export const TYPES = {
    accessEntry: "aws:eks/accessEntry:AccessEntry",
    accessPolicyAssociation: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    addon: "aws:eks/addon:Addon",
    autoScalingGroup: "aws:autoscaling/group:Group",
    bucket: "aws:s3/bucket:Bucket",
    capability: "aws:eks/capability:Capability",
    carrierGateway: "aws:ec2/carrierGateway:CarrierGateway",
    cluster: CLUSTER,
    egressOnlyGateway: "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway",
    eip: "aws:ec2/eip:Eip",
    fargateProfile: "aws:eks/fargateProfile:FargateProfile",
    identityProviderConfig: "aws:eks/identityProviderConfig:IdentityProviderConfig",
    instanceProfile: "aws:iam/instanceProfile:InstanceProfile",
    internetGateway: "aws:ec2/internetGateway:InternetGateway",
    launchTemplate: "aws:ec2/launchTemplate:LaunchTemplate",
    logGroup: "aws:cloudwatch/logGroup:LogGroup",
    natGateway: "aws:ec2/natGateway:NatGateway",
    nodeClass: "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
    nodeGroup: "aws:eks/nodeGroup:NodeGroup",
    nodePool: "kubernetes:karpenter.sh/v1:NodePool",
    oidcProvider: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    placementGroup: "aws:ec2/placementGroup:PlacementGroup",
    podIdentityAssociation: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    policy: "aws:iam/policy:Policy",
    queue: "aws:sqs/queue:Queue",
    release: "kubernetes:helm.sh/v3:Release",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    route: "aws:ec2/route:Route",
    routeTable: "aws:ec2/routeTable:RouteTable",
    routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
    securityGroup: "aws:ec2/securityGroup:SecurityGroup",
    securityGroupIngressRule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    subnet: "aws:ec2/subnet:Subnet",
    transitGatewayAttachment: "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
    vpc: "aws:ec2/vpc:Vpc",
    vpcCidr: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
    vpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
    zone: "aws:route53/zone:Zone",
    /** What Auto Mode makes nodes from. */
    autoNodeClass: "kubernetes:eks.amazonaws.com/v1:NodeClass",
    /** A cluster's Auto Mode while it is on, with what the class of its own pools was made with. */
    autoMode: "sandbox:eks/autoMode",
    /** An instance that Karpenter, or EKS itself, made for a pool. */
    instance: "sandbox:ec2/instance",
    /** A security group of EKS, GuardDuty or a controller that is not the stack's. */
    leftBehind: "sandbox:ec2/securityGroup",
    /** What somebody wrote into a bucket. */
    object: "sandbox:s3/object",
    /** What controllers of a cluster made for its objects; `leaks.ts` has who makes which. */
    accessPoint: "sandbox:efs/accessPoint",
    fileSystem: "sandbox:fsx/fileSystem",
    latticeService: "sandbox:vpclattice/service",
    loadBalancer: "sandbox:elasticloadbalancing/loadBalancer",
    ontapVolume: "sandbox:fsx/ontapVolume",
    record: "sandbox:route53/record",
    snapshot: "sandbox:ec2/snapshot",
    volume: "sandbox:ec2/volume",
    /** Zones of a cluster's first subnets, and its subnets of now. */
    zones: "sandbox:eks/zones",
    /** Software of a deleted add-on that was to be preserved. */
    preserved: "sandbox:eks/preservedAddon",
} as const;

/** Exists and works, as far as AWS says. */
export function isAlive({ status }: Entry): boolean {
    return status === "active" || status === "updating";
}

export function text(entry: Entry | undefined, property: string): string {
    return entry === undefined ? "" : textOf(valuesOf(entry)[property]);
}

export function texts(value: Json | undefined): readonly string[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter((item) => typeof item === "string");
}

export function objects(value: Json | undefined): readonly Properties[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter(isObject);
}

/** The first entry of a type whose property has this value. */
export function findBy(
    inventory: Inventory,
    type: string,
    property: string,
    value: string,
    place?: string,
): Entry | undefined {
    return inventory.ofType(type, place).find((entry) => text(entry, property) === value);
}

export function allBy(inventory: Inventory, type: string, property: string, value: string): readonly Entry[] {
    return inventory.ofType(type).filter((entry) => text(entry, property) === value);
}

/** The cluster of a name in account and region. */
export function clusterNamed(inventory: Inventory, place: string, name: string): Entry | undefined {
    return findBy(inventory, TYPES.cluster, "name", name, place);
}

/** The cluster whose objects are at a Kubernetes place. */
export function clusterAt(inventory: Inventory, place: string): Entry | undefined {
    return findBy(inventory, TYPES.cluster, "arn", place);
}

/** What belongs to a cluster by its name, of one type. */
export function ofCluster(inventory: Inventory, cluster: Entry, type: string): readonly Entry[] {
    const name = text(cluster, "name");
    return inventory.ofType(type, cluster.place).filter((entry) => text(entry, "clusterName") === name);
}

/** Auto Mode of a cluster; undefined while it is off. */
export function autoModeOf(cluster: Entry, inventory: Inventory): Entry | undefined {
    return inventory.get(TYPES.autoMode, cluster.place, cluster.id);
}

export function vpcConfigOf(cluster: Entry): Properties {
    return objectOf(valuesOf(cluster)["vpcConfig"]);
}

/** Role of a principal ARN: its name is the last part. */
export function roleByArn(inventory: Inventory, arn: string): Entry | undefined {
    return findBy(inventory, TYPES.role, "arn", arn);
}

/** Object's name in its metadata. */
export function objectNameOf(entry: Entry): string {
    return textOf(objectOf(valuesOf(entry)["metadata"])["name"]);
}

/** The last part of `oci://registry/path/chart`. */
export function chartOf(values: Properties): string {
    return textOf(values["chart"]).split("/").at(-1) ?? "";
}

/** JSON inside a text, as policies and add-on settings are; empty for anything else. */
export function parsed(value: Json | undefined): Properties {
    try {
        return objectOf(JSON.parse(textOf(value)) as Json);
    } catch {
        return {};
    }
}

/** Parts of networks that a stack may name without having made them. */
const NETWORK_ID = /^(eni|rtb|subnet|vpc)-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Whether the id is of a network that somebody else made: no stack here ever had it. It is there, and more is not known. */
export function isAnothers(id: string, inventory: Inventory): boolean {
    return (
        NETWORK_ID.test(id) &&
        inventory.find(id) === undefined &&
        !inventory.left.some((entry) => entry.id === id)
    );
}
