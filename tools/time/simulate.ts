/**
 * Pulumi's scheduling, by the clock: so many workers, each with one registration at a time, in the order in which the
 * registrations come; one comes when everything it waits for is done.
 * Source: pulumi v3.248.0, pkg/resource/deploy/step_executor.go: a worker takes the next chain of steps and carries
 * them out one after another; without a free one the engine takes no further registration.
 */

/** One thing a worker does, such as the creation of a resource. */
export interface Part {
    readonly id: string;
    /** Held meanwhile; who finds it taken waits, and keeps its worker. */
    readonly lock?: string;
}

/** What a registration makes the engine do. */
export interface Job<Kind extends Part> {
    readonly id: string;
    /** In this order; none when there is nothing to do. */
    readonly parts: readonly Kind[];
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

export interface Simulation {
    /** Parts, and jobs without any, by id. */
    readonly timings: ReadonlyMap<string, Timing>;
    readonly end: number;
    /** What ended last; undefined when nothing was to do. */
    readonly last?: string;
}

/** How the work is done. */
export interface Conditions<Kind extends Part> {
    readonly parallel: number;
    readonly secondsOf: (part: Kind) => number;
    /** @default true */
    readonly locks?: boolean;
}

/** When it begins, and after what. */
export interface Beginning {
    readonly at: number;
    readonly cause?: Cause;
}

/** Jobs with who waits for whom, looked up once for any number of runs. */
export interface Order<Kind extends Part> {
    readonly jobs: readonly Job<Kind>[];
    /** By position: positions of the jobs that wait for it. */
    readonly dependents: readonly (readonly number[])[];
    /** By position: how many jobs it waits for. */
    readonly waitsFor: readonly number[];
}

export function orderOf<Kind extends Part>(jobs: readonly Job<Kind>[]): Order<Kind> {
    const positions = new Map(jobs.map(({ id }, position) => [id, position]));
    const dependents = jobs.map((): number[] => []);
    const waitsFor = jobs.map(({ after }, position) => {
        const before = new Set(after.map((id) => positions.get(id)));
        before.delete(undefined);
        for (const other of before) if (other !== undefined) dependents[other]?.push(position);
        return before.size;
    });
    return { jobs, dependents, waitsFor };
}

/** Jobs as the engine does them while the program runs. @throws Error when jobs wait for each other */
export function simulate<Kind extends Part>(
    order: Order<Kind>,
    conditions: Conditions<Kind>,
    from: Beginning = { at: 0 },
): Simulation {
    return new Run(order, conditions, from).run();
}

/**
 * Waves as the engine deletes: each in parallel, the next once the last of it is done.
 * Source: pulumi v3.248.0, pkg/resource/deploy/deployment_executor.go, performPostSteps.
 */
export function simulateWaves<Kind extends Part>(
    waves: readonly Order<Kind>[],
    conditions: Conditions<Kind>,
    from: Beginning = { at: 0 },
): Simulation {
    const timings = new Map<string, Timing>();
    let { at, cause } = from;
    let last = cause?.id;
    for (const wave of waves) {
        const done = simulate(wave, conditions, { at, ...(cause === undefined ? {} : { cause }) });
        for (const [id, timing] of done.timings) timings.set(id, timing);
        // A wave that takes no time is no reason for the next.
        if (done.end === at && cause !== undefined) continue;
        at = done.end;
        last = done.last ?? last;
        cause = last === undefined ? undefined : { kind: "wave", id: last };
    }
    return { timings, end: at, ...(last === undefined ? {} : { last }) };
}

/** What has come and has no worker yet. */
interface Arrival {
    readonly position: number;
    readonly at: number;
    readonly cause: Cause | undefined;
}

/** A part that a worker has. */
interface Held<Kind extends Part> {
    readonly position: number;
    readonly index: number;
    readonly part: Kind;
    readonly taken: number;
    readonly cause: Cause | undefined;
}

interface Running<Kind extends Part> extends Held<Kind> {
    readonly start: number;
    readonly end: number;
}

class Run<Kind extends Part> {
    private readonly timings = new Map<string, Timing>();
    private readonly queue: Arrival[] = [];
    private readonly running: Running<Kind>[] = [];
    /** By lock that is taken: who waits for it. */
    private readonly locked = new Map<string, Held<Kind>[]>();
    private readonly left: number[];
    private readonly locks: boolean;
    private free: number;
    private now: number;
    private next = 0;
    private done = 0;
    private last: string | undefined;

