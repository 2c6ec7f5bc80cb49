/** docs/recipes/, each page followed word for word in a copy of the repository. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { FollowedPage } from "../support/followed-page";

const PAGES = readdirSync(path.join(ROOT, "docs/recipes"));

describe("docs/recipes", () => {
    for (const name of PAGES) {
        describe(name, () => {
            let page: FollowedPage;
            before(() => {
                page = new FollowedPage(`recipes/${name}`);
                page.follow();
            });
            after(() => page.remove());

            it("leads to the plan it shows, in both modes", () => {
                assert.ok(page.kinds().includes("file") && page.kinds().includes("shows"));
                page.assertShown();
                page.assertShown("--unknown");
            });
        });
    }
});
