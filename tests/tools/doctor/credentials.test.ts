import assert from "node:assert/strict";

import { checkCredentials, isSamePrincipal } from "../../../tools/doctor/credentials";
import type { Environment } from "../../../tools/probe/environment";
import { failed, fakeProbe } from "../../support/fake-probe";

const ENVIRONMENT: Environment = {
    stack: "dev",
    file: "Pulumi.dev.yaml",
    placeholders: [],
    problems: [],
    valid: {
        account: "210987654321",
        region: "eu-west-1",
        deployRoleArn: "arn:aws:iam::210987654321:role/ci/platform-deploy",
        admins: ["arn:aws:iam::210987654321:user/ada"],
    },
};

const DEPLOY = "arn:aws:sts::210987654321:assumed-role/platform-deploy/ci-run-7";

/** As `aws sts get-caller-identity` answers. */
function identity(arn: string): string {
    const account = arn.split(":")[4] ?? "";
    return JSON.stringify({ UserId: "AROAEXAMPLE:ci", Account: account, Arn: arn });
}

async function check(answer: Parameters<typeof fakeProbe>[0], changes: Partial<Environment["valid"]> = {}) {
    const environment = { ...ENVIRONMENT, valid: { ...ENVIRONMENT.valid, ...changes } };
    return checkCredentials(fakeProbe(answer), environment);
}

function as(arn: string, changes: Partial<Environment["valid"]> = {}) {
    return check({ programs: { "aws sts get-caller-identity": identity(arn) } }, changes);
}

describe("the doctor on credentials", () => {
    it("asks in the environment's region", async () => {
        const probe = fakeProbe();
        await checkCredentials(probe, ENVIRONMENT);
        assert.match(probe.asked.commands[0] ?? "", /^aws sts get-caller-identity --region eu-west-1 /);
    });

    for (const arn of [DEPLOY, "arn:aws:iam::210987654321:user/ada"]) {
        it(`takes ${arn}`, async () => {
            const what = `${arn}, of the environment's account`;
            assert.deepEqual(await as(arn), {
                findings: [{ level: "ok", about: "credentials", what }],
                usable: true,
            });
        });
    }

    it("blocks another account, whoever it is", async () => {
        const arn = "arn:aws:sts::222222222222:assumed-role/platform-deploy/ci";
        assert.deepEqual(await as(arn), {
            findings: [
                {
                    level: "blocks",
                    about: "credentials",
                    what: `${arn} is of account 222222222222, Pulumi.dev.yaml of 210987654321`,
                    remedy: "export AWS_PROFILE=<a profile of 210987654321>",
                },
            ],
            usable: false,
        });
    });

    it("blocks somebody whom the API server does not know, unless nothing goes there", async () => {
        const arn = "arn:aws:sts::210987654321:assumed-role/reader/eve";
        const { findings } = await as(arn);
        assert.deepEqual(findings, [
            {
                level: "blocks",
                about: "credentials",
                what: `${arn} is neither deployRoleArn nor an admin of Pulumi.dev.yaml: the API server answers Unauthorized`,
                remedy: "assume arn:aws:iam::210987654321:role/ci/platform-deploy, or run this as it",
            },
        ]);
        assert.equal((await as(arn, { inCluster: false })).findings[0]?.level, "ok");
    });

    it("takes a hub account's credentials when the program assumes a role", async () => {
        const arn = "arn:aws:iam::222222222222:user/hub";
        const role = "arn:aws:iam::210987654321:role/platform-deploy";
        assert.deepEqual((await as(arn, { assumeRoleArn: role })).findings, [
            {
                level: "ok",
                about: "credentials",
                what: `${arn} assumes ${role}; whether it may was not tried`,
            },
        ]);
    });

    it("compares with no account that is not filled in", async () => {
        const probe = fakeProbe({ programs: { aws: identity(DEPLOY) } });
        const environment = { ...ENVIRONMENT, placeholders: ["platform:account"] };
        const { findings } = await checkCredentials(probe, environment);
        assert.deepEqual(findings, [
            {
                level: "unknown",
                about: "credentials",
                what: `${DEPLOY}, compared with no account: platform:account is not filled in`,
            },
        ]);
    });

    it("without an environment says who they are", async () => {
        const probe = fakeProbe({ programs: { aws: identity(DEPLOY) } });
        assert.deepEqual(await checkCredentials(probe, undefined), {
            findings: [
                {
                    level: "ok",
                    about: "credentials",
                    what: `${DEPLOY}, compared with no account: no environment was named`,
                },
            ],
            usable: true,
        });
        assert.match(probe.asked.commands[0] ?? "", /--region us-east-1 /);
    });

    for (const [ran, level, what, remedy] of [
        [
            failed("Unable to locate credentials."),
            "blocks",
            "the AWS CLI finds none that AWS accepts",
            "aws configure sso, or set AWS_PROFILE",
        ],
        [
            failed("An error occurred (ExpiredToken) when calling the GetCallerIdentity operation"),
            "blocks",
            "expired",
            "aws sso login, or get new ones where these came from",
        ],
        [
            failed("Could not connect to the endpoint URL"),
            "unknown",
            "AWS does not answer from here (sts)",
            "aws sts get-caller-identity, once there is a network",
        ],
        [failed("Traceback"), "unknown", "the AWS CLI failed", "aws sts get-caller-identity"],
        [{ kind: "missing" }, "unknown", "not looked at: there is no AWS CLI", undefined],
    ] as const) {
        it(`${level}: ${what}`, async () => {
            const { findings, usable } = await check({ programs: { "aws sts": ran } });
            const expected = {
                level,
                about: "credentials",
                what,
                ...(remedy === undefined ? {} : { remedy }),
            };
            assert.deepEqual({ findings, usable }, { findings: [expected], usable: false });
        });
    }

    it("repeats nothing that a credential process wrote", async () => {
        const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        const { findings } = await check({
            programs: { aws: failed(`Error when retrieving credentials from custom-process: ${secret}`) },
        });
        assert.equal(findings[0]?.level, "blocks");
        assert.ok(!JSON.stringify(findings).includes(secret));
    });

    it("knows a session by its role's name and account, whatever the role's path", () => {
        const role = "arn:aws:iam::1:role/a/b/deploy";
        assert.equal(isSamePrincipal("arn:aws:sts::1:assumed-role/deploy/x", role), true);
        assert.equal(isSamePrincipal("arn:aws:sts::2:assumed-role/deploy/x", role), false);
        assert.equal(isSamePrincipal("arn:aws:sts::1:assumed-role/deploy2/x", role), false);
        assert.equal(isSamePrincipal("arn:aws:iam::1:root", role), false);
    });
});
