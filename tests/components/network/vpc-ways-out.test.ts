/** Ways out of a VPC that are somebody else's: what is made for them, and what stays. */
import assert from "node:assert/strict";

import { REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import { difference, NAME, recordVpc as record } from "../../support/record-vpc";
import { find, inputsByLabel } from "../../support/record-component";
import { BARE_VPC } from "../../support/vpc-specs";

const ISOLATED = { ...BARE_VPC, endpoints: REQUIRED_WITHOUT_NAT };

describe("Vpc ways out of somebody else", () => {
    const TO_TGW = { nat: "transit-gateway", transitGatewayId: "tgw-0123456789abcdef0" } as const;

    it("transit-gateway: an attachment in subnets of its own, and the routes turn to it in place", async () => {
        const { made, gone } = difference(await record(), await record(TO_TGW));
        assert.ok(gone.includes("NatGateway:network-nat-a") && gone.includes("Subnet:network-public-a"));
        assert.ok(gone.includes("InternetGateway:network-internet-gateway"));
        assert.ok(!gone.some((label) => label.startsWith("Route:network-node-")));
        const subnet = (slot: string, cidrBlock: string, availabilityZone: string) => ({
            vpcId: "vpc-network-vpc",
            cidrBlock,
            availabilityZone,
            mapPublicIpOnLaunch: false,
            tags: NAME(`transit-${slot}`),
        });
        const association = (slot: string) => ({
            subnetId: `subnet-network-transit-${slot}`,
            routeTableId: "rtb-network-transit",
        });
        const route = (slot: string) => ({
            routeTableId: `rtb-network-node-${slot}`,
            destinationCidrBlock: "0.0.0.0/0",
            transitGatewayId: "tgw-0123456789abcdef0",
        });
        assert.deepEqual(made, {
            "RouteTable:network-transit": { vpcId: "vpc-network-vpc", tags: NAME("transit") },
            "Subnet:network-transit-a": subnet("a", "10.0.132.128/28", "us-east-1a"),
            "RouteTableAssociation:network-transit-a": association("a"),
            "Subnet:network-transit-b": subnet("b", "10.0.132.144/28", "us-east-1c"),
            "RouteTableAssociation:network-transit-b": association("b"),
            "VpcAttachment:network-transit-gateway": {
                transitGatewayId: "tgw-0123456789abcdef0",
                vpcId: "vpc-network-vpc",
                subnetIds: ["subnet-network-transit-a", "subnet-network-transit-b"],
                applianceModeSupport: "disable",
                dnsSupport: "enable",
                tags: NAME("transit-gateway"),
            },
            "Route:network-node-a-egress": route("a"),
            "Route:network-node-b-egress": route("b"),
        });
    });

    it("transit-gateway: appliance mode and public subnets where they are asked for", async () => {
        const asked = { ...TO_TGW, applianceMode: true, publicSubnets: true };
        const resources = await record(asked);
        const { inputs } = find(resources, "VpcAttachment:network-transit-gateway");
        assert.equal(inputs["applianceModeSupport"], "enable");
        assert.equal(find(resources, "Subnet:network-public-a").inputs["cidrBlock"], "10.0.128.0/24");
        assert.equal(inputsByLabel(resources)["NatGateway:network-nat-a"], undefined);
        assert.equal(
            find(resources, "Vpc:network").inputs["nat"],
            "transit gateway tgw-0123456789abcdef0, in appliance mode",
        );
    });

    it("interface: each slot's route leads through its interface, and nothing else is made", async () => {
        const through = {
            nat: "interface",
            egressInterfaces: { a: "eni-0a000001", b: "eni-0b000001" },
        } as const;
        const { made, gone } = difference(await record(ISOLATED), await record({ ...ISOLATED, ...through }));
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "Route:network-node-a-egress": {
                routeTableId: "rtb-network-node-a",
                destinationCidrBlock: "0.0.0.0/0",
                networkInterfaceId: "eni-0a000001",
            },
            "Route:network-node-b-egress": {
                routeTableId: "rtb-network-node-b",
                destinationCidrBlock: "0.0.0.0/0",
                networkInterfaceId: "eni-0b000001",
            },
        });
    });
});
