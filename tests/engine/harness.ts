/** Ring 2's bench: an environment of its own on the real CLI, its record, its state, and what each run did. */
import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import type { Properties } from "../../tools/facts/facts";
import { FORK, ROOT } from "../../tools/plan/root";
import type { Call } from "../../tools/sandbox/calls";
import type { Client } from "../../tools/sandbox/client";
import type { Fault } from "../../tools/sandbox/faults";
import { type Entry, Inventory } from "../../tools/sandbox/inventory";
import type { LatencyOf } from "../../tools/sandbox/latency";
import { ensureStack, findPulumi, type PulumiRun, runPulumi } from "../../tools/sandbox/pulumi";
import { openSandbox } from "../../tools/sandbox/sandbox";
import { prepareWorkspace, type Workspace } from "../../tools/sandbox/workspace";
import { madeBy } from "../support/creations";

/** Skips, with a count, where there is no Pulumi CLI. */
export const describeWithPulumi = findPulumi(process.env) === undefined ? describe.skip : describe;

/** A run of production, cold, on a slow machine with others on it. */
export const RUN_MS = 300_000;

/** Longer than an engine on such a machine pauses: what waits in the sandbox must not time out meanwhile. */
const PATIENCE_MS = 10_000;

export interface RunOptions {
    readonly args?: readonly string[];
    readonly insideVpc?: boolean;
    readonly faults?: readonly Fault[];
    readonly client?: Partial<Client>;
    /** Kills the CLI after so many changes. */
    readonly interruptAfter?: number;
    /** What each change takes. */
    readonly latencyMs?: number | LatencyOf;
    /** How long an engine may pause. @default as long as one alone does */
    readonly patienceMs?: number;
    /** For the CLI, on top of the sandbox's own. */
    readonly env?: Readonly<Record<string, string>>;
}

/** One operation of the engine. */
export interface Step {
    readonly op: string;
    readonly urn: string;
}

export interface Run extends PulumiRun {
    /** What the engine did, in the order in which it was done; `same` left out. */
    readonly steps: readonly Step[];
    /** What the providers were asked to change and did, in that order. */
    readonly changes: readonly Call[];
    readonly calls: readonly Call[];
    /** What left the account, in that order, also what nobody registered, such as instances of a pool. */
    readonly left: readonly Entry[];
    /** What the sandbox noticed. */
    readonly notes: readonly string[];
}

export interface PreviewStep extends Step {
    readonly newState?: Properties;
    readonly oldState?: Properties;
    readonly replaceReasons?: readonly string[];
    readonly diffReasons?: readonly string[];
}

export interface Preview extends Run {
    readonly planned: readonly PreviewStep[];
}

export interface Checkpoint {
    readonly resources?: readonly StateResource[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: StateResource }[];
}

export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    readonly custom: boolean;
    readonly inputs?: Properties;
    readonly outputs?: Properties;
    readonly parent?: string;
    readonly provider?: string;
    readonly protect?: boolean;
    readonly delete?: boolean;
    readonly initErrors?: readonly string[];
}

export interface BenchOptions {
    readonly stack: string;
    /** Pairs of text to replace in the settings. */
    readonly settings?: readonly Edit[];
    /** Leaves placeholders of the settings as they are: for one command. */
    readonly unfilled?: true;
    /** Shares an account and a backend with another bench. */
    readonly beside?: Bench;
    /** @default an empty one, or that of the bench beside */
    readonly inventory?: Inventory;
}

export type Edit = readonly [from: string, to: string];

/** One stack; every command is the CLI, cold, against the same record. */
export class Bench {
    public readonly stack: string;
    public readonly inventory: Inventory;
    private readonly folder: string;
    private readonly backend: string | undefined;
    private readonly unfilled: boolean;
    private edits: readonly Edit[];
    private program = ROOT;
    private project: string | undefined;

    public constructor({ beside, inventory, settings = [], stack, unfilled }: BenchOptions) {
        this.folder = mkdtempSync(path.join(tmpdir(), "ring2-"));
        this.stack = stack;
        this.inventory = inventory ?? beside?.inventory ?? new Inventory();
        this.backend = beside?.workspace().backend;
        this.edits = settings;
        this.unfilled = unfilled === true;
    }

    /** The same stack, as it is now, with an account and a backend of its own. */
    public copy(): Bench {
        const { edits, folder, program, project, stack } = this;
        const copy = new Bench({ stack, settings: edits, inventory: this.inventory.copy() });
        cpSync(folder, copy.folder, { recursive: true });
        copy.program = program;
        copy.project = project;
        return copy;
    }

    /** Further changes of the settings, on top of those before. */
    public configure(...edits: readonly Edit[]): void {
        this.edits = [...this.edits, ...edits];
    }

    /** Another program from now on: its folder, or its entry where it only changes this repository's. */
    public run(program: string): void {
        this.program = program;
    }

    public rename(project: string): void {
        this.project = project;
    }

