import assert from "node:assert/strict";

import {
    admits,
    checkRequirements,
    describeRequirement,
} from "../../../components/karpenter/node-pool-requirements";
import { checkInstanceType } from "../../../components/shared/instance-types";
import { describeProblem } from "../../../components/shared/problems";
import { type Requirement } from "../../../components/karpenter/node-pool-schema";

const TYPE = "node.kubernetes.io/instance-type";
const FAMILY = "karpenter.k8s.aws/instance-family";
const CATEGORY = "karpenter.k8s.aws/instance-category";
const REGION = "topology.kubernetes.io/region";
const ARM: Requirement = { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] };

function refusals(
    requirements: readonly Requirement[],
    labels: Readonly<Record<string, string>> = {},
): string[] {
    const problems = checkRequirements("requirements", requirements, { region: "eu-west-1", labels });
    return problems.map((problem) => describeProblem(problem));
}

function refusalsOf(key: string, operator: Requirement["operator"], ...values: readonly string[]): string[] {
    return refusals([{ key, operator, values }]);
}

describe("checkRequirements", () => {
    it("takes every operator, and no requirement at all", () => {
        const accepted: Requirement[] = [
            { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot", "on-demand", "reserved"] },
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
            { key: "kubernetes.io/os", operator: "In", values: ["linux"] },
            { key: "karpenter.k8s.aws/instance-tenancy", operator: "NotIn", values: ["dedicated"] },
            { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-west-1a", "eu-west-1c"] },
            { key: CATEGORY, operator: "In", values: ["c", "m", "r"], minValues: 2 },
            { key: FAMILY, operator: "In", values: ["m7g", "m7i"] },
            { key: FAMILY, operator: "Exists", minValues: 5 },
            { key: TYPE, operator: "NotIn", values: ["m7g.large", "m7i.metal-24xl"] },
            { key: "karpenter.k8s.aws/instance-gpu-count", operator: "DoesNotExist" },
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gt", values: ["5"] },
            { key: "karpenter.k8s.aws/instance-generation", operator: "Gte", values: ["6"] },
            { key: "karpenter.k8s.aws/instance-cpu", operator: "Lt", values: ["65"] },
            { key: "karpenter.k8s.aws/instance-cpu", operator: "Lte", values: ["64"] },
            { key: "example.com/team", operator: "In", values: ["blue"] },
        ];
        assert.deepEqual(refusals(accepted), []);
        assert.deepEqual(refusals([]), []);
    });

    it("F41: refuses In and NotIn without values", () => {
        assert.deepEqual(refusals([{ key: "team", operator: "In" }]), [
            "requirements[0].values: In needs values (got []). List at least one.",
        ]);
        assert.deepEqual(refusals([{ key: "team", operator: "NotIn", values: [] }]), [
            "requirements[0].values: NotIn needs values (got []). List at least one.",
        ]);
    });

    it("refuses values where an operator takes none", () => {
        for (const operator of ["Exists", "DoesNotExist"] as const) {
            assert.deepEqual(refusalsOf("team", operator, "blue"), [
                `requirements[0].values: ${operator} takes no values (got ["blue"]). Remove them, or use In.`,
            ]);
        }
    });

    it("refuses anything but one whole number where numbers are compared", () => {
        for (const operator of ["Gt", "Lt", "Gte", "Lte"] as const) {
            // The last is more than 64 bits hold.
            for (const values of [[], ["4", "8"], ["-1"], ["4.5"], ["four"], ["9223372036854775808"]]) {
                assert.deepEqual(refusalsOf("karpenter.k8s.aws/instance-cpu", operator, ...values), [
                    `requirements[0].values: ${operator} takes one whole number (got ${JSON.stringify(values)}). ` +
                        'Write it as a text: ["4"].',
                ]);
            }
        }
    });

    it("refuses an unknown operator, a bad key and a bad value", () => {
        const equal = JSON.parse('{ "key": "team", "operator": "Equals", "values": ["x"] }') as Requirement;
        assert.deepEqual(refusals([equal, { key: "a b", operator: "In", values: ["blue team"] }]), [
            'requirements[0].operator: not an operator (got "Equals"). ' +
                "Choose from In, NotIn, Exists, DoesNotExist, Gt, Lt, Gte, Lte.",
            'requirements[1].key: not a label key (got "a b"). ' +
                "Write <domain>/<name>, or a name alone, in letters, digits, dashes, underscores and dots.",
            'requirements[1].values[0]: not a label value (got "blue team"). ' +
                "Use at most 63 letters, digits and - _ . with a letter or digit at both ends.",
        ]);
    });

    it("takes values of 63 characters and none, and refuses longer ones", () => {
        assert.deepEqual(refusalsOf("team", "In", "a".repeat(63), ""), []);
        assert.deepEqual(refusalsOf("team", "In", "a".repeat(64)), [
            `requirements[0].values[0]: not a label value (got "${"a".repeat(64)}"). ` +
                "Use at most 63 letters, digits and - _ . with a letter or digit at both ends.",
        ]);
    });

    it("refuses minValues outside 1 to 50, and more than there are values", () => {
        const minValues = (count: number, ...values: readonly string[]): string[] =>
            refusals([{ key: "team", operator: "In", values, minValues: count }]);
        assert.deepEqual(minValues(2, "a", "b"), []);
        for (const count of [0, 51, 1.5]) {
            assert.deepEqual(minValues(count, "a", "b"), [
                `requirements[0].minValues: not a number of values (got ${count}). Write 1 to 50.`,
            ]);
        }
        assert.deepEqual(minValues(3, "a", "b", "b"), [
            "requirements[0].minValues: asks for more values than the 2 listed (got 3). " +
                "List 3 different values, or lower minValues to 2.",
        ]);
        assert.deepEqual(refusals([{ key: TYPE, operator: "Exists", minValues: 50 }]), []);
    });

    it("refuses more than 100 requirements and labels together", () => {
        const requirements = (count: number): Requirement[] =>
            Array.from({ length: count }, (_, index) => ({ key: `key-${index}`, operator: "Exists" }));
        assert.deepEqual(refusals(requirements(99), { team: "blue" }), []);
        assert.deepEqual(refusals(requirements(100), { team: "blue" }), [
            "requirements: too many requirements and labels (got 101). Keep at most 100 together.",
        ]);
    });

    it("refuses architectures, systems, capacity types and tenancies nobody has", () => {
        const known = {
            "kubernetes.io/arch": ["x86_64", "amd64, arm64"],
            "kubernetes.io/os": ["darwin", "linux, windows"],
            "karpenter.sh/capacity-type": ["ondemand", "on-demand, reserved, spot"],
            "karpenter.k8s.aws/instance-tenancy": ["host", "dedicated, default"],
        };
        for (const [key, [value = "", choices = ""]] of Object.entries(known)) {
            assert.deepEqual(refusalsOf(key, "In", value), [
                `requirements[0].values[0]: no node has this value of ${key} (got "${value}"). Choose from ${choices}.`,
            ]);
        }
    });

    it("refuses a zone of another region", () => {
        assert.deepEqual(
            refusalsOf("topology.kubernetes.io/zone", "In", "eu-west-1a", "us-east-1a", "eu-west-1"),
            [
                'requirements[0].values[1]: not an Availability Zone of eu-west-1 (got "us-east-1a"). ' +
                    "Name zones such as eu-west-1a.",
                'requirements[0].values[2]: not an Availability Zone of eu-west-1 (got "eu-west-1"). ' +
                    "Name zones such as eu-west-1a.",
            ],
        );
    });

    it("refuses another region than the pool's", () => {
        assert.deepEqual(refusalsOf(REGION, "In", "eu-west-1"), []);
        assert.deepEqual(refusalsOf(REGION, "In", "us-east-1"), [
            `requirements[0].values[0]: no node has this value of ${REGION} (got "us-east-1"). Choose from eu-west-1.`,
        ]);
    });

    it("F14: refuses unknown instance types and families, in In and NotIn alike", () => {
        const unknown = checkInstanceType("requirements[0].values[1]", "m7g.hugexl");
        assert.equal(unknown.length, 1);
        for (const operator of ["In", "NotIn"] as const) {
            const given: Requirement = { key: TYPE, operator, values: ["m7g.large", "m7g.hugexl"] };
            const problems = checkRequirements("requirements", [given], { region: "eu-west-1", labels: {} });
            assert.deepEqual(problems, unknown);
            assert.deepEqual(refusalsOf(FAMILY, operator, "m7g", "m77g"), [
                'requirements[0].values[1]: unknown instance family (got "m77g"). Write a family such as m7g, ' +
                    "or require one kubernetes.io/arch as well when it is newer than the kit.",
            ]);
        }
    });

    it("F14: takes a type and a family newer than the kit when the architecture is stated", () => {
        const newer: Requirement[] = [
            { key: TYPE, operator: "In", values: ["m99g.large"] },
            { key: FAMILY, operator: "In", values: ["m99g"] },
        ];
        assert.deepEqual(refusals([ARM, ...newer]), []);
        assert.equal(refusals([{ ...ARM, values: ["amd64", "arm64"] }, ...newer]).length, 2);
    });
});

describe("admits", () => {
    it("asks every requirement of the key, and no requirement admits everything", () => {
        const key = "karpenter.sh/capacity-type";
        const spot = (...requirements: readonly Omit<Requirement, "key">[]): boolean =>
            admits(
                requirements.map((requirement) => ({ ...requirement, key })),
                key,
                "spot",
            );
        assert.equal(spot(), true);
        assert.equal(spot({ operator: "In", values: ["spot", "on-demand"] }), true);
        assert.equal(spot({ operator: "In", values: ["on-demand"] }), false);
        assert.equal(spot({ operator: "NotIn", values: ["spot"] }), false);
        assert.equal(spot({ operator: "NotIn", values: ["reserved"] }), true);
        assert.equal(spot({ operator: "Exists" }), true);
        assert.equal(spot({ operator: "DoesNotExist" }), false);
        assert.equal(spot({ operator: "Exists" }, { operator: "NotIn", values: ["spot"] }), false);
        assert.equal(admits([{ key: "team", operator: "In", values: ["x"] }], key, "spot"), true);
    });
});

describe("describeRequirement", () => {
    it("reads as it is written", () => {
        assert.equal(describeRequirement(ARM), "kubernetes.io/arch In arm64");
        assert.equal(
            describeRequirement({ key: FAMILY, operator: "Exists", minValues: 5 }),
            `${FAMILY} Exists (at least 5)`,
        );
    });
});
