import assert from "node:assert/strict";

import fc from "fast-check";

import { blockOf, cidrsOverlap, contains, parseCidr } from "../../../components/shared/cidr";

describe("cidr", () => {
    it("reads a network, its first address, prefix length and size", () => {
        const read = (text: string): readonly unknown[] => {
            const cidr = parseCidr(text);
            return [cidr?.canonical, cidr?.prefixLength, cidr?.size];
        };
        assert.deepEqual(read("10.0.0.0/16"), ["10.0.0.0/16", 16, 65536]);
        assert.deepEqual(read("10.0.3.7/22"), ["10.0.0.0/22", 22, 1024]);
        assert.deepEqual(read("0.0.0.0/0"), ["0.0.0.0/0", 0, 4294967296]);
        assert.deepEqual(read("255.255.255.255/32"), ["255.255.255.255/32", 32, 1]);
    });

    for (const text of [
        "",
        "10.0.0.0",
        "10.0.0/16",
        "10.0.0.0.0/16",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/016",
        "10.0.0.256/24",
        "10.00.0.0/16",
        "010.0.0.0/16",
        " 10.0.0.0/16",
        "10.0.0.0/16\n",
        "10.0.0.0/-1",
        "10.0.0.0/1e1",
        "::/0",
        "fd00::/8",
        "10.0.0.0/255.255.0.0",
    ]) {
        it(`reads no network in ${JSON.stringify(text)}`, () => {
            assert.equal(parseCidr(text), undefined);
        });
    }

    it("rule 35: overlap is symmetric, and a text that is no network overlaps nothing", () => {
        const cases: readonly (readonly [string, string, boolean])[] = [
            ["10.0.0.0/16", "10.0.0.0/16", true],
            ["10.0.0.0/16", "10.0.255.0/24", true],
            ["10.0.0.0/16", "10.1.0.0/16", false],
            ["10.0.0.0/8", "10.100.0.0/16", true],
            ["172.16.0.0/12", "172.32.0.0/16", false],
            ["0.0.0.0/0", "192.168.0.0/24", true],
            ["10.0.1.9/16", "10.0.200.0/24", true],
            ["10.0.0.0/16", "ten", false],
        ];
        for (const [one, other, expected] of cases) {
            assert.equal(cidrsOverlap(one, other), expected, `${one} ${other}`);
            assert.equal(cidrsOverlap(other, one), expected, `${other} ${one}`);
        }
    });

    it("contains a network in another one", () => {
        assert.equal(contains("10.0.0.0/8", "10.255.255.0/24"), true);
        assert.equal(contains("10.0.0.0/24", "10.0.0.0/24"), true);
        assert.equal(contains("10.0.0.0/24", "10.0.0.0/23"), false);
        assert.equal(contains("172.16.0.0/12", "172.32.0.0/16"), false);
        assert.equal(contains("x", "10.0.0.0/24"), false);
        assert.equal(contains("10.0.0.0/24", "x"), false);
    });

    it("cuts blocks from a network's start", () => {
        const vpc = parseCidr("10.0.3.7/16");
        assert.ok(vpc !== undefined);
        assert.equal(blockOf(vpc, 19, 0).canonical, "10.0.0.0/19");
        assert.equal(blockOf(vpc, 19, 7).canonical, "10.0.224.0/19");
        assert.equal(blockOf(vpc, 16, 1).canonical, "10.1.0.0/16");
    });

    it("agrees with plain arithmetic on overlap", () => {
        const network = fc.tuple(fc.nat(0xffffffff), fc.integer({ min: 0, max: 32 }));
        const text = ([address, length]: readonly [number, number]): string =>
            `${[24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join(".")}/${length}`;
        const bounds = ([address, length]: readonly [number, number]): readonly [number, number] => {
            const size = 2 ** (32 - length);
            const first = Math.floor((address >>> 0) / size) * size;
            return [first, first + size - 1];
        };
        fc.assert(
            fc.property(network, network, (one, other) => {
                const [a, b] = [bounds(one), bounds(other)];
                assert.equal(cidrsOverlap(text(one), text(other)), a[0] <= b[1] && b[0] <= a[1]);
            }),
        );
    });
});
