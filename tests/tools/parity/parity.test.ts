import assert from "node:assert/strict";

import { LogGroup } from "@pulumi/aws/cloudwatch";
import { getStack } from "@pulumi/pulumi";

import { planDeclared, readEnvironment, type Environment } from "../../../tools/parity/environment";
import { parity } from "../../../tools/parity/parity";
import { undeclaredUnder } from "../../../tools/parity/undeclared";
import { FORK } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import { renderParity } from "../../../tools/parity/render";
import type { ParityReport } from "../../../tools/parity/report";
import { declaredOf, environmentOf } from "../../support/environments";
import type { OwnPlace } from "../../../components/own/own-schema";
import type { Json } from "../../../components/shared/json";
import type { Declared } from "../../../tools/parity/sources";
import { declared, environmentOf as smallProgram, experimentOf, type Program, type Values } from "./world";

const NAME = "follows the environment's name alone, with settings and shape the same";
const STACK = "follows the stack's name alone, with settings and shape the same";
const BOTH = "follows the names of environment and stack together, with settings and shape the same";

const DEV = declared({ environment: "dev", cidr: "10.0.0.0/16" }, { nat: "single", replicas: 1 });
const PROD = declared({ environment: "prod", cidr: "10.1.0.0/16" }, { nat: "per-zone", replicas: 2 });
const QA = declared({ environment: "qa", cidr: "10.2.0.0/16" }, { nat: "single", replicas: 2 });

/** Says nothing but what it is told. */
const HONEST: Program = ({ cidr = null, environment = null }, { nat = null, replicas = null }) => ({
    platform: { environment },
    network: { cidr, nat, resource: replicas },
});

function reportOf(
    program: Program,
    environments: Readonly<Record<string, Declared>> = { dev: DEV, prod: PROD },
): Promise<ParityReport> {
    return parity(
        Object.entries(environments).map(([stack, from]) => smallProgram(program, stack, from)),
        { experiment: experimentOf(program) },
    );
}

/** A program with a further component of one decision. */
function deciding(decide: (name: string, stack: string, shape: Values) => Json): Program {
    return (settings, shape, stack) => ({
        ...HONEST(settings, shape, stack),
        cluster: { logs: decide(String(settings["environment"]), stack, shape) },
    });
}

function undeclaredLines({ differences }: ParityReport): readonly string[] {
    return differences.flatMap(({ component, decision, notDeclared }) =>
        notDeclared === undefined ? [] : [`${component} ${decision}: ${notDeclared}`],
    );
}

/** `network nat: nat`, and what is wrong with it. */
function lines({ differences }: ParityReport): readonly string[] {
    return differences.map(
        ({ component, decision, declaredBy, notDeclared }) =>
            `${component} ${decision}: ${notDeclared ?? declaredBy.join(", ")}`,
    );
}

