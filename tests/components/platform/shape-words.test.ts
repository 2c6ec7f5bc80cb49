/** Every leaf of every word an environment may say, with words, kinds and keys nobody knows. */
import assert from "node:assert/strict";

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import type { z } from "zod";

import { transform } from "../../../components/platform/transforms";
import { PARTS } from "../../../components/platform/parts";
import { shapeSchemaOf } from "../../../components/platform/shape";
import { describeProblem } from "../../../components/shared/problems";
import {
    bareSchema,
    definitionOf,
    membersOf,
    pathOf,
    problemsOfWords,
    schemaAt,
} from "../../../components/shared/schema";

type Path = readonly (string | number)[];

const SCHEMA = shapeSchemaOf(PARTS);

/** Any JSON, whose words are somebody else's, and what is made by a function: nobody looks inside. */
const ANY_JSON = "any JSON";
const TRANSFORM = transform("cluster", LogGroup, (inputs) => inputs);
const DESCRIBED: Readonly<Record<string, unknown>> = {
    JSON: ANY_JSON,
    "a function": () => undefined,
    "transform(…)": TRANSFORM,
};

/** By kind; of a word that is not the shape's to say there is none. */
const SIMPLE: Readonly<Record<string, readonly unknown[]>> = {
    boolean: [true],
    number: [7],
    string: ["text"],
    never: [],
};

/** One value for each way to write a union, so that every key of every member stands in one of them. */
function samplesOf(schema: z.ZodType): readonly unknown[] {
    const bare = bareSchema(schema);
    const { element, entries, options, shape, type, valueType, values } = definitionOf(bare);
    const { description = "" } = schema.description === undefined ? bare : schema;
    if (Object.hasOwn(DESCRIBED, description)) return [DESCRIBED[description]];
    if (options !== undefined) return membersOf(schema).flatMap(samplesOf);
    if (shape !== undefined) return samplesOfObject(shape);
    if (element !== undefined) return samplesOf(element).map((item) => [item]);
    if (valueType !== undefined) return samplesOf(valueType).map((value) => ({ "a-name": value }));
    const closed = entries === undefined ? values : Object.values(entries);
    if (closed !== undefined) return closed.slice(0, 1);
    return SIMPLE[type] ?? assert.fail(`no sample of a ${type}`);
}

/** As many as the key with most samples has; the others repeat theirs. */
function samplesOfObject(shape: Readonly<Record<string, z.ZodType>>): readonly unknown[] {
    const columns = Object.entries(shape)
        .map(([key, value]) => [key, samplesOf(value)] as const)
        .filter(([, samples]) => samples.length > 0);
    const count = Math.max(1, ...columns.map(([, samples]) => samples.length));
    return Array.from({ length: count }, (_, index) =>
        Object.fromEntries(columns.map(([key, samples]) => [key, samples[index % samples.length]])),
    );
}

/** Every place of a value, with what stands there. */
function placesOf(value: unknown, path: Path = []): { readonly path: Path; readonly value: unknown }[] {
    const here = { path, value };
    if (typeof value !== "object" || value === null || value === TRANSFORM) return [here];
    const below = Object.entries(value).flatMap(([key, item]) =>
        placesOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return [here, ...below];
}

/** The value with something else at one place; with `undefined`, without it. */
function withAt(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
    if (key === undefined) return replacement;
    const below = withAt((value as Record<string | number, unknown>)[key], rest, replacement);
    if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? below : item));
    return { ...(value as object), [key]: below };
}

/** Values of every kind but the one that stands there. */
function wrongFor(value: unknown): unknown[] {
    const kinds: readonly unknown[] = ["no-such-word-anywhere", 41.5, true, ["a", 1], { any: 1 }, Number.NaN];
    const kindOf = (one: unknown) => (Array.isArray(one) ? "list" : typeof one);
    return [null, ...kinds.filter((one) => Number.isNaN(one) || kindOf(one) !== kindOf(value))];
}

const SAMPLES = samplesOf(SCHEMA);
/** One of each place: samples differ in few of them. */
const PLACES = [
    ...new Map(
        SAMPLES.flatMap((sample) =>
            placesOf(sample).map(
                (place) => [`${pathOf(place.path)} ${typeof place.value}`, { sample, ...place }] as const,
            ),
        ),
    ).values(),
].filter(({ path, value }) => path.length > 0 && value !== ANY_JSON);

/** What the schema of a union of kinds takes, such as a number or a text; undefined where there is one kind. */
function unionAt(sample: unknown, path: Path): z.ZodType | undefined {
    const schema = schemaAt({ path: [], schema: SCHEMA, value: sample }, path);
    if (schema === undefined) return undefined;
    const { discriminator, options } = definitionOf(bareSchema(schema));
    return options !== undefined && discriminator === undefined ? schema : undefined;
}

