/** AWS through its SDK: pages as the SDK's paginators read them. */
import {
    DeleteNetworkInterfaceCommand,
    DeleteSecurityGroupCommand,
    DeleteVolumeCommand,
    type EC2Client,
    paginateDescribeInstances,
    paginateDescribeNetworkInterfaces,
    paginateDescribeSecurityGroupRules,
    RevokeSecurityGroupEgressCommand,
    RevokeSecurityGroupIngressCommand,
    type SecurityGroupRule,
    TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { DescribeClusterCommand, type EKSClient } from "@aws-sdk/client-eks";
import { DeleteLoadBalancerCommand as DeleteClassicCommand } from "@aws-sdk/client-elastic-load-balancing";
import { DeleteLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";

import { type Clients, openClients } from "./aws-clients";
import { findByKind } from "./aws-find";
import { AwsRefusal, type Cloud, type Found, type GroupUse } from "./found";

/** The AWS that the caller's credentials open; none is read before the first question. */
export function awsCloud(region: string, clients: Clients = openClients(region)): Cloud {
    const { ec2, eks, sts } = clients;
    return {
        account: () => refusing(accountOf(sts)),
        clusterStatus: (cluster) => refusing(statusOf(eks, cluster)),
        find: (kind, tagKeys) => refusingPages(findByKind(kind, tagKeys, clients)),
        usesOf: (groupIds) => refusingPages(usesOf(ec2, groupIds)),
        remove: (item) => refusing(remove(item, clients)),
        unfinished: (ids) => refusing(unfinished(ec2, ids)),
        revokeReferences: (groupIds) => refusing(revokeReferences(ec2, groupIds)),
    };
}

/** Source: EC2 API Reference, MaxResults of the lists below: 1000 at most, read 2026-11. */
const PAGE = 500;

async function accountOf(sts: STSClient): Promise<string> {
    const { Account } = await sts.send(new GetCallerIdentityCommand({}));
    return Account ?? "";
}

async function statusOf(eks: EKSClient, name: string): Promise<string | undefined> {
    try {
        const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
        return cluster?.status ?? "without a status";
    } catch (error) {
        if (error instanceof Error && error.name === "ResourceNotFoundException") return undefined;
        throw error;
    }
}

async function* usesOf(client: EC2Client, groupIds: readonly string[]): AsyncIterable<readonly GroupUse[]> {
    const Filters = [{ Name: "group-id", Values: [...groupIds] }];
    for await (const { NetworkInterfaces = [] } of paginateDescribeNetworkInterfaces(
        { client },
        { Filters },
    )) {
        yield NetworkInterfaces.map(
            ({ Attachment, Description = "", Groups = [], NetworkInterfaceId = "" }) => ({
                interfaceId: NetworkInterfaceId,
                groupIds: Groups.flatMap(({ GroupId }) => GroupId ?? []),
                instanceId: Attachment?.InstanceId,
                description: Description,
            }),
        );
    }
}

async function remove({ id, kind }: Found, { classic, ec2, v2 }: Clients): Promise<void> {
    switch (kind) {
        case "load balancer":
            if (id.startsWith("arn:")) await v2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: id }));
            else await classic.send(new DeleteClassicCommand({ LoadBalancerName: id }));
            return;
        case "instance":
            await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
            return;
        case "network interface":
            await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId: id }));
            return;
        case "security group":
            await ec2.send(new DeleteSecurityGroupCommand({ GroupId: id }));
            return;
        case "volume":
            await ec2.send(new DeleteVolumeCommand({ VolumeId: id }));
            return;
    }
}

async function unfinished(client: EC2Client, ids: readonly string[]): Promise<readonly string[]> {
    const left: string[] = [];
    const Filters = [
        { Name: "instance-id", Values: [...ids] },
        {
            Name: "instance-state-name",
            Values: ["pending", "running", "stopping", "stopped", "shutting-down"],
        },
    ];
    for await (const { Reservations = [] } of paginateDescribeInstances(
        { client, pageSize: PAGE },
        { Filters },
    )) {
        for (const { Instances = [] } of Reservations)
            left.push(...Instances.flatMap((one) => one.InstanceId ?? []));
    }
    return left;
}

async function revokeReferences(client: EC2Client, groupIds: readonly string[]): Promise<void> {
    const rules: SecurityGroupRule[] = [];
    const Filters = [{ Name: "group-id", Values: [...groupIds] }];
    for await (const { SecurityGroupRules = [] } of paginateDescribeSecurityGroupRules(
        { client },
        { Filters },
    )) {
        rules.push(
            ...SecurityGroupRules.filter(({ ReferencedGroupInfo }) => ReferencedGroupInfo !== undefined),
        );
    }
    for (const GroupId of groupIds) {
        const own = rules.filter((rule) => rule.GroupId === GroupId);
        const ids = (egress: boolean) =>
            own
                .filter(({ IsEgress }) => IsEgress === egress)
                .flatMap((rule) => rule.SecurityGroupRuleId ?? []);
        const [ingress, egress] = [ids(false), ids(true)];
        if (ingress.length > 0) {
            await client.send(
                new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: ingress }),
            );
        }
        if (egress.length > 0) {
            await client.send(
                new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds: egress }),
            );
        }
    }
}

/** AWS's refusals under their code; a fault of the program stays one. */
async function refusing<Value>(answer: Promise<Value>): Promise<Value> {
    try {
        return await answer;
    } catch (error) {
        throw refusalOf(error);
    }
}

async function* refusingPages<Page>(pages: AsyncIterable<Page>): AsyncIterable<Page> {
    try {
        yield* pages;
    } catch (error) {
        throw refusalOf(error);
    }
}

/** Pure. What follows an encoded text is for `sts decode-authorization-message`, not for a terminal. */
export function refusalOf(error: unknown): unknown {
    if (!(error instanceof Error) || error instanceof TypeError) return error;
    const { code } = error as NodeJS.ErrnoException;
    const message = error.message.replace(/ *Encoded authorization failure message:.*$/s, "");
    return new AwsRefusal(error.name === "Error" ? (code ?? error.name) : error.name, message);
}
