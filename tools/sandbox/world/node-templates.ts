/** What groups of nodes use through their launch template: security groups of their interfaces, and a placement group. */
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Entry, type Inventory, valuesOf } from "../inventory";
import type { Refusal } from "../refusal";
import { objects, text, texts, TYPES } from "./lookups";
import type { Model, Operation } from "./model";

/** The template a managed group or a group of EC2 Auto Scaling starts its instances from. */
export function templateOf(group: Entry, inventory: Inventory): Properties {
    const values = valuesOf(group);
    const policy = objectOf(objectOf(values["mixedInstancesPolicy"])["launchTemplate"]);
    const ofPolicy = textOf(objectOf(policy["launchTemplateSpecification"])["launchTemplateId"]);
    const id = textOf(objectOf(values["launchTemplate"])["id"], ofPolicy);
    const template = inventory.ofType(TYPES.launchTemplate).find((entry) => entry.id === id);
    return template === undefined ? {} : valuesOf(template);
}

/** Whether an interface of a group's nodes has the security group. */
export function usesSecurityGroup(group: Entry, id: string, inventory: Inventory): boolean {
    const template = templateOf(group, inventory);
    const ofInterfaces = objects(template["networkInterfaces"]).flatMap((one) =>
        texts(one["securityGroups"]),
    );
    return [...texts(template["vpcSecurityGroupIds"]), ...ofInterfaces].includes(id);
}

export const placement: Model = {
    name: "placement",
    refuse: (operation, { inventory }) =>
        operation.method === "delete" && operation.type === TYPES.placementGroup
            ? stillUsed(operation, inventory)
            : undefined,
};

/** Not repeated by the provider: the order must be right. */
function stillUsed({ entry }: Operation, inventory: Inventory): Refusal | undefined {
    const name = text(entry, "name");
    const users = [TYPES.autoScalingGroup, TYPES.nodeGroup]
        .flatMap((type) => inventory.ofType(type))
        .filter((group) => objectOf(templateOf(group, inventory)["placement"])["groupName"] === name);
    if (users.length === 0) return undefined;
    return {
        error: `InvalidPlacementGroup.InUse: The placement group '${name}' is in use and may not be deleted.`,
        source: "EC2 API Reference, error codes, InvalidPlacementGroup.InUse",
        wording: "unverified",
    };
}
