/** Add-ons that a kind of compute does without, and where those are that Auto Mode's own nodes do without. */
import type { ComputeKind } from "../compute/ref";
import type { KitPod } from "../shared/pods";
import { findAddon } from "./catalogue";
import type { AddonDefinition } from "./definition";
import type { AddonOptions } from "./workloads";

/** What of an environment has pods. */
export interface Places {
    readonly compute: { readonly kind: ComputeKind };
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
}

/**
 * Why the environment's compute does without an add-on. Beside Auto Mode other nodes and Fargate need what its own bring.
 * Source: EKS User Guide, eks-add-ons, "Considerations for Auto Mode".
 */
export function leftOutBy(places: Places, addon: string): string | undefined {
    return isMixed(places) ? undefined : findAddon(addon)?.leftOut?.[places.compute.kind];
}

/** Whether an environment has it unnamed. Of a cluster somebody else made nothing is the environment's that it does not name. */
export function isAlways({ compute }: Places, { presence }: Pick<AddonDefinition, "presence">): boolean {
    return presence === "always" && compute.kind !== "existing";
}

/** Whether something else has pods beside Auto Mode. */
function isMixed({ compute, ...beside }: Places): boolean {
    const { fargateProfiles = {}, managedNodes = {}, selfManagedNodes = {} } = beside;
    const others = [fargateProfiles, managedNodes, selfManagedNodes].flatMap((asked) => Object.keys(asked));
    return compute.kind === "auto-mode" && others.length > 0;
}

/** What Auto Mode's nodes bring keeps off them. Source: the same. */
export function podsOf(definition: AddonDefinition, options: AddonOptions): readonly KitPod[] {
    const pods = definition.pods(options);
    const isBrought = options.isAutoMode === true && definition.leftOut?.["auto-mode"] !== undefined;
    return isBrought ? pods.map((pod) => ({ ...pod, notOnAutoMode: true })) : pods;
}
