/**
 * eks:index:Cluster, the remote component of @pulumi/eks, for a program that adopts a cluster made with it.
 * Its plugin makes the resources inside, so offline it stands alone. Answered is what names and reaches the cluster;
 * a program that reads more, such as `core` or a node group, is told by name that nobody answers.
 */
import { cluster as controlPlane, issuer } from "../../aws/eks/cluster";
import { iamArn, textOf } from "../../build";
import type { Evidence, FactsContext, Properties, ResourceFacts } from "../../facts";

export const pulumiEksCluster: ResourceFacts = {
    type: "eks:index:Cluster",
    // A component has none.
    id: () => "",
    outputs: (ctx) => ({
        // The plugin answers with a reference, which the SDK opens in the engine: the same properties.
        eksCluster: madeInside(ctx),
        oidcIssuer: withoutScheme(issuer(ctx)),
        oidcProviderArn: oidcProviderArn(ctx),
        oidcProviderUrl: issuer(ctx),
    }),
    outputsEvidence: plugin("createCluster"),
    unknownAtPreview: {
        value: ["eksCluster", "oidcIssuer", "oidcProviderArn", "oidcProviderUrl"],
        ...plugin("createCluster"),
    },
    // The component itself is never replaced: what it makes is.
    forcesReplacement: [],
    physicalName: { value: { kind: "none" }, ...plugin("createCore") },
    refusals: [
        {
            during: "check",
            when: "it is given an AWS provider but no providerCredentialOpts",
            error: "It looks like you're using an explicit AWS provider. Please specify this provider in providerCredentialOpts.",
            ...plugin("createCluster"),
        },
    ],
};

function plugin(place: string): Evidence {
    return { source: `pulumi/pulumi-eks nodejs/eks/cluster/cluster.ts, ${place}` };
}

/** The `aws.eks.Cluster` inside, with the name Pulumi makes from the logical name the plugin gives it. */
function madeInside(ctx: FactsContext): Properties {
    const name = textOf(ctx.inputs["name"], `${ctx.name}-eksCluster-${ctx.hex("name", 7)}`);
    const { subnetIds } = ctx.inputs;
    const inputs: Properties = { name, vpcConfig: subnetIds === undefined ? {} : { subnetIds } };
    return { ...inputs, ...controlPlane.outputs({ ...ctx, physicalName: name, inputs }) };
}

/** Empty unless asked for: the plugin says "none" with an empty text. */
function oidcProviderArn(ctx: FactsContext): string {
    if (ctx.inputs["createOidcProvider"] !== true) return "";
    return iamArn(ctx, `oidc-provider/${withoutScheme(issuer(ctx))}`);
}

function withoutScheme(url: string): string {
    return url.replace("https://", "");
}
