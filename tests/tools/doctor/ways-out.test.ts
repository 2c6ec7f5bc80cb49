/** The doctor on ways out that are somebody else's. */
import assert from "node:assert/strict";

import { checkWaysOut, waysOutOf } from "../../../tools/doctor/ways-out";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { NETWORKS } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";

const TGW = "tgw-0123456789abcdef0";
const ENI = "eni-0a00000000000001a";

/** The shape of `aws ec2 describe-transit-gateways`. Source: EC2 API Reference, TransitGateway, read 2026-11. */
function gateway(options: object = {}, more: object = {}) {
    const Options = {
        AutoAcceptSharedAttachments: "enable",
        DefaultRouteTableAssociation: "enable",
        DefaultRouteTablePropagation: "enable",
        ...options,
    };
    return { TransitGatewayId: TGW, State: "available", OwnerId: "222222222222", Options, ...more };
}

async function lines(programs: NonNullable<Recorded["programs"]>, kind: string): Promise<readonly string[]> {
    const { config, shape } = NETWORKS[kind] ?? assert.fail();
    const needs = waysOutOf(await graphOfShape(shape, { config }), "210987654321");
    const findings = await checkWaysOut(fakeProbe({ programs }), {
        file: "Pulumi.dev.yaml",
        needs,
        region: "us-east-1",
    });
    return findings.map(({ level, what }) => `${level} ${what}`);
}

const overGateway = (...TransitGateways: readonly object[]) =>
    lines({ "aws ec2 describe-transit-gateways": JSON.stringify({ TransitGateways }) }, "far");

const through = (change: object) => {
    const eni = {
        NetworkInterfaceId: ENI,
        AvailabilityZone: "us-east-1a",
        Status: "in-use",
        SourceDestCheck: false,
    };
    const other = { ...eni, NetworkInterfaceId: "eni-0b00000000000001b", AvailabilityZone: "us-east-1b" };
    const NetworkInterfaces = [{ ...eni, ...change }, other];
    return lines(
        { "aws ec2 describe-network-interfaces": JSON.stringify({ NetworkInterfaces }) },
        "interface",
    );
};

describe("the doctor's ways out", () => {
    it("asks for what the plan names, and for nothing where all is the kit's", async () => {
        const { config, shape } = NETWORKS["far"] ?? assert.fail();
        const graph = await graphOfShape(shape, { config });
        assert.deepEqual(waysOutOf(graph, "1"), {
            account: "1",
            transitGatewayIds: [TGW],
            interfaceIds: [],
        });
        assert.deepEqual(await lines({}, "closed"), []);
    });

    it("tells a gateway that is not there, waits, or keeps attachments out of its tables", async () => {
        assert.deepEqual(await overGateway(gateway()), [`ok ${TGW} of account 222222222222`]);
        assert.deepEqual(await overGateway(), [`blocks ${TGW} is not there for this account and region`]);
        assert.deepEqual(await overGateway(gateway({}, { State: "pending" })), [`blocks ${TGW} is pending`]);
        assert.deepEqual(await overGateway(gateway({ AutoAcceptSharedAttachments: "disable" })), [
            `note ${TGW} of account 222222222222 accepts no attachment by itself: routes to it fail until its owner has`,
        ]);
        const own = { OwnerId: "210987654321" };
        assert.deepEqual(await overGateway(gateway({ AutoAcceptSharedAttachments: "disable" }, own)), [
            `ok ${TGW} of account 210987654321`,
        ]);
        assert.deepEqual(await overGateway(gateway({ DefaultRouteTablePropagation: "disable" })), [
            `note ${TGW} puts no attachment into its tables by itself: there is no way out, or back, until its owner has`,
        ]);
    });

    it("tells an interface that takes no packet of others", async () => {
        const second = "ok eni-0b00000000000001b in us-east-1b";
        assert.deepEqual(await through({}), [`ok ${ENI} in us-east-1a`, second]);
        assert.deepEqual(await through({ SourceDestCheck: true }), [
            `blocks ${ENI} checks source and destination: it takes no packet of nodes`,
            second,
        ]);
        assert.deepEqual(await through({ Status: "available" }), [
            `blocks ${ENI} is attached to no instance: routes to it are black holes`,
            second,
        ]);
        assert.deepEqual(await through({ NetworkInterfaceId: "eni-0" }), [
            `blocks ${ENI} is not there for this account and region`,
            second,
        ]);
    });

    it("says what it could not ask", async () => {
        const denied = failed("AccessDenied");
        assert.deepEqual(await lines({ "aws ec2 describe-transit-gateways": denied }, "far"), [
            "unknown AWS does not say (denied)",
        ]);
    });
});
