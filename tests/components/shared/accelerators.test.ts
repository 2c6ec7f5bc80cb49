import assert from "node:assert/strict";

import { acceleratorOf, acceleratorsOf } from "../../../components/shared/accelerators";

/** By the first part of the type: EKS User Guide, ml-eks-optimized-ami, and what no image of EKS has a driver for. */
const FAMILIES = {
    nvidia: "p6-b300 p6-b200 p5 p5e p5en p4d p4de p3dn g7 g7e gr6 g6 g6e g6f gr6f g5 g4dn g5g",
    neuron: "inf1 inf2 trn1 trn1n trn2",
    other: "g4ad dl2q",
    none: "m7g c7i t4g f2 vt1 hpc7a",
} as const;
const SIZES: Readonly<Record<string, string>> = {
    "p6-b300": "48xlarge",
    "p6-b200": "48xlarge",
    p5: "48xlarge",
    p5e: "48xlarge",
    p5en: "48xlarge",
    p4d: "24xlarge",
    p4de: "24xlarge",
    p3dn: "24xlarge",
    g7: "2xlarge",
    g7e: "2xlarge",
    gr6: "4xlarge",
    gr6f: "4xlarge",
    trn1: "2xlarge",
    trn1n: "32xlarge",
    trn2: "48xlarge",
    dl2q: "24xlarge",
    f2: "6xlarge",
    vt1: "3xlarge",
    hpc7a: "12xlarge",
};

describe("acceleratorOf", () => {
    it("knows every family the data describes", () => {
        for (const [kind, families] of Object.entries(FAMILIES)) {
            for (const family of families.split(" ")) {
                const type = `${family}.${SIZES[family] ?? "xlarge"}`;
                assert.equal(acceleratorOf(type), kind, type);
            }
        }
    });

    it("goes by the name of what the data does not describe, or is newer", () => {
        const byName = [
            "p3.2xlarge",
            "p9.48xlarge",
            "g9.xlarge",
            "inf3.xlarge",
            "trn9.48xlarge",
            "dl1.24xlarge",
            "g9ad.xlarge",
        ];
        assert.deepEqual(byName.map(acceleratorOf), [
            "nvidia",
            "nvidia",
            "nvidia",
            "neuron",
            "neuron",
            "other",
            "other",
        ]);
        assert.deepEqual(["m99g.large", "c7g-flex.large", "x"].map(acceleratorOf), ["none", "none", "none"]);
    });
});

describe("acceleratorsOf", () => {
    it("names each kind once, in one order", () => {
        assert.deepEqual(acceleratorsOf(["trn1.2xlarge", "g5.xlarge", "m7i.large", "g6.xlarge"]), [
            "none",
            "nvidia",
            "neuron",
        ]);
        assert.deepEqual(acceleratorsOf([]), []);
    });
});
