/** A program that adopts a cluster made by `eks.Cluster` of @pulumi/eks, as a fork would write it. */
import { Provider as AwsProvider } from "@pulumi/aws/provider";
import { Cluster as PulumiEks, type ClusterArgs } from "@pulumi/eks/cluster";
import { Provider as EksProvider } from "@pulumi/eks/provider";

import { Access } from "../../components/cluster/access";
import { kubernetesProviderFor } from "../../components/cluster/kubernetes-provider";
import { type ClusterRef, fromPulumiEks } from "../../components/cluster/ref";

export const ADOPTED = { account: "210987654321", region: "eu-west-1" } as const;

/** Their cluster, our access entries and our Kubernetes provider; returns what the kit reads of it. */
export function adopted(args: ClusterArgs = { createOidcProvider: true }): ClusterRef {
    const { account, region } = ADOPTED;
    const aws = new AwsProvider("adopted-aws", { region, allowedAccountIds: [account] });
    // The plugin asks for providerCredentialOpts as soon as it is given an AWS provider.
    const theirs = new PulumiEks(
        "theirs",
        { providerCredentialOpts: {}, ...args },
        { provider: new EksProvider("adopted-eks"), providers: [aws] },
    );
    const cluster = fromPulumiEks(theirs);
    const role = `arn:aws:iam::${account}:role/admin`;
    new Access(
        "adopted-access",
        { account, region, admins: [role], deployRoleArn: role, cluster },
        { providers: [aws] },
    );
    kubernetesProviderFor("adopted-kubernetes", cluster, { region });
    return cluster;
}
