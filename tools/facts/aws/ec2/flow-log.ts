/** aws:ec2/flowLog:FlowLog */
import {
    defaults,
    ec2Arn,
    ec2Id,
    forked,
    NAMELESS,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

/** Source: Amazon VPC User Guide, flow-log-records, "Default format". */
const DEFAULT_FORMAT =
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} " +
    "${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

export const flowLog: ResourceFacts = {
    type: "aws:ec2/flowLog:FlowLog",
    id: (ctx) => ec2Id(ctx, "fl"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "fl", "vpc-flow-log"),
        ...defaults(ctx, {
            logDestination: "",
            logDestinationType: "cloud-watch-logs",
            logFormat: DEFAULT_FORMAT,
            maxAggregationInterval: 600,
        }),
    }),
    outputsEvidence: typings("ec2/flowLog"),
    unknownAtPreview: { value: ["arn", "logDestination", "logFormat"], ...typings("ec2/flowLog") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            [
                "deliverCrossAccountRole",
                "destinationOptions",
                "eniId",
                "iamRoleArn",
                "logDestination",
                "logDestinationType",
                "logFormat",
                "maxAggregationInterval",
                "regionalNatGatewayId",
                "subnetId",
                "tagFieldSpecifications",
                "trafficType",
                "transitGatewayAttachmentId",
                "transitGatewayId",
                "vpcId",
            ],
            forked("ec2/vpc_flow_log", "resourceFlowLog schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "an identical flow log exists, also the one being replaced",
            error: "FlowLogAlreadyExists: Error. There is an existing Flow Log with the same configuration and log destination.",
            ...unverified("error text from general knowledge"),
        },
        {
            during: "create",
            when: "the role is too new to be assumed; retried",
            error: "Unable to assume given IAM role",
            ...forked("ec2/vpc_flow_log", "resourceLogFlowCreate"),
        },
    ],
};
