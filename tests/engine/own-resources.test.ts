/** Ring 2: the resources of docs/day-2/own-resources.md beside dev, their whole life, and a change of the database. */
import assert from "node:assert/strict";

import { FollowedPage } from "../support/followed-page";
import { assertPreviewsThePlan } from "./application";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

const OWN = [
    "aws:cognito/userPool:UserPool own-shop-users",
    "aws:ec2/securityGroup:SecurityGroup own-shop-db",
    "aws:rds/instance:Instance own-shop-db",
    "aws:rds/subnetGroup:SubnetGroup own-shop-db",
    "aws:route53/record:Record own-shop-db",
    "aws:route53/zone:Zone own-shop-zone",
    "aws:s3/bucket:Bucket own-shop-files",
    "aws:s3/bucketPolicy:BucketPolicy own-shop-files",
    "aws:sqs/queue:Queue own-shop-jobs",
];

describeWithPulumi("ring 2: own resources beside the cluster", function () {
    this.timeout(RUN_MS);
    let page: FollowedPage;
    let bench: Bench;

    before(() => {
        page = new FollowedPage("day-2/own-resources.md");
        page.follow();
        bench = new Bench({ stack: "dev" });
        bench.run(page.folder);
    });

    after(() => {
        bench.close();
        page.remove();
    });

    const ownOf = (changes: readonly { readonly name: string; readonly type: string }[]) =>
        changes
            .filter(({ name }) => name.startsWith("own-shop"))
            .map(({ name, type }) => `${type} ${name}`)
            .sort();

    it("previews what the plan shows", async () => {
        await assertPreviewsThePlan(bench, page);
    });

    it("come up beside the control plane, with the property that the transform names", async () => {
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(ownOf(run.changes), OWN);
        const began = (name: RegExp) =>
            run.changes.find((call) => name.test(`${call.type} ${call.name}`))?.began;
        const database = began(/rds\/instance/) ?? assert.fail("no database");
        assert.ok(database < (began(/NodePool/) ?? 0), "the database waited for the platform");
        const group = bench.inventory.all().find(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup");
        assert.equal(group?.inputs["logGroupClass"], "INFREQUENT_ACCESS");
    });

    it("then change nothing", async () => {
        const preview = await bench.preview();
        assert.deepEqual(
            preview.planned.filter(({ op }) => op !== "same"),
            [],
        );
    });

    it("change by themselves: another class of the database touches nothing else", async () => {
        page.replace("stacks/own/shop.ts", '"db.t4g.medium"', '"db.t4g.large"');
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(
            run.steps.map(({ op, urn }) => `${op} ${urn.split("::").at(-1) ?? ""}`),
            ["update own-shop-db"],
        );
    });

    it("go, and leave nothing", async () => {
        const run = await bench.destroy();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(ownOf(run.changes), OWN);
        assert.deepEqual(bench.inventory.all(), []);
    });
});
