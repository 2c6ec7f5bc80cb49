/**
 * The keys of a shape, and which of them it must have. The compiler says the same in an editor and in `npm run check`;
 * the plan and `pulumi up` do not type-check, and would leave out what a misspelt key asks for without a word.
 */
import type { Problem } from "../components/shared/problems";
import { ADDON_NAMES } from "../components/versions";
import { chooseFrom } from "./settings-hints";
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

/** Every key a shape should not have, and every one it lacks. */
export function checkOutline(shape: EnvironmentShape): {
    readonly unknown: Problem[];
    readonly missing: Problem[];
} {
    const found = visit("", shape, ENVIRONMENT);
    return {
        unknown: found.filter(({ what }) => what !== MISSING),
        missing: found.filter(({ what }) => what === MISSING),
    };
}

const MISSING = "missing";

function visit(path: string, value: unknown, below: Below): Problem[] {
    if (below.kind === "value") return [];
    if (typeof value !== "object" || value === null) {
        return [{ path, what: MISSING, remedy: "Write it as { … }" }];
    }
    const at = (key: string): string => (path === "" ? key : `${path}.${key}`);
    switch (below.kind) {
        case "each":
            return Object.entries(value).flatMap(([name, one]) => visit(at(name), one, below.below));
        case "host":
            return visitHost(path, value, below.hosts);
        case "keys":
            return [
                ...Object.keys(value).flatMap((key) => checkKnown(at(key), key, Object.keys(below.keys))),
                ...Object.entries(below.keys).flatMap(([key, place]) =>
                    visitPlace(at(key), (value as Readonly<Record<string, unknown>>)[key], place),
                ),
            ];
    }
}

function visitPlace(path: string, value: unknown, { below, presence }: Place): Problem[] {
    if (value !== undefined) return visit(path, value, below);
    return presence === "optional" ? [] : [{ path, what: MISSING, remedy: "Set it" }];
}

function visitHost(path: string, value: object, hosts: Readonly<Record<string, Below>>): Problem[] {
    const kind: unknown = "kind" in value ? value.kind : undefined;
    const host = typeof kind === "string" && Object.hasOwn(hosts, kind) ? hosts[kind] : undefined;
    if (host !== undefined) return visit(path, value, host);
    return [
        { path: `${path}.kind`, what: MISSING, remedy: `Choose ${Object.keys(hosts).sort().join(" or ")}` },
    ];
}

function checkKnown(path: string, key: string, known: readonly string[]): Problem[] {
    if (known.includes(key)) return [];
    return [{ path, what: "not a part of a shape", remedy: chooseFrom(key, known) }];
}
