/** Security groups of a pool's nodes beside the cluster's own, which all nodes share. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import type { VpcRef } from "../network/ref";
import { childName } from "../shared/names";
import { SECURITY_GROUP_ID } from "../shared/node-access";
import { missing, type Problem } from "../shared/problems";
import type { NodeSpec } from "./node-arguments";
import { portOf } from "./node-windows";

/** What they need of cluster and network. */
export interface SecurityInputs {
    readonly cluster: Partial<Pick<ClusterRef, "securityGroupId">>;
    readonly vpc: Partial<Pick<VpcRef, "vpcId">>;
}

type SecuritySpec = Pick<
    NodeSpec,
    "access" | "amiFamily" | "clusterName" | "efa" | "pool" | "securityGroupIds"
>;

/** What a component used directly must be given as well. */
export function checkSecurityInputs(spec: SecuritySpec, { cluster, vpc }: SecurityInputs): Problem[] {
    if (!namesGroups(spec)) return [];
    return [
        ...(cluster.securityGroupId === undefined ? [missing("cluster.securityGroupId")] : []),
        ...(makesGroups(spec) && vpc.vpcId === undefined ? [missing("vpc.vpcId")] : []),
    ];
}

function namesGroups(spec: SecuritySpec): boolean {
    return makesGroups(spec) || (spec.securityGroupIds ?? []).length > 0;
}

function makesGroups({ access, efa }: SecuritySpec): boolean {
    return access?.kind === "key-pair" || efa !== undefined;
}

/**
 * The groups a launch template names; none where it names none, and EKS adds the cluster's. As soon as it names one, EKS
 * adds nothing, so the cluster's is the first of them. Source: EKS User Guide, launch-templates, "Using custom security groups".
 */
export function createNodeSecurityGroups(
    parent: pulumi.Resource,
    name: string,
    spec: SecuritySpec,
    { cluster: { securityGroupId }, vpc: { vpcId } }: SecurityInputs,
): pulumi.Input<string>[] {
    if (!namesGroups(spec) || securityGroupId === undefined) return [];
    const own =
        vpcId === undefined
            ? []
            : [...createDoor(parent, name, spec, vpcId), ...createEfa(parent, name, spec, vpcId)];
    return [securityGroupId, ...own, ...(spec.securityGroupIds ?? [])];
}

/**
 * What goes between adapters is no IP traffic, so a rule for all addresses does not let it out: the group names itself, in and
 * out. Source: Amazon EC2 User Guide, efa-start, "Prepare an EFA-enabled security group".
 */
function createEfa(
    parent: pulumi.Resource,
    name: string,
    { clusterName, efa, pool }: SecuritySpec,
    vpcId: pulumi.Input<string>,
): pulumi.Output<string>[] {
    if (efa === undefined) return [];
    const tags = { Name: `${clusterName}-${pool}-efa` };
    const { id } = new SecurityGroup(
        childName(name, "efa"),
        { vpcId, description: "EFA between nodes", tags },
        { parent },
    );
    const rule = {
        securityGroupId: id,
        referencedSecurityGroupId: id,
        ipProtocol: "-1",
        description: "EFA",
        tags,
    };
    new SecurityGroupIngressRule(childName(name, "efa-in"), rule, { parent });
    new SecurityGroupEgressRule(childName(name, "efa-out"), rule, { parent });
    return [id];
}

/** The port people come by, from the sources named, each a rule of its own: one that goes closes nothing else. */
function createDoor(
    parent: pulumi.Resource,
    name: string,
    { access, amiFamily, clusterName, pool }: SecuritySpec,
    vpcId: pulumi.Input<string>,
): pulumi.Output<string>[] {
    if (access?.kind !== "key-pair") return [];
    const port = portOf(amiFamily);
    const [key, title] = port === 22 ? ["ssh", "SSH"] : ["rdp", "Remote Desktop"];
    const tags = { Name: `${clusterName}-${pool}-${key}` };
    const group = new SecurityGroup(
        childName(name, key),
        { vpcId, description: `${title} to nodes`, tags },
        { parent },
    );
    for (const source of access.from) {
        new SecurityGroupIngressRule(
            childName(name, key, source.replace("/", "-")),
            {
                securityGroupId: group.id,
                description: title,
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                ...(SECURITY_GROUP_ID.test(source)
                    ? { referencedSecurityGroupId: source }
                    : { cidrIpv4: source }),
                tags,
            },
            { parent },
        );
    }
    return [group.id];
}
