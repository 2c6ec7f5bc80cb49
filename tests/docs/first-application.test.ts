/** docs/first-application.md, followed word for word: planned, priced, and within the controls. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { ancestorsOf } from "../../tools/plan/order";
import { ROOT } from "../../tools/plan/root";
import { firstApplication } from "../support/first-application";
import type { FollowedPage } from "../support/followed-page";

describe("docs/first-application.md", () => {
    let page: FollowedPage;
    before(() => {
        page = firstApplication();
    });
    after(() => page.remove());

    it("leads to the plan it shows, in both modes", () => {
        assert.deepEqual(page.kinds(), ["file", "line", "shows"]);
        page.assertShown();
        page.assertShown("--unknown");
    });

    it("has objects that wait for the controllers of load balancers and disks", () => {
        const graph = page.graph();
        const urnOf = (name: string): string =>
            graph.resources.find((resource) => resource.name === name)?.urn ?? assert.fail(name);
        const before = ancestorsOf(graph, urnOf("objects-hello-ingress-hello-hello"));
        const controllers = ["chart-aws-load-balancer-controller-release", "addon-aws-ebs-csi-driver-addon"];
        assert.deepEqual(
            controllers.filter((name) => !before.has(urnOf(name))),
            [],
        );
    });

    it("costs what it says", () => {
        const { stdout } = page.node("tools/run.js", "plan", "cost", "dev");
        const month = /^│ objects-hello +│ +[\d.]+ │ +([\d.]+) │$/m.exec(stdout)?.[1];
        assert.equal(month, "16.50", stdout);
        const text = readFileSync(path.join(ROOT, "docs/first-application.md"), "utf8");
        assert.match(text, new RegExp(`and ${Math.round(Number(month))} USD a month$`, "m"));
    });

    it("breaks no control", () => {
        const { status, stdout } = page.node("tools/run.js", "plan", "controls", "dev");
        assert.equal(status, 0, stdout);
        assert.doesNotMatch(stdout, /hello/);
    });
});
