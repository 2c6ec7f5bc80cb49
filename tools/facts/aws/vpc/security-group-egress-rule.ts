/** aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule */
import {
    ec2Arn,
    ec2Id,
    NAMELESS,
    provider,
    REGION_REPLACES,
    regional,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const securityGroupEgressRule: ResourceFacts = {
    type: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    id: (ctx) => ec2Id(ctx, "sgr"),
    outputs: (ctx) => ({
        ...regional(ctx),
        ...ec2Arn(ctx, "sgr", "security-group-rule"),
        securityGroupRuleId: ec2Id(ctx, "sgr"),
    }),
    outputsEvidence: typings("vpc/securityGroupEgressRule"),
    unknownAtPreview: { value: ["arn", "securityGroupRuleId"], ...typings("vpc/securityGroupEgressRule") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["securityGroupId"], provider("ec2/vpc_security_group_egress_rule", "ModifyPlan")),
        {
            paths: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"],
            when: { kind: "other-path-set" },
            ...provider("ec2/vpc_security_group_egress_rule", "ModifyPlan"),
        },
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "check",
            when: "not exactly one destination",
            error: "Exactly one of cidr_ipv4, cidr_ipv6, prefix_list_id, referenced_security_group_id must be configured",
            ...unverified("the rule is in ConfigValidators; the wording was not read"),
        },
        {
            during: "create",
            when: "the group has the same rule",
            error: "InvalidPermission.Duplicate: the specified rule already exists",
            ...unverified("error text from general knowledge"),
        },
    ],
};