    public workspace(): Workspace {
        const settings = path.join(this.folder, "settings.yaml");
        const source = [`Pulumi.${this.stack}.yaml`, "Pulumi.dev.yaml"]
            .map((file) => path.join(FORK, file))
            .find((file) => existsSync(file));
        const text = this.edits.reduce(edited, readFileSync(source ?? "", "utf8"));
        writeFileSync(settings, text);
        const { program, stack } = this;
        const workspace = prepareWorkspace({
            directory: path.join(this.folder, "sandbox"),
            stack,
            settings,
            program,
            ...(this.project === undefined ? {} : { project: this.project }),
        });
        if (this.unfilled) writeFileSync(path.join(workspace.directory, `Pulumi.${stack}.yaml`), text);
        return this.backend === undefined ? workspace : { ...workspace, backend: this.backend };
    }

    public async preview(options: RunOptions = {}): Promise<Preview> {
        const run = await this.pulumi(["preview", "--json"], options);
        const parsed = run.code === 0 ? (JSON.parse(run.stdout) as { steps: PreviewStep[] }) : { steps: [] };
        return { ...run, planned: parsed.steps };
    }

    public async up(options: RunOptions = {}): Promise<Run> {
        return this.pulumi(["up", "--yes", "--skip-preview"], options);
    }

    public async refresh(options: RunOptions = {}): Promise<Run> {
        return this.pulumi(["refresh", "--yes", "--skip-preview"], options);
    }

    public async destroy(options: RunOptions = {}): Promise<Run> {
        return this.pulumi(["destroy", "--yes", "--skip-preview"], options);
    }

    /** Any command of the CLI, with the sandbox running. */
    public async pulumi(command: readonly string[], options: RunOptions = {}): Promise<Run> {
        const { args = [], client = {}, env = {}, faults = [], interruptAfter, ...rest } = options;
        const workspace = this.workspace();
        let kill = (): void => undefined;
        const sandbox = await openSandbox({
            workspace,
            inventory: this.inventory,
            insideVpc: false,
            patienceMs: PATIENCE_MS,
            faults,
            client,
            ...rest,
            ...(interruptAfter === undefined
                ? {}
                : { interrupt: { after: interruptAfter, now: () => kill() } }),
        });
        const leftBefore = this.inventory.left.length;
        const events = path.join(this.folder, "events.json");
        rmSync(events, { force: true });
        try {
            const pulumi = { workspace, providers: sandbox.providers, output: "capture" } as const;
            const made = await ensureStack(pulumi);
            assert.deepEqual(made?.code ?? 0, 0, made?.stderr);
            const log = LOGGING.has(command[0] ?? "") ? ["--event-log", events] : [];
            const line = [...command, ...args, "--stack", this.stack, "--non-interactive", ...log];
            const result = await runPulumi(line, {
                ...pulumi,
                // The event log is one of the CLI's own debugging aids.
                env: { PULUMI_DEBUG_COMMANDS: "true", ...env },
                onStart: (child) => {
                    kill = () => void child.kill("SIGKILL");
                },
            });
            const { log: calls } = sandbox;
            return {
                ...result,
                steps: stepsIn(events),
                changes: calls.changes(),
                calls: calls.calls,
                left: this.inventory.left.slice(leftBefore),
                notes: calls.notes,
            };
        } finally {
            sandbox.close();
        }
    }

    /** The state as Pulumi exports it. */
    public async state(): Promise<Checkpoint> {
        const { code, stderr, stdout } = await this.pulumi(["stack", "export"]);
        assert.equal(code, 0, stderr);
        return (JSON.parse(stdout) as { deployment: Checkpoint }).deployment;
    }

    /** What the stack's resources made in the account; without what AWS made by itself. */
    public made(): readonly Entry[] {
        return madeBy(this.stack, this.inventory.all());
    }

    public close(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** Commands that can write their events down. */
const LOGGING: ReadonlySet<string> = new Set(["preview", "up", "refresh", "destroy"]);

function edited(text: string, [from, to]: Edit): string {
    assert.ok(text.includes(from), `the settings have no ${from}`);
    return text.replaceAll(from, to);
}

interface EngineEvent {
    readonly resOutputsEvent?: { readonly metadata: Step };
    readonly resourcePreEvent?: { readonly metadata: Step };
}

function stepsIn(file: string): readonly Step[] {
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .flatMap((line) => (JSON.parse(line) as EngineEvent).resOutputsEvent?.metadata ?? [])
        .map(({ op, urn }) => ({ op, urn }))
        .filter(({ op }) => op !== "same" && op !== "read");
}

/** `aws:ec2/vpc:Vpc network-vpc`: unique, and short enough to read. */
export function nameOf(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${types.split("$").at(-1) ?? ""} ${name.join("::")}`;
}

/** What a command said, for a message. */
export function said({ stderr, stdout }: PulumiRun): string {
    return `${stdout}\n${stderr}`;
}
