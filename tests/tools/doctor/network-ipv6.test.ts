/** What the doctor asks of somebody else's subnets when pods have IPv6 addresses. */
import assert from "node:assert/strict";

import { judgeIpv6 } from "../../../tools/doctor/network-ipv6";
import { networkNeedsOf } from "../../../tools/doctor/network-needs";
import { NETWORKS } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";

const about = "IPv6";

/** The shape of `aws ec2 describe-subnets`. Source: EC2 API Reference, Subnet, read 2026-11. */
const subnet = (SubnetId: string, State: string, AssignIpv6AddressOnCreation = true) => ({
    SubnetId,
    AssignIpv6AddressOnCreation,
    Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: "2600:1f18:1:100::/64", Ipv6CidrBlockState: { State } }],
});

describe("the doctor's IPv6", () => {
    it("reads from the plan that it is asked, and asks nothing where pods have IPv4", async () => {
        const needsOf = async (kind: string) => {
            const { config, shape } = NETWORKS[kind] ?? assert.fail();
            return networkNeedsOf(await graphOfShape(shape, { config })) ?? assert.fail();
        };
        assert.equal((await needsOf("existing-ipv6")).hasIpv6Pods, true);
        assert.deepEqual(judgeIpv6([], await needsOf("existing")), []);
    });

    it("says which subnet has no range, and which gives no addresses, with its owner's command", async () => {
        const { config, shape } = NETWORKS["existing-ipv6"] ?? assert.fail();
        const needs = networkNeedsOf(await graphOfShape(shape, { config })) ?? assert.fail();
        const ids = needs.subnets.map(({ id }) => id);
        const fine = ids.map((id) => subnet(id, "associated"));
        assert.deepEqual(judgeIpv6(fine, needs), [{ level: "ok", about, what: "each subnet has a range" }]);
        const [node = "", , , plane = ""] = ids;
        const bad = fine.map((one) => {
            if (one.SubnetId === node) return subnet(node, "associated", false);
            return one.SubnetId === plane ? subnet(plane, "disassociated", false) : one;
        });
        assert.deepEqual(judgeIpv6(bad, needs), [
            {
                level: "blocks",
                about,
                what: "subnet-0a00000000000001a (nodes) gives no IPv6 address to what starts there, and nodes without one do not join",
                remedy: "its owner: aws ec2 modify-subnet-attribute --subnet-id subnet-0a00000000000001a --assign-ipv6-address-on-creation",
            },
            {
                level: "blocks",
                about,
                what: "subnet-0c0000000000000ca (control plane) has no IPv6 range",
                remedy: "its owner: aws ec2 associate-subnet-cidr-block --subnet-id subnet-0c0000000000000ca --ipv6-cidr-block <a /64 of the VPC>",
            },
        ]);
    });
});
