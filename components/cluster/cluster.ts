/** Cluster: the EKS control plane with its log group, role, OIDC provider and the way to its API server. */
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

import type { VpcRef } from "../network/ref";
import { subnetsIn, usedSlots } from "../network/slots";
import type { IpFamily } from "../shared/ip-family";
import { createLogGroup } from "../shared/log-group";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { type Problem, refuse } from "../shared/problems";
import {
    AUTO_MODE_OFF,
    autoModeInputs,
    type AutoModeSpec,
    type AutoNodeRoles,
    createAutoNodeRoles,
    hasBuiltInPools,
} from "./auto-mode";
import { type ClusterRole, createClusterRole } from "./cluster-role";
import {
    checkCluster,
    checkRemoteFamily,
    type ClusterSpec,
    decisionsOfCluster,
    planCluster,
} from "./cluster-spec";
import { kubeconfigFor, kubernetesProviderFor } from "./kubernetes-provider";
import { type AutoNodeRoleRef, type ClusterRef, withoutScheme } from "./ref";
import { createControlPlaneRoute } from "./control-plane-route";
import { tuningInputs } from "./tuning";

/**
 * Creation took 8 to 13 minutes in published logs, one minor's upgrade 9; each group of changed settings is an
 * update of its own. Deletion waits for EKS to take its network interfaces away.
 * Source: terraform-provider-aws internal/service/eks/cluster.go, Timeouts 30/60/15 minutes, doubled for deletion.
 */
const CONTROL_PLANE_TIMEOUTS: pulumi.CustomTimeouts = { create: "30m", update: "60m", delete: "30m" };

export interface ClusterArgs extends ClusterSpec {
    /** Network of the control plane: its control-plane subnets, or {@link subnetsOf} the built-in pools of Auto Mode. */
    readonly vpc: Pick<VpcRef, "controlPlaneSubnetIds" | "routing"> & Partial<Pick<VpcRef, "nodeSubnetIds">>;
    /**
     * Key of Kubernetes Secrets. Frozen once given: EKS takes neither another key nor none, and the provider
     * drops a changed key without a word.
     * @default AWS's own key
     */
    readonly secretsKeyArn?: pulumi.Input<string>;
    /** Key of the control plane's log group. @default CloudWatch's own key */
    readonly logsKeyArn?: pulumi.Input<string>;
    /** A policy that lets nodes of Auto Mode fill caches of the account's registry. @default there are none */
    readonly pullPolicyArn?: pulumi.Input<string>;
}

/**
 * An EKS control plane that only listed principals reach: access entries only, no creator as hidden admin, no
 * add-ons of EKS's choosing. It has no nodes.
 * @throws pulumi.ResourceError naming every argument EKS would refuse.
 */
export class Cluster extends pulumi.ComponentResource implements ClusterRef {
    public readonly name: pulumi.Output<string>;
    public readonly arn: pulumi.Output<string>;
    public readonly endpoint: pulumi.Output<string>;
    public readonly certificateAuthorityData: pulumi.Output<string>;
    public readonly securityGroupId: pulumi.Output<string>;
    /** Addresses of services that EKS chose; undefined on IPv4. */
    public readonly serviceIpv6Cidr: pulumi.Output<string> | undefined;
    public readonly oidcProviderArn: pulumi.Output<string>;
    public readonly oidcIssuer: pulumi.Output<string>;
    /** For kubectl and for the provider below. Secret, although it holds no token. */
    public readonly kubeconfig: pulumi.Output<string>;
    /** The one Kubernetes provider of the environment: whatever lives in the cluster is made with it. */
    public readonly kubernetesProvider: KubernetesProvider;
    /** Role of nodes of Auto Mode's own pools; undefined where the kit makes none. It outlives the control plane. */
    public readonly autoNodeRole: AutoNodeRoleRef | undefined;
    /** Leaf resources: what comes after the control plane waits for these. */
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:cluster:Cluster", name, decisionsOfCluster(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkCluster(args), ...checkCombined(args)]);

        const logGroup = createControlPlaneLogs(this, name, args);
        const role = createClusterRole(this, name, args);
        const nodeRoles = createAutoNodeRoles(this, name, args);
        const controlPlane = createControlPlane(this, name, args, { logGroup, nodeRoles, role });
        const issuerUrl = controlPlane.identities.apply(issuerOf);
        const oidcProvider = createOidcProvider(this, name, args, issuerUrl);

