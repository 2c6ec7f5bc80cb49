import assert from "node:assert/strict";

import fc from "fast-check";

import {
    admitsValue,
    admitsAbsence,
    combine,
    intersect,
    isCompatible,
    labelSet,
    type NodeRequirement,
    type Operator,
    OPERATORS,
    requirementsOfLabels,
} from "../../../components/shared/node-requirements";

const set = (operator: Operator, ...values: readonly string[]) => labelSet({ key: "x", operator, values });

describe("a set of label values", () => {
    it("holds what its operator says, and nothing else", () => {
        const held: Readonly<Record<Operator, readonly [readonly string[], readonly string[]]>> = {
            In: [
                ["4", "5"],
                ["6", "a", ""],
            ],
            NotIn: [
                ["6", "a", ""],
                ["4", "5"],
            ],
            Exists: [["4", "a", ""], []],
            DoesNotExist: [[], ["4", "a", ""]],
            Gt: [
                ["5", "100"],
                ["4", "3", "a", "", "4.5"],
            ],
            Lt: [
                ["3", "-1"],
                ["4", "5", "a"],
            ],
            Gte: [
                ["4", "5"],
                ["3", "a"],
            ],
            Lte: [
                ["4", "3"],
                ["5", "a"],
            ],
        };
        for (const operator of OPERATORS) {
            const values = { In: ["4", "5"], NotIn: ["4", "5"], Exists: [], DoesNotExist: [] }[
                operator as string
            ] ?? ["4"];
            const [inside, outside] = held[operator];
            for (const value of inside)
                assert.equal(admitsValue(set(operator, ...values), value), true, operator);
            for (const value of outside)
                assert.equal(admitsValue(set(operator, ...values), value), false, operator);
        }
    });

    it("lets a node be without the label where nothing asks for it", () => {
        const absent = OPERATORS.filter((operator) => admitsAbsence(set(operator, "4")));
        assert.deepEqual(absent, ["NotIn", "DoesNotExist"]);
        // As Karpenter has it: a bound does not count once something is excluded as well.
        assert.equal(admitsAbsence(intersect(set("NotIn", "4"), set("Gt", "0"))), true);
    });

    it("meets another set where a value is in both, or where both can do without", () => {
        assert.equal(isCompatible(set("In", "a", "b"), set("In", "b", "c")), true);
        assert.equal(isCompatible(set("In", "a"), set("In", "b")), false);
        assert.equal(isCompatible(set("In", "a"), set("NotIn", "a")), false);
        assert.equal(isCompatible(set("In", "a"), set("NotIn", "b")), true);
        assert.equal(isCompatible(set("Gt", "4"), set("Lt", "2")), false);
        assert.equal(isCompatible(set("Gt", "4"), set("Lt", "5")), false);
        assert.equal(isCompatible(set("Gt", "4"), set("Lt", "6")), true);
        assert.equal(isCompatible(set("Gte", "4"), set("Lte", "4")), true);
        assert.equal(isCompatible(set("In", "4", "x"), set("Gt", "4")), false);
        assert.equal(isCompatible(set("Exists"), set("DoesNotExist")), false);
        assert.equal(isCompatible(set("NotIn", "a"), set("DoesNotExist")), true);
        assert.equal(isCompatible(set("NotIn", "a"), set("NotIn", "b")), true);
        assert.equal(isCompatible(set("In", "a"), set("DoesNotExist")), false);
        assert.equal(isCompatible(set("DoesNotExist"), set("DoesNotExist")), true);
    });

    it("an intersection holds a value exactly when both sets do", () => {
        const value = fc.constantFrom("0", "1", "2", "3", "a", "b");
        const one: fc.Arbitrary<NodeRequirement> = fc
            .record({
                key: fc.constant("x"),
                operator: fc.constantFrom(...OPERATORS),
                listed: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
                bound: fc.constantFrom("0", "1", "2"),
            })
            .map(({ bound, key, listed, operator }) => ({
                key,
                operator,
                values: operator === "In" || operator === "NotIn" ? listed : [bound],
            }));
        fc.assert(
            fc.property(one, one, value, (first, second, text) => {
                const [a, b] = [labelSet(first), labelSet(second)];
                assert.equal(
                    admitsValue(intersect(a, b), text),
                    admitsValue(a, text) && admitsValue(b, text),
                );
                assert.deepEqual(isCompatible(a, b), isCompatible(b, a));
            }),
            { numRuns: 500 },
        );
    });
});

describe("combine", () => {
    it("leaves of each label what all requirements leave, whatever its former name", () => {
        const sets = combine([
            { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] },
            { key: "beta.kubernetes.io/arch", operator: "NotIn", values: ["arm64"] },
            { key: "x", operator: "Gt", values: ["4"] },
            ...requirementsOfLabels({ team: "blue" }),
        ]);
        assert.deepEqual(
            sets,
            new Map([
                ["kubernetes.io/arch", { isComplement: false, values: new Set(["amd64"]) }],
                ["x", { isComplement: true, values: new Set(), gte: 5 }],
                ["team", { isComplement: false, values: new Set(["blue"]) }],
            ]),
        );
    });
});
