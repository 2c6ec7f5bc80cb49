/** aws:ec2/defaultSecurityGroup:DefaultSecurityGroup */
import {
    defaults,
    ec2Id,
    NAMELESS,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

/** The group AWS made with the VPC: adopted, not created. */
function groupId(ctx: FactsContext): string {
    return textOf(ctx.find(ctx.inputs["vpcId"])?.["defaultSecurityGroupId"], ec2Id(ctx, "sg"));
}

export const defaultSecurityGroup: ResourceFacts = {
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    id: (ctx) => groupId(ctx),
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "ec2", `security-group/${groupId(ctx)}`),
        description: "default VPC security group",
        name: "default",
        namePrefix: "",
        ownerId: ctx.account,
        ...defaults(ctx, { egress: [], ingress: [], vpcId: ec2Id(ctx, "vpc") }),
    }),
    outputsEvidence: typings("ec2/defaultSecurityGroup"),
    unknownAtPreview: {
        value: ["arn", "description", "name", "namePrefix", "ownerId", "egress", "ingress", "vpcId"],
        ...typings("ec2/defaultSecurityGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["vpcId"], unverified("the attribute commonly forces; its schema line was not read")),
    ],
    physicalName: NAMELESS,
    refusals: [
        // Deleting it does nothing: AWS keeps the group, and its rules stay removed.
    ],
};
