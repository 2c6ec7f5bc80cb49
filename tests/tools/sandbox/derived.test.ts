/** Resources of types the kit holds no facts of, in the sandbox's cloud. */
import assert from "node:assert/strict";

import { ANY_FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import { difference } from "../../../tools/sandbox/diff";
import type { Entry } from "../../../tools/sandbox/inventory";
import { checkInputs } from "../../../tools/sandbox/naming";
import {
    ACCOUNT,
    AWS,
    kubernetes,
    makeCluster,
    refusalOf,
    Rig,
    type SmallCluster,
} from "../../support/sandbox-world";

const DATABASE = "aws:rds/instance:Instance";
const INPUTS = { engine: "postgres", instanceClass: "db.t4g.medium", dbName: "shop", identifier: "shop" };

function changed(type: string, oldInputs: Properties, news: Properties): readonly string[] {
    const facts = ANY_FACTS.get(type);
    const { changes } = difference({ type, facts, oldInputs, oldOutputs: oldInputs, news });
    return changes.map(({ path, replaces }) => `${replaces ? "replace" : "update"} ${path}`);
}

describe("own resources in the sandbox", () => {
    let rig: Rig;

    beforeEach(() => {
        rig = new Rig();
    });

    it("are made, read, changed and deleted", async () => {
        const made = await rig.create(DATABASE, "db", INPUTS);
        assert.equal(made.outputs["arn"], `arn:aws:rds:us-east-1:${ACCOUNT}:db:shop`);
        assert.match(String(made.outputs["address"]), /^shop\.[0-9a-f]{12}\.rds\.us-east-1\.amazonaws\.com$/);
        assert.deepEqual(
            Object.values(made.outputs).filter((value) => value === null),
            [],
        );
        await rig.update(made, { instanceClass: "db.r8g.large" });
        const read = await rig.read(made);
        assert.deepEqual([read?.id, read?.inputs["instanceClass"]], [made.id, "db.r8g.large"]);
        assert.equal(read?.outputs["address"], made.outputs["address"]);
        await rig.remove(made);
        assert.equal(await rig.read(made), undefined);
        assert.deepEqual(rig.inventory.all(), []);
    });

    it("have ids of their own, also where names are equal", async () => {
        const type = "aws:route53/record:Record";
        const record = { zoneId: "Z1", name: "shop.example.com", ttl: 60, records: ["192.0.2.1"] };
        const [v4, v6] = [
            await rig.create(type, "v4", { ...record, type: "A" }),
            await rig.create(type, "v6", { ...record, type: "AAAA" }),
        ];
        assert.notEqual(v4.id, v6.id);
        assert.equal(v6.outputs["fqdn"], "shop.example.com");
    });

    it("get the name and the tags that the provider adds", () => {
        const type = "aws:cognito/userPool:UserPool";
        const inputs = { region: "us-east-1", defaultTags: JSON.stringify({ tags: { owner: "shop" } }) };
        const subject = {
            urn: "urn",
            type,
            name: "users",
            id: "",
            inputs: {},
            connection: { id: "1", inputs },
        };
        const { inputs: checked } = checkInputs({
            subject,
            facts: ANY_FACTS.get(type),
            olds: {},
            seed: "seed",
        });
        assert.deepEqual(checked, { tags: { owner: "shop" }, name: "users-07418f0", __defaults: ["name"] });
    });

    it("are replaced where somebody says so, and updated otherwise", () => {
        assert.deepEqual(
            changed(DATABASE, INPUTS, { ...INPUTS, dbName: "store", instanceClass: "db.r8g.large" }),
            ["replace dbName", "update instanceClass"],
        );
        const labels = (app: string): Properties => ({
            spec: { selector: { matchLabels: { app } }, replicas: app.length },
        });
        assert.deepEqual(changed("kubernetes:apps/v1:Deployment", labels("a"), labels("bb")), [
            "update spec.replicas",
            "replace spec.selector.matchLabels.app",
        ]);
    });
});

describe("own objects in the sandbox's cluster", () => {
    let rig: Rig;
    let small: SmallCluster;

    before(async () => {
        rig = new Rig();
        small = await makeCluster(rig);
    });

    for (const [type, inputs] of [
        [
            "kubernetes:apps/v1:Deployment",
            { metadata: { namespace: "shop", name: "shop" }, spec: { replicas: 1 } },
        ],
        ["kubernetes:core/v1:ConfigMap", { metadata: { namespace: "shop", name: "shop" }, data: { a: "1" } }],
        [
            "kubernetes:monitoring.example.com/v1:ServiceMonitor",
            { metadata: { namespace: "shop", name: "shop" }, spec: {} },
        ],
    ] as const) {
        it(`${type} is made, changed and deleted`, async () => {
            const by = kubernetes(small.cluster);
            const made: Entry = await rig.create(type, "shop", inputs, by);
            assert.equal(made.id, "shop/shop");
            const metadata = { namespace: "shop", name: "shop", labels: { app: "shop" } };
            await rig.update(made, { metadata }, by);
            assert.deepEqual((await rig.read(made, by))?.inputs["metadata"], metadata);
            await rig.remove(made, by);
            assert.equal(await rig.read(made, by), undefined);
        });
    }

    it("are refused without a cluster", async () => {
        const error = await refusalOf(rig.create("kubernetes:core/v1:ConfigMap", "lost", { data: {} }, AWS));
        assert.match(error ?? "", /^configured Kubernetes cluster is unreachable/);
    });
});
