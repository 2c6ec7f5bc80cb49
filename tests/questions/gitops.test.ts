/**
 * What users of other EKS projects ask of GitOps, as questions to a plan of this one: each an environment of its own.
 * Public sources: eksctl-io/eksctl examples/, aws-ia/terraform-aws-eks-blueprints patterns/,
 * aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import { Repository } from "@pulumi/aws/codecommit/repository";
import { EventRule } from "@pulumi/aws/cloudwatch/eventRule";
import { EventTarget } from "@pulumi/aws/cloudwatch/eventTarget";
import { Role } from "@pulumi/aws/iam/role";
import { ServiceSpecificCredential } from "@pulumi/aws/iam/serviceSpecificCredential";
import { User } from "@pulumi/aws/iam/user";
import { UserPolicy } from "@pulumi/aws/iam/userPolicy";
import { Function as LambdaFunction } from "@pulumi/aws/lambda/function";
import { Permission } from "@pulumi/aws/lambda/permission";
import { Secret } from "@pulumi/aws/secretsmanager/secret";
import { SecretVersion } from "@pulumi/aws/secretsmanager/secretVersion";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Secret as KubernetesSecret } from "@pulumi/kubernetes/core/v1/secret";
import * as pulumi from "@pulumi/pulumi";

import type { OwnPlaceInCluster, OwnResources } from "../../components/own/own-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import { assertAfter, assertHidden, at, documentOf, onlyInputs, TYPES, valuesOf } from "../support/gallery";
import { graphOfShape, refusedOf } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";

const REPOSITORY = "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository";
const KUSTOMIZATION = "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization";
const SECRET = "kubernetes:core/v1:Secret";

/** The token of the repository, out of the stack's encrypted configuration. */
const gitAccess: OwnResources = {
    needs: "cluster",
    after: ["chart-flux2"],
    secrets: ["gitToken"],
    make: ({ name, options, secret }) => {
        const metadata = { name: "git", namespace: "flux-system" };
        const stringData = { username: "git", password: secret("gitToken") };
        new KubernetesSecret(name, { metadata, stringData }, options);
        return undefined;
    },
};

const FOLLOWED: EnvironmentShape = {
    ...ON_NODES,
    catalogue: { flux2: {} },
    gitops: { flux: {} },
    own: { git: gitAccess },
    objects: {
        follow: {
            after: ["chart-flux2", "own-git"],
            manifests: [
                {
                    apiVersion: "source.toolkit.fluxcd.io/v1",
                    kind: "GitRepository",
                    metadata: { name: "platform", namespace: "flux-system" },
                    spec: {
                        interval: "1m",
                        url: "https://github.com/example-owner/example-repository",
                        ref: { branch: "main" },
                        secretRef: { name: "git" },
                    },
                },
                {
                    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
                    kind: "Kustomization",
                    metadata: { name: "platform", namespace: "flux-system" },
                    spec: {
                        interval: "10m",
                        path: "clusters/cluster-12",
                        prune: true,
                        sourceRef: { kind: "GitRepository", name: "platform" },
                        postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "platform" }] },
                    },
                },
            ],
        },
    },
};

