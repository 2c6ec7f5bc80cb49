/** Phases: what is built waits for all that was built before, and is deleted before it. */
import type { Provider as AwsProvider } from "@pulumi/aws/provider";
import type * as pulumi from "@pulumi/pulumi";

import { isBefore, type Phase, PHASES } from "../shared/pods";
import { inOrder } from "./after";
import { GrowingGround } from "./ground";
import type { Built, PlannedComponent, Site } from "./part";
import type { Transformations } from "./transforms";

/** What every component of an environment gets alike. */
export interface Frame {
    readonly parent: pulumi.Resource;
    readonly aws: AwsProvider;
    /** Logical names of components that are not protected. */
    readonly unprotected: readonly string[];
    readonly secret: Site["secret"];
    readonly transformations: Transformations;
}

/**
 * Builds components phase by phase, and hands the leaf resources of each phase to every component of a later one.
 * Leaves, never components and never outputs: two children of one component that depend on that component never settle.
 * @returns what they made, for the platform's outputs
 */
export function buildPhases(components: readonly PlannedComponent[], frame: Frame): GrowingGround {
    const ground = new GrowingGround();
    const leaves = new Map<string, Built["ready"]>();
    let ready: readonly pulumi.CustomResource[] = [];
    for (const phase of PHASES) {
        const made = buildPhase(
            components.filter((component) => component.phase === phase),
            (component, before) =>
                component.build({
                    ground,
                    secret: frame.secret,
                    options: optionsOf(component, frame, ground, [...ready, ...before]),
                }),
            { ground, leaves },
        );
        ready = [...ready, ...made.flatMap((built) => built.ready)];
    }
    return ground;
}

type Build = (component: PlannedComponent, before: readonly pulumi.CustomResource[]) => Built;

/** What components made so far are known by: what they provide, and what others wait for by their name. */
interface Growing {
    readonly ground: GrowingGround;
    readonly leaves: Map<string, Built["ready"]>;
}

function buildPhase(
    components: readonly PlannedComponent[],
    build: Build,
    { ground, leaves }: Growing,
): Built[] {
    const made: Built[] = [];
    let last: Built["ready"] = [];
    for (const component of inOrder(components)) {
        const named = component.after.flatMap((name) => leaves.get(name) ?? []);
        const built = build(component, component.oneByOne ? [...last, ...named] : named);
        if (component.oneByOne) last = built.ready;
        ground.add(built.provides ?? {});
        leaves.set(component.name, [...built.ready, ...(built.leaves ?? [])]);
        made.push(built);
    }
    return made;
}

function optionsOf(
    { name, phase }: PlannedComponent,
    { aws, parent, transformations, unprotected }: Frame,
    ground: GrowingGround,
    dependsOn: readonly pulumi.CustomResource[],
): pulumi.ComponentResourceOptions {
    const changes = transformations.of(name);
    return {
        parent,
        // Nobody reaches the API server before the access entries are there.
        providers: isBefore(ACCESS, phase) ? { aws, kubernetes: ground.cluster.kubernetesProvider } : { aws },
        // One of an earlier phase may be named besides.
        dependsOn: [...new Set(dependsOn)],
        ...(unprotected.includes(name) ? { protect: false } : {}),
        ...(changes.length === 0 ? {} : { transformations: changes }),
    };
}

const ACCESS: Phase = "access";
