/**
 * What users of other EKS projects ask of several accounts and stages, as questions to plans of this one: each stack an
 * environment of its own. Public source: aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape, ShapeWithoutCluster } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import type { PlannedGraph } from "../../tools/plan/graph";
import { addonsIn, at, documentOf, inputsOf, listOf, onlyInputs, TYPES } from "../support/gallery";
import { ARGO_CD } from "../support/gallery-charts";
import { accountOf, bootstrapOf, pipelineOf, teamsOf } from "../support/gallery-fleets";
import { graphOfShape, graphWithoutCluster, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const APPLICATION = "kubernetes:argoproj.io/v1alpha1:Application";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const PROVIDER = "pulumi:providers:aws";
const SECRET = "kubernetes:core/v1:Secret";

const MONITORING = "333333333333";

const pathOf = (graph: PlannedGraph): unknown => at(onlyInputs(graph, APPLICATION)["spec"], "source", "path");

/** Accounts that the environment's credentials may be of; a provider's inputs travel as text. */
const accountsOf = (graph: PlannedGraph): unknown =>
    JSON.parse(String(onlyInputs(graph, PROVIDER)["allowedAccountIds"]));

const trusting = (principal: Json): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }],
    });

/** A role through which another account reads. */
function readBy(account: string, role: string, policyName: string): OwnResources {
    return {
        needs: "network",
        make: ({ name, options }) => {
            const assumeRolePolicy = trusting({ AWS: `arn:aws:iam::${account}:root` });
            const managedPolicyArns = [`arn:aws:iam::aws:policy/${policyName}`];
            const { arn } = new Role(name, { name: role, assumeRolePolicy, managedPolicyArns }, options);
            return { arn };
        },
    };
}

const PRODUCTION: EnvironmentShape = { ...ON_NODES, charts: { argocd: ARGO_CD } };

const FIRST: EnvironmentShape = {
    ...PRODUCTION,
    prometheus: { collector: { kind: "scraper" }, alerts: { kind: "none" } },
    own: {
        bootstrap: bootstrapOf({ path: "envs/prod" }),
        reader: readBy(MONITORING, "ampPrometheusDataSourceRole", "AmazonPrometheusQueryAccess"),
    },
};

const SECOND: EnvironmentShape = {
    ...PRODUCTION,
    addons: {
        ...ON_NODES.addons,
        "amazon-cloudwatch-observability": { containerInsights: true },
    },
    own: {
        bootstrap: bootstrapOf({ path: "envs/prod" }),
        reader: readBy(MONITORING, "cloudwatchDataSourceRole", "CloudWatchReadOnlyAccess"),
    },
};

/** The account that looks on, and takes the others up. */
function monitoringOf(readers: readonly string[]): ShapeWithoutCluster {
    const { keys, network } = ON_FARGATE;
    const grafana: OwnResources = {
        needs: "network",
        make: ({ name, options }) => {
            const role = new Role(
                name,
                { assumeRolePolicy: trusting({ Service: "grafana.amazonaws.com" }) },
                options,
            );
            const statement = { Effect: "Allow", Action: "sts:AssumeRole", Resource: [...readers] };
            const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
            new RolePolicy(name, { role: role.name, policy }, options);
            return { roleArn: role.arn };
        },
    };
    const all = pipelineOf([
        { name: "Production", stacks: ["prod1", "prod2"] },
        { name: "Monitoring", stacks: ["monitoring"] },
    ]);
    return { keys, network, own: { grafana, pipeline: all } };
}

