/** All facts, by type token. */
import { logGroup } from "./aws/cloudwatch/log-group";
import { defaultSecurityGroup } from "./aws/ec2/default-security-group";
import { eip } from "./aws/ec2/eip";
import { flowLog } from "./aws/ec2/flow-log";
import { internetGateway } from "./aws/ec2/internet-gateway";
import { natGateway } from "./aws/ec2/nat-gateway";
import { route } from "./aws/ec2/route";
import { routeTable } from "./aws/ec2/route-table";
import { routeTableAssociation } from "./aws/ec2/route-table-association";
import { securityGroup } from "./aws/ec2/security-group";
import { subnet } from "./aws/ec2/subnet";
import { vpc } from "./aws/ec2/vpc";
import { vpcEndpoint } from "./aws/ec2/vpc-endpoint";
import { accessEntry } from "./aws/eks/access-entry";
import { accessPolicyAssociation } from "./aws/eks/access-policy-association";
import { cluster } from "./aws/eks/cluster";
import { openIdConnectProvider } from "./aws/iam/open-id-connect-provider";
import { role } from "./aws/iam/role";
import { rolePolicy } from "./aws/iam/role-policy";
import { rolePolicyAttachment } from "./aws/iam/role-policy-attachment";
import { alias } from "./aws/kms/alias";
import { key } from "./aws/kms/key";
import { awsProvider } from "./aws/provider";
import { securityGroupIngressRule } from "./aws/vpc/security-group-ingress-rule";
import type { ResourceFacts } from "./facts";
import { kubernetesProvider } from "./kubernetes/provider";

const ALL: readonly ResourceFacts[] = [
    accessEntry,
    accessPolicyAssociation,
    alias,
    awsProvider,
    cluster,
    defaultSecurityGroup,
    eip,
    flowLog,
    internetGateway,
    key,
    kubernetesProvider,
    logGroup,
    natGateway,
    openIdConnectProvider,
    role,
    rolePolicy,
    rolePolicyAttachment,
    route,
    routeTable,
    routeTableAssociation,
    securityGroup,
    securityGroupIngressRule,
    subnet,
    vpc,
    vpcEndpoint,
];

/** Type token → facts. */
export const FACTS: ReadonlyMap<string, ResourceFacts> = new Map(ALL.map((facts) => [facts.type, facts]));
