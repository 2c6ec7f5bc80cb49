/** The account's registry: repositories, caches of other registries, scanning, and the rights of nodes to fill the caches. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { RegistryWords } from "../../../components/registry/registry-schema";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE_OWN, FARGATE, SELF_MANAGED } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const ACCOUNT = "210987654321";
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:ecr-pullthroughcache/hub-AbCdEf`;

const shapeWith = (registry: RegistryWords, base: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...base,
    registry,
});

const inputsOf = (graph: PlannedGraph, name: string) =>
    objectOf(resourceNamed(graph, `registry-${name}`).inputs);

function lifecycle(untaggedDays: number, images?: number) {
    const action = { type: "expire" };
    return JSON.stringify({
        rules: [
            {
                action,
                description: `images without a tag go after ${untaggedDays} days`,
                rulePriority: 1,
                selection: {
                    countNumber: untaggedDays,
                    countType: "sinceImagePushed",
                    countUnit: "days",
                    tagStatus: "untagged",
                },
            },
            ...(images === undefined
                ? []
                : [
                      {
                          action,
                          description: `the newest ${images} stay`,
                          rulePriority: 2,
                          selection: {
                              countNumber: images,
                              countType: "imageCountMoreThan",
                              tagStatus: "any",
                          },
                      },
                  ]),
        ],
    });
}

describe("a repository", () => {
    it("that says nothing is immutable, scanned and cleared of what has no tag", async () => {
        const graph = await graphOfShape(shapeWith({ repositories: { "team-a/web": {} } }));
        assert.deepEqual(inputsOf(graph, "team-a/web"), {
            name: "team-a/web",
            encryptionConfigurations: [{ encryptionType: "AES256" }],
            imageScanningConfiguration: { scanOnPush: true },
            imageTagMutability: "IMMUTABLE",
            tags: { Name: "team-a/web" },
        });
        assert.deepEqual(inputsOf(graph, "team-a/web-lifecycle"), {
            policy: lifecycle(14),
            repository: "team-a/web",
        });
        assert.ok(!graph.resources.some(({ name }) => name.endsWith("-readers")));
    });

    it("says each of its words as ECR takes it", async () => {
        const kmsKeyArn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/0123`;
        const graph = await graphOfShape(
            shapeWith({
                repositories: {
                    web: {
                        mutableTags: ["latest", "dev-*"],
                        kmsKeyArn,
                        keep: { untaggedDays: 1, images: 50 },
                        readers: ["123456789012"],
                        deleteWithImages: true,
                    },
                    loose: { immutable: false },
                },
            }),
        );
        assert.deepEqual(inputsOf(graph, "web"), {
            name: "web",
            encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
            forceDelete: true,
            imageScanningConfiguration: { scanOnPush: true },
            imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
            imageTagMutabilityExclusionFilters: [
                { filter: "latest", filterType: "WILDCARD" },
                { filter: "dev-*", filterType: "WILDCARD" },
            ],
            tags: { Name: "web" },
        });
        assert.equal(inputsOf(graph, "web-lifecycle")["policy"], lifecycle(1, 50));
        assert.deepEqual(JSON.parse(String(inputsOf(graph, "web-readers")["policy"])), {
            Statement: [
                {
                    Action: [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer",
                    ],
                    Effect: "Allow",
                    Principal: { AWS: ["arn:aws:iam::123456789012:root"] },
                    Sid: "PullFromOtherAccounts",
                },
            ],
            Version: "2012-10-17",
        });
        assert.equal(inputsOf(graph, "loose")["imageTagMutability"], "MUTABLE");
    });
});

describe("a cache of another registry", () => {
    const caches: RegistryWords = {
        pullThrough: {
            quay: { upstream: "quay.io" },
            hub: { upstream: "registry-1.docker.io", secretArn: SECRET, keep: { images: 9 } },
        },
    };

    it("is a rule after a template for the repositories it makes", async () => {
        const graph = await graphOfShape(shapeWith(caches));
        assert.deepEqual(inputsOf(graph, "hub-cache"), {
            credentialArn: SECRET,
            ecrRepositoryPrefix: "hub",
            upstreamRegistryUrl: "registry-1.docker.io",
        });
        assert.deepEqual(inputsOf(graph, "quay-cache"), {
            ecrRepositoryPrefix: "quay",
            upstreamRegistryUrl: "quay.io",
        });
        assert.deepEqual(inputsOf(graph, "hub-template"), {
            appliedFors: ["PULL_THROUGH_CACHE"],
            description: "Images of registry-1.docker.io",
            imageTagMutability: "MUTABLE",
            lifecyclePolicy: lifecycle(14, 9),
            prefix: "hub",
        });
        const rule = resourceNamed(graph, "registry-hub-cache");
        assert.ok(ancestorsOf(graph, rule.urn).has(resourceNamed(graph, "registry-hub-template").urn));
    });

    it("is filled by nodes of every kind, whose roles may make its repositories, and no others", async () => {
        for (const [base, roles] of [
            [
                ON_NODES,
                [
                    "nodes-system-pull-through",
                    "karpenter-node-pull-through",
                    "fargate-serverless-pull-through",
                ],
            ],
            [SELF_MANAGED, ["self-managed-mixed-pull-through", "nodes-system-pull-through"]],
            [AUTO_MODE_OWN, ["cluster-auto-pools-pull-through"]],
            [FARGATE, ["fargate-system-pull-through", "fargate-workloads-pull-through"]],
        ] as const) {
            const graph = await graphOfShape(shapeWith(caches, base));
            const policy = resourceNamed(graph, "registry-pull");
            assert.deepEqual(JSON.parse(String(objectOf(policy.inputs)["policy"])), {
                Statement: [
                    {
                        Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
                        Effect: "Allow",
                        Resource: ["hub", "quay"].map(
                            (prefix) => `arn:aws:ecr:us-east-1:${ACCOUNT}:repository/${prefix}/*`,
                        ),
                        Sid: "FillCaches",
                    },
                ],
                Version: "2012-10-17",
            });
            for (const name of roles) {
                const attachment = resourceNamed(graph, name);
                assert.deepEqual(attachment.propertyDependencies["policyArn"], [policy.urn], name);
            }
        }
        const without = await graphOfShape(shapeWith({ scanning: { kind: "basic" } }, ON_FARGATE));
        assert.ok(!without.resources.some(({ name }) => name.endsWith("-pull-through")));
    });
});

describe("scanning of images", () => {
    it("is enhanced and on and on, or basic, and Inspector is the kit's on request alone", async () => {
        const enhanced = await graphOfShape(shapeWith({ scanning: { kind: "enhanced" } }));
        assert.deepEqual(inputsOf(enhanced, "scanning"), {
            scanType: "ENHANCED",
            rules: [
                {
                    scanFrequency: "CONTINUOUS_SCAN",
                    repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
                },
            ],
        });
        assert.ok(!enhanced.resources.some(({ name }) => name === "registry-inspector"));
        const basic = await graphOfShape(shapeWith({ scanning: { kind: "basic" } }));
        assert.deepEqual(inputsOf(basic, "scanning"), {
            scanType: "BASIC",
            rules: [
                {
                    scanFrequency: "SCAN_ON_PUSH",
                    repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }],
                },
            ],
        });
        const switched = await graphOfShape(shapeWith({ scanning: { kind: "enhanced", inspector: true } }));
        assert.deepEqual(inputsOf(switched, "inspector"), { accountIds: [ACCOUNT], resourceTypes: ["ECR"] });
        const behind = ancestorsOf(switched, resourceNamed(switched, "registry-scanning").urn);
        assert.ok(behind.has(resourceNamed(switched, "registry-inspector").urn));
    });

    it("says whom else it concerns, and what stays", () => {
        const told = (words: RegistryWords) =>
            plannedOf(shapeWith(words)).notices.filter((notice) => /^reg|^Rep/.test(notice));
        assert.deepEqual(
            told({
                pullThrough: { quay: { upstream: "quay.io" } },
                scanning: { kind: "enhanced", inspector: true },
            }),
            [
                `registry.scanning is one setting of account ${ACCOUNT} in us-east-1: other environments there have it too, and lose it with this one`,
                `registry.scanning.inspector switches Inspector in account ${ACCOUNT} to images alone: instances and functions are looked at no longer, and with the environment nothing is`,
                "Repositories that caches make (quay/…) are nobody's in Pulumi: they stay in the account when the environment goes",
            ],
        );
        assert.deepEqual(told({ repositories: { web: {} } }), []);
    });
});

describe("a registry", () => {
    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › registry";
        const name = "Use small letters, digits, single . _ - and slashes";
        const wanted = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:ecr-pullthroughcache/<name>`;
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    repositories: {
                        Web: {},
                        "quay/web": {
                            immutable: false,
                            mutableTags: ["a b"],
                            kmsKeyArn: "alias/x",
                            keep: { images: 0, untaggedDays: 1.5 },
                            readers: ["123"],
                        },
                    },
                    pullThrough: {
                        quay: { upstream: "quay.io", secretArn: SECRET },
                        "a-prefix-that-is-much-too-long-for-ecr": { upstream: "ghcr.io" },
                        hub: { upstream: "registry-1.docker.io", secretArn: "arn:aws:secretsmanager:x" },
                        mine: { upstream: "docker.io" },
                    },
                    scanning: {
                        kind: "enhanced",
                        rules: [
                            { repositories: ["a*"], frequency: "SCAN_ON_PUSH" },
                            { repositories: ["b*"], frequency: "SCAN_ON_PUSH" },
                        ],
                    },
                }),
            ),
            [
                `${at}.repositories.Web: not a name of a repository (got "Web"). ${name}.`,
                `${at}.repositories.quay/web.keep.images: not a number of days or images (got 0). Choose 1 or more.`,
                `${at}.repositories.quay/web.keep.untaggedDays: not a number of days or images (got 1.5). Choose 1 or more.`,
                `${at}.repositories.quay/web.mutableTags: every tag may move. Remove it, or immutable: false.`,
                `${at}.repositories.quay/web.mutableTags[0]: not a pattern of tags (got "a b"). Use letters, digits, . _ - and at most two *.`,
                `${at}.repositories.quay/web.kmsKeyArn: not the ARN of a KMS key of this region (got "alias/x"). Write arn:aws:kms:us-east-1:<account>:key/<id>.`,
                `${at}.repositories.quay/web.readers[0]: not an account (got "123"). Write its twelve digits as text.`,
                `${at}.repositories.quay/web: the cache quay makes repositories below quay/ by itself (got "quay/web"). Give one of the two another name.`,
                `${at}.pullThrough.quay.secretArn: quay.io asks for no name. Remove it.`,
                `${at}.pullThrough.a-prefix-that-is-much-too-long-for-ecr: not a prefix of repositories (got "a-prefix-that-is-much-too-long-for-ecr"). Use 2 to 30 small letters, digits, single . _ - and slashes.`,
                `${at}.pullThrough.a-prefix-that-is-much-too-long-for-ecr.secretArn: ghcr.io answers nobody without a name, and no secret is given. Name one: ${wanted}.`,
                `${at}.pullThrough.hub.secretArn: ECR reads secrets of this account and region alone, of names that begin with ecr-pullthroughcache/ (got "arn:aws:secretsmanager:x"). Write ${wanted}.`,
                `${at}.pullThrough.mine.upstream: no registry that ECR fetches from (got "docker.io"). Name public.ecr.aws, registry.k8s.io, quay.io, registry-1.docker.io, ghcr.io, registry.gitlab.com, cgr.dev or <name>.azurecr.io.`,
                `${at}.scanning.rules: ECR takes one rule a frequency (got "SCAN_ON_PUSH"). Join their repositories.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({})), [
            `${at}: nothing is said. Name a repository, a cache or scanning.`,
        ]);
    });
});
