/** aws:eks/cluster:Cluster */
import {
    autoNamed,
    CREATED_AT,
    defaults,
    ec2Id,
    objectOf,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, Properties, ResourceFacts } from "../../facts";

export const cluster: ResourceFacts = {
    type: "aws:eks/cluster:Cluster",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "eks", `cluster/${ctx.physicalName}`),
        certificateAuthority: { data: certificate(ctx) },
        // Only a cluster on Outposts has one.
        clusterId: "",
        createdAt: CREATED_AT,
        endpoint: `https://${serverId(ctx)}.gr7.${ctx.region}.eks.${ctx.dnsSuffix}`,
        identities: [{ oidcs: [{ issuer: issuer(ctx) }] }],
        platformVersion: "eks.1",
        status: "ACTIVE",
        vpcConfig: vpcConfig(ctx),
        kubernetesNetworkConfig: networkConfig(ctx),
        ...defaults(ctx, UNSET),
    }),
    outputsEvidence: typings("eks/cluster"),
    unknownAtPreview: {
        value: [
            "arn",
            "certificateAuthority",
            "clusterId",
            "createdAt",
            "endpoint",
            "identities",
            "platformVersion",
            "status",
            "vpcConfig.clusterSecurityGroupId",
            "vpcConfig.controlPlaneEgressMode",
            "vpcConfig.publicAccessCidrs",
            "vpcConfig.vpcId",
            "kubernetesNetworkConfig.elasticLoadBalancing",
            "kubernetesNetworkConfig.ipFamily",
            "kubernetesNetworkConfig.serviceIpv4Cidr",
            "kubernetesNetworkConfig.serviceIpv6Cidr",
            "accessConfig",
            "computeConfig",
            "controlPlaneScalingConfig",
            "deletionProtection",
            "kubeApiServerConfig",
            "kubeControllerManagerConfig",
            "kubeSchedulerConfig",
            "storageConfig",
            "upgradePolicy",
            "version",
        ],
        ...typings("eks/cluster"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "name",
                "roleArn",
                "accessConfig.bootstrapClusterCreatorAdminPermissions",
                "bootstrapSelfManagedAddons",
                "kubernetesNetworkConfig.ipFamily",
                "kubernetesNetworkConfig.serviceIpv4Cidr",
                "outpostConfig.controlPlaneInstanceType",
                "outpostConfig.controlPlanePlacement.groupName",
            ],
            provider("eks/cluster", "resourceCluster schema"),
        ),
        {
            paths: ["encryptionConfig"],
            when: { kind: "removed" },
            ...provider("eks/cluster", "CustomizeDiff"),
        },
        // Set to nothing with pools that are emptied, or with Auto Mode switched off, it goes in place.
        {
            paths: ["vpcConfig.controlPlaneEgressMode"],
            when: { kind: "before", path: "vpcConfig.controlPlaneEgressMode", equals: "CUSTOMER_ROUTED" },
            source: "@pulumi/aws 7.48.0 typings, types/input.d.ts, ClusterVpcConfig, controlPlaneEgressMode; EKS User Guide, control-plane-egress: one way",
        },
        {
            // Taken away, it is so with Auto Mode itself or with its pools: in place. EKS refuses anything else.
            paths: ["computeConfig.nodeRoleArn"],
            when: { kind: "both-set" },
            ...provider("eks/cluster", "validateAutoModeComputeConfigCustomizeDiff"),
        },
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "the subnets lie in one Availability Zone",
            error: "InvalidParameterException: Subnets specified must be in at least two different AZs",
            ...unverified("error text as quoted in public reports; not in the provider's source"),
        },
        {
            during: "create",
            when: "account and region have a cluster of the name",
            error: "ResourceInUseException: Cluster already exists with name: …",
            ...provider("eks/cluster", "waitClusterDeleted"),
        },
        {
            during: "create",
            when: "the role is too new or lacks the trust; retried for a while",
            error: "InvalidParameterException: Role could not be assumed because the trusted entity is not correct",
            ...provider("eks/cluster", "resourceClusterCreate"),
        },
        {
            during: "update",
            when: "encryptionConfig gets another key or other resources",
            error: "none: the change is neither sent nor refused",
            ...provider("eks/cluster", "resourceClusterUpdate"),
        },
        {
            during: "delete",
            when: "node groups or Fargate profiles are left",
            error: "ResourceInUseException: Cluster has nodegroups attached",
            ...unverified(
                "error text as quoted in public reports; that it is not retried is in eks/cluster.go",
            ),
        },
        {
            during: "delete",
            when: "deletionProtection is on: the provider does not switch it off",
            error: "InvalidRequestException",
            ...unverified("that AWS refuses is in the EKS User Guide; the error text was not seen"),
        },
    ],
};

