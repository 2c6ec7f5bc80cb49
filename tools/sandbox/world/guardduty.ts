/** What GuardDuty makes in a VPC for its agent: nobody in Pulumi has it, and subnets and VPC go after it. */
import { textOf } from "../../facts/build";
import { type Entry, valuesOf } from "../inventory";
import { allBy, isAlive, objects, text, texts, TYPES, vpcConfigOf } from "./lookups";
import { madeByAws } from "./made-by-aws";
import type { Model, World } from "./model";

const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

export const guardDuty: Model = {
    name: "guardduty",
    settle: ({ entry, method, type }, world) => {
        if (method !== "create" && method !== "update") return;
        if (type === FEATURE && entry !== undefined && isOff(entry)) takeAway(entry.place, world);
        if (type === FEATURE || type === TYPES.cluster) make(world);
    },
};

/** Once a cluster: whether what is deleted by hand comes again is said nowhere. */
function make(world: World): void {
    for (const feature of world.inventory.ofType(FEATURE).filter(managesAgent)) {
        for (const cluster of world.inventory.ofType(TYPES.cluster, feature.place).filter(isAlive)) {
            makeFor(cluster, world);
        }
    }
}

/** Source: GuardDuty User Guide, how-runtime-monitoring-works-eks: endpoint and group come with the automated agent. */
function managesAgent(feature: Entry): boolean {
    const { additionalConfigurations, name, status } = valuesOf(feature);
    const isManaged = objects(additionalConfigurations).some(
        (one) => one["name"] === "EKS_ADDON_MANAGEMENT" && one["status"] === "ENABLED",
    );
    return name === "RUNTIME_MONITORING" && status === "ENABLED" && isManaged && isAlive(feature);
}

/**
 * Turned off, which is an update. When Pulumi deletes the feature it stays on.
 * Source: hashicorp/terraform-provider-aws internal/service/guardduty/detector_feature.go, whose deletion does nothing.
 */
function isOff(feature: Entry): boolean {
    return text(feature, "name") === "RUNTIME_MONITORING" && text(feature, "status") === "DISABLED";
}

const NAME = "GuardDutyManagedSecurityGroup";

function makeFor(cluster: Entry, world: World): void {
    const { inventory } = world;
    const subnetIds = texts(vpcConfigOf(cluster)["subnetIds"]);
    const vpcId = textOf(vpcConfigOf(cluster)["vpcId"], text(inventory.find(subnetIds[0] ?? ""), "vpcId"));
    const group = `${NAME}-${vpcId}`;
    const { place } = cluster;
    if (inventory.get(TYPES.leftBehind, place, group) !== undefined) return;
    const region = place.split(" ").at(-1) ?? "";
    inventory.put(madeByAws(world, { type: TYPES.leftBehind, id: group, place, outputs: { vpcId } }));
    const outputs = {
        ...{ vpcId, serviceName: `com.amazonaws.${region}.guardduty-data`, securityGroupIds: [group] },
        // Which subnets it takes is said nowhere; those of the cluster are where its nodes may be.
        subnetIds,
    };
    const id = `vpce-guardduty-data-${vpcId}`;
    inventory.put(madeByAws(world, { type: TYPES.vpcEndpoint, id, place, outputs }));
}

/** Source: GuardDuty User Guide, runtime-monitoring-agent-resource-clean-up, "Disabling Runtime Monitoring". */
function takeAway(place: string, { inventory }: World): void {
    for (const group of inventory.ofType(TYPES.leftBehind, place).filter(({ id }) => id.startsWith(NAME))) {
        for (const endpoint of allBy(inventory, TYPES.vpcEndpoint, "vpcId", text(group, "vpcId"))) {
            if (endpoint.name === "") inventory.remove(endpoint);
        }
        inventory.remove(group);
    }
}
