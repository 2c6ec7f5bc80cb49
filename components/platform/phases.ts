/** Phases: what is built waits for all that was built before, and is deleted before it. */
import type { Provider as AwsProvider } from "@pulumi/aws/provider";
import type { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider";
import type * as pulumi from "@pulumi/pulumi";

import type { Phase } from "../shared/pods";

/** What a phase is made of. */
interface Part {
    readonly ready: readonly pulumi.CustomResource[];
}

/** Options of a component of the running phase, by its logical name. */
export type PartOptions = (
    name: string,
    after?: readonly pulumi.CustomResource[],
) => pulumi.ComponentResourceOptions;

/**
 * Collects the leaf resources of each phase and hands them to every component of a later one. Leaves, never
 * components and never outputs: two children of one component that depend on that component never settle.
 */
export class Phases {
    /** The environment's Kubernetes provider, once there is a control plane. */
    public kubernetes: KubernetesProvider | undefined;
    private readonly ready: pulumi.CustomResource[] = [];

    public constructor(
        private readonly parent: pulumi.Resource,
        private readonly aws: AwsProvider,
        private readonly unprotected: readonly string[],
    ) {}

    /** Runs one phase and returns its components. The name of the phase is for the reader. */
    public build<Parts extends readonly Part[] | Readonly<Record<string, Part>>>(
        _phase: Phase,
        make: (part: PartOptions) => Parts,
    ): Parts {
        const parts = make((name, after = []) => this.options(name, after));
        this.ready.push(...Object.values<Part>(parts).flatMap(({ ready }) => ready));
        return parts;
    }

    private options(name: string, after: readonly pulumi.CustomResource[]): pulumi.ComponentResourceOptions {
        const { aws, kubernetes, parent, ready, unprotected } = this;
        return {
            parent,
            providers: kubernetes === undefined ? { aws } : { aws, kubernetes },
            dependsOn: [...ready, ...after],
            ...(unprotected.includes(name) ? { protect: false } : {}),
        };
    }
}

/** The entries that have a value: an optional argument is left out, never passed as undefined. */
export function defined<Key extends string, Value>(values: {
    readonly [key in Key]: Value | undefined;
}): { [key in Key]?: Value } {
    const result: { [key in Key]?: Value } = {};
    for (const key in values) {
        const value = values[key];
        if (value !== undefined) result[key] = value;
    }
    return result;
}
