import assert from "node:assert/strict";

import { GithubRoles } from "../../bootstrap/github-roles";
import { accessOf, type GithubSpec } from "../../bootstrap/github-spec";
import { CI_ROLES } from "../../bootstrap/policies/access-spec";
import { roleBoundary, rolePolicies } from "../../bootstrap/policies/documents";
import { subjectOf } from "../../components/shared/github";
import { GITHUB, KEY_ARN } from "../support/bootstrap";
import { find, recordComponent, type RecordedResource } from "../support/record-component";

const PROVIDER = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const GROUPS = [
    "account",
    "cluster",
    "identity",
    "names",
    "network",
    "nodes",
    "observability",
    "services",
    "storage",
    "state",
];

function record(changes: Partial<GithubSpec> = {}): Promise<RecordedResource[]> {
    return recordComponent(() => new GithubRoles("github", { ...GITHUB, ...changes, keyArn: KEY_ARN }));
}

function trustOf(resources: readonly RecordedResource[], role: string): unknown {
    return JSON.parse(String(find(resources, `Role:github-${role}`).inputs["assumeRolePolicy"]));
}

function trust(subjects: readonly string[], provider = PROVIDER): unknown {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "AllowJobsOfOneRepository",
                Effect: "Allow",
                Action: "sts:AssumeRoleWithWebIdentity",
                Principal: { Federated: provider },
                Condition: {
                    StringEquals: {
                        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                        "token.actions.githubusercontent.com:sub": subjects,
                    },
                },
            },
        ],
    };
}

