/** What becomes of a part's definition: its arguments are closed over, its problems find their way back. */
import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

import { environmentsOf } from "../../../components/platform/environment";
import { GrowingGround } from "../../../components/platform/ground";
import { describeLocated } from "../../../components/platform/located";
import {
    type Environment,
    type Named,
    type NoWords,
    part,
    type PartDefinition,
    type PlannedPart,
} from "../../../components/platform/part";
import { PARTS } from "../../../components/platform/parts";
import { environmentFor } from "../../support/part-environment";

/** Arguments of the parts below. */
interface Spec {
    readonly name: string;
    readonly region: string;
    readonly size: number;
}

interface Reads {
    readonly boxes: Readonly<Record<string, { readonly size: number }>>;
}

type Definition = PartDefinition<NoWords, Reads, Spec>;

const BOXES: Reads = { boxes: { one: { size: 1 }, two: { size: 2 } } };

/** One component a box, and no fault in any. */
const DEFINITION: Definition = {
    phase: "capacity",
    plan: ({ settings: { region }, shape }) =>
        // Spread, because words that are left out are missing.
        Object.entries({ ...shape.boxes }).map(([name, { size }]) => ({
            name: `box-${name}`,
            shapePath: `boxes.${name}`,
            spec: { name, region, size },
        })),
    origins: { name: { shape: "" }, region: "region" },
    check: () => [],
    build: () => ({ ready: [] }),
};

/** A problem of each argument there is. */
const FAULTY: Definition = {
    ...DEFINITION,
    check: (spec) =>
        Object.entries(spec).map(([path, got]) => ({ path, what: "wrong", got, remedy: "Mend it" })),
};

const NOTHING: PlannedPart = { components: [], problems: [], notices: [] };

function plannedOf(
    definition: Partial<Definition>,
    environment: Partial<Environment<Reads>> = {},
): PlannedPart {
    return part<Reads, Spec>({ ...DEFINITION, ...definition }).planned({
        ...environmentFor(BOXES),
        ...environment,
    });
}

function problemsOf(
    definition: Partial<Definition>,
    environment: Partial<Environment<Reads>> = {},
): string[] {
    return plannedOf(definition, environment).problems.map(describeLocated);
}

describe("part", () => {
    it("plans components whose arguments nobody sees", () => {
        const { components, notices, problems } = plannedOf({});
        assert.deepEqual([notices, problems], [[], []]);
        assert.deepEqual(
            components.map(({ build: _, ...rest }) => rest),
            ["one", "two"].map((name) => ({
                name: `box-${name}`,
                shapePath: `boxes.${name}`,
                after: [],
                phase: "capacity",
                inClusterOnly: false,
                oneByOne: false,
                origins: DEFINITION.origins,
                pods: [],
            })),
        );
    });

    it("hands on what it says of its components", () => {
        const { components, notices } = plannedOf({
            phase: ({ size }) => (size > 1 ? "pools" : "core"),
            inClusterOnly: true,
            oneByOne: true,
            after: ({ name }) => [`lid-${name}`],
            capacity: ({ name }) => ({ kind: "fargate", name, phase: "core", selectors: [] }),
            notices: (boxes, { name }) => [`${boxes.length} boxes in ${name}`],
        });
        assert.deepEqual(
            components.map(({ build: _, pods: _pods, ...rest }) => rest),
            [
                ["one", "core"],
                ["two", "pools"],
            ].map(([name, phase]) => ({
                name: `box-${name}`,
                shapePath: `boxes.${name}`,
                after: [`lid-${name}`],
                phase,
                inClusterOnly: true,
                oneByOne: true,
                origins: DEFINITION.origins,
                // Where the shape asks for it.
                capacity: { kind: "fargate", name, phase: "core", selectors: [], path: `boxes.${name}` },
            })),
        );
        assert.deepEqual(notices, ["2 boxes in dev"]);
    });

    it("builds each component of its own arguments", () => {
        const built: Named<Spec>[] = [];
        const { components } = plannedOf({
            build: (named) => {
                built.push(named);
                return { ready: [] };
            },
        });
        const site = { ground: new GrowingGround(), options: {}, secret: () => pulumi.output("") };
        for (const { build } of components) build(site);
        assert.deepEqual(built, [
            { name: "box-one", shapePath: "boxes.one", spec: { name: "one", region: "us-east-1", size: 1 } },
            { name: "box-two", shapePath: "boxes.two", spec: { name: "two", region: "us-east-1", size: 2 } },
        ]);
    });

    it("names the problem of an argument where it is written", () => {
        const shape = { boxes: { one: { size: 1 } } };
        assert.deepEqual(problemsOf(FAULTY, { shape }), [
            'stacks/dev.ts › boxes.one: wrong (got "one"). Mend it.',
            'Pulumi.dev.yaml › platform:region: wrong (got "us-east-1"). Mend it.',
            "stacks/dev.ts › boxes.one.size: wrong (got 1). Mend it.",
        ]);
    });

    it("lets where an argument is written depend on the component", () => {
        const origins: Definition["origins"] = ({ size }): { readonly size?: { readonly shape: string } } =>
            size > 1 ? { size: { shape: "large" } } : {};
        const check: Definition["check"] = () => [{ path: "size", what: "wrong", remedy: "Mend it" }];
        assert.deepEqual(problemsOf({ check, origins }), [
            "stacks/dev.ts › boxes.one.size: wrong. Mend it.",
            "stacks/dev.ts › boxes.two.large: wrong. Mend it.",
        ]);
    });

    it("names a problem between components at one of them, or by its whole path", () => {
        const checkAll = (boxes: readonly Named<Spec>[]) => [
            { path: "boxes", what: "too many", got: boxes.length, remedy: "Mend it" },
            // No origin counts: it is the part's own word, not an argument.
            { path: "region", shapePath: "boxes.two", what: "wrong", remedy: "Mend it" },
        ];
        assert.deepEqual(problemsOf({ checkAll }), [
            "stacks/dev.ts › boxes: too many (got 2). Mend it.",
            "stacks/dev.ts › boxes.two.region: wrong. Mend it.",
        ]);
    });
});

