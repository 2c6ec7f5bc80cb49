import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { describeProblem } from "../../../../components/shared/problems";
import { chooseFrom, didYouMean } from "../../../../components/shared/hints";
import {
    parseSettings,
    readSettings,
    RESERVED_ENVIRONMENT_NAMES,
} from "../../../../components/platform/settings/settings";
import { SETTING_KEYS, settingsSchema } from "../../../../components/platform/settings/schema";
import { FILLED, KNOWN, readingWith, stackConfigOf } from "../../../support/settings";

const texts = (reading: ReturnType<typeof readingWith>) =>
    reading.problems.map((problem) => describeProblem(problem, reading.file));

describe("settings", () => {
    it("rule 47: reads the filled file into typed settings", () => {
        const reading = readingWith({});
        assert.deepEqual(reading.problems, []);
        assert.equal(reading.file, "Pulumi.dev.yaml");
        assert.deepEqual(reading.settings, {
            environment: "dev",
            region: "us-east-1",
            account: "210987654321",
            chartRegistry: "public.ecr.aws",
            clusterName: "platform-dev",
            zones: { a: "us-east-1a", b: "us-east-1b" },
            controlPlaneZones: ["a", "b"],
            vpcCidr: "10.0.0.0/16",
            serviceCidr: "172.20.0.0/16",
            kubernetesVersion: "1.36",
            admins: ["arn:aws:iam::210987654321:role/platform-admin"],
            deployRoleArn: "arn:aws:iam::210987654321:role/platform-deploy",
            apiAccess: { kind: "public", cidrs: ["198.18.7.0/24"] },
            tags: { owner: "platform-team", "cost-centre": "platform-dev" },
            imageRegistry: "public.ecr.aws",
            inCluster: true,
            protection: false,
        });
    });

    it("describes every setting of the schema, and only those", () => {
        assert.deepEqual([...SETTING_KEYS].sort(), Object.keys(settingsSchema(KNOWN).shape).sort());
    });

    it("fills in the defaults: environment, cluster name, what is inside, protection", () => {
        const { settings } = readingWith({
            "platform:environment": undefined,
            "platform:clusterName": undefined,
            "platform:inCluster": undefined,
            "platform:protection": undefined,
        });
        assert.equal(settings?.environment, "dev");
        assert.equal(settings.clusterName, "eks-platform-dev");
        assert.equal(settings.inCluster, true);
        assert.equal(settings.protection, true);
        assert.equal("assumeRoleArn" in settings, false);
    });

    it("takes a given flag as it is, in both spellings", () => {
        for (const [given, wanted] of [
            ["true", true],
            ["false", false],
        ] as const) {
            const reading = readingWith({ "platform:inCluster": given, "platform:protection": given });
            assert.equal(reading.settings?.inCluster, wanted);
            assert.equal(reading.settings.protection, wanted);
        }
    });

    it("lets a stack of another name be a dev", () => {
        const reading = readingWith({ "platform:clusterName": undefined }, { stack: "pr-123" });
        assert.equal(reading.settings?.environment, "dev");
        assert.equal(reading.settings.clusterName, "eks-platform-pr-123");
        assert.equal(reading.file, "Pulumi.pr-123.yaml");
    });

    it("F45: refuses a stack whose name is no environment and that names none", () => {
        const reading = readingWith({ "platform:environment": undefined }, { stack: "pord" });
        assert.deepEqual(texts(reading), [
            'Pulumi.pord.yaml › platform:environment: unknown environment "pord", the stack\'s name. ' +
                'Did you mean "prod"? Known: dev, prod.',
        ]);
        assert.equal(reading.valid.environment, undefined);
    });

    for (const name of RESERVED_ENVIRONMENT_NAMES) {
        it(`refuses the subcommand ${name} as a stack's and as an environment's name`, () => {
            assert.deepEqual(texts(readingWith({}, { stack: name })), [
                `Pulumi.${name}.yaml › stack: "${name}" is also a subcommand of npm run plan. Give the stack another name.`,
            ]);
            const { config } = stackConfigOf(FILLED);
            const raw = { config: { ...config, "platform:environment": name }, project: "p", stack: "dev" };
            assert.deepEqual(texts(parseSettings({ ...raw, secretKeys: [] }, ["dev", name])), [
                `Pulumi.dev.yaml › platform:environment: "${name}" is also a subcommand of npm run plan. Give the environment another name.`,
            ]);
        });
    }

    it("keeps what passed beside what failed, so that the planners can check it", () => {
        const { valid, settings } = readingWith({ "platform:account": "1", "platform:protection": "yes" });
        assert.equal(settings, undefined);
        assert.equal(valid.region, "us-east-1");
        assert.equal("account" in valid, false);
        assert.equal("protection" in valid, false);
        assert.equal(valid.inCluster, true);
    });

    it("rule 33: names an encrypted setting once and never its value", () => {
        const reading = readingWith(
            { "platform:environment": "CANARY", "platform:region": "CANARY", "platform:unknown": "CANARY" },
            { secretKeys: ["platform:environment", "platform:region", "platform:unknown"] },
        );
        assert.deepEqual(
            reading.problems.map(({ path }) => path),
            ["platform:environment", "platform:region", "platform:unknown"],
        );
        assert.doesNotMatch(JSON.stringify(reading), /CANARY/);
    });

    it("rule 33: never repeats the value of a key outside the settings", () => {
        const reading = readingWith({
            "aws:secretKey": "CANARY",
            "kubernetes:kubeconfig": "CANARY",
            "eks-platform:region": "CANARY",
            "platform:passwrd": "CANARY",
            "mine:token": "CANARY",
        });
        assert.equal(reading.problems.length, 4);
        assert.doesNotMatch(JSON.stringify(reading), /CANARY/);
    });

    it("does not take the settings' namespace for the project's when they are the same", () => {
        const { config } = stackConfigOf(FILLED);
        const reading = parseSettings({ config, secretKeys: [], project: "platform", stack: "dev" }, KNOWN);
        assert.deepEqual(reading.problems, []);
    });

    it("rule 31: refuses an environment without an administrator", () => {
        assert.deepEqual(texts(readingWith({ "platform:admins": undefined })), [
            "Pulumi.dev.yaml › platform:admins: missing. Add it: platform:admins: " +
                '["arn:aws:iam::123456789012:role/platform-admin"].',
        ]);
    });

    it("rule 24: takes no default tags from the AWS provider's namespace", () => {
        assert.deepEqual(texts(readingWith({ "aws:defaultTags": '{"tags":{"a":"b"}}' })), [
            "Pulumi.dev.yaml › aws:defaultTags: credentials are the caller's, and the program sets up the AWS " +
                "provider itself. Remove it.",
        ]);
    });
});

