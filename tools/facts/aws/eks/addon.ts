/** aws:eks/addon:Addon */
import {
    CREATED_AT,
    defaults,
    forked,
    NAMELESS,
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

/** Cluster, add-on and an id. Source: EKS API Reference, Addon, addonArn. */
function addonArn(ctx: FactsContext): string {
    const [cluster, addon] = [textOf(ctx.inputs["clusterName"]), textOf(ctx.inputs["addonName"])];
    return regionalArn(ctx, "eks", `addon/${cluster}/${addon}/${uuid(ctx, "addon")}`);
}

export const addon: ResourceFacts = {
    type: "aws:eks/addon:Addon",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])}:${textOf(ctx.inputs["addonName"])}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: addonArn(ctx),
        createdAt: CREATED_AT,
        modifiedAt: CREATED_AT,
        ...defaults(ctx, {
            // EKS chooses its default version for the cluster's minor: the kit always states one.
            addonVersion: "v1.0.0-eksbuild.1",
            configurationValues: "",
            namespaceConfig: { namespace: "kube-system" },
        }),
    }),
    outputsEvidence: typings("eks/addon"),
    unknownAtPreview: {
        value: ["arn", "createdAt", "modifiedAt", "addonVersion", "configurationValues", "namespaceConfig"],
        ...typings("eks/addon"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["clusterName", "addonName", "namespaceConfig", "namespaceConfig.namespace"],
            forked("eks/addon", "resourceAddon schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "check",
            when: "addonVersion is not v and a semantic version",
            error: "must follow semantic version format",
            ...unverified("the check is in eks/addon.go, resourceAddon schema; its wording was not read"),
        },
        {
            during: "create",
            when: "configurationValues hold a key or a type that the schema of this version does not know",
            error: "InvalidParameterException: ConfigurationValue provided in request is not supported: Json schema validation failed with error: […]",
            ...unverified("error text as quoted in public reports; not in the provider's source"),
        },
        {
            during: "create",
            when: "objects of the add-on exist and resolveConflictsOnCreate is not OVERWRITE",
            error: "ConfigurationConflict, after the wait: the add-on ends as CREATE_FAILED",
            ...forked("eks/addon", "resourceAddonCreate"),
        },
        {
            during: "create",
            when: "the role is too new; retried",
            error: "InvalidParameterException: CREATE_FAILED, or a role that does not exist",
            ...forked("eks/addon", "resourceAddonCreate"),
        },
        {
            during: "create",
            when: "no node or Fargate profile takes the pods of its Deployment",
            error: "none until the timeout: the add-on stays DEGRADED with InsufficientNumberOfReplicas",
            ...unverified("as told in public reports; that the wait is for ACTIVE is in eks/addon.go"),
        },
        {
            during: "create",
            when: "the cluster has the add-on: a replacement that creates first",
            error: "ResourceInUseException: Addon already exists.",
            ...unverified("follows from one add-on of a name a cluster; the text was not seen"),
        },
    ],
};
