/**
 * What users of other EKS projects ask of images and accounts, as questions to a plan of this one: each an environment of its
 * own. Public sources: aws-ia/terraform-aws-eks-blueprints patterns/, aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import { PodIdentityAssociation } from "@pulumi/aws/eks/podIdentityAssociation";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";

import type { OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import { serviceTrust } from "../../components/shared/iam";
import type { Json } from "../../components/shared/json";
import { KUBERNETES_MINORS } from "../../components/versions";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { graphOfShape } from "../support/plan-shape";
import { resourceNamed } from "../support/record";
import { ON_NODES } from "../support/shapes";

const ACCOUNT = "210987654321";
const REGISTRY = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:ecr-pullthroughcache/hub-AbCdEf`;

const ofType = (graph: PlannedGraph, type: string) =>
    graph.resources.filter((one) => one.type === type).map(({ inputs }) => objectOf(inputs));

/** Source: ECR User Guide, security-iam-awsmanpol, AmazonEC2ContainerRegistryPowerUser, narrowed to one repository. */
const SCAN_STATEMENTS = [
    { Sid: "LogIn", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
        Sid: "PushAndSeeFindings",
        Effect: "Allow",
        Action: [
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:DescribeImageScanFindings",
            "ecr:GetDownloadUrlForLayer",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:UploadLayerPart",
        ],
        Resource: `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/prod/web`,
    },
];

/** The team's account in its namespace, as whom its pods push and read what was found. */
const SCAN: OwnResources = {
    needs: "cluster",
    make: ({ cluster, name, options }) => {
        const role = new Role(
            `${name}-role`,
            {
                assumeRolePolicy: serviceTrust("pods.eks.amazonaws.com", {
                    actions: ["sts:AssumeRole", "sts:TagSession"],
                }),
            },
            options,
        );
        const policy = JSON.stringify({ Version: "2012-10-17", Statement: SCAN_STATEMENTS });
        new RolePolicy(`${name}-rights`, { role: role.name, policy }, options);
        new PodIdentityAssociation(
            `${name}-identity`,
            { clusterName: cluster.name, namespace: "scan", serviceAccount: "scan", roleArn: role.arn },
            options,
        );
        return {};
    },
};

/** Where values say that images come from: `repository`, `registry` and the like below an `image`, none that is empty. */
function imagesIn(values: Json | undefined): readonly string[] {
    return Object.entries(objectOf(values)).flatMap(([key, value]) =>
        /image$/i.test(key)
            ? Object.entries(objectOf(value))
                  .filter(([word, text]) => /(repository|registry)$/i.test(word) && text !== "")
                  .map(([, text]) => String(text))
            : imagesIn(value),
    );
}