describe("GithubRoles", () => {
    let resources: RecordedResource[] = [];
    before(async () => {
        resources = await record();
    });

    it("shows who may do what", () => {
        assert.deepEqual(find(resources, "GithubRoles:github").inputs, {
            deployFrom: ["branch:main", "environment:production"],
            previewFrom: ["environment:preview"],
            provider: "made here",
            regions: ["eu-west-1", "us-east-1"],
            repository: "acme@1/kit@2",
            rolesBoundary: "none asked for",
        });
    });

    it("makes GitHub an identity provider, whose certificate IAM knows by itself", () => {
        assert.deepEqual(find(resources, "OpenIdConnectProvider:github-oidc").inputs, {
            clientIdLists: ["sts.amazonaws.com"],
            tags: { Name: "platform-github" },
            url: "https://token.actions.githubusercontent.com",
        });
    });

    it("C40: lets exactly the listed jobs of one repository in, for one audience", () => {
        assert.deepEqual(trustOf(resources, "preview"), trust(["repo:acme@1/kit@2:environment:preview"]));
        assert.deepEqual(
            trustOf(resources, "deploy"),
            trust(["repo:acme@1/kit@2:environment:production", "repo:acme@1/kit@2:ref:refs/heads/main"]),
        );
    });

    it("C37: compares whole texts, so that a star in a name opens nothing", () => {
        for (const role of CI_ROLES) {
            const text = JSON.stringify(trustOf(resources, role));
            assert.doesNotMatch(text, /StringLike|\*/);
        }
    });

    it("writes subjects as GitHub does", () => {
        assert.equal(
            subjectOf("acme/kit", "environment:EU production"),
            "repo:acme/kit:environment:EU production",
        );
        assert.equal(subjectOf("acme/kit", "branch:release/1"), "repo:acme/kit:ref:refs/heads/release/1");
    });

    for (const [role, seconds, description] of [
        ["preview", 3600, "Previews from GitHub Actions: reads AWS and the state, changes nothing"],
        ["deploy", 14_400, "Deploys environments from GitHub Actions"],
    ] as const) {
        it(`the ${role} role has a fixed name, its session and its boundary`, () => {
            const { assumeRolePolicy, ...rest } = find(resources, `Role:github-${role}`).inputs;
            assert.ok(assumeRolePolicy);
            assert.deepEqual(rest, {
                description,
                maxSessionDuration: seconds,
                name: `platform-${role}`,
                permissionsBoundary: `arn:aws:iam::123456789012:policy/platform-${role}-boundary`,
                tags: { Name: `platform-${role}` },
            });
        });

        it(`C42: the ${role} role has its policies by attachment alone, each with its document`, () => {
            const access = accessOf(GITHUB);
            const wanted = [...rolePolicies(role, access, KEY_ARN), roleBoundary(role, access, KEY_ARN)];
            for (const { document, key } of wanted) {
                assert.deepEqual(find(resources, `Policy:github-${role}-${key}`).inputs, {
                    name: `platform-${role}-${key}`,
                    policy: document,
                    tags: { Name: `platform-${role}-${key}` },
                });
            }
            const attached = resources.filter(
                ({ name, type }) =>
                    type === "aws:iam/rolePolicyAttachment:RolePolicyAttachment" &&
                    name.startsWith(`github-${role}-`),
            );
            assert.deepEqual(
                attached.map(({ name }) => name),
                GROUPS.map((group) => `github-${role}-${group}`),
            );
            for (const { inputs, name } of attached) {
                assert.deepEqual(inputs, {
                    policyArn: `arn:aws:iam::123456789012:policy/${name.replace("github", "platform")}`,
                    role: `platform-${role}`,
                });
            }
        });

        it(`the ${role} role comes after the provider and its boundary`, () => {
            assert.deepEqual(find(resources, `Role:github-${role}`).propertyDependencies, {
                assumeRolePolicy: ["OpenIdConnectProvider:github-oidc"],
                permissionsBoundary: [`Policy:github-${role}-boundary`],
            });
        });
    }

    it("uses the account's provider where there is one, and makes none", async () => {
        const provider = `arn:aws:iam::${GITHUB.account}:oidc-provider/token.actions.githubusercontent.com`;
        const found = await record({ githubOidcProviderArn: provider });
        assert.deepEqual(
            found.filter(({ type }) => type.startsWith("aws:iam/openIdConnectProvider")),
            [],
        );
        assert.equal(find(found, "GithubRoles:github").inputs["provider"], provider);
        assert.deepEqual(
            trustOf(found, "preview"),
            trust(["repo:acme@1/kit@2:environment:preview"], provider),
        );
        assert.equal(find(found, "GithubRoles:github").outputs?.["oidcProviderArn"], provider);
    });

    it("asks roles of environments for a boundary when there is one", async () => {
        const organisation = { permissionsBoundary: "policy/workloads" };
        const found = await record({ organisation });
        assert.equal(
            find(found, "GithubRoles:github").inputs["rolesBoundary"],
            `arn:aws:iam::${GITHUB.account}:policy/workloads`,
        );
        const access = { ...accessOf(GITHUB), organisation };
        const [identity] = rolePolicies("deploy", access, KEY_ARN).filter(({ key }) => key === "identity");
        assert.equal(find(found, "Policy:github-deploy-identity").inputs["policy"], identity?.document);
    });

    it("keeps its resources and edges whether values are known or not", async () => {
        const unknown = await recordComponent(
            () => new GithubRoles("github", { ...GITHUB, keyArn: KEY_ARN }),
            { unknown: true },
        );
        const edges = (all: readonly RecordedResource[]): unknown =>
            all.map(({ dependencies, label, propertyDependencies }) => [
                label,
                dependencies,
                propertyDependencies,
            ]);
        assert.deepEqual(edges(unknown), edges(resources));
    });

    it("registers the ARNs that stack files and workflows name", () => {
        assert.deepEqual(find(resources, "GithubRoles:github").outputs, {
            deployRoleArn: "arn:aws:iam::123456789012:role/platform-deploy",
            oidcProviderArn: PROVIDER,
            previewRoleArn: "arn:aws:iam::123456789012:role/platform-preview",
        });
    });

    it("refuses everything that is wrong at once", async () => {
        await assert.rejects(
            record({
                deployFrom: ["environment:preview", "environment:preview"],
                organisation: { permissionsBoundary: "x", namePrefix: "acme-" },
            }),
            {
                message: [
                    "invalid arguments:",
                    '  deployFrom[1]: the same jobs as deployFrom[0] (got "environment:preview"). List them once.',
                    '  deployFrom[0]: these jobs may also preview, so what runs before approval could deploy (got "environment:preview"). Give previews an environment of their own, such as environment:preview.',
                    '  deployFrom[1]: these jobs may also preview, so what runs before approval could deploy (got "environment:preview"). Give previews an environment of their own, such as environment:preview.',
                    '  organisation.permissionsBoundary: not the ARN of an IAM policy (got "x"). Write arn:aws:iam::210987654321:policy/<name>, or policy/<name> for it in every account.',
                    '  name: does not begin with organisation.namePrefix, which is acme- (got "platform"). Write one such as acme-platform.',
                ].join("\n"),
            },
        );
    });
});
