/** aws:eks/podIdentityAssociation:PodIdentityAssociation */
import {
    capitals,
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** Source: EKS API Reference, PodIdentityAssociation, associationId: `a-` and 17 characters. */
function idOf(ctx: FactsContext): string {
    return `a-${capitals(ctx, "association", 17).toLowerCase()}`;
}

/** What the trust policy of a target role would ask for. Source: EKS User Guide, pod-id-assign-target-role. */
function externalIdOf(ctx: FactsContext): string {
    const { account, inputs, region } = ctx;
    const parts = ["clusterName", "namespace", "serviceAccount"].map((property) => textOf(inputs[property]));
    return [region, account, ...parts].join("/");
}

export const podIdentityAssociation: ResourceFacts = {
    type: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        associationArn: regionalArn(
            ctx,
            "eks",
            `podidentityassociation/${textOf(ctx.inputs["clusterName"])}/${idOf(ctx)}`,
        ),
        associationId: idOf(ctx),
        externalId: externalIdOf(ctx),
        ...defaults(ctx, { disableSessionTags: false }),
    }),
    outputsEvidence: typings("eks/podIdentityAssociation"),
    unknownAtPreview: {
        value: ["associationArn", "associationId", "externalId"],
        ...typings("eks/podIdentityAssociation"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["clusterName", "namespace", "serviceAccount"],
            provider("eks/pod_identity_association", "Schema, RequiresReplace"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the service account has an association",
            error: "ResourceInUseException: Association already exists: a-…",
            ...unverified("error text as quoted in public reports"),
        },
        {
            during: "create",
            when: "the role is too new; retried",
            error: "InvalidParameterException: Role provided in the request does not exist",
            ...provider("eks/pod_identity_association", "Create"),
        },
    ],
};
