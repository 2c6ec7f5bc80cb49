/** docs/README.md leads to every page. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";

const DOCS = path.join(ROOT, "docs");

/** Files and folders that a page links to. */
function linkedFrom(page: string): string[] {
    return [...readFileSync(page, "utf8").matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
        .map(([, target = ""]) => path.join(path.dirname(page), target))
        .filter((target) => existsSync(target));
}

/** Every page that can be reached, folders standing for the pages in them. */
function reachedFrom(start: string): ReadonlySet<string> {
    const reached = new Set<string>();
    const waiting = [start];
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
        if (reached.has(page)) continue;
        reached.add(page);
        if (statSync(page).isDirectory())
            waiting.push(...readdirSync(page).map((file) => path.join(page, file)));
        else if (page.endsWith(".md")) waiting.push(...linkedFrom(page));
    }
    return reached;
}

describe("docs/README.md", () => {
    it("leads to every page", () => {
        const reached = reachedFrom(path.join(DOCS, "README.md"));
        const pages = readdirSync(DOCS, { recursive: true, encoding: "utf8" })
            .filter((file) => file.endsWith(".md"))
            .map((file) => path.join(DOCS, file));
        assert.deepEqual(
            pages.filter((page) => !reached.has(page)),
            [],
        );
    });

    it("is where the README sends its readers", () => {
        assert.match(readFileSync(path.join(ROOT, "README.md"), "utf8"), /\]\(docs\/README\.md\)/);
    });
});
