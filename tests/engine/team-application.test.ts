/** Ring 2: the team and the application of docs/recipes/team-application.md, from nothing to nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { FollowedPage } from "../support/followed-page";
import { assertPreviewsThePlan, doneIn, madeBesides } from "./application";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { assertCameUp, assertHoldsStill, assertWent } from "./life";

const HERE = { insideVpc: false };

const CATALOGUE = '  catalogue: { "aws-load-balancer-controller": {} },\n';
const APPLICATION = '  objects: { hello: { files: ["stacks/own/hello.yaml"], after: ["team-payments"] } },\n';
/** The word `teams`, as the page has it. */
const [TEAM = ""] =
    /^ {2}teams: \{\n[^]*?^ {2}\},\n/m.exec(
        readFileSync(path.join(ROOT, "docs/recipes/team-application.md"), "utf8"),
    ) ?? [];

describeWithPulumi("ring 2: a team, and its application online", function () {
    this.timeout(RUN_MS);
    let page: FollowedPage;
    let bench: Bench;

    before(() => {
        page = new FollowedPage("recipes/team-application.md");
        page.follow();
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
            "EBS volume vol-N, made for PersistentVolumeClaim payments/pages",
            "load balancer k8s-hello-N, made for Ingress payments/hello",
            "security group sg-k8s-N, made for Ingress payments/hello",
        ]);
    });

    it("has a command for the team's people, and an entry that lets them in", async () => {
        const { code, stderr, stdout } = await bench.pulumi(["stack", "output", "teams", "--json"]);
        assert.equal(code, 0, stderr);
        const context = "platform-dev-payments";
        assert.deepEqual(JSON.parse(stdout), {
            payments: {
                developers:
                    `aws eks update-kubeconfig --name platform-dev --region us-east-1 --alias ${context} --user-alias ${context}` +
                    ` && kubectl config set-context ${context} --namespace payments`,
            },
        });
        const entries = bench.inventory
            .all()
            .filter(({ name }) => name === "access-payments-developers-entry");
        assert.deepEqual(
            entries.map(({ inputs }) => inputs["kubernetesGroups"]),
            [["team:payments:developers"]],
        );
    });

    it("then changes nothing", async () => {
        await assertHoldsStill(bench, HERE);
    });

    it("loses the application first, load balancer and volume with it, and keeps the team", async () => {
        page.replace("stacks/dev.ts", APPLICATION, "");
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        assert.deepEqual(doneIn(run), [
            "delete objects-hello-deployment-payments-hello",
            "delete objects-hello-ingress-payments-hello",
            "delete objects-hello-persistentvolumeclaim-payments-pages",
            "delete objects-hello-service-payments-hello",
        ]);
        assert.deepEqual([run.notes, madeBesides(bench)], [[], []]);
    });

    it("then the team, and nothing but what is the team's", async () => {
        page.replace("stacks/dev.ts", TEAM, "");
        const run = await bench.up();
        assert.equal(run.code, 0, said(run));
        const policies = ["fences", "ingress", "pods", "services", "target-groups"];
        assert.deepEqual(doneIn(run), [
            "delete access-payments-developers-entry",
            ...policies.flatMap((policy) =>
                ["binding", "policy"].map((part) => `delete admission-team-payments-${policy}-${part}`),
            ),
            "delete namespace-payments-allow-dns",
            "delete namespace-payments-allow-from",
            "delete namespace-payments-allow-pod-identity",
            "delete namespace-payments-allow-within",
            "delete namespace-payments-default-account",
            "delete namespace-payments-default-deny",
            "delete namespace-payments-namespace",
            "delete namespace-payments-quota",
            "delete team-payments-payments.developers",
        ]);
        assert.deepEqual(run.notes, []);
    });

    it("comes back with both, and goes with everything: nothing is left", async () => {
        page.replace("stacks/dev.ts", CATALOGUE, `${CATALOGUE}${TEAM}${APPLICATION}`);
        const back = await bench.up();
        assert.equal(back.code, 0, said(back));
        assert.equal(madeBesides(bench).length, 3);
        await assertWent(bench, await bench.destroy());
    });
});
