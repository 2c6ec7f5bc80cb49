/** Everything with one of a set of tags, kind by kind and page by page. */
import {
    type EC2Client,
    paginateDescribeInstances,
    paginateDescribeNetworkInterfaces,
    paginateDescribeSecurityGroups,
    paginateDescribeVolumes,
    type Tag,
} from "@aws-sdk/client-ec2";
import {
    DescribeTagsCommand as DescribeClassicTagsCommand,
    type ElasticLoadBalancingClient,
    paginateDescribeLoadBalancers as paginateClassic,
} from "@aws-sdk/client-elastic-load-balancing";
import {
    DescribeTagsCommand,
    type ElasticLoadBalancingV2Client,
    paginateDescribeLoadBalancers,
} from "@aws-sdk/client-elastic-load-balancing-v2";

import type { Clients } from "./aws-clients";
import type { Found, Kind, Tags } from "./found";

type Pages = AsyncIterable<readonly Found[]>;

/** @throws what the SDK throws; the caller asked for a list and gets none */
export async function* findByKind(kind: Kind, tagKeys: readonly string[], clients: Clients): Pages {
    const { classic, ec2, v2 } = clients;
    switch (kind) {
        case "load balancer":
            yield* loadBalancers(v2, tagKeys);
            yield* classicLoadBalancers(classic, tagKeys);
            return;
        case "instance":
            yield* instances(ec2, tagKeys);
            return;
        case "network interface":
            yield* networkInterfaces(ec2, tagKeys);
            return;
        case "security group":
            yield* securityGroups(ec2, tagKeys);
            return;
        case "volume":
            yield* volumes(ec2, tagKeys);
    }
}

/** Source: EC2 API Reference, MaxResults: the most that all four lists take, read 2026-11. */
const PAGE = 500;

/** Several values of one filter are alternatives. Source: EC2 API Reference, "Filter", read 2026-11. */
function withTags(tagKeys: readonly string[]) {
    return { Filters: [{ Name: "tag-key", Values: [...tagKeys] }] };
}

async function* instances(client: EC2Client, tagKeys: readonly string[]): Pages {
    for await (const { Reservations = [] } of paginateDescribeInstances(
        { client, pageSize: PAGE },
        withTags(tagKeys),
    )) {
        yield Reservations.flatMap(({ Instances = [], OwnerId }) =>
            Instances.map((instance) => {
                const tags = tagsIn(instance.Tags);
                return {
                    kind: "instance" as const,
                    id: instance.InstanceId ?? "",
                    name: tags["Name"],
                    state: instance.State?.Name ?? "",
                    account: OwnerId,
                    tags,
                    managedByAws: false,
                };
            }),
        );
    }
}

async function* networkInterfaces(client: EC2Client, tagKeys: readonly string[]): Pages {
    const pages = paginateDescribeNetworkInterfaces({ client, pageSize: PAGE }, withTags(tagKeys));
    for await (const { NetworkInterfaces = [] } of pages) {
        yield NetworkInterfaces.map((one) => ({
            kind: "network interface" as const,
            id: one.NetworkInterfaceId ?? "",
            name: one.Description,
            state: one.Status ?? "",
            account: one.OwnerId,
            tags: tagsIn(one.TagSet),
            managedByAws: one.RequesterManaged ?? false,
        }));
    }
}

async function* securityGroups(client: EC2Client, tagKeys: readonly string[]): Pages {
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups(
        { client },
        withTags(tagKeys),
    )) {
        yield SecurityGroups.map((group) => ({
            kind: "security group" as const,
            id: group.GroupId ?? "",
            name: group.GroupName,
            // A group has no state of its own.
            state: "unused",
            account: group.OwnerId,
            tags: tagsIn(group.Tags),
            managedByAws: false,
        }));
    }
}

async function* volumes(client: EC2Client, tagKeys: readonly string[]): Pages {
    for await (const { Volumes = [] } of paginateDescribeVolumes(
        { client, pageSize: PAGE },
        withTags(tagKeys),
    )) {
        yield Volumes.map((volume) => {
            const tags = tagsIn(volume.Tags);
            return {
                kind: "volume" as const,
                id: volume.VolumeId ?? "",
                name: tags["kubernetes.io/created-for/pvc/name"] ?? tags["Name"],
                state: volume.State ?? "",
                account: undefined,
                tags,
                managedByAws: volume.Operator?.Managed ?? false,
            };
        });
    }
}

async function* loadBalancers(client: ElasticLoadBalancingV2Client, tagKeys: readonly string[]): Pages {
    for await (const { LoadBalancers = [] } of paginateDescribeLoadBalancers({ client }, {})) {
        const tagsByArn = new Map<string, Tags>();
        for (const ResourceArns of chunks(
            LoadBalancers.flatMap(({ LoadBalancerArn }) => LoadBalancerArn ?? []),
        )) {
            const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns }));
            for (const { ResourceArn = "", Tags } of TagDescriptions)
                tagsByArn.set(ResourceArn, tagsIn(Tags));
        }
        yield LoadBalancers.map(({ LoadBalancerArn: id = "", LoadBalancerName: name, State }) => ({
            kind: "load balancer" as const,
            id,
            name,
            state: State?.Code ?? "",
            account: id.split(":")[4],
            tags: tagsByArn.get(id) ?? {},
            managedByAws: false,
        })).filter(hasOneOf(tagKeys));
    }
}

async function* classicLoadBalancers(client: ElasticLoadBalancingClient, tagKeys: readonly string[]): Pages {
    for await (const { LoadBalancerDescriptions = [] } of paginateClassic({ client }, {})) {
        const names = LoadBalancerDescriptions.flatMap(({ LoadBalancerName }) => LoadBalancerName ?? []);
        const tagsByName = new Map<string, Tags>();
        for (const LoadBalancerNames of chunks(names)) {
            const { TagDescriptions = [] } = await client.send(
                new DescribeClassicTagsCommand({ LoadBalancerNames }),
            );
            for (const { LoadBalancerName = "", Tags } of TagDescriptions) {
                tagsByName.set(LoadBalancerName, tagsIn(Tags));
            }
        }
        yield names
            .map((id) => ({
                kind: "load balancer" as const,
                id,
                name: id,
                state: "classic",
                account: undefined,
                tags: tagsByName.get(id) ?? {},
                managedByAws: false,
            }))
            .filter(hasOneOf(tagKeys));
    }
}

/** Load balancers cannot be asked for by their tags. */
function hasOneOf(tagKeys: readonly string[]): (item: Found) => boolean {
    return ({ tags }) => tagKeys.some((key) => tags[key] !== undefined);
}

/** Source: Elastic Load Balancing API References, DescribeTags: at most 20 at once, in both versions. */
const TAGGED_AT_ONCE = 20;

function chunks(ids: readonly string[]): readonly string[][] {
    const count = Math.ceil(ids.length / TAGGED_AT_ONCE);
    return Array.from({ length: count }, (_, index) =>
        ids.slice(index * TAGGED_AT_ONCE, (index + 1) * TAGGED_AT_ONCE),
    );
}

function tagsIn(tags: readonly Tag[] | undefined = []): Tags {
    return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
