/** aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule */
import { securityGroupRule } from "../../security-group-rule";

export const securityGroupEgressRule = securityGroupRule("egress", "destination");
