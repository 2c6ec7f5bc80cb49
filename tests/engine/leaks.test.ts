/** Ring 2: what controllers made for objects goes with them in order; a controller removed before leaves it behind, by name. */
import assert from "node:assert/strict";

import { applyByHand, type KindByHand } from "../../tools/sandbox/by-hand";
import { madeForObjects } from "../../tools/sandbox/world/leaks";
import { Bench, describeWithPulumi, type Run, RUN_MS, said } from "./harness";
import { lose } from "./recovery";

const WEB = require.resolve("./programs/dev-web.ts");
const NOBODY = { account: "", principalArn: "", address: "", insideVpc: false };

describeWithPulumi("ring 2: what controllers made", function () {
    this.timeout(RUN_MS);
    let original: Bench;
    const open: Bench[] = [];

    before(async () => {
        original = new Bench({ stack: "dev" });
        original.run(WEB);
        succeeded(await original.up());
    });

    after(() => {
        for (const bench of [original, ...open]) bench.close();
    });

    /** The web application, running. */
    function running(): Bench {
        const bench = original.copy();
        open.push(bench);
        return bench;
    }

    it("is there once it runs: load balancers, a record, a volume", () => {
        assert.deepEqual(madeIn(original), [
            "security group sg-k8s-N, made for Ingress web/web",
            "load balancer k8s-web-N, made for Ingress web/web",
            "DNS record www.shop.example.com, made for Ingress web/web",
            "EBS volume vol-N, made for PersistentVolumeClaim web/web",
            "security group sg-k8s-N, made for Service web/web",
            "load balancer k8s-web-N, made for Service web/web",
        ]);
    });

    it("goes before its controllers, and nothing is left", async () => {
        const bench = running();
        succeeded(await bench.destroy());
        assert.deepEqual(bench.inventory.all(), []);
    });

    it("hangs by name where its controllers wait for the objects", async () => {
        const bench = running();
        bench.run(require.resolve("./programs/dev-web-reversed.ts"));
        succeeded(await bench.up());
        const run = await bench.destroy();
        assert.notEqual(run.code, 0);
        assert.match(
            said(run),
            /timed out waiting for the condition: Ingress web\/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-\d+, k8s-web-\d+ stays/,
        );
    });

    it("hangs by name where its controller was removed before; once it is back, it goes", async () => {
        const bench = running();
        bench.run(require.resolve("./programs/dev-web-without-balancers.ts"));
        succeeded(await bench.up());
        const blocked = await bench.destroy();
        assert.notEqual(blocked.code, 0);
        assert.match(
            said(blocked),
            /Ingress web\/web keeps its finalizer: no aws-load-balancer-controller lives, and sg-k8s-\d+, k8s-web-\d+ stays/,
        );
        bench.run(WEB);
        succeeded(await bench.up());
        succeeded(await bench.destroy());
        assert.deepEqual(bench.inventory.all(), []);
    });

    it("keeps its hosted zone where what makes records was removed before; without the record, it goes", async () => {
        const bench = running();
        bench.run(require.resolve("./programs/dev-web-without-dns.ts"));
        succeeded(await bench.up());
        const blocked = await bench.destroy();
        assert.notEqual(blocked.code, 0);
        assert.match(said(blocked), /HostedZoneNotEmpty: .* \(held by www\.shop\.example\.com\)/);
        assert.ok(
            blocked.notes.includes(
                "DNS record www.shop.example.com is left behind: no external-dns lived when Ingress web/web went",
            ),
        );
        lose(bench, "www.shop.example.com");
        succeeded(await bench.destroy());
        assert.deepEqual(bench.inventory.all(), []);
    });

    it("of an object applied by hand holds the network, by name; without it, the rest goes", async () => {
        const bench = running();
        apply(bench, "Service");
        const blocked = await bench.destroy();
        assert.notEqual(blocked.code, 0);
        assert.match(
            said(blocked),
            /DependencyViolation: The subnet 'subnet-\w+' has dependencies and cannot be deleted\. \(held by k8s-by-hand-\d+\)/,
        );
        for (const { id } of madeForObjects(bench.inventory).map(({ entry }) => entry)) lose(bench, id);
        succeeded(await bench.destroy());
        assert.deepEqual(bench.inventory.all(), []);
    });

    it("of a claim applied by hand is all that is left, and named", async () => {
        const bench = running();
        apply(bench, "PersistentVolumeClaim");
        succeeded(await bench.destroy());
        assert.deepEqual(madeIn(bench), ["EBS volume vol-N, made for PersistentVolumeClaim default/by-hand"]);
        assert.equal(bench.inventory.all().length, 1);
    });
});

function madeIn({ inventory }: Bench): readonly string[] {
    return madeForObjects(inventory)
        .map(({ text }) => text.replaceAll(/-\d{10}/g, "-N"))
        .sort((one, other) => (one.slice(one.indexOf(", ")) < other.slice(other.indexOf(", ")) ? -1 : 1));
}

/** Somebody applies it past Pulumi. */
function apply({ inventory }: Bench, kind: KindByHand): void {
    const world = { inventory, client: NOBODY, isUnreachable: false, note: () => undefined };
    assert.equal(applyByHand(kind, world), undefined);
}

function succeeded(run: Run): Run {
    assert.equal(run.code, 0, said(run));
    return run;
}
