import assert from "node:assert/strict";

import type * as pulumi from "@pulumi/pulumi";

import { keyPolicy } from "../../../components/security/key-policies";
import { Keys } from "../../../components/security/keys";
import { KEY_PURPOSES, type KeysSpec } from "../../../components/security/keys-spec";
import { readyOf } from "../../support/ready";
import { find, inputsByLabel, recordComponent, type RecordedResource } from "../../support/record-component";
import { type KeyChoice } from "../../../components/security/keys-schema";

const AWS_OWNED: KeyChoice = { kind: "aws-owned" };
const KEPT: KeyChoice = { kind: "own", deletionWindowDays: 30, keepForever: true };
const EXISTING: KeyChoice = {
    kind: "existing",
    arn: "arn:aws:kms:us-east-1:123456789012:key/12345678-90ab-cdef-1234-567890abcdef",
};

const DESCRIPTIONS = {
    secrets: "Kubernetes secrets of EKS cluster kit-test",
    logs: "Log groups of EKS cluster kit-test",
    volumes: "Volumes of EKS cluster kit-test",
    alerts: "Topics of alerts of EKS cluster kit-test",
};

function spec(choices: Partial<KeysSpec> = {}): KeysSpec {
    return {
        account: "123456789012",
        region: "us-east-1",
        clusterName: "kit-test",
        secrets: AWS_OWNED,
        logs: AWS_OWNED,
        volumes: AWS_OWNED,
        ...choices,
    };
}

function record(
    choices: Partial<KeysSpec>,
    opts?: pulumi.ComponentResourceOptions,
): Promise<RecordedResource[]> {
    return recordComponent(() => new Keys("keys", spec(choices), opts));
}

/** The answer's id of a key says which key it is. */
function keyIdOf(purpose: string): string {
    return `00000000-0000-4000-8000-${Buffer.from(`keys-${purpose}`).toString("hex").padEnd(12, "0").slice(-12)}`;
}

describe("Keys", () => {
    for (const purpose of KEY_PURPOSES) {
        it(`${purpose}: an AWS-owned key makes nothing and has no output`, async () => {
            const resources = await record({ [purpose]: AWS_OWNED });
            assert.deepEqual(Object.keys(inputsByLabel(resources)), ["Keys:keys"]);
            assert.deepEqual(find(resources, "Keys:keys").outputs, {});
        });

        it(`${purpose}: an own key rotates, is named by an alias and has the policy of its purpose`, async () => {
            const resources = await record({
                [purpose]: { kind: "own", deletionWindowDays: 14, keepForever: false },
            });
            const { "Keys:keys": own, ...made } = inputsByLabel(resources);
            assert.equal(own?.[purpose], "own key, deleted after 14 days");
            assert.deepEqual(made, {
                [`Key:keys-${purpose}`]: {
                    deletionWindowInDays: 14,
                    description: DESCRIPTIONS[purpose],
                    enableKeyRotation: true,
                    policy: keyPolicy(purpose, spec()),
                    tags: { Name: `kit-test-${purpose}-key` },
                },
                [`Alias:keys-${purpose}`]: {
                    name: `alias/eks/kit-test/${purpose}`,
                    targetKeyId: keyIdOf(purpose),
                },
            });
            assert.deepEqual(find(resources, `Alias:keys-${purpose}`).dependencies, [`Key:keys-${purpose}`]);
            assert.deepEqual(find(resources, "Keys:keys").outputs, {
                [`${purpose}KeyArn`]: `arn:aws:kms:us-east-1:123456789012:key/${keyIdOf(purpose)}`,
            });
        });

        it(`${purpose}: an existing key is passed on, nothing is made`, async () => {
            const resources = await record({ [purpose]: EXISTING });
            assert.deepEqual(Object.keys(inputsByLabel(resources)), ["Keys:keys"]);
            assert.deepEqual(find(resources, "Keys:keys").outputs, {
                [`${purpose}KeyArn`]:
                    "arn:aws:kms:us-east-1:123456789012:key/12345678-90ab-cdef-1234-567890abcdef",
            });
        });
    }

    it("keeps a key for ever: protected, and left behind on delete; its alias is not", async () => {
        const resources = await record({ secrets: KEPT });
        assert.deepEqual(find(resources, "Key:keys-secrets").options, {
            protect: true,
            retainOnDelete: true,
        });
        assert.deepEqual(find(resources, "Alias:keys-secrets").options, {});
    });

    it("leaves protection of any other key to the environment", async () => {
        const choices = { logs: { ...KEPT, keepForever: false } };
        const open = await record(choices);
        assert.deepEqual(find(open, "Key:keys-logs").options, {});
        const closed = await record(choices, { protect: true });
        assert.deepEqual(find(closed, "Key:keys-logs").options, { protect: true });
        assert.deepEqual(find(closed, "Alias:keys-logs").options, { protect: true });
    });

    it("a key kept for ever stays protected when its component is not", async () => {
        const resources = await record({ secrets: KEPT }, { protect: false });
        assert.deepEqual(find(resources, "Key:keys-secrets").options, {
            protect: true,
            retainOnDelete: true,
        });
        assert.deepEqual(find(resources, "Alias:keys-secrets").options, { protect: false });
    });

    it("every resource is a child of the component; its type is a public name", async () => {
        const resources = await record({ secrets: KEPT, logs: KEPT, volumes: KEPT });
        assert.deepEqual(resources.map(({ label, parent, type }) => [label, parent, type]).sort(), [
            ["Alias:keys-logs", "Keys:keys", "aws:kms/alias:Alias"],
            ["Alias:keys-secrets", "Keys:keys", "aws:kms/alias:Alias"],
            ["Alias:keys-volumes", "Keys:keys", "aws:kms/alias:Alias"],
            ["Key:keys-logs", "Keys:keys", "aws:kms/key:Key"],
            ["Key:keys-secrets", "Keys:keys", "aws:kms/key:Key"],
            ["Key:keys-volumes", "Keys:keys", "aws:kms/key:Key"],
            ["Keys:keys", undefined, "platform:security:Keys"],
        ]);
    });

    it("is ready when the aliases are", async () => {
        const build = (): Keys => new Keys("keys", spec({ secrets: KEPT, logs: EXISTING, volumes: KEPT }));
        assert.deepEqual(await readyOf(build), ["Alias:keys-secrets", "Alias:keys-volumes"]);
    });

    it("is ready at once when it makes nothing", async () => {
        assert.deepEqual(await readyOf(() => new Keys("keys", spec({ secrets: EXISTING }))), []);
    });

    it("refuses a bad choice and ignoreChanges, together, and makes no key", async () => {
        const choices = { secrets: { ...KEPT, deletionWindowDays: 3 } };
        await assert.rejects(record(choices, { ignoreChanges: ["tags"] }), {
            message:
                "invalid arguments:\n" +
                '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["tags"]). ' +
                "Use the component's own arguments, or a transform of the resource meant.\n" +
                "  secrets.deletionWindowDays: KMS cannot wait this long (got 3). Choose 7 to 30 days.",
        });
    });
});
