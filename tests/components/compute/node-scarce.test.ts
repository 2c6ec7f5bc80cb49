import assert from "node:assert/strict";

import {
    checkManagedNodes,
    decisionsOfManagedNodes,
    type ManagedNodesSpec,
    noticesOfManagedNodes,
} from "../../../components/compute/managed-nodes-spec";
import { planInterfaces } from "../../../components/compute/node-scarce";
import { checkSelfManagedNodes } from "../../../components/compute/self-managed-nodes-spec";
import { describeProblem, type Problem } from "../../../components/shared/problems";
import { managedNodesSpec } from "../../support/managed-nodes-spec";
import { selfManagedNodesSpec } from "../../support/self-managed-nodes-spec";

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

const refusals = (changes: Partial<ManagedNodesSpec>): string[] =>
    texts(checkManagedNodes(managedNodesSpec({ instanceTypes: ["p5.48xlarge"], slots: ["a"], ...changes })));

const EFA_ONLY = { interfaces: "efa-only" } as const;
const BLOCK = { kind: "capacity-block", id: "cr-0123456789abcdef0" } as const;
const ONE = { kind: "reservation", id: "cr-0123456789abcdef0" } as const;

describe("planInterfaces", () => {
    const placesOf = (type: string, interfaces: "efa" | "efa-only"): string[] =>
        planInterfaces({ instanceTypes: [type], efa: { interfaces } }).map(
            ({ deviceIndex, interfaceType, networkCardIndex }) =>
                `${networkCardIndex}/${deviceIndex} ${interfaceType}`,
        );

    it("efa-only: an ordinary interface first, then an adapter on each card", () => {
        assert.deepEqual(placesOf("p4d.24xlarge", "efa-only"), [
            "0/0 interface",
            "0/1 efa-only",
            "1/0 efa-only",
            "2/0 efa-only",
            "3/0 efa-only",
        ]);
        assert.deepEqual(placesOf("g5.8xlarge", "efa-only"), ["0/0 interface", "0/1 efa-only"]);
    });

    it("efa: one on each card, each with an address", () => {
        assert.deepEqual(placesOf("p4d.24xlarge", "efa"), ["0/0 efa", "1/1 efa", "2/1 efa", "3/1 efa"]);
    });

    it("has as many as the catalogue says", () => {
        for (const [type, count] of [
            ["p5.48xlarge", 32],
            ["p5en.48xlarge", 16],
            ["trn1.32xlarge", 8],
        ] as const) {
            assert.equal(
                planInterfaces({ instanceTypes: [type], efa: { interfaces: "efa" } }).length,
                count,
                type,
            );
        }
        assert.deepEqual(planInterfaces({ instanceTypes: ["p5.48xlarge"] }), []);
    });
});

