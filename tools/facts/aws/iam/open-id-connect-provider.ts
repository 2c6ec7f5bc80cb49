/** aws:iam/openIdConnectProvider:OpenIdConnectProvider */
import {
    allTags,
    defaults,
    iamArn,
    NAMELESS,
    provider,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** The ARN carries the issuer without its scheme. Source: IAM API Reference, CreateOpenIDConnectProvider. */
function providerArn(ctx: FactsContext): string {
    return iamArn(ctx, `oidc-provider/${textOf(ctx.inputs["url"]).replace(/^https:\/\//, "")}`);
}

export const openIdConnectProvider: ResourceFacts = {
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    id: (ctx) => providerArn(ctx),
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: providerArn(ctx),
        ...defaults(ctx, { thumbprintLists: [ctx.hex("thumbprint", 40)] }),
    }),
    outputsEvidence: typings("iam/openIdConnectProvider"),
    unknownAtPreview: { value: ["arn", "thumbprintLists"], ...typings("iam/openIdConnectProvider") },
    forcesReplacement: [
        replaces(["url"], provider("iam/openid_connect_provider", "resourceOpenIDConnectProvider schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the account has a provider for the URL",
            error: "EntityAlreadyExists: Provider with url … already exists.",
            ...unverified("error text from general knowledge"),
        },
    ],
};
