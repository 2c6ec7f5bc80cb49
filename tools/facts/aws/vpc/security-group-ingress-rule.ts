/** aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule */
import { securityGroupRule } from "../../security-group-rule";

export const securityGroupIngressRule = securityGroupRule("ingress", "source");