describe("nodes that are hard to come by", () => {
    it("take what is right", () => {
        const efa = EFA_ONLY;
        assert.deepEqual(refusals({ efa, placement: { kind: "cluster" }, instanceStore: "RAID0" }), []);
        assert.deepEqual(refusals({ efa, reservation: BLOCK }), []);
        assert.deepEqual(refusals({ reservation: ONE }), []);
    });

    it("refuse EFA on types without it, of several numbers, or of another layout", () => {
        const efa = EFA_ONLY;
        assert.deepEqual(
            refusals({ efa, instanceTypes: ["m7i.large", "m99i.large"], architecture: "amd64" }),
            [
                'instanceTypes[0]: it has no EFA (got "m7i.large"). Remove efa, or choose a type with EFA.',
                'instanceTypes[1]: nobody knows how many EFA interfaces it has (got "m99i.large"). ' +
                    "Remove efa, or choose a type with EFA.",
            ],
        );
        assert.deepEqual(refusals({ efa, instanceTypes: ["p5.48xlarge", "p5en.48xlarge"] }), [
            "instanceTypes: types with 32 and 16 EFA interfaces: one template fits one number of them " +
                '(got ["p5.48xlarge","p5en.48xlarge"]). Split into groups, one for each number.',
        ]);
        assert.deepEqual(refusals({ efa, instanceTypes: ["p6-b300.48xlarge"] }), [
            "instanceTypes[0]: its network cards are laid out in a way of their own, which the kit does not know " +
                '(got "p6-b300.48xlarge"). Remove efa, or choose another type.',
        ]);
    });

    it("refuse a RAID of disks that are not there", () => {
        assert.deepEqual(refusals({ instanceStore: "RAID0", instanceTypes: ["m7i.large"] }), [
            'instanceTypes[0]: it has no disk of its own that RAID0 could take (got "m7i.large"). ' +
                "Remove instanceStore, or choose a type with disks.",
        ]);
    });

    it("refuse placements EC2 has no room for", () => {
        assert.deepEqual(
            refusals({
                placement: { kind: "cluster" },
                slots: ["a", "b"],
                instanceTypes: ["t3.large", "m7i-flex.large"],
            }),
            [
                'placement.kind: a cluster lies in one zone, and the pool in 2 (got "cluster"). ' +
                    "Name one slot, and further pools for other zones.",
                ...["t3.large", "m7i-flex.large"].map(
                    (type, index) =>
                        `instanceTypes[${index}]: EC2 starts burstable and flex types in no cluster (got "${type}"). ` +
                        "Choose another type, or remove placement.",
                ),
            ],
        );
        assert.deepEqual(refusals({ placement: { kind: "partition", partitions: 8 } }), [
            "placement.partitions: not a number EC2 takes (got 8). Choose a whole number, 1 to 7.",
        ]);
        assert.deepEqual(
            refusals({ placement: { kind: "spread" }, sizePerZone: { min: 0, desired: 0, max: 8 } }),
            [
                "sizePerZone.max: a spread group holds 7 nodes of a zone (got 8). Choose at most 7, or placement partition.",
            ],
        );
        assert.deepEqual(refusals({ placement: { kind: "cluster" }, reservation: BLOCK }), [
            "placement.kind: a capacity block stands close together by itself and in no placement group " +
                '(got "cluster"). Remove placement.',
        ]);
    });

    it("refuse reservations that no node could take", () => {
        const instanceTypes = ["p5.48xlarge", "p5e.48xlarge"];
        assert.deepEqual(
            refusals({ reservation: ONE, slots: ["a", "b"], instanceTypes, capacityType: "SPOT" }),
            [
                'reservation.kind: Spot takes no reserved capacity (got "reservation"). Remove it, or buy the nodes on demand.',
                'instanceTypes: a reservation is of one type (got ["p5.48xlarge","p5e.48xlarge"]). Keep that one.',
                'slots: a reservation lies in one zone (got ["a","b"]). Name its slot alone.',
            ],
        );
        assert.deepEqual(refusals({ reservation: { kind: "reservation", id: "lt-1" } }), [
            'reservation.id: not the id of a capacity reservation (got "lt-1"). Write cr-….',
        ]);
        assert.deepEqual(refusals({ reservation: { kind: "reservations", arns: ["cr-1"] } }), [
            'reservation.arns[0]: not the ARN of a capacity reservation (got "cr-1"). ' +
                "Write arn:aws:ec2:<region>:<account>:capacity-reservation/cr-….",
        ]);
        const [ours, theirs] = ["111122223333", "444455556666"].map(
            (account) => `arn:aws:ec2:us-east-1:${account}:capacity-reservation/cr-0123456789abcdef0`,
        );
        assert.deepEqual(
            refusals({ reservation: { kind: "reservations", arns: [ours ?? "", theirs ?? ""] } }),
            [`reservation.arns[1]: the same reservation twice (got "${theirs}"). Keep one.`],
        );
        const self = selfManagedNodesSpec({
            reservation: BLOCK,
            slots: ["a"],
            instanceTypes: ["p5.48xlarge"],
        });
        assert.deepEqual(texts(checkSelfManagedNodes(self)), [
            "reservation.kind: EC2 Auto Scaling takes no capacity block in a group of mixed instances, which the kit's are " +
                '(got "capacity-block"). Write the pool under managedNodes.',
        ]);
    });

    it("show what was decided, and say what is worth knowing", () => {
        const spec = managedNodesSpec({
            instanceTypes: ["p5e.48xlarge"],
            slots: ["b"],
            efa: EFA_ONLY,
            reservation: BLOCK,
        });
        const { capacityType, efa, reservation } = decisionsOfManagedNodes(spec);
        assert.deepEqual(
            [capacityType, efa, reservation],
            ["CAPACITY_BLOCK", "32 of type efa-only", "capacity block cr-0123456789abcdef0"],
        );
        assert.deepEqual(noticesOfManagedNodes(spec).slice(1), [
            "Managed nodes system have EFA interfaces and no image has its device plugin: pods get vpc.amazonaws.com/efa once a chart " +
                "aws-efa-k8s-device-plugin runs there",
            "Managed nodes system live as long as their capacity block: EC2 ends them before it does, so scale to 0 half an hour ahead, and to " +
                "0 before an update of the group, which could start no further node",
        ]);
        const { efa: none, placement } = decisionsOfManagedNodes(managedNodesSpec());
        assert.deepEqual([none, placement], [undefined, undefined]);
    });
});
