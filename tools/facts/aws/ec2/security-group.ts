/** aws:ec2/securityGroup:SecurityGroup */
import {
    autoNamed,
    defaults,
    ec2Arn,
    ec2Id,
    provider,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const securityGroup: ResourceFacts = {
    type: "aws:ec2/securityGroup:SecurityGroup",
    id: (ctx) => ec2Id(ctx, "sg"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "sg", "security-group"),
        ownerId: ctx.account,
        ...defaults(ctx, {
            description: "Managed by Pulumi",
            egress: [],
            ingress: [],
            namePrefix: "",
            revokeRulesOnDelete: false,
            vpcId: ec2Id(ctx, "vpc"),
        }),
    }),
    outputsEvidence: typings("ec2/securityGroup"),
    unknownAtPreview: {
        value: ["arn", "ownerId", "egress", "ingress", "namePrefix", "vpcId"],
        ...typings("ec2/securityGroup"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["name", "namePrefix", "description", "vpcId"],
            provider("ec2/vpc_security_group", "resourceSecurityGroup schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "delete",
            when: "an interface or another group's rule still uses it after fifteen minutes",
            error: "DependencyViolation",
            ...provider("ec2/vpc_security_group", "resourceSecurityGroupDelete"),
        },
        {
            during: "check",
            when: "the name begins with sg-",
            error: "cannot begin with sg-",
            ...provider("ec2/vpc_security_group", "resourceSecurityGroup schema"),
        },
    ],
};
