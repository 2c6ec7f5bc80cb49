/** An environment of each kind of network but the kit's own plain one, which tests/support/shapes.ts has. */
import type { ExistingClusterSettings } from "../../components/cluster/existing-cluster-schema";
import { REQUIRED_WITHOUT_NAT } from "../../components/network/endpoints";
import type { ExistingVpcSettings } from "../../components/network/existing-vpc-schema";
import type { ExistingVpcSpec } from "../../components/network/existing-vpc-spec";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { systemNodesOf } from "./part-environment";
import { AUTO_MODE_OWN } from "./kinds";
import { ON_FARGATE, ON_NODES } from "./shapes";

/** A shape, with the settings that belong to it. */
export interface NetworkKind {
    readonly shape: EnvironmentShape;
    /** Settings that are changed; undefined takes one away. */
    readonly config: Readonly<Record<string, Json | undefined>>;
}

/** The filled settings have slots a and b. */
export const EXISTING_VPC: ExistingVpcSettings = {
    vpcId: "vpc-0123456789abcdef0",
    nodeSubnets: {
        a: ["subnet-0a00000000000001a", "subnet-0a00000000000002a"],
        b: ["subnet-0b00000000000001b"],
    },
    controlPlaneSubnets: { a: ["subnet-0c0000000000000ca"], b: ["subnet-0c0000000000000cb"] },
    publicSubnets: { a: ["subnet-0d0000000000000da"], b: ["subnet-0d0000000000000db"] },
};

/** What `DescribeCluster` of EKS shows of a cluster that somebody else made. */
export const EXISTING_CLUSTER: ExistingClusterSettings = {
    endpoint: "https://0123456789ABCDEF0123456789ABCDEF.gr7.us-east-1.eks.amazonaws.com",
    certificateAuthorityData: "LS0tLS1CRUdJTi1DRVJUSUZJQ0FURS0tLS0tCg==",
    issuer: "https://oidc.eks.us-east-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF",
    securityGroupId: "sg-0123456789abcdef0",
};

/** It as its component takes it, in the zones of the filled settings. */
export const EXISTING_SPEC: ExistingVpcSpec = {
    kind: "existing",
    egress: "routed",
    endpoints: [],
    existingVpc: EXISTING_VPC,
    account: "210987654321",
    cidr: "10.0.0.0/16",
    clusterName: "kit-test",
    controlPlaneZones: ["a", "b"],
    region: "us-east-1",
    zones: { a: "us-east-1a", b: "us-east-1b" },
};

const ROUTED = { kind: "existing", egress: "routed", endpoints: [] } as const;

/** Nodes, groups, profiles and pools in subnets of a network team. */
const EXISTING: NetworkKind = {
    shape: { ...ON_NODES, network: ROUTED },
    config: { "platform:existingVpc": EXISTING_VPC },
};

/** No way out, three subnets for everything, and endpoints of both. */
const EXISTING_CLOSED: NetworkKind = {
    shape: {
        ...ON_FARGATE,
        network: {
            kind: "existing",
            egress: "none",
            endpoints: ["s3", "sqs", "eks-auth"],
            ownersEndpoints: REQUIRED_WITHOUT_NAT.filter(
                (service) => !["s3", "sqs", "eks-auth"].includes(service),
            ),
        },
    },
    config: {
        "platform:imageRegistry": "mirror.example.com",
        "platform:existingVpc": {
            vpcId: EXISTING_VPC.vpcId,
            secondaryCidrs: ["100.64.0.0/16"],
            nodeSubnets: EXISTING_VPC.nodeSubnets,
            routeTables: ["rtb-0123456789abcdef0"],
        },
    },
};

/** Prefixes on nodes of every kind, told to those that nobody else tells how many pods they take. */
const PREFIXES: NetworkKind = {
    shape: {
        ...ON_NODES,
        network: { ...ON_NODES.network, pods: { addresses: { kind: "prefixes" } } },
        selfManagedNodes: {
            batch: {
                instanceTypes: ["m7g.large"],
                amiFamily: "Bottlerocket",
                release: "1.63.0",
                diskSizeGiB: 50,
                sizePerZone: { min: 0, desired: 0, max: 2 },
                update: { kind: "none" },
            },
        },
    },
    config: {},
};

/** Everything that a network of the kit's may lead to, with a transit gateway as its way out. */
const AUTHORITY =
    "arn:aws:acm-pca:us-east-1:210987654321:certificate-authority/00000000-0000-4000-8000-000000000001";

