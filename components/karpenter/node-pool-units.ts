/** Durations and limits as Karpenter reads them: texts with units it knows, and no others. */
import { secondsOf } from "../shared/durations";
import type { Json } from "../shared/json";
import type { Problem } from "../shared/problems";
import type { NodePoolLimits, Quantity } from "./node-pool-schema";

/** What Karpenter's objects call "no end". */
export const NEVER = "Never";

/** Refuses what is no duration. `never` says whether the field may also be `Never`. */
export function checkDuration(path: string, value: Json | undefined, never: "or-never" | "ends"): Problem[] {
    if (never === "or-never" && value === NEVER) return [];
    if (typeof value === "string" && secondsOf(value) !== undefined) return [];
    return [
        {
            path,
            what: "not a duration Karpenter reads",
            ...(value === undefined ? {} : { got: value }),
            remedy: `Write hours, minutes and seconds: 1h30m, or 720h for 30 days${never === "ends" ? "" : `, or ${NEVER}`}`,
        },
    ];
}

/** How a resource's limit is written. Narrower than the CRD, which takes `cpu: 4Gi` and `memory: 400`, 400 bytes. */
const AMOUNTS = {
    cores: { pattern: /^\d+(\.\d+)?m?$/, remedy: "Write cores: 100, or thousandths of one: 1500m" },
    bytes: {
        pattern: /^\d+(\.\d+)?([KMGTPE]i|[kMGTPE])$/,
        remedy: "Write an amount with its unit: 400Gi",
    },
    count: { pattern: /^\d+$/, remedy: "Write a whole number" },
} as const;

/** Resources a limit may name. Source: Karpenter v1.14.1, pkg/apis/v1/labels.go, WellKnownResources; CRD, limits. */
const RESOURCES: Readonly<Record<string, keyof typeof AMOUNTS>> = {
    cpu: "cores",
    memory: "bytes",
    "ephemeral-storage": "bytes",
    nodes: "count",
    pods: "count",
};

/**
 * Refuses a pool without limits, and limits that say something else than they seem to.
 * @param isStatic whether the pool has replicas: nothing but its number of nodes can then be limited
 */
export function checkLimits(limits: NodePoolLimits | undefined, isStatic = false): Problem[] {
    const given = new Map<string, Quantity>(Object.entries(limits ?? {}));
    if (isStatic) return [...given].flatMap(([resource, amount]) => checkStaticLimit(resource, amount));
    const missing = ["cpu", "memory"].filter((resource) => !given.has(resource));
    return [
        ...missing.map((resource) => ({
            path: `limits.${resource}`,
            what: "nothing limits what the pool may cost",
            remedy: AMOUNTS[RESOURCES[resource] ?? "count"].remedy,
        })),
        ...[...given].flatMap(([resource, amount]) => checkLimit(`limits.${resource}`, resource, amount)),
    ];
}

/** Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, rules of spec. */
function checkStaticLimit(resource: string, amount: Quantity): Problem[] {
    const path = `limits.${resource}`;
    if (resource === "nodes") return checkLimit(path, resource, amount);
    const what = "a pool with replicas is limited by its number of nodes alone";
    return [{ path, what, got: amount, remedy: "Remove it" }];
}

function checkLimit(path: string, resource: string, amount: Quantity): Problem[] {
    const kind = RESOURCES[resource] ?? (resource.includes("/") ? "count" : undefined);
    if (/^(requests|limits)\./.test(resource)) {
        const remedy = `Write ${resource.slice(resource.indexOf(".") + 1)}: such a prefix is a ResourceQuota's`;
        return [{ path, what: "no node has this resource, so it limits nothing", got: amount, remedy }];
    }
    if (kind === undefined) {
        const remedy = `Choose from ${Object.keys(RESOURCES).join(", ")}, or name a device: nvidia.com/gpu`;
        return [{ path, what: "no node has this resource, so it limits nothing", got: amount, remedy }];
    }
    const { pattern, remedy } = AMOUNTS[kind];
    return pattern.test(String(amount))
        ? []
        : [{ path, what: `not an amount of ${resource}`, got: amount, remedy }];
}

/** As a reader of the plan sees them: `cpu 100`. */
export function describeLimits(limits: NodePoolLimits | undefined): string[] {
    const entries = new Map<string, Quantity>(Object.entries(limits ?? {}));
    return [...entries].map(([resource, amount]) => `${resource} ${amount}`).sort();
}

/**
 * The CRD takes a number only when it is whole and fits 64 bits; a text may hold any amount.
 * Source: Karpenter v1.14.1, pkg/apis/crds/karpenter.sh_nodepools.yaml, limits, put to a real API server.
 */
export function limitsAsTexts(limits: NodePoolLimits): Record<string, string> {
    return Object.fromEntries(Object.entries(limits).map(([resource, amount]) => [resource, String(amount)]));
}
