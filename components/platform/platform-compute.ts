/** The phases from the first add-on to the last node pool. */
import type * as pulumi from "@pulumi/pulumi";

import { Addon } from "../addons/addon";
import { DefaultStorageClass } from "../addons/default-storage-class";
import type { ClusterRef } from "../cluster/ref";
import { FargateProfile } from "../compute/fargate-profile";
import { ManagedNodes } from "../compute/managed-nodes";
import { Karpenter } from "../karpenter/karpenter";
import { NodePool } from "../karpenter/node-pool";
import type { VpcRef } from "../network/ref";
import { addonsOfPhase, type ComputePlan } from "./compute";
import { type Plan, STORAGE_CLASS } from "./environment";
import type { PartOptions, Phases } from "./phases";

/** What compute stands on. */
interface Ground {
    readonly cluster: ClusterRef;
    readonly vpc: VpcRef;
    /** Key of nodes' and pods' volumes. @default AWS's own key */
    readonly volumesKeyArn?: pulumi.Output<string>;
}

/** Builds everything from the first add-on to the last node pool. */
export function buildCompute({ compute, inCluster }: Plan, phases: Phases, ground: Ground): void {
    phases.build("bootstrap", (part) => buildAddons(compute, "bootstrap", part, ground));
    phases.build("capacity", (part) => [
        ...buildProfiles(compute, part, ground),
        ...compute.nodes.map(({ name, spec }) => new ManagedNodes(name, { ...spec, ...ground }, part(name))),
    ]);
    phases.build("core", (part) => buildAddons(compute, "core", part, ground));
    if (inCluster) {
        // In a phase of its own: a claim of this class needs the driver.
        phases.build("core", (part) => [new DefaultStorageClass(STORAGE_CLASS, ground, part(STORAGE_CLASS))]);
    }
    const { karpenter } = phases.build("karpenter", (part) => {
        const { name, spec } = compute.karpenter;
        return { karpenter: new Karpenter(name, { ...spec, cluster: ground.cluster }, part(name)) };
    });
    if (inCluster) phases.build("pools", (part) => buildPools(compute, karpenter, part, ground));
}

function buildAddons(
    plan: ComputePlan,
    phase: "bootstrap" | "core",
    part: PartOptions,
    ground: Ground,
): Addon[] {
    return addonsOfPhase(plan, phase).map(
        ({ name, spec }) => new Addon(name, { ...spec, ...ground }, part(name)),
    );
}

/** EKS handles the profiles of a cluster one at a time: each waits for the one before. */
function buildProfiles(plan: ComputePlan, part: PartOptions, ground: Ground): FargateProfile[] {
    const profiles: FargateProfile[] = [];
    for (const { name, spec } of plan.profiles) {
        const before = profiles.at(-1)?.ready ?? [];
        profiles.push(new FargateProfile(name, { ...spec, ...ground }, part(name, before)));
    }
    return profiles;
}

function buildPools(
    plan: ComputePlan,
    { instanceProfileName, nodeRoleName }: Karpenter,
    part: PartOptions,
    ground: Ground,
): NodePool[] {
    const nodeIdentity =
        instanceProfileName === undefined
            ? ({ kind: "role", roleName: nodeRoleName } as const)
            : ({ kind: "instance-profile", instanceProfileName } as const);
    return plan.pools.map(
        ({ name, spec }) => new NodePool(name, { ...spec, ...ground, nodeIdentity }, part(name)),
    );
}
