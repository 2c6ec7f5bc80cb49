/** IPv6 networks: read strictly, spelled in one way, cut into subnets. */
import assert from "node:assert/strict";

import * as fc from "fast-check";

import { ipv6CidrsOverlap, ipv6SubnetOf, parseIpv6Cidr } from "../../../components/shared/ipv6";

describe("parseIpv6Cidr", () => {
    for (const [text, canonical] of [
        ["2600:1f18:1:100::/56", "2600:1f18:1:100::/56"],
        ["2600:1F18:0001:0100:0:0:0:0/56", "2600:1f18:1:100::/56"],
        ["2600:1f18:1:1ff::7/56", "2600:1f18:1:100::/56"],
        ["::ffff:198.18.7.0/120", "::ffff:c612:700/120"],
        ["::/0", "::/0"],
        ["2600::1/128", "2600::1/128"],
    ] as const) {
        it(`reads ${text} as ${canonical}`, () => {
            assert.equal(parseIpv6Cidr(text)?.canonical, canonical);
        });
    }

    for (const text of [
        "2600::",
        "2600::/129",
        "2600::/064",
        "10.0.0.0/8",
        "2600:::/56",
        "fe80::1%eth0/64",
        "",
    ]) {
        it(`takes ${text === "" ? "nothing" : text} for no network`, () => {
            assert.equal(parseIpv6Cidr(text), undefined);
        });
    }

    it("reads what it wrote as the same network", () => {
        const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
        fc.assert(
            fc.property(groups, fc.integer({ min: 0, max: 128 }), (numbers, length) => {
                const text = `${numbers.map((number) => number.toString(16)).join(":")}/${length}`;
                const read = parseIpv6Cidr(text) ?? assert.fail(text);
                assert.deepEqual(parseIpv6Cidr(read.canonical), read);
                assert.equal(ipv6CidrsOverlap(text, read.canonical), true);
            }),
        );
    });
});

describe("ipv6SubnetOf", () => {
    it("counts the /64 of a VPC from its first one", () => {
        assert.equal(ipv6SubnetOf("2600:1f18:1:100::/56", 0), "2600:1f18:1:100::/64");
        assert.equal(ipv6SubnetOf("2600:1f18:1:100::/56", 0x21), "2600:1f18:1:121::/64");
        assert.equal(ipv6SubnetOf("2600:1f18:1::/56", 0), "2600:1f18:1::/64");
        assert.equal(ipv6SubnetOf("2600:1f18:1::/56", 0x10), "2600:1f18:1:10::/64");
    });

    it("says of a text that is no network what it is", () => {
        assert.throws(() => ipv6SubnetOf("", 1), { message: "not an IPv6 network: " });
    });
});

describe("ipv6CidrsOverlap", () => {
    it("tells networks that share an address from those that do not", () => {
        assert.equal(ipv6CidrsOverlap("fc00::/7", "fd12:3456::/32"), true);
        assert.equal(ipv6CidrsOverlap("fc00::/7", "2600::/16"), false);
        assert.equal(ipv6CidrsOverlap("2600::1/128", "2600::/16"), true);
        assert.equal(ipv6CidrsOverlap("10.0.0.0/8", "2600::/16"), false);
    });
});
