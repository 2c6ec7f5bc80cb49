import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import { askLive } from "../../../tools/fit/live";
import { reckonFit } from "../../../tools/fit/fit";
import { graphOf, planned } from "../../support/graphs";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { PLATFORM } from "./planted";

const TAGS = { cluster: "kit-dev", environment: "dev" };
const PROVIDER = planned({
    type: "pulumi:providers:aws",
    name: "aws",
    inputs: { defaultTags: JSON.stringify({ tags: TAGS }) },
});
const OWN = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));
const OTHERS = [{ Key: "cluster", Value: "kit-staging" }];

const GRAPH = graphOf(
    PLATFORM,
    PROVIDER,
    ...[0, 1].map((i) => planned({ type: "aws:ec2/eip:Eip", name: `nat-${i}` })),
    ...[0, 1, 2].map((i) => planned({ type: "aws:iam/role:Role", name: `role-${i}` })),
);

/** Everything answers with nothing, but for what a test says. */
async function ask(answers: Readonly<Record<string, Json>> = {}, programs: Recorded["programs"] = {}) {
    const texts = Object.entries(answers).map(([line, answer]) => [line, JSON.stringify(answer)] as const);
    const probe = fakeProbe({
        programs: { aws: "[]", "aws iam": "{}", ...Object.fromEntries(texts), ...programs },
    });
    const said: string[] = [];
    const answered = await askLive(probe, GRAPH, reckonFit({ graph: GRAPH, components: [] }), (one) =>
        said.push(one),
    );
    return { ...answered, asked: probe.asked.commands, said };
}

describe("quotas of an account", () => {
    it("are what Service Quotas says, a service at a time, and the default where it says nothing", async () => {
        const { asked, quotas } = await ask({
            "aws service-quotas list-service-quotas --service-code ec2": [["L-0263D0A3", 20]],
        });
        assert.deepEqual([quotas.eips?.limit, quotas["vcpus-standard"]?.limit], [20, 5]);
        const services = asked.flatMap((line) => / --service-code (\w+)/.exec(line)?.[1] ?? []);
        assert.deepEqual(services.sort(), ["ebs", "ec2", "eks", "elasticloadbalancing", "iam", "kms", "vpc"]);
        assert.ok(asked.some((line) => /--service-code iam .*--region us-east-1 /.test(line)));
        assert.deepEqual(
            asked.filter((line) => !/^aws [\w-]+ (describe|get|list)-/.test(line)),
            [],
        );
    });

    it("are used by others, not by what carries the environment's tags or its cluster's", async () => {
        const { quotas } = await ask({
            "aws ec2 describe-addresses": [{ Tags: OWN }, { Tags: OTHERS }, { Tags: null }],
            "aws ec2 describe-network-interfaces": [
                { Tags: [{ Key: "cluster.k8s.amazonaws.com/name", Value: "kit-dev" }] },
                { Tags: [{ Key: "kubernetes.io/cluster/kit-dev", Value: "owned" }] },
                { Tags: [{ Key: "kubernetes.io/cluster/kit-staging", Value: "owned" }] },
            ],
        });
        assert.equal(quotas.eips?.usedByOthers, 2);
        assert.equal(quotas.interfaces?.usedByOthers, 1);
    });

    it("of vCPUs are used by instances that run, by family and by how they are bought", async () => {
        const { quotas } = await ask({
            "aws ec2 describe-instances": [
                { Type: "m7g.large", How: null, Tags: OTHERS },
                { Type: "m7g.xlarge", How: "spot", Tags: OTHERS },
                { Type: "g5.xlarge", How: null, Tags: null },
                { Type: "m7g.xlarge", How: null, Tags: OWN },
            ],
        });
        assert.deepEqual(
            (["vcpus-standard", "spot-standard", "vcpus-gpu"] as const).map((id) => quotas[id]?.usedByOthers),
            [2, 4, 4],
        );
    });

    it("of volumes are summed, and load balancers told apart", async () => {
        const { quotas } = await ask({
            "aws ec2 describe-volumes": [
                { Size: 512, Tags: null },
                { Size: 1024, Tags: OWN },
            ],
            "aws elbv2 describe-load-balancers": ["application", "application", "network"],
        });
        assert.equal(quotas["gp3-tib"]?.usedByOthers, 0.5);
        assert.deepEqual([quotas.albs?.usedByOthers, quotas.nlbs?.usedByOthers], [2, 1]);
    });

    it("of IAM lose what the environment has once its cluster is there", async () => {
        const summary = { "aws iam get-account-summary": { Roles: 10, Policies: 4 } };
        const before = await ask(summary);
        assert.equal(before.quotas.roles?.usedByOthers, 10);
        const after = await ask({ ...summary, "aws eks list-clusters": ["kit-dev", "kit-staging"] });
        assert.equal(after.quotas.roles?.usedByOthers, 7);
        assert.equal(after.quotas.clusters?.usedByOthers, 1);
    });

    it("that may not be asked say why", async () => {
        const denied = failed("An error occurred (AccessDenied) when calling");
        const { quotas } = await ask(
            {},
            {
                "aws ec2 describe-vpcs": denied,
                "aws service-quotas list-service-quotas --service-code eks": denied,
            },
        );
        assert.equal(quotas.vpcs?.failure, "denied");
        assert.deepEqual(quotas["node-groups"], { failure: "denied" });
        assert.ok(!("limit" in quotas["node-groups"]));
    });

    it("make a share of both together", async () => {
        const { quotas, subnets } = await ask({
            "aws ec2 describe-addresses": [{ Tags: OTHERS }, { Tags: OTHERS }],
        });
        const report = reckonFit({ graph: GRAPH, components: [] }, { quotas, subnets });
        const { counted, isDefault, level, share, usedByOthers } =
            report.quotas.find(({ id }) => id === "eips") ?? assert.fail();
        // Two of its own and two of others, of five.
        assert.deepEqual(
            { counted, isDefault, level, share, usedByOthers },
            { counted: 2, isDefault: false, level: "near", share: 0.8, usedByOthers: 2 },
        );
        assert.equal(report.level, "near");
    });
});

describe("subnets of a VPC that is there already", () => {
    const existing = planned({
        type: "platform:network:ExistingVpc",
        name: "network",
        inputs: { vpcId: "vpc-1", cidr: "10.0.0.0/16", nodeSubnets: ["us-east-1a: subnet-1"] },
    });
    const graph = graphOf(PLATFORM, PROVIDER, existing);
    const sizes = async (clusters: readonly string[]) => {
        const probe = fakeProbe({
            programs: {
                aws: "[]",
                "aws iam": "{}",
                "aws eks list-clusters": JSON.stringify(clusters),
                "aws ec2 describe-subnets --subnet-ids subnet-1": JSON.stringify([
                    { Id: "subnet-1", Cidr: "10.0.9.0/28", Free: 4 },
                ]),
            },
        });
        return (await askLive(probe, graph, reckonFit({ graph, components: [] }), () => undefined)).subnets;
    };

    it("have the addresses that others took, as long as the environment is not there itself", async () => {
        // Eleven usable, four free.
        assert.deepEqual((await sizes([])).get("subnet-1"), { cidr: "10.0.9.0/28", taken: 7 });
        assert.deepEqual((await sizes(["kit-dev"])).get("subnet-1"), { cidr: "10.0.9.0/28", taken: 0 });
    });
});
