/** The default routes of subnets: where packets leave by after a change, and whether they leave at all. */
import { textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Change } from "../change";
import type { PropertyChange } from "../compare";
import { type Around, changesOfType, isLost, named, type Risk, sidesOf } from "./risk";

const ROUTE = "aws:ec2/route:Route";
const ROUTES = "Amazon VPC User Guide, VPC_Route_Tables";

/** What a route may lead to, as a sentence names it. */
const TARGETS: Readonly<Record<string, string>> = {
    natGatewayId: "NAT gateway",
    transitGatewayId: "transit gateway",
    networkInterfaceId: "network interface",
};

/** Default routes that change or go, while their table stays. */
export function waysOut(around: Around): readonly Risk[] {
    return changesOfType(around, ROUTE)
        .filter((change) => isDefault(change) && !isTableLost(change, around))
        .flatMap((change): Risk[] => {
            if (change.operation === "delete") return [closed(change)];
            return change.operation === "update" ? turned(change, around) : [];
        });
}

function isDefault(change: Change): boolean {
    const { before, after } = sidesOf(change);
    return [before, after].some((side) =>
        ["0.0.0.0/0", "::/0"].includes(
            textOf(side["destinationCidrBlock"] ?? side["destinationIpv6CidrBlock"]),
        ),
    );
}

function isTableLost({ before, after }: Change, around: Around): boolean {
    const [table] = (after ?? before)?.propertyDependencies["routeTableId"] ?? [];
    const change = around.changes.get(table ?? "");
    return change !== undefined && isLost(change);
}

function closed(change: Change): Risk {
    if (textOf(sidesOf(change).before["destinationIpv6CidrBlock"]) !== "") return closedToIpv6(change);
    return {
        kind: "way-out",
        severity: "high",
        urn: change.urn,
        what: `${named("Route", change)} goes: its subnets have no way to the internet any more.`,
        why: "What is not reached through an endpoint is not reached: registries, webhooks, IAM and the price list have none.",
        source: "EKS User Guide, private-clusters",
        remedy: "Have images in a registry of the account and the endpoints that workloads need first; the route goes last",
    };
}

function closedToIpv6(change: Change): Risk {
    return {
        kind: "way-out",
        severity: "medium",
        urn: change.urn,
        what: `${named("Route", change)} goes: its subnets have no way out for IPv6 any more.`,
        why: "Connections over IPv6 break. What has an IPv4 address as well is reached by it from then on.",
        source: ROUTES,
        remedy: "Nothing, where whoever asks falls back to IPv4; otherwise move over first",
    };
}

/** AWS changes the target at once, so there is no moment without a route. */
function turned(change: Change, around: Around): Risk[] {
    const { before, after } = sidesOf(change);
    const [from, to] = [targetIn(before), targetIn(after)];
    if (from === undefined || to === undefined || !change.properties.some(isTarget)) return [];
    if (to.isNat && from.isNat) return otherGateway(change, around);
    const which = to.noun === from.noun ? "another" : "a";
    return [
        {
            kind: "way-out",
            severity: "medium",
            urn: change.urn,
            what: `${named("Route", change)} leads to ${which} ${to.text} in place of ${from.text}.`,
            why:
                "Open connections break, and new ones leave from another address" +
                (to.isNat ? "." : ". Whether it leads out, and back, is its owner's to say."),
            source: ROUTES,
            remedy: to.isNat
                ? "Tell those who allow the old address before it changes"
                : "Try it from an instance of another subnet first; the old way stays until every route has turned",
        },
    ];
}

function isTarget({ path }: PropertyChange): boolean {
    return Object.hasOwn(TARGETS, String(path[0]));
}

/** What a route leads to. A gateway of the kit's is told by its kind alone: its id is another each time. */
function targetIn(inputs: Properties) {
    const key = Object.keys(TARGETS).find((one) => inputs[one] !== undefined);
    if (key === undefined) return undefined;
    const noun = TARGETS[key] ?? key;
    const isNat = key === "natGatewayId";
    return { isNat, noun, text: isNat ? noun : `${noun} ${textOf(inputs[key])}` };
}

/** A route that takes another NAT gateway, while the one it took stays: the old address is still there, and unused. */
function otherGateway(change: Change, around: Around): Risk[] {
    const old = around.changes.get(change.before?.propertyDependencies["natGatewayId"]?.[0] ?? "");
    if (old !== undefined && isLost(old)) return [];
    return [
        {
            kind: "outbound-address",
            severity: "medium",
            urn: change.urn,
            what: `${named("Route", change)} takes another NAT gateway: connections of its subnets leave from another address.`,
            why: "Partners and firewalls that allow the old address refuse the new one; open connections break.",
            source: "Amazon VPC User Guide, NAT gateways",
            remedy: "Tell those who allow the address before it changes",
        },
    ];
}
