/** Records a program of a test in the kit's identity. */
import * as pulumi from "@pulumi/pulumi";

import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { type Program, type Recording, type RecordOptions, recordProgram } from "../../tools/plan/recorder";

export const IDENTITY = { project: "kit", stack: "dev", organization: "organization" } as const;

export async function record(program: Program, options: Partial<RecordOptions> = {}): Promise<Recording> {
    return recordProgram({
        program,
        ...IDENTITY,
        config: {},
        secretKeys: [],
        mode: "deterministic",
        idleLimitMs: 200,
        ...options,
    });
}

/** The one resource with this logical name. */
export function resourceNamed(graph: PlannedGraph, name: string): PlannedResource {
    const found = graph.resources.filter((resource) => resource.name === name);
    const [resource] = found;
    if (resource === undefined || found.length > 1)
        throw new Error(`${found.length} resources named ${name}`);
    return resource;
}

/** A component that does nothing but hold others. */
export class Holder extends pulumi.ComponentResource {
    public constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
        super("test:index:Holder", name, {}, opts);
    }
}

/** What must not differ between the modes: which resources there are and what they wait for. */
export function edgesOf(graph: PlannedGraph): unknown {
    return graph.resources.map(({ urn, parent, provider, dependencies, propertyDependencies, options }) => ({
        urn,
        parent,
        provider,
        dependencies,
        propertyDependencies,
        options,
    }));
}
