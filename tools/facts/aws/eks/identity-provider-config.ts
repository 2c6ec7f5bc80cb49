/** aws:eks/identityProviderConfig:IdentityProviderConfig */
import {
    forked,
    objectOf,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

function nameOf(ctx: FactsContext): string {
    return textOf(objectOf(ctx.inputs["oidc"])["identityProviderConfigName"]);
}

export const identityProviderConfig: ResourceFacts = {
    type: "aws:eks/identityProviderConfig:IdentityProviderConfig",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])}:${nameOf(ctx)}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(
            ctx,
            "eks",
            [
                "identityproviderconfig",
                textOf(ctx.inputs["clusterName"]),
                "oidc",
                nameOf(ctx),
                uuid(ctx, "config"),
            ].join("/"),
        ),
        identityProviderConfigName: nameOf(ctx),
        status: "ACTIVE",
    }),
    outputsEvidence: typings("eks/identityProviderConfig"),
    unknownAtPreview: {
        value: ["arn", "identityProviderConfigName", "status"],
        ...typings("eks/identityProviderConfig"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["clusterName", "oidc"],
            forked("eks/identity_provider_config", "resourceIdentityProviderConfig schema"),
        ),
    ],
    physicalName: {
        value: { kind: "given", property: "oidc.identityProviderConfigName" },
        ...typings("eks/identityProviderConfig"),
    },
    refusals: [
        {
            during: "create",
            when: "the cluster is being updated; not retried",
            error: "ResourceInUseException: Cannot AssociateIdentityProviderConfig because cluster … currently has update … in progress",
            source: "elastic/cloudbeat#3093; hashicorp/terraform-provider-aws#44554",
        },
        {
            during: "create",
            when: "the issuer is the cluster's own",
            error: "InvalidParameterException: Incorrect Identity Provider URL configuration. The Identity Provider URL cannot be same as OpenID Connect (OIDC) issuer URL",
            source: "terraform-aws-modules/terraform-aws-eks#3328",
        },
        {
            during: "create",
            when: "the cluster has a provider of this issuer or of this name",
            error: "ResourceInUseException",
            ...unverified(
                "that an issuer is taken once is in the EKS User Guide, authenticate-oidc-identity-provider; the error text was not seen",
            ),
        },
    ],
};
