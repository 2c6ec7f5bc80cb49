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
            `${at}.volume: unknown key "volume". Did you mean "volumes"? Known: logs, secrets, volumes.`,
        ]);
    });

    it("are refused by their words alone where these cannot be read", () => {
        const broken = shape({ secrets: { kind: "owned" } } as never);
        assert.deepEqual(refusedOf(broken, rules({ volumes: key("eu-west-1", "x") })).length, 2);
    });
});
