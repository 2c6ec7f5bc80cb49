/** What a model of AWS or Kubernetes is: it may refuse an operation, hold it up, or add to its consequences. */
import type { Properties } from "../../facts/facts";
import type { Client } from "../client";
import type { Connection } from "../connection";
import type { Entry, Inventory } from "../inventory";
import type { Refusal } from "../refusal";

/** One thing somebody asks for. */
export interface Operation {
    readonly method: "create" | "read" | "update" | "delete";
    readonly type: string;
    readonly name: string;
    /** As in {@link Entry}. */
    readonly place: string;
    /** Inputs wanted, opened; of a deletion, all that is known of what is to go. */
    readonly values: Properties;
    /** What is changed or deleted; once a creation has begun, what it makes. */
    readonly entry?: Entry;
    /** The provider that asks. */
    readonly connection: Connection;
}

/** What a model may look at, and change. */
export interface World {
    readonly inventory: Inventory;
    readonly client: Client;
    /** Whether the Kubernetes API server is made not to answer. */
    readonly isUnreachable: boolean;
    /** Keeps what AWS would not refuse but a reader should know. */
    readonly note: (text: string) => void;
}

/** One concern. Models are asked in the order of `world/index.ts`. */
export interface Model {
    readonly name: string;
    /** Says no to a provider's configuration, before any resource is asked about. */
    readonly configure?: (name: string, connection: Connection, world: World) => Refusal | undefined;
    /** Name of a lock the real provider holds meanwhile, within one of its processes. */
    readonly lock?: (operation: Operation) => string | undefined;
    /** Says no at once, before anything is made or changed. */
    readonly refuse?: (operation: Operation, world: World) => Refusal | undefined;
    /** What comes with it at once, before it is ready. */
    readonly begin?: (operation: Operation, world: World) => void;
    /** How long it takes in milliseconds, where it matters what else happens meanwhile. */
    readonly takes?: (operation: Operation) => number;
    /**
     * What a creation still waits for once the resource is there, or a deletion while it still is. Asked again
     * whenever something changes; when nothing changes any more, the operation times out with this text.
     */
    readonly waitFor?: (operation: Operation, world: World) => Refusal | undefined;
    /** What goes just before it, once nothing holds its deletion up any more. */
    readonly drain?: (operation: Operation, world: World) => void;
    /** What else comes or goes with it. */
    readonly settle?: (operation: Operation, world: World) => void;
}