        this.name = controlPlane.name;
        this.arn = controlPlane.arn;
        this.endpoint = controlPlane.endpoint;
        this.certificateAuthorityData = controlPlane.certificateAuthority.apply(({ data }) => data);
        this.securityGroupId = controlPlane.vpcConfig.apply((config) => config.clusterSecurityGroupId);
        this.serviceIpv6Cidr =
            args.ipFamily === "ipv6"
                ? controlPlane.kubernetesNetworkConfig.apply((config) => config.serviceIpv6Cidr)
                : undefined;
        this.oidcProviderArn = oidcProvider.arn;
        this.oidcIssuer = issuerUrl.apply(withoutScheme);
        const reach = planCluster(args).kubeconfigOptions;
        this.kubeconfig = kubeconfigFor(this, reach);
        const providerName = childName(name, "kubernetes");
        this.kubernetesProvider = kubernetesProviderFor(providerName, this, reach, { parent: this });
        this.autoNodeRole = nodeRoles.own;
        this.ready = [oidcProvider];
        this.registerOutputs(clusterOutputs(this));
    }
}

/** The public outputs of a cluster, and nothing else of it. */
function clusterOutputs(cluster: Cluster): pulumi.Inputs {
    const { arn, certificateAuthorityData, endpoint, kubeconfig, name } = cluster;
    const { oidcIssuer, oidcProviderArn, securityGroupId, serviceIpv6Cidr } = cluster;
    return {
        arn,
        certificateAuthorityData,
        endpoint,
        kubeconfig,
        name,
        oidcIssuer,
        oidcProviderArn,
        securityGroupId,
        ...(serviceIpv6Cidr === undefined ? {} : { serviceIpv6Cidr }),
    };
}

/**
 * Subnets of the control plane's interfaces. EKS puts nodes of its built-in pools into the cluster's own subnets as well,
 * those it is made with: subnets that only lead to the control plane would give such nodes no way out. So these pools
 * share the subnets of nodes with it, in the control plane's zones.
 * Source: aws/containers-roadmap#2793; terraform-aws-modules/terraform-aws-eks#3284, #3574.
 */
function subnetsOf(vpc: ClusterArgs["vpc"], autoMode: AutoModeSpec | undefined): pulumi.Input<string>[] {
    const { controlPlaneSubnetIds, nodeSubnetIds = {} } = vpc;
    const subnets = hasBuiltInPools(autoMode) ? nodeSubnetIds : controlPlaneSubnetIds;
    return subnetsIn(subnets, usedSlots(controlPlaneSubnetIds));
}

/** What an environment is refused by the parts that ask for it. */
function checkCombined(args: ClusterArgs): Problem[] {
    return [...checkSubnets(args), ...checkRemoteFamily(args)];
}

/** Source: EKS User Guide, network-reqs, "Subnet requirements for clusters". */
function checkSubnets({ autoMode, vpc }: Pick<ClusterArgs, "autoMode" | "vpc">): Problem[] {
    const count = subnetsOf(vpc, autoMode).length;
    if (!hasBuiltInPools(autoMode) || count >= 2) return [];
    return [
        {
            path: "vpc.nodeSubnetIds",
            what: "built-in pools of Auto Mode want node subnets in two zones of the control plane",
            got: count,
            remedy: "Name a node subnet in each slot of controlPlaneSubnetIds",
        },
    ];
}

/** EKS would make the group itself, without an end to its logs, and find ours in the way. */
function createControlPlaneLogs(parent: pulumi.Resource, name: string, args: ClusterArgs): pulumi.Resource {
    const { clusterName, logs, logsKeyArn } = args;
    return createLogGroup(parent, childName(name, "logs"), {
        ...logs,
        groupName: planCluster(args).logGroupName,
        ...(logsKeyArn === undefined ? {} : { keyArn: logsKeyArn }),
        displayName: `${clusterName}-control-plane-logs`,
    });
}

/** What a control plane is made after. */
interface BeforeControlPlane {
    readonly logGroup: pulumi.Resource;
    readonly nodeRoles: AutoNodeRoles;
    readonly role: ClusterRole;
}

