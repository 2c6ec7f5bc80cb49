/**
 * Pictures of a page against stored ones. Fonts are drawn a little differently by each build of a browser, so a share of
 * pixels may differ; a box, a colour or a line that is elsewhere is more than that.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

import { PNG } from "pngjs";

const FOLDER = path.resolve(__dirname, "../page/pictures");

/** Share of pixels that may differ. */
const TOLERANCE = 0.02;

/** Difference of two pixels up to which they are the same, of 1: what smoothing of letters makes. */
const ALIKE = 0.2;

/** `KIT_PICTURES=write` stores what is shown now: look at it before it is committed. */
export async function comparePicture(name: string, shown: Buffer): Promise<void> {
    const file = path.join(FOLDER, `${name}.png`);
    if (process.env["KIT_PICTURES"] === "write" || !existsSync(file)) {
        assert.equal(
            process.env["KIT_PICTURES"],
            "write",
            `no picture ${name}: KIT_PICTURES=write stores it`,
        );
        writeFileSync(file, shown);
        return;
    }
    const [stored, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(shown)];
    assert.deepEqual([now.width, now.height], [stored.width, stored.height], `${name}: another size`);
    const { default: pixelmatch } = await import("pixelmatch");
    const difference = new PNG({ width: stored.width, height: stored.height });
    const differing = pixelmatch(stored.data, now.data, difference.data, stored.width, stored.height, {
        threshold: ALIKE,
    });
    const share = differing / (stored.width * stored.height);
    if (share <= TOLERANCE) return;
    const seen = path.join(process.env["RUNNER_TEMP"] ?? "/tmp", `kit-picture-${name}.png`);
    writeFileSync(seen, shown);
    assert.fail(
        `${name}: ${(share * 100).toFixed(1)} % of the pixels differ; what is shown now is in ${seen}`,
    );
}
