/** Karpenter's controller, and what it needs of AWS. */
import { type z } from "zod";

import { computeSchema } from "../compute/compute-schema";
import { karpenterOf } from "../compute/ref";
import { hasWayOut, podAddressingOf } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import type { WithPins } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import { Karpenter } from "./karpenter";
import { checkKarpenter, type KarpenterSpec, podsOfKarpenter } from "./karpenter-spec";
import type { NodeIdentity } from "./ref";
import type { ControllerSettings } from "./settings-schema";

const words = {
    /**
     * How pods get capacity.
     * @example
     * compute: {
     *     kind: "karpenter",
     *     host: SYSTEM_NODES_PER_ZONE,
     *     pools: {
     *         general: generalPool({ architecture: "arm64", capacityTypes: ["spot", "on-demand"], cpuLimit: 64 }),
     *     },
     *     settings: { featureGates: { spotToSpotConsolidation: true } },
     * },
     */
    compute: computeSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    WithPins & {
        readonly network: NetworkWords;
        readonly controlPlane: { readonly zonalShift: boolean };
        readonly addons: { readonly zoneSpread: boolean };
        readonly hybridNodes?: object;
    };

export const karpenter = part({
    words,
    phase: "karpenter",
    plan,
    origins: {
        account: "account",
        chartRegistry: "chartRegistry",
        clusterName: "clusterName",
        imageRegistry: "imageRegistry",
        kubernetesVersion: "kubernetesVersion",
        region: "region",
        // Words of the host; settings and controller stand beside it.
        host: { shape: "host" },
        replicas: { shape: "host.replicas" },
        zonalShift: { shape: "host.zonalShift" },
        zoneSpread: { shape: "host.zoneSpread" },
    },
    check: (spec, { shape: { network } }) => [
        ...checkKarpenter(spec),
        ...checkReservedEnis(network, spec.settings),
    ],
    pods: podsOfKarpenter,
    build: ({ name, spec }, { ground: { cluster, pullPolicyArn }, options }) => {
        const made = new Karpenter(name, { ...spec, cluster, ...defined({ pullPolicyArn }) }, options);
        return { ready: made.ready, provides: { nodeIdentity: identityOf(made) } };
    },
});

function plan({ settings, shape }: Environment<Reads>): Named<KarpenterSpec>[] {
    const { addons, controlPlane, network } = shape;
    const compute = karpenterOf(shape.compute);
    if (compute === undefined) return [];
    return [
        {
            name: "karpenter",
            shapePath: "compute",
            pinned: { version: "karpenter" },
            spec: {
                account: settings.account,
                chartRegistry: settings.chartRegistry,
                clusterName: settings.clusterName,
                host: compute.host.kind,
                imageRegistry: settings.imageRegistry,
                inCluster: settings.inCluster,
                isolatedVpc: !hasWayOut(network),
                kubernetesVersion: settings.kubernetesVersion,
                region: settings.region,
                replicas: compute.host.replicas,
                // There is no endpoint for it in a network without a way out, and the controller would not start.
                zonalShift: controlPlane.zonalShift && hasWayOut(network),
                // Refused on Fargate, once, where the shape says it.
                zoneSpread: addons.zoneSpread && compute.host.kind === "managed-nodes",
                ...defined({ version: shape.pins?.karpenter }),
                ...defined({ nodeRole: compute.nodeRole }),
                ...(shape.hybridNodes === undefined ? {} : { hybrid: true }),
                ...defined({ settings: settingsFor(network, compute.settings) }),
                ...(compute.controller === undefined ? {} : { controller: compute.controller }),
            },
        },
    ];
}

/**
 * With custom networking the first interface of a node carries no pods, and Karpenter would count it.
 * Source: Karpenter documentation, reference/settings, RESERVED_ENIS.
 */
function settingsFor(network: NetworkWords, settings: ControllerSettings | undefined) {
    const { idleEnis = 0 } = podAddressingOf(network) ?? {};
    if (idleEnis === 0 || settings?.reservedENIs !== undefined) return settings;
    return { ...settings, reservedENIs: idleEnis };
}

function checkReservedEnis(network: NetworkWords, settings: ControllerSettings = {}): Problem[] {
    const { idleEnis = 0 } = podAddressingOf(network) ?? {};
    const { reservedENIs: got = idleEnis } = settings;
    if (got >= idleEnis) return [];
    const what =
        "with custom networking a node's first interface carries no pods, and Karpenter would count it";
    return [
        { path: "settings.reservedENIs", what, got, remedy: `Leave it out, or write ${idleEnis} or more` },
    ];
}

function identityOf({ instanceProfileName, nodeRoleName }: Karpenter): NodeIdentity {
    return instanceProfileName === undefined
        ? { kind: "role", roleName: nodeRoleName }
        : { kind: "instance-profile", instanceProfileName };
}
