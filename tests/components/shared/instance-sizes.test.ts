import assert from "node:assert/strict";
import { createHash } from "node:crypto";

import {
    INSTANCE_DATA_DATE,
    INSTANCE_DATA_FIRST,
    instanceTypeNames,
    instanceTypeOf,
    listedSince,
} from "../../../components/shared/instance-data";
import {
    type Catalogue,
    checkSizes,
    describeSizes,
    type InstanceSizes,
    resolveSizes,
    typesOf,
} from "../../../components/shared/instance-sizes";
import { describeProblem } from "../../../components/shared/problems";

const SIZES: InstanceSizes = {
    asOf: "2026-08-21",
    architecture: "arm64",
    vcpus: { min: 4, max: 4 },
    memoryGiB: { min: 16, max: 16 },
};

const WIDE = { vcpus: { min: 2, max: 8 }, memoryGiB: { min: 8, max: 16 } };

/** By what is asked, in the order the types come. */
const CASES: readonly (readonly [what: string, changes: Partial<InstanceSizes>, types: string])[] = [
    ["three of one size, the newest first", {}, "m9g.xlarge m8g.xlarge m7g.xlarge"],
    ["older ones", { generations: { min: 5, max: 7 } }, "m7g.xlarge m6g.xlarge m7gd.xlarge"],
    ["of another architecture", { architecture: "amd64", count: 2 }, "m8a.xlarge m8i.xlarge"],
    ["with disks", { localDisksGB: 200 }, "m9gd.xlarge m8gd.xlarge m7gd.xlarge"],
    ["of several sizes, the smallest first", { ...WIDE, count: 2 }, "m9g.large m8g.large"],
    ["burstable, where they are asked for", { categories: ["t"] }, "t4g.xlarge"],
];

const catalogue: Catalogue = instanceTypeNames().flatMap((name) => {
    const type = instanceTypeOf(name);
    return type === undefined ? [] : [{ ...type, since: listedSince(name) }];
});

describe("instance types by size", () => {
    for (const [what, changes, types] of CASES) {
        it(`are ${what}`, () => {
            assert.equal(resolveSizes({ ...SIZES, ...changes }).join(" "), types);
        });
    }

    it("are neither bare metal, nor flex, nor accelerated", () => {
        const wide = {
            ...SIZES,
            vcpus: { min: 1, max: 999 },
            memoryGiB: { min: 1, max: 99_999 },
            count: 9_999,
        };
        for (const architecture of ["amd64", "arm64"] as const) {
            const found = resolveSizes({ ...wide, architecture, categories: ["c", "i", "m", "r", "t", "x"] });
            assert.ok(found.length > 300);
            assert.deepEqual(
                found.filter((type) => /metal|flex|^(g|p|inf|trn)\d/.test(type)),
                [],
            );
        }
    });

    it("stay what they were when a later list brings more, until the shape names a later day", () => {
        const newer = catalogue
            .filter(({ type }) => type.startsWith("m9g."))
            .map((type) => ({ ...type, type: type.type.replace("m9g", "m10g"), since: "2027-03-01" }));
        const later = [...newer, ...catalogue];
        assert.equal(newer.length > 0, true);
        for (const [, changes] of CASES) {
            const sizes = { ...SIZES, ...changes };
            assert.deepEqual(resolveSizes(sizes, later), resolveSizes(sizes));
        }
        assert.deepEqual(resolveSizes({ ...SIZES, asOf: "2027-03-01" }, later), [
            "m10g.xlarge",
            "m9g.xlarge",
            "m8g.xlarge",
        ]);
    });

    it("are chosen from lists that are kept: who updates the file says what is new (LISTED_SINCE)", () => {
        const first = instanceTypeNames().filter((type) => listedSince(type) === INSTANCE_DATA_FIRST);
        const hash = createHash("sha256")
            .update([...first].sort().join("\n"))
            .digest("hex");
        assert.deepEqual([first.length, hash.slice(0, 16)], [1_400, "c9be5224b98c9c25"]);
        assert.ok(instanceTypeNames().every((type) => listedSince(type) <= INSTANCE_DATA_DATE));
    });

    it("are said in names, or in sizes", () => {
        assert.deepEqual(typesOf({ instanceTypes: ["m7g.large"] }), ["m7g.large"]);
        assert.deepEqual(typesOf({ instanceSizes: SIZES }), resolveSizes(SIZES));
        assert.deepEqual(typesOf({}), []);
        assert.equal(describeSizes(SIZES), "arm64, 4 vCPU, 16 GiB, of c, m, r, as of 2026-08-21");
        assert.equal(
            describeSizes({
                ...SIZES,
                ...WIDE,
                categories: ["m"],
                generations: { min: 6, max: 8 },
                localDisksGB: 100,
            }),
            "arm64, 2 to 8 vCPU, 8 to 16 GiB, of m, generation 6 to 8, 100 GB of own disks, as of 2026-08-21",
        );
    });
});

describe("checkSizes", () => {
    const refused = (changes: Partial<InstanceSizes>, instanceTypes?: readonly string[]) => {
        const instanceSizes = { ...SIZES, ...changes };
        return checkSizes({ instanceSizes, instanceTypes: instanceTypes ?? typesOf({ instanceSizes }) }).map(
            (problem) => describeProblem(problem),
        );
    };

    it("takes what there is", () => {
        assert.deepEqual(refused({}), []);
        assert.deepEqual(checkSizes({ instanceTypes: ["m7g.large"] }), []);
    });

    it("names what is no size, no day, or nothing", () => {
        assert.deepEqual(
            refused({
                vcpus: { min: 8, max: 4 },
                memoryGiB: { min: 0, max: 4 },
                generations: { min: 7, max: 6 },
                asOf: "yesterday",
                count: 21,
            }),
            [
                'instanceSizes.vcpus: not a range (got {"max":4,"min":8}). Write min, more than 0, and a max that is no less.',
                'instanceSizes.memoryGiB: not a range (got {"max":4,"min":0}). Write min, more than 0, and a max that is no less.',
                'instanceSizes.generations: not a range (got {"max":6,"min":7}). Write min, more than 0, and a max that is no less.',
                'instanceSizes.asOf: not a day (got "yesterday"). Write 2026-08-21.',
                "instanceSizes.count: not a number of types a group takes (got 21). Choose a whole number, 1 to 20.",
            ],
        );
        assert.deepEqual(refused({ asOf: "2027-01-01" }), [
            'instanceSizes.asOf: the kit has no list of types of that day (got "2027-01-01"). Write 2026-08-21.',
        ]);
        assert.deepEqual(refused({ memoryGiB: { min: 3, max: 3 } }), [
            'instanceSizes: no type of 2026-08-21 has them (got "arm64, 4 vCPU, 3 GiB, of c, m, r, as of 2026-08-21"). ' +
                "Widen vcpus, memoryGiB or generations, or add categories.",
        ]);
        assert.deepEqual(
            checkSizes({}).map((problem) => describeProblem(problem)),
            ["instanceTypes: missing. Name 1 or more, or say instanceSizes."],
        );
    });

    it("refuses names beside sizes", () => {
        assert.deepEqual(refused({}, ["m7g.large"]), [
            'instanceTypes: types by name beside sizes (got ["m7g.large"]). Keep one of the two.',
        ]);
    });
});
