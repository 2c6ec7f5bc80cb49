/** The page's style and script, made small. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { buildSync, transformSync } from "esbuild";

import { dependencies } from "../../package.json";
import { ROOT } from "../plan/root";
import { type Keeper, NOTHING_KEPT } from "./kept";
import type { Assets } from "./render";

const CLIENT = path.join(ROOT, "tools", "page", "client");

/** Browsers that unpack gzip and know `light-dark()`. Source: MDN, DecompressionStream and light-dark(), browser compatibility. */
const BROWSERS = ["chrome123", "firefox120", "safari17.5"];

/** Made once of the same files: starting the compiler takes as long as drawing. */
export async function assetsOf(keeper: Keeper = NOTHING_KEPT): Promise<Assets> {
    const files = readdirSync(CLIENT).sort();
    const sources = files.map((file) => [file, readFileSync(path.join(CLIENT, file), "utf8")]);
    return keeper({ esbuild: dependencies.esbuild, browsers: BROWSERS, sources }, () =>
        Promise.resolve(compiled()),
    );
}

function compiled(): Assets {
    const { outputFiles } = buildSync({
        entryPoints: [path.join(CLIENT, "main.ts")],
        bundle: true,
        write: false,
        minify: true,
        format: "iife",
        target: BROWSERS,
        legalComments: "none",
        logLevel: "silent",
    });
    const style = readFileSync(path.join(CLIENT, "page.css"), "utf8");
    return {
        script: outputFiles[0]?.text ?? "",
        style: transformSync(style, { loader: "css", minify: true, target: BROWSERS }).code,
    };
}
