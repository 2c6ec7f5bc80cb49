import assert from "node:assert/strict";

import fc from "fast-check";

import { INSTANCE_DATA_DATE, instanceTypeNames } from "../../../components/shared/instance-data";
import {
    type Architecture,
    architectureOf,
    checkInstanceType,
    checkInstanceTypes,
    checkOneArchitecture,
    commonArchitecture,
} from "../../../components/shared/instance-types";
import { describeProblem, type Problem } from "../../../components/shared/problems";

const texts = (problems: readonly Problem[]): string[] => problems.map((problem) => describeProblem(problem));

function refusals(types: readonly string[], stated?: Architecture): string[] {
    return texts(checkInstanceTypes("types", types, stated));
}

const NEWER = `; or state the architecture as well, when the type is newer than ${INSTANCE_DATA_DATE}`;

describe("the known instance types", () => {
    it("has each type in EC2's form", () => {
        // Without its list a type must still be recognised as one: its form alone decides then.
        assert.deepEqual(
            instanceTypeNames().filter(
                (type) => checkInstanceType("x", type.replace(/^/, "zz9"), "arm64").length > 0,
            ),
            [],
        );
        assert.deepEqual(refusals(instanceTypeNames()), []);
    });

    it("tells Graviton from the rest", () => {
        const known = {
            "m7g.large": "arm64",
            "c8gn.metal-48xl": "arm64",
            "a1.medium": "arm64",
            "c7g-flex.large": "arm64",
            "g5g.xlarge": "arm64",
            "m7i.large": "amd64",
            "m7i-flex.large": "amd64",
            "g5.xlarge": "amd64",
            "u7in-16tb.224xlarge": "amd64",
            "mac2.metal": undefined,
            "m99.large": undefined,
            "": undefined,
        };
        const read = Object.fromEntries(Object.keys(known).map((type) => [type, architectureOf(type)]));
        assert.deepEqual(read, known);
    });
});

describe("checkInstanceTypes", () => {
    it("names the type that capitals or spaces hide", () => {
        const message = (got: string, wanted: string): string =>
            `types[0]: no instance type as it is spelled: EC2 tells capitals from small letters (got "${got}"). Write ${wanted}.`;
        for (const [got, wanted] of [
            ["M7G.large", "m7g.large"],
            ["m7g.Large", "m7g.large"],
            [" m7g.large", "m7g.large"],
        ] as const) {
            assert.deepEqual(refusals([got]), [message(got, wanted)]);
            assert.deepEqual(refusals([got], "arm64"), [message(got, wanted)]);
        }
        // Of its own family, however it is spelled.
        assert.deepEqual(refusals(["M7G.HUGE"]), [
            'types[0]: unknown instance type (got "M7G.HUGE"). Choose one that exists, the nearest is m7g.large.',
        ]);
    });

    it("F14: refuses an unknown type, naming the nearest", () => {
        assert.deepEqual(refusals(["m7g.large", "m7g.hugexl", "m7g.2xl", "m7i.metal-25xl", "is4ge.large"]), [
            'types[1]: unknown instance type (got "m7g.hugexl"). Choose one that exists, the nearest is m7g.xlarge.',
            'types[2]: unknown instance type (got "m7g.2xl"). Choose one that exists, the nearest is m7g.2xlarge.',
            'types[3]: unknown instance type (got "m7i.metal-25xl"). ' +
                `Choose one that exists, the nearest is m7i.metal-24xl${NEWER}.`,
            'types[4]: unknown instance type (got "is4ge.large"). ' +
                `Choose one that exists, the nearest is is4gen.large${NEWER}.`,
        ]);
    });

    it("F14: with the architecture stated takes a type newer than the lists, never one without a type's form", () => {
        assert.deepEqual(refusals(["m10g.large"]), [
            'types[0]: unknown instance type (got "m10g.large"). ' +
                `Choose one that exists, the nearest is m1.large${NEWER}.`,
        ]);
        assert.deepEqual(refusals(["m10g.large", "m7g.32xlarge", "u8i-12tb.metal-96xl"], "arm64"), []);
        assert.equal(refusals(["m10g.hugexl", "m10g", "M10g.large", "m10g.0xlarge"], "arm64").length, 4);
    });

    it("F33: refuses a type listed twice", () => {
        assert.deepEqual(refusals(["m7g.large", "c7g.large", "m7g.large"]), [
            'types[2]: the same type as types[0] (got "m7g.large"). List each type once.',
        ]);
    });

    it("names a type that exists whatever was written", () => {
        const names = new Set(instanceTypeNames());
        fc.assert(
            fc.property(fc.string({ maxLength: 20 }), (text) => {
                const [problem] = checkInstanceTypes("types", [text]);
                const nearest = /the nearest is (\S+?)(;|$)/.exec(problem?.remedy ?? "")?.[1] ?? "";
                assert.ok(names.has(text) || names.has(nearest));
            }),
            { seed: 20261124, numRuns: 200 },
        );
    });
});

describe("checkOneArchitecture", () => {
    const check = (types: readonly string[], stated?: Architecture): string[] =>
        texts(checkOneArchitecture("types", types, stated));

    it("F15: refuses mixed architectures", () => {
        assert.deepEqual(check(["m7g.large", "m7i.large"]), [
            'types: mixed architectures, amd64 and arm64 (got ["m7g.large","m7i.large"]). ' +
                "Split into two groups, one for each architecture.",
        ]);
        assert.deepEqual(check(["m7g.large", "c7g.large", "m99.large"]), []);
    });

    it("F15: refuses types of another architecture than stated", () => {
        assert.deepEqual(check(["m7g.large", "m7i.large", "m99.large"], "amd64"), [
            'types[0]: an arm64 type in an amd64 group (got "m7g.large"). ' +
                "Choose amd64 types, or split into two groups.",
        ]);
    });
});

describe("commonArchitecture", () => {
    it("is that of all types, or none", () => {
        assert.equal(commonArchitecture(["m7g.large", "c7g.large"]), "arm64");
        assert.equal(commonArchitecture(["m7i.large"]), "amd64");
        assert.equal(commonArchitecture(["m7g.large", "m7i.large"]), undefined);
        assert.equal(commonArchitecture(["m7g.large", "m99.large"]), undefined);
        assert.equal(commonArchitecture([]), undefined);
        assert.equal(commonArchitecture(["m7g.large", "m99.large"], "arm64"), "arm64");
        assert.equal(commonArchitecture(["m7g.large", "m99.large"], "amd64"), undefined);
    });
});
