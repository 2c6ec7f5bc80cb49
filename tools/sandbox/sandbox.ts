/** A running sandbox: the record, the cloud that keeps it, and the providers the engine attaches to. */
import { ANY_FACTS } from "../facts";
import { readStackFile } from "../plan/stack-file";
import { applyByHand, deleteByHand, type KindByHand } from "./by-hand";
import { CallLog } from "./calls";
import { type Client, clientOf } from "./client";
import { Cloud, type CloudOptions } from "./cloud";
import { type Fault, Faults } from "./faults";
import { Inventory } from "./inventory";
import { type SandboxServer, serve } from "./server";
import type { Workspace } from "./workspace";

export interface SandboxOptions extends Pick<CloudOptions, "interrupt" | "latencyMs" | "patienceMs"> {
    readonly workspace: Workspace;
    readonly insideVpc: boolean;
    readonly faults: readonly Fault[];
    /** @default the one in the workspace */
    readonly inventory?: Inventory;
    /** @default the one the settings are written for */
    readonly client?: Partial<Client>;
}

export interface Sandbox {
    readonly inventory: Inventory;
    readonly log: CallLog;
    readonly client: Client;
    /** Value of `PULUMI_DEBUG_PROVIDERS`. */
    readonly providers: string;
    /** Faults that were asked for by type and had no occasion. */
    readonly unusedFaults: () => readonly string[];
    /** Deletes past Pulumi; @see deleteByHand */
    readonly lose: (what: string) => string | undefined;
    /** Applies past Pulumi; @see applyByHand */
    readonly apply: (kind: KindByHand) => string | undefined;
    /** Keeps the record and stops answering. */
    readonly close: () => void;
}

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
    const { faults, insideVpc, workspace, ...rest } = options;
    const inventory = options.inventory ?? new Inventory(workspace.inventory);
    const known = clientOf(configOf(workspace), inventory.memory.address, insideVpc);
    const client = { ...known, ...options.client };
    if (inventory.memory.address === undefined) inventory.remember({ address: client.address });
    const log = new CallLog();
    const trouble = new Faults(faults);
    const cloud = new Cloud({ ...rest, facts: ANY_FACTS, inventory, client, faults: trouble, log });
    const server: SandboxServer = await serve(cloud, ANY_FACTS);
    const close = (): void => {
        inventory.save();
        server.close();
    };
    const note = (text: string): void => void log.notes.push(text);
    const world = { inventory, client, isUnreachable: false, note };
    const lose = (what: string) => deleteByHand(what, world);
    const apply = (kind: KindByHand) => applyByHand(kind, world);
    const unusedFaults = (): readonly string[] => trouble.unused();
    return { inventory, log, client, providers: server.providers, unusedFaults, lose, apply, close };
}

/** Settings as the program will see them; empty when they cannot be read, which Pulumi then says. */
function configOf({ directory, stack }: Workspace): Readonly<Record<string, string>> {
    const read = readStackFile({ directory, stack });
    return "problems" in read ? {} : read.stackConfig.config;
}
