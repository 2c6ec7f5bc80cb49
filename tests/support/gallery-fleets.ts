/** What several questions of the gallery ask of a fork alike: an Application that Argo CD starts with, teams, a pipeline. */
import { Project } from "@pulumi/aws/codebuild/project";
import { Pipeline } from "@pulumi/aws/codepipeline/pipeline";
import { Role } from "@pulumi/aws/iam/role";
import { Bucket } from "@pulumi/aws/s3/bucket";
import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";

import type { OwnPlace, OwnPlaceInCluster, OwnResources } from "../../components/own/own-schema";
import type { Json } from "../../components/shared/json";
import type { EnvironmentShape } from "../../components/platform/shape";

/** Settings of an account of one's own. */
export function accountOf(account: string): Readonly<Record<string, Json>> {
    const arn = (role: string) => `arn:aws:iam::${account}:role/${role}`;
    return {
        "platform:account": account,
        "platform:admins": [arn("platform-admin")],
        "platform:deployRoleArn": arn("platform-deploy"),
    };
}

const REPOSITORY = "git@github.com:example/workloads.git";

interface Bootstrap {
    /** Where in the repository this environment's applications are. */
    readonly path: string;
    /** Secret of the stack's configuration that holds the SSH key of the repository. @default it is public */
    readonly sshKey?: string;
    /** What its charts get. @default nothing */
    readonly values?: Json;
}

/** An Application of all applications, for `own` beside release `argocd`. */
export function bootstrapOf({ path, sshKey, values }: Bootstrap): OwnResources {
    return {
        needs: "cluster",
        after: ["chart-argocd"],
        ...(sshKey === undefined ? {} : { secrets: [sshKey] }),
        make: (place) => {
            const { name, options } = place;
            const helm = values === undefined ? {} : { helm: { valuesObject: values } };
            new CustomResource(
                name,
                {
                    apiVersion: "argoproj.io/v1alpha1",
                    kind: "Application",
                    metadata: { name: "bootstrap", namespace: "argocd" },
                    spec: {
                        project: "default",
                        source: { repoURL: REPOSITORY, path, targetRevision: "main", ...helm },
                        destination: { server: "https://kubernetes.default.svc", namespace: "argocd" },
                        syncPolicy: { automated: {} },
                    },
                },
                { ...options, dependsOn: sshKey === undefined ? [] : [makeLogin(place, sshKey)] },
            );
            return undefined;
        },
    };
}

function makeLogin({ name, options, secret }: OwnPlaceInCluster, sshKey: string): Secret {
    const labels = { "argocd.argoproj.io/secret-type": "repository" };
    const metadata = { name: "workloads", namespace: "argocd", labels };
    const stringData = { type: "git", url: REPOSITORY, sshPrivateKey: secret(sshKey) };
    return new Secret(`${name}-login`, { metadata, stringData }, options);
}

/** Namespaces of teams, each with amounts and what containers get. */
export function teamsOf(names: readonly string[]): NonNullable<EnvironmentShape["namespaces"]> {
    const team = {
        quota: { "requests.cpu": "10", "requests.memory": "20Gi", pods: 50 },
        containers: { requests: { cpu: "100m", memory: "128Mi" } },
    };
    return Object.fromEntries(names.map((name) => [name, team]));
}

/** Stacks of one stage go up side by side; a person lets a stage begin where it says so. */
interface Stage {
    readonly name: string;
    readonly stacks: readonly string[];
    readonly approval?: boolean;
}

/** A pipeline of the account's own that takes stacks up, stage by stage. */
export function pipelineOf(stages: readonly Stage[]): OwnResources {
    return {
        needs: "network",
        make: (place) => {
            const { name, options } = place;
            const artifacts = new Bucket(name, {}, options);
            const up = new Project(
                name,
                {
                    serviceRole: roleOf(place, "codebuild"),
                    artifacts: { type: "CODEPIPELINE" },
                    environment: {
                        computeType: "BUILD_GENERAL1_SMALL",
                        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
                        type: "LINUX_CONTAINER",
                    },
                    source: { type: "CODEPIPELINE", buildspec: "stacks/own/buildspec.yaml" },
                },
                options,
            );
            const connection = `arn:aws:codeconnections:us-east-1:${place.settings.account}:connection/00000000-0000-4000-8000-000000000001`;
            new Pipeline(
                name,
                {
                    roleArn: roleOf(place, "codepipeline"),
                    artifactStores: [{ location: artifacts.bucket, type: "S3" }],
                    stages: [sourceOf(connection), ...stages.map((stage) => stageOf(stage, up))],
                },
                options,
            );
            return undefined;
        },
    };
}

function roleOf({ name, options }: OwnPlace, service: string) {
    const Principal = { Service: `${service}.amazonaws.com` };
    const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal };
    const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    return new Role(`${name}-${service}`, { assumeRolePolicy }, options).arn;
}

function sourceOf(connection: string) {
    return {
        name: "Source",
        actions: [
            {
                name: "main",
                category: "Source",
                owner: "AWS",
                provider: "CodeStarSourceConnection",
                version: "1",
                outputArtifacts: ["source"],
                configuration: {
                    ConnectionArn: connection,
                    FullRepositoryId: "example/platform",
                    BranchName: "main",
                },
            },
        ],
    };
}

function stageOf({ approval = false, name, stacks }: Stage, { name: project }: Project) {
    const approve = {
        name: "approve",
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        runOrder: 1,
    };
    const ups = stacks.map((stack) => ({
        name: stack,
        category: "Build",
        owner: "AWS",
        provider: "CodeBuild",
        version: "1",
        runOrder: approval ? 2 : 1,
        inputArtifacts: ["source"],
        configuration: {
            ProjectName: project,
            EnvironmentVariables: JSON.stringify([{ name: "STACK", value: stack }]),
        },
    }));
    return { name, actions: [...(approval ? [approve] : []), ...ups] };
}
