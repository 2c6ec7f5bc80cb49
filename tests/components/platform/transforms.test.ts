/** Transforms: what they reach, what they are typed by, and those that reach nothing. */
import assert from "node:assert/strict";

import { LogGroup } from "@pulumi/aws/cloudwatch/logGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Queue } from "@pulumi/aws/sqs/queue";

import { ENVIRONMENTS } from "../../fixtures/fork/stacks/environments";
import { planEnvironment } from "../../../components/platform/environment";
import { Platform } from "../../../components/platform/platform";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { transform } from "../../../components/platform/transforms";
import type { PlannedResource } from "../../../tools/plan/graph";
import { recordProgram } from "../../../tools/plan/recorder";
import { graphOfEnvironment } from "../../support/environments";
import { refusedOf } from "../../support/plan-shape";
import { readingWith } from "../../support/settings";
import { ON_FARGATE } from "../../support/shapes";

function transformed(...transforms: NonNullable<EnvironmentShape["transforms"]>) {
    return (shape: EnvironmentShape): EnvironmentShape => ({ ...shape, transforms });
}

function inputsOf(resource: PlannedResource | undefined): Readonly<Record<string, Json>> {
    return resource?.inputs as Readonly<Record<string, Json>>;
}

const infrequent = transform("cluster", LogGroup, (inputs) => ({
    ...inputs,
    logGroupClass: "INFREQUENT_ACCESS",
}));

describe("transforms", () => {
    it("change the inputs of one component's resources of one type, and no others", async () => {
        const before = await graphOfEnvironment("large");
        const after = await graphOfEnvironment("large", { shape: transformed(infrequent) });
        const changed = after.resources.filter(({ urn, inputs }) => {
            const was = before.resources.find((one) => one.urn === urn);
            return JSON.stringify(was?.inputs) !== JSON.stringify(inputs);
        });
        assert.deepEqual(
            changed.map(({ name, type }) => [name, type]),
            [
                ["cluster-logs", "aws:cloudwatch/logGroup:LogGroup"],
                ["platform", "platform:stacks:Platform"],
            ],
        );
        assert.equal(inputsOf(changed[0])["logGroupClass"], "INFREQUENT_ACCESS");
    });

    it("stand in the plan, where a reader looks first", async () => {
        const graph = await graphOfEnvironment("small", { shape: transformed(infrequent) });
        const platform = graph.resources.find(({ type }) => type === "platform:stacks:Platform");
        assert.deepEqual(inputsOf(platform)["transforms"], ["cluster: aws:cloudwatch/logGroup:LogGroup"]);
    });

    it("get the name of each resource they reach", async () => {
        const names: string[] = [];
        const graph = await graphOfEnvironment("small", {
            shape: transformed(
                transform("network", Subnet, (inputs, name) => {
                    names.push(name);
                    return { ...inputs, mapPublicIpOnLaunch: name.endsWith("a") };
                }),
            ),
        });
        const subnets = graph.resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
        assert.deepEqual([...names].sort(), subnets.map(({ name }) => name).sort());
    });

    it("of a component that is not there are refused before anything registers", () => {
        const shape = transformed(transform("clster", LogGroup, (inputs) => inputs))(ON_FARGATE);
        const [problem = assert.fail()] = refusedOf(shape);
        assert.match(
            problem,
            /^stacks\/dev\.ts › transforms\[0\]\.component: no component of this environment \(got "clster"\)\. Did you mean "cluster"\? Known: access, /,
        );
    });

    it("that change nothing are refused by place", async () => {
        const shape = transformed(
            infrequent,
            transform("cluster", Queue, (inputs) => inputs),
        )(ON_FARGATE);
        const result = planEnvironment(readingWith({}), { parts: ENVIRONMENTS.parts, shapeOf: () => shape });
        if ("problems" in result) return assert.fail();
        const { problems } = await recordProgram({
            program: () => new Platform("platform", result.plan).outputs(),
            project: "kit",
            stack: "dev",
            organization: "organization",
            config: {},
            secretKeys: [],
            mode: "deterministic",
        });
        assert.deepEqual(problems, [
            "transforms that change nothing:\nstacks/dev.ts › transforms[1]: component cluster has no resource of type " +
                "aws:sqs/queue:Queue. Remove it, or name the component that has one.",
        ]);
    });

    it("are typed by the resource's own arguments, and take resources alone", () => {
        // @ts-expect-error days are a number
        transform("cluster", LogGroup, (inputs) => ({ ...inputs, retentionInDays: "7" }));
        class NoResource {
            public constructor(public readonly name: string) {}
        }
        assert.throws(
            () => transform("cluster", NoResource as unknown as typeof LogGroup, (inputs) => inputs),
            /^TypeError: transform of cluster: not a class of Pulumi resources$/,
        );
    });

    it("written by hand are refused as what they are", () => {
        const written = { ...ON_FARGATE, transforms: [{ type: "aws:sqs/queue:Queue" }] };
        assert.deepEqual(refusedOf(written as unknown as EnvironmentShape), [
            'stacks/dev.ts › transforms[0]: not transform(…) (got {"type":"aws:sqs/queue:Queue"}). Write transform(…).',
        ]);
    });
});
