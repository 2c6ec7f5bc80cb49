import assert from "node:assert/strict";

import type { Entry } from "../../../../tools/sandbox/inventory";
import { TYPES } from "../../../../tools/sandbox/world/lookups";
import { egressOf } from "../../../../tools/sandbox/world/network";
import { makeNetwork, type Network, refusalOf, Rig } from "../../../support/sandbox-world";

describe("the sandbox's networks", () => {
    let rig: Rig;
    let network: Network;

    beforeEach(async () => {
        rig = new Rig();
        network = await makeNetwork(rig);
    });

    it("refuse a subnet whose addresses another has", async () => {
        const inputs = { vpcId: network.vpc.id, cidrBlock: "10.0.1.128/25" };
        assert.equal(
            await refusalOf(rig.create(TYPES.subnet, "rival", inputs)),
            "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet",
        );
        const elsewhere = { ...inputs, cidrBlock: "10.0.9.0/24" };
        assert.equal(await refusalOf(rig.create(TYPES.subnet, "other", elsewhere)), undefined);
    });

    const held: readonly (readonly [string, (parts: Network) => Entry, (parts: Network) => string])[] = [
        [
            "a subnet with a NAT gateway",
            ({ open }) => open,
            ({ nat, open }) =>
                `DependencyViolation: The subnet '${open.id}' has dependencies and cannot be deleted. (held by nat ${nat.id})`,
        ],
        [
            "an internet gateway while a NAT gateway has a public address",
            ({ gateway }) => gateway,
            ({ nat, vpc }) =>
                `DependencyViolation: Network ${vpc.id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway. (held by nat ${nat.id})`,
        ],
        [
            "the address of a NAT gateway",
            ({ address }) => address,
            ({ address, nat }) =>
                `InvalidIPAddress.InUse: Address ${address.id} is in use. (held by nat ${nat.id})`,
        ],
    ];
    for (const [what, pick, error] of held) {
        it(`keep ${what}`, async () => {
            assert.equal(await refusalOf(rig.remove(pick(network))), error(network));
            await rig.remove(network.nat);
            assert.equal(await refusalOf(rig.remove(pick(network))), undefined);
        });
    }

    it("keep a VPC until everything in it is gone", async () => {
        const refusal = await refusalOf(rig.remove(network.vpc));
        assert.match(refusal ?? "", /^DependencyViolation: The vpc 'vpc-\w+' has dependencies and cannot be/);
        for (const part of ["gateway", "nat", "open", "node-a", "node-b", "node-c", "open", "node"]) {
            assert.match(refusal ?? "", new RegExp(`\\b${part} \\w+-\\w+`));
        }
    });

    it("have subnets of an added range once it is there, which keep it", async () => {
        const vpcId = network.vpc.id;
        const inputs = { vpcId, cidrBlock: "100.64.0.0/18", availabilityZone: "us-east-1a" };
        assert.equal(
            await refusalOf(rig.create(TYPES.subnet, "early", inputs)),
            "InvalidSubnet.Range: The CIDR '100.64.0.0/18' is invalid.",
        );
        const range = await rig.create(TYPES.vpcCidr, "range", { vpcId, cidrBlock: "100.64.0.0/16" });
        const pods = await rig.create(TYPES.subnet, "pod-a", inputs);
        assert.equal(
            await refusalOf(rig.remove(range)),
            "InvalidCidrBlock.InUse: The vpc currently has a subnet within CIDR block 100.64.0.0/16 " +
                `(held by pod-a ${pods.id})`,
        );
        await rig.remove(pods);
        assert.equal(await refusalOf(rig.remove(range)), undefined);
    });

    it("keep a subnet of pods while a node of its zone has interfaces there", async () => {
        const vpcId = network.vpc.id;
        await rig.create(TYPES.vpcCidr, "range", { vpcId, cidrBlock: "100.64.0.0/16" });
        const podsIn = (zone: string, cidrBlock: string) =>
            rig.create(TYPES.subnet, `pod-${zone}`, { vpcId, cidrBlock, availabilityZone: zone });
        const [here, there] = [
            await podsIn("us-east-1a", "100.64.0.0/18"),
            await podsIn("us-east-1f", "100.64.64.0/18"),
        ];
        const nodes = rig.inventory.ofType(TYPES.subnet).find(({ name }) => name === "node-a");
        const group = await rig.create(TYPES.autoScalingGroup, "group", {
            maxSize: 1,
            minSize: 1,
            vpcZoneIdentifiers: [nodes?.id ?? ""],
        });
        assert.match((await refusalOf(rig.remove(here))) ?? "", new RegExp(`held by group ${group.id}`));
        assert.equal(await refusalOf(rig.remove(there)), undefined);
    });

    it("keep a route table with associations", async () => {
        const [table] = rig.inventory.ofType(TYPES.routeTable);
        assert.ok(table);
        assert.match(
            (await refusalOf(rig.remove(table))) ?? "",
            /^DependencyViolation: The routeTable 'rtb-\w+' has dependencies and cannot be deleted\./,
        );
    });

    it("keep a security group that a rule of another names", async () => {
        const group = (name: string): Promise<Entry> =>
            rig.create(TYPES.securityGroup, name, { vpcId: network.vpc.id, name, description: name });
        const [used, user] = [await group("used"), await group("user")];
        const rule = await rig.create(TYPES.securityGroupIngressRule, "rule", {
            securityGroupId: user.id,
            referencedSecurityGroupId: used.id,
            ipProtocol: "-1",
        });
        assert.equal(
            await refusalOf(rig.remove(used)),
            `DependencyViolation: resource ${used.id} has a dependent object (held by rule ${rule.id})`,
        );
        await rig.remove(rule);
        assert.equal(await refusalOf(rig.remove(used)), undefined);
    });

    it("take a route to a transit gateway that their VPC is attached to, and keep the attachment's subnets", async () => {
        const { vpc } = network;
        const transitGatewayId = "tgw-0123456789abcdef0";
        const place = { vpcId: vpc.id, cidrBlock: "10.0.9.0/28", availabilityZone: "us-east-1a" };
        const subnet = await rig.create(TYPES.subnet, "transit", place);
        const table = await rig.create(TYPES.routeTable, "far", { vpcId: vpc.id });
        await rig.create(TYPES.routeTableAssociation, "far", { subnetId: subnet.id, routeTableId: table.id });
        const route = () =>
            rig.create(TYPES.route, "far", {
                routeTableId: table.id,
                destinationCidrBlock: "0.0.0.0/0",
                transitGatewayId,
            });
        assert.equal(
            await refusalOf(route()),
            `InvalidTransitGatewayID.NotFound: The transitGateway ID '${transitGatewayId}' does not exist.`,
        );
        const attachment = await rig.create(TYPES.transitGatewayAttachment, "far", {
            transitGatewayId,
            vpcId: vpc.id,
            subnetIds: [subnet.id],
        });
        await route();
        assert.equal(egressOf(subnet.id, rig.inventory), "nat");
        assert.match((await refusalOf(rig.remove(subnet))) ?? "", /held by far tgw-attach-/);
        assert.match((await refusalOf(rig.remove(vpc))) ?? "", /far tgw-attach-/);
        assert.equal(await refusalOf(rig.remove(attachment)), undefined);
    });

    it("wait for what is on its way out", async () => {
        const [subnet, nat] = [rig.remove(network.open), rig.remove(network.nat)];
        assert.deepEqual(await Promise.all([refusalOf(subnet), refusalOf(nat)]), [undefined, undefined]);
    });
});
