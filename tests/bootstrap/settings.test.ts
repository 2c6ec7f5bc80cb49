import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { planBootstrap } from "../../bootstrap/plan";
import type { SettingsReading } from "../../bootstrap/settings";
import { SETTING_KEYS } from "../../bootstrap/settings-schema";
import type { Json } from "../../components/shared/json";
import { describeProblem, type Problem } from "../../components/shared/problems";
import { ACCOUNTS, BOOTSTRAP } from "../../tools/plan/plan-bootstrap";
import { ACCOUNT, committedSettings, readingWith } from "../support/bootstrap";

function linesOf({ file }: SettingsReading, problems: readonly Problem[]): string[] {
    return problems.map((problem) => describeProblem(problem, file));
}

/** Every problem of the settings, those of their combination included. */
function problemsWith(
    changes: Readonly<Record<string, Json | undefined>>,
    secretKeys: readonly string[] = [],
): string[] {
    const reading = readingWith(changes, secretKeys);
    const result = planBootstrap(reading);
    return linesOf(reading, "problems" in result ? result.problems : []);
}

const REFUSED: readonly (readonly [
    title: string,
    changes: Readonly<Record<string, Json | undefined>>,
    message: string,
])[] = [
    [
        "F01: a mistyped key",
        { "bootstrap:deployForm": ["environment:dev"] },
        'bootstrap:deployForm: unknown key "deployForm". Did you mean "deployFrom"? If not, remove it.',
    ],
    [
        "F01: a key near to none",
        { "bootstrap:colour": "red" },
        'bootstrap:colour: unknown key "colour". Remove it, or use one of: account, deployFrom, ' +
            "githubOidcProviderArn, name, organisation, previewFrom, region, regions, repository, serviceLinkedRoles, tags.",
    ],
    [
        "F01: a path written as a key",
        { "bootstrap:tags.owner": "me" },
        'bootstrap:tags.owner: unknown key "tags.owner": a path inside bootstrap:tags. Nest it in the file, or add --path to pulumi config set.',
    ],
    [
        "a missing setting",
        { "bootstrap:repository": undefined },
        "bootstrap:repository: missing. Add it: bootstrap:repository: example-org@123456/eks-platform@456789.",
    ],
    [
        "an account that lost its leading zero",
        { "bootstrap:account": "12345678901" },
        'bootstrap:account: not an AWS account (got "12345678901"). Write twelve digits, in quotes: YAML drops a leading zero.',
    ],
    [
        "a region that is none",
        { "bootstrap:region": "Ireland" },
        'bootstrap:region: not a region (got "Ireland"). Write a region\'s name, such as us-east-1.',
    ],
    [
        "a region among several",
        { "bootstrap:regions": ["us-east-1", "Ireland"] },
        'bootstrap:regions[1]: not a region (got "Ireland"). Write a region\'s name, such as us-east-1.',
    ],
    [
        "no region for environments",
        { "bootstrap:regions": [] },
        "bootstrap:regions: nothing is listed (got []). Write it like this: bootstrap:regions: [us-east-1].",
    ],
    [
        "a region of another partition",
        { "bootstrap:regions": ["us-east-1", "cn-north-1"] },
        'bootstrap:regions[1]: belongs to partition aws-cn, the account\'s region to aws (got "cn-north-1"). List regions of one partition.',
    ],
    [
        "a name too long for the bucket's",
        { "bootstrap:name": "a23456789012345678901" },
        'bootstrap:name: not a name (got "a23456789012345678901"). Use 2 to 20 of a-z 0-9 -, beginning with a letter and ending without a hyphen.',
    ],
    [
        "a repository by its address",
        { "bootstrap:repository": "https://github.com/acme/kit" },
        'bootstrap:repository: not a repository as GitHub\'s tokens write it (got "https://github.com/acme/kit"). Write <owner>/<name>, or <owner>@<id>/<name>@<id> where the tokens carry the ids.',
    ],
    [
        "a repository with one id of two",
        { "bootstrap:repository": "acme@1/kit" },
        'bootstrap:repository: not a repository as GitHub\'s tokens write it (got "acme@1/kit"). Write <owner>/<name>, or <owner>@<id>/<name>@<id> where the tokens carry the ids.',
    ],
    [
        "F04: one job instead of a list",
        { "bootstrap:previewFrom": "environment:preview" },
        'bootstrap:previewFrom: not a list (got "environment:preview"). Write it like this: bootstrap:previewFrom: ["environment:preview"].',
    ],
    [
        "jobs of pull requests, which name no environment",
        { "bootstrap:previewFrom": ["pull_request"] },
        'bootstrap:previewFrom[0]: not jobs GitHub can tell apart (got "pull_request"). Write environment:<name> or branch:<name>; jobs of pull requests name an environment.',
    ],
    [
        "C40: a pattern, which would match nothing",
        { "bootstrap:deployFrom": ["branch:release-*"] },
        'bootstrap:deployFrom[0]: not jobs GitHub can tell apart (got "branch:release-*"). Write environment:<name> or branch:<name>; jobs of pull requests name an environment.',
    ],
    [
        "the same jobs twice",
        { "bootstrap:deployFrom": ["branch:main", "environment:dev", "branch:main"] },
        'bootstrap:deployFrom[2]: the same jobs as deployFrom[0] (got "branch:main"). List them once.',
    ],
    [
        "jobs that may both preview and deploy",
        { "bootstrap:deployFrom": ["environment:preview"] },
        'bootstrap:deployFrom[0]: these jobs may also preview, so what runs before approval could deploy (got "environment:preview"). Give previews an environment of their own, such as environment:preview.',
    ],
    [
        "more jobs than a trust policy holds",
        {
            "bootstrap:deployFrom": Array.from(
                { length: 60 },
                (_, index) => `environment:production-${index}`,
            ),
        },
        "bootstrap:deployFrom: the trust policy would have more than the 2048 characters IAM takes (got 3122). List fewer jobs.",
    ],
    [
        "a provider of another issuer",
        { "bootstrap:githubOidcProviderArn": `arn:aws:iam::${ACCOUNT}:oidc-provider/example.org` },
        `bootstrap:githubOidcProviderArn: not the ARN of this account's provider for GitHub Actions (got "arn:aws:iam::${ACCOUNT}:oidc-provider/example.org"). ` +
            `Write arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com, or leave it out.`,
    ],
    [
        "rules that are no map",
        { "bootstrap:organisation": "strict" },
        'bootstrap:organisation: not a map (got "strict"). Write it like this: bootstrap:organisation: { permissionsBoundary: policy/workload-boundary, iamPath: /platform/ }.',
    ],
    [
        "a rule nobody knows",
        { "bootstrap:organisation": { iamPth: "/x/" } },
        'bootstrap:organisation.iamPth: unknown key "iamPth". Write it as platform:organisation of the environments; docs/organisation.md has every key.',
    ],
    [
        "a path that is none",
        { "bootstrap:organisation": { iamPath: "platform" } },
        'bootstrap:organisation.iamPath: not what the organisation\'s rules take (got "platform"). Write it as platform:organisation of the environments; docs/organisation.md has every key.',
    ],
    [
        "a name without the prefix",
        { "bootstrap:organisation": { namePrefix: "acme-" } },
        'bootstrap:name: does not begin with organisation.namePrefix, which is acme- (got "platform"). Write one such as acme-platform.',
    ],
    [
        "tags in another spelling than the organisation's",
        { "bootstrap:organisation": { tags: { required: ["Owner"] } } },
        "bootstrap:tags.Owner: tag is missing. Write Owner instead of owner, or name owner in organisation.tags.required.",
    ],
    [
        "a boundary that is no policy of the account",
        {
            "bootstrap:organisation": {
                permissionsBoundary: "arn:aws:iam::111111111111:policy/workloads",
            },
        },
        `bootstrap:organisation.permissionsBoundary: belongs to account 111111111111, the environment to ${ACCOUNT} (got "arn:aws:iam::111111111111:policy/workloads"). Write arn:aws:iam::${ACCOUNT}:policy/<name>, or policy/<name> for it in every account.`,
    ],
    [
        "a linked role nobody asked for",
        { "bootstrap:serviceLinkedRoles": ["eks"] },
        'bootstrap:serviceLinkedRoles[0]: not a service whose linked role is made here (got "eks"). Use autoscaling and spot.',
    ],
    [
        "a tag that is no text",
        { "bootstrap:tags": { owner: "me", "cost-centre": 1 } },
        "bootstrap:tags.cost-centre: not text (got 1). Write the value in quotes.",
    ],
    [
        "tags that are no map",
        { "bootstrap:tags": ["owner"] },
        'bootstrap:tags: not a map (got ["owner"]). Write it like this: bootstrap:tags: { owner: platform-team, cost-centre: "1000" }.',
    ],
    [
        "C14: a tag without which a bill cannot be told apart",
        { "bootstrap:tags": { owner: "me" } },
        "bootstrap:tags.cost-centre: tag is missing. Add cost-centre: <value>.",
    ],
    [
        "a setting of an environment",
        { "platform:vpcCidr": "10.0.0.0/16" },
        "platform:vpcCidr: a setting of an environment. Write it in the environment's own file, Pulumi.<environment>.yaml of the folder above.",
    ],
    [
        "a provider's own configuration",
        { "aws:region": "us-east-1" },
        "aws:region: credentials are the caller's, and the program sets up the AWS provider itself. Write bootstrap:region.",
    ],
    [
        "rule 10: a profile",
        { "aws:profile": "admin" },
        "aws:profile: credentials are the caller's, and the program sets up the AWS provider itself. Remove it.",
    ],
    [
        "a setting under the project's name",
        { "eks-platform-bootstrap:repository": "acme/kit" },
        "eks-platform-bootstrap:repository: settings live in the namespace bootstrap, whatever the project is called. Write bootstrap:repository.",
    ],
];

