import assert from "node:assert/strict";

import fc from "fast-check";

import { planAddresses, type SubnetPlan, TIERS } from "../../../components/network/address-plan";
import { type Slot, SLOTS, type ZoneSlots } from "../../../components/network/slots";
import { planVpc } from "../../../components/network/vpc-plan";
import { checkVpc, type VpcSpec } from "../../../components/network/vpc-spec";

/** VPC → CIDRs of each tier of the slots a to d. */
const TABLE = {
    "10.0.0.0/16": {
        node: ["10.0.0.0/19", "10.0.32.0/19", "10.0.64.0/19", "10.0.96.0/19"],
        public: ["10.0.128.0/24", "10.0.129.0/24", "10.0.130.0/24", "10.0.131.0/24"],
        "control-plane": ["10.0.132.0/27", "10.0.132.32/27", "10.0.132.64/27", "10.0.132.96/27"],
        transit: ["10.0.132.128/28", "10.0.132.144/28", "10.0.132.160/28", "10.0.132.176/28"],
    },
    "10.1.32.0/19": {
        node: ["10.1.32.0/22", "10.1.36.0/22", "10.1.40.0/22", "10.1.44.0/22"],
        public: ["10.1.48.0/27", "10.1.48.32/27", "10.1.48.64/27", "10.1.48.96/27"],
        "control-plane": ["10.1.48.128/27", "10.1.48.160/27", "10.1.48.192/27", "10.1.48.224/27"],
        transit: ["10.1.49.0/28", "10.1.49.16/28", "10.1.49.32/28", "10.1.49.48/28"],
    },
    "172.16.16.0/20": {
        node: ["172.16.16.0/23", "172.16.18.0/23", "172.16.20.0/23", "172.16.22.0/23"],
        public: ["172.16.24.0/27", "172.16.24.32/27", "172.16.24.64/27", "172.16.24.96/27"],
        "control-plane": ["172.16.24.128/28", "172.16.24.144/28", "172.16.24.160/28", "172.16.24.176/28"],
        transit: ["172.16.24.192/28", "172.16.24.208/28", "172.16.24.224/28", "172.16.24.240/28"],
    },
    "100.64.2.0/23": {
        node: ["100.64.2.0/26", "100.64.2.64/26", "100.64.2.128/26", "100.64.2.192/26"],
        public: ["100.64.3.0/27", "100.64.3.32/27", "100.64.3.64/27", "100.64.3.96/27"],
        "control-plane": ["100.64.3.128/28", "100.64.3.144/28", "100.64.3.160/28", "100.64.3.176/28"],
        transit: ["100.64.3.192/28", "100.64.3.208/28", "100.64.3.224/28", "100.64.3.240/28"],
    },
} as const;

