import assert from "node:assert/strict";

import { instanceTypeOf } from "../../../components/shared/instance-data";
import { fitCommand } from "../../../tools/fit/cli";
import { fitOf, type FitReport } from "../../../tools/fit/fit";
import { renderFitMarkdown } from "../../../tools/fit/render-markdown";
import { renderFit } from "../../../tools/fit/render-text";
import { FIT_JSON } from "../../../tools/fit/schema";
import { readEnvironment } from "../../../tools/parity/environment";
import { runCommandLine } from "../../../tools/plan/command-line";
import { columns } from "../../../tools/plan/report-text";
import { type FakeProbe, fakeProbe } from "../../support/fake-probe";
import { plan } from "../../support/run-plan";
import { keptTerminal } from "../../support/terminal";
import { fitOfPlanted, groupsIn, pool, poolIn, quotaOf, subnet, subnetOf, takersOf } from "./planted";

async function fitOfStack(stack: string): Promise<FitReport> {
    const environment = await readEnvironment(stack);
    if ("problems" in environment) throw new Error(environment.problems.join("\n"));
    return fitOf(environment);
}

/** The command with a machine whose AWS CLI answers from a table. */
async function live(args: readonly string[], probe: FakeProbe) {
    const { terminal, text } = keptTerminal();
    let code = 0;
    const command = fitCommand(
        terminal,
        (ended) => (code = ended),
        () => probe,
    );
    const ended = await runCommandLine(command, args, () => code);
    return { code: ended, ...text };
}

describe("what fits of whole environments", function () {
    this.timeout(60_000);

    it("dev: a pool, four pods on Fargate, one NAT gateway", async () => {
        const report = await fitOfStack("dev");
        // 32 vCPUs: 16 c8ib.large, each 4 interfaces of 20 addresses, are 1280 in two zones.
        const { enis, addressesPerEni } = instanceTypeOf("c8ib.large") ?? assert.fail();
        assert.deepEqual([enis, addressesPerEni], [4, 20]);
        assert.deepEqual(takersOf(subnetOf(report, "network-node-b")), {
            "node pool general": 640,
            "Fargate profile system": 2,
        });
        assert.deepEqual(takersOf(subnetOf(report, "network-public-a")), { "network-nat-a": 1 });
        assert.deepEqual(takersOf(subnetOf(report, "network-control-plane-b")), { "control plane": 6 });
        assert.equal(report.level, "fits");
        // Karpenter a whole core, three pods a quarter each.
        assert.equal(quotaOf(report, "fargate-vcpus").counted, 1.75);
        assert.deepEqual(
            ["vcpus-standard", "spot-standard", "eips", "profile-selectors"].map(
                (id) => quotaOf(report, id).counted,
            ),
            [32, 32, 1, 4],
        );
        assert.equal(report.kubernetes.whole, undefined);
    });

    it("staging: system nodes in three zones hold the kit's pods, also without one", async () => {
        const report = await fitOfStack("staging");
        // Two endpoints; two nodes and two of an update of 30 addresses; 5120 of the pool in three zones.
        assert.deepEqual(takersOf(subnetOf(report, "network-node-a")), {
            "interface endpoints": 2,
            "nodes-system-a": 120,
            "node pool general": 1707,
            "Fargate profile serverless":
                "as many as you run: the quota of Fargate's vCPUs bounds them alone",
        });
        const { oneGone, whole } = report.kubernetes;
        // A node runs 190m: aws-node 50, kube-proxy 100, EBS 30, monitoring 10. Two each of karpenter 1000, coredns 100,
        // metrics-server 100 and ebs-csi-controller 60 are 2520m more.
        assert.deepEqual(
            [whole?.milliCpu.asked, whole?.milliCpu.there, oneGone?.milliCpu.asked, oneGone?.milliCpu.there],
            [3 * 190 + 2520, 3 * 1930, 2 * 190 + 2520, 2 * 1930],
        );
        // 150Mi a node; 1024, 70, 200 and 240 twice.
        assert.deepEqual([whole?.memoryMib.asked, oneGone?.memoryMib.asked], [450 + 3068, 300 + 3068]);
        // Five a node, and eight.
        assert.deepEqual([whole?.pods.asked, oneGone?.pods.asked], [23, 18]);
        // Three groups of four m7g.large, and the pool.
        assert.equal(quotaOf(report, "vcpus-standard").counted, 24 + 128);
        assert.equal(quotaOf(report, "access-entries").counted, 5);
    });

    it("production: the greediest types of its pools would take more addresses than there are", async () => {
        const report = await fitOfStack("production");
        const { level, share = 0, usualShare = 1 } = subnetOf(report, "network-node-c");
        assert.equal(level, "near");
        assert.ok(share > 1 && usualShare < 0.8);
        assert.deepEqual(
            ["vcpus-standard", "eips", "nat-gateways", "kms-keys"].map((id) => quotaOf(report, id).counted),
            [24 + 512 + 256, 3, 1, 3],
        );
    });
});

