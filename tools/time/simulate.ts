/**
 * Pulumi's scheduling, by the clock: so many workers, each with one registration at a time, in the order in which the
 * registrations come; one comes when everything it waits for is done.
 * Source: pulumi v3.248.0, pkg/resource/deploy/step_executor.go: a worker takes the next chain of steps and carries
 * them out one after another; without a free one the engine takes no further registration.
 */

/** One thing a worker does, such as the creation of a resource. */
export interface Part {
    readonly id: string;
    readonly seconds: number;
    /** Held meanwhile; who finds it taken waits, and keeps its worker. */
    readonly lock?: string;
}

/** What a registration makes the engine do. */
export interface Job {
    readonly id: string;
    /** In this order; none when there is nothing to do. */
    readonly parts: readonly Part[];
    /** Ids of jobs that are done before it can come. */
    readonly after: readonly string[];
}

/** Why something did not start before: of what ended last, the part, or the job when that had nothing to do. */
export interface Cause {
    readonly kind: "dependency" | "worker" | "lock" | "chain" | "wave";
    readonly id: string;
}

export interface Timing {
    readonly id: string;
    /** A worker has it. */
    readonly taken: number;
    /** Its own work begins: later, where it waits for a lock. */
    readonly start: number;
    readonly end: number;
    readonly cause?: Cause;
}

/** When each part and each job ends. */
export interface Simulation {
    /** Parts, and jobs without any, by id. */
    readonly timings: ReadonlyMap<string, Timing>;
    readonly end: number;
    /** What ended last; undefined when nothing was to do. */
    readonly last?: string;
}

export interface Limits {
    readonly parallel: number;
    /** @default true */
    readonly locks?: boolean;
}

/** Jobs as the engine does them while the program runs. @throws Error when jobs wait for each other */
export function simulate(jobs: readonly Job[], limits: Limits, from?: Beginning): Simulation {
    return new Run(jobs, limits, from ?? { at: 0 }).run();
}

/**
 * Waves as the engine deletes: each in parallel, the next once the last of it is done.
 * Source: pulumi v3.248.0, pkg/resource/deploy/deployment_executor.go, performPostSteps.
 */
export function simulateWaves(
    waves: readonly (readonly Part[])[],
    limits: Limits,
    from: Beginning = { at: 0 },
): Simulation {
    const timings = new Map<string, Timing>();
    let { at, cause } = from;
    let last = cause?.id;
    for (const wave of waves) {
        const jobs = wave.map((part) => ({ id: part.id, parts: [part], after: [] }));
        const done = simulate(jobs, limits, { at, ...(cause === undefined ? {} : { cause }) });
        for (const [id, timing] of done.timings) timings.set(id, timing);
        // A wave that takes no time is no reason for the next.
        if (done.end === at && cause !== undefined) continue;
        at = done.end;
        last = done.last ?? last;
        cause = last === undefined ? undefined : { kind: "wave", id: last };
    }
    return { timings, end: at, ...(last === undefined ? {} : { last }) };
}

/** When it begins, and after what. */
export interface Beginning {
    readonly at: number;
    readonly cause?: Cause;
}

interface Waiting {
    readonly job: Job;
    cause: Cause | undefined;
    /** Jobs that are not done yet. */
    left: number;
    readonly readyAt: number;
}

interface Running {
    readonly job: Job;
    readonly index: number;
    readonly taken: number;
    readonly start: number;
    readonly end: number;
}

interface Blocked {
    readonly job: Job;
    readonly index: number;
    readonly taken: number;
}

class Run {
    private readonly timings = new Map<string, Timing>();
    private readonly dependents = new Map<string, Waiting[]>();
    private readonly queue: Waiting[] = [];
    private readonly running: Running[] = [];
    private readonly held = new Map<string, Blocked[]>();
    private readonly causes = new Map<string, Cause>();
    private free: number;
    private now: number;
    private next = 0;
    private done = 0;
    private last: string | undefined;

