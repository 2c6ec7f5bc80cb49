/** Addresses that the update needs for a while: of the control plane's new interfaces, and of nodes before the old ones go. */
import { type Finding, findingsOf, type Found } from "../finding";
import type { Ground } from "../ground";
import type { SubnetFit } from "../../fit/addresses";
import { CONTROL_PLANE } from "../../fit/use";

/** Source: EKS User Guide, clusters/update-cluster: up to five addresses in the subnets of the cluster. */
const UPDATE_ADDRESSES = 5;
const SOURCE =
    "EKS User Guide, clusters/update-cluster: up to five available addresses from the cluster's subnets, seen 2026-11-29";
const SURGE = "EKS User Guide, managed-node-update-behavior, scale-up phase; plan -- fit";

export function checkAddresses(ground: Ground): readonly Finding[] {
    const { from, target } = ground;
    if (from === undefined || target.kind === "addon") return [];
    const { addresses } = ground.fit();
    return findingsOf("addresses", [
        ...(target.kind === "kubernetes" ? ofControlPlane(addresses) : []),
        ...addresses.flatMap(ofSubnet),
    ]);
}

function ofControlPlane(subnets: readonly SubnetFit[]): readonly Found[] {
    const own = subnets.filter(({ uses }) => uses.some(({ by }) => by === CONTROL_PLANE));
    return own.flatMap(({ most, reserved, subnet, total, uses }) => {
        if (total === undefined) return [unsized(subnet)];
        const ofItself = uses.find(({ by }) => by === CONTROL_PLANE)?.most ?? 0;
        const free = total - reserved - (most - ofItself);
        if (free >= UPDATE_ADDRESSES) return [];
        return [
            {
                id: "control-plane-addresses",
                level: "first" as const,
                what: `Subnet ${subnet} has ${Math.max(0, free)} addresses left for the control plane`,
                why: `EKS makes new interfaces before the old ones go, and wants ${UPDATE_ADDRESSES}.`,
                remedy: "Make room: fewer interfaces of others in it, or a further subnet in the zone",
                resources: [subnet],
                source: SOURCE,
            },
        ];
    });
}

function unsized(subnet: string): Found {
    return {
        id: "subnet-unsized",
        level: "unknown",
        what: `How many addresses subnet ${subnet} has left for the control plane`,
        why: "It is somebody else's, and no plan knows its size.",
        remedy: "Look with --live",
        resources: [subnet],
        source: SOURCE,
    };
}

/** Reckoned with everything at its largest, and with the nodes that EKS adds while it updates a group. */
function ofSubnet({ level, subnet, uses }: SubnetFit): readonly Found[] {
    const surging = uses.filter(({ what }) => /during an update/.test(what));
    if (level !== "over" || surging.length === 0) return [];
    return [
        {
            id: "surge-addresses",
            level: "breaks",
            what: `Subnet ${subnet} does not fit while ${surging.map(({ by }) => by).join(", ")} is updated`,
            why: "New nodes start before old ones go; one that gets no address never becomes ready.",
            remedy: "npm run plan -- fit shows who takes what; update the groups one after another, or lower a limit",
            resources: [subnet],
            source: SURGE,
        },
    ];
}