export const FAR: NetworkKind = {
    shape: {
        ...ON_NODES,
        network: {
            nat: "transit-gateway",
            applianceMode: true,
            endpoints: ["s3", "ecr.api", "ecr.dkr"],
            furtherEndpoints: {
                dynamodb: {
                    policy: [{ Sid: "Orders", Effect: "Allow", Action: "dynamodb:*", Resource: "*" }],
                },
                kms: { slots: ["a"] },
                "guardduty-data": {},
                warehouse: {
                    serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0",
                    ports: [443, 5439],
                },
            },
            flowLogs: { kind: "s3", trafficType: "ALL", hivePartitions: true },
            dns: {
                firewall: {
                    failOpen: true,
                    rules: {
                        own: { priority: 10, action: "ALLOW", domains: ["*.amazonaws.com", "*.internal"] },
                        tunnels: { priority: 20, action: "BLOCK", domains: ["*.example.net"] },
                    },
                },
                privateZones: ["internal.example.com"],
            },
        },
        controlPlane: { ...ON_NODES.controlPlane, egress: "customer-routed" },
        hostedZones: {
            company: { kind: "existing", domain: "example.com" },
            shop: { kind: "public", domain: "shop.example.com", delegatedBy: "company" },
        },
        certificates: { shop: { domain: "shop.example.com", alternatives: ["*.shop.example.com"] } },
        lattice: { serviceNetwork: { kind: "own" } },
        serviceDiscovery: {
            api: { kind: "http", name: "api" },
            internal: { kind: "private-dns", domain: "svc.example.internal" },
        },
        ingressClasses: { shop: { controller: "load-balancer-controller", certificates: ["shop"] } },
        catalogue: {
            "aws-gateway-controller-chart": {},
            "aws-load-balancer-controller": {},
            "aws-privateca-issuer": { issuers: { corporate: { arn: AUTHORITY } } },
            "cert-manager": { issuers: { "lets-encrypt": { kind: "lets-encrypt", zones: ["shop"] } } },
            "external-dns": { zones: ["shop"], policy: "sync" },
        },
    },
    config: {
        "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] },
        "platform:hostedZones": {
            company: { id: "Z0000000COMPANY", roleArn: "arn:aws:iam::111122223333:role/dns" },
        },
        "platform:transitGatewayId": "tgw-0123456789abcdef0",
        "platform:flowLogsBucket": "arn:aws:s3:::example-flow-logs/platform",
        "platform:dns": {
            firewallRuleGroups: [{ id: "rslvr-frg-0123456789abcdef0", priority: 200 }],
            privateZones: ["Z0123456789ABCDEFGHIJ"],
            resolverRules: ["rslvr-rr-0123456789abcdef0"],
        },
    },
};

/** Nodes leave through a NAT instance of somebody else in each zone. */
const INTERFACE: NetworkKind = {
    shape: {
        ...ON_FARGATE,
        network: { nat: "interface", publicSubnets: true, endpoints: ["s3"], flowLogs: { kind: "off" } },
    },
    config: { "platform:egressInterfaces": { a: "eni-0a00000000000001a", b: "eni-0b00000000000001b" } },
};

/** No way in or out but endpoints. */
const CLOSED: NetworkKind = {
    shape: {
        ...ON_FARGATE,
        network: { nat: "none", endpoints: REQUIRED_WITHOUT_NAT, flowLogs: { kind: "off" } },
    },
    config: { "platform:imageRegistry": "mirror.example.com" },
};

/** A rack of somebody's data centre in the zone of slot b: nodes of one's own there, the others in the region. */
export const OUTPOST: NetworkKind = {
    shape: {
        ...ON_FARGATE,
        network: ROUTED,
        selfManagedNodes: {
            edge: {
                subnets: "outpost",
                instanceTypes: ["m5.xlarge", "c5.xlarge"],
                amiFamily: "AL2023",
                diskSizeGiB: 100,
                sizePerZone: { min: 1, desired: 2, max: 4 },
                labels: { "example.com/site": "berlin" },
                taints: [{ key: "example.com/site", value: "berlin", effect: "NoSchedule" }],
                update: { kind: "none" },
            },
        },
    },
    config: {
        "platform:existingVpc": {
            ...EXISTING_VPC,
            outpostSubnets: { b: ["subnet-0e0000000000000eb"] },
        },
    },
};

/** Nodes that EKS does not set up: of an image of one's own, and of a group of one's own. */
const TOLD_NODES: Pick<EnvironmentShape, "managedNodes" | "selfManagedNodes"> = {
    managedNodes: {
        image: {
            ...systemNodesOf(ON_NODES),
            slots: ["a"],
            amiFamily: "AL2023",
            amiId: "ami-0123456789abcdef0",
        },
    },
    selfManagedNodes: {
        own: {
            slots: ["b"],
            instanceTypes: ["m7g.large"],
            amiFamily: "AL2023",
            diskSizeGiB: 50,
            sizePerZone: { min: 1, desired: 1, max: 2 },
            update: { kind: "none" },
        },
    },
};

