/** A real browser, where the machine has one: Debian's chromium, or the one that KIT_BROWSER names. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

import { type Browser, chromium, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Undefined where there is none. */
export function browserPath(): string | undefined {
    const asked = process.env["KIT_BROWSER"];
    if (asked !== undefined && asked !== "") return asked;
    const folders = (process.env["PATH"] ?? "").split(path.delimiter);
    return folders
        .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
        .find((file) => existsSync(file));
}

/** As root it has no sandbox of its own; what it shows is ours. */
export function launch(executablePath: string): Promise<Browser> {
    return chromium.launch({ executablePath, args: ["--no-sandbox", "--force-color-profile=srgb"] });
}

/** Whether the machine has the font that stored pictures are drawn in. */
export function hasPictureFont(): boolean {
    const { stdout } = spawnSync("fc-list", [":family=DejaVu Sans"], { encoding: "utf8" });
    return typeof stdout === "string" && stdout.includes("DejaVu");
}

/** What a page says and asks while it is looked at. */
export interface Watched {
    readonly page: Page;
    /** Messages of the console, errors that nobody caught, and requests for anything but the file itself. */
    readonly faults: string[];
}

export interface Look {
    readonly file: string;
    readonly width?: number;
    readonly height?: number;
    readonly colours?: "dark" | "light";
    /** Behind `#`. */
    readonly at?: string;
}

export async function openPage(browser: Browser, look: Look): Promise<Watched> {
    const { at = "", colours = "light", file, height = 900, width = 1280 } = look;
    const page = await browser.newPage({
        viewport: { width, height },
        colorScheme: colours,
        reducedMotion: "reduce",
    });
    const faults: string[] = [];
    page.on("console", (message) => faults.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => faults.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(`file://${file}`) && !url.startsWith("data:")) faults.push(`request: ${url}`);
    });
    await page.goto(`file://${file}${at === "" ? "" : `#${at}`}`);
    await page.waitForSelector("html[data-ready]");
    return { page, faults };
}
