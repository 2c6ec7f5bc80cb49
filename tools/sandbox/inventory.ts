/** What exists in the simulated account: the sandbox's own record, apart from any stack's state. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

import type { Properties } from "../facts/facts";
import { mapValues, reveal } from "../plan/wire-values";

/** What AWS would say of it. `failed` stays until somebody deletes it. */
export type Status = "creating" | "active" | "updating" | "deleting" | "failed";

export interface Entry {
    /** Pulumi's type token; for what nobody registered, such as instances of a node pool, `sandbox:…`. */
    readonly type: string;
    readonly id: string;
    /** Where ids are unique: account and region, the account for global services, a cluster for its objects. */
    readonly place: string;
    /** In the order of creation, from 1; never used twice, also not after a deletion. */
    readonly serial: number;
    /** Logical name of the resource that made it; for people who read the record. */
    readonly name: string;
    /** The stack of that resource: several may share an account. */
    readonly stack?: string;
    readonly status: Status;
    /** Updates so far. */
    readonly revision: number;
    /** With the protocol's marks for secrets, as they came. */
    readonly inputs: Properties;
    readonly outputs: Properties;
}

/** The environment's client, remembered: a changed CIDR list may lock it out, as on AWS. */
export interface Memory {
    readonly address?: string;
}

interface Contents {
    readonly serial: number;
    readonly memory: Memory;
    readonly entries: readonly Entry[];
}

/** Saving waits this long, so that a burst of calls is one file. */
const SAVE_MS = 50;

export class Inventory {
    /** What has left, in that order, also what nobody registered. Not part of the record. */
    public readonly left: Entry[] = [];
    private readonly entries = new Map<string, Entry>();
    private serial = 0;
    private remembered: Memory = {};
    private timer: NodeJS.Timeout | undefined;
    private isSaved = true;

    /** @param file where the record is kept; without one it ends with the process. */
    public constructor(private readonly file?: string) {
        const contents = file === undefined ? undefined : read(file);
        if (contents === undefined) return;
        this.serial = contents.serial;
        this.remembered = contents.memory;
        for (const entry of contents.entries) this.entries.set(keyOf(entry), entry);
    }

    public get memory(): Memory {
        return this.remembered;
    }

    public remember(memory: Memory): void {
        this.remembered = { ...this.remembered, ...memory };
        this.changed();
    }

    /** Everything, in the order of creation. */
    public all(): readonly Entry[] {
        return [...this.entries.values()];
    }

    public ofType(type: string, place?: string): readonly Entry[] {
        return this.all().filter((entry) => entry.type === type && (place ?? entry.place) === entry.place);
    }

    public get(type: string, place: string, id: string): Entry | undefined {
        return this.entries.get(keyOf({ type, place, id }));
    }

    /** The newest with this id, whatever its type. */
    public find(id: string): Entry | undefined {
        return this.all().findLast((entry) => entry.id === id);
    }

    public takeSerial(): number {
        this.serial += 1;
        return this.serial;
    }

    /** Adds an entry, or puts it in the place of the one with the same key. */
    public put(entry: Entry): void {
        this.entries.set(keyOf(entry), entry);
        this.changed();
    }

    public remove(entry: Entry): void {
        if (!this.entries.delete(keyOf(entry))) return;
        this.left.push(entry);
        this.changed();
    }

    /** The same account once more, kept in memory only. */
    public copy(): Inventory {
        const copy = new Inventory();
        copy.serial = this.serial;
        copy.remembered = this.remembered;
        for (const entry of this.all()) copy.put(entry);
        return copy;
    }

    /** Writes what is not yet written. */
    public save(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
        if (this.file === undefined || this.isSaved) return;
        this.isSaved = true;
        const contents: Contents = { serial: this.serial, memory: this.remembered, entries: this.all() };
        mkdirSync(path.dirname(this.file), { recursive: true });
        // Renamed into place: a process that is killed while it writes must not leave half a record.
        const draft = `${this.file}.${process.pid}`;
        writeFileSync(draft, `${JSON.stringify(contents, undefined, 1)}\n`);
        renameSync(draft, this.file);
    }

    private changed(): void {
        this.isSaved = false;
        if (this.file !== undefined) this.timer ??= setTimeout(() => this.save(), SAVE_MS);
    }
}

const opened = new WeakMap<Entry, Properties>();

/** Inputs and outputs together, secrets opened: what AWS itself knows. */
export function valuesOf(entry: Entry): Properties {
    const known = opened.get(entry);
    if (known !== undefined) return known;
    const values = mapValues({ ...entry.inputs, ...entry.outputs }, reveal);
    opened.set(entry, values);
    return values;
}

function keyOf({ type, place, id }: Pick<Entry, "type" | "place" | "id">): string {
    return [type, place, id].join("\n");
}

function read(file: string): Contents | undefined {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch {
        return undefined;
    }
    return JSON.parse(text) as Contents;
}
