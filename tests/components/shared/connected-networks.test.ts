/** Networks that an environment is connected to. */
import assert from "node:assert/strict";

import { EXISTING_VPC, NETWORKS } from "../../support/networks";
import { refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const IN = "Pulumi.dev.yaml › platform";

function refused(...connected: readonly string[]): readonly string[] {
    return refusedOf(ON_FARGATE, { config: { "platform:connectedNetworks": connected } });
}

describe("connected networks", () => {
    it("may be any that no range of the environment touches", () => {
        assert.deepEqual(refused("10.1.0.0/16", "192.168.0.0/16", "172.21.0.0/16"), []);
    });

    it("are refused where the VPC or services would hide them", () => {
        const hint = (cidr: string) =>
            `Choose a range outside it, or name its parts there if ${cidr} is none of them.`;
        const lost = (network: string) =>
            `would have addresses of ${network}, one of platform:connectedNetworks, and not reach it`;
        assert.deepEqual(refused("10.0.0.0/8", "172.20.3.0/24"), [
            `${IN}:vpcCidr: the VPC ${lost("10.0.0.0/8")} (got "10.0.0.0/16"). ${hint("10.0.0.0/16")}`,
            `${IN}:serviceCidr: services ${lost("172.20.3.0/24")} (got "172.20.0.0/16"). ${hint("172.20.0.0/16")}`,
        ]);
        const { shape } = NETWORKS["existing"] ?? assert.fail();
        const config = {
            "platform:existingVpc": { ...EXISTING_VPC, secondaryCidrs: ["100.64.0.0/16"] },
            "platform:connectedNetworks": ["100.64.128.0/17"],
        };
        assert.deepEqual(refusedOf(shape, { config }), [
            `${IN}:existingVpc.secondaryCidrs[0]: the VPC ${lost("100.64.128.0/17")} (got "100.64.0.0/16"). ${hint("100.64.0.0/16")}`,
        ]);
    });

    it("are networks, each named once", () => {
        assert.deepEqual(refused("10.8.0.1/16", "10.9.0.0/16", "10.9.0.0/16", "10.300.0.0/16"), [
            `${IN}:connectedNetworks[0]: the address is not the first of its network (got "10.8.0.1/16"). Write 10.8.0.0/16.`,
            `${IN}:connectedNetworks[2]: named at [1] already (got "10.9.0.0/16"). Name each network once.`,
            `${IN}:connectedNetworks[3]: not an IPv4 network in CIDR notation (got "10.300.0.0/16"). Write one such as 10.8.0.0/16.`,
        ]);
        assert.deepEqual(
            refused("10.8.0.0"),
            [
                `${IN}:connectedNetworks[0]: not an IPv4 CIDR (got "10.8.0.0"). Write an address and a prefix, such as 10.0.0.0/16.`,
                `${IN}:connectedNetworks[0]: not an IPv4 network in CIDR notation (got "10.8.0.0"). Write one such as 10.8.0.0/16.`,
            ].slice(0, 1),
        );
    });
});
