/**
 * What users of other EKS projects ask of a cluster that manages others, as questions to plans of this one: each cluster an
 * environment of its own. Public source: aws-samples/cdk-eks-blueprints-patterns lib/crossplane-argocd-gitops.
 */
import assert from "node:assert/strict";

import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import { KUBERNETES_MINORS } from "../../components/versions";
import type { PlannedGraph } from "../../tools/plan/graph";
import { generalPool } from "../fixtures/fork/stacks/presets";
import {
    assertAfter,
    at,
    documentOf,
    inputsOf,
    listOf,
    onlyInputs,
    releasesIn,
    TYPES,
} from "../support/gallery";
import { CROSSPLANE } from "../support/gallery-charts";
import { pipelineOf } from "../support/gallery-fleets";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const ACCOUNT = "210987654321";
const CONNECTOR = `arn:aws:iam::${ACCOUNT}:role/connector`;
const PROVIDER = "kubernetes:pkg.crossplane.io/v1:Provider";
const SYSTEM = "crossplane-system";
const SERVICE_ACCOUNT = "crossplane-providers";

const ARCHITECTURES = ["amd64", "arm64"] as const;
type Architecture = (typeof ARCHITECTURES)[number];

const WORKLOADS = KUBERNETES_MINORS.flatMap((minor) =>
    ARCHITECTURES.map((architecture) => ({
        minor,
        architecture,
        name: `workload-${minor.replace(".", "-")}-${architecture}`,
    })),
);
const NAMES = WORKLOADS.map(({ name }) => name);

/** Versions stand for whatever a fork pins. */
const PACKAGES = {
    "provider-aws-eks": "xpkg.crossplane.io/crossplane-contrib/provider-aws-eks:v2.1.0",
    "provider-helm": "xpkg.crossplane.io/crossplane-contrib/provider-helm:v1.0.0",
    "provider-kubernetes": "xpkg.crossplane.io/crossplane-contrib/provider-kubernetes:v1.0.0",
} as const;

const trusting = (Principal: object, Action: readonly string[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Principal }] });

/** As whom providers call AWS, and the role through which they reach clusters. */
const connector: OwnResources = {
    needs: "cluster",
    make: ({ cluster, name, options }) => {
        const actions = ["sts:AssumeRole", "sts:TagSession"];
        const assumeRolePolicy = trusting({ Service: "pods.eks.amazonaws.com" }, actions);
        const providers = new Role(`${name}-providers`, { name: "crossplane", assumeRolePolicy }, options);
        const statement = { Effect: "Allow", Action: actions, Resource: CONNECTOR };
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
        new RolePolicy(name, { role: providers.name, policy }, options);
        const association = { namespace: SYSTEM, serviceAccount: SERVICE_ACCOUNT, roleArn: providers.arn };
        new PodIdentityAssociation(name, { clusterName: cluster.name, ...association }, options);
        const trust = trusting({ AWS: `arn:aws:iam::${ACCOUNT}:role/crossplane` }, actions);
        const role = { name: "connector", assumeRolePolicy: trust };
        new Role(name, role, { ...options, dependsOn: [providers] });
        return undefined;
    },
};

/** What Argo CD starts with: it learns which clusters there are. */
const APPLICATION = {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "bootstrap", namespace: "argocd" },
    spec: {
        project: "default",
        source: {
            repoURL: "https://git.example.com/platform/workloads",
            path: "envs/management",
            targetRevision: "main",
            helm: { valuesObject: { clusters: NAMES } },
        },
        destination: { name: "in-cluster", namespace: "argocd" },
        syncPolicy: { automated: {} },
    },
};

const MANAGEMENT: EnvironmentShape = {
    ...ON_NODES,
    catalogue: { "argo-cd": {} },
    charts: { crossplane: { ...CROSSPLANE, after: ["own-connector"] } },
    gitops: { argoCd: {} },
    objects: {
        bootstrap: { manifests: [APPLICATION] },
        providers: {
            after: ["chart-crossplane"],
            manifests: [
                {
                    apiVersion: "pkg.crossplane.io/v1beta1",
                    kind: "DeploymentRuntimeConfig",
                    metadata: { name: "providers" },
                    spec: { serviceAccountTemplate: { metadata: { name: SERVICE_ACCOUNT } } },
                },
                ...Object.entries(PACKAGES).map(([name, image]) => ({
                    apiVersion: "pkg.crossplane.io/v1",
                    kind: "Provider",
                    metadata: { name },
                    spec: { package: image, runtimeConfigRef: { name: "providers" } },
                })),
            ],
        },
    },
    own: {
        connector,
        pipeline: pipelineOf([
            { name: "Management", stacks: ["management"] },
            { name: "Workloads", stacks: NAMES },
        ]),
    },
};

