import assert from "node:assert/strict";

import {
    checkWayOut,
    type EgressSpec,
    hasPublicSubnets,
    noticesOfWayOut,
} from "../../../components/network/egress-spec";
import { NAT_MODES } from "../../../components/network/vpc-schema";
import { describeProblem } from "../../../components/shared/problems";
import { NETWORKS } from "../../support/networks";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const TGW = "tgw-0123456789abcdef0";
const ZONES = { a: "us-east-1a", b: "us-east-1b" };

function messages(spec: Partial<EgressSpec> & Pick<EgressSpec, "nat">): string[] {
    return checkWayOut({ zones: ZONES, ...spec }).map((problem) => describeProblem(problem));
}

describe("the way out of nodes", () => {
    it("is taken as each mode has it", () => {
        const fitting: Partial<Record<EgressSpec["nat"], Partial<EgressSpec>>> = {
            "transit-gateway": { transitGatewayId: TGW, applianceMode: true },
            interface: { egressInterfaces: { a: "eni-0000000a", b: "eni-0000000a" } },
        };
        for (const nat of NAT_MODES) assert.deepEqual(messages({ nat, ...fitting[nat] }), [], nat);
    });

    it("is refused with every fault at once where it leads nowhere", () => {
        assert.deepEqual(messages({ nat: "transit-gateway", egressInterfaces: { a: "eni-0000000a" } }), [
            "transitGatewayId: nodes leave over a transit gateway, and none is named. Name the gateway: tgw-…, or choose another nat in the shape.",
            'egressInterfaces: nodes do not leave through them, for nat is transit-gateway (got {"a":"eni-0000000a"}). Remove them, or write nat: "interface" in the shape.',
        ]);
        assert.deepEqual(
            messages({
                nat: "interface",
                applianceMode: true,
                transitGatewayId: TGW,
                egressInterfaces: { a: "eni-0000000a", c: "eni-0000000c" },
            }),
            [
                `transitGatewayId: nodes do not leave over it, for nat is interface (got "${TGW}"). Remove it, or write nat: "transit-gateway" in the shape.`,
                "egressInterfaces.b: nodes of this slot leave through a network interface, and none is named. Name one in its zone, eni-…; another zone's costs by the gigabyte and goes down with that zone.",
                'egressInterfaces.c: platform:zones does not have this slot (got "eni-0000000c"). Add the slot there, or remove this interface.',
                'applianceMode: only a transit gateway has it (got true). Remove it, or choose nat: "transit-gateway".',
            ],
        );
        assert.deepEqual(messages({ nat: "single", publicSubnets: false }), [
            'publicSubnets: NAT gateways of nat single leave by the internet gateway that goes with public subnets (got false). Remove it, or choose nat: "none", "transit-gateway" or "interface".',
        ]);
    });

    it("names the setting an id is written in, also where the VPC is somebody else's", () => {
        const network = { nat: "transit-gateway", endpoints: [], flowLogs: { kind: "off" } } as const;
        assert.deepEqual(refusedOf({ ...ON_FARGATE, network }), [
            "Pulumi.dev.yaml › platform:transitGatewayId: nodes leave over a transit gateway, and none is named. Name the gateway: tgw-…, or choose another nat in the shape.",
        ]);
        assert.deepEqual(
            refusedOf({ ...ON_FARGATE, network }, { config: { "platform:transitGatewayId": "tgw-1" } }),
            [
                'Pulumi.dev.yaml › platform:transitGatewayId: not the id of a transit gateway (got "tgw-1"). Write tgw- and its digits, as EC2 shows it.',
            ],
        );
        const { config, shape } = NETWORKS["existing"] ?? assert.fail();
        assert.deepEqual(refusedOf(shape, { config: { ...config, "platform:transitGatewayId": TGW } }), [
            `Pulumi.dev.yaml › platform:transitGatewayId: the VPC's owner has its routes, for network.kind is existing (got "${TGW}"). Remove it.`,
        ]);
    });

    it("has public subnets with NAT gateways, and without them on request", () => {
        const asked = NAT_MODES.map((nat) => [nat, hasPublicSubnets({ nat })]);
        assert.deepEqual(Object.fromEntries(asked), {
            none: false,
            single: true,
            "per-zone": true,
            regional: true,
            "transit-gateway": false,
            interface: false,
        });
        assert.equal(hasPublicSubnets({ nat: "interface", publicSubnets: true }), true);
    });

    it("tells what its owner must see to", () => {
        const { config, shape } = NETWORKS["far"] ?? assert.fail();
        const said = plannedOf(shape, { config }).notices.filter((notice) =>
            notice.startsWith("Nodes leave"),
        );
        assert.deepEqual(said, noticesOfWayOut({ nat: "transit-gateway", transitGatewayId: TGW }));
        assert.match(
            said[0] ?? "",
            /its owner accepts the attachment where it is shared without auto-accept/,
        );
        assert.equal(noticesOfWayOut({ nat: "interface" }).length, 1);
        assert.deepEqual(noticesOfWayOut({ nat: "per-zone" }), []);
    });
});