describe("questions about several accounts", () => {
    it("multi-account-monitoring: two of production, read by a third without a cluster", async () => {
        const first = await graphOfShape(FIRST, { config: accountOf("111111111111") });
        const second = await graphOfShape(SECOND, { config: accountOf("222222222222") });
        const readers = [first, second].map((graph) => String(at(graph.outputs, "own", "reader", "arn")));
        assert.deepEqual(readers, [
            "arn:aws:iam::111111111111:role/ampPrometheusDataSourceRole",
            "arn:aws:iam::222222222222:role/cloudwatchDataSourceRole",
        ]);
        for (const graph of [first, second]) {
            const [trust] = documentOf(onlyInputs(graph, TYPES.role, "own-reader")["assumeRolePolicy"]);
            assert.deepEqual(trust?.["Principal"], { AWS: `arn:aws:iam::${MONITORING}:root` });
            assert.equal(pathOf(graph), "envs/prod");
        }
        assert.equal(inputsOf(first, "aws:amp/workspace:Workspace").length, 1);
        assert.ok(addonsIn(second).includes("amazon-cloudwatch-observability"));

        const graph = await graphWithoutCluster(monitoringOf(readers), { config: accountOf(MONITORING) });
        assert.deepEqual(inputsOf(graph, TYPES.cluster), []);
        const [trust] = documentOf(onlyInputs(graph, TYPES.role, "own-grafana")["assumeRolePolicy"]);
        assert.deepEqual(trust?.["Principal"], { Service: "grafana.amazonaws.com" });
        const assumed = documentOf(onlyInputs(graph, TYPES.rolePolicy, "own-grafana")["policy"]);
        assert.deepEqual(assumed, [{ Effect: "Allow", Action: "sts:AssumeRole", Resource: readers }]);
        const stacks = listOf(onlyInputs(graph, PIPELINE)["stages"]).map(({ actions, name }) => [
            name,
            listOf(actions).map((action) => action["name"]),
        ]);
        assert.deepEqual(stacks, [
            ["Source", ["main"]],
            ["Production", ["prod1", "prod2"]],
            ["Monitoring", ["monitoring"]],
        ]);
        assert.deepEqual([first, second, graph].map(accountsOf), [
            ["111111111111"],
            ["222222222222"],
            [MONITORING],
        ]);
    });
});

const TEAMS = ["burnham", "carmen", "platform", "riker"];

/** dev, test and prod are one function of their name. */
const staged = (stage: string): EnvironmentShape => ({
    ...ON_FARGATE,
    charts: { argocd: ARGO_CD },
    namespaces: teamsOf(TEAMS.map((team) => `team-${team}-${stage}`)),
    own: {
        bootstrap: bootstrapOf({ path: `envs/${stage}`, sshKey: "workloadsKey" }),
        pipeline: pipelineOf([
            { name: "Test", stacks: ["dev", "test"] },
            { name: "Prod", stacks: ["prod"], approval: true },
        ]),
    },
});

const STAGES = [
    ["dev", "111111111111"],
    ["test", "111111111111"],
    ["prod", "222222222222"],
] as const;

describe("questions about stages", () => {
    it("pipeline-multi-env-gitops: dev, test and prod in two accounts, from one shape", async () => {
        for (const [stage, account] of STAGES) {
            const options = { config: accountOf(account), secrets: ["workloadsKey"] };
            const graph = await graphOfShape(staged(stage), options);
            assert.deepEqual(accountsOf(graph), [account]);
            assert.deepEqual(inputsOf(graph, TYPES.group), []);
            const selected = inputsOf(graph, TYPES.profile).flatMap(({ selectors }) => listOf(selectors));
            assert.ok(selected.some(({ labels }) => at(labels, "app.kubernetes.io/name") === "karpenter"));
            assert.equal(pathOf(graph), `envs/${stage}`);
            const login = onlyInputs(graph, SECRET, "own-bootstrap-login");
            assert.deepEqual(login["stringData"], { $secret: true });
            const namespaces = inputsOf(graph, "kubernetes:core/v1:Namespace", "team-");
            assert.deepEqual(
                namespaces.map(({ metadata }) => at(metadata, "name")).sort(),
                TEAMS.map((team) => `team-${team}-${stage}`),
            );
        }
    });

    it("its pipeline: dev and test side by side, prod when a person says so", async () => {
        const graph = await graphOfShape(staged("dev"), { secrets: ["workloadsKey"] });
        const stages = listOf(onlyInputs(graph, PIPELINE)["stages"]).map(({ actions }) =>
            listOf(actions).map(({ category, name, runOrder }) => [name, category, runOrder]),
        );
        assert.deepEqual(stages.slice(1), [
            [
                ["dev", "Build", 1],
                ["test", "Build", 1],
            ],
            [
                ["approve", "Approval", 1],
                ["prod", "Build", 2],
            ],
        ]);
    });

    it("its neighbour, a key that nobody encrypted, is refused by name", () => {
        assert.deepEqual(refusedOf(staged("dev")), [
            'stacks/dev.ts › own.bootstrap.secrets[0]: Pulumi.dev.yaml does not hold eks-platform:workloadsKey (got "workloadsKey"). Add it: pulumi config set --secret workloadsKey --stack dev.',
        ]);
    });
});
