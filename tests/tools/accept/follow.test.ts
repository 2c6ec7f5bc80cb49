import assert from "node:assert/strict";

import { accountFaults } from "../../../tools/plan/neighbours";
import { foreignJobs, notFollowing, type Whole } from "../../../tools/accept/follow";
import { readWhole } from "../../../tools/accept/read-whole";
import { FORK } from "../../../tools/plan/root";

const ACCOUNT = "210987654321";
const QA = { stack: "qa", file: "Pulumi.qa.yaml", settings: { account: ACCOUNT, region: "eu-west-1" } };
const PREPARED = {
    file: "bootstrap/Pulumi.account.yaml",
    account: ACCOUNT,
    organisation: undefined,
    deployFrom: ["environment:dev"],
    regions: ["us-east-1"],
};

/** The tests' own fork, with something changed. */
function whole(change: Partial<Whole>): Whole {
    return { ...readWhole(FORK), ...change };
}

describe("what follows the list of environments", () => {
    it("is complete in the tests' own fork", () => assert.deepEqual(notFollowing(whole({})), []));

    it("is named for an environment that is added: deploy.yml, the deploy role's jobs and regions", () => {
        const { accounts, environments, stacks } = whole({});
        const added = {
            environments: [...environments, "qa"],
            stacks: [...stacks, QA],
            accounts: [...accounts, PREPARED],
        };
        assert.deepEqual(notFollowing(whole(added)), [
            ".github/workflows/deploy.yml: does not deploy qa. Add a job of that name after the one it follows, and the " +
                "name to the options.",
            "bootstrap/Pulumi.account.yaml: bootstrap:deployFrom lets no job of qa deploy. Add environment:qa and run " +
                "pulumi up in bootstrap/.",
            "bootstrap/Pulumi.account.yaml: bootstrap:regions lacks eu-west-1 of qa. Add it and run pulumi up in bootstrap/.",
        ]);
    });

    it("is named for one that has no settings, or is gone", () => {
        const { environments, stacks } = whole({});
        assert.deepEqual(notFollowing(whole({ environments: [...environments, "qa"] })), [
            "stacks/environments.ts: qa is the environment of no settings file. Copy the nearest one to Pulumi.qa.yaml, " +
                "or take it out.",
        ]);
        const left = stacks.filter(({ stack }) => stack !== "staging");
        const gone = { environments: environments.filter((name) => name !== "staging"), stacks: left };
        assert.deepEqual(notFollowing(whole(gone)), [
            "stacks/own/policy.ts: speaks of staging, which is no environment. Take its level and its waivers out, if it is " +
                "gone. Known: dev, production.",
            ".github/workflows/deploy.yml: deploys staging, and there is no Pulumi.staging.yaml. Take out the job and the " +
                "option; the job after it needs the one before.",
        ]);
    });

    it("asks for the option of a run by hand as well as for the job", () => {
        const { deployment } = whole({});
        const options = deployment.options.filter((name) => name !== "dev");
        assert.deepEqual(notFollowing(whole({ deployment: { ...deployment, options } })), [
            ".github/workflows/deploy.yml: does not deploy dev. Add a job of that name after the one it follows, and the " +
                "name to the options.",
        ]);
    });

    it("is named for a settings file that still has the environment it was copied from", () => {
        const { environments, stacks } = whole({});
        const copied = { ...QA, settings: { ...QA.settings, environment: "production" } };
        const found = notFollowing(
            whole({ environments: [...environments, "qa"], stacks: [...stacks, copied] }),
        );
        assert.equal(
            found[0],
            "stacks/environments.ts: qa is the environment of no settings file: Pulumi.qa.yaml says platform:environment: " +
                "production. Write qa there, or take it out here.",
        );
    });

    it("is named for a policy that speaks of an environment that is gone, or mistyped, once", () => {
        assert.deepEqual(notFollowing(whole({ judged: ["dev", "stagng", "stagng"] })), [
            "stacks/own/policy.ts: speaks of stagng, which is no environment. Take its level and its waivers out, if it is " +
                'gone. Did you mean "staging"? Known: dev, production, staging.',
        ]);
    });

    it("says who may still deploy without being a stack, and does not call it a fault", () => {
        const { accounts, stacks } = whole({});
        assert.deepEqual(foreignJobs(whole({})), []);
        const left = whole({ stacks: stacks.filter(({ stack }) => stack !== "staging") });
        assert.deepEqual(foreignJobs(left), [
            `${accounts[0]?.file ?? ""}: bootstrap:deployFrom lets jobs of environment:staging deploy, and there is no ` +
                "Pulumi.staging.yaml. Unless a workflow of yours uses it, take it out and run pulumi up in bootstrap/: once " +
                "GitHub's environment is gone, any branch's job that names it has the deploy role.",
        ]);
        assert.deepEqual(
            notFollowing(left).filter((one) => one.includes("deployFrom")),
            [],
        );
    });

    it("asks nothing of an account that bootstrap did not prepare", () => {
        assert.deepEqual(accountFaults(QA, { ...PREPARED, account: "111111111111" }), []);
        assert.deepEqual(accountFaults(QA, { ...PREPARED, deployFrom: undefined, regions: undefined }), []);
    });
});
