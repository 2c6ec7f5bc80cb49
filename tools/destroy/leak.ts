/** What a row of the tables says: who makes something that `pulumi destroy` does not take along, and what to do. */
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import type { PlannedResource } from "../plan/graph";
import type { Command, Word } from "./commands";

/**
 * - `refused`: Pulumi or AWS says no before anything is deleted.
 * - `remove-first`: left behind, or a deletion hangs, unless it is removed before.
 * - `waits`: goes by itself, and takes its time.
 * - `stays`: is still there afterwards, on purpose or because AWS keeps it.
 */
export const EFFECTS = ["refused", "remove-first", "waits", "stays"] as const;
export type Effect = (typeof EFFECTS)[number];

/** The environment, as commands need it. */
export interface Site {
    readonly stack: string;
    readonly account: string;
    readonly region: string;
    readonly cluster: string;
    /** Id of the VPC; of one that is yet to be made, the question that answers it. */
    readonly vpc: Word;
    /** Names of the hosted zones of the stack. */
    readonly zones: readonly string[];
}

/** What brings a row into a report: one of these stands in the planned graph. */
export interface Maker {
    /** Names of EKS add-ons. */
    readonly addons?: readonly string[];
    /** Names of Helm charts. */
    readonly charts?: readonly string[];
    /** Resources of these types… */
    readonly types?: readonly string[];
    /** …with such inputs. @default any */
    readonly when?: (inputs: Properties, resource: PlannedResource) => boolean;
}

export interface Leak {
    /** Unique: machines know it by this. */
    readonly id: string;
    readonly effect: Effect;
    readonly by: Maker;
    /** What to remove, or what stays: a heading. */
    readonly what: string;
    /** What happens otherwise, in whole sentences. */
    readonly why: string;
    /** Kinds of the objects to remove, as kubectl takes them. @default it is not about objects of a cluster */
    readonly objects?: readonly string[];
    /** Exact commands, in order. */
    readonly first: (site: Site, found: readonly PlannedResource[]) => readonly Command[];
    /** Questions to AWS that are answered by nothing once it is gone. */
    readonly gone: (site: Site, found: readonly PlannedResource[]) => readonly Command[];
    readonly source: string;
    /** Whether it is told only when AWS is asked and has some: no plan knows of it. @default false */
    readonly liveOnly?: true;
}

export const CLUSTER = "aws:eks/cluster:Cluster";

/** Whether a cluster's inputs turn Auto Mode on. */
export function isAutoMode(inputs: Properties): boolean {
    return objectOf(inputs["computeConfig"])["enabled"] === true;
}

/** Resources of these types, with such inputs. */
export function types(names: readonly string[], when?: Maker["when"]): Maker {
    return { types: names, ...(when === undefined ? {} : { when }) };
}

/** An input that is a text; empty for anything else. */
export function nameIn({ inputs }: PlannedResource, property: string): string {
    return textOf(objectOf(inputs)[property]);
}
