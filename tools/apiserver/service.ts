/** A process that serves until it is stopped, and what it has written last. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** The end of a log: the reason why a server stops is in its last lines. */
const KEPT_CHARACTERS = 20_000;

export class Service {
    private readonly child: ChildProcess;
    private readonly closed: Promise<void>;
    private text = "";
    private ended: string | undefined;
    /** Nothing of it is worth keeping, so that nothing is waited for either. */
    public readonly kill = (): void => void this.child.kill("SIGKILL");
    /** Undefined when it never started. */
    public get pid(): number | undefined {
        return this.child.pid;
    }

    public constructor(
        public readonly name: string,
        command: string,
        args: readonly string[],
        env: Readonly<Record<string, string>> = {},
    ) {
        this.child = spawn(command, [...args], {
            stdio: ["ignore", "pipe", "pipe"],
            env: { ...process.env, ...env },
        });
        const keep = (chunk: Buffer): void => {
            this.text = (this.text + chunk.toString("utf8")).slice(-KEPT_CHARACTERS);
        };
        this.child.stdout?.on("data", keep);
        this.child.stderr?.on("data", keep);
        this.closed = new Promise((resolve) => {
            const end = (why: string): void => {
                this.ended ??= why;
                process.off("exit", this.kill);
                resolve();
            };
            this.child.on("error", (error) => end(error.message));
            this.child.on("close", (code, signal) => end(`exit code ${code ?? signal ?? "unknown"}`));
        });
        process.on("exit", this.kill);
    }

    /** Its log, with a heading. */
    public log(): string {
        return `== ${this.name}${this.ended === undefined ? "" : `, ended: ${this.ended}`}\n${this.text}`;
    }

    /**
     * Resolves once `probe` answers something.
     * @throws with the log, when the process ends or the time runs out before
     */
    public async whenReady<T>(probe: () => Promise<T | undefined>, limitMs: number): Promise<T> {
        const deadline = Date.now() + limitMs;
        for (;;) {
            const answer = await probe().catch(() => undefined);
            if (answer !== undefined) return answer;
            if (this.ended !== undefined) throw new Error(`${this.name} ended early\n${this.log()}`);
            if (Date.now() > deadline) throw new Error(`${this.name}: not ready\n${this.log()}`);
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    }

    /**
     * Memory it has, in MiB; undefined where it has ended, or the system does not say.
     * Source: Linux manual, proc_pid_status(5), VmRSS.
     */
    public memory(): number | undefined {
        try {
            const status = readFileSync(`/proc/${this.pid ?? ""}/status`, "utf8");
            const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
            return kib === undefined ? undefined : Math.round(Number(kib) / 1024);
        } catch {
            return undefined;
        }
    }

    public async stop(): Promise<void> {
        this.kill();
        await this.closed;
    }
}
