/** Rules of security groups, one resource each: both directions are told and refused alike. */
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
} from "./build";
import type { ResourceFacts } from "./facts";

/**
 * The facts of one direction.
 * @param other what a rule names once: its source, or its destination
 */
export function securityGroupRule(
    direction: "egress" | "ingress",
    other: "destination" | "source",
): ResourceFacts {
    const name = direction === "egress" ? "Egress" : "Ingress";
    const evidence = typings(`vpc/securityGroup${name}Rule`);
    const modifyPlan = provider(`ec2/vpc_security_group_${direction}_rule`, "ModifyPlan");
    return {
        type: `aws:vpc/securityGroup${name}Rule:SecurityGroup${name}Rule`,
        id: (ctx) => ec2Id(ctx, "sgr"),
        outputs: (ctx) => ({
            ...regional(ctx),
            ...ec2Arn(ctx, "sgr", "security-group-rule"),
            securityGroupRuleId: ec2Id(ctx, "sgr"),
        }),
        outputsEvidence: evidence,
        unknownAtPreview: { value: ["arn", "securityGroupRuleId"], ...evidence },
        forcesReplacement: [
            REGION_REPLACES,
            replaces(["securityGroupId"], modifyPlan),
            {
                paths: ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"],
                when: { kind: "other-path-set" },
                ...modifyPlan,
            },
        ],
        physicalName: NAMELESS,
        refusals: [
            {
                during: "check",
                when: `not exactly one ${other}`,
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
}
