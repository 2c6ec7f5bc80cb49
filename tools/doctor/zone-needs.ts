/** What an environment asks of its Availability Zones, read from its planned graph. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";
import type { PlannedGraph, PlannedResource } from "../plan/graph";
import { networkNeedsOf } from "./network-needs";

/** Instance types that one group of nodes starts, and where. */
export interface TypeNeed {
    /** `nodes-system-a`, as the plan names it. */
    readonly group: string;
    /** Any of them will do. */
    readonly types: readonly string[];
    readonly zones: readonly string[];
}

export interface ZoneNeeds {
    /** Of any subnet, sorted. */
    readonly zones: readonly string[];
    /** Local Zones and Wavelength Zones of subnets, sorted. @default none */
    readonly edge?: readonly string[];
    /** Of the control plane's subnets. */
    readonly controlPlane: readonly string[];
    readonly types: readonly TypeNeed[];
}

const SUBNET = "aws:ec2/subnet:Subnet";

/** A zone of a region ends in its letter; what is longer lies at the edge. Source: EC2 API Reference, DescribeAvailabilityZones. */
const EDGE_ZONE = /^[a-z]{2,4}(-[a-z]+)+-\d+-/;

export function zoneNeedsOf({ resources }: PlannedGraph): ZoneNeeds {
    const zoneOf = new Map(
        resources
            .filter(({ type }) => type === SUBNET)
            .map(({ inputs, urn }) => [urn, text(objectOf(inputs)["availabilityZone"])]),
    );
    // Subnets that are there already are named by their ids.
    for (const { id, zone } of networkNeedsOf({ resources })?.subnets ?? []) zoneOf.set(id, [zone]);
    const zonesBehind = ({ inputs, propertyDependencies }: PlannedResource, input: string): string[] => {
        const value = objectOf(inputs)[input];
        const ids = [...texts(value), ...texts(objectOf(value)["subnetIds"])];
        return sorted(
            [...(propertyDependencies[input] ?? []), ...ids].flatMap((one) => zoneOf.get(one) ?? []),
        );
    };
    const ofType = (type: string): PlannedResource[] =>
        resources.filter((resource) => resource.type === type);
    const groups = ofType("aws:eks/nodeGroup:NodeGroup").map((group) => ({
        group: group.name,
        types: texts(objectOf(group.inputs)["instanceTypes"]),
        zones: zonesBehind(group, "subnetIds"),
    }));
    const alone = ofType("aws:autoscaling/group:Group").map((group) => ({
        group: group.name,
        types: typesOfPolicy(group),
        zones: zonesBehind(group, "vpcZoneIdentifiers"),
    }));
    const all = sorted([...zoneOf.values()]);
    const zones = all.filter((zone) => !EDGE_ZONE.test(zone));
    const edge = all.filter((zone) => EDGE_ZONE.test(zone));
    const pools = ofType("kubernetes:karpenter.sh/v1:NodePool").map((pool) => {
        const asked = (key: string): string[] => valuesOf(pool, key);
        const own = asked("topology.kubernetes.io/zone");
        return {
            group: pool.name,
            types: asked("node.kubernetes.io/instance-type"),
            zones: own.length > 0 ? sorted(own) : zones,
        };
    });
    const [controlPlane] = ofType("aws:eks/cluster:Cluster");
    return {
        zones,
        ...(edge.length === 0 ? {} : { edge }),
        controlPlane: controlPlane === undefined ? [] : zonesBehind(controlPlane, "vpcConfig"),
        // A pool that names no types takes what there is.
        types: [...groups, ...alone, ...pools].filter(({ types }) => types.length > 0),
    };
}

/** Types among which EC2 Auto Scaling chooses. */
export function typesOfPolicy({ inputs }: Pick<PlannedResource, "inputs">): string[] {
    const template = objectOf(objectOf(objectOf(inputs)["mixedInstancesPolicy"])["launchTemplate"]);
    const { overrides } = template;
    const list: readonly Json[] = Array.isArray(overrides) ? overrides : [];
    return list.flatMap((override) => text(objectOf(override)["instanceType"]));
}

/** What a pool's requirement of that key lists with `In`. */
function valuesOf({ inputs }: PlannedResource, key: string): string[] {
    const template = objectOf(objectOf(objectOf(inputs)["spec"])["template"]);
    const requirements = objectOf(template["spec"])["requirements"];
    const list: readonly Json[] = Array.isArray(requirements) ? requirements : [];
    return list
        .filter(isObject)
        .filter((requirement) => requirement["key"] === key && requirement["operator"] === "In")
        .flatMap((requirement) => texts(requirement["values"]));
}

function texts(value: Json | undefined): string[] {
    return Array.isArray(value) ? value.flatMap((item: Json) => text(item)) : [];
}

function text(value: Json | undefined): string[] {
    return typeof value === "string" ? [value] : [];
}

function sorted(values: readonly (string | readonly string[])[]): string[] {
    return [...new Set(values.flat())].sort();
}
