/**
 * `npm run check:workflows`: GitHub's own language service reads every workflow, as an editor would: unknown keys, wrong
 * expressions, steps and jobs that do not exist. Rules of this repository are in tests/checks/workflows.test.ts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { register } from "tsx/esm/api";
import { TextDocument } from "vscode-languageserver-textdocument";

// The package imports JSON in a way that only bundlers and tsx follow.
register();
const { validate } = await import("@actions/languageservice");

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const FOLDER = path.join(ROOT, ".github", "workflows");

/** Reads the workflows that others call, so that their inputs are checked too. */
const fileProvider = {
    getFileContent: (reference) => {
        const name = reference.path ?? "";
        return Promise.resolve({ name, content: readFileSync(path.join(ROOT, name), "utf8") });
    },
};

/** One line a finding, as compilers write them. */
async function findingsIn(file) {
    const document = TextDocument.create(pathToFileURL(file).href, "yaml", 1, readFileSync(file, "utf8"));
    const found = await validate(document, { fileProvider });
    const name = path.relative(ROOT, file);
    return found.map(
        ({ message, range: { start } }) => `${name}:${start.line + 1}:${start.character + 1} ${message}`,
    );
}

const HELP = `usage: npm run check:workflows [-- FILE…]

Reads workflows as GitHub's editors do. Default: all of .github/workflows.

  -h, --help   print this help

Exit code: 0 nothing found, 1 findings, one a line, 2 wrong usage.
`;

async function main(args) {
    if (args.includes("--help") || args.includes("-h")) {
        process.stdout.write(HELP);
        return 0;
    }
    const missing = args.filter((file) => !existsSync(file));
    if (missing.length > 0) {
        process.stderr.write(`error: no file ${missing.join(", ")}.\n\n${HELP}`);
        return 2;
    }
    const files = args.map((file) => path.resolve(file));
    const workflows = readdirSync(FOLDER).map((file) => path.join(FOLDER, file));
    const findings = [];
    for (const file of files.length > 0 ? files : workflows) findings.push(...(await findingsIn(file)));
    if (findings.length > 0) process.stdout.write(`${findings.join("\n")}\n`);
    return findings.length > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
