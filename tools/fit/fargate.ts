/** Pods on Fargate: the kit's own, with the sizes they are rounded up to, and those of others. Pure. */
import { runsOn } from "../../components/platform/placement";
import { type KitPod, selectsPod } from "../../components/shared/pods";
import { count } from "../plan/report-text";
import { type FargateSize, fargateSizeOf } from "../cost/fargate-size";
import { requestsTextOf } from "../facts/asked-by-pods";
import type { PlacedUse } from "./use";
import { inputsOf, textsIn, type World } from "./world";

export interface FargatePods {
    /** `Fargate profile system`. */
    readonly profile: string;
    readonly subnetIds: readonly string[];
    /** Of the kit. */
    readonly pods: readonly { readonly pod: KitPod; readonly size: FargateSize }[];
    /** Whether it takes pods that the kit does not bring. */
    readonly isOpen: boolean;
}

/** A pod is taken by the first profile that selects it. */
export function fargatePodsOf(world: World): readonly FargatePods[] {
    const taken = new Set<KitPod>();
    return world.rooms.flatMap(({ capacity, resources }) => {
        if (capacity.kind !== "fargate") return [];
        const pods = world.pods.filter((pod) => !taken.has(pod) && runsOn(pod, capacity));
        for (const pod of pods) taken.add(pod);
        const profile = resources.find(({ type }) => type === "aws:eks/fargateProfile:FargateProfile");
        return [
            {
                profile: capacity.name,
                subnetIds: profile === undefined ? [] : textsIn(inputsOf(profile)["subnetIds"]),
                pods: pods.flatMap((pod) => {
                    // One that is larger than what Fargate has never starts, and takes nothing.
                    const size = fargateSizeOf(requestsTextOf(pod));
                    return size === undefined ? [] : [{ pod, size }];
                }),
                isOpen: capacity.selectors.some((one) => !world.pods.some((pod) => selectsPod(one, pod))),
            },
        ];
    });
}

/** Pods that a profile of Fargate takes run nowhere else. */
export function isOnFargate(world: World, pod: KitPod): boolean {
    return world.rooms.some(({ capacity }) => capacity.kind === "fargate" && runsOn(pod, capacity));
}

/** Each pod has an interface of its own. Source: EKS User Guide, fargate, "Considerations". */
export function fargateUses(world: World): readonly PlacedUse[] {
    return fargatePodsOf(world).flatMap(({ isOpen, pods, profile, subnetIds }) => {
        const replicas = pods.reduce((sum, { pod }) => sum + pod.replicas, 0);
        const own = {
            ...{ by: profile, what: `${count(replicas, "pod")} of the kit, an interface each` },
            most: Math.ceil(replicas / subnetIds.length),
            together: replicas,
        };
        const others = {
            ...{ by: profile, what: "pods of yours, an interface each" },
            unbounded: "as many as you run: the quota of Fargate's vCPUs bounds them alone",
        };
        return subnetIds.flatMap((id): readonly PlacedUse[] => [
            ...(replicas === 0 ? [] : [[id, own] as const]),
            ...(isOpen ? [[id, others] as const] : []),
        ]);
    });
}