describe("npm run plan -- fit", function () {
    this.timeout(120_000);

    it("prints what its schema says, the same bytes twice", async () => {
        const [first, second] = [await plan(["fit", "--json"]), await plan(["fit", "--json"])];
        assert.deepEqual([first.code, first.err, first.out === second.out], [0, "", true]);
        const reports = FIT_JSON.parse(JSON.parse(first.out));
        assert.deepEqual(
            reports.map(({ stack }) => stack),
            ["dev", "production", "staging"],
        );
    });

    it("prints what is more than none under the schema as well", () => {
        const report = fitOfPlanted(
            groupsIn([
                { name: "gpu", inputs: { instanceTypes: ["g5.xlarge"], scalingConfig: { maxSize: 1 } } },
            ]),
        );
        assert.equal(quotaOf(report, "vcpus-gpu").share, Infinity);
        assert.equal(FIT_JSON.safeParse(JSON.parse(JSON.stringify([report]))).error, undefined);
    });

    it("fits eighty columns, and says what a new account must ask for", async () => {
        const report = await fitOfStack("staging");
        const text = renderFit(report, { width: 80, colour: false });
        const wide = text
            .split("\n")
            .filter((line) => columns(line) > 80 && !line.includes("aws service-quotas"));
        assert.deepEqual(wide, []);
        assert.match(text, /^staging: fits\. Cluster platform-staging in account \d{12}, us-east-1\./);
        assert.match(
            text,
            / {4}aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-1216C47A --desired-value 152 --region us-east-1\n/,
        );
        assert.match(text, /These are AWS's defaults: a new account may start lower/);
    });

    it("marks what is near and what is too much, without colour", () => {
        const small = subnet("small", "10.0.2.0/28");
        const planted = poolIn(pool(["m7g.large"], { limits: { cpu: "2" } }), [small]);
        const text = renderFit(fitOfPlanted({ ...planted, resources: [small, ...planted.resources] }), {
            width: Infinity,
            colour: false,
        });
        // 30 of 11.
        assert.match(text, /^dev: does not fit\./);
        assert.match(text, /273 % !!/);
    });

    it("names pools without limits first", () => {
        const report = fitOfPlanted(poolIn(pool(["m7g.large"], { limits: {} }), []));
        const said = "  - node pool general: no limit: cannot be bounded; give limits.cpu";
        assert.ok(
            renderFit(report, { width: Infinity, colour: false }).includes(`\nCannot be bounded\n${said}\n`),
        );
        assert.ok(
            renderFitMarkdown(report).includes(
                "- node pool general: no limit: cannot be bounded; give limits.cpu\n",
            ),
        );
    });

    it("is markdown that shows names as they are", () => {
        const odd = subnet("a|b", "10.0.2.0/28");
        const text = renderFitMarkdown(fitOfPlanted({ resources: [odd] }));
        assert.match(text, /^### dev: fits\. Cluster kit-dev in account 123456789012, us-east-1\.\n/);
        assert.ok(text.includes("| a\\|b<br>10.0.2.0/28 | us-east-1a | 16 | 0<br>0 % |  |  |"));
    });

    it("ends with 3 when something does not fit, with AWS's defaults only once the account was asked", async () => {
        const identity = { "aws sts get-caller-identity": '{"Account":"123456789012","Arn":"arn"}' };
        const answers = { ...identity, aws: "[]", "aws iam": "{}" };
        const asked = await live(["dev", "--live"], fakeProbe({ programs: answers }));
        // 32 vCPUs of the five that this account has, as Service Quotas lists no other number.
        assert.deepEqual([asked.code, asked.err], [3, ""]);
        assert.match(asked.out, /^dev: does not fit\./);
        assert.match(asked.out, /\nQuotas of the account\n/);
        const raised = JSON.stringify([
            ["L-1216C47A", 100],
            ["L-34B43A08", 100],
        ]);
        const enough = { ...answers, "aws service-quotas list-service-quotas --service-code ec2": raised };
        const fitting = await live(["dev", "--live"], fakeProbe({ programs: enough }));
        assert.equal(fitting.code, 0);
    });

    it("asks no other account", async () => {
        const probe = fakeProbe({
            programs: { "aws sts get-caller-identity": '{"Account":"210987654321","Arn":"arn"}' },
        });
        const { code, err, out } = await live(["dev", "--live"], probe);
        assert.deepEqual([code, out, probe.asked.commands.length], [2, "", 1]);
        assert.match(err, /^error: the credentials are of account 210987654321/);
    });
});