describe("address plan", () => {
    for (const [cidr, expected] of Object.entries(TABLE)) {
        it(`divides ${cidr}`, () => {
            const plan = planAddresses(cidr);
            const found = TIERS.map((tier) => [tier, SLOTS.map((slot) => plan[tier][slot])]);
            assert.deepEqual(Object.fromEntries(found), expected);
        });
    }

    it("rule 28: adding or removing a zone changes no other subnet's CIDR or name", () => {
        fc.assert(
            fc.property(vpcCidr, zoneSlots, zoneSlots, (cidr, some, others) => {
                const before = byName(subnetsOf(specOf(cidr, some)));
                const after = byName(subnetsOf(specOf(cidr, { ...others, ...some })));
                for (const [name, subnet] of before) assert.deepEqual(after.get(name), subnet);
            }),
        );
    });

    it("rule 28: the order zones are written in changes nothing", () => {
        const shuffled = zoneSlots.chain((zones) =>
            fc.tuple(
                fc.constant(zones),
                fc.shuffledSubarray(Object.entries(zones), { minLength: Object.keys(zones).length }),
            ),
        );
        fc.assert(
            fc.property(
                vpcCidr,
                shuffled,
                fc.shuffledSubarray([...SLOTS]),
                (cidr, [zones, entries], slots) => {
                    const written = specOf(cidr, zones, SLOTS);
                    const reordered = specOf(cidr, Object.fromEntries(entries), [
                        ...slots,
                        ...SLOTS.filter((slot) => !slots.includes(slot)),
                    ]);
                    assert.deepEqual(planVpc(reordered), planVpc(written));
                },
            ),
        );
    });

    it("rule 28: a subnet lies in its slot's zone and carries the slot in its name", () => {
        fc.assert(
            fc.property(vpcCidr, zoneSlots, (cidr, zones) => {
                for (const { slot, zone, part } of subnetsOf(specOf(cidr, zones))) {
                    assert.equal(zone, zones[slot]);
                    assert.match(part, new RegExp(`^(node|public|control-plane)-${slot}$`));
                }
            }),
        );
    });

    it("rule 35: subnets never overlap and lie inside the VPC", () => {
        fc.assert(
            fc.property(vpcCidr, (cidr) => {
                const [first, last] = bounds(cidr);
                const plan = planAddresses(cidr);
                const subnets = TIERS.flatMap((tier) => SLOTS.map((slot) => bounds(plan[tier][slot])));
                subnets.sort((one, other) => one[0] - other[0]);
                assert.equal(subnets.length, 16);
                subnets.forEach(([start, end], index) => {
                    assert.ok(start >= first && end <= last, `${cidr}: ${start} to ${end}`);
                    const next = subnets[index + 1];
                    assert.ok(next === undefined || end < next[0], `${cidr}: ${end} reaches ${String(next)}`);
                });
            }),
        );
    });

    it("rule 35: every size leaves the free addresses AWS asks for", () => {
        // AWS keeps 5 of each subnet; a load balancer wants 8 free, a control plane 6 at least.
        for (let prefixLength = 16; prefixLength <= 23; prefixLength += 1) {
            const plan = planAddresses(`10.0.0.0/${prefixLength}`);
            const free = (cidr: string): number => bounds(cidr)[1] - bounds(cidr)[0] + 1 - 5;
            assert.equal(free(plan.node.a), 2 ** (29 - prefixLength) - 5);
            assert.ok(free(plan.public.d) >= 8);
            assert.ok(free(plan["control-plane"].d) >= 11);
        }
    });

    it("works on networks that passed the check only", () => {
        assert.throws(() => planAddresses("ten"), { message: "not a network: ten" });
    });
});

/** A network the check accepts: anywhere in the private ranges, of any size from /16 to /23. */
const vpcCidr = fc
    .tuple(
        fc.constantFrom<readonly [string, number]>(
            ["10.0.0.0", 8],
            ["172.16.0.0", 12],
            ["192.168.0.0", 16],
            ["100.64.0.0", 10],
        ),
        fc.integer({ min: 16, max: 23 }),
        fc.nat(0xffffff),
    )
    .map(([[range, rangeLength], length, seed]) => {
        const index = seed % 2 ** (length - rangeLength);
        const address = bounds(`${range}/32`)[0] + index * 2 ** (32 - length);
        return `${[24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".")}/${length}`;
    });

const zoneSlots: fc.Arbitrary<ZoneSlots> = fc
    .tuple(
        fc.shuffledSubarray([...SLOTS], { minLength: 1 }),
        fc.shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 4 }),
    )
    .map(([slots, letters]) =>
        Object.fromEntries(slots.map((slot, index) => [slot, `us-east-1${letters[index] ?? "a"}`])),
    );

function specOf(cidr: string, zones: ZoneSlots, controlPlaneZones: readonly Slot[] = SLOTS): VpcSpec {
    return {
        cidr,
        zones,
        controlPlaneZones,
        region: "us-east-1",
        account: "210987654321",
        clusterName: "acme-dev",
        nat: "per-zone",
        endpoints: [],
        flowLogs: { kind: "off" },
    };
}

function subnetsOf(spec: VpcSpec): readonly SubnetPlan[] {
    // The planner's input must be one the check lets through, the control plane's zones apart.
    const cidrProblems = checkVpc(spec).filter(({ path }) => path === "cidr");
    assert.deepEqual(cidrProblems, []);
    const { node, public: open, controlPlane } = planVpc(spec);
    return [...node, ...open, ...controlPlane];
}

function byName(subnets: readonly SubnetPlan[]): Map<string, SubnetPlan> {
    return new Map(subnets.map((subnet) => [subnet.part, subnet]));
}

/** First and last address as numbers, by arithmetic of the test's own. */
function bounds(cidr: string): readonly [number, number] {
    const [address = "", length = ""] = cidr.split("/");
    const first = address.split(".").reduce((value, byte) => value * 256 + Number(byte), 0);
    return [first, first + 2 ** (32 - Number(length)) - 1];
}