/** Pods with IPv6 addresses, every kind of node, an API server that IPv6 reaches, and a control plane that calls over both. */
const IPV6: NetworkKind = {
    shape: {
        ...ON_NODES,
        ...TOLD_NODES,
        network: {
            nat: "per-zone",
            endpoints: ["s3", "ecr.api", "ecr.dkr"],
            flowLogs: { kind: "off" },
            ipv6: "pods",
            hostnameType: "resource-name",
        },
        controlPlane: { ...ON_NODES.controlPlane, egress: "customer-routed" },
    },
    config: {
        "platform:serviceCidr": undefined,
        "platform:apiAccess": { kind: "public", cidrs: ["198.18.7.0/24", "2600:1f18:1:2::/64"] },
    },
};

/** A range in each subnet, and pods as ever. */
const IPV6_SUBNETS: NetworkKind = {
    shape: { ...ON_FARGATE, network: { ...ON_FARGATE.network, ipv6: "subnets" } },
    config: {},
};

/** Somebody else's subnets, which have IPv6 ranges. */
const EXISTING_IPV6: NetworkKind = {
    shape: { ...ON_FARGATE, ...TOLD_NODES, network: { ...ROUTED, ipv6: "pods" } },
    config: { ...EXISTING.config, "platform:serviceCidr": undefined },
};

const PODS_APART = { addresses: { kind: "prefixes" }, subnets: { kind: "custom-networking" } } as const;

/** Pods in a range of their own, by an ENIConfig a zone, with Karpenter's nodes, managed and self-managed ones. */
const CUSTOM_NETWORKING: NetworkKind = {
    shape: { ...PREFIXES.shape, network: { ...ON_NODES.network, pods: PODS_APART } },
    config: { "platform:podCidr": "100.64.0.0/16" },
};

/** Pods wherever most addresses are free: the subnets carry vpc-cni's tag. */
const DISCOVERY: NetworkKind = {
    shape: { ...ON_FARGATE, network: { ...ON_FARGATE.network, pods: { subnets: { kind: "discovery" } } } },
    config: { "platform:podCidr": "100.64.0.0/18" },
};

/** Pods of Auto Mode's own pools in a range of their own. */
const AUTO_MODE_PODS: NetworkKind = {
    shape: {
        ...AUTO_MODE_OWN,
        network: {
            ...AUTO_MODE_OWN.network,
            pods: { subnets: { kind: "node-class", securityGroupIds: ["sg-0123456789abcdef0"] } },
        },
    },
    config: { "platform:podCidr": "100.64.0.0/16" },
};

/** Security groups of single pods, and NetworkPolicies that every pod needs. */
const POD_SECURITY_GROUPS: NetworkKind = {
    shape: {
        ...ON_NODES,
        network: {
            ...ON_NODES.network,
            pods: { securityGroups: { enforcing: "strict" }, policies: "strict" },
        },
    },
    config: {},
};

/** Subnets of pods that a network team keeps. */
const EXISTING_PODS: NetworkKind = {
    shape: { ...ON_NODES, network: { ...ROUTED, pods: { subnets: { kind: "custom-networking" } } } },
    config: {
        "platform:existingVpc": {
            ...EXISTING_VPC,
            secondaryCidrs: ["100.64.0.0/16"],
            podSubnets: { a: ["subnet-0e0000000000000ea"], b: ["subnet-0e0000000000000eb"] },
        },
    },
};

/** Nodes in two Local Zones and a Wavelength Zone, by EKS and by EC2 alone. */
export const EDGE: NetworkKind = {
    shape: {
        ...ON_NODES,
        managedNodes: {
            edge: {
                ...systemNodesOf(ON_NODES),
                slots: ["e", "f"],
                instanceTypes: ["c5.2xlarge"],
                taints: [{ key: "example.com/edge", value: "true", effect: "NoSchedule" }],
            },
        },
        selfManagedNodes: {
            carrier: {
                slots: ["g"],
                instanceTypes: ["t3.xlarge"],
                amiFamily: "AL2023",
                diskSizeGiB: 50,
                sizePerZone: { min: 0, desired: 1, max: 2 },
                taints: [{ key: "example.com/carrier", value: "true", effect: "NoSchedule" }],
                update: { kind: "none" },
            },
        },
    },
    config: {
        "platform:region": "us-west-2",
        "platform:zones": { a: "us-west-2a", b: "us-west-2b" },
        "platform:edgeZones": { e: "us-west-2-lax-1a", f: "us-west-2-lax-1b", g: "us-west-2-wl1-las-wlz-1" },
    },
};

export const NETWORKS: Readonly<Record<string, NetworkKind>> = {
    existing: EXISTING,
    "existing-closed": EXISTING_CLOSED,
    "existing-outpost": OUTPOST,
    edge: EDGE,
    "existing-ipv6": EXISTING_IPV6,
    ipv6: IPV6,
    "ipv6-subnets": IPV6_SUBNETS,
    prefixes: PREFIXES,
    closed: CLOSED,
    far: FAR,
    interface: INTERFACE,
    "custom-networking": CUSTOM_NETWORKING,
    discovery: DISCOVERY,
    "auto-mode-pods": AUTO_MODE_PODS,
    "existing-pods": EXISTING_PODS,
    "pod-security-groups": POD_SECURITY_GROUPS,
};
