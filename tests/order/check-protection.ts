/** What is protected in a planned environment, and what its own shape leaves open. */
import assert from "node:assert/strict";

import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { deleteWaves } from "../../tools/plan/order";
import { FORK } from "../../tools/plan/root";
import { listStacks } from "../../tools/plan/stack-file";
import { STACK_TYPE } from "../../tools/plan/urn";
import { planWith, settingsOf } from "./environments";
import { nameOf } from "./rows";
import { inputOf } from "./selecting";

/** The engine refuses step by step: source: pulumi v3.248.0, pkg/resource/deploy/step.go, DeleteStep.Apply. */
function deletedBeforeRefusal(graph: PlannedGraph, open: readonly string[]): readonly string[] {
    const [first = []] = deleteWaves(graph);
    return unprotectedOf(graph, first, open).map(({ urn }) => nameOf(urn));
}

/** Those without protection, but for what lies below the components that the shape itself leaves open. */
function unprotectedOf(
    graph: PlannedGraph,
    resources: readonly PlannedResource[],
    open: readonly string[],
): readonly PlannedResource[] {
    const roots = graph.resources.filter(({ custom, name }) => !custom && open.includes(name));
    return resources.filter(
        ({ options, urn }) =>
            options.protect !== true &&
            !roots.some((root) => root.urn === urn || ancestorsByParent(graph, urn).includes(root.urn)),
    );
}

function ancestorsByParent(graph: PlannedGraph, urn: string): readonly string[] {
    const parent = graph.resources.find((resource) => resource.urn === urn)?.parent;
    return parent === undefined ? [] : [parent, ...ancestorsByParent(graph, parent)];
}

/** Whatever the settings of a stack say. */
const PROTECTED = { "platform:protection": "true" };

/** What varies while the environment stays the same: with `inCluster` false the deepest resources are others. */
const VARIANTS = [
    { label: "", settings: { "platform:inCluster": "true" } },
    { label: " without what lives in the cluster", settings: { "platform:inCluster": "false" } },
];

export interface ProtectionCase {
    readonly label: string;
    /** Components on their way out: `unprotected` of a shape. */
    readonly open: readonly string[];
    readonly plan: () => Promise<PlannedGraph>;
}

/** What a shape leaves open, by the name of its environment. */
type OpenIn = (environment: string) => readonly string[];

function openIn(stack: string, of: OpenIn): readonly string[] {
    return of(settingsOf(stack).config["platform:environment"] ?? stack);
}

/** Every stack, protected, with and without what lives in its cluster. */
export function casesOfStacks(of: OpenIn): readonly ProtectionCase[] {
    return listStacks(FORK).flatMap((stack) =>
        VARIANTS.map(({ label, settings }) => ({
            label: `${stack}${label}`,
            open: openIn(stack, of),
            plan: () => planWith(stack, { ...PROTECTED, ...settings }),
        })),
    );
}

export function describeProtection({ label, open, plan }: ProtectionCase): void {
    describe(label, () => {
        let graph: PlannedGraph;
        before(async () => {
            graph = await plan();
        });

        it("protects everything in the first delete wave", () => {
            assert.ok((deleteWaves(graph)[0] ?? []).length > 0);
            assert.deepEqual(deletedBeforeRefusal(graph, open), []);
        });

        it("is noticed when it does not", () => {
            for (const { urn } of deleteWaves(graph)[0] ?? [])
                assert.ok(deletedBeforeRefusal(withoutProtection(graph, urn), []).includes(nameOf(urn)));
        });
    });
}

/** What nothing may delete by mistake but one admin's access, of every stack. */
export function describeOpenAccess(of: OpenIn): void {
    for (const stack of listStacks(FORK)) {
        it(`${stack}: the access of single admins is unprotected, and nothing else is`, async () => {
            const graph = await planWith(stack, PROTECTED);
            const deployRole = settingsOf(stack).config["platform:deployRoleArn"];
            const found = unprotectedOf(graph, graph.resources, openIn(stack, of));
            const others = found.filter(({ type }) => type !== STACK_TYPE && !OF_ADMINS.includes(type));
            assert.deepEqual(
                others.map(({ urn }) => nameOf(urn)),
                [],
            );
            const ofDeployRole = found.filter((resource) => inputOf(resource, "principalArn") === deployRole);
            assert.deepEqual(ofDeployRole, []);
        });
    }
}

const OF_ADMINS = [
    "aws:eks/accessEntry:AccessEntry",
    "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
];

function withoutProtection(graph: PlannedGraph, urn: string): PlannedGraph {
    const resources = graph.resources.map((resource) =>
        resource.urn === urn ? { ...resource, options: { ...resource.options, protect: false } } : resource,
    );
    return { ...graph, resources };
}
