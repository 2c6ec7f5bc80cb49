/** What Karpenter is told of instance types: the file that tools/cluster/instances.go reads. Pure. */
import { labelsOfType } from "../../components/karpenter/instance-labels";
import { KARPENTER_DOMAIN, AUTO_MODE_DOMAIN, wellKnownKeys } from "../../components/karpenter/node-pool-keys";
import { devicesOf, memoryCounted } from "../../components/shared/counted-in-limits";
import type { InstanceType } from "../../components/shared/instance-data";
import type { PoolCapacity } from "../../components/shared/pods";
import { subnetsOfWorld } from "../fit/subnets";
import { siteOf, type World } from "../fit/world";

export interface KarpenterTypes {
    readonly wellKnown: readonly string[];
    readonly reservationLabel: string;
    readonly types: readonly KarpenterType[];
}

interface KarpenterType {
    readonly name: string;
    /** Values that a node's labels may have; none: it has no such label. */
    readonly labels: Readonly<Record<string, readonly string[]>>;
    readonly capacity: Readonly<Record<string, string>>;
    readonly overhead: Readonly<Record<string, string>>;
    readonly offerings: readonly Offering[];
}

interface Offering {
    readonly price: number;
    readonly labels: Readonly<Record<string, string>>;
    readonly reserved?: number;
}

/**
 * Spot for a share of the price on demand: the order of types is what matters, and both fall alike.
 * Not verified: prices of Spot change by the hour.
 */
const SPOT_SHARE = 0.4;

/** Reserved capacity costs nothing more. Source: karpenter-provider-aws v1.14.1, pkg/providers/instancetype/offering. */
const RESERVED_SHARE = 1e-6;
const RESERVED_INSTANCES = 2;

/** Source: karpenter-provider-aws v1.14.1, pkg/apis/v1/labels.go. */
const RESERVATION = "karpenter.k8s.aws/capacity-reservation-id";

/** All types that the pools of an environment admit, in every zone it has subnets in. */
export function karpenterTypesOf(world: World): KarpenterTypes {
    const pools = world.rooms.flatMap(({ capacity }) => (capacity.kind === "pool" ? [capacity] : []));
    const { region } = siteOf(world);
    const zones = [...new Set(subnetsOfWorld(world).map(({ zone }) => zone))].filter((zone) => zone !== "");
    return karpenterTypesFor(typesOfPools(pools), { region, zones, hasReservations: hasReservations(pools) });
}

/** Some types, as Karpenter is told of them. */
export function karpenterTypesFor(types: readonly InstanceType[], place: Place): KarpenterTypes {
    return {
        wellKnown: [...new Set([...wellKnownKeys("karpenter"), ...wellKnownKeys("auto-mode")])],
        reservationLabel: RESERVATION,
        types: types.map((type) => typeFor(type, place)),
    };
}

function typesOfPools(pools: readonly PoolCapacity[]): readonly InstanceType[] {
    const all = new Map(pools.flatMap(({ types }) => types?.() ?? []).map((type) => [type.type, type]));
    return [...all.values()].filter(
        ({ allocatable, usdHour }) => allocatable !== undefined && usdHour !== undefined,
    );
}

function hasReservations(pools: readonly PoolCapacity[]): boolean {
    return pools.some(({ requirements }) =>
        requirements.some(
            ({ key, values = [] }) => key === "karpenter.sh/capacity-type" && values.includes("reserved"),
        ),
    );
}

interface Place {
    readonly region: string;
    readonly zones: readonly string[];
    readonly hasReservations: boolean;
}

function typeFor(type: InstanceType, place: Place): KarpenterType {
    const { allocatable, usdHour = 0, vcpu = 0 } = type;
    const { milliCpu, pods, memoryMib: leftMib } = allocatable ?? { milliCpu: 0, memoryMib: 0, pods: 0 };
    const capacityMib = memoryCounted(type) ?? 0;
    const offered = place.zones.flatMap((zone): Offering[] => {
        const labels = (how: string) => ({
            "topology.kubernetes.io/zone": zone,
            "karpenter.sh/capacity-type": how,
        });
        return [
            { price: usdHour, labels: labels("on-demand") },
            { price: usdHour * SPOT_SHARE, labels: labels("spot") },
            ...(place.hasReservations
                ? [
                      {
                          price: usdHour * RESERVED_SHARE,
                          labels: { ...labels("reserved"), [RESERVATION]: `cr-${type.type}-${zone}` },
                          reserved: RESERVED_INSTANCES,
                      },
                  ]
                : []),
        ];
    });
    return {
        name: type.type,
        labels: labelsFor(type, place),
        capacity: {
            ...{ cpu: String(vcpu), memory: `${capacityMib}Mi`, pods: String(pods) },
            ...{ "ephemeral-storage": "50Gi", ...advertisedBy(type) },
        },
        overhead: { cpu: `${vcpu * 1000 - milliCpu}m`, memory: `${Math.max(0, capacityMib - leftMib)}Mi` },
        offerings: offered,
    };
}

/** Under the names of both Karpenters: a pool asks by its own. */
function labelsFor(type: InstanceType, place: Place): Readonly<Record<string, readonly string[]>> {
    const labels = [...labelsOfType(type, place)].filter(([key]) => !BY_OFFERING.has(key));
    const known = new Set(wellKnownKeys("auto-mode"));
    const ofAutoMode = labels.flatMap(([key, values]) => {
        const other = key.replace(KARPENTER_DOMAIN, AUTO_MODE_DOMAIN);
        return other !== key && known.has(other) ? [[other, values] as const] : [];
    });
    return Object.fromEntries([...labels, ...ofAutoMode, ["topology.kubernetes.io/zone", place.zones]]);
}

const BY_OFFERING: ReadonlySet<string> = new Set(["node.kubernetes.io/instance-type"]);

/** What device plugins would advertise. */
export function advertisedBy(type: InstanceType): Readonly<Record<string, string>> {
    return Object.fromEntries([...devicesOf(type)].map(([resource, count]) => [resource, String(count)]));
}