describe("the words of a shape", () => {
    it("take what they are made of", () => {
        for (const sample of SAMPLES) assert.deepEqual(problemsOfWords(SCHEMA, sample), []);
        assert.ok(PLACES.length > 80, `${PLACES.length} places`);
    });

    it("refuse null and every other kind by place, whatever it is", () => {
        for (const { path, sample, value } of PLACES) {
            for (const wrong of wrongFor(value)) {
                if (unionAt(sample, path)?.safeParse(wrong).success === true) continue;
                const problems = problemsOfWords(SCHEMA, withAt(sample, path, wrong));
                const found = problems.some((problem) => problem.path.startsWith(pathOf(path)));
                assert.ok(
                    found,
                    `${pathOf(path)} took ${String(wrong)}: ${problems.map((one) => describeProblem(one)).join("; ")}`,
                );
            }
        }
    });

    it("refuse a word that is not among the choices, and name them", () => {
        for (const { path, sample, value } of PLACES) {
            if (typeof value !== "string" || value === "text" || unionAt(sample, path) !== undefined)
                continue;
            const [problem = assert.fail(pathOf(path))] = problemsOfWords(
                SCHEMA,
                withAt(sample, path, `${value}z`),
            );
            assert.equal(problem.path, pathOf(path));
            assert.equal(problem.what, "not one of the words known here");
            assert.equal(problem.got, `${value}z`);
            // Of one letter nobody can tell what was meant.
            const meant = value.length < 2 ? "" : `Did you mean "${value}"\\? `;
            assert.match(problem.remedy, new RegExp(`^${meant}Known: `));
        }
    });

    it("refuse a key nobody reads, in every map of known keys", () => {
        const maps = PLACES.filter(
            ({ value }) => typeof value === "object" && value !== null && !Array.isArray(value),
        );
        const refused = maps.filter(({ path, sample, value }) => {
            const problems = problemsOfWords(
                SCHEMA,
                withAt(sample, path, { ...(value as object), nobodyReads: {} }),
            );
            return problems.some(
                (one) => one.path === `${pathOf(path)}.nobodyReads` && one.what === "not a part of a shape",
            );
        });
        // Maps by names of the fork's own take any name, and refuse what stands there; limits take any device.
        const open = maps.filter((one) => !refused.includes(one) && one.value !== TRANSFORM);
        const closed = open.filter(
            ({ path, value }) => path.at(-1) !== "limits" && !Object.hasOwn(value as object, "a-name"),
        );
        assert.deepEqual(
            closed.map(({ path }) => pathOf(path)),
            [],
        );
        assert.ok(open.length < maps.length / 2, `${open.length} of ${maps.length} maps take any key`);
    });

    it("name what is missing, once", () => {
        for (const { path, sample } of PLACES) {
            // Without its kind a network is the kit's own, whose words the others are not.
            if (typeof path.at(-1) === "number" || pathOf(path) === "network.kind") continue;
            const problems = problemsOfWords(SCHEMA, withAt(sample, path, undefined));
            assert.ok(problems.length <= 1, pathOf(path));
            for (const problem of problems) {
                assert.equal(problem.path, pathOf(path));
                assert.equal(problem.what, "missing");
                assert.equal(problem.got, undefined);
            }
        }
    });

    it("say what was meant by what was written", () => {
        const [sample] = SAMPLES;
        const refused = (path: Path, wrong: unknown) =>
            problemsOfWords(SCHEMA, withAt(sample, path, wrong)).map((problem) => describeProblem(problem));
        assert.deepEqual(refused(["network", "nat"], "perzone"), [
            'network.nat: not one of the words known here (got "perzone"). Did you mean "per-zone"? Known: interface, none, per-zone, regional, single, transit-gateway.',
        ]);
        assert.deepEqual(refused(["network", "nat"], "internet-gateway"), [
            'network.nat: not one of the words known here (got "internet-gateway"). Known: interface, none, per-zone, regional, single, transit-gateway.',
        ]);
        assert.deepEqual(refused(["compute", "kind"], "elsewhere"), [
            'compute.kind: not one of the words known here (got "elsewhere"). Known: auto-mode, fargate, karpenter, managed, none.',
        ]);
        assert.deepEqual(refused(["keys", "logs", "kind"], "aws_owned"), [
            'keys.logs.kind: not one of the words known here (got "aws_owned"). Did you mean "aws-owned"? Known: aws-owned, existing, own.',
        ]);
        assert.deepEqual(refused(["managedNodes", "a-name", "detailedMonitoring"], "false"), [
            'managedNodes.a-name.detailedMonitoring: not true or false (got "false"). Write true or false.',
        ]);
        assert.deepEqual(refused(["managedNodes", "a-name", "capacityType"], "on-demand"), [
            'managedNodes.a-name.capacityType: not one of the words known here (got "on-demand"). Did you mean "ON_DEMAND"? Known: ON_DEMAND, SPOT.',
        ]);
        const own = { clusterName: "other" };
        assert.deepEqual(refused(["compute", "settings"], own), [
            "compute.settings.clusterName: the cluster's name is the kit's to say: nodes would look for another cluster " +
                '(got "other"). Remove it.',
        ]);
        assert.deepEqual(refused(["compute", "settings"], { clusterNam: 1, batchMaxDuratio: 1 }), [
            "compute.settings.clusterNam: not a part of a shape. Known: amiRefreshInterval, batchIdleDuration, " +
                "batchMaxDuration, disableClusterStateObservability, disableDryRun, featureGates, ignoreDRARequests, " +
                "minValuesPolicy, preferencePolicy, reservedENIs, subnetRefreshInterval, vmMemoryOverheadPercent.",
            'compute.settings.batchMaxDuratio: not a part of a shape. Did you mean "batchMaxDuration"? Known: ' +
                "amiRefreshInterval, batchIdleDuration, batchMaxDuration, disableClusterStateObservability, " +
                "disableDryRun, featureGates, ignoreDRARequests, minValuesPolicy, preferencePolicy, reservedENIs, " +
                "subnetRefreshInterval, vmMemoryOverheadPercent.",
        ]);
        assert.deepEqual(refused(["network", "endpoints"], "s3"), [
            'network.endpoints: not a list (got "s3"). Write a list.',
        ]);
        assert.deepEqual(
            refused(["fargateProfiles", "a-name", 0], { namespace: "jobs", label: { a: "b" } }),
            [
                'fargateProfiles.a-name[0].label: not a part of a shape. Did you mean "labels"? Known: labels, namespace.',
            ],
        );
    });
});
