import assert from "node:assert/strict";

import type { EnvironmentShape, SelfManagedNodesShape } from "../../../components/platform/shape";
import { checkSelfManagedNodes } from "../../../components/compute/self-managed-nodes-spec";
import { describeProblem } from "../../../components/shared/problems";
import { EXISTING_VPC, OUTPOST } from "../../support/networks";
import { plannedOf, refusedOf } from "../../support/plan-shape";
import { selfManagedNodesSpec } from "../../support/self-managed-nodes-spec";
import { ON_NODES } from "../../support/shapes";

const { config, shape } = OUTPOST;
const EDGE: SelfManagedNodesShape = shape.selfManagedNodes?.["edge"] ?? assert.fail();
const AT = "stacks/dev.ts › selfManagedNodes.edge";

/** With words that no schema has. */
const shapeWith = (words: object): EnvironmentShape => ({ ...shape, ...words });

describe("nodes on an Outpost", () => {
    it("are refused what no rack has: Spot, volumes but gp2, prefixes", () => {
        const spec = selfManagedNodesSpec({
            subnets: "outpost",
            diskSizeGiB: 20_000,
            iops: 4_000,
            throughput: 200,
            spot: { onDemandBasePerZone: 0, onDemandPercentage: 0 },
            podAddressing: { kind: "prefixes", warm: { kind: "prefixes", count: 1 }, idleEnis: 0 },
        });
        assert.deepEqual(
            checkSelfManagedNodes(spec).map((problem) => describeProblem(problem)),
            [
                "iops: volumes on an Outpost are gp2, which has none to choose (got 4000). Remove it.",
                "throughput: volumes on an Outpost are gp2, which has none to choose (got 200). Remove it.",
                "diskSizeGiB: volumes on an Outpost are gp2 (got 20000). Write at most 16384.",
                "spot: no Spot is sold on an Outpost. Remove it.",
                "subnets: network.pods.addresses gives nodes prefixes, and a VPC with an Outpost may have none " +
                    '(got "outpost"). Let pods have single addresses, or leave the Outpost.',
            ],
        );
        assert.deepEqual(checkSelfManagedNodes(selfManagedNodesSpec({ subnets: "outpost" })), []);
    });

    it("need a subnet there in each of their slots", () => {
        assert.deepEqual(
            refusedOf({ ...shape, selfManagedNodes: { edge: { ...EDGE, slots: ["a", "b"] } } }, { config }),
            [`${AT}.slots[0]: no subnet on an Outpost is named in this slot (got "a"). Choose from b.`],
        );
        const nobody =
            `${AT}.subnets: nobody names subnets on an Outpost (got "outpost"). Name them in ` +
            "platform:existingVpc.outpostSubnets, by the slot of the Outpost's zone, with network.kind existing.";
        assert.deepEqual(refusedOf(shape, { config: { "platform:existingVpc": EXISTING_VPC } }), [nobody]);
        assert.deepEqual(refusedOf({ ...shape, network: ON_NODES.network }), [nobody]);
    });

    it("are no managed group, and lie in no other tier", () => {
        const managedNodes = { edge: { ...EDGE, capacityType: "ON_DEMAND", nodeRepair: false } };
        const [first = ""] = refusedOf(shapeWith({ managedNodes }), { config });
        assert.match(first, /managedNodes\.edge\.subnets: .*EKS has no managed groups on an Outpost/);
        const outpostSubnets = { a: ["subnet-0d0000000000000da"], d: ["subnet-0e0000000000000ed"] };
        assert.deepEqual(
            refusedOf(
                { ...shape, selfManagedNodes: {} },
                { config: { "platform:existingVpc": { ...EXISTING_VPC, outpostSubnets } } },
            ),
            [
                "Pulumi.dev.yaml › platform:existingVpc.outpostSubnets.a[0]: the subnet is existingVpc.publicSubnets.a[0] " +
                    'already, and serves one purpose (got "subnet-0d0000000000000da"). Name each subnet once.',
                "Pulumi.dev.yaml › platform:existingVpc.outpostSubnets.d: platform:zones does not have slot d " +
                    '(got ["subnet-0e0000000000000ed"]). Add the slot there, or remove these subnets.',
            ],
        );
    });

    it("have no pods with IPv6 addresses, and none with addresses of the region's subnets", () => {
        const withNetwork = (words: object) => shapeWith({ network: { ...shape.network, ...words } });
        assert.deepEqual(
            refusedOf(withNetwork({ ipv6: "pods" }), {
                config: { ...config, "platform:serviceCidr": undefined },
            }),
            [
                `${AT}.subnets: EKS has no IPv6 on an Outpost, and pods have no other addresses with network.ipv6: "pods" ` +
                    '(got "outpost"). Remove it, or leave the Outpost.',
            ],
        );
        const podSubnets = { a: ["subnet-0f0000000000000fa"], b: ["subnet-0f0000000000000fb"] };
        const outpostSubnets = { b: ["subnet-0e0000000000000eb"] };
        const theirs = { ...EXISTING_VPC, outpostSubnets, podSubnets, secondaryCidrs: ["100.64.0.0/16"] };
        for (const kind of ["custom-networking", "discovery"])
            assert.deepEqual(
                refusedOf(withNetwork({ pods: { subnets: { kind } } }), {
                    config: { ...config, "platform:existingVpc": theirs },
                }),
                [
                    `${AT}.subnets: network.pods.subnets would have nodes take interfaces in subnets of the region ` +
                        `(got "outpost"). Remove it, so that pods have addresses of their nodes' subnets, or leave the Outpost.`,
                ],
            );
    });

    it("say what a rack asks of them", () => {
        const { notices } = plannedOf(shape, { config });
        assert.ok(
            notices.includes(
                "Self-managed nodes edge start only where the Outpost has m5.xlarge, c5.xlarge slotted, and stop working with " +
                    "the service link while the control plane is in the region; pods there need a StorageClass of gp2",
            ),
            notices.join("\n"),
        );
    });
});
