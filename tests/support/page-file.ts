/** Pages written for a browser to open. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { assetsOf } from "../../tools/page/assets";
import { pageDataOf, type PageInput } from "../../tools/page/page";
import { renderPage } from "../../tools/page/render";
import { REPORTS } from "./page-reports";

/** The day every page of the tests is written. */
export const TODAY = "2026-11-29";

export async function pageText(
    input: Pick<PageInput, "bases" | "environments"> & Partial<Pick<PageInput, "reports">>,
): Promise<string> {
    const data = await pageDataOf({ today: TODAY, linkBase: "../", reports: REPORTS, ...input });
    return renderPage(data, await assetsOf());
}

/** A folder with pages, gone with `close`. */
export class PageFolder {
    private readonly folder = mkdtempSync(path.join(realpathSync(tmpdir()), "kit-page-"));

    public write(name: string, text: string): string {
        const file = path.join(this.folder, name);
        writeFileSync(file, text);
        return file;
    }

    public close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}
