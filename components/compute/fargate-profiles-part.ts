/** Fargate profiles: the kit's own where its pods run on Fargate, and those a fork asks for. */
import { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { FargateSelector } from "../shared/pods";
import { FargateProfile } from "./fargate-profile";
import { checkNoNodes, noticesOfFargate } from "./fargate-alone";
import { checkNoCapacity } from "./no-capacity";
import { fargateProfileSchema } from "./fargate-profile-schema";
import {
    capacityOfFargateProfile,
    checkFargateProfile,
    type FargateProfileSpec,
} from "./fargate-profile-spec";
import { type ComputeWords, hostOf } from "./ref";
import { checkOwnName, checkOwnProfiles } from "./system";
import { planSystemProfiles } from "./system-profiles";

const words = {
    /**
     * Fargate profiles for workloads, by name. Made one after the other.
     * @default none
     * @example
     * fargateProfiles: {
     *     batch: [{ namespace: "batch", labels: { size: "small" } }],
     * },
     */
    fargateProfiles: z.record(z.string(), fargateProfileSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: ComputeWords;
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
};

export const fargateProfiles = part({
    words,
    phase: "capacity",
    plan,
    origins: {
        clusterName: "clusterName",
        profile: { shape: "" },
        region: "region",
    },
    check: checkFargateProfile,
    checkAll: (_, { pods, shape }) => [
        ...checkOwnName("fargateProfiles", shape.fargateProfiles),
        ...checkOwnProfiles("fargateProfiles", shape.fargateProfiles),
        ...checkNoNodes(shape, pods),
        ...checkNoCapacity(shape),
    ],
    notices: (profiles, { settings: { organisation }, shape }) => [
        ...(organisation?.proxy === undefined || profiles.length === 0 ? [] : [BESIDE_PROXY]),
        ...noticesOfFargate(shape),
    ],
    capacity: capacityOfFargateProfile,
    // EKS handles the profiles of a cluster one at a time.
    oneByOne: true,
    build: ({ name, spec }, { ground: { cluster, pullPolicyArn, vpc }, options }) =>
        new FargateProfile(name, { ...spec, cluster, vpc, ...defined({ pullPolicyArn }) }, options),
});

/** Source: EKS User Guide, fargate: no user data, no DaemonSet; its nodes are AWS's. */
const BESIDE_PROXY =
    "Nodes of Fargate cannot be told of organisation.proxy: they pull images past it, through endpoints or NAT";

function plan({
    pods,
    settings: { clusterName, region },
    shape: { compute, fargateProfiles: asked = {} },
}: Environment<Reads>): Named<FargateProfileSpec>[] {
    const named = (profile: string, selectors: readonly FargateSelector[]) => ({
        name: `fargate-${profile}`,
        shapePath: `fargateProfiles.${profile}`,
        spec: { clusterName, region, profile, selectors },
    });
    return [
        ...(hostOf(compute) === "fargate"
            ? planSystemProfiles(pods).map(({ profile, selectors }) => named(profile, selectors))
            : []),
        ...Object.entries(asked).map(([profile, selectors]) => named(profile, selectors)),
    ];
}