function createControlPlane(
    parent: pulumi.Resource,
    name: string,
    args: ClusterArgs,
    { logGroup, nodeRoles, role }: BeforeControlPlane,
): eks.Cluster {
    const { autoMode, autoModeOff, egress, secretsKeyArn, securityGroupIds, vpc } = args;
    const wayOut = egress === "customer-routed" ? createControlPlaneRoute(parent, name, vpc) : [];
    const { endpoint, logTypes } = planCluster(args);
    return new eks.Cluster(
        childName(name, "control-plane"),
        {
            name: args.clusterName,
            version: args.kubernetesVersion,
            roleArn: role.arn,
            vpcConfig: {
                subnetIds: subnetsOf(vpc, autoMode),
                ...(securityGroupIds === undefined ? {} : { securityGroupIds: [...securityGroupIds] }),
                ...endpoint,
                ...(egress === "customer-routed" ? { controlPlaneEgressMode: "CUSTOMER_ROUTED" } : {}),
            },
            ...tuningInputs(args),
            ...remoteInputs(args),
            kubernetesNetworkConfig: {
                ...familyInputs(args),
                ...(autoMode === undefined && autoModeOff === undefined
                    ? {}
                    : { elasticLoadBalancing: { enabled: autoMode !== undefined } }),
            },
            ...(autoModeOff === undefined ? {} : AUTO_MODE_OFF),
            ...(autoMode === undefined ? {} : autoModeInputs(autoMode, nodeRoles)),
            accessConfig: {
                authenticationMode: args.authenticationMode ?? "API",
                bootstrapClusterCreatorAdminPermissions: false,
            },
            bootstrapSelfManagedAddons: false,
            enabledClusterLogTypes: logTypes,
            ...(secretsKeyArn === undefined
                ? {}
                : { encryptionConfig: { provider: { keyArn: secretsKeyArn }, resources: ["secrets"] } }),
            upgradePolicy: { supportType: args.supportType },
            zonalShiftConfig: { enabled: args.zonalShift },
            deletionProtection: args.deletionProtection,
            tags: { Name: `${args.clusterName}-control-plane` },
        },
        {
            parent,
            // The log group before the first log; the role's rights until EKS has taken its interfaces away.
            dependsOn: [logGroup, ...role.grants, ...grantsOf(nodeRoles), ...wayOut],
            // Both would replace the cluster, and EKS reports them differently for clusters made elsewhere.
            ignoreChanges: [
                "accessConfig.bootstrapClusterCreatorAdminPermissions",
                "bootstrapSelfManagedAddons",
            ],
            customTimeouts: CONTROL_PLANE_TIMEOUTS,
        },
    );
}

/** Source: EKS API Reference, KubernetesNetworkConfigRequest. */
function familyInputs({ ipFamily = "ipv4", serviceCidr }: ClusterArgs): {
    readonly ipFamily: IpFamily;
    readonly serviceIpv4Cidr?: string;
} {
    return { ipFamily, ...(serviceCidr === undefined ? {} : { serviceIpv4Cidr: serviceCidr }) };
}

function grantsOf({ builtIn, own }: AutoNodeRoles): readonly pulumi.Resource[] {
    return [builtIn, own].flatMap((role) => role?.grants ?? []);
}

/** Source: EKS API Reference, RemoteNetworkConfigRequest: an empty list takes what is there away. */
function remoteInputs({ remoteNetworks }: ClusterArgs): Pick<eks.ClusterArgs, "remoteNetworkConfig"> {
    if (remoteNetworks === undefined) return {};
    const { nodes, pods } = remoteNetworks;
    return {
        remoteNetworkConfig: {
            remoteNodeNetworks: { cidrs: [...nodes] },
            ...(pods.length === 0 ? {} : { remotePodNetworks: { cidrs: [...pods] } }),
        },
    };
}

/** No thumbprint: IAM trusts the certificate authorities of EKS issuers by itself. Source: EKS User Guide, enable-iam-roles-for-service-accounts. */
function createOidcProvider(
    parent: pulumi.Resource,
    name: string,
    args: ClusterArgs,
    url: pulumi.Output<string>,
): iam.OpenIdConnectProvider {
    return new iam.OpenIdConnectProvider(
        childName(name, "oidc"),
        { url, clientIdLists: ["sts.amazonaws.com"], tags: { Name: `${args.clusterName}-oidc` } },
        { parent },
    );
}

/** The issuer's URL. Only a local cluster on an Outpost has none, which the kit does not make. */
function issuerOf(identities: readonly { readonly oidcs: readonly { readonly issuer: string }[] }[]): string {
    const issuer = identities[0]?.oidcs[0]?.issuer;
    if (issuer === undefined) throw new pulumi.RunError("EKS named no OIDC issuer for this cluster");
    return issuer;
}
