/** What the planner knows of an environment beside its graph: where pods run, and where each decision is written. */
import type { PlannedComponent } from "../../components/platform/part";
import { capacitiesFor } from "../../components/platform/placement";
import { componentsOf, type Environment } from "../parity/environment";

/** Pods of one Deployment or DaemonSet, and the components whose nodes they fit, those that are there first in front. */
export interface Workload {
    readonly name: string;
    readonly kind: "DaemonSet" | "Deployment";
    /** Of a DaemonSet 0: one a node. */
    readonly replicas: number;
    readonly on: readonly string[];
}

/** Where a component is asked for. */
export type WrittenAt = Pick<PlannedComponent, "origins" | "shapePath">;

export interface Decided {
    /** By logical name of the component that brings them. */
    readonly workloads: ReadonlyMap<string, readonly Workload[]>;
    /** By logical name of the component. */
    readonly writtenAt: ReadonlyMap<string, WrittenAt>;
}

export function decidedOf(environment: Pick<Environment, "declared">): Decided {
    return decidedIn(componentsOf(environment));
}

export function decidedIn(components: readonly PlannedComponent[]): Decided {
    const rooms = components.flatMap(({ capacity, name }) =>
        capacity === undefined ? [] : [{ ...capacity, component: name }],
    );
    const workloads = components.flatMap(({ name, pods }) => {
        if (pods.length === 0) return [];
        const placed = pods.map((pod): Workload => {
            const fitting = capacitiesFor(pod, rooms);
            // A profile takes what it selects, whatever else there is: its webhook answers before the scheduler looks.
            const taken = fitting.filter(({ kind }) => kind === "fargate");
            const on = taken.length > 0 ? taken : fitting;
            const { kind, name: podName, replicas } = pod;
            return { name: podName, kind, replicas, on: on.map(({ component }) => component) };
        });
        return [[name, placed] as const];
    });
    return {
        workloads: new Map(workloads),
        writtenAt: new Map(components.map(({ name, origins, shapePath }) => [name, { origins, shapePath }])),
    };
}
