/** The organisation's rules in an account: what the roles may make is what environments make. */
import assert from "node:assert/strict";

import { Bootstrap } from "../../bootstrap/bootstrap";
import { accessOf, type GithubSpec } from "../../bootstrap/github-spec";
import { planBootstrap } from "../../bootstrap/plan";
import type { CiRole } from "../../bootstrap/policies/access-spec";
import { roleBoundary } from "../../bootstrap/policies/documents";
import { roleArns } from "../../bootstrap/policies/scopes";
import { groupStatements } from "../../bootstrap/policies/statements";
import type { Organisation } from "../../components/shared/organisation";
import { Platform } from "../../components/platform/platform";
import { objectOf } from "../../tools/facts/build";
import { EVERYTHING, GITHUB, readingWith } from "../support/bootstrap";
import { EVERYTHING as ENVIRONMENT } from "../support/everything";
import { record } from "../support/record";

const RULES = { iamPath: "/platform/", namePrefix: "acme-" } as const;
const NAMING = { providers: { aws: { pattern: "acme-${name}-${hex(7)}" } } };
const ROLE = "aws:iam/role:Role";

describe("bootstrap by the organisation's rules", () => {
    it("lets the deploy role make every role an environment makes, and its own two not", async () => {
        const settings = { ...ENVIRONMENT.settings, organisation: RULES };
        const { graph } = await record(
            () => new Platform("platform", { ...ENVIRONMENT, settings }).outputs(),
            { config: { "pulumi:autonaming": JSON.stringify(NAMING) } },
        );
        const roles = graph.resources.filter(({ type }) => type === ROLE);
        const names = roles.map(
            ({ autoName, inputs }) => `${String(objectOf(inputs)["path"])}${autoName ?? ""}`,
        );
        const spec: GithubSpec = { ...GITHUB, name: "acme-platform", organisation: RULES };
        const scopes = roleArns(accessOf(spec)).map(
            (arn) => /:role(.*)\*$/.exec(arn)?.[1] ?? assert.fail(arn),
        );
        const within = (name: string) => scopes.some((scope) => name.startsWith(scope));
        assert.ok(names.length > 6);
        assert.deepEqual(
            names.filter((name) => !within(name)),
            [],
        );
        assert.ok(!within("/platform/acme-platform-deploy"));
        assert.ok(!within("/cluster-role-1234567"));
    });

    it("puts its own roles and policies under the path, with the boundaries they have", async () => {
        const organisation: Organisation = { ...RULES, permissionsBoundary: "policy/workloads" };
        const plan = { ...EVERYTHING, github: { ...GITHUB, name: "acme-platform", organisation } };
        const { graph, problems } = await record(() => new Bootstrap("bootstrap", plan).outputs());
        assert.deepEqual(problems, []);
        const made = graph.resources.filter(({ type }) => [ROLE, "aws:iam/policy:Policy"].includes(type));
        assert.equal(made.length, 24);
        assert.deepEqual([...new Set(made.map(({ inputs }) => objectOf(inputs)["path"]))], ["/platform/"]);
        const boundaries = made
            .filter(({ type }) => type === ROLE)
            .map(({ inputs }) => objectOf(inputs)["permissionsBoundary"]);
        const own = (role: string) =>
            `arn:aws:iam::210987654321:policy/platform/acme-platform-${role}-boundary`;
        assert.deepEqual(boundaries, [own("deploy"), own("preview")]);
    });

    it("lets the deploy role pull charts of the organisation's registry, and the preview role not", () => {
        const statements = (role: CiRole, registry: string) =>
            groupStatements(role, "services", accessOf({ ...GITHUB, organisation: { registry } })).filter(
                ({ Action }) => JSON.stringify(Action).includes("ecr:"),
            );
        const host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
        const pulling = (resource: string) => [
            {
                Sid: "LogInToRegistry",
                Effect: "Allow",
                Action: ["ecr:GetAuthorizationToken"],
                Resource: "*",
            },
            {
                Sid: "PullCharts",
                Effect: "Allow",
                Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                Resource: [`arn:aws:ecr:eu-west-1:111122223333:repository/${resource}`],
            },
        ];
        assert.deepEqual(statements("deploy", host), pulling("*"));
        assert.deepEqual(statements("deploy", `${host}/mirror/eks`), pulling("mirror/eks/*"));
        assert.deepEqual(statements("preview", host), []);
        for (const other of ["public.ecr.aws", "ghcr.io/acme"])
            assert.deepEqual(statements("deploy", other), []);
    });

    it("lets the deploy role pull within its own boundary, and neither push nor delete single images", () => {
        const registry = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
        const spec = accessOf({ ...GITHUB, organisation: { registry } });
        const { document } = roleBoundary("deploy", spec, "arn:aws:kms:us-east-1:210987654321:key/x");
        assert.deepEqual(document.match(/"ecr:[^"]+"/g), [
            '"ecr:BatchGetImage"',
            ...["Create", "D", "Get", "List"].map((verb) => `"ecr:${verb}*"`),
            ...["PutImageS", "PutImageT", "PutL", "PutR"].map((verb) => `"ecr:${verb}*"`),
            ...["Set", "Tag", "Untag", "Update"].map((verb) => `"ecr:${verb}*"`),
        ]);
    });

    it("lets the deploy role grant the organisation's keys of other accounts, and no more of them", () => {
        const there = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const here = there.replace("111122223333", GITHUB.account);
        const keys = { secrets: there, logs: here, volumes: there };
        const statements = groupStatements(
            "deploy",
            "services",
            accessOf({ ...GITHUB, organisation: { keys } }),
        );
        assert.deepEqual(
            statements.filter(({ Resource }) => JSON.stringify(Resource).includes("key/1234abcd")),
            [
                {
                    Sid: "GrantKeysOfOtherAccounts",
                    Effect: "Allow",
                    Action: ["kms:CreateGrant"],
                    Resource: [there],
                },
            ],
        );
    });

    it("spells its tags as the organisation does", () => {
        const result = planBootstrap(
            readingWith({
                "bootstrap:tags": { Owner: "team" },
                "bootstrap:organisation": {
                    tags: { required: ["Owner"], environment: { key: "Env" }, managedBy: false },
                },
            }),
        );
        assert.ok("plan" in result, JSON.stringify(result));
        assert.deepEqual(result.plan.tags, { Owner: "team", Env: "bootstrap" });
    });
});
