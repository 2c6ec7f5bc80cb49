/** The page's style and script, made small. */
import { readFileSync } from "node:fs";
import path from "node:path";

import { buildSync, transformSync } from "esbuild";

import { ROOT } from "../plan/root";
import type { Assets } from "./render";

const CLIENT = path.join(ROOT, "tools", "page", "client");

/** Browsers that unpack gzip and know `light-dark()`. Source: MDN, DecompressionStream and light-dark(), browser compatibility. */
const BROWSERS = ["chrome123", "firefox120", "safari17.5"];

export function assetsOf(): Assets {
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
