/** Names in use: what AWS and Kubernetes hold once only, and what a second request silently writes over. */
import { textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import type { Model, Operation, World } from "./model";

interface Uniqueness {
    /** What may exist once in a place. */
    readonly key: (values: Properties) => string;
    readonly error: (values: Properties, key: string) => string;
    readonly source: string;
    readonly wording: Refusal["wording"];
}

/**
 * Requests that put rather than create. The successor of a replacement then shares the key with what it replaces,
 * and deleting the one deletes the other.
 * Source: IAM API Reference, AttachRolePolicy and PutRolePolicy; terraform-provider-aws
 * internal/service/eks/access_policy_association.go, internal/service/events/target.go,
 * internal/service/ec2/vpc_default_security_group.go; Kubernetes documentation, server-side apply.
 */
const OVERWRITTEN: ReadonlySet<string> = new Set([
    "aws:cloudwatch/eventTarget:EventTarget",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    "aws:iam/rolePolicy:RolePolicy",
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "aws:sqs/queuePolicy:QueuePolicy",
]);

const HELM_RELEASE = "kubernetes:helm.sh/v3:Release";

const UNIQUE: Readonly<Record<string, Uniqueness>> = {
    "aws:cloudwatch/logGroup:LogGroup": {
        key: byProperties("name"),
        error: () => "ResourceAlreadyExistsException: The specified log group already exists",
        source: "CloudWatch Logs API Reference, CreateLogGroup",
        wording: "reported",
    },
    "aws:ec2/launchTemplate:LaunchTemplate": {
        key: byProperties("name"),
        error: () => "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
        source: "EC2 API Reference, error codes",
        wording: "reported",
    },
    "aws:ec2/routeTableAssociation:RouteTableAssociation": {
        key: byProperties("subnetId", "gatewayId"),
        error: (_, key) =>
            `Resource.AlreadyAssociated: the specified association for route table conflicts with an existing association (${key})`,
        source: "EC2 API Reference, error codes, Resource.AlreadyAssociated",
        wording: "unverified",
    },
    "aws:ec2/route:Route": {
        key: byProperties(
            "routeTableId",
            "destinationCidrBlock",
            "destinationIpv6CidrBlock",
            "destinationPrefixListId",
        ),
        error: (values) =>
            `RouteAlreadyExists: The route identified by ${textOf(values["destinationCidrBlock"])} already exists.`,
        source: "EC2 API Reference, error codes, RouteAlreadyExists",
        wording: "reported",
    },
    "aws:ec2/securityGroup:SecurityGroup": {
        key: byProperties("vpcId", "name"),
        error: (values) =>
            `InvalidGroup.Duplicate: The security group '${textOf(values["name"])}' already exists for VPC '${textOf(values["vpcId"])}'`,
        source: "EC2 API Reference, error codes, InvalidGroup.Duplicate",
        wording: "reported",
    },
    "aws:eks/accessEntry:AccessEntry": {
        key: byProperties("clusterName", "principalArn"),
        error: () =>
            "ResourceInUseException: The specified access entry resource is already in use on this cluster.",
        source: "terraform-provider-aws internal/service/eks/access_entry.go, resourceAccessEntryCreate",
        wording: "reported",
    },
    "aws:eks/addon:Addon": {
        key: byProperties("clusterName", "addonName"),
        error: () => "ResourceInUseException: Addon already exists.",
        source: "EKS API Reference, CreateAddon, ResourceInUseException",
        wording: "reported",
    },
    "aws:eks/capability:Capability": {
        key: byProperties("clusterName", "type"),
        error: (values) =>
            `ResourceInUseException: The cluster has a capability of type ${textOf(values["type"])}.`,
        source: "EKS User Guide, capabilities: one of each type on a cluster",
        wording: "unverified",
    },
    "aws:eks/cluster:Cluster": {
        key: byProperties("name"),
        error: (_, key) => `ResourceInUseException: Cluster already exists with name: ${key}`,
        source: "terraform-provider-aws internal/service/eks/cluster.go, waitClusterDeleted",
        wording: "reported",
    },
    "aws:eks/fargateProfile:FargateProfile": {
        key: byProperties("clusterName", "fargateProfileName"),
        error: () =>
            "ResourceInUseException: A Fargate Profile already exists with this name in this cluster.",
        source: "EKS API Reference, CreateFargateProfile, ResourceInUseException",
        wording: "unverified",
    },
    "aws:eks/nodeGroup:NodeGroup": {
        key: byProperties("clusterName", "nodeGroupName"),
        error: (values) =>
            `ResourceInUseException: NodeGroup already exists with name ${textOf(values["nodeGroupName"])} and cluster name ${textOf(values["clusterName"])}`,
        source: "EKS API Reference, CreateNodegroup, ResourceInUseException",
        wording: "reported",
    },
    "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
        key: byProperties("clusterName", "namespace", "serviceAccount"),
        error: () => "ResourceInUseException: Association already exists: a-0123456789abcdef0",
        source: "EKS API Reference, CreatePodIdentityAssociation, ResourceInUseException",
        wording: "reported",
    },
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": {
        key: byProperties("url"),
        error: (_, key) => `EntityAlreadyExists: Provider with url ${key} already exists.`,
        source: "IAM API Reference, CreateOpenIDConnectProvider, EntityAlreadyExists",
        wording: "reported",
    },
    "aws:iam/role:Role": {
        key: byProperties("name"),
        error: (_, key) => `EntityAlreadyExists: Role with name ${key} already exists.`,
        source: "terraform-provider-aws internal/service/iam/role.go, resourceRoleCreate",
        wording: "reported",
    },
    "aws:kms/alias:Alias": {
        key: byProperties("name"),
        error: (_, key) => `AlreadyExistsException: An alias with the name ${key} already exists`,
        source: "KMS API Reference, CreateAlias, AlreadyExistsException",
        wording: "reported",
    },
    [HELM_RELEASE]: {
        key: (values) => `${textOf(values["namespace"], "default")}/${textOf(values["name"])}`,
        error: () => "cannot re-use a name that is still in use",
        source: "helm/helm pkg/action/install.go, availableName",
        wording: "read",
    },
};

function byProperties(...properties: readonly string[]): Uniqueness["key"] {
    return (values) =>
        properties
            .map((property) => textOf(values[property]))
            .filter((text) => text !== "")
            .join(" ");
}

export const names: Model = {
    name: "names",
    refuse: (operation, world) => (operation.method === "create" ? taken(operation, world) : undefined),
};

function taken(operation: Operation, { inventory }: World): Refusal | undefined {
    const { entry, place, type } = operation;
    if (entry === undefined || isOverwritten(type)) return undefined;
    const rule = UNIQUE[type];
    const values = valuesOf(entry);
    if (rule !== undefined) {
        const key = rule.key(values);
        const holder = inventory.ofType(type, place).find((other) => rule.key(valuesOf(other)) === key);
        if (holder === undefined) return undefined;
        return { error: rule.error(values, key), source: rule.source, wording: rule.wording };
    }
    if (inventory.get(type, place, entry.id) === undefined) return undefined;
    const source = "AWS documentation, common errors of APIs that create by name";
    return { error: `AlreadyExists: ${type} ${entry.id}`, source, wording: "unverified" };
}

/** Kubernetes objects are applied, not created: the API server holds whatever was applied last. */
function isOverwritten(type: string): boolean {
    return OVERWRITTEN.has(type) || (type.startsWith("kubernetes:") && type !== HELM_RELEASE);
}
