/** Cold starts in Pulumi's own Node runtime: our program, and the default template as `pulumi new` writes it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parse } from "yaml";

import { filledStack } from "../../tests/support/filled";
import { type HostOptions, runInHost, type RuntimeOptions } from "../../tests/support/run-host";
import { ROOT } from "../plan/root";
import type { Work } from "./measure";

/**
 * The default program: one bucket, the whole SDK imported, types checked by the loader.
 * Source: pulumi/templates aws-typescript; `module` nodenext as its container and Kubernetes templates have it,
 * since TypeScript 6 refuses the older template's `moduleResolution: node`.
 */
const TEMPLATE_FILES = {
    "package.json": JSON.stringify({ name: "template", main: "index.ts" }),
    "tsconfig.json": JSON.stringify({
        compilerOptions: {
            strict: true,
            outDir: "bin",
            target: "es2020",
            module: "nodenext",
            moduleResolution: "nodenext",
            sourceMap: true,
            experimentalDecorators: true,
            pretty: true,
            noFallthroughCasesInSwitch: true,
            noImplicitReturns: true,
            forceConsistentCasingInFileNames: true,
        },
        files: ["index.ts"],
    }),
    "index.ts": [
        'import * as pulumi from "@pulumi/pulumi";',
        'import * as aws from "@pulumi/aws";',
        'const bucket = new aws.s3.Bucket("my-bucket");',
        "export const bucketName: pulumi.Output<string> = bucket.id;",
    ].join("\n"),
} as const;

/** Our program on the committed settings of a stack, with its placeholders filled in: it refuses them otherwise. */
export function ownProgram(stack: string): Work {
    const { config, project, secretKeys } = filledStack(stack);
    return inHost({
        directory: ROOT,
        ...programOf(ROOT),
        project,
        stack,
        config,
        secretKeys,
    });
}

/** What Pulumi.yaml tells the runtime. */
function programOf(directory: string): Pick<HostOptions, "main" | "runtime"> {
    const file = parse(readFileSync(path.join(directory, "Pulumi.yaml"), "utf8")) as {
        readonly main: string;
        readonly runtime: { readonly options: RuntimeOptions };
    };
    return { main: file.main, runtime: file.runtime.options };
}

/** The default template, written to a folder beside our dependencies, so that both sides load the same SDK. */
export function defaultTemplate(folder: string): Work {
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(TEMPLATE_FILES)) writeFileSync(path.join(folder, name), text);
    symlinkSync(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"), "dir");
    return inHost({
        directory: folder,
        main: "index.ts",
        runtime: { typescript: true },
        project: "template",
        stack: "dev",
        config: { "aws:region": "us-east-1" },
        secretKeys: [],
    });
}

/**
 * Outputs stay unknown, as at a first preview, so that no facts are asked for. Each run has an empty folder for
 * temporary files: Pulumi's loader keeps compiled files there, and a warm second run would check no types.
 */
function inHost(options: Omit<HostOptions, "env" | "mode" | "organization">): Work {
    return async (env) => {
        const temporary = mkdtempSync(path.join(tmpdir(), "kit-bench-cold-"));
        try {
            const run = await runInHost({
                ...options,
                organization: "organization",
                mode: "unknown",
                env: { ...env, TMPDIR: temporary, TEMP: temporary },
            });
            if (run.exitCode === 0) return;
            throw new Error(
                `${options.project} ended with ${run.exitCode}:\n${[...run.log, run.stderr].join("\n")}`,
            );
        } finally {
            rmSync(temporary, { recursive: true, force: true });
        }
    };
}
