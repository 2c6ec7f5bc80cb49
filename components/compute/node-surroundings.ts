/** What must be there before a pool's instances start: a placement group, and a group of reservations. */
import { PlacementGroup } from "@pulumi/aws/ec2/placementGroup";
import type { LaunchTemplateArgs } from "@pulumi/aws/ec2/launchTemplate";
import { Group } from "@pulumi/aws/resourcegroups/group";
import { Resource } from "@pulumi/aws/resourcegroups/resource";
import type * as pulumi from "@pulumi/pulumi";

import { childName } from "../shared/names";
import type { NodeSpec } from "./node-arguments";
import { idOf } from "./node-scarce";

/** What a launch template says of them, and what must be finished before a node starts. */
export interface Surroundings {
    readonly template: Pick<
        LaunchTemplateArgs,
        "capacityReservationSpecification" | "instanceMarketOptions" | "instanceType" | "placement"
    >;
    readonly ready: readonly pulumi.Resource[];
}

type Parts = Pick<NodeSpec, "clusterName" | "instanceTypes" | "placement" | "pool" | "reservation">;

export function createSurroundings(parent: pulumi.Resource, name: string, spec: Parts): Surroundings {
    const group = groupNameOf(parent, name, spec);
    const reserved = reserve(parent, name, spec);
    return {
        template: {
            ...(group === undefined ? {} : { placement: { groupName: group } }),
            ...reserved.template,
        },
        ready: reserved.ready,
    };
}

function groupNameOf(
    parent: pulumi.Resource,
    name: string,
    { clusterName, placement, pool }: Parts,
): pulumi.Input<string> | undefined {
    if (placement === undefined) return undefined;
    if (placement.kind === "existing") return placement.name;
    const tags = { Name: `${clusterName}-${pool}` };
    const group = new PlacementGroup(
        childName(name, "placement"),
        {
            strategy: placement.kind,
            ...(placement.kind === "partition" ? { partitionCount: placement.partitions } : {}),
            tags,
        },
        { parent },
    );
    return group.name;
}

function reserve(
    parent: pulumi.Resource,
    name: string,
    { clusterName, instanceTypes, pool, reservation }: Parts,
): Surroundings {
    if (reservation === undefined) return { template: {}, ready: [] };
    if (reservation.kind !== "reservations") {
        const capacityReservationTarget = { capacityReservationId: reservation.id };
        const template = { capacityReservationSpecification: { capacityReservationTarget } };
        if (reservation.kind === "reservation") return { template, ready: [] };
        // EKS takes the type of a block from the template alone. Source: EKS User Guide, capacity-blocks-mng.
        const instanceType = instanceTypes[0] ?? "";
        const instanceMarketOptions = { marketType: "capacity-block" };
        return { template: { ...template, instanceMarketOptions, instanceType }, ready: [] };
    }
    const group = createPool(parent, name, `${clusterName}-${pool}`);
    const members = reservation.arns.map(
        (resourceArn) =>
            new Resource(
                childName(name, idOf(resourceArn)),
                { groupArn: group.arn, resourceArn },
                { parent },
            ),
    );
    const capacityReservationTarget = { capacityReservationResourceGroupArn: group.arn };
    return {
        template: { capacityReservationSpecification: { capacityReservationTarget } },
        ready: members,
    };
}

/** Source: Amazon EC2 User Guide, create-cr-group; AWS Resource Groups User Guide, about-slg-types. */
function createPool(parent: pulumi.Resource, name: string, title: string): Group {
    return new Group(
        childName(name, "reservations"),
        {
            description: "Capacity reservations of nodes",
            configurations: [
                { type: "AWS::EC2::CapacityReservationPool" },
                {
                    type: "AWS::ResourceGroups::Generic",
                    parameters: [
                        { name: "allowed-resource-types", values: ["AWS::EC2::CapacityReservation"] },
                    ],
                },
            ],
            tags: { Name: title },
        },
        { parent },
    );
}
