/**
 * The keys of a shape, and which of them it must have. The compiler says the same in an editor and in `npm run check`;
 * the plan and `pulumi up` do not type-check, and would leave out what a misspelt key asks for without a word.
 */
import { missing, type Problem } from "../shared/problems";
import { ADDON_NAMES } from "../versions";
import { chooseFrom } from "../shared/hints";
import type { EnvironmentShape, KarpenterHostShape, ManagedNodesShape, NodePoolShape } from "./shape";

/** What lies below a place: keys of a fixed set, the same below every name, or nothing that is looked at here. */
type Below =
    | { readonly kind: "keys"; readonly keys: Readonly<Record<string, Place>> }
    | { readonly kind: "each"; readonly below: Below }
    | { readonly kind: "host"; readonly hosts: Readonly<Record<string, Below>> }
    | { readonly kind: "value" };

interface Place<Presence extends "required" | "optional" = "required" | "optional"> {
    readonly presence: Presence;
    readonly below: Below;
}

/** Every key of a type, each said to be required or optional as the type has it. */
type Outline<Shape> = {
    readonly [Key in keyof Shape]-?: Place<
        Shape extends Readonly<Record<Key, unknown>> ? "required" : "optional"
    >;
};

const VALUE: Below = { kind: "value" };
const required = (below: Below = VALUE): Place<"required"> => ({ presence: "required", below });
const optional = (below: Below = VALUE): Place<"optional"> => ({ presence: "optional", below });
const each = (below: Below): Below => ({ kind: "each", below });

function keys<Shape>(outline: Outline<Shape>): Below {
    return { kind: "keys", keys: outline };
}

const POOL = keys<NodePoolShape>({
    amiAlias: optional(),
    diskSizeGiB: required(),
    disruption: required(
        keys<NodePoolShape["disruption"]>({
            budgets: required(),
            consolidateAfter: required(),
            consolidationPolicy: required(),
        }),
    ),
    expireAfter: required(),
    labels: required(),
    limits: required(),
    requirements: required(),
    startupTaints: optional(),
    taints: required(),
    terminationGracePeriod: required(),
    weight: optional(),
});

const NODES: Outline<ManagedNodesShape> = {
    amiFamily: required(),
    architecture: optional(),
    capacityType: required(),
    diskSizeGiB: required(),
    extraPolicyArns: optional(),
    instanceTypes: required(),
    labels: optional(),
    nodeRepair: required(),
    sizePerZone: required(
        keys<ManagedNodesShape["sizePerZone"]>({ desired: required(), max: required(), min: required() }),
    ),
    slots: optional(),
    taints: optional(),
    update: required(),
};

type Host<Kind extends KarpenterHostShape["kind"]> = Extract<KarpenterHostShape, { readonly kind: Kind }>;

const { taints: _tainted, ...SYSTEM_NODES } = NODES;

const HOSTS: { readonly [kind in KarpenterHostShape["kind"]]: Below } = {
    fargate: keys<Host<"fargate">>({ kind: required(), replicas: required() }),
    "managed-nodes": keys<Host<"managed-nodes">>({
        kind: required(),
        replicas: required(),
        systemNodes: required(keys<Host<"managed-nodes">["systemNodes"]>(SYSTEM_NODES)),
    }),
};

const ENVIRONMENT = keys<EnvironmentShape>({
    addons: required(
        keys<EnvironmentShape["addons"]>({
            nodeMonitoring: optional(),
            replicas: required(),
            versions: optional({
                kind: "keys",
                keys: Object.fromEntries(ADDON_NAMES.map((addon) => [addon, optional()])),
            }),
            zoneSpread: required(),
        }),
    ),
    compute: required(
        keys<EnvironmentShape["compute"]>({
            host: required({ kind: "host", hosts: HOSTS }),
            kind: required(),
            pools: required(each(POOL)),
        }),
    ),
    controlPlane: required(
        keys<EnvironmentShape["controlPlane"]>({
            logs: required(
                keys<EnvironmentShape["controlPlane"]["logs"]>({
                    retainOnDelete: optional(),
                    retentionDays: required(),
                    types: required(),
                }),
            ),
            supportType: required(),
            zonalShift: required(),
        }),
    ),
    fargateProfiles: optional(each(VALUE)),
    keys: required(
        keys<EnvironmentShape["keys"]>({ logs: required(), secrets: required(), volumes: required() }),
    ),
    managedNodes: optional(each(keys<ManagedNodesShape>(NODES))),
    network: required(
        keys<EnvironmentShape["network"]>({ endpoints: required(), flowLogs: required(), nat: required() }),
    ),
    unprotected: optional(),
});

/** What an outline and a shape do not agree in. */
interface Findings {
    /** Keys the shape should not have. */
    readonly unknown: Problem[];
    /** Keys it lacks. */
    readonly missing: Problem[];
}

/** Every key a shape should not have, and every one it lacks. */
export function checkOutline(shape: EnvironmentShape): Findings {
    const found: Findings = { unknown: [], missing: [] };
    visit("", shape, ENVIRONMENT, found);
    return found;
}

function visit(path: string, value: unknown, below: Below, found: Findings): void {
    if (below.kind === "value") return;
    if (typeof value !== "object" || value === null) {
        found.missing.push(missing(path, "Write it as { … }"));
        return;
    }
    switch (below.kind) {
        case "each":
            for (const [name, one] of Object.entries(value)) visit(at(path, name), one, below.below, found);
            return;
        case "host":
            visitHost(path, value, below.hosts, found);
            return;
        case "keys":
            visitKeys(path, value, below.keys, found);
    }
}

function visitKeys(
    path: string,
    value: object,
    places: Readonly<Record<string, Place>>,
    found: Findings,
): void {
    const known = Object.keys(places);
    for (const key of Object.keys(value).filter((one) => !known.includes(one))) {
        const remedy = chooseFrom(key, known);
        found.unknown.push({ path: at(path, key), what: "not a part of a shape", remedy });
    }
    for (const [key, { below, presence }] of Object.entries(places)) {
        const given = (value as Readonly<Record<string, unknown>>)[key];
        if (given !== undefined) visit(at(path, key), given, below, found);
        else if (presence === "required") found.missing.push(missing(at(path, key)));
    }
}

function visitHost(
    path: string,
    value: object,
    hosts: Readonly<Record<string, Below>>,
    found: Findings,
): void {
    const kind: unknown = "kind" in value ? value.kind : undefined;
    const host = typeof kind === "string" && Object.hasOwn(hosts, kind) ? hosts[kind] : undefined;
    if (host !== undefined) {
        visit(path, value, host, found);
        return;
    }
    const remedy = `Choose ${Object.keys(hosts).sort().join(" or ")}`;
    found.missing.push(missing(at(path, "kind"), remedy));
}

function at(path: string, key: string): string {
    return path === "" ? key : `${path}.${key}`;
}
