/** The pins of components/versions.ts as commands walk through them. */
import { CHARTS } from "../../components/charts/catalogue";
import { AUTOSCALER_IMAGES } from "../../components/charts/cluster-autoscaler";
import type { ChartFacts } from "../../components/charts/definition";
import { ADDON_NAMES, ADDONS } from "../../components/addons/catalogue";
import type { AddonDefinition } from "../../components/addons/definition";
import {
    ADDON_VERSIONS,
    AMI_ALIAS,
    DEVICE_PLUGINS,
    KARPENTER_MINIMUM,
    KARPENTER_VERSION,
    KUBERNETES,
    KUBERNETES_MINORS,
    type KubernetesMinor,
    type KubernetesRelease,
    NODE_RELEASES,
    type Pin,
} from "../../components/versions";

type ByMinor<Value> = Readonly<Record<string, Value>>;

export interface VersionTable {
    /** Oldest first. */
    readonly minors: readonly string[];
    readonly kubernetes: ByMinor<KubernetesRelease>;
    readonly addonNames: readonly string[];
    readonly addons: ByMinor<Readonly<Record<string, Pin | undefined>>>;
    /** Add-ons that go up one minor at a time. */
    readonly stepwise: readonly string[];
    readonly karpenter: Pin;
    readonly karpenterMinimum: ByMinor<Pin>;
    readonly amiAlias: Pin;
    readonly nodeReleases: ByMinor<Pin>;
    /** Charts that the kit knows, by their release: those of the catalogue, and device plugins. */
    readonly charts: Readonly<Record<string, KnownChart>>;
    /** Images of the Cluster Autoscaler. */
    readonly autoscalers: ByMinor<Pin>;
}

/** A chart that the kit knows, where it is published. */
export interface KnownChart {
    readonly repository: string;
    readonly version: Pin;
}

/** What the kit pins today. */
export const TABLE: VersionTable = {
    minors: KUBERNETES_MINORS,
    kubernetes: KUBERNETES,
    addonNames: ADDON_NAMES,
    addons: Object.fromEntries(KUBERNETES_MINORS.map((minor) => [minor, addonPins(minor)])),
    stepwise: Object.entries<AddonDefinition>(ADDONS).flatMap(([addon, { stepwise }]) =>
        stepwise === true ? [addon] : [],
    ),
    karpenter: KARPENTER_VERSION,
    karpenterMinimum: KARPENTER_MINIMUM,
    amiAlias: AMI_ALIAS,
    nodeReleases: NODE_RELEASES,
    charts: knownCharts(),
    autoscalers: AUTOSCALER_IMAGES,
};

function knownCharts(): Readonly<Record<string, KnownChart>> {
    const ofCatalogue = Object.entries<ChartFacts>(CHARTS);
    const plugins = Object.values(DEVICE_PLUGINS).map((plugin) => [plugin.chart, plugin] as const);
    return Object.fromEntries(
        [...ofCatalogue, ...plugins].map(([name, { repository, version }]) => [
            name,
            { repository, version },
        ]),
    );
}

/** Sets that ran together come before what the add-on's own file says. */
function addonPins(minor: KubernetesMinor): Readonly<Record<string, Pin>> {
    return Object.fromEntries(
        Object.entries<AddonDefinition>(ADDONS).flatMap(([addon, { versions = {} }]) => {
            const pin = ADDON_VERSIONS[minor][addon] ?? versions[minor];
            return pin === undefined ? [] : [[addon, pin]];
        }),
    );
}

/** A pin and how a person calls it. */
export interface NamedPin {
    readonly name: string;
    readonly pin: Pin;
}

/** Every pin, in the order of the file: dates, add-ons, Karpenter, nodes, charts. */
export function namedPins(table: VersionTable): readonly NamedPin[] {
    const { addonNames, addons, amiAlias, karpenter, karpenterMinimum, kubernetes, minors, nodeReleases } =
        table;
    const { autoscalers, charts } = table;
    return [
        ...minors.flatMap((minor) => releasePins(minor, kubernetes[minor])),
        ...minors.flatMap((minor) =>
            addonNames.flatMap((addon) => named(`${minor} ${addon}`, addons[minor]?.[addon])),
        ),
        ...named("charts karpenter, karpenter-crd", karpenter),
        ...minors.flatMap((minor) => named(`${minor} oldest Karpenter`, karpenterMinimum[minor])),
        ...named("AMI alias", amiAlias),
        ...minors.flatMap((minor) => named(`${minor} node release`, nodeReleases[minor])),
        ...Object.entries(charts).flatMap(([name, { version }]) => named(`chart ${name}`, version)),
        ...minors.flatMap((minor) => named(`${minor} Cluster Autoscaler`, autoscalers[minor])),
    ];
}

function releasePins(minor: string, release: KubernetesRelease | undefined): NamedPin[] {
    return [
        ...named(`${minor} released`, release?.released),
        ...named(`${minor} end of standard support`, release?.endOfStandardSupport),
        ...named(`${minor} end of extended support`, release?.endOfExtendedSupport),
    ];
}

function named(name: string, pin: Pin | undefined): NamedPin[] {
    return pin === undefined ? [] : [{ name, pin }];
}