describe("a part, when a setting could not be read", () => {
    const unread = { unread: ["region" as const], shape: { boxes: { one: { size: 1 } } } };

    it("stood in: is not told what is found in the settings, whose values nobody wrote", () => {
        assert.deepEqual(problemsOf(FAULTY, unread), [
            'stacks/dev.ts › boxes.one: wrong (got "one"). Mend it.',
            "stacks/dev.ts › boxes.one.size: wrong (got 1). Mend it.",
        ]);
    });

    it("left out: checks what is left, and tells what it finds in the other settings", () => {
        const origins = { name: { shape: "" }, region: "region", size: "zones" } as const;
        assert.deepEqual(problemsOf({ ...FAULTY, origins, unread: "left-out" }, unread), [
            'stacks/dev.ts › boxes.one: wrong (got "one"). Mend it.',
            "Pulumi.dev.yaml › platform:zones: wrong (got 1). Mend it.",
        ]);
    });
});

describe("a part, when words could not be read", () => {
    const unreadWords = ["boxes"];

    it("stood in: plans nothing, since there are no stand-ins for words", () => {
        assert.deepEqual(plannedOf(FAULTY, { unreadWords }), NOTHING);
    });

    it("stood in: is planned and checked when the words are another part's", () => {
        assert.deepEqual(problemsOf(FAULTY, { unreadWords: ["others"] }), problemsOf(FAULTY));
        assert.notDeepEqual(problemsOf(FAULTY), []);
    });

    it("stood in: makes nothing once it looks at what others said, at all words or at the pods of all", () => {
        const looks: readonly ((environment: Environment<Reads>) => unknown)[] = [
            ({ shape }) => ({ ...shape }),
            ({ shape }) => Reflect.get(shape, "others") as unknown,
            ({ pods }) => pods,
        ];
        for (const look of looks) {
            const checkAll = (_: unknown, environment: Environment<Reads>) => {
                look(environment);
                return [];
            };
            assert.deepEqual(plannedOf({ ...FAULTY, checkAll }, { unreadWords: ["others"] }), NOTHING);
        }
    });

    it("lets a fault of its own through", () => {
        const plan = () => {
            throw new TypeError("broken");
        };
        assert.throws(
            () => plannedOf({ ...FAULTY, plan }, { unreadWords: ["others"] }),
            /^TypeError: broken$/,
        );
    });

    it("left out: plans from what is left", () => {
        const left = { ...FAULTY, unread: "left-out" } as const;
        assert.deepEqual(plannedOf(left, { unreadWords }), NOTHING);
        assert.deepEqual(
            plannedOf(left, { unreadWords: ["others"] }).components.map(({ name }) => name),
            ["box-one", "box-two"],
        );
    });
});

describe("environmentsOf", () => {
    const words = { boxes: z.record(z.string(), z.strictObject({ size: z.number() })) };
    const boxes = part<Reads, Spec, typeof words>({ ...DEFINITION, words });
    const stranger = part<Reads, Spec>(DEFINITION);

    it("knows environments by their own names alone", () => {
        const { names, parts, shapeOf } = environmentsOf([boxes, stranger], { dev: BOXES });
        assert.deepEqual([names, parts], [["dev"], [boxes, stranger]]);
        assert.deepEqual(
            ["dev", "qa", "toString"].map((name) => shapeOf(name)),
            [BOXES, undefined, undefined],
        );
    });

    it("is refused by the compiler for words that no part brings, whether a part reads them or a shape has them", () => {
        // @ts-expect-error -- Nobody brings the boxes that this part reads.
        environmentsOf([...PARTS, stranger], {});
        // @ts-expect-error -- Nobody brings the crates that this shape has.
        environmentsOf([boxes], { dev: { ...BOXES, crates: 1 } });
        // @ts-expect-error -- The shape lacks the boxes that the part brings.
        environmentsOf([boxes], { dev: {} });
    });
});
