/** Keys of an environment: what the shape leaves out is the organisation's, and what neither says is refused. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const key = (region: string, id: string) => `arn:aws:kms:${region}:210987654321:key/${id}`;
const VOLUMES = key("us-east-1", "1234abcd-12ab-34cd-56ef-1234567890ab");
const OWN = { kind: "own", deletionWindowDays: 30, keepForever: false } as const;

function shape(keys: EnvironmentShape["keys"]): EnvironmentShape {
    return { ...ON_NODES, keys };
}

function rules(keys: object) {
    return { config: { "platform:organisation": { keys } as never } };
}

describe("the keys of an environment", () => {
    it("are the organisation's where the shape says nothing, and the shape's where it does", async () => {
        const keys = { logs: VOLUMES, volumes: VOLUMES };
        const graph = await graphOfShape(shape({ secrets: OWN, logs: { kind: "aws-owned" } }), rules(keys));
        const { inputs } = resourceNamed(graph, "keys");
        assert.deepEqual(
            ["secrets", "logs", "volumes"].map((purpose) => objectOf(inputs)[purpose]),
            ["own key, deleted after 30 days", "AWS-owned key", `existing key ${VOLUMES}`],
        );
        const template = JSON.stringify(resourceNamed(graph, "nodes-system-template").inputs);
        assert.ok(template.includes(`"kmsKeyId":"${VOLUMES}"`), template);
    });

    it("have one for topics of alerts where the environment makes some, unless it says otherwise", async () => {
        const alerts = { kind: "own-topic" } as const;
        const keyOf = async (keys: object, words: Partial<EnvironmentShape>, config = {}) => {
            const graph = await graphOfShape(
                { ...ON_NODES, keys: { ...ON_NODES.keys, ...keys }, ...words },
                config,
            );
            const topic = graph.resources.find(({ type }) => type === "aws:sns/topic:Topic");
            const { alerts: decided = null } = objectOf(resourceNamed(graph, "keys").inputs);
            const { kmsMasterKeyId = null } = objectOf(topic?.inputs ?? {});
            return [decided, kmsMasterKeyId, graph.resources.some(({ name }) => name === "keys-alerts")];
        };
        const compliance = { rules: ["secrets"], recorder: {}, alerts } as const;
        const prometheus = { collector: { kind: "scraper" }, alerts } as const;
        for (const words of [{ compliance }, { prometheus }]) {
            const [decided, key, isMade] = await keyOf({}, words);
            assert.deepEqual([decided, isMade], ["own key, deleted after 7 days", true]);
            assert.match(String(key), /^arn:aws:kms:us-east-1:210987654321:key\//);
        }
        assert.deepEqual(await keyOf({}, { compliance }, rules({ alerts: VOLUMES })), [
            `existing key ${VOLUMES}`,
            VOLUMES,
            false,
        ]);
        assert.deepEqual(await keyOf({ alerts: { kind: "aws-owned" } }, { compliance }), [
            "AWS-owned key",
            null,
            false,
        ]);
        assert.deepEqual(await keyOf({}, {}), [null, null, false]);
        const elsewhere = { kind: "topic", arn: "arn:aws:sns:us-east-1:210987654321:pages" } as const;
        assert.deepEqual(await keyOf({}, { compliance: { ...compliance, alerts: elsewhere } }), [
            null,
            null,
            false,
        ]);
    });

    it("are refused where nobody names one", () => {
        assert.deepEqual(refusedOf(shape({ secrets: OWN, logs: OWN })), [
            "stacks/dev.ts › keys.volumes: missing. Say who keeps this key, or name it for all environments in platform:organisation: { keys: { volumes: <arn> } }.",
        ]);
    });

    it("are refused where they are written, once", () => {
        const written = shape({ secrets: OWN, logs: OWN });
        const at = "Pulumi.dev.yaml › platform:organisation.keys";
        const elsewhere = key("eu-west-1", "x");
        assert.deepEqual(refusedOf(written, rules({ volumes: elsewhere })), [
            `${at}.volumes: the key belongs to region eu-west-1, the cluster to us-east-1 (got "${elsewhere}"). Write arn:aws:kms:us-east-1:210987654321:key/<id>.`,
        ]);
        // What the shape overrules is not looked at.
        const all = shape({ secrets: OWN, logs: OWN, volumes: OWN });
        assert.deepEqual(refusedOf(all, rules({ volumes: elsewhere })), []);
        assert.deepEqual(refusedOf(all, rules({ volumes: "alias/volumes" })), [
            `${at}.volumes: not the ARN of a KMS key (got "alias/volumes"). Write arn:aws:kms:<region>:<account>:key/<id>, an alias is none.`,
        ]);
        assert.deepEqual(refusedOf(all, rules({ volume: VOLUMES })), [
            `${at}.volume: unknown key "volume". Did you mean "volumes"? Known: alerts, logs, secrets, volumes.`,
        ]);
    });

    it("are refused by their words alone where these cannot be read", () => {
        const broken = shape({ secrets: { kind: "owned" } } as never);
        assert.deepEqual(refusedOf(broken, rules({ volumes: key("eu-west-1", "x") })).length, 2);
    });
});
