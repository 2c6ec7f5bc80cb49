/** Subnets that something stands in: made here, or of a VPC that is there already, whose owner keeps the routes. */
import type { Json } from "../../components/shared/json";
import type { PlannedResource } from "../plan/graph";
import { type Planned, TYPES } from "./planned";
import { input, textsOf } from "./reading";

export interface Standing {
    readonly zone: Json | undefined;
    /** Of subnets made here by their routes, of others by what they are named for: `npm run doctor` looks at theirs. */
    readonly isPrivate: boolean;
}

export const isSubnetOf =
    (tier: "control-plane" | "node" | "public") =>
    ({ name, type }: PlannedResource): boolean =>
        type === TYPES.subnet && new RegExp(`-${tier}-[a-d]$`).test(name);

/** No route of the subnet's route tables leads to an internet gateway. */
export function isPrivate(planned: Planned, subnet: PlannedResource): boolean {
    const tables = planned
        .usersOf(subnet, "subnetId", TYPES.routeTableAssociation)
        .flatMap((one) => planned.madeFrom(one, "routeTableId", TYPES.routeTable));
    const routes = tables.flatMap((table) => planned.usersOf(table, "routeTableId", TYPES.route));
    return tables.length > 0 && routes.every((route) => input(route, "gatewayId") === undefined);
}

/** What the environment says of a VPC that is there already. */
export function existingVpcOf(planned: Planned): PlannedResource | undefined {
    return planned.ofType("platform:network:ExistingVpc")[0];
}

/** The subnets that an input of a resource names, either way. */
export function subnetsBehind(
    planned: Planned,
    resource: PlannedResource,
    name: string,
): readonly Standing[] {
    const made = planned.madeFrom(resource, name, TYPES.subnet).map((subnet) => standing(planned, subnet));
    const text = JSON.stringify(input(resource, name) ?? null);
    const named = theirs(planned).filter(({ id }) => text.includes(`"${id}"`));
    const unique = new Map(named.map((subnet) => [subnet.id, subnet]));
    return [...made, ...unique.values()];
}

/** Every subnet for nodes. */
export function nodeSubnets(planned: Planned): readonly Standing[] {
    return [
        ...planned
            .ofType(TYPES.subnet)
            .filter(isSubnetOf("node"))
            .map((subnet) => standing(planned, subnet)),
        ...theirs(planned).filter(({ tier }) => tier === "nodeSubnets"),
    ];
}

/** Endpoints of services that a VPC has already, as the environment says. */
export function ownersEndpoints(planned: Planned): readonly string[] {
    const vpc = existingVpcOf(planned);
    return vpc === undefined ? [] : textsOf(input(vpc, "ownersEndpoints"));
}

/** Whether nodes leave a VPC of somebody else over its routes: what is cheaper there is its owner's to choose. */
export function isRoutedByOwner(planned: Planned): boolean {
    const vpc = existingVpcOf(planned);
    return vpc !== undefined && input(vpc, "egress") === "routed";
}

export function zonesOf(subnets: readonly Standing[]): ReadonlySet<unknown> {
    return new Set(subnets.map(({ zone }) => zone));
}

export function arePrivate(subnets: readonly Standing[]): boolean {
    return subnets.length > 0 && subnets.every((one) => one.isPrivate);
}

function standing(planned: Planned, subnet: PlannedResource): Standing {
    return { zone: input(subnet, "availabilityZone"), isPrivate: isPrivate(planned, subnet) };
}

function theirs(planned: Planned): (Standing & { readonly id: string; readonly tier: string })[] {
    const vpc = existingVpcOf(planned);
    if (vpc === undefined) return [];
    return ["nodeSubnets", "controlPlaneSubnets", "publicSubnets"].flatMap((tier) =>
        textsOf(input(vpc, tier)).flatMap((text) => {
            const [zone = "", id] = text.split(": ");
            return id === undefined ? [] : [{ id, isPrivate: tier !== "publicSubnets", tier, zone }];
        }),
    );
}