describe("questions about Flux", () => {
    it("12-gitops-toolkit.yaml: follows a repository from the first minute", async () => {
        const graph = await graphOfShape(FOLLOWED, { secrets: ["gitToken"] });
        const release = onlyInputs(graph, TYPES.release, "flux");
        assert.deepEqual([release["chart"], release["version"]], ["flux2", "2.18.3"]);
        const repository = onlyInputs(graph, REPOSITORY);
        assert.deepEqual(repository["metadata"], { name: "platform", namespace: "flux-system" });
        assert.deepEqual(repository["spec"], {
            interval: "1m",
            url: "https://github.com/example-owner/example-repository",
            ref: { branch: "main" },
            secretRef: { name: "git" },
        });
        const kustomization = onlyInputs(graph, KUSTOMIZATION);
        assert.equal(at(kustomization["metadata"], "namespace"), "flux-system");
        assert.equal(at(kustomization["spec"], "path"), "clusters/cluster-12");
        const token = onlyInputs(graph, SECRET, "own-git");
        assert.deepEqual(token["metadata"], { name: "git", namespace: "flux-system" });
        assert.deepEqual(token["stringData"], { $secret: true });
        assertHidden(graph, "[secret]");
    });

    it("its order: definitions of the chart, the token, then what reads both", async () => {
        const graph = await graphOfShape(FOLLOWED, { secrets: ["gitToken"] });
        assertAfter(graph, "own-git", "chart-flux2-release");
        for (const kind of ["gitrepository", "kustomization"]) {
            assertAfter(graph, `objects-follow-${kind}-flux-system-platform`, "own-git");
        }
        // What it substitutes is there before, and gone after.
        assertAfter(graph, "objects-follow-kustomization-flux-system-platform", "gitops-bridge-values");
        for (const later of ["own-git", "gitops-bridge-values"]) {
            assertAfter(graph, later, "chart-flux2-release");
        }
    });

    it("its neighbour, the token among objects or not encrypted, is refused by name", () => {
        const clear = {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "git", namespace: "flux-system" },
            stringData: { password: "hunter2" },
        };
        const { own: _, ...without } = FOLLOWED;
        assert.deepEqual(
            refusedOf({ ...without, objects: { git: { after: ["chart-flux2"], manifests: [clear] } } }),
            [
                "stacks/dev.ts › objects.git.manifests[0].stringData: a secret that everybody can read here. Let a chart take it as a secret value, or make it in a part of your own from the encrypted configuration.",
            ],
        );
        assert.deepEqual(refusedOf(FOLLOWED), [
            'stacks/dev.ts › own.git.secrets[0]: Pulumi.dev.yaml does not hold eks-platform:gitToken (got "gitToken"). Add it: pulumi config set --secret gitToken --stack dev.',
        ]);
    });
});

/** Where Argo CD's server answers. */
const HOST = "argocd.example.com";

/** A private repository of the account, with a reader of it alone and what tells Argo CD of each push. */
const workloads: OwnResources = {
    needs: "cluster",
    after: ["chart-argo-cd"],
    make: (place) => {
        const { name, options } = place;
        const repository = new Repository(name, { repositoryName: "eks-workloads" }, options);
        const login = makeReader(place, repository);
        const credentials = pulumi.jsonStringify({
            username: login.serviceUserName,
            password: login.servicePassword,
        });
        const secret = new Secret(name, { name: "argocd/eks-workloads" }, options);
        new SecretVersion(name, { secretId: secret.id, secretString: pulumi.secret(credentials) }, options);
        const labels = { "argocd.argoproj.io/secret-type": "repository" };
        const url = repository.cloneUrlHttp;
        const access = new KubernetesSecret(
            name,
            {
                metadata: { name: "eks-workloads", namespace: "argocd", labels },
                stringData: {
                    type: "git",
                    url,
                    username: login.serviceUserName,
                    password: pulumi.secret(login.servicePassword),
                },
            },
            options,
        );
        new CustomResource(
            name,
            {
                apiVersion: "argoproj.io/v1alpha1",
                kind: "Application",
                metadata: { name: "bootstrap", namespace: "argocd" },
                spec: {
                    project: "default",
                    source: { repoURL: url, path: "envs/dev", targetRevision: "main" },
                    destination: { server: "https://kubernetes.default.svc", namespace: "argocd" },
                    syncPolicy: { automated: {} },
                },
            },
            { ...options, dependsOn: [access] },
        );
        refreshOnPush(place, repository);
        return undefined;
    },
};

function makeReader({ name, options }: OwnPlaceInCluster, repository: Repository): ServiceSpecificCredential {
    const reader = new User(name, { name: "argocd-reader" }, options);
    const policy = pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "codecommit:GitPull", Resource: repository.arn }],
    });
    new UserPolicy(name, { user: reader.name, policy }, options);
    return new ServiceSpecificCredential(
        name,
        { serviceName: "codecommit.amazonaws.com", userName: reader.name },
        options,
    );
}