describe("parity", () => {
    it("finds the place of the files that moves each decision, and what moves resources alone", async () => {
        const report = await reportOf(HONEST);
        assert.deepEqual(lines(report), [
            "network cidr: platform:cidr",
            "network nat: nat",
            "platform environment: platform:environment",
        ]);
        assert.equal(report.undeclared, 0);
        assert.deepEqual(report.declared, [
            {
                place: "platform:cidr",
                file: "settings",
                values: { dev: "10.0.0.0/16", prod: "10.1.0.0/16" },
                decisions: 1,
                resources: [],
            },
            {
                place: "nat",
                file: "shape",
                values: { dev: "single", prod: "per-zone" },
                decisions: 1,
                resources: [],
            },
            {
                place: "replicas",
                file: "shape",
                values: { dev: 1, prod: 2 },
                decisions: 0,
                resources: ["network-vpc"],
            },
        ]);
    });

    it("is nothing between an environment and its copy", async () => {
        const report = await parity(
            ["one", "two"].map((stack) => smallProgram(HONEST, stack, DEV)),
            { experiment: experimentOf(HONEST) },
        );
        assert.deepEqual([report.differences, report.declared, report.undeclared], [[], [], 0]);
    });

    const secretive: readonly (readonly [what: string, program: Program, line: string])[] = [
        [
            "a decision that looks at the environment's name",
            (settings, shape, stack) => ({
                ...HONEST(settings, shape, stack),
                cluster: { logs: settings["environment"] === "prod" },
            }),
            `cluster logs: ${NAME}`,
        ],
        [
            "a decision that looks at the stack's name",
            (settings, shape, stack) => ({
                ...HONEST(settings, shape, stack),
                cluster: { logs: stack === "prod" },
            }),
            `cluster logs: ${STACK}`,
        ],
        [
            "a component for one environment",
            (settings, shape, stack) => ({
                ...HONEST(settings, shape, stack),
                ...(settings["environment"] === "prod" ? { extra: {} } : {}),
            }),
            `extra exists: ${NAME}`,
        ],
        [
            "a resource's input that no decision shows",
            (settings, shape, stack) => ({
                ...HONEST(settings, shape, stack),
                cluster: { resource: settings["environment"] === "prod" ? 3 : 1 },
            }),
            `cluster-vpc value: ${NAME}`,
        ],
        [
            "a resource's input that follows the stack's name",
            (settings, shape, stack) => ({
                ...HONEST(settings, shape, stack),
                cluster: { resource: stack },
            }),
            `cluster-vpc value: ${STACK}`,
        ],
    ];
    for (const [what, program, line] of secretive) {
        it(`calls not declared ${what}, and says so first`, async () => {
            const report = await reportOf(program);
            assert.equal(lines(report)[0], line);
            assert.match(
                renderParity(report),
                /^dev, prod: \d of \d+ differences not declared: .*\n\nNot declared\n/,
            );
        });
    }

    // One plan stands for two: the names of environment and stack are lent together, and told apart where something moves.
    const entangled: readonly (readonly [
        what: string,
        decide: Parameters<typeof deciding>[0],
        lines: readonly string[],
    ])[] = [
        ["nothing that follows files alone", (_, __, { replicas = null }) => replicas, []],
        [
            "a place that one stack alone lets through",
            (_, stack, { nat = null }) => stack === "qa" && nat,
            [STACK],
        ],
        [
            "a place that one environment alone lets through",
            (name, _, { nat = null }) => name === "qa" && nat,
            [NAME],
        ],
        ["whether both names are the same", (name, stack) => name === stack, [STACK]],
        [
            "two names that cancel each other out",
            (name, stack) => (name === "qa") !== (stack === "qa"),
            [NAME],
        ],
        [
            "two names that add up to the same",
            (name, stack) => (name === "qa" ? 2 : 1) + (stack === "qa" ? 0 : 1),
            [NAME],
        ],
        ["what two names do only together", (name, stack) => name === "prod" && stack === "dev", [BOTH]],
        ["the stack's own name", (_, stack) => `platform-${stack}`, [STACK]],
        ["nothing in the environment's own name", (name) => `platform-${name}`, []],
    ];
    for (const [what, decide, expected] of entangled) {
        it(`finds among three environments ${what}`, async () => {
            const report = await reportOf(deciding(decide), { dev: DEV, prod: PROD, qa: QA });
            assert.deepEqual(
                undeclaredLines(report),
                expected.map((why) => `cluster logs: ${why}`),
            );
        });
    }

    it("plans with one name alone what refuses two", async () => {
        const one: Program = deciding((_, on) => on === "qa");
        const refusing: Program = (settings, shape, stack) =>
            [settings["environment"], stack].includes("dev") ? one(settings, shape, stack) : undefined;
        const planned = (stack: string, from: Declared) => {
            const environment = smallProgram(one, stack, from);
            return { ...environment, baseline: environment.graph };
        };
        const others = [planned("prod", PROD), planned("qa", QA)];
        const found = await undeclaredUnder(planned("dev", DEV), others, experimentOf(refusing));
        assert.deepEqual(
            found.map(({ component, why }) => `${component}: ${why}`),
            [`cluster: ${STACK}`],
        );
    });

    it("plans an honest program once for each place and each pair of names", async () => {
        const planned: string[] = [];
        const environments = { dev: DEV, prod: PROD, qa: QA };
        const experiment = experimentOf(HONEST);
        await parity(
            Object.entries(environments).map(([stack, from]) => smallProgram(HONEST, stack, from)),
            {
                experiment: (from, { project, stack, toldStack = stack }) => {
                    const { environment } = from.settings;
                    planned.push(`${stack}: ${environment} on ${toldStack}`);
                    return experiment(from, { project, stack, toldStack });
                },
            },
        );
        assert.deepEqual(planned.slice(-6), [
            "dev: prod on qa",
            "dev: qa on prod",
            "prod: dev on qa",
            "prod: qa on dev",
            "qa: dev on prod",
            "qa: prod on dev",
        ]);
        // Three as they are, five places; the names above.
        assert.equal(planned.length, 3 + 5 + 6);
    });

    it("calls not declared what index.ts adds to one environment", async () => {
        const withExtra: Program = (settings, shape, stack) => ({
            ...HONEST(settings, shape, stack),
            extra: {},
        });
        const report = await parity(
            [smallProgram(HONEST, "dev", DEV), smallProgram(withExtra, "prod", PROD)],
            { experiment: experimentOf(HONEST) },
        );
        assert.deepEqual(lines(report).slice(0, 2), [
            "extra exists: made by index.ts besides what settings and shape say",
            "extra-vpc exists: made by index.ts besides what settings and shape say",
        ]);
    });

    it("takes together places that are refused one by one", async () => {
        const strict: Program = (settings, shape, stack) =>
            (shape["nat"] === "single") === (shape["replicas"] === 1)
                ? HONEST(settings, shape, stack)
                : undefined;
        const report = await reportOf(strict);
        assert.deepEqual(lines(report).slice(1, 2), ["network nat: nat, replicas"]);
        assert.equal(report.undeclared, 0);
    });

    it("compares two others in what the first one lacks, and names the widest place", async () => {
        const program: Program = ({ environment = null }, { host = null }) => ({
            platform: { environment },
            ...(host === null ? {} : { nodes: { host } }),
        });
        const shapes = [{}, { host: { kind: "nodes", size: "m" } }, { host: { kind: "nodes", size: "l" } }];
        const report = await parity(
            shapes.map((shape, i) =>
                smallProgram(program, `s${i}`, declared({ environment: `s${i}` }, shape)),
            ),
            { experiment: experimentOf(program) },
        );
        assert.deepEqual(lines(report), [
            "nodes exists: host",
            "nodes host: host",
            "platform environment: platform:environment",
        ]);
        assert.deepEqual(report.undeclared, 0);
    });
});

