/** A small program with one of everything a recording must get right: the engine's shape, ours to change. */
import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as iam from "@pulumi/aws/iam";
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";

/** Must never show in a recording. */
export const CANARY = "canary-7f3a9c-must-not-show";

export class Network extends pulumi.ComponentResource {
    public readonly vpcId: pulumi.Output<string>;
    public readonly subnetIds: readonly pulumi.Output<string>[];

    public constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super("sample:index:Network", name, { cidr: "10.0.0.0/16" }, opts);
        const vpc = new ec2.Vpc(name, { cidrBlock: "10.0.0.0/16", tags: { Name: name } }, { parent: this });
        this.subnetIds = ["a", "b"].map(
            (slot, index) =>
                new ec2.Subnet(
                    `${name}-${slot}`,
                    {
                        vpcId: vpc.id,
                        cidrBlock: `10.0.${index}.0/24`,
                        availabilityZone: `eu-west-1${slot}`,
                    },
                    { parent: this, customTimeouts: { delete: "30m" }, aliases: [{ name: `old-${slot}` }] },
                ).id,
        );
        this.vpcId = vpc.id;
        this.registerOutputs({ vpcId: vpc.id, subnetIds: this.subnetIds });
    }
}

/** VPC, role, cluster and a Kubernetes provider behind one component; one output is secret. */
export function program(): Record<string, pulumi.Input<string>> {
    const aws = new AwsProvider("aws", {
        region: "eu-west-1",
        allowedAccountIds: ["210987654321"],
        defaultTags: { tags: { owner: "tests" } },
    });
    const platform = new pulumi.ComponentResource(
        "platform:stacks:Platform",
        "platform",
        { environment: "dev" },
        { providers: { aws }, protect: true },
    );
    const network = new Network("network", { parent: platform });
    const role = new iam.Role(
        "cluster",
        {
            assumeRolePolicy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [] }),
            tags: { token: pulumi.secret(CANARY) },
        },
        { parent: platform, protect: false, retainOnDelete: true },
    );
    const cluster = new eks.Cluster(
        "cluster",
        { roleArn: role.arn, vpcConfig: { subnetIds: [...network.subnetIds] } },
        {
            parent: platform,
            dependsOn: [network],
            ignoreChanges: ["version"],
            deleteBeforeReplace: false,
            deletedWith: role,
        },
    );
    const kubeconfig = pulumi.secret(pulumi.jsonStringify({ server: cluster.endpoint, token: CANARY }));
    new KubernetesProvider(
        "kubernetes",
        { kubeconfig, clusterIdentifier: cluster.arn, enableServerSideApply: true },
        { parent: platform },
    );
    return { endpoint: cluster.endpoint, kubeconfig, vpcId: network.vpcId };
}
