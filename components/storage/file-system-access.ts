/** Who reaches a file system: the nodes, at the ports of its protocol. */
import { SecurityGroup } from "@pulumi/aws/ec2/securityGroup";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc/securityGroupEgressRule";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import type { FileSystemArgs } from "./file-system-args";
import { type Port, PORTS } from "./file-system-spec";

/** The security group of a file system, and the rules its clients need before they mount. */
export interface Access {
    readonly group: SecurityGroup;
    readonly rules: readonly pulumi.CustomResource[];
}

/** Members of the cluster's security group are let in: every node of the kit is one. */
export function createAccess(parent: pulumi.Resource, name: string, args: FileSystemArgs): Access {
    const { clusterName, fileSystem, vpc, words } = args;
    const tags = { Name: `${clusterName}-${fileSystem}` };
    const group = new SecurityGroup(
        childName(name, "clients"),
        { description: `Clients of file system ${fileSystem}`, vpcId: vpc.vpcId, tags },
        { parent },
    );
    if (words.kind === "file-cache") return { group, rules: [] };
    const ways: Ways = { parent, name, tags, group, nodes: args.cluster.securityGroupId };
    const rules = PORTS[words.kind].flatMap((port) =>
        words.kind === "lustre" ? lustreRules(ways, port) : [admit(ways, "nodes", port, ways.nodes)],
    );
    return { group, rules };
}

/** Who is at the other end, as the rule says it. */
const WAYS = {
    callbacks: "servers of the file system, which call clients back",
    nodes: "nodes that mount the file system",
    servers: "servers of the file system",
} as const;

type Who = keyof typeof WAYS;

interface Ways {
    readonly parent: pulumi.Resource;
    readonly name: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly group: SecurityGroup;
    /** Security group of the nodes. */
    readonly nodes: pulumi.Output<string>;
}

/**
 * Servers of Lustre call each other and their clients as well, so that rules go both ways.
 * Source: FSx for Lustre User Guide, limit-access-security-groups.
 */
function lustreRules(ways: Ways, port: Port): readonly pulumi.CustomResource[] {
    const { group, nodes } = ways;
    return [
        admit(ways, "nodes", port, nodes),
        admit(ways, "servers", port, group.id),
        admit(ways, "callbacks", port, group.id, nodes),
        release(ways, "nodes", port, nodes),
        release(ways, "servers", port, group.id),
    ];
}

/** @param into the security group that lets in: the file system's own unless said otherwise */
function admit(
    { group, name, parent, tags }: Ways,
    who: Who,
    port: Port,
    from: pulumi.Input<string>,
    into: pulumi.Input<string> = group.id,
): SecurityGroupIngressRule {
    return new SecurityGroupIngressRule(
        childName(name, who, portName(port)),
        {
            securityGroupId: into,
            referencedSecurityGroupId: from,
            description: `From ${WAYS[who]}`,
            ...portInputs(port),
            tags,
        },
        { parent },
    );
}

function release(
    { group, name, parent, tags }: Ways,
    who: Who,
    port: Port,
    to: pulumi.Input<string>,
): SecurityGroupEgressRule {
    return new SecurityGroupEgressRule(
        childName(name, "to", who, portName(port)),
        {
            securityGroupId: group.id,
            referencedSecurityGroupId: to,
            description: `To ${WAYS[who]}`,
            ...portInputs(port),
            tags,
        },
        { parent },
    );
}

function portName({ from, protocol, to }: Port): string {
    return from === to ? `${protocol}-${from}` : `${protocol}-${from}-${to}`;
}

function portInputs({ from, protocol, to }: Port) {
    return { ipProtocol: protocol, fromPort: from, toPort: to };
}
