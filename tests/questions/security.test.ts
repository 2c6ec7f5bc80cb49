/**
 * What users of other EKS projects ask of images and accounts, as questions to a plan of this one: each an environment of its
 * own. Public sources: aws-ia/terraform-aws-eks-blueprints patterns/, aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../components/platform/shape";
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

describe("questions about images and accounts", () => {
    it("T06 ecr-pull-through-cache/ecr.tf: all images come through the account's own registry", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            lattice: { serviceNetwork: { kind: "own" } },
            catalogue: { "aws-gateway-controller-chart": {} },
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
        const release = objectOf(resourceNamed(graph, "chart-aws-gateway-controller-chart-release").inputs);
        const { repository } = objectOf(objectOf(release["values"])["image"]);
        assert.match(String(repository), new RegExp(`^${REGISTRY}/ecr-public/`));
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
            catalogue: {},
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
