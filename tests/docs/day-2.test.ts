/** The programs of docs/day-2, as they stand on the pages, on the kit's own recorder. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { runInNewContext } from "node:vm";

import * as pulumi from "@pulumi/pulumi";
import { transformSync } from "esbuild";

import { checkNodePool, type NodePoolSpec } from "../../components/karpenter/node-pool-spec";
import { checkObjects, decisionsOfObjects, readObjects } from "../../components/objects/objects-spec";
import { readYaml } from "../../components/objects/yaml-files";
import type { EnvironmentShape } from "../../components/platform/shape";
import { ancestorsOf } from "../../tools/plan/order";
import { nodePoolSpec } from "../support/node-pool-spec";
import { graphOfShape, plannedOf } from "../support/plan-shape";
import { record, resourceNamed } from "../support/record";
import { ROOT } from "../support/settings";
import { ON_NODES } from "../support/shapes";

const FOLDER = path.join(ROOT, "docs/day-2");

/** What another stack would read. */
const PLATFORM = {
    schemaVersion: 1,
    environment: "dev",
    account: "123456789012",
    region: "us-east-1",
    kubernetesVersion: "1.36",
    clusterName: "platform-dev",
    clusterArn: "arn:aws:eks:us-east-1:123456789012:cluster/platform-dev",
    clusterEndpoint: "https://x",
    certificateAuthorityData: "x",
    clusterSecurityGroupId: "sg-1",
    oidcProviderArn: "arn:aws:iam::123456789012:oidc-provider/x",
    oidcIssuer: "x",
    vpcId: "vpc-1",
    nodeSubnetIds: { a: "subnet-1", b: "subnet-2" },
    publicSubnetIds: {},
    controlPlaneSubnetIds: { a: "subnet-3", b: "subnet-4" },
};

function fencesOf(file: string, language = "ts"): readonly string[] {
    const text = readFileSync(path.join(FOLDER, file), "utf8");
    const fence = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm");
    return [...text.matchAll(fence)].map(([, code = ""]) => code);
}

/** The words of a shape that a page shows. */
function shapeOf(file: string): Partial<EnvironmentShape> {
    const sandbox: { result?: string } = {};
    // As text: what another context makes is of other classes, which no comparison takes for equal.
    runInNewContext(`result = JSON.stringify({${fencesOf(file)[0] ?? ""}})`, sandbox);
    return JSON.parse(sandbox.result ?? "") as Partial<EnvironmentShape>;
}

/** Runs a program of a page, its imports as from the root of the repository, or from a folder in it. */
function program(code: string): () => void {
    const compiled = transformSync(code, { loader: "ts", format: "cjs", target: "node20" }).code;
    const [fromRoot, fromFolder] = ["index.ts", "existing/index.ts"].map((file) =>
        createRequire(path.join(ROOT, file)),
    );
    class StackReference {
        public readonly name = "other";
        public requireOutput = () => pulumi.output(PLATFORM);
    }
    const resolve = (name: string): unknown =>
        name === "@pulumi/pulumi"
            ? { ...pulumi, StackReference }
            : (name.startsWith("../") ? fromFolder : fromRoot)?.(name.replace(/^\.\.?\/.*/, "$&.ts"));
    return () => void runInNewContext(compiled, { require: resolve, module: { exports: {} }, exports: {} });
}

async function typesOf(code: string): Promise<readonly string[]> {
    const { graph, problems } = await record(program(code));
    assert.deepEqual(problems, []);
    return graph.resources.filter(({ custom }) => custom).map(({ type }) => type);
}