describe("bootstrap's settings", () => {
    for (const [title, changes, message] of REFUSED) {
        it(`${title} is refused`, () => {
            assert.deepEqual(problemsWith(changes), [`Pulumi.account.yaml › ${message}`]);
        });
    }

    it("rule 47: every fault is named at once, also those of combinations", () => {
        const found = problemsWith({
            "bootstrap:acount": "1",
            "bootstrap:region": "Ireland",
            "bootstrap:deployFrom": ["environment:preview"],
            "bootstrap:tags": {},
        });
        assert.deepEqual(
            found.map((line) => /› ([^ ]+): /.exec(line)?.[1]),
            [
                "bootstrap:region",
                "bootstrap:acount",
                "bootstrap:deployFrom[0]",
                "bootstrap:tags.cost-centre",
                "bootstrap:tags.owner",
            ],
        );
    });

    it("a secret is refused, and not called missing as well", () => {
        assert.deepEqual(problemsWith({}, ["bootstrap:repository"]), [
            "Pulumi.account.yaml › bootstrap:repository: settings hold no secrets, and the plan without credentials could not read one. Write it in plain: pulumi config set --plaintext bootstrap:repository <value>.",
        ]);
    });

    it("a fork may keep keys of its own, and Pulumi has its own", () => {
        assert.deepEqual(problemsWith({ "eks-platform-bootstrap:ticket": "1", "other:key": "2" }), []);
    });

    it("what may be left out has its default", () => {
        const optional = ["bootstrap:name", "bootstrap:regions", "bootstrap:serviceLinkedRoles"];
        const reading = readingWith(Object.fromEntries(optional.map((key) => [key, undefined])));
        const { name, regions, serviceLinkedRoles } = reading.valid;
        assert.deepEqual(reading.problems, []);
        assert.deepEqual(
            { name, regions, serviceLinkedRoles },
            {
                name: "platform",
                regions: ["us-east-1"],
                serviceLinkedRoles: [],
            },
        );
    });
});

