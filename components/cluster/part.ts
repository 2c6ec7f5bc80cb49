/** The environment's control plane. */
import type { z } from "zod";

import type { ComputeWords } from "../compute/ref";
import { type Environment, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { Problem } from "../shared/problems";
import { capacityOfAutoMode, checkAutoMode } from "./auto-mode";
import { Cluster } from "./cluster";
import { clusterSchema } from "./cluster-schema";
import { checkCluster, type ClusterSpec } from "./cluster-spec";
import { checkEgress } from "./tuning";

const words = {
    /**
     * Logs, support and zonal shift of the control plane.
     * @example
     * controlPlane: {
     *     logs: { types: ["api", "audit", "authenticator"], retentionDays: 90 },
     *     supportType: "STANDARD",
     *     zonalShift: true,
     * },
     */
    controlPlane: clusterSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly unprotected?: readonly string[];
    /** Undefined when it could not be read. */
    readonly compute?: ComputeWords;
    readonly network?: { readonly nat?: string };
    readonly keys?: { readonly volumes?: { readonly kind: string } };
    readonly managedNodes?: Readonly<Record<string, unknown>>;
    readonly selfManagedNodes?: Readonly<Record<string, unknown>>;
    readonly fargateProfiles?: Readonly<Record<string, unknown>>;
};

/** Logical name of the control plane's component. */
const NAME = "cluster";

export const cluster = part({
    words,
    phase: "control-plane",
    unread: "left-out",
    plan: (environment: Environment<Reads>) => [
        { name: NAME, shapePath: "controlPlane", spec: specOf(environment) },
    ],
    origins: {
        account: "account",
        apiAccess: "apiAccess",
        assumeRoleArn: "assumeRoleArn",
        clusterName: "clusterName",
        deletionProtection: "protection",
        kubernetesVersion: "kubernetesVersion",
        region: "region",
        serviceCidr: "serviceCidr",
        vpcCidr: "vpcCidr",
    },
    check: checkCluster,
    checkAll: (clusters, { settings: { region }, shape }) => [
        ...clusters.flatMap(({ spec }) => checkEgress(spec, shape.network)),
        ...checkBesideAutoMode(shape, region),
    ],
    capacity: ({ autoMode }) => (autoMode === undefined ? undefined : capacityOfAutoMode(autoMode)),
    build: ({ name, spec }, { ground, options }) => {
        const { logsKeyArn, secretsKeyArn } = ground.keys;
        const args = { ...spec, vpc: ground.vpc, ...defined({ logsKeyArn, secretsKeyArn }) };
        const made = new Cluster(name, args, options);
        return { ready: made.ready, provides: { cluster: made } };
    },
});

function checkBesideAutoMode(
    { compute, fargateProfiles, keys, managedNodes, selfManagedNodes }: Reads,
    region: string,
): Problem[] {
    if (compute?.kind !== "auto-mode") return [];
    const { nodePools } = compute;
    const beside = defined({ fargateProfiles, managedNodes, selfManagedNodes, volumesKey: keys?.volumes });
    return checkAutoMode({ nodePools, region, ...beside });
}

function specOf({ settings, shape }: Environment<Reads>): ClusterSpec {
    const { compute, controlPlane, unprotected = [] } = shape;
    return {
        ...controlPlane,
        account: settings.account,
        apiAccess: settings.apiAccess,
        clusterName: settings.clusterName,
        deletionProtection: settings.protection && !unprotected.includes(NAME),
        kubernetesVersion: settings.kubernetesVersion,
        region: settings.region,
        serviceCidr: settings.serviceCidr,
        vpcCidr: settings.vpcCidr,
        ...defined({ assumeRoleArn: settings.assumeRoleArn }),
        ...(compute?.kind === "auto-mode" ? { autoMode: { nodePools: compute.nodePools } } : {}),
    };
}