/** Every workload cluster is one function of its architecture; minor and VPC stand in its settings. */
const workloadOf = (architecture: Architecture): EnvironmentShape => ({
    ...ON_FARGATE,
    network: { kind: "existing", egress: "routed", endpoints: [] },
    keys: { ...ON_FARGATE.keys, secrets: { kind: "own", deletionWindowDays: 30, keepForever: true } },
    compute: {
        ...ON_FARGATE.compute,
        pools: { general: generalPool({ architecture, capacityTypes: ["on-demand"], cpuLimit: 32 }) },
    },
    access: {
        connector: {
            principal: "role/connector",
            policies: [{ policy: "AmazonEKSClusterAdminPolicy" }],
        },
    },
});

const VPC = {
    vpcId: "vpc-0123456789abcdef0",
    nodeSubnets: { a: ["subnet-0a00000000000001a"], b: ["subnet-0b00000000000001b"] },
};

function planWorkload({ architecture, minor, name }: (typeof WORKLOADS)[number]): Promise<PlannedGraph> {
    const config = {
        "platform:clusterName": name,
        "platform:kubernetesVersion": minor,
        "platform:existingVpc": VPC,
    };
    return graphOfShape(workloadOf(architecture), { config });
}

describe("questions about a cluster that manages others", () => {
    it("crossplane-argocd-gitops: Crossplane with providers that may assume one role", async () => {
        const graph = await graphOfShape(MANAGEMENT);
        assert.ok(["argo-cd", "crossplane"].every((name) => releasesIn(graph).includes(name)));
        const packages = inputsOf(graph, PROVIDER).map(({ metadata, spec }) => [
            at(metadata, "name"),
            at(spec, "package"),
            at(spec, "runtimeConfigRef", "name"),
        ]);
        assert.deepEqual(
            packages,
            Object.entries(PACKAGES).map(([name, image]) => [name, image, "providers"]),
        );
        const { serviceAccount } = onlyInputs(graph, TYPES.association, "own-connector");
        const runtime = onlyInputs(graph, "kubernetes:pkg.crossplane.io/v1beta1:DeploymentRuntimeConfig");
        const account = at(runtime["spec"], "serviceAccountTemplate", "metadata", "name");
        assert.deepEqual([serviceAccount, account], [SERVICE_ACCOUNT, SERVICE_ACCOUNT]);
        const [assume] = documentOf(onlyInputs(graph, TYPES.rolePolicy, "own-connector")["policy"]);
        assert.equal(assume?.["Resource"], CONNECTOR);
        assertAfter(graph, "objects-providers-provider-provider-helm", "chart-crossplane-release");
        assertAfter(graph, "chart-crossplane-release", "own-connector-providers");
    });

    it("its workload clusters: a minor and an architecture each, one VPC, the role as administrator", async () => {
        assert.equal(WORKLOADS.length, 4);
        for (const one of WORKLOADS) {
            const graph = await planWorkload(one);
            const cluster = onlyInputs(graph, TYPES.cluster);
            assert.deepEqual([cluster["name"], cluster["version"]], [one.name, one.minor]);
            assert.deepEqual(at(cluster["encryptionConfig"], "resources"), ["secrets"]);
            assert.match(String(at(cluster["encryptionConfig"], "provider", "keyArn")), /^arn:aws:kms:/);
            assert.deepEqual(inputsOf(graph, TYPES.vpc), []);
            const pool = onlyInputs(graph, "kubernetes:karpenter.sh/v1:NodePool");
            const requirements = listOf(at(pool["spec"], "template", "spec", "requirements"));
            const architecture = requirements.find(({ key }) => key === "kubernetes.io/arch");
            assert.deepEqual(architecture?.["values"], [one.architecture]);
            const { accessScope, policyArn, principalArn } = onlyInputs(
                graph,
                TYPES.entryPolicy,
                "connector",
            );
            assert.deepEqual(
                [accessScope, policyArn, principalArn],
                [
                    { type: "cluster" },
                    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                    CONNECTOR,
                ],
            );
        }
    });

    it("its pipeline takes the management cluster up first, and Argo CD starts with the clusters' names", async () => {
        const graph = await graphOfShape(MANAGEMENT);
        const stages = listOf(onlyInputs(graph, "aws:codepipeline/pipeline:Pipeline")["stages"]);
        assert.deepEqual(
            stages.map(({ actions, name }) => [name, listOf(actions).map((action) => action["name"])]),
            [
                ["Source", ["main"]],
                ["Management", ["management"]],
                ["Workloads", NAMES],
            ],
        );
        const application = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:Application");
        assert.deepEqual(at(application["spec"], "source", "helm", "valuesObject"), { clusters: NAMES });
        // Argo CD knows its own cluster first, and the Application goes before that.
        assertAfter(graph, "objects-bootstrap-application-argocd-bootstrap", "gitops-bridge-cluster");
    });
});
