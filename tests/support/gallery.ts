/** How questions are put to a plan: its resources by type and name, and what one of them waits for. */
import assert from "node:assert/strict";

import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { ancestorsOf } from "../../tools/plan/order";

export type Inputs = Readonly<Record<string, Json | undefined>>;

export const TYPES = {
    addon: "aws:eks/addon:Addon",
    association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    attachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    cluster: "aws:eks/cluster:Cluster",
    entry: "aws:eks/accessEntry:AccessEntry",
    entryPolicy: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    group: "aws:eks/nodeGroup:NodeGroup",
    profile: "aws:eks/fargateProfile:FargateProfile",
    release: "kubernetes:helm.sh/v3:Release",
    role: "aws:iam/role:Role",
    rolePolicy: "aws:iam/rolePolicy:RolePolicy",
    rule: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    vpc: "aws:ec2/vpc:Vpc",
} as const;

/** Resources of a type whose name has the text. */
export function resourcesOf({ resources }: PlannedGraph, type: string, name = ""): PlannedResource[] {
    return resources.filter((one) => one.type === type && one.name.includes(name));
}

/** Inputs of resources of a type whose name has the text. */
export function inputsOf(graph: PlannedGraph, type: string, name = ""): Inputs[] {
    return resourcesOf(graph, type, name).map(({ inputs }) => objectOf(inputs));
}

/** Of the only resource of a type whose name has the text. */
export function onlyInputs(graph: PlannedGraph, type: string, name = ""): Inputs {
    const found = inputsOf(graph, type, name);
    assert.equal(found.length, 1, `${type} ${name}`);
    return found[0] ?? {};
}

/** What lies at a path of keys and of places in lists. */
export function at(value: unknown, ...path: readonly (number | string)[]): unknown {
    return path.reduce<unknown>(
        (inner, key) =>
            typeof inner === "object" && inner !== null
                ? (inner as Readonly<Record<number | string, unknown>>)[key]
                : undefined,
        value,
    );
}

/** Each of a list as a map. */
export function listOf(value: unknown): readonly Inputs[] {
    return (Array.isArray(value) ? (value as readonly Json[]) : []).map((one) => objectOf(one));
}

/** A policy or a trust, read from the text it travels as. */
export function documentOf(text: Json | undefined): readonly Inputs[] {
    return listOf(objectOf(JSON.parse(String(text)) as Json)["Statement"]);
}

/** Values of the release of this name. */
export function valuesOf(graph: PlannedGraph, release: string): Inputs {
    const found = inputsOf(graph, TYPES.release).filter(({ name }) => name === release);
    assert.equal(found.length, 1, release);
    return objectOf(found[0]?.["values"]);
}

/** Names of the releases of a plan. */
export function releasesIn(graph: PlannedGraph): string[] {
    return inputsOf(graph, TYPES.release).map(({ name }) => String(name));
}

/** Names of the add-ons of a plan. */
export function addonsIn(graph: PlannedGraph): string[] {
    return inputsOf(graph, TYPES.addon).map(({ addonName }) => String(addonName));
}

/** Every resource of the later name waits for each of the earlier one, whatever stands between them. */
export function assertAfter(graph: PlannedGraph, later: string, earlier: string): void {
    const urnsOf = (name: string) => {
        const found = graph.resources.filter((one) => one.custom && one.name === name);
        assert.ok(found.length > 0, name);
        return found.map(({ urn }) => urn);
    };
    for (const urn of urnsOf(later)) {
        const before = ancestorsOf(graph, urn);
        for (const one of urnsOf(earlier)) assert.ok(before.has(one), `${urn} after ${one}`);
    }
}

/** The text stands nowhere in the plan. */
export function assertHidden(graph: PlannedGraph, text: string): void {
    assert.ok(!JSON.stringify(graph).includes(text), text);
}
