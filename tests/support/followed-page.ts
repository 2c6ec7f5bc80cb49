/**
 * A page of docs/, followed word for word in a copy of the kit with the fork of the tests (tests/fixtures/fork). A comment above a block says what to do with it:
 * `file: <path>` writes it, `line: <path> after: <line>` adds it, `instead: <path> of: <text>` replaces that text, and
 * `shows` is what the plan then prints.
 */
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import { layFork } from "./lay-fork";

/** What a plan and an update are made of, beside the fork's half. */
const COPIED = [
    ...["package.json", "package-lock.json", "program.js", "index.ts", "tsconfig.json"],
    ...["bootstrap", "components", "tools"],
];

/** Settings of accounts are the fork's half. */
const isKit = (file: string): boolean => !/Pulumi\.\w+\.yaml$/.test(file);

interface Step {
    readonly kind: string;
    readonly argument: string;
    readonly text: string;
}

/** What a page says to do, in its order. */
function stepsOf(page: string): readonly Step[] {
    const text = readFileSync(path.join(ROOT, "docs", page), "utf8");
    const blocks = text.matchAll(/<!-- (file|line|instead|shows):? ?(.*?) ?-->\n\n```\w+\n([\s\S]*?)```\n/g);
    return [...blocks].map(([, kind = "", argument = "", block = ""]) => ({ kind, argument, text: block }));
}

/** The files a page leads to, by name. @param before their text until then, by name */
export function filesAfter(page: string, before: (name: string) => string): ReadonlyMap<string, string> {
    const files = new Map<string, string>();
    for (const step of stepsOf(page).filter(({ kind }) => kind !== "shows")) {
        const [name = ""] = step.argument.split(SEPARATOR);
        files.set(
            name,
            afterStep(step, () => files.get(name) ?? before(name)),
        );
    }
    return files;
}

const SEPARATOR = / (?:after|of): /;

function afterStep({ argument, kind, text }: Step, before: () => string): string {
    const [name = "", rest = ""] = argument.split(SEPARATOR);
    if (kind === "file") return text;
    return replaceOnce(name, before(), rest, `${kind === "line" ? `${rest}\n` : ""}${text.trimEnd()}`);
}

function replaceOnce(name: string, text: string, from: string, to: string): string {
    assert.equal(text.split(from).length, 2, `${name} holds it once: ${from}`);
    return text.replace(from, () => to);
}

export class FollowedPage {
    /** The copy of the repository. */
    public readonly folder = mkdtempSync(path.join(tmpdir(), "followed-page-"));
    private readonly steps: readonly Step[];

    /** @param page below docs/ */
    public constructor(page: string) {
        this.steps = stepsOf(page);
        for (const name of COPIED) {
            cpSync(path.join(ROOT, name), path.join(this.folder, name), { recursive: true, filter: isKit });
        }
        layFork(this.folder);
        symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
    }

    /** What its blocks are for, in their order. */
    public kinds(): readonly string[] {
        return this.steps.map(({ kind }) => kind);
    }

    public follow(): void {
        for (const step of this.steps.filter(({ kind }) => kind !== "shows")) this.take(step);
    }

    /** @throws AssertionError unless `from` stands in the file once */
    public replace(name: string, from: string, to: string): void {
        const file = path.join(this.folder, name);
        writeFileSync(file, replaceOnce(name, readFileSync(file, "utf8"), from, to));
    }

    public plan(...args: readonly string[]): SpawnSyncReturns<string> {
        return this.node("tools/run.js", "plan", "dev", ...args);
    }

    /** Node in the copy. */
    public node(...args: readonly string[]): SpawnSyncReturns<string> {
        const env = { ...process.env, NODE_OPTIONS: "", KIT_TESTS_FORK: this.folder };
        return spawnSync(process.execPath, args, { cwd: this.folder, env, encoding: "utf8" });
    }

    /** The graph that is planned. */
    public graph(...args: readonly string[]): PlannedGraph {
        const { status, stderr, stdout } = this.plan("--json", ...args);
        assert.equal(status, 0, stderr);
        return JSON.parse(stdout) as PlannedGraph;
    }

    /** The plan succeeds, and each block the page shows of it is part of it. */
    public assertShown(...args: readonly string[]): void {
        const { status, stderr, stdout } = this.plan(...args);
        assert.equal(status, 0, stderr);
        for (const { text } of this.steps.filter(({ kind }) => kind === "shows")) {
            assert.ok(stdout.includes(text.trimEnd()), `${text}\n${stdout}`);
        }
    }

    public remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private take(step: Step): void {
        const [name = ""] = step.argument.split(SEPARATOR);
        const file = path.join(this.folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(
            file,
            afterStep(step, () => readFileSync(file, "utf8")),
        );
    }
}
