/** Ring 2: the application of docs/first-application.md, from nothing to nothing. */
import assert from "node:assert/strict";

import { firstApplication } from "../support/first-application";
import type { FollowedPage } from "../support/followed-page";
import { assertPreviewsThePlan, doneIn, madeBesides } from "./application";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { assertCameUp, assertHoldsStill, assertWent } from "./life";

const HERE = { insideVpc: false };
const SHAPE = "export const dev: EnvironmentShape = {\n";
const LINE = `    objects: { hello: { files: ["stacks/own/hello.yaml"] } },
`;

describeWithPulumi("ring 2: a first application", function () {
    this.timeout(RUN_MS);
    let page: FollowedPage;
    let bench: Bench;

    before(() => {
        page = firstApplication();
        bench = new Bench({ stack: "dev" });
        bench.run(page.folder);
    });

    after(() => {
        bench.close();
        page.remove();
    });

    it("previews what the plan shows", async () => {
        await assertPreviewsThePlan(bench, page);
    });

    it("comes up in one pass, with a load balancer and a volume", async () => {
        await assertCameUp(bench, await bench.up());
        assert.deepEqual(madeBesides(bench), [
            "EBS volume vol-N, made for PersistentVolumeClaim hello/pages",
            "load balancer k8s-hello-N, made for Ingress hello/hello",
            "security group sg-k8s-N, made for Ingress hello/hello",
        ]);
    });

    it("then changes nothing", async () => {
        await assertHoldsStill(bench, HERE);
    });

    it("goes alone when its line goes, load balancer and volume with it", async () => {
        page.replace("stacks/dev.ts", LINE, "");
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(doneIn(run), [
            "delete objects-hello-deployment-hello-hello",
            "delete objects-hello-ingress-hello-hello",
            "delete objects-hello-namespace-hello",
            "delete objects-hello-persistentvolumeclaim-hello-pages",
            "delete objects-hello-service-hello-hello",
        ]);
        assert.deepEqual([run.notes, madeBesides(bench)], [[], []]);
    });

    it("comes back, and goes with everything: nothing is left", async () => {
        page.replace("stacks/dev.ts", SHAPE, `${SHAPE}${LINE}`);
        const back = await bench.up();
        assert.equal(back.code, 0, said(back));
        assert.equal(madeBesides(bench).length, 3);
        await assertWent(bench, await bench.destroy());
    });
});