describe("bootstrap/Pulumi.account.yaml", () => {
    const text = readFileSync(path.join(ACCOUNTS, "Pulumi.account.yaml"), "utf8");

    it("holds nothing but placeholders to fill in", () => {
        const { config } = committedSettings();
        const reading = readingWith(config);
        assert.deepEqual(problemsWith(config), []);
        assert.deepEqual(linesOf(reading, reading.placeholders), [
            'Pulumi.account.yaml › bootstrap:account: still the placeholder of the example (got "123456789012"). Write your own value.',
            'Pulumi.account.yaml › bootstrap:repository: still the placeholder of the example (got "example-org/eks-platform"). Write your own value.',
        ]);
    });

    it("is filled in by two values", () => {
        assert.deepEqual(readingWith({}).placeholders, []);
    });

    it("rule 10, 24: names no profile and sets up no provider", () => {
        assert.doesNotMatch(text, /aws:|AWS_PROFILE|kubernetes:/);
        assert.equal(committedSettings().config["pulumi:disable-default-providers"], '["*"]');
    });

    it("every setting is described in docs/bootstrap.md", () => {
        const page = readFileSync(path.join(BOOTSTRAP, "../docs/bootstrap.md"), "utf8");
        const rows = [...page.matchAll(/^\| `bootstrap:(\w+)` /gm)].map(([, key = ""]) => key);
        assert.deepEqual(rows.sort(), [...SETTING_KEYS].sort());
    });
});
