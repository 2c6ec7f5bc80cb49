import assert from "node:assert/strict";

import { accountFaults } from "../../../tools/plan/neighbours";
import { notFollowing, type Whole } from "../../../tools/accept/follow";
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

    it("is named for pins of an environment that is gone", () => {
        assert.deepEqual(notFollowing(whole({ pinned: ["dev", "old"] })), [
            "stacks/own/pins.yaml: pins old, which is no environment. Take it out.",
        ]);
    });

    it("asks nothing of an account that bootstrap did not prepare", () => {
        assert.deepEqual(accountFaults(QA, { ...PREPARED, account: "111111111111" }), []);
        assert.deepEqual(accountFaults(QA, { ...PREPARED, deployFrom: undefined, regions: undefined }), []);
    });
});