describe("docs/day-2", () => {
    it("has programs where it says so", () => {
        const counts = readdirSync(FOLDER).map((file) => [file, fencesOf(file).length] as const);
        assert.deepEqual(Object.fromEntries(counts.filter(([, count]) => count > 0)), {
            "adopt.md": 2,
            "capabilities.md": 1,
            "control-plane.md": 1,
            "drain-a-zone.md": 1,
            "eks-addons.md": 1,
            "install-a-chart.md": 1,
            "kubernetes-objects.md": 1,
            "node-pools.md": 1,
            "own-resources.md": 5,
            "second-cluster.md": 1,
            "sign-in.md": 1,
            "team-access.md": 1,
        });
    });

    it("adopt.md: a cluster in somebody else's VPC, which is not registered", async () => {
        const types = await typesOf(fencesOf("adopt.md")[0] ?? "");
        assert.ok(types.includes("aws:eks/cluster:Cluster"));
        assert.deepEqual(
            types.filter((type) => /^aws:ec2\//.test(type)),
            [],
        );
    });

    it("adopt.md: access to somebody else's cluster, which is not registered", async () => {
        assert.deepEqual([...new Set(await typesOf(fencesOf("adopt.md")[1] ?? ""))].sort(), [
            "aws:eks/accessEntry:AccessEntry",
            "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
            "pulumi:providers:aws",
        ]);
    });

    it("second-cluster.md: a cluster in the environment's VPC, of which nothing is registered", async () => {
        const types = await typesOf(fencesOf("second-cluster.md")[0] ?? "");
        assert.ok(types.includes("aws:eks/cluster:Cluster"));
        assert.deepEqual(
            types.filter((type) => /^aws:ec2\//.test(type)),
            [],
        );
    });

    it("team-access.md: one entry and one association of the team's role", async () => {
        const graph = await graphOfShape({ ...ON_NODES, ...shapeOf("team-access.md") });
        const team = graph.resources.filter(({ custom, urn }) => custom && urn.includes("::access-shop-"));
        assert.deepEqual(
            team.map(({ type }) => type),
            ["aws:eks/accessEntry:AccessEntry", "aws:eks/accessPolicyAssociation:AccessPolicyAssociation"],
        );
    });

    it("install-a-chart.md: the charts are planned, and no secret is shown", async () => {
        const shape = { ...ON_NODES, ...shapeOf("install-a-chart.md") };
        const { notices } = plannedOf(shape, { secrets: ["grafanaPassword"] });
        assert.equal(notices.filter((notice) => notice.includes("are not known to the plan")).length, 2);
        const graph = await graphOfShape(shape, { secrets: ["grafanaPassword"] });
        const grafana = resourceNamed(graph, "chart-grafana-release");
        assert.deepEqual((grafana.inputs as { readonly values: unknown }).values, {
            adminPassword: { $secret: true },
            replicas: 2,
        });
        const before = [...ancestorsOf(graph, grafana.urn)].map((urn) => urn.split("::").at(-1));
        assert.ok(before.includes("chart-cert-manager-release"));
    });

    it("kubernetes-objects.md: data and file are objects the API server takes", () => {
        const { objects = {} } = shapeOf("kubernetes-objects.md");
        const { files = [], manifests = [] } = objects["monitoring"] ?? assert.fail("no entry");
        const read = readYaml(fencesOf("kubernetes-objects.md", "yaml")[0] ?? "", files[0] ?? "");
        const written = readObjects(manifests, []);
        const all = [...written.objects, ...read.manifests];
        assert.deepEqual([...read.problems, ...checkObjects({ objects: all })], []);
        assert.deepEqual(decisionsOfObjects({ objects: all }), {
            files: ["stacks/own/monitoring.yaml"],
            objects: ["Namespace monitoring", "ResourceQuota monitoring/pods"],
        });
    });

    it("capabilities.md: each has its role, and nothing is left to be noticed", async () => {
        const shape = { ...ON_NODES, ...shapeOf("capabilities.md") };
        assert.deepEqual(
            plannedOf(shape).notices.filter((notice) => notice.includes("capabilities.")),
            [],
        );
        const graph = await graphOfShape(shape);
        assert.deepEqual(
            ["capability-argocd", "capability-ack", "capability-kro"].map(
                (name) => resourceNamed(graph, `${name}-capability`).type,
            ),
            Array(3).fill("aws:eks/capability:Capability"),
        );
    });

    it("control-plane.md: the settings stand on the cluster", async () => {
        const graph = await graphOfShape({ ...ON_NODES, ...shapeOf("control-plane.md") });
        const { inputs } = resourceNamed(graph, "cluster-control-plane");
        assert.deepEqual(
            (inputs as { readonly controlPlaneScalingConfig: unknown }).controlPlaneScalingConfig,
            {
                tier: "tier-xl",
            },
        );
    });

    it("sign-in.md: the provider and the roles of its groups are planned", async () => {
        const shape = { ...ON_NODES, ...shapeOf("sign-in.md") };
        assert.deepEqual(
            plannedOf(shape).notices.filter((notice) => notice.includes("okta")),
            [],
        );
        const graph = await graphOfShape(shape);
        const own = graph.resources.filter(({ name }) => name.startsWith("sign-in-okta-"));
        assert.deepEqual(own.map(({ name }) => name).sort(), [
            "sign-in-okta-oidc",
            "sign-in-okta-okta-eks-developers",
            "sign-in-okta-okta-eks-operators",
        ]);
    });

    it("drain-a-zone.md: the requirement is one that Karpenter takes", () => {
        const sandbox: { result?: NodePoolSpec["requirements"] } = {};
        runInNewContext(`result = [${fencesOf("drain-a-zone.md")[0] ?? ""}]`, sandbox);
        const added = sandbox.result ?? assert.fail("no requirement");
        const requirements = [...nodePoolSpec().requirements, ...added];
        assert.deepEqual(checkNodePool(nodePoolSpec({ requirements })), []);
    });
});
