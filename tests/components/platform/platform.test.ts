/** Platform: the provider, the phases, who is protected, and what is handed from one component to the next. */
import assert from "node:assert/strict";

import { REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import type { NatMode } from "../../../components/network/vpc-schema";
import { type Plan, planEnvironment } from "../../../components/platform/environment";
import { PARTS } from "../../../components/platform/parts";
import { Platform } from "../../../components/platform/platform";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";
import { record, resourceNamed } from "../../support/record";
import { readingWith } from "../../support/settings";

type Changes = Parameters<typeof readingWith>[0];

async function graphOf(changes: Changes = {}, shape: EnvironmentShape = ON_FARGATE): Promise<PlannedGraph> {
    const result = planEnvironment(readingWith(changes), { parts: PARTS, shapeOf: () => shape });
    if ("problems" in result) return assert.fail(JSON.stringify(result.problems));
    const { plan }: { readonly plan: Plan } = result;
    const { graph, problems } = await record(() => new Platform("platform", plan).outputs());
    assert.deepEqual(problems, []);
    return graph;
}

/** The component of this logical name: a resource may share it. */
function component(graph: PlannedGraph, name: string): PlannedResource {
    const found = graph.resources.find((resource) => resource.name === name && !resource.custom);
    return found ?? assert.fail(`no component ${name}`);
}

/** Whose leaves a component waits for: the components' names. */
function waitsFor(graph: PlannedGraph, name: string): string[] {
    const parents = component(graph, name).dependencies.map((urn) => {
        const leaf = graph.resources.find((resource) => resource.urn === urn);
        return graph.resources.find((resource) => resource.urn === leaf?.parent)?.name ?? "nobody";
    });
    return [...new Set(parents)].sort();
}

describe("Platform", () => {
    it("rule 24, F23: states the provider's account, region and tags, and no credentials", async () => {
        const { inputs } = resourceNamed(await graphOf(), "aws");
        const tags =
            '{"cluster":"platform-dev","cost-centre":"platform-dev","environment":"dev","managed-by":"pulumi","owner":"platform-team"}';
        const { defaultTags, ...rest } = inputs as { readonly defaultTags: string };
        assert.deepEqual(rest, {
            allowedAccountIds: '["210987654321"]',
            region: "us-east-1",
            skipCredentialsValidation: "false",
            skipRegionValidation: "true",
        });
        assert.deepEqual(JSON.parse(defaultTags), { tags: JSON.parse(tags) as unknown });
    });

    it("rule 10: assumes a role only when one is named", async () => {
        const role = "arn:aws:iam::210987654321:role/platform-deploy";
        const { inputs } = resourceNamed(await graphOf({ "platform:assumeRoleArn": role }), "aws");
        const { assumeRoles } = inputs as { readonly assumeRoles: string };
        assert.deepEqual(JSON.parse(assumeRoles), [{ roleArn: role }]);
    });

    it("makes each phase wait for all before it", async () => {
        const graph = await graphOf();
        const network = ["network"];
        const bootstrap = [...network, "access", "cluster"];
        const addons = ["addon-eks-pod-identity-agent", "addon-kube-proxy", "addon-vpc-cni"];
        const capacity = [...bootstrap, ...addons];
        const core = [...capacity, "fargate-system"];
        const driver = [...core, "addon-aws-ebs-csi-driver", "addon-coredns", "addon-metrics-server"];
        for (const [name, before] of [
            ["network", []],
            ["cluster", network],
            ["access", [...network, "cluster"]],
            ["addon-vpc-cni", bootstrap],
            ["fargate-system", capacity],
            ["addon-coredns", core],
            ["storage-class", driver],
            ["karpenter", [...driver, "storage-class"]],
            ["pool-general", [...driver, "karpenter", "storage-class"]],
        ] as const) {
            assert.deepEqual(waitsFor(graph, name), [...before].sort(), name);
        }
    });

    it("rule 7: chains Fargate profiles, each behind the one before", async () => {
        const shape = {
            ...ON_FARGATE,
            fargateProfiles: { one: [{ namespace: "one" }], two: [{ namespace: "two" }] },
        };
        const graph = await graphOf({}, shape);
        const [system, one, two] = ["fargate-system", "fargate-one", "fargate-two"].map((name) =>
            waitsFor(graph, name).filter((other) => other.startsWith("fargate-")),
        );
        assert.deepEqual([system, one, two], [[], ["fargate-system"], ["fargate-one"]]);
    });

    it("hands keys to what they encrypt", async () => {
        const own = { kind: "own", deletionWindowDays: 30, keepForever: false } as const;
        const shape: EnvironmentShape = {
            ...ON_NODES,
            keys: { secrets: own, logs: own, volumes: own },
        };
        const graph = await graphOf({}, shape);
        const keyOf = (type: string, input: string): string[] =>
            graph.resources
                .filter((resource) => resource.type === type)
                .flatMap(({ propertyDependencies }) => propertyDependencies[input] ?? [])
                .map((urn) => urn.slice(urn.lastIndexOf("::") + 2))
                .filter((name) => name.startsWith("keys-"));
        assert.deepEqual(keyOf("aws:eks/cluster:Cluster", "encryptionConfig"), ["keys-secrets"]);
        assert.deepEqual(keyOf("aws:cloudwatch/logGroup:LogGroup", "kmsKeyId"), ["keys-logs", "keys-logs"]);
        assert.deepEqual(keyOf("aws:ec2/launchTemplate:LaunchTemplate", "blockDeviceMappings"), [
            "keys-volumes",
        ]);
        assert.deepEqual(keyOf("kubernetes:storage.k8s.io/v1:StorageClass", "parameters"), ["keys-volumes"]);
        assert.deepEqual(keyOf("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass", "spec"), [
            "keys-volumes",
            "keys-volumes",
        ]);
    });

    it("protects everything but single admins, and nothing of a component that is set free", async () => {
        const unprotectedIn = async (shape: EnvironmentShape): Promise<string[]> => {
            const { resources } = await graphOf({ "platform:protection": true }, shape);
            const open = resources.filter(
                ({ options, type }) => options.protect !== true && type !== "pulumi:pulumi:Stack",
            );
            return [...new Set(open.map(({ type }) => type))].sort();
        };
        const admins = [
            "aws:eks/accessEntry:AccessEntry",
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        ];
        assert.deepEqual(await unprotectedIn(ON_NODES), admins);
        assert.deepEqual(await unprotectedIn({ ...ON_NODES, unprotected: ["pool-x86"] }), [
            ...admins,
            "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass",
            "kubernetes:karpenter.sh/v1:NodePool",
            "platform:karpenter:NodePool",
        ]);
    });

    it("says how to connect, with the role when one is assumed", async () => {
        const role = "arn:aws:iam::210987654321:role/platform-deploy";
        const command = async (changes: Changes) =>
            ((await graphOf(changes)).outputs as { readonly connectCommand: unknown }).connectCommand;
        const plain = "aws eks update-kubeconfig --name platform-dev --region us-east-1";
        assert.equal(await command({}), plain);
        assert.equal(
            await command({ "platform:assumeRoleArn": role }),
            `${plain} --role-arn ${role} --assume-role-arn ${role}`,
        );
    });

    it("says how to connect through a proxy, which only kubectl can be told", async () => {
        const proxyUrl = "http://proxy.example.com:3128";
        const { outputs } = await graphOf({
            "platform:apiAccess": { kind: "private", reach: "proxy", proxyUrl },
        });
        const { connectCommand } = outputs as { readonly connectCommand: unknown };
        assert.equal(
            connectCommand,
            "aws eks update-kubeconfig --name platform-dev --region us-east-1 && kubectl config set-cluster " +
                `arn:aws:eks:us-east-1:210987654321:cluster/platform-dev --proxy-url=${proxyUrl}`,
        );
    });

    it("rule 12: nodes of an isolated VPC take the instance profile, since IAM cannot be reached from it", async () => {
        const identityIn = async (nat: NatMode) => {
            const network = { ...ON_FARGATE.network, endpoints: REQUIRED_WITHOUT_NAT, nat };
            const shape = { ...ON_FARGATE, network };
            const graph = await graphOf({ "platform:imageRegistry": "mirror.example.com" }, shape);
            const { spec } = resourceNamed(graph, "pool-general-node-class").inputs as {
                readonly spec: { readonly role?: string; readonly instanceProfile?: string };
            };
            return [spec.role, spec.instanceProfile];
        };
        const [role, none] = await identityIn("single");
        assert.match(role ?? "", /^karpenter-node/);
        assert.equal(none, undefined);
        const [noRole, profile] = await identityIn("none");
        assert.match(profile ?? "", /^karpenter-node/);
        assert.equal(noRole, undefined);
    });
});
