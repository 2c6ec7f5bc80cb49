/** aws:eks/fargateProfile:FargateProfile */
import {
    autoNamed,
    defaults,
    forked,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
    uuid,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const fargateProfile: ResourceFacts = {
    type: "aws:eks/fargateProfile:FargateProfile",
    id: (ctx) => `${textOf(ctx.inputs["clusterName"])}:${ctx.physicalName}`,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(
            ctx,
            "eks",
            [
                "fargateprofile",
                textOf(ctx.inputs["clusterName"]),
                ctx.physicalName,
                uuid(ctx, "profile"),
            ].join("/"),
        ),
        status: "ACTIVE",
        ...defaults(ctx, { subnetIds: [] }),
    }),
    outputsEvidence: typings("eks/fargateProfile"),
    unknownAtPreview: { value: ["arn", "status", "subnetIds"], ...typings("eks/fargateProfile") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["clusterName", "fargateProfileName", "podExecutionRoleArn", "selectors", "subnetIds"],
            forked("eks/fargate_profile", "resourceFargateProfile schema"),
        ),
    ],
    physicalName: autoNamed("fargateProfileName"),
    refusals: [
        {
            during: "create",
            when: "the trust of the pod execution role has not spread yet; retried",
            error: "InvalidParameterException: Misconfigured PodExecutionRole Trust Policy; Please add the eks-fargate-pods.amazonaws.com Service Principal",
            ...forked("eks/fargate_profile", "resourceFargateProfileCreate"),
        },
        {
            during: "create",
            when: "another profile of the cluster is being deleted by another process; within one it waits",
            error: "ResourceInUseException: Cannot create Fargate Profile … because cluster … currently has Fargate profile … in status DELETING",
            ...unverified(
                "error text as quoted for deletions in eksctl; the lock by cluster is in eks/fargate_profile.go",
            ),
        },
        {
            during: "create",
            when: "there are more than five selectors, more than five labels in one, or a reserved name",
            error: "InvalidParameterException",
            ...unverified(
                "limits in the EKS User Guide, fargate-profile, and Service Quotas; the error text was not seen",
            ),
        },
        {
            during: "create",
            when: "a subnet has a route to an internet gateway",
            error: "InvalidParameterException: Subnet … provided in Fargate Profile is not a private subnet",
            ...unverified("rule in the EKS User Guide, fargate-profile; error text from general knowledge"),
        },
        {
            during: "delete",
            when: "another profile of the cluster is being deleted by another process",
            error: "ResourceInUseException: Cannot delete Fargate Profile … because cluster … currently has Fargate profile … in status DELETING",
            ...unverified(
                "error text as quoted in eksctl; that it is not retried is in eks/fargate_profile.go",
            ),
        },
    ],
};
