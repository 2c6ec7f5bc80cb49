/** The simulated AWS and Kubernetes: carries out what the providers are asked, by the facts and the models. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

import type { FactsByType, Properties } from "../facts/facts";
import type { Answer } from "../plan/answers";
import { mapValues, reveal } from "../plan/wire-values";
import { Answering, type Subject } from "./answering";
import type { Call, CallLog } from "./calls";
import type { Client } from "./client";
import type { Connection } from "./connection";
import type { Faults } from "./faults";
import { type Entry, type Inventory, type Status, valuesOf } from "./inventory";
import type { LatencyOf } from "./latency";
import { placeOf } from "./places";
import { Pulse } from "./pulse";
import { Refused, type Refusal } from "./refusal";
import { MODELS } from "./world";
import { expired, injected, neverReady, throttled, unheard } from "./world/trouble";
import type { Model, Operation, World } from "./world/model";

export interface CloudOptions {
    readonly facts: FactsByType;
    readonly inventory: Inventory;
    readonly client: Client;
    readonly faults: Faults;
    readonly log: CallLog;
    /** What a change takes, while the provider holds its locks. @default 0 */
    readonly latencyMs?: number | LatencyOf;
    /** How long nothing may happen before a wait counts as timed out. @default 3000 */
    readonly patienceMs?: number;
    /** After that many changes, the next is made and nobody hears of it. */
    readonly interrupt?: { readonly after: number; readonly now: () => void };
    /** @default all */
    readonly models?: readonly Model[];
}

/** Source: hashicorp/terraform-provider-aws internal/provider, schema of max_retries. */
const RETRIES = 25;
const PATIENCE_MS = 3000;

export class Cloud {
    private readonly world: World;
    private readonly models: readonly Model[];
    private readonly answering: Answering;
    private readonly pulse: Pulse;
    private readonly locks = new Map<string, Promise<void>>();
    private changes = 0;

    public constructor(private readonly options: CloudOptions) {
        const { client, facts, faults, inventory, log } = options;
        this.models = options.models ?? MODELS;
        this.answering = new Answering(facts, inventory);
        this.pulse = new Pulse(options.patienceMs ?? PATIENCE_MS);
        this.world = {
            inventory,
            client,
            isUnreachable: faults.isUnreachable,
            note: (text) => void log.notes.push(text),
        };
    }

    /** Runs a call: in the log, and known to be under way. */
    public async record<Result>(
        call: Pick<Call, "method" | "type" | "name" | "urn" | "preview">,
        run: () => Promise<Result>,
    ): Promise<Result> {
        const { log } = this.options;
        const begun = log.begin(call);
        try {
            const result = await this.pulse.during(run);
            log.end(begun, {});
            return result;
        } catch (error) {
            log.end(begun, { error: error instanceof Error ? error.message : String(error) });
            throw error;
        }
    }

    /** A provider begins to work, or says why it cannot. */
    public async configure(name: string, connection: Connection): Promise<void> {
        await this.pulse.during(async () => {
            const { faults } = this.options;
            if (name === "aws" && faults.areCredentialsExpired) throw new Refused(expired("aws:"));
            for (const { configure } of this.models) {
                const refusal = configure?.(name, connection, this.world);
                if (refusal !== undefined) throw new Refused(refusal);
            }
            return Promise.resolve();
        });
    }

    public preview(subject: Subject): Answer {
        return this.answering.ofPreview(subject);
    }

    public previewUpdate(subject: Subject): Properties {
        const entry = this.entryOf(subject);
        if (entry === undefined) return this.preview(subject).outputs;
        return this.answering.ofPreviewedUpdate(subject, entry.serial);
    }

    public async create(subject: Subject): Promise<Entry> {
        this.begin("create", subject);
        const operation = this.operationOf("create", subject);
        return this.locked(operation, async () => {
            const entry = this.draft(subject, operation);
            this.refuseIfAsked({ ...operation, entry });
            this.options.inventory.put(entry);
            for (const { begin } of this.models) begin?.({ ...operation, entry }, this.world);
            return this.complete({ ...operation, entry }, entry);
        });
    }

    /** What is there under the subject's id; undefined when nothing is. */
    public async read(subject: Subject): Promise<Entry | undefined> {
        this.begin("read", subject);
        this.refuseIfAsked(this.operationOf("read", subject));
        return Promise.resolve(this.entryOf(subject));
    }

    public async update(subject: Subject): Promise<Entry> {
        this.begin("update", subject);
        const before = this.entryOf(subject);
        if (before === undefined) throw new Refused(notFound(subject));
        const operation = { ...this.operationOf("update", subject), entry: before };
        if (subject.type.startsWith("aws:") && isDeepStrictEqual(before.inputs, subject.inputs)) {
            return this.untouched(operation, before);
        }
        return this.locked(operation, async () => {
            this.refuseIfAsked(operation);
            const revision = before.revision + 1;
            const { outputs } = this.answering.ofUpdate(subject, { serial: before.serial, revision });
            const { inputs } = subject;
            const entry: Entry = { ...before, status: "updating", revision, inputs, outputs };
            this.options.inventory.put(entry);
            return this.complete({ ...operation, entry }, entry);
        });
    }

    /** What is gone already counts as deleted, as with the real providers. */
    public async remove(subject: Subject): Promise<void> {
        this.begin("delete", subject);
        const entry = this.entryOf(subject);
        if (entry === undefined) return;
        const operation = { ...this.operationOf("delete", subject), entry, values: valuesOf(entry) };
        await this.locked(operation, async () => {
            this.refuseIfAsked(operation);
            this.withStatus(entry, "deleting");
            try {
                await this.wait(operation);
            } catch (error) {
                this.withStatus(entry, entry.status);
                throw error;
            }
            for (const { drain } of this.models) drain?.(operation, this.world);
            this.options.inventory.remove(entry);
            await this.finish(operation);
        });
    }

