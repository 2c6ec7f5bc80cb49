/**
 * Version 1 of the bridge, as manifests in Git were written for it. This list is not derived from the schema: what goes
 * from it, or becomes something else, breaks repositories that nobody sees here. Such a change takes a new version.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { BRIDGE_VERSION, bridgeSchema, nameByKey } from "../../../components/gitops/bridge-schema";
import { BRIDGE_SCHEMA_FILE } from "../../../tools/reference/bridge-schema-file";
import { ROOT } from "../../../tools/plan/root";

const TEXT = { type: "string" };

/** By version: names that every bridge has, and those that one may have, each with its type. */
const FROZEN = {
    1: {
        always: [
            "aws_account_id",
            "aws_partition",
            "aws_region",
            "cluster_arn",
            "cluster_endpoint",
            "cluster_name",
            "cluster_security_group_id",
            "environment",
            "kubernetes_version",
            "namespaces",
            "node_subnet_ids",
            "oidc_issuer",
            "oidc_provider_arn",
            "public_subnet_ids",
            "schema_version",
            "vpc_id",
        ],
        sometimes: [
            "logs_key_arn",
            "prometheus_endpoint",
            "secrets_key_arn",
            "service_network_arn",
            "volumes_key_arn",
        ],
        byKey: ["certificate_arn_shop_web", "hosted_zone_id_shop_web", "hosted_zone_name_shop_web"],
    },
} as const;

interface Schema {
    readonly properties: Readonly<Record<string, { readonly type: string; readonly const?: string }>>;
    readonly required: readonly string[];
    readonly additionalProperties: unknown;
}

function committed(): Schema {
    return JSON.parse(readFileSync(path.join(ROOT, BRIDGE_SCHEMA_FILE), "utf8")) as Schema;
}

describe("version 1 of the bridge", () => {
    const { always, byKey, sometimes } = FROZEN[BRIDGE_VERSION];

    it("has every name it was written with, of the type it had", () => {
        const { properties, required } = committed();
        for (const name of [...always, ...sometimes]) {
            assert.equal(properties[name]?.type, TEXT.type, `${name}: takes a new version of the bridge`);
        }
        for (const name of always) {
            assert.ok(
                required.includes(name),
                `${name}: no longer sure to be there, which takes a new version`,
            );
        }
        assert.equal(properties["schema_version"]?.const, String(BRIDGE_VERSION));
    });

    it("says nothing of a name that this list does not know: a new one is frozen here", () => {
        assert.deepEqual(Object.keys(committed().properties).sort(), [...always, ...sometimes].sort());
    });

    it("takes further texts, and nothing but texts", () => {
        assert.deepEqual(committed().additionalProperties, TEXT);
        const bridge = Object.fromEntries([...always, "orders_queue"].map((name) => [name, "x"]));
        assert.equal(bridgeSchema.safeParse({ ...bridge, schema_version: "1" }).success, true);
        assert.equal(bridgeSchema.safeParse({ ...bridge, schema_version: "2" }).success, false);
        assert.equal(bridgeSchema.safeParse({ ...bridge, schema_version: "1", orders: 1 }).success, false);
    });

    it("names what a key of the shape names as it did", () => {
        const kinds = ["certificate", "zoneId", "zoneName"] as const;
        assert.deepEqual(
            kinds.map((kind) => nameByKey(kind, "shop-web")),
            byKey,
        );
    });
});
