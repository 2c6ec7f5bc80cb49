/** A fork in a folder of its own, as somebody has edited it: what the edits of edits.ts need of it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { ROOT } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { copyKit } from "../support/lay-fork";

export class Fork {
    public readonly folder: string;
    private readonly done: string[] = [];

    public constructor() {
        this.folder = mkdtempSync(path.join(tmpdir(), "fork-"));
        copyKit(this.folder);
        symlinkSync(path.join(ROOT, "node_modules"), this.at("node_modules"));
    }

    /** What was edited, in order, for the message of a failure. */
    public get story(): string {
        return this.done.join(", then ");
    }

    public note(edit: string): void {
        this.done.push(edit);
    }

    public at(file: string): string {
        return path.join(this.folder, file);
    }

    public environments(): readonly string[] {
        return listStacks(this.folder);
    }

    public has(file: string, text: string | RegExp): boolean {
        if (!existsSync(this.at(file))) return false;
        const held = this.read(file);
        return typeof text === "string" ? held.includes(text) : text.test(held);
    }

    public read(file: string): string {
        return readFileSync(this.at(file), "utf8");
    }

    public write(file: string, text: string): void {
        writeFileSync(this.at(file), text);
    }

    public remove(file: string): void {
        rmSync(this.at(file));
    }

    /** @throws Error when the file does not hold it: the edit was not one of this fork. */
    public replace(file: string, from: string | RegExp, to: string | Replacer): void {
        const text = this.read(file);
        const edited = text.replace(from, typeof to === "string" ? () => to : to);
        if (edited === text) throw new Error(`${file} has no ${String(from)}: ${this.story}`);
        this.write(file, edited);
    }

    /** Everywhere in a file, and nothing where there is none. */
    public replaceAll(file: string, from: string | RegExp, to: string): void {
        this.write(
            file,
            this.read(file).replaceAll(from, () => to),
        );
    }

    /** How much the policy asks of an environment: as its name says, unless it says otherwise. */
    public isAsked(environment: string, level: "production" | "staging"): boolean {
        const given = new RegExp(`\\b${environment}: "(\\w+)"`).exec(this.read(POLICY))?.[1] ?? environment;
        return given === "production" || given === level;
    }

    /** As the message of the control asks for it. */
    public waive(control: string, environment: string): void {
        if (this.has(POLICY, `control: "${control}", environment: "${environment}"`)) return;
        const waiver = `{ control: "${control}", environment: "${environment}", reason: "Tried out by a random fork." }`;
        this.replace(POLICY, "waivers: [", `waivers: [${waiver}, `);
    }

    public close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** What was found, and its groups, become what stands there instead. */
type Replacer = (found: string, ...groups: readonly string[]) => string;

/** An edit of a fork; of one environment, when it is about one. */
export interface ForkEdit {
    readonly what: string;
    readonly applies: (fork: Fork, environment: string) => boolean;
    readonly make: (fork: Fork, environment: string) => void;
}

export const POLICY = "stacks/own/policy.ts";

/** Numbers from 0 to 1, the same for a seed on every machine: mulberry32. */
export function randomOf(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
}
