/** aws:batch/computeEnvironment:ComputeEnvironment */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

const FILE = "batch/compute_environment";

export const computeEnvironment: ResourceFacts = {
    type: "aws:batch/computeEnvironment:ComputeEnvironment",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "batch", `compute-environment/${ctx.physicalName}`),
        name: ctx.physicalName,
        namePrefix: "",
        ...defaults(ctx, {
            computeResources: {},
            serviceRole: `arn:${ctx.partition}:iam::${ctx.account}:role/aws-service-role/batch.amazonaws.com/AWSServiceRoleForBatch`,
            state: "ENABLED",
            updatePolicy: {},
        }),
        ecsClusterArn: "",
        status: "VALID",
        statusReason: "ComputeEnvironment Healthy",
    }),
    outputsEvidence: typings("batch/computeEnvironment"),
    unknownAtPreview: {
        value: ["arn", "ecsClusterArn", "status", "statusReason"],
        ...typings("batch/computeEnvironment"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "name",
                "namePrefix",
                "type",
                "eksConfiguration",
                "computeResources.ec2Configurations",
                "computeResources.launchTemplate",
            ],
            provider(FILE, "resourceComputeEnvironment schema"),
        ),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [
        {
            during: "delete",
            when: "a queue still names it",
            error: "ClientException: Cannot delete, found existing JobQueue relationship",
            ...unverified(
                "rule in the AWS Batch API Reference, DeleteComputeEnvironment; the text is from memory",
            ),
        },
    ],
};
