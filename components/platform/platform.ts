/** Platform: builds the components of an environment from its plan, phase by phase. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { Access } from "../cluster/access";
import { Cluster } from "../cluster/cluster";
import { planCluster } from "../cluster/cluster-spec";
import { Vpc } from "../network/vpc";
import { Keys } from "../security/keys";
import type { Plan, ProviderSpec } from "./environment";
import { buildCompute } from "./platform-compute";
import { defined, Phases } from "./phases";
import { OUTPUTS_SCHEMA_VERSION, type PlatformOutputInputs } from "./outputs";

/**
 * One environment in one stack: network, keys, control plane, access, and everything pods need to run.
 * Every resource hangs below this component, so protection set here reaches all of them.
 */
export class Platform extends pulumi.ComponentResource {
    public readonly clusterName: pulumi.Output<string>;
    public readonly clusterArn: pulumi.Output<string>;
    public readonly clusterEndpoint: pulumi.Output<string>;
    /** Connects kubectl through the AWS CLI; holds no token. Secret. */
    public readonly kubeconfig: pulumi.Output<string>;
    /** What to type to connect kubectl. */
    public readonly connectCommand: pulumi.Output<string>;
    public readonly vpcId: pulumi.Output<string>;
    public readonly nodeSubnetIds: PlatformOutputInputs["nodeSubnetIds"];
    public readonly publicSubnetIds: PlatformOutputInputs["publicSubnetIds"];
    public readonly region: string;
    /** For other stacks: read it with `readPlatform`. */
    public readonly platform: PlatformOutputInputs;

    public constructor(name: string, plan: Plan, opts: pulumi.ComponentResourceOptions = {}) {
        super("platform:stacks:Platform", name, decisions(plan), { ...opts, ...protection(plan) });
        const phases = new Phases(this, createAwsProvider(this, plan.provider), plan.protection.unprotected);

        const { keys, vpc } = buildNetwork(plan, phases);
        const cluster = buildControlPlane(plan, phases, keys, vpc);
        phases.build("access", (part) => [new Access("access", { ...plan.access, cluster }, part("access"))]);
        phases.kubernetes = cluster.kubernetesProvider;
        buildCompute(plan, phases, {
            cluster,
            vpc,
            ...defined({ volumesKeyArn: keys.volumesKeyArn }),
        });

        this.clusterName = cluster.name;
        this.clusterArn = cluster.arn;
        this.clusterEndpoint = cluster.endpoint;
        this.kubeconfig = cluster.kubeconfig;
        this.region = plan.provider.region;
        this.connectCommand = connectCommand(cluster, plan);
        this.vpcId = vpc.vpcId;
        this.nodeSubnetIds = pulumi.output(vpc.nodeSubnetIds);
        this.publicSubnetIds = pulumi.output(vpc.publicSubnetIds);
        this.platform = platformOutputs(plan, cluster, vpc);
        this.registerOutputs(this.outputs());
    }

    /** What the stack exports. */
    public outputs(): Record<string, pulumi.Input<unknown>> {
        return {
            clusterArn: this.clusterArn,
            clusterEndpoint: this.clusterEndpoint,
            clusterName: this.clusterName,
            connectCommand: this.connectCommand,
            kubeconfig: this.kubeconfig,
            nodeSubnetIds: this.nodeSubnetIds,
            platform: this.platform,
            publicSubnetIds: this.publicSubnetIds,
            region: this.region,
            vpcId: this.vpcId,
        };
    }
}

/** Keys first, since flow logs are written with one. */
function buildNetwork(plan: Plan, phases: Phases): { readonly keys: Keys; readonly vpc: Vpc } {
    return phases.build("network", (part) => {
        const keys = new Keys("keys", plan.keys, part("keys"));
        const args = { ...plan.network, ...defined({ logsKeyArn: keys.logsKeyArn }) };
        return { keys, vpc: new Vpc("network", args, part("network")) };
    });
}

function buildControlPlane(plan: Plan, phases: Phases, keys: Keys, vpc: Vpc): Cluster {
    const keyArns = defined({ secretsKeyArn: keys.secretsKeyArn, logsKeyArn: keys.logsKeyArn });
    const { cluster } = phases.build("control-plane", (part) => ({
        cluster: new Cluster("cluster", { ...plan.cluster, vpc, ...keyArns }, part("cluster")),
    }));
    return cluster;
}

/** What a reader of the plan sees at the root of the tree. */
function decisions(plan: Plan): Record<string, string | boolean | readonly string[]> {
    return {
        account: plan.provider.account,
        clusterName: plan.cluster.clusterName,
        credentials: plan.provider.assumeRoleArn ?? "the caller's",
        environment: plan.environment,
        inCluster: plan.inCluster,
        kubernetesVersion: plan.cluster.kubernetesVersion,
        protection: plan.protection.protect,
        region: plan.provider.region,
        ...(plan.protection.protect && plan.protection.unprotected.length > 0
            ? { unprotected: plan.protection.unprotected }
            : {}),
    };
}

function protection(plan: Plan): { readonly protect?: boolean } {
    return plan.protection.protect ? { protect: true } : {};
}

/**
 * The environment's AWS provider. Region, account and tags are stated, so that no variable of the caller's
 * shell changes the plan; only the credentials are the caller's.
 */
function createAwsProvider(parent: pulumi.Resource, spec: ProviderSpec): Provider {
    return new Provider(
        "aws",
        {
            region: spec.region,
            allowedAccountIds: [spec.account],
            defaultTags: { tags: spec.tags },
            ...(spec.assumeRoleArn === undefined ? {} : { assumeRoles: [{ roleArn: spec.assumeRoleArn }] }),
        },
        { parent },
    );
}

/** The AWS CLI knows no proxy of a cluster; kubectl does. Entries are named by the cluster's ARN. */
function connectCommand({ arn, name }: Cluster, { cluster }: Plan): pulumi.Output<string> {
    const { assumeRoleArn, proxyUrl, region } = planCluster(cluster).kubeconfigOptions;
    const role = assumeRoleArn === undefined ? "" : ` --role-arn ${assumeRoleArn}`;
    const update = pulumi.interpolate`aws eks update-kubeconfig --name ${name} --region ${region}${role}`;
    return proxyUrl === undefined
        ? update
        : pulumi.interpolate`${update} && kubectl config set-cluster ${arn} --proxy-url=${proxyUrl}`;
}

function platformOutputs(plan: Plan, cluster: Cluster, vpc: Vpc): PlatformOutputInputs {
    return {
        schemaVersion: OUTPUTS_SCHEMA_VERSION,
        environment: plan.environment,
        account: plan.provider.account,
        region: plan.provider.region,
        kubernetesVersion: plan.cluster.kubernetesVersion,
        clusterName: cluster.name,
        clusterArn: cluster.arn,
        clusterEndpoint: cluster.endpoint,
        certificateAuthorityData: cluster.certificateAuthorityData,
        clusterSecurityGroupId: cluster.securityGroupId,
        oidcProviderArn: cluster.oidcProviderArn,
        oidcIssuer: cluster.oidcIssuer,
        vpcId: vpc.vpcId,
        nodeSubnetIds: pulumi.output(vpc.nodeSubnetIds),
        publicSubnetIds: pulumi.output(vpc.publicSubnetIds),
    };
}