/** What EKS fills in. It answers the kube*Config blocks with the defaults of the minor: empty here. */
const UNSET: Properties = {
    accessConfig: { authenticationMode: "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: true },
    bootstrapSelfManagedAddons: true,
    computeConfig: { enabled: false },
    controlPlaneScalingConfig: { tier: "standard" },
    deletionProtection: false,
    kubeApiServerConfig: {},
    kubeControllerManagerConfig: {},
    kubeSchedulerConfig: {},
    storageConfig: { blockStorage: { enabled: false } },
    upgradePolicy: { supportType: "EXTENDED" },
    version: "1.36",
};

/** The id in the endpoint's name is the one in the issuer's path. */
function serverId(ctx: FactsContext): string {
    return ctx.hex("server", 32).toUpperCase();
}

/** Source: EKS User Guide, enable-iam-roles-for-service-accounts. */
export function issuer(ctx: FactsContext): string {
    return `https://oidc.eks.${ctx.region}.${ctx.dnsSuffix}/id/${serverId(ctx)}`;
}

/** Has the frame of a certificate but certifies nothing: no connection is made offline. */
function certificate(ctx: FactsContext): string {
    const body = Buffer.from(ctx.hex("certificate", 64), "hex").toString("base64");
    const pem = `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
    return Buffer.from(pem, "utf8").toString("base64");
}

function vpcConfig(ctx: FactsContext): Properties {
    const given = objectOf(ctx.inputs["vpcConfig"]);
    const subnetIds = given["subnetIds"];
    const first: unknown = Array.isArray(subnetIds) ? subnetIds[0] : undefined;
    const subnet = ctx.find(typeof first === "string" ? first : undefined);
    return {
        clusterSecurityGroupId: ec2Id(ctx, "sg"),
        controlPlaneEgressMode: "",
        endpointPrivateAccess: false,
        endpointPublicAccess: true,
        publicAccessCidrs: ["0.0.0.0/0"],
        vpcId: textOf(subnet?.["vpcId"], ec2Id(ctx, "vpc")),
        ...given,
    };
}

/**
 * The service range depends on the VPC's; AWS takes 172.20.0.0/16 when the VPC does not. On IPv6 EKS chooses a range of
 * unique local addresses. Source: EKS API Reference, KubernetesNetworkConfigResponse, serviceIpv6Cidr.
 */
function networkConfig(ctx: FactsContext): Properties {
    const given = objectOf(ctx.inputs["kubernetesNetworkConfig"]);
    const isIpv6 = given["ipFamily"] === "ipv6";
    const group = (label: string): string => `1${ctx.hex(label, 3)}`;
    return {
        elasticLoadBalancing: { enabled: false },
        ipFamily: "ipv4",
        serviceIpv4Cidr: isIpv6 ? "" : "172.20.0.0/16",
        serviceIpv6Cidr: isIpv6 ? `fd${ctx.hex("services", 2)}:${group("2")}:${group("3")}::/108` : "",
        ...given,
    };
}
