/** What a page of docs/ deploys, an application or resources of one's own: what holds of each. */
import assert from "node:assert/strict";
import path from "node:path";

import { madeForObjects } from "../../tools/sandbox/world/leaks";
import type { FollowedPage } from "../support/followed-page";
import { type Bench, type Run, said } from "./harness";
import { comparePreview } from "./preview-equals-plan";

/** The engine would make what the plan of the same settings shows. */
export async function assertPreviewsThePlan(bench: Bench, page: FollowedPage): Promise<void> {
    const preview = await bench.preview();
    assert.equal(preview.code, 0, said(preview));
    const settings = path.join(bench.workspace().directory, "Pulumi.dev.yaml");
    assert.deepEqual(comparePreview(page.graph("--unknown", "--config", settings), preview.planned), []);
}

/** `delete objects-hello-service`: what an update did, sorted. */
export function doneIn({ changes }: Run): readonly string[] {
    return changes.map(({ method, name }) => `${method} ${name}`).sort();
}

/** What controllers made for its objects, without the numbers of ids. */
export function madeBesides({ inventory }: Bench): readonly string[] {
    return madeForObjects(inventory)
        .map(({ text }) => text.replaceAll(/-\d{10}/g, "-N"))
        .sort();
}
