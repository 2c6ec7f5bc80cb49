/** The recorder: what it records, and that it names everything a plan could hide. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import * as ec2 from "@pulumi/aws/ec2";
import * as aws from "@pulumi/aws/getCallerIdentity";
import * as pulumi from "@pulumi/pulumi";
import debuggable = require("@pulumi/pulumi/runtime/debuggable");

import { canonicalGraph } from "../../../tools/plan/graph";
import { ROOT } from "../../../tools/plan/root";
import {
    awsProvider,
    makesInApply,
    makesInApplyWhileRunning,
    needsAnAnswerNobodyGives,
    throwsInApply,
    VPC,
} from "../../support/faulty-programs";
import { CANARY, program } from "../../support/program";
import { edgesOf, Holder, record, resourceNamed } from "../../support/record";

class RandomProvider extends pulumi.ProviderResource {}
class EksProvider extends pulumi.ProviderResource {}
class RandomId extends pulumi.CustomResource {}

describe("a recording", () => {
    it("answers ids and ARNs of the configured account and region", async () => {
        const { graph, problems } = await record(() => {
            const vpc = new ec2.Vpc("network", VPC, { provider: awsProvider() });
            return { arn: vpc.arn, id: vpc.id };
        });
        assert.deepEqual(problems, []);
        assert.deepEqual(graph.outputs, {
            arn: "arn:aws:ec2:eu-west-1:210987654321:vpc/vpc-0670b3e1da5084ede",
            id: "vpc-0670b3e1da5084ede",
        });
    });

    it("tells the program another stack where it is asked to, and names nothing by it", async () => {
        const told = () =>
            new ec2.Vpc(
                "network",
                { ...VPC, tags: { stack: pulumi.getStack() } },
                { provider: awsProvider() },
            );
        const { graph } = await record(told, { toldStack: "prod" });
        const { inputs, urn } = resourceNamed(graph, "network");
        assert.deepEqual(
            [inputs, urn],
            [{ ...VPC, tags: { stack: "prod" } }, "urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::network"],
        );
    });

    it("has the same bytes in every run", async () => {
        const [one, other] = [await record(program), await record(program)];
        assert.equal(canonicalGraph(one.graph), canonicalGraph(other.graph));
    });

    it("has the same resources and edges in both modes, and unknowns in one only", async () => {
        const known = await record(program);
        const unknown = await record(program, { mode: "unknown" });
        assert.deepEqual([known.problems, unknown.problems], [[], []]);
        assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
        assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
        assert.deepEqual(resourceNamed(unknown.graph, "network-a").inputs, {
            availabilityZone: "eu-west-1a",
            cidrBlock: "10.0.0.0/24",
            vpcId: { $unknown: true },
        });
    });

    it("shows no secret: neither of an Output nor of the settings", async () => {
        const fromConfig = `${CANARY}-of-config`;
        const { graph, problems } = await record(
            () => {
                const text = new pulumi.Config("platform").get("token");
                new ec2.Vpc(
                    "network",
                    { ...VPC, tags: { open: text ?? "", closed: pulumi.secret(CANARY) } },
                    { provider: awsProvider() },
                );
                throw new pulumi.RunError(`no such token: ${text ?? ""}`);
            },
            { config: { "platform:token": fromConfig }, secretKeys: ["platform:token"] },
        );
        assert.deepEqual(resourceNamed(graph, "network").inputs, {
            ...VPC,
            tags: { closed: { $secret: true }, open: { $secret: true } },
        });
        assert.deepEqual(problems, ["no such token: [secret]"]);
    });

    it("reads the environment's name from the platform component", async () => {
        const { graph } = await record(program);
        assert.equal(graph.environment, "dev");
    });

    it("runs one program at a time", async () => {
        const first = record(() => ({}));
        await assert.rejects(
            record(() => ({})),
            {
                message: "one recording at a time: the Pulumi SDK keeps its state in the process",
            },
        );
        assert.deepEqual((await first).problems, []);
    });
});

describe("the recorder reports", () => {
    it("an error meant for the user, without a stack", async () => {
        const { problems } = await record(() => {
            throw new pulumi.RunError("the settings are refused");
        });
        assert.deepEqual(problems, ["the settings are refused"]);
    });

    it("any other error with its stack, in the lines of the file that failed", async () => {
        const { problems } = await record(() => {
            throw new Error("broken");
        });
        const lines = readFileSync(__filename, "utf8").split("\n");
        const line = lines.findIndex((text) => text.includes('throw new Error("broken")')) + 1;
        const frame = new RegExp(
            `^the program failed: Error: broken\\n {4}at .*recorder\\.test\\.ts:${line}:19`,
        );
        assert.match(problems.join("\n"), frame);
    });

    it("nothing of its own after it: stack traces and promises are the SDK's again", async () => {
        const state = (): unknown => [
            Error.stackTraceLimit,
            Object.getOwnPropertyDescriptor(Error, "prepareStackTrace"),
            Object.getOwnPropertyDescriptor(debuggable, "debuggablePromise"),
        ];
        const before = state();
        const during: unknown[] = [];
        await record(() => void during.push(state()));
        assert.deepEqual(state(), before);
        assert.notDeepEqual(during, [before]);
    });

    it("an undefined name in a file of stacks/ in one line", async () => {
        const { problems } = await record(() => {
            const error = new ReferenceError("pool is not defined");
            error.stack = `ReferenceError: pool is not defined\n    at shape (${ROOT}/stacks/dev.ts:12:5)`;
            throw error;
        });
        assert.deepEqual(problems, ["stacks/dev.ts:12:5: pool is not defined"]);
    });

    it("an error thrown inside apply", async () => {
        const { problems } = await record(throwsInApply);
        assert.deepEqual(problems, ["thrown late"]);
    });

    it("a type of another package, by type and file", async () => {
        const { problems } = await record(() => {
            const provider = new RandomProvider("random", "random", {});
            new RandomId("random:index/randomId:RandomId", "suffix", {}, { provider });
        });
        assert.deepEqual(problems, [
            "pulumi:providers:random: no facts, so its outputs are unknown offline. Write tools/facts/random/provider.ts and list it in tools/facts/index.ts.",
            "random:index/randomId:RandomId: no facts, so its outputs are unknown offline. Write tools/facts/random/index/random-id.ts and list it in tools/facts/index.ts.",
        ]);
    });

    it("a component that a plugin builds, by type and file", async () => {
        const { problems } = await record(() => {
            const provider = new EksProvider("eks", "eks", {});
            new pulumi.ComponentResource("eks:index:NodeGroupV2", "nodes", {}, { provider }, true);
        });
        assert.deepEqual(problems, [
            "eks:index:NodeGroupV2: a component whose plugin makes its resources, so a plan without the plugin shows none of them. Make the resources themselves; or, for its outputs alone, write tools/facts/eks/index/node-group-v2.ts and list it in tools/facts/index.ts.",
        ]);
    });

    it("an unknown in a deterministic plan, by resource, property and facts file", async () => {
        const { problems } = await record(needsAnAnswerNobodyGives);
        assert.deepEqual(problems, [
            'aws:ec2/vpc:Vpc "network" › ipv4IpamPoolId: still unknown in a deterministic plan. Complete the outputs of aws:ec2/subnet:Subnet "node" (tools/facts/aws/ec2/subnet.ts).',
        ]);
    });

    it("a cycle, naming what waits", async () => {
        const { problems } = await record(() => {
            const provider = awsProvider();
            const holder = new Holder("holder", { providers: [provider] });
            const first = new ec2.Vpc("first", VPC, { parent: holder, provider });
            new ec2.Vpc("second", VPC, { parent: holder, provider, dependsOn: [holder, first] });
            new ec2.Vpc("third", VPC, { parent: holder, provider, dependsOn: [holder] });
        });
        assert.deepEqual(problems, [
            '2 resources were made but never registered, so they wait for each other: aws:ec2/vpc:Vpc "second", aws:ec2/vpc:Vpc "third". Break the cycle: a resource must not depend on its own component, nor on one that depends on it.',
        ]);
    });

    it("a program that waits for nothing", async () => {
        const { problems } = await record(async () => new Promise(() => undefined));
        assert.deepEqual(problems, [
            "the program does not end: it waits for something no resource answers. Await only what the program itself starts.",
        ]);
    });

    it("a resource made inside apply", async () => {
        const { problems } = await record(makesInApply);
        assert.deepEqual(problems, [
            'aws:ec2/subnet:Subnet "hidden": made inside `apply`, so a preview in which the value is unknown does not show it. Make it outside and pass the Output as an argument.',
        ]);
    });

    it("a resource made inside apply of a program that still runs", async () => {
        const { problems } = await record(makesInApplyWhileRunning);
        assert.deepEqual(problems, [
            'aws:ec2/subnet:Subnet "hidden": made inside `apply`, so a preview in which the value is unknown does not show it. Make it outside and pass the Output as an argument.',
        ]);
    });

    it("a resource made in a callback after the program returned", async () => {
        const { problems } = await record(() => {
            const provider = awsProvider();
            void Promise.resolve().then(() => new ec2.Vpc("late", VPC, { provider }));
        });
        assert.deepEqual(problems, [
            'aws:ec2/vpc:Vpc "late": made after the program returned, in a timer or a callback. Make it in the program, or await what it waits for.',
        ]);
    });

    it("a registration after the end", async () => {
        let register = (): unknown => assert.fail("the program did not run");
        let tell = (_problem: string): void => undefined;
        const late = new Promise<string>((resolve) => (tell = resolve));
        const { problems, graph } = await record(
            () => {
                const provider = awsProvider();
                register = () => new ec2.Vpc("late", VPC, { provider });
            },
            { onLate: (problem) => tell(problem) },
        );
        assert.deepEqual([problems, graph.resources.length], [[], 2]);
        register();
        assert.equal(
            await late,
            'aws:ec2/vpc:Vpc "late": registered after the recording ended, so the plan misses it. Make it in the program, or await what it waits for.',
        );
    });

    it("an invoke", async () => {
        const { problems } = await record(() => {
            aws.getCallerIdentityOutput({}, { provider: awsProvider() });
        });
        assert.deepEqual(problems, [
            "invoke of aws:index/getCallerIdentity:getCallerIdentity: nobody answers offline. Compute the value from the settings, or take it as a setting.",
        ]);
    });

    it("a call", async () => {
        const { problems } = await record(() => {
            awsProvider().terraformConfig();
        });
        assert.deepEqual(problems, [
            "call of pulumi:providers:aws/terraformConfig: nobody answers offline. Use an output of the resource, or compute the value from the settings.",
        ]);
    });

    it("a resource that is read", async () => {
        const { problems } = await record(() => {
            ec2.Vpc.get("existing", "vpc-1", {}, { provider: awsProvider() });
        });
        assert.deepEqual(problems, [
            'read of aws:ec2/vpc:Vpc "existing": nobody answers offline. Take its id as a setting instead of looking it up.',
        ]);
    });

    it("a resource without a provider", async () => {
        const { problems } = await record(() => {
            new ec2.Vpc("network", VPC);
        });
        assert.deepEqual(problems, [
            'aws:ec2/vpc:Vpc "network": no provider. Default providers are disabled: pass `provider`, or `providers` to its component.',
        ]);
    });

    it("two resources under one URN", async () => {
        const { problems } = await record(() => {
            const provider = awsProvider();
            new ec2.Vpc("network", VPC, { provider });
            new ec2.Vpc("network", VPC, { provider });
        });
        assert.deepEqual(problems, [
            'aws:ec2/vpc:Vpc "network": registered twice under urn:pulumi:dev::kit::aws:ec2/vpc:Vpc::network. Give one of the two another name or parent.',
        ]);
    });

    it("transforms and hooks, by resource or for the program", async () => {
        const own = await record(() => {
            const provider = awsProvider();
            new ec2.Vpc("changed", VPC, { provider, transforms: [() => undefined] });
            new ec2.Vpc("hooked", VPC, { provider, hooks: { afterCreate: [() => undefined] } });
        });
        const rest =
            "run inside the engine, so a plan without one would miss what they change. Change the arguments where the resource is made.";
        assert.deepEqual(own.problems, [
            `aws:ec2/vpc:Vpc "changed": transforms ${rest}`,
            `aws:ec2/vpc:Vpc "hooked": resource hooks ${rest}`,
        ]);
        const all = await record(() => {
            pulumi.runtime.registerResourceTransform(() => undefined);
        });
        assert.deepEqual(all.problems, [`the program: transforms ${rest}`]);
        const hook = await record(() => {
            new pulumi.ResourceHook("hook", () => undefined);
        });
        assert.deepEqual(hook.problems, [`the program: resource hooks ${rest}`]);
    });
});
