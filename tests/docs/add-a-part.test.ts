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