    public constructor(
        private readonly jobs: readonly Job[],
        private readonly limits: Limits,
        from: Beginning,
    ) {
        this.free = limits.parallel;
        this.now = from.at;
        const known = new Set(jobs.map(({ id }) => id));
        for (const job of jobs) {
            const after = [...new Set(job.after)].filter((id) => known.has(id));
            const waiting: Waiting = { job, cause: from.cause, left: after.length, readyAt: from.at };
            for (const id of after) this.listen(id, waiting);
            if (after.length === 0) this.queue.push(waiting);
        }
    }

    public run(): Simulation {
        for (;;) {
            this.takeAll();
            const ending = this.takeEnding();
            if (ending === undefined) break;
            this.now = ending.end;
            this.endPart(ending);
        }
        if (this.done < this.jobs.length) throw new Error("these jobs wait for each other");
        const { last, now: end, timings } = this;
        return { timings, end, ...(last === undefined ? {} : { last }) };
    }

    private listen(id: string, waiting: Waiting): void {
        const list = this.dependents.get(id);
        if (list === undefined) this.dependents.set(id, [waiting]);
        else list.push(waiting);
    }

    /** Free workers take what has come, first come, first served. */
    private takeAll(): void {
        for (; this.free > 0 && this.next < this.queue.length; this.next += 1) {
            const waiting = this.queue[this.next];
            if (waiting === undefined) return;
            this.free -= 1;
            const wasHeldUp = waiting.readyAt < this.now && this.last !== undefined;
            const cause: Cause | undefined = wasHeldUp
                ? { kind: "worker", id: this.last ?? "" }
                : waiting.cause;
            this.beginPart(waiting.job, 0, cause);
        }
    }

    private beginPart(job: Job, index: number, cause: Cause | undefined): void {
        const part = job.parts[index];
        if (part === undefined) {
            this.endJob(job, cause);
            return;
        }
        if (cause !== undefined) this.causes.set(part.id, cause);
        const blocked = { job, index, taken: this.now };
        const lock = this.limits.locks === false ? undefined : part.lock;
        const waiters = lock === undefined ? undefined : this.held.get(lock);
        if (waiters === undefined) {
            if (lock !== undefined) this.held.set(lock, []);
            this.start(blocked);
        } else {
            waiters.push(blocked);
        }
    }

    private start({ job, index, taken }: Blocked): void {
        const seconds = job.parts[index]?.seconds ?? 0;
        this.running.push({ job, index, taken, start: this.now, end: this.now + seconds });
    }

    /** The one that ends next; of several the one that began first. */
    private takeEnding(): Running | undefined {
        let best = 0;
        for (let i = 1; i < this.running.length; i += 1) {
            if ((this.running[i]?.end ?? 0) < (this.running[best]?.end ?? 0)) best = i;
        }
        return this.running.splice(best, 1)[0];
    }

    private endPart({ end, index, job, start, taken }: Running): void {
        const part = job.parts[index];
        if (part === undefined) return;
        const { id, lock } = part;
        const cause = this.causes.get(id);
        this.timings.set(id, { id, taken, start, end, ...(cause === undefined ? {} : { cause }) });
        this.last = id;
        if (lock !== undefined && this.limits.locks !== false) this.release(lock, id);
        this.beginPart(job, index + 1, { kind: "chain", id });
    }

    private release(lock: string, by: string): void {
        const [next, ...others] = this.held.get(lock) ?? [];
        if (next === undefined) {
            this.held.delete(lock);
            return;
        }
        this.held.set(lock, others);
        const id = next.job.parts[next.index]?.id;
        if (id !== undefined) this.causes.set(id, { kind: "lock", id: by });
        this.start(next);
    }

    private endJob(job: Job, cause: Cause | undefined): void {
        this.free += 1;
        this.done += 1;
        const ended = job.parts.at(-1)?.id ?? job.id;
        if (job.parts.length === 0) {
            const moment = { taken: this.now, start: this.now, end: this.now };
            this.timings.set(job.id, { id: job.id, ...moment, ...(cause === undefined ? {} : { cause }) });
        }
        for (const waiting of this.dependents.get(job.id) ?? []) {
            waiting.left -= 1;
            if (waiting.left > 0) continue;
            const why: Cause = { kind: "dependency", id: ended };
            this.queue.push({ ...waiting, cause: why, readyAt: this.now });
        }
    }
}
