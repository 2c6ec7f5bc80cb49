/** docs/add-a-part.md, followed word for word in a copy of the repository. */
import assert from "node:assert/strict";

import { FollowedPage } from "../support/followed-page";

describe("docs/add-a-part.md", () => {
    let page: FollowedPage;
    before(() => {
        page = new FollowedPage("add-a-part.md");
    });
    after(() => page.remove());

    it("leads to the plans it shows, without another edit", () => {
        assert.deepEqual(page.kinds(), [
            ...["file", "line", "line", "instead", "shows"],
            ...["file", "instead", "line", "shows"],
        ]);
        page.follow();
        page.assertShown();
    });

    it("and its words are told with the kit's own in docs/shape.md", () => {
        const print = `process.stdout.write(require("./tools/reference/shape-page").renderShape())`;
        const { stderr, stdout } = page.node("-r", "./tools/load.js", "-e", print);
        for (const line of [
            "| [`alarms`](#alarms) | nowhere | Where alarms go. |",
            "| `displayName` | text | required | What a text message shows as its sender. |",
            "| `example-agent` | [`addons.example-agent`](#addonsexample-agent) | none | Stands here for an add-on of EKS. On request. |",
        ])
            assert.ok(stdout.split("\n").includes(line), `${line}\n${stderr}`);
    });

    it("and refuses misspelt words of both, by place", () => {
        page.replace(
            "stacks/dev.ts",
            'alarms: { displayName: "platform dev" }',
            'alarms: { name: "platform dev" }',
        );
        page.replace("stacks/dev.ts", '"example-agent": {}', '"example-agents": {}');
        const { status, stderr } = page.plan();
        assert.equal(status, 1);
        assert.match(stderr, /stacks\/dev\.ts › alarms\.name: not a part of a shape/);
        assert.match(
            stderr,
            /stacks\/dev\.ts › addons\.example-agents: not a part of a shape\. Did you mean "example-agent"\?/,
        );
    });
});