describe("parity of planned environments", function () {
    // Some fifty plans.
    this.timeout(300_000);

    it("names for every difference the place a person would change", async () => {
        const environments = [await environmentOf("small"), await environmentOf("large")];
        const report = await parity(environments, { experiment: planDeclared });
        assert.equal(report.undeclared, 0);
        const places = new Map(
            report.differences.map((one) => [`${one.component} ${one.decision}`, one.declaredBy]),
        );
        const asked = [
            "cluster api",
            "cluster deletionProtection",
            "network nat",
            "network zones",
            "karpenter host",
            "karpenter zonalShift",
            "storage-class key",
            "pool-graviton exists",
        ];
        assert.deepEqual(
            asked.map((decision) => places.get(decision)),
            [
                ["platform:apiAccess"],
                ["platform:protection"],
                ["network.nat"],
                ["platform:zones"],
                ["compute.host"],
                ["controlPlane.zonalShift"],
                ["keys.volumes"],
                ["compute.pools.graviton"],
            ],
        );
        assert.deepEqual(
            report.declared.filter(({ decisions, resources }) => decisions + resources.length === 0),
            [],
        );
        const replicas = report.declared.find(({ place }) => place === "addons.replicas");
        assert.deepEqual(replicas?.resources, [
            "addon-aws-ebs-csi-driver-addon",
            "addon-coredns-addon",
            "addon-metrics-server-addon",
        ]);
        const narrow = renderParity(report, { width: 100 }).split("\n");
        assert.deepEqual(
            narrow.filter((line) => line.length > 100),
            [],
        );
    });

    it("tells of a fork's own resource that looks at the stack's name", async () => {
        const make = ({ name, options }: OwnPlace) => ({
            notes: new LogGroup(`${name}-notes`, { name: `/notes/${getStack()}` }, options).arn,
        });
        const own = { shop: { needs: "network" as const, make } };
        const from = declaredOf("small", { shape: (shape) => ({ ...shape, own }) });
        const environments: Environment[] = [];
        for (const stack of ["one", "two"]) {
            const graph = await planDeclared(from, { project: "kit", stack });
            assert.ok(graph !== undefined);
            environments.push({ project: "kit", stack, declared: from, graph });
        }
        const report = await parity(environments, { experiment: planDeclared });
        assert.deepEqual(lines(report), [`own-shop-notes name: ${STACK}`]);
    });

    it("finds nothing in this repository's environments that their files do not declare", async () => {
        const environments: Environment[] = [];
        for (const stack of listStacks(FORK)) {
            const environment = await readEnvironment(stack);
            assert.ok("graph" in environment);
            environments.push(environment);
        }
        const { differences } = await parity(environments, { experiment: planDeclared });
        assert.deepEqual(
            differences.filter(({ notDeclared }) => notDeclared !== undefined),
            [],
        );
    });
});