    public constructor(
        private readonly order: Order<Kind>,
        private readonly conditions: Conditions<Kind>,
        from: Beginning,
    ) {
        this.left = [...order.waitsFor];
        this.locks = conditions.locks ?? true;
        this.free = conditions.parallel;
        this.now = from.at;
        this.left.forEach((count, position) => {
            if (count === 0) this.queue.push({ position, at: from.at, cause: from.cause });
        });
    }

    public run(): Simulation {
        for (;;) {
            this.takeAll();
            const ending = this.takeEnding();
            if (ending === undefined) break;
            this.now = ending.end;
            this.endPart(ending);
        }
        if (this.done < this.order.jobs.length) throw new Error("these jobs wait for each other");
        const { last, now: end, timings } = this;
        return { timings, end, ...(last === undefined ? {} : { last }) };
    }

    /** Free workers take what has come, first come, first served. */
    private takeAll(): void {
        for (; this.free > 0 && this.next < this.queue.length; this.next += 1) {
            const arrival = this.queue[this.next];
            if (arrival === undefined) return;
            this.free -= 1;
            const wasHeldUp = arrival.at < this.now && this.last !== undefined;
            const cause: Cause | undefined = wasHeldUp
                ? { kind: "worker", id: this.last ?? "" }
                : arrival.cause;
            this.beginPart(arrival.position, 0, cause);
        }
    }

    private beginPart(position: number, index: number, cause: Cause | undefined): void {
        const part = this.order.jobs[position]?.parts[index];
        if (part === undefined) {
            this.endJob(position, cause);
            return;
        }
        const held = { position, index, part, taken: this.now, cause };
        const lock = this.locks ? part.lock : undefined;
        const waiters = lock === undefined ? undefined : this.locked.get(lock);
        if (waiters !== undefined) {
            waiters.push(held);
            return;
        }
        if (lock !== undefined) this.locked.set(lock, []);
        this.start(held, cause);
    }

    private start({ index, part, position, taken }: Held<Kind>, cause: Cause | undefined): void {
        const end = this.now + this.conditions.secondsOf(part);
        this.running.push({ position, index, part, taken, cause, start: this.now, end });
    }

    /** The one that ends next; of several the one that began first. */
    private takeEnding(): Running<Kind> | undefined {
        let best = 0;
        for (let i = 1; i < this.running.length; i += 1) {
            if ((this.running[i]?.end ?? 0) < (this.running[best]?.end ?? 0)) best = i;
        }
        return this.running.splice(best, 1)[0];
    }

    private endPart({ cause, end, index, part, position, start, taken }: Running<Kind>): void {
        const { id, lock } = part;
        this.timings.set(id, { id, taken, start, end, ...(cause === undefined ? {} : { cause }) });
        this.last = id;
        if (lock !== undefined && this.locks) this.release(lock, id);
        this.beginPart(position, index + 1, { kind: "chain", id });
    }

    private release(lock: string, by: string): void {
        const [next, ...others] = this.locked.get(lock) ?? [];
        if (next === undefined) {
            this.locked.delete(lock);
            return;
        }
        this.locked.set(lock, others);
        this.start(next, { kind: "lock", id: by });
    }

    private endJob(position: number, cause: Cause | undefined): void {
        this.free += 1;
        this.done += 1;
        const job = this.order.jobs[position];
        if (job === undefined) return;
        const { id, parts } = job;
        if (parts.length === 0) {
            const moment = { taken: this.now, start: this.now, end: this.now };
            this.timings.set(id, { id, ...moment, ...(cause === undefined ? {} : { cause }) });
        }
        const why: Cause = { kind: "dependency", id: parts.at(-1)?.id ?? id };
        for (const dependent of this.order.dependents[position] ?? []) {
            const left = (this.left[dependent] ?? 1) - 1;
            this.left[dependent] = left;
            if (left === 0) this.queue.push({ position: dependent, at: this.now, cause: why });
        }
    }
}