describe("readSettings", () => {
    const before = pulumi.runtime.allConfig();
    afterEach(() => pulumi.runtime.setAllConfig(before));

    async function running(config: Record<string, string>, secretKeys: string[]) {
        const mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
        await pulumi.runtime.setMocks(mocks, "eks-platform", "dev", true);
        pulumi.runtime.setAllConfig(config, secretKeys);
    }

    it("reads the configuration, the project and the stack of the program that runs", async () => {
        const config = { ...stackConfigOf(FILLED).config };
        delete config["platform:clusterName"];
        await running(config, []);
        const reading = readSettings(KNOWN);
        assert.deepEqual(reading.problems, []);
        assert.equal(reading.settings?.clusterName, "eks-platform-dev");
        assert.equal(reading.file, "Pulumi.dev.yaml");
    });

    it("rule 33: asks the SDK which keys are secret", async () => {
        await running({ ...stackConfigOf(FILLED).config, "platform:region": "CANARY" }, ["platform:region"]);
        const reading = readSettings(KNOWN);
        assert.deepEqual(texts(reading), [
            "Pulumi.dev.yaml › platform:region: settings hold no secrets, and the plan without credentials could " +
                "not read one. Write it in plain: pulumi config set --plaintext platform:region <value>.",
        ]);
        assert.doesNotMatch(JSON.stringify(reading), /CANARY/);
    });
});

describe("didYouMean", () => {
    it("finds a word one or two errors away, whatever its case", () => {
        assert.equal(didYouMean("vpccidr", SETTING_KEYS), "vpcCidr");
        assert.equal(didYouMean("pord", ["dev", "prod"]), "prod");
        assert.equal(didYouMean("KubernetesVerison", SETTING_KEYS), "kubernetesVersion");
    });

    it("keeps silent about strangers, short words and no candidates", () => {
        assert.equal(didYouMean("colour", SETTING_KEYS), undefined);
        assert.equal(didYouMean("e", ["a", "b"]), undefined);
        assert.equal(didYouMean("dev", []), undefined);
    });

    it("lists what there is", () => {
        assert.equal(chooseFrom("xyz", []), "Known: none");
        assert.equal(chooseFrom("deev", ["prod", "dev"]), 'Did you mean "dev"? Known: dev, prod');
    });
});
