/** What the rows of the order tables speak of. */
import type { PlannedResource } from "../../tools/plan/graph";
import {
    any,
    attachmentsOf,
    below,
    inputOf,
    ofType,
    rightsBelow,
    rightsBeside,
    roles,
    type Selector,
    textOf,
} from "./selecting";

// Network, keys, control plane, access.

/** Names end in the tier and the slot: `network-node-a`. */
export const NODE_SUBNETS = ofType("the node subnets", "aws:ec2/subnet:Subnet", ({ name }) =>
    /-node-[a-d]$/.test(name),
);
export const CONTROL_PLANE_SUBNETS = ofType(
    "the control-plane subnets",
    "aws:ec2/subnet:Subnet",
    ({ name }) => /-control-plane-[a-d]$/.test(name),
);
export const TRANSIT_ATTACHMENTS = ofType(
    "the attachment to a transit gateway",
    "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
);
export const TRANSIT_ROUTES = ofType("the routes to a transit gateway", "aws:ec2/route:Route", (resource) =>
    textOf(resource, "transitGatewayId").includes("tgw-"),
);
/** What names of the VPC depend on, besides AWS itself. */
export const VPC_NAMES = any(
    "what answers for names",
    ofType(
        "the rule groups of DNS Firewall",
        "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    ),
    ofType("the resolver's rules", "aws:route53/resolverRuleAssociation:ResolverRuleAssociation"),
    ofType("the private zones", "aws:route53/zone:Zone", ({ name }) => name.startsWith("network-")),
    ofType("the zones of others", "aws:route53/zoneAssociation:ZoneAssociation"),
);
export const FIREWALL_RULES = ofType(
    "the rules of DNS Firewall",
    "aws:route53/resolverFirewallRule:ResolverFirewallRule",
);
export const FIREWALL_GROUPS = ofType(
    "the group of these rules",
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
    ({ name }) => name.endsWith("-dns-firewall"),
);
/** Of an added range, for pods alone. */
export const POD_SUBNETS = ofType("the pods' subnets", "aws:ec2/subnet:Subnet", ({ name }) =>
    /-pod-[a-d]$/.test(name),
);
export const POD_RANGE = ofType(
    "the pods' range",
    "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
);
export const CERTIFICATES = any(
    "the certificates and what proves them",
    ofType("the certificates", "aws:acm/certificate:Certificate"),
    ofType("their records", "aws:route53/record:Record", ({ name }) => name.startsWith("certificate-")),
);
/** Those of domains, not those of the VPC. */
export const HOSTED_ZONES = ofType("the hosted zones", "aws:route53/zone:Zone", ({ name }) =>
    name.startsWith("zone-"),
);
export const LOAD_BALANCER_CONTROLLER = ofType(
    "the controller of load balancers",
    "kubernetes:helm.sh/v3:Release",
    ({ name }) => name === "chart-aws-load-balancer-controller-release",
);
export const EXTERNAL_DNS = ofType(
    "the controller of records",
    "kubernetes:helm.sh/v3:Release",
    ({ name }) => name === "chart-external-dns-release",
);
export const CERT_MANAGER = ofType(
    "cert-manager",
    "kubernetes:helm.sh/v3:Release",
    ({ name }) => name === "chart-cert-manager-release",
);
export const ISSUERS = ofType("issuers", "kubernetes:cert-manager.io/v1:ClusterIssuer");
export const NAMESPACES_OF_CLOUD_MAP = any(
    "namespaces of Cloud Map",
    ofType("those of the VPC", "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"),
    ofType("those of the API", "aws:servicediscovery/httpNamespace:HttpNamespace"),
);
export const INGRESS_CLASSES = ofType("classes of Ingresses", "kubernetes:networking.k8s.io/v1:IngressClass");
/** What may have Ingresses, Services and Gateways: charts and objects that come once every kind of capacity is there. */
export const LAST_RELEASES = ofType(
    "what may have load balancers",
    "kubernetes:helm.sh/v3:Release",
    (resource) => textOf(resource, "chart").includes("aws-gateway-controller"),
);
export const RELEASES = ofType("the charts", "kubernetes:helm.sh/v3:Release");
/** The VPC in a service network of VPC Lattice. */
export const LATTICE_WAYS = any(
    "the way to VPC Lattice",
    ofType("its association", "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation"),
    ofType("its network", "aws:vpclattice/serviceNetwork:ServiceNetwork"),
);
export const LATTICE_CONTROLLER = ofType(
    "the controller of VPC Lattice",
    "kubernetes:helm.sh/v3:Release",
    (resource) => textOf(resource, "chart").includes("aws-gateway-controller"),
);
export const SECRETS_OPERATOR = ofType(
    "External Secrets Operator",
    "kubernetes:helm.sh/v3:Release",
    (resource) => textOf(resource, "chart").endsWith('external-secrets"'),
);
export const SECRET_STORES = any(
    "the stores of secrets",
    ofType("those of namespaces", "kubernetes:external-secrets.io/v1:SecretStore"),
    ofType("those of several", "kubernetes:external-secrets.io/v1:ClusterSecretStore"),
);
/** Everything a packet from a node passes on its way out. */
export const EGRESS = any(
    "the way to the internet",
    ofType("the nodes' routes", "aws:ec2/route:Route"),
    ofType("the associations of route tables", "aws:ec2/routeTableAssociation:RouteTableAssociation"),
    ofType("the NAT gateways", "aws:ec2/natGateway:NatGateway"),
    ofType("the NAT addresses", "aws:ec2/eip:Eip"),
    ofType("the internet gateway", "aws:ec2/internetGateway:InternetGateway"),
    TRANSIT_ATTACHMENTS,
    ofType("the gateway of IPv6", "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"),
);
/** What belongs to one zone of it. */
export const NODE_WAYS_OUT = any(
    "the routes and associations of node subnets",
    // Those to networks outside lead no node of AWS out.
    ofType("the nodes' routes", "aws:ec2/route:Route", ({ name }) => !name.startsWith("hybrid-")),
    ofType("the associations of route tables", "aws:ec2/routeTableAssociation:RouteTableAssociation"),
);
export const VPC_ENDPOINTS = ofType("the VPC endpoints", "aws:ec2/vpcEndpoint:VpcEndpoint");
// Not those of a part with a key of its own, such as the audit trail.
export const KEYS = below("the KMS keys", "platform:security:Keys", ofType("keys", "aws:kms/key:Key"));
export const CONTROL_PLANE_LOGS = ofType(
    "the control plane's log group",
    "aws:cloudwatch/logGroup:LogGroup",
    (resource) => /^"\/aws\/eks\/[^/]+\/cluster"$/.test(textOf(resource, "name")),
);
export const CONTROL_PLANE = ofType("the control plane", "aws:eks/cluster:Cluster");
export const CLUSTER_ROLE_RIGHTS = below(
    "the rights of the cluster's role",
    "platform:cluster:Cluster",
    ofType("attachments", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"),
);
/** With it the control plane gives addresses to pods of Windows. */
export const WINDOWS_RIGHTS = below(
    "the cluster's rights over addresses of Windows",
    "platform:cluster:Cluster",
    ofType("attachment", "aws:iam/rolePolicyAttachment:RolePolicyAttachment", (attachment) =>
        textOf(attachment, "policyArn").includes("AmazonEKSVPCResourceController"),
    ),
);
export const OIDC_PROVIDER = ofType(
    "the OIDC provider",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
);
export const ADMIN_ACCESS = below(
    "the access of admins and of the deploy role",
    "platform:cluster:Access",
    any(
        "entries and associations",
        ofType("entries", "aws:eks/accessEntry:AccessEntry"),
        ofType("associations", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
    ),
);

export const IDENTITY_PROVIDERS = ofType(
    "the identity providers",
    "aws:eks/identityProviderConfig:IdentityProviderConfig",
);

export const CAPABILITIES = ofType("the capabilities", "aws:eks/capability:Capability");
const CAPABILITY = "platform:capabilities:Capability";
export const CAPABILITY_RIGHTS = any(
    "the roles of capabilities and their rights",
    below("roles", CAPABILITY, ofType("roles", "aws:iam/role:Role")),
    rightsBelow("rights", CAPABILITY),
);
export const CAPABILITY_ACCESS = below(
    "the access of capabilities",
    CAPABILITY,
    ofType("associations", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
);
/** Those that come before every chart are of kinds that nobody brings: the plan refuses others. */
export const SHAPE_OBJECTS = below("objects of the shape", "platform:objects:Objects", {
    label: "objects",
    has: ({ parent, type }, { resources }) => {
        const component = resources.find(({ urn }) => urn === parent);
        return (
            type.startsWith("kubernetes:") && component !== undefined && inputOf(component, "first") !== true
        );
    },
});

/** Not what it follows, which stands there as well. */
export const GITOPS_BRIDGE = below("what GitOps is told", "platform:gitops:GitopsBridge", {
    label: "Secrets and ConfigMaps",
    has: ({ type }) => type.startsWith("kubernetes:core/v1:"),
});
export const GITOPS_OBJECTS = {
    label: "what GitOps is told to do",
    has: ({ type }: { readonly type: string }) =>
        /^kubernetes:(argoproj\.io|(kustomize|helm)\.toolkit\.fluxcd\.io)\//.test(type),
};

const HYBRID = "platform:hybrid:HybridNodes";
export const HYBRID_ACCESS = below(
    "the access entry of nodes outside AWS",
    HYBRID,
    ofType("entry", "aws:eks/accessEntry:AccessEntry"),
);
export const HYBRID_RIGHTS = rightsBelow("the rights of nodes outside AWS", HYBRID);
/** What nodes outside are reached by, and reach the cluster by. */
export const HYBRID_WAYS = any(
    "the ways to nodes outside AWS",
    HYBRID_ACCESS,
    below("rules", HYBRID, ofType("rules", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")),
    below("routes", HYBRID, ofType("routes", "aws:ec2/route:Route")),
);

// Compute.

export const NODE_GROUPS = ofType("the node groups", "aws:eks/nodeGroup:NodeGroup");
export const SELF_MANAGED_GROUPS = ofType("the groups EKS does not know", "aws:autoscaling/group:Group");
export const SELF_MANAGED_RIGHTS = rightsBelow(
    "the rights of self-managed nodes",
    "platform:compute:SelfManagedNodes",
);
export const SELF_MANAGED_ACCESS = below(
    "the access entries of self-managed nodes",
    "platform:compute:SelfManagedNodes",
    ofType("entry", "aws:eks/accessEntry:AccessEntry", (entry) =>
        /^EC2_(LINUX|WINDOWS)$/.test(String(inputOf(entry, "type"))),
    ),
);
export const SELF_MANAGED_PROFILES = below(
    "the instance profiles of self-managed nodes",
    "platform:compute:SelfManagedNodes",
    ofType("profile", "aws:iam/instanceProfile:InstanceProfile"),
);
export const WINDOWS_NODES = any(
    "the nodes that run Windows",
    ofType("managed", "aws:eks/nodeGroup:NodeGroup", (group) => textOf(group, "amiType").includes("WINDOWS")),
    ofType("self-managed", "aws:autoscaling/group:Group", (group) =>
        textOf(group, "tags").includes('"value":"windows"'),
    ),
);
/** Placement groups, groups of reservations and security groups that a pool makes for its nodes. */
export const NODE_SURROUNDINGS: Selector = {
    label: "what a pool makes around its nodes",
    has: ({ type, urn }) =>
        /platform:compute:(Managed|SelfManaged)Nodes\$/.test(urn) &&
        [
            "aws:ec2/placementGroup:PlacementGroup",
            "aws:ec2/securityGroup:SecurityGroup",
            "aws:resourcegroups/group:Group",
            "aws:resourcegroups/resource:Resource",
        ].includes(type),
};
/** Groups of a pool that makes some. */
export const SURROUNDED_GROUPS: Selector = {
    label: "groups with something around their nodes",
    has: (group, graph) =>
        [NODE_GROUPS, SELF_MANAGED_GROUPS].some((groups) => groups.has(group, graph)) &&
        graph.resources.some((other) => other.parent === group.parent && NODE_SURROUNDINGS.has(other, graph)),
};
export const FARGATE_PROFILES = ofType("the Fargate profiles", "aws:eks/fargateProfile:FargateProfile");
/** The profile that runs Karpenter: it selects Karpenter's label. */
export const SYSTEM_PROFILE = ofType(
    "the Fargate profile of the system",
    "aws:eks/fargateProfile:FargateProfile",
    selectsKarpenter,
);
export const OTHER_PROFILES = ofType(
    "Fargate profiles for workloads",
    "aws:eks/fargateProfile:FargateProfile",
    (resource) => !selectsKarpenter(resource),
);
export const CAPACITY = any("where pods run", NODE_GROUPS, SELF_MANAGED_GROUPS, FARGATE_PROFILES);
export const NODE_GROUP_RIGHTS = rightsBelow(
    "the rights of the node groups' role",
    "platform:compute:ManagedNodes",
);
export const POD_EXECUTION_RIGHTS = rightsBelow(
    "the rights of the pod execution roles",
    "platform:compute:FargateProfile",
);

// Add-ons.

export const VPC_CNI = addon("vpc-cni", "vpc-cni");
/** It names the subnets of pods. */
export const ENI_CONFIGS = ofType("vpc-cni with ENIConfigs", "aws:eks/addon:Addon", (resource) =>
    textOf(resource, "configurationValues").includes("eniConfig"),
);
export const POD_IDENTITY_AGENT = addon("the Pod Identity agent", "eks-pod-identity-agent");
/** DaemonSets without which a node is not ready. */
export const BOOTSTRAP_ADDONS = any(
    "the add-ons of nodes",
    VPC_CNI,
    addon("kube-proxy", "kube-proxy"),
    POD_IDENTITY_AGENT,
);
export const COREDNS = addon("coredns", "coredns");
export const EBS_CSI = addon("the EBS CSI driver", "aws-ebs-csi-driver");
export const CORE_ADDONS = any(
    "the core add-ons",
    COREDNS,
    EBS_CSI,
    addon("the metrics server", "metrics-server"),
);
export const VPC_CNI_RIGHTS = rightsBeside("the rights of vpc-cni", VPC_CNI);
export const EBS_CSI_RIGHTS = rightsBeside("the rights of the EBS CSI driver", EBS_CSI);
export const STORAGE_CLASS = ofType("the default StorageClass", "kubernetes:storage.k8s.io/v1:StorageClass");

// Karpenter.

const KARPENTER = "platform:karpenter:Karpenter";
export const CRD_RELEASE = release("Karpenter's CRD release", (chart) => chart.endsWith("karpenter-crd"));
export const CONTROLLER = release("Karpenter's controller", (chart) => !chart.endsWith("karpenter-crd"));
export const NODE_CLASSES = ofType("the NodeClasses", "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass");
const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";
export const NODE_POOLS = below(
    "the NodePools",
    "platform:karpenter:NodePool",
    ofType("the NodePools", NODE_POOL),
);
/** Everything that makes or removes instances, or tells how. */
export const KARPENTER_OBJECTS = any("Karpenter", CRD_RELEASE, CONTROLLER, NODE_CLASSES, NODE_POOLS);
export const NODE_ROLE = roles("the role of Karpenter's nodes", KARPENTER, isNodeRole);
export const NODE_RIGHTS = attachmentsOf("the rights of Karpenter's nodes", NODE_ROLE);
export const NODE_ACCESS = below(
    "the access entry of Karpenter's nodes",
    KARPENTER,
    ofType("entry", "aws:eks/accessEntry:AccessEntry", (entry) => inputOf(entry, "type") === "EC2_LINUX"),
);
const CONTROLLER_ROLE = roles("the controller's role", KARPENTER, (role) => !isNodeRole(role));
export const CONTROLLER_RIGHTS = any(
    "the controller's role and rights",
    CONTROLLER_ROLE,
    below("policies", KARPENTER, ofType("policies", "aws:iam/policy:Policy")),
    attachmentsOf("attachments", CONTROLLER_ROLE),
);
export const CONTROLLER_ASSOCIATION = below(
    "the controller's Pod Identity association",
    KARPENTER,
    ofType("association", "aws:eks/podIdentityAssociation:PodIdentityAssociation"),
);
export const INTERRUPTIONS = any(
    "the interruption queue and its events",
    below("queue", KARPENTER, ofType("queue", "aws:sqs/queue:Queue")),
    below("its policy", KARPENTER, ofType("policy", "aws:sqs/queuePolicy:QueuePolicy")),
    below("rules", KARPENTER, ofType("rules", "aws:cloudwatch/eventRule:EventRule")),
    below("targets", KARPENTER, ofType("targets", "aws:cloudwatch/eventTarget:EventTarget")),
);

// Auto Mode's pools of one's own.

const AUTO_POOL = "platform:karpenter:AutoPool";
export const AUTO_POOLS = below("Auto Mode's NodePools", AUTO_POOL, ofType("pools", NODE_POOL));
export const AUTO_CLASSES = ofType("Auto Mode's NodeClasses", "kubernetes:eks.amazonaws.com/v1:NodeClass");
/** Everything by which Auto Mode makes nodes. */
export const AUTO_OBJECTS = any("pools and classes of Auto Mode", AUTO_POOLS, AUTO_CLASSES);
export const AUTO_NODE_ACCESS = below(
    "the access of Auto Mode's nodes",
    "platform:cluster:AutoNodeAccess",
    any(
        "entry and policy",
        ofType("the entry", "aws:eks/accessEntry:AccessEntry"),
        ofType("the association", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"),
    ),
);
const AUTO_NODE_ROLE = ofType("the role of Auto Mode's nodes", "aws:iam/role:Role", ({ name }) =>
    name.endsWith("-auto-pools"),
);
export const AUTO_NODE_RIGHTS = any(
    "the role and rights of Auto Mode's nodes",
    AUTO_NODE_ROLE,
    attachmentsOf("the rights of Auto Mode's nodes", AUTO_NODE_ROLE),
);
export const METRICS_SERVER = addon("the metrics server", "metrics-server");

// What lives in the cluster.

export const KUBERNETES_OBJECTS: Selector = {
    label: "everything inside the cluster",
    has: ({ type }) => type.startsWith("kubernetes:"),
};
/** Nodes of Auto Mode bring what their pods need, and no controller on another node clears their pools. */
export const OBJECTS_ON_NODES: Selector = {
    label: "what in the cluster needs nodes of others",
    has: (resource, graph) => KUBERNETES_OBJECTS.has(resource, graph) && !AUTO_OBJECTS.has(resource, graph),
};
export const KUBERNETES_PROVIDER = ofType("the Kubernetes provider", "pulumi:providers:kubernetes");
/** Objects of kinds that a release brings, not Kubernetes itself. */
export const CUSTOM_RESOURCES = any("Karpenter's custom resources", NODE_CLASSES, NODE_POOLS);
/** Made through the API of EKS, about one cluster. */
export const CLUSTER_PARTS = any(
    "everything that belongs to the cluster",
    NODE_GROUPS,
    SELF_MANAGED_GROUPS,
    SELF_MANAGED_ACCESS,
    FARGATE_PROFILES,
    ofType("the add-ons", "aws:eks/addon:Addon"),
    ADMIN_ACCESS,
    NODE_ACCESS,
    IDENTITY_PROVIDERS,
    CAPABILITIES,
    HYBRID_ACCESS,
    KUBERNETES_OBJECTS,
);

function addon(label: string, name: string): Selector {
    return ofType(label, "aws:eks/addon:Addon", (resource) => inputOf(resource, "addonName") === name);
}

function release(label: string, where: (chart: string) => boolean): Selector {
    const ours = ofType(label, "kubernetes:helm.sh/v3:Release", (found) => {
        const chart = inputOf(found, "chart");
        return typeof chart === "string" && where(chart);
    });
    return below(label, KARPENTER, ours);
}

/** A role that instances assume. */
function isNodeRole(role: PlannedResource): boolean {
    return textOf(role, "assumeRolePolicy").includes("ec2.amazonaws.com");
}

/** Whether a profile takes the pods of Karpenter's controller. */
function selectsKarpenter(profile: PlannedResource): boolean {
    return textOf(profile, "selectors").includes('"app.kubernetes.io/name":"karpenter"');
}
