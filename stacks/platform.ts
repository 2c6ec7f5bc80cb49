/** Platform: builds the components of an environment from its plan, phase by phase. */
import { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";

import { Access } from "../components/cluster/access";
import { Cluster } from "../components/cluster/cluster";
import { Vpc } from "../components/network/vpc";
import { Keys } from "../components/security/keys";
import type { Plan, ProviderSpec } from "./environment";
import type { ComponentName } from "./shape";

/**
 * One environment: network, keys, control plane and access, in one stack.
 * Every resource hangs below this component, so protection set here reaches all of them.
 */
export class Platform extends pulumi.ComponentResource {
    public readonly clusterName: pulumi.Output<string>;
    public readonly clusterArn: pulumi.Output<string>;
    public readonly clusterEndpoint: pulumi.Output<string>;
    /** Connects kubectl through the AWS CLI; holds no token. Secret. */
    public readonly kubeconfig: pulumi.Output<string>;
    public readonly vpcId: pulumi.Output<string>;
    public readonly region: string;

    public constructor(name: string, plan: Plan, opts: pulumi.ComponentResourceOptions = {}) {
        super("platform:stacks:Platform", name, decisions(plan), { ...opts, ...protection(plan) });
        const aws = createAwsProvider(this, plan.provider);
        const build = (
            part: ComponentName,
            ready: readonly pulumi.Resource[],
        ): pulumi.ComponentResourceOptions => ({
            parent: this,
            providers: { aws },
            dependsOn: [...ready],
            ...(plan.protection.unprotected.includes(part) ? { protect: false } : {}),
        });

        // Phase network: keys first, since flow logs are written with one.
        const keys = new Keys("keys", plan.keys, build("keys", []));
        const vpc = new Vpc(
            "network",
            { ...plan.network, ...defined({ logsKeyArn: keys.logsKeyArn }) },
            build("network", []),
        );
        const network = [...keys.ready, ...vpc.ready];
        // Phase control-plane.
        const keyArns = defined({ secretsKeyArn: keys.secretsKeyArn, logsKeyArn: keys.logsKeyArn });
        const cluster = new Cluster(
            "cluster",
            { ...plan.cluster, vpc, ...keyArns },
            build("cluster", network),
        );
        // Phase access.
        new Access("access", { ...plan.access, cluster }, build("access", [...network, ...cluster.ready]));

        this.clusterName = cluster.name;
        this.clusterArn = cluster.arn;
        this.clusterEndpoint = cluster.endpoint;
        this.kubeconfig = cluster.kubeconfig;
        this.vpcId = vpc.vpcId;
        this.region = plan.provider.region;
        this.registerOutputs(this.outputs());
    }

    /** What the stack exports. */
    public outputs(): Record<string, pulumi.Input<string>> {
        return {
            clusterArn: this.clusterArn,
            clusterEndpoint: this.clusterEndpoint,
            clusterName: this.clusterName,
            kubeconfig: this.kubeconfig,
            region: this.region,
            vpcId: this.vpcId,
        };
    }
}

/** What a reader of the plan sees at the root of the tree. */
function decisions(plan: Plan): Record<string, string | boolean> {
    return {
        account: plan.provider.account,
        clusterName: plan.cluster.clusterName,
        credentials: plan.provider.assumeRoleArn ?? "the caller's",
        environment: plan.environment,
        inCluster: plan.inCluster,
        kubernetesVersion: plan.cluster.kubernetesVersion,
        protection: plan.protection.protect,
        region: plan.provider.region,
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

/** The entries that have a value: an optional argument is left out, never passed as undefined. */
function defined<Key extends string, Value>(values: { readonly [key in Key]: Value | undefined }): {
    [key in Key]?: Value;
} {
    const result: { [key in Key]?: Value } = {};
    for (const key in values) {
        const value = values[key];
        if (value !== undefined) result[key] = value;
    }
    return result;
}
