/** Where packets of nodes leave by: cases of default routes, for the tests of risks. */
import type { Case } from "./case";
import { ENVIRONMENT as E } from "./environment";
import { from, type Sketch, withInputs } from "./world";

function egress(target: NonNullable<Sketch["inputs"]>, destination = "0.0.0.0/0"): Sketch {
    return {
        type: "aws:ec2/route:Route",
        name: "network-node-a-egress",
        provider: "aws",
        inputs: {
            routeTableId: "rtb-0123456789abcdef0",
            destinationCidrBlock: destination,
            ...(target as object),
        },
    };
}

const BY_NAT = egress({ natGatewayId: from("nat", "id") });
const BY_TGW = egress({ transitGatewayId: "tgw-1" });
const SECOND = { ...E.nat, type: "aws:ec2/natGateway:NatGateway", name: "network-nat-b" };

export const WAY_OUT_CASES: readonly Case[] = [
    {
        title: "a route that takes another NAT gateway, which stays",
        given: { nat2: SECOND, route: BY_NAT },
        risks: [
            'medium | outbound-address | network-node-a-egress | Route "network-node-a-egress" takes another NAT gateway: connections of its subnets leave from another address.',
        ],
        change: { route: withInputs(BY_NAT, { natGatewayId: from("nat2", "id") }) },
    },
    {
        title: "a way out over a transit gateway in place of NAT",
        given: { route: BY_NAT },
        risks: [
            'medium | way-out | network-node-a-egress | Route "network-node-a-egress" leads to a transit gateway tgw-1 in place of NAT gateway.',
        ],
        change: { route: BY_TGW },
    },
    {
        title: "another transit gateway",
        given: { route: BY_TGW },
        risks: [
            'medium | way-out | network-node-a-egress | Route "network-node-a-egress" leads to another transit gateway tgw-2 in place of transit gateway tgw-1.',
        ],
        change: { route: egress({ transitGatewayId: "tgw-2" }) },
    },
    {
        title: "a NAT gateway in place of somebody else's interface",
        given: { route: egress({ networkInterfaceId: "eni-1" }) },
        risks: [
            'medium | way-out | network-node-a-egress | Route "network-node-a-egress" leads to a NAT gateway in place of network interface eni-1.',
        ],
        change: { route: BY_NAT },
    },
    {
        title: "no way out any more",
        given: { route: BY_NAT },
        risks: [
            'high | way-out | network-node-a-egress | Route "network-node-a-egress" goes: its subnets have no way to the internet any more.',
        ],
        change: { route: undefined },
    },
    {
        title: "a route to one network, which is no way out",
        given: { route: egress({ transitGatewayId: "tgw-1" }, "10.80.0.0/16") },
        risks: [],
        change: { route: undefined },
    },
];
