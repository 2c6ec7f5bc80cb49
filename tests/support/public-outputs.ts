/** What a component shows as its public fields, beside what it registers as its outputs. */
import * as pulumi from "@pulumi/pulumi";

import type { Json } from "../../components/shared/json";
import type { PlannedGraph } from "../../tools/plan/graph";

/** Fields that are no outputs: resources for the program that made the component. */
const NO_OUTPUTS: readonly string[] = [
    "autoNodeRole",
    "kubernetesProvider",
    "made",
    "nodeWaysOut",
    "ready",
    "recordsProvider",
    "routing",
];

const PROBE = "test:index:Probe";

/** Registers the public fields of a component, so that they are recorded as its outputs are. */
class Probe extends pulumi.ComponentResource {
    public constructor(name: string, component: pulumi.ComponentResource) {
        super(PROBE, name, {});
        this.registerOutputs(publicFieldsOf(component));
    }
}

/** Runs `program` and gives a probe to each component of the kit it makes, at any depth. To be recorded. */
export function withProbes(program: () => unknown): void {
    const components = new Map<string, pulumi.ComponentResource>();
    pulumi.runtime.registerStackTransformation(({ name, resource, type }) => {
        if (type.startsWith("platform:") && resource instanceof pulumi.ComponentResource) {
            components.set(`${type}::${name}`, resource);
        }
        return undefined;
    });
    program();
    for (const [name, component] of components) new Probe(name, component);
}

export interface Outputs {
    readonly registered: Json | undefined;
    readonly shown: Json | undefined;
}

/** By `<type>::<name>`: what a component registered, and what its public fields hold. */
export function outputsByComponent(graph: PlannedGraph): ReadonlyMap<string, Outputs> {
    const probes = graph.resources.filter(({ type }) => type === PROBE);
    return new Map(
        probes.map(({ name, outputs: shown }) => {
            const component = graph.resources.find(
                (resource) => `${resource.type}::${resource.name}` === name,
            );
            return [name, { registered: component?.outputs, shown }];
        }),
    );
}

/** Fields and getters of a class's own, which a user of the component sees. */
function publicFieldsOf(component: pulumi.ComponentResource): Record<string, pulumi.Input<unknown>> {
    const prototype: object = Object.getPrototypeOf(component) as object;
    const getters = Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(
        ([name, descriptor]) => (Object.hasOwn(descriptor, "get") ? [name] : []),
    );
    const names = [...Object.getOwnPropertyNames(component), ...getters].filter(
        // Every resource has a URN; the SDK's other fields begin with two underscores.
        (name) => name !== "urn" && !name.startsWith("__") && !NO_OUTPUTS.includes(name),
    );
    return Object.fromEntries(names.map((name) => [name, Reflect.get(component, name) as unknown]));
}