describe("questions about images and accounts", () => {
    it("T06 ecr-pull-through-cache/ecr.tf: all images come through the account's own registry", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            lattice: { serviceNetwork: { kind: "own" } },
            catalogue: {
                "aws-gateway-controller-chart": {},
                "aws-load-balancer-controller": {},
                // Its images come from two registries: each of its parts has the prefix of its cache.
                "kube-prometheus-stack": {
                    values: {
                        global: { imageRegistry: "" },
                        alertmanager: { alertmanagerSpec: { image: { registry: `${REGISTRY}/quay` } } },
                        prometheus: { prometheusSpec: { image: { registry: `${REGISTRY}/quay` } } },
                        prometheusOperator: {
                            image: { registry: `${REGISTRY}/quay` },
                            prometheusConfigReloader: { image: { registry: `${REGISTRY}/quay` } },
                        },
                        "kube-state-metrics": { image: { registry: `${REGISTRY}/k8s` } },
                        "prometheus-node-exporter": { image: { registry: `${REGISTRY}/quay` } },
                    },
                },
            },
            registry: {
                pullThrough: {
                    "ecr-public": { upstream: "public.ecr.aws" },
                    k8s: { upstream: "registry.k8s.io" },
                    quay: { upstream: "quay.io" },
                    hub: { upstream: "registry-1.docker.io", secretArn: SECRET },
                },
                scanning: { kind: "enhanced" },
            },
            charts: {
                "argo-cd": {
                    chart: "argo-cd",
                    repository: "https://argoproj.github.io/argo-helm",
                    version: "10.9.6",
                    namespace: { name: "argocd", podSecurity: { enforce: "baseline" } },
                    values: { global: { image: { repository: `${REGISTRY}/quay/argoproj/argocd` } } },
                    pods: "unknown",
                },
                gatekeeper: {
                    chart: "gatekeeper",
                    repository: "https://open-policy-agent.github.io/gatekeeper/charts",
                    version: "3.22.0",
                    namespace: { name: "gatekeeper-system", podSecurity: { enforce: "restricted" } },
                    values: {
                        image: {
                            repository: `${REGISTRY}/hub/openpolicyagent/gatekeeper`,
                            crdRepository: `${REGISTRY}/hub/openpolicyagent/gatekeeper-crds`,
                        },
                    },
                    pods: "unknown",
                },
            },
        };
        const graph = await graphOfShape(shape, {
            config: {
                "platform:imageRegistry": `${REGISTRY}/ecr-public`,
                "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] },
            },
        });
        const rules = ofType(graph, "aws:ecr/pullThroughCacheRule:PullThroughCacheRule");
        assert.deepEqual(
            Object.fromEntries(
                rules.map(({ credentialArn = "", upstreamRegistryUrl }) => [
                    String(upstreamRegistryUrl),
                    credentialArn,
                ]),
            ),
            { "public.ecr.aws": "", "registry.k8s.io": "", "quay.io": "", "registry-1.docker.io": SECRET },
        );
        const [scanning] = ofType(
            graph,
            "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        );
        assert.equal(scanning?.["scanType"], "ENHANCED");
        const policy = String(objectOf(resourceNamed(graph, "registry-pull").inputs)["policy"]);
        assert.match(policy, /ecr:CreateRepository/);
        assert.match(policy, /ecr:BatchImportUpstreamImage/);
        const images = (chart: string) =>
            imagesIn(objectOf(resourceNamed(graph, `chart-${chart}-release`).inputs)["values"]);
        assert.deepEqual(
            Object.fromEntries(
                ["argo-cd", "aws-load-balancer-controller", "gatekeeper", "kube-prometheus-stack"].map(
                    (chart) => [chart, [...new Set(images(chart))].sort()],
                ),
            ),
            {
                "argo-cd": [`${REGISTRY}/quay/argoproj/argocd`],
                "aws-load-balancer-controller": [`${REGISTRY}/ecr-public/eks/aws-load-balancer-controller`],
                gatekeeper: [
                    `${REGISTRY}/hub/openpolicyagent/gatekeeper`,
                    `${REGISTRY}/hub/openpolicyagent/gatekeeper-crds`,
                ],
                "kube-prometheus-stack": [`${REGISTRY}/k8s`, `${REGISTRY}/quay`],
            },
        );
        assert.match(String(images("aws-gateway-controller-chart")), new RegExp(`^${REGISTRY}/ecr-public/`));
        // metrics-server is EKS's add-on, whose image comes from EKS's own registry of the region: there is none to name.
        const addons = ofType(graph, "aws:eks/addon:Addon").map(({ addonName }) => addonName);
        assert.ok(addons.includes("metrics-server"));
        // Nodes may fill the caches.
        const filling = ofType(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(
            ({ policyArn }) => String(policyArn).includes(":policy/registry-pull"),
        );
        const fillers = filling.map(({ role }) => String(role).replace(/-[0-9a-f]{7}$/, "")).sort();
        assert.deepEqual(fillers, [
            "fargate-serverless-pod-execution",
            "karpenter-node",
            "nodes-system-role",
        ]);
        // The password stands in Secrets Manager, and the plan knows its address alone.
        assert.ok(!JSON.stringify(graph).includes("password"));
    });

    it("C36 image-vulnerability-scanning: images scanned on push and all the time", async () => {
        const graph = await graphOfShape({
            ...ON_NODES,
            registry: {
                repositories: { "prod/web": {} },
                scanning: {
                    kind: "enhanced",
                    inspector: true,
                    rules: [
                        { repositories: ["prod/*"], frequency: "CONTINUOUS_SCAN" },
                        { repositories: ["*"], frequency: "SCAN_ON_PUSH" },
                    ],
                },
            },
            namespaces: { scan: {} },
            charts: {
                "argo-cd": {
                    chart: "argo-cd",
                    repository: "https://argoproj.github.io/argo-helm",
                    version: "10.9.6",
                    namespace: { name: "argocd", podSecurity: { enforce: "baseline" } },
                    // What an Application of Argo CD reads: the address of the repository.
                    values: { configs: { cm: { "scan.repository": `${REGISTRY}/prod/web` } } },
                    pods: "unknown",
                },
            },
            own: { scan: SCAN },
        });
        const [scanning] = ofType(
            graph,
            "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
        );
        assert.deepEqual(scanning, {
            scanType: "ENHANCED",
            rules: [
                {
                    scanFrequency: "CONTINUOUS_SCAN",
                    repositoryFilters: [{ filter: "prod/*", filterType: "WILDCARD" }],
                },
                {
                    scanFrequency: "SCAN_ON_PUSH",
                    repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
                },
            ],
        });
        assert.deepEqual(ofType(graph, "aws:inspector2/enabler:Enabler"), [
            { accountIds: [ACCOUNT], resourceTypes: ["ECR"] },
        ]);
        const [repository] = ofType(graph, "aws:ecr/repository:Repository");
        assert.deepEqual(repository?.["encryptionConfigurations"], [{ encryptionType: "AES256" }]);
        assert.ok(resourceNamed(graph, "namespace-scan-namespace"));
        const [association] = ofType(graph, "aws:eks/podIdentityAssociation:PodIdentityAssociation").filter(
            ({ namespace }) => namespace === "scan",
        );
        assert.equal(association?.["serviceAccount"], "scan");
        const rights = JSON.parse(
            String(objectOf(resourceNamed(graph, "own-scan-rights").inputs)["policy"]),
        ) as { readonly Statement: readonly unknown[] };
        assert.deepEqual(rights.Statement, SCAN_STATEMENTS);
        const argo = objectOf(resourceNamed(graph, "chart-argo-cd-release").inputs);
        const address = objectOf(objectOf(objectOf(argo["values"])["configs"])["cm"])["scan.repository"];
        assert.equal(address, `${REGISTRY}/${String(repository["name"])}`);
    });

    it("C34 eks-config-rules: clusters of the account judged, with a recorder where there is none", async () => {
        const rules = (graph: PlannedGraph) =>
            ofType(graph, "aws:cfg/rule:Rule").map(({ inputParameters = "", source }) => [
                objectOf(source)["sourceIdentifier"],
                inputParameters,
            ]);
        const [oldest] = KUBERNETES_MINORS;
        const version = JSON.stringify({ oldestVersionSupported: oldest });
        const judged = await graphOfShape({ ...ON_NODES, compliance: {} });
        assert.deepEqual(Object.fromEntries(rules(judged)), {
            EKS_CLUSTER_OLDEST_SUPPORTED_VERSION: version,
            EKS_CLUSTER_SUPPORTED_VERSION: version,
            EKS_ENDPOINT_NO_PUBLIC_ACCESS: "",
            EKS_SECRETS_ENCRYPTED: "",
        });
        assert.deepEqual(ofType(judged, "aws:cfg/recorder:Recorder"), []);
        const recorded = await graphOfShape({ ...ON_NODES, compliance: { recorder: { bucket: "central" } } });
        for (const type of [
            "aws:cfg/recorder:Recorder",
            "aws:cfg/deliveryChannel:DeliveryChannel",
            "aws:cfg/recorderStatus:RecorderStatus",
        ])
            assert.equal(ofType(recorded, type).length, 1, type);
        // Each of the rest only when it is switched on.
        const SWITCHED = [
            "aws:s3/bucket:Bucket",
            "aws:sns/topic:Topic",
            "aws:cloudwatch/eventRule:EventRule",
        ];
        const ours = (graph: PlannedGraph) =>
            graph.resources
                .filter(({ name, type }) => SWITCHED.includes(type) && name.startsWith("compliance-"))
                .map(({ type }) => type);
        assert.deepEqual([ours(judged), ours(recorded)], [[], []]);
        const whole = await graphOfShape({
            ...ON_NODES,
            compliance: { recorder: {}, alerts: { kind: "own-topic" } },
        });
        assert.deepEqual(ours(whole).sort(), [...SWITCHED].sort());
        const policy = String(objectOf(resourceNamed(whole, "compliance-bucket-policy").inputs)["policy"]);
        assert.match(policy, /"aws:SecureTransport":"false"/);
        assert.deepEqual(
            objectOf(resourceNamed(whole, "compliance-bucket-versioning").inputs)["versioningConfiguration"],
            { status: "Enabled" },
        );
    });
});