    public cancel(): void {
        this.pulse.cancel();
    }

    private entryOf(subject: Subject): Entry | undefined {
        const { client, inventory } = this.options;
        return inventory.get(subject.type, placeOf(subject, client.account, inventory), subject.id);
    }

    /** The trouble that was asked for. */
    private begin(operation: Operation["method"], { type }: Subject): void {
        const { faults } = this.options;
        for (let attempt = 0; faults.takeThrottling(); attempt += 1) {
            if (attempt === RETRIES) throw new Refused(throttled());
        }
        if (faults.areCredentialsExpired) throw new Refused(expired(type));
        if (faults.takeFailure(operation, type)) throw new Refused(injected(operation, type));
    }

    private operationOf(method: Operation["method"], subject: Subject): Operation {
        const { client, inventory } = this.options;
        return {
            method,
            type: subject.type,
            name: subject.name,
            place: placeOf(subject, client.account, inventory),
            values: mapValues(subject.inputs, reveal),
            connection: subject.connection,
        };
    }

    private draft(subject: Subject, { place }: Operation): Entry {
        const serial = this.options.inventory.takeSerial();
        return { ...this.answering.ofCreation(subject, serial), place, status: "creating" };
    }

    private refuseIfAsked(operation: Operation): void {
        const refusal = this.refusalOf(operation);
        if (refusal !== undefined) throw new Refused(refusal);
    }

    private refusalOf(operation: Operation): Refusal | undefined {
        for (const { refuse } of this.models) {
            const refusal = refuse?.(operation, this.world);
            if (refusal !== undefined) return refusal;
        }
        return undefined;
    }

    /**
     * The engine updates what failed to be created, though nothing changed. The real provider then calls AWS for
     * nothing and reports success: what AWS still tries gets there by itself, what it gave up stays as it is.
     * Source: pulumi/pulumi pkg/resource/deploy/step_generator.go, initErrors, and issue 21458;
     * pulumi/pulumi-terraform-bridge pkg/tfbridge/provider.go, Update: no diff, the old properties.
     */
    private untouched(operation: Operation, entry: Entry): Entry {
        const stays = this.refusalOf(operation) ?? this.waitsFor(operation);
        return entry.status === "failed" && stays === undefined ? this.withStatus(entry, "active") : entry;
    }

    /** The operation's own time, then whatever it waits for. */
    private async wait(operation: Operation): Promise<void> {
        const { latencyMs = 0 } = this.options;
        const asked = typeof latencyMs === "number" ? latencyMs : latencyMs(operation);
        const times = this.models.map(({ takes }) => takes?.(operation) ?? 0);
        await sleep(Math.max(1, asked, ...times));
        await this.pulse.until(() => this.waitsFor(operation));
    }

    private waitsFor(operation: Operation): Refusal | undefined {
        for (const { waitFor } of this.models) {
            const reason = waitFor?.(operation, this.world);
            if (reason !== undefined) return reason;
        }
        return undefined;
    }

    /** Waits until a new or changed resource is ready; one that never is stays, failed, as on AWS. */
    private async complete(operation: Operation, entry: Entry): Promise<Entry> {
        const { faults } = this.options;
        try {
            if (operation.method === "create" && faults.takeHalf(operation.type)) {
                throw new Refused(neverReady(entry));
            }
            await this.wait(operation);
        } catch (error) {
            const failed = this.withStatus(operation.method === "create" ? unborn(entry) : entry, "failed");
            throw error instanceof Refused ? new Refused(error.refusal, failed) : error;
        }
        const done = this.withStatus(entry, "active");
        await this.finish({ ...operation, entry: done });
        return done;
    }

    private async finish(operation: Operation): Promise<void> {
        const { faults, interrupt, inventory } = this.options;
        for (const { settle } of this.models) settle?.(operation, this.world);
        faults.countChange();
        this.changes += 1;
        if (faults.takeLost(operation.method, operation.type)) throw new Refused(unheard(operation));
        if (interrupt === undefined || this.changes !== interrupt.after + 1) return;
        inventory.save();
        interrupt.now();
        await new Promise<never>(() => undefined);
    }

    private withStatus(entry: Entry, status: Status): Entry {
        const changed = { ...entry, status };
        this.options.inventory.put(changed);
        return changed;
    }

    /** One at a time for operations that the provider itself holds back. */
    private async locked<Result>(operation: Operation, run: () => Promise<Result>): Promise<Result> {
        const names = this.models.flatMap(({ lock }) => lock?.(operation) ?? []);
        if (names.length === 0) return run();
        const key = [operation.connection.id, ...names].join(" ");
        const turn = (this.locks.get(key) ?? Promise.resolve()).then(run);
        const ended = (): void => undefined;
        this.locks.set(key, turn.then(ended, ended));
        return turn;
    }
}

/** Reading it again shows what became of it. */
function unborn(entry: Entry): Entry {
    if (entry.outputs["status"] === undefined) return entry;
    return { ...entry, outputs: { ...entry.outputs, status: "CREATE_FAILED" } };
}

function notFound({ type, id }: Subject): Refusal {
    return {
        error: `couldn't find resource (${type} ${id})`,
        source: "hashicorp/terraform-provider-aws internal/tfresource, NotFoundError",
        wording: "unverified",
    };
}
