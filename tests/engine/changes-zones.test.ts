/** Ring 2: a zone goes, with what runs in it. */
import assert from "node:assert/strict";

import { assertChanges, each } from "./changes";
import { deployed } from "./deployed";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

describeWithPulumi("ring 2: a zone goes", function () {
    this.timeout(RUN_MS);
    let bench: Bench | undefined;

    afterEach(() => bench?.close());

    it("rule 28: dev: no Fargate profile holds its subnet, and none is replaced", async () => {
        bench = new Bench({
            stack: "dev",
            settings: [["    b: us-east-1b", "    b: us-east-1b\n    c: us-east-1c"]],
        });
        const first = await bench.up();
        assert.equal(first.code, 0, said(first));
        bench.configure(["\n    c: us-east-1c", ""]);
        const run = await bench.up();
        assertChanges(
            run,
            [
                ["update VpcEndpoint network-endpoint-s3"],
                ["update EC2NodeClass pool-general-node-class"],
                each("delete", "Route network-node-c-egress", ...ASSOCIATIONS("c")),
                each("delete", ...SUBNETS("c"), "RouteTable network-node-c"),
            ],
            ["update Vpc network"],
        );
        assert.deepEqual(run.notes, []);
        const gone = await bench.destroy();
        assert.deepEqual([gone.code, bench.inventory.all()], [0, []], said(gone));
    });

    it("rule 3, 28: staging: its nodes go first, while its route still leads out", async () => {
        bench = await deployed("staging");
        bench.configure(
            ["    c: us-east-1c", "    c: us-east-1c\n    d: us-east-1d"],
            ["platform:protection: true", "platform:protection: false"],
        );
        const more = await bench.up();
        assert.equal(more.code, 0, said(more));
        bench.configure(["\n    d: us-east-1d", ""]);
        const run = await bench.up();
        const endpoints = ["ecr-api", "ecr-dkr", "s3"].map((name) => `VpcEndpoint network-endpoint-${name}`);
        assertChanges(
            run,
            [
                each("update", ...endpoints),
                ["update EC2NodeClass pool-general-node-class"],
                ["delete NodeGroup nodes-system-d"],
                each("delete", "Route network-node-d-egress", ...ASSOCIATIONS("d")),
                each("delete", ...SUBNETS("d"), "RouteTable network-node-d"),
            ],
            ["update ManagedNodes nodes-system", "update Vpc network"],
        );
        assert.deepEqual(run.notes, []);
    });
});

const ASSOCIATIONS = (slot: string) =>
    ["node", "public"].map((tier) => `RouteTableAssociation network-${tier}-${slot}`);
const SUBNETS = (slot: string) => ["node", "public"].map((tier) => `Subnet network-${tier}-${slot}`);
