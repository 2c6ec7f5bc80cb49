/** The environment's control plane. */
import type { z } from "zod";

import { autoPoolsOf, type ComputeWords, type GroupsByName, ownClassesOf, windowsIn } from "../compute/ref";
import { hasIpv6Pods, secondaryCidrsOf } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type FiledProblem, part } from "../platform/part";
import { checkConnected } from "../shared/connected-networks";
import { defined } from "../shared/defined";
import { whenGiven } from "../shared/problems";
import { capacityOfAutoMode } from "./auto-mode";
import { type BesideAutoMode, checkAutoMode } from "./auto-mode-checks";
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
    readonly network?: NetworkWords;
    readonly hybridNodes?: {
        readonly nodeNetworks: readonly string[];
        readonly podNetworks?: readonly string[];
    };
    readonly keys?: { readonly volumes?: { readonly kind: string } };
    readonly managedNodes?: GroupsByName;
    readonly selfManagedNodes?: GroupsByName;
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
    check: (spec, { settings: { connectedNetworks = [] }, shape: { network } }) => [
        // Of a network that could not be read nobody knows the family, which decides whether services are missing theirs.
        ...checkCluster(spec).filter(
            ({ got, path }) => network !== undefined || path !== "serviceCidr" || got !== undefined,
        ),
        ...whenGiven(spec, ["serviceCidr"], ({ serviceCidr }) =>
            spec.ipFamily === "ipv6"
                ? []
                : checkConnected(
                      [{ path: "serviceCidr", cidr: serviceCidr, of: "services" }],
                      connectedNetworks,
                  ),
        ),
    ],
    checkAll: (clusters, environment) => [
        ...checkNotNamed(environment),
        ...clusters.flatMap(({ spec }) => {
            const { settings, shape } = environment;
            return checkEgress(spec, shape.network, settings.existingVpc?.controlPlaneSubnets);
        }),
        ...checkBesideAutoMode(environment),
        ...checkBesideIpv6(environment),
    ],
    notices: (_, { shape: { compute } }) =>
        compute?.kind === "auto-mode" && compute.nodePools.length > 0
            ? [
                  `Nodes of pools ${compute.nodePools.join(", ")} of EKS carry none of the environment's tags: pools of your own do`,
              ]
            : [],
    capacity: ({ autoMode }) => (autoMode === undefined ? undefined : capacityOfAutoMode(autoMode)),
    build: ({ name, spec }, { ground, options }) => {
        const { logsKeyArn, secretsKeyArn } = ground.keys;
        const { pullPolicyArn } = ground;
        const args = { ...spec, vpc: ground.vpc, ...defined({ logsKeyArn, pullPolicyArn, secretsKeyArn }) };
        const made = new Cluster(name, args, options);
        return {
            ready: made.ready,
            provides: { cluster: made, ...defined({ autoNodeRole: made.autoNodeRole }) },
        };
    },
});

/** A cluster that is named besides would stay unused without a word. */
function checkNotNamed({ file, settings: { existingCluster } }: Environment<Reads>): FiledProblem[] {
    if (existingCluster === undefined) return [];
    return [
        {
            file,
            path: "platform:existingCluster",
            what: "the kit makes a cluster of its own here",
            got: existingCluster.endpoint,
            remedy: "Remove it, or make the environment of PARTS_ON_EXISTING_CLUSTER",
        },
    ];
}

function checkBesideAutoMode(environment: Environment<Reads>): FiledProblem[] {
    const { settings, shape } = environment;
    const { compute, fargateProfiles, managedNodes, selfManagedNodes } = shape;
    if (compute?.kind !== "auto-mode") return [];
    const { nodePools } = compute;
    const places = { ...autoPoolsOf(compute), ...managedNodes, ...selfManagedNodes, ...fargateProfiles };
    const others = Object.keys(places).length;
    const beside = defined({ region: settings.region, volumesKey: volumesKeyOf(environment) });
    return checkAutoMode({ nodePools, others, windows: windowsIn(shape), ...beside });
}

/** Source: EKS User Guide, cni-ipv6, "IPv6 Feature support". */
function checkBesideIpv6({ shape }: Environment<Reads>): FiledProblem[] {
    if (!hasIpv6Pods(shape.network)) return [];
    return windowsIn(shape).map((path) => ({
        path,
        what: "nodes that run Windows join no IPv6 cluster",
        remedy: 'Remove it, or network.ipv6: "pods"',
    }));
}

/** What the shape does not say stands in the organisation's settings. */
function volumesKeyOf({ file, settings, shape }: Environment<Reads>): BesideAutoMode["volumesKey"] {
    if (shape.keys?.volumes !== undefined) return shape.keys.volumes;
    if (settings.organisation?.keys?.volumes === undefined) return undefined;
    return { kind: "existing", organisationFile: file };
}

function specOf({ settings, shape }: Environment<Reads>): ClusterSpec {
    const { compute, controlPlane, hybridNodes, network, unprotected = [] } = shape;
    return {
        ...controlPlane,
        account: settings.account,
        apiAccess: settings.apiAccess,
        clusterName: settings.clusterName,
        deletionProtection: settings.protection && !unprotected.includes(NAME),
        kubernetesVersion: settings.kubernetesVersion,
        region: settings.region,
        ...(hasIpv6Pods(network) ? { ipFamily: "ipv6" } : {}),
        vpcCidr: settings.vpcCidr,
        ...defined({
            assumeRoleArn: settings.assumeRoleArn,
            serviceCidr: settings.serviceCidr,
            vpcSecondaryCidrs: secondaryCidrsOf(settings),
        }),
        ...(windowsIn(shape).length === 0 ? {} : { windows: true }),
        ...(network?.pods?.securityGroups === undefined ? {} : { podSecurityGroups: true }),
        ...(compute?.kind === "auto-mode"
            ? {
                  autoMode: {
                      nodePools: compute.nodePools,
                      ...defined({ ownClasses: ownClassesOf(compute) }),
                  },
              }
            : {}),
        ...(hybridNodes === undefined
            ? {}
            : {
                  remoteNetworks: {
                      nodes: hybridNodes.nodeNetworks,
                      pods: hybridNodes.podNetworks ?? [],
                  },
              }),
    };
}
