/** aws:eks/capability:Capability */
import type { Json } from "../../../../components/shared/json";
import {
    defaults,
    isObject,
    objectOf,
    provider,
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

/** Source: EKS User Guide, working-with-capabilities, "List capabilities". */
function arnOf(ctx: FactsContext): string {
    const { clusterName, capabilityName, type } = ctx.inputs;
    const kind = textOf(type).toLowerCase();
    const parts = ["capability", textOf(clusterName), kind, textOf(capabilityName), uuid(ctx, "capability")];
    return regionalArn(ctx, "eks", parts.join("/"));
}

/** Argo CD answers with the address of its server and the application it is in Identity Center. */
function configuration(ctx: FactsContext): Json {
    const { argoCd } = objectOf(ctx.inputs["configuration"]);
    if (!isObject(argoCd)) return {};
    const application = `arn:${ctx.partition}:sso::${ctx.account}:application/ssoins-0/apl-${ctx.hex("application", 16)}`;
    return {
        argoCd: {
            ...argoCd,
            awsIdc: { ...objectOf(argoCd["awsIdc"]), idcManagedApplicationArn: application },
            serverUrl: `https://${ctx.hex("server", 12)}.eks-capabilities.${ctx.region}.${ctx.dnsSuffix}`,
        },
    };
}

export const capability: ResourceFacts = {
    type: "aws:eks/capability:Capability",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])},${textOf(ctx.inputs["capabilityName"])}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        version: "1",
        ...(ctx.inputs["configuration"] === undefined ? {} : { configuration: configuration(ctx) }),
        ...defaults(ctx, { deletePropagationPolicy: "RETAIN" }),
    }),
    outputsEvidence: typings("eks/capability"),
    unknownAtPreview: { value: ["arn", "version"], ...typings("eks/capability") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "capabilityName",
                "clusterName",
                "type",
                "configuration.argoCd.namespace",
                "configuration.argoCd.awsIdc.idcInstanceArn",
                "configuration.argoCd.awsIdc.idcRegion",
            ],
            provider("eks/capability", "Schema, RequiresReplace and RequiresReplaceIfConfigured"),
        ),
    ],
    physicalName: { value: { kind: "given", property: "capabilityName" }, ...typings("eks/capability") },
    refusals: [
        {
            during: "create",
            when: "the cluster has a capability of this type or of this name",
            error: "ResourceInUseException",
            ...unverified(
                "one of each type a cluster is in the EKS User Guide, capabilities; the error text was not seen",
            ),
        },
        {
            during: "create",
            when: "the trust of the role is missing, or has not spread yet; not retried",
            error: "InvalidParameterException",
            ...unverified(
                "terraform-aws-modules/terraform-aws-eks modules/capability waits before it asks; the error text was not seen",
            ),
        },
    ],
};