function refreshOnPush({ name, options }: OwnPlaceInCluster, repository: Repository): void {
    const rule = new EventRule(
        name,
        {
            eventPattern: pulumi.jsonStringify({
                source: ["aws.codecommit"],
                "detail-type": ["CodeCommit Repository State Change"],
                resources: [repository.arn],
                detail: { event: ["referenceUpdated"] },
            }),
        },
        options,
    );
    const trust = {
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "lambda.amazonaws.com" },
    };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const { arn } = new Role(name, { assumeRolePolicy }, options);
    const index = new pulumi.asset.StringAsset("exports.handler = async () => {};");
    const refresh = new LambdaFunction(
        name,
        {
            role: arn,
            runtime: "nodejs22.x",
            handler: "index.handler",
            code: new pulumi.asset.AssetArchive({ "index.js": index }),
            environment: { variables: { WEBHOOK: `https://${HOST}/api/webhook` } },
        },
        options,
    );
    const calls = {
        action: "lambda:InvokeFunction",
        function: refresh.name,
        principal: "events.amazonaws.com",
    };
    new Permission(name, { ...calls, sourceArn: rule.arn }, options);
    new EventTarget(name, { rule: rule.name, arn: refresh.arn }, options);
}

describe("questions about Argo CD", () => {
    it("workloads-codecommit-construct: follows a private repository in the account", async () => {
        const server = { service: { type: "LoadBalancer" } };
        const graph = await graphOfShape({
            ...ON_NODES,
            catalogue: { "argo-cd": { domain: HOST, values: { server } } },
            gitops: { argoCd: {} },
            own: { workloads },
        });
        const repository = onlyInputs(graph, "aws:codecommit/repository:Repository");
        assert.equal(repository["repositoryName"], "eks-workloads");
        const [read] = documentOf(onlyInputs(graph, "aws:iam/userPolicy:UserPolicy")["policy"]);
        assert.deepEqual(read, {
            Effect: "Allow",
            Action: "codecommit:GitPull",
            Resource: "arn:aws:codecommit:us-east-1:210987654321:eks-workloads",
        });
        const version = onlyInputs(graph, "aws:secretsmanager/secretVersion:SecretVersion");
        assert.deepEqual(version["secretString"], { $secret: true });
        const login = onlyInputs(graph, SECRET, "own-workloads");
        assert.deepEqual(at(login["metadata"], "labels"), {
            "argocd.argoproj.io/secret-type": "repository",
        });
        assert.deepEqual(login["stringData"], { $secret: true });
        const application = onlyInputs(graph, "kubernetes:argoproj.io/v1alpha1:Application");
        assert.equal(at(application["spec"], "source", "path"), "envs/dev");
        assert.equal(typeof at(application["spec"], "source", "repoURL"), "string");
        assert.equal(at(valuesOf(graph, "argo-cd"), "server", "service", "type"), "LoadBalancer");
        assertAfter(graph, "own-workloads", "chart-argo-cd-release");
    });

    it("its hook: each push to that repository, and to no other, refreshes", async () => {
        const graph = await graphOfShape({
            ...ON_NODES,
            catalogue: { "argo-cd": {} },
            own: { workloads },
        });
        const rule = onlyInputs(graph, "aws:cloudwatch/eventRule:EventRule", "own-workloads");
        assert.deepEqual(JSON.parse(String(rule["eventPattern"])), {
            source: ["aws.codecommit"],
            "detail-type": ["CodeCommit Repository State Change"],
            resources: ["arn:aws:codecommit:us-east-1:210987654321:eks-workloads"],
            detail: { event: ["referenceUpdated"] },
        });
        const target = onlyInputs(graph, "aws:cloudwatch/eventTarget:EventTarget", "own-workloads");
        assert.match(String(target["arn"]), /^arn:aws:lambda:us-east-1:210987654321:function:/);
        const { environment } = onlyInputs(graph, "aws:lambda/function:Function");
        assert.deepEqual(environment, { variables: { WEBHOOK: `https://${HOST}/api/webhook` } });
    });
});
