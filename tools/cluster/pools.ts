/** Pools of an environment as the rehearsed Karpenter takes them. Pure. */
import type { PoolCapacity } from "../../components/shared/pods";
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import { objectOf } from "../facts/build";
import type { World } from "../fit/world";
import type { Json } from "../../components/shared/json";

/** The one class of Karpenter's provider for kwok: what a class of AWS decides stands in the file of instance types. */
export const NODE_CLASS: KubernetesObject = {
    ...{ apiVersion: "karpenter.kwok.sh/v1alpha1", kind: "KWOKNodeClass" },
    ...{ metadata: { name: "rehearsal" }, spec: {} },
};

const REFERENCE = { group: "karpenter.kwok.sh", kind: "KWOKNodeClass", name: "rehearsal" };

const NODE_POOL = "kubernetes:karpenter.sh/v1:NodePool";

/** What nodes of Auto Mode carry. Source: EKS User Guide, create-node-pool, supported labels. */
const OF_AUTO_MODE = { "eks.amazonaws.com/compute-type": "auto" };

/** A pool of the plan, with the class that exists here. */
export function poolObject(inputs: Json, isAutoMode: boolean): KubernetesObject {
    const pool = objectOf(inputs);
    const spec = objectOf(pool["spec"]);
    const template = objectOf(spec["template"]);
    const metadata = objectOf(template["metadata"]);
    const labels = { ...objectOf(metadata["labels"]), ...(isAutoMode ? OF_AUTO_MODE : {}) };
    return kubernetesObject("a pool", {
        ...pool,
        spec: {
            ...spec,
            template: {
                ...template,
                metadata: { ...metadata, labels },
                spec: { ...objectOf(template["spec"]), nodeClassRef: REFERENCE },
            },
        },
    });
}

/** Pools that no resource of the plan makes: those that EKS Auto Mode brings. */
export function builtInPools({ rooms }: World): readonly KubernetesObject[] {
    return rooms.flatMap(({ capacity, resources }) =>
        capacity.kind === "pool" && !resources.some(({ type }) => type === NODE_POOL)
            ? [poolOf(capacity, capacity.name.split(" ").at(-1) ?? capacity.name)]
            : [],
    );
}

/**
 * A pool as the planner knows it.
 * Source: EKS User Guide, set-builtin-node-pools; disruption as the User Guide shows it, automode, "general-purpose".
 */
export function poolOf(
    { labels, limits, maker, requirements, taints }: PoolCapacity,
    name: string,
): KubernetesObject {
    const spec = {
        ...{ nodeClassRef: REFERENCE, expireAfter: "336h", terminationGracePeriod: "24h" },
        // Karpenter writes this label itself, and takes it from nobody.
        requirements: requirements
            .filter(({ key }) => !isKarpenters(key))
            .map(({ values = [], ...one }) => ({ ...one, values: [...values] })),
        taints: taints.map((taint) => ({ ...taint })),
    };
    const own = Object.entries(labels).filter(([key]) => !isKarpenters(key));
    const ofMaker = maker === "auto-mode" ? OF_AUTO_MODE : {};
    return kubernetesObject(name, {
        ...{ apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name } },
        spec: {
            template: { metadata: { labels: { ...Object.fromEntries(own), ...ofMaker } }, spec },
            ...(Object.keys(limits).length === 0 ? {} : { limits: { ...limits } }),
            disruption: { consolidationPolicy: "WhenEmptyOrUnderutilized", consolidateAfter: "30s" },
        },
    });
}

function isKarpenters(key: string): boolean {
    return key === "karpenter.sh/nodepool";
}
