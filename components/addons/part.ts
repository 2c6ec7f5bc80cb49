/** The environment's EKS add-ons. */
import type { z } from "zod";

import {
    type ComputeWords,
    type GroupsByName,
    hostOf,
    karpenterOf,
    systemNodesOf,
    windowsIn,
} from "../compute/ref";
import { hasIpv6Pods } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type FiledProblem, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { chooseFrom } from "../shared/hints";
import { PINS_FILE, pinsOfMinor, type WithPins } from "../shared/pins-schema";
import { defaultTags } from "../shared/tags";
import { isKubernetesMinor } from "../versions";
import { Addon } from "./addon";
import { type AddonSpec, checkAddon, checkReplicas, pinOf } from "./addon-spec";
import { addonsSchema } from "./addons-schema";
import { ADDON_NAMES, type AddonName, ADDONS, isKnownAddon } from "./catalogue";
import type { AddonDefinition } from "./definition";
import { checkInstanceStore, type WithDisks } from "./instance-store-checks";
import { isAlways, leftOutBy, podsOf } from "./left-out";
import { checkEndpoints, checkNeighbours, neededBy } from "./neighbours";
import { checkPolicies, noticesOfOthers, otherDefinition } from "./others";
import { checkPodNetwork, noticesOfPodNetwork } from "./pod-network";
import type { AddonOptions } from "./workloads";

const words = {
    /**
     * The add-ons every environment has, and further ones.
     * @example
     * addons: {
     *     replicas: 2,
     *     zoneSpread: true,
     *     coredns: { configuration: { resources: { limits: { memory: "256Mi" } } } },
     * },
     */
    addons: addonsSchema,
};

/** Nodes of a group that EKS may replace. */
export interface Repaired {
    readonly nodeRepair: boolean | object;
}

type Reads = z.infer<z.ZodObject<typeof words>> &
    WithPins & {
        readonly compute: ComputeWords;
        readonly network: NetworkWords;
        readonly managedNodes?: GroupsByName<Repaired & WithDisks>;
        readonly selfManagedNodes?: GroupsByName<WithDisks>;
        readonly fargateProfiles?: Readonly<Record<string, unknown>>;
        readonly hybridNodes?: object;
        readonly catalogue?: Readonly<Record<string, unknown>>;
        readonly charts?: Readonly<Record<string, unknown>>;
        readonly prometheus?: object;
    };

/** An add-on of an environment: its definition is there, whoever wrote it. */
export interface PlannedAddon extends AddonSpec {
    readonly definition: AddonDefinition;
    /** Components it waits for, besides those of earlier phases. */
    readonly after: readonly string[];
}

export const addons = part({
    words,
    phase: ({ definition }: PlannedAddon) => definition.phase,
    plan,
    origins: ({ addon }) => ({
        account: "account",
        addon: { shape: "" },
        clusterName: "clusterName",
        configuration: { shape: isKnownAddon(addon) ? `${addon}.configuration` : "configuration" },
        kubernetesVersion: "kubernetesVersion",
        options: { shape: "" },
        "options.own": { shape: addon },
        "options.volumeTags": "tags",
        region: "region",
        version: { shape: isKnownAddon(addon) ? `versions.${addon}` : "version" },
    }),
    // The cluster's own check names a minor the kit does not know: not each add-on again.
    check: (spec) => (isKubernetesMinor(spec.kubernetesVersion) ? checkAddon(spec) : []),
    checkAll: (components, environment) => [
        ...checkSpread(environment),
        ...checkPolicies(environment.shape.addons.others, environment.settings),
        ...checkLeftOut(components, environment),
        ...checkPodNetwork(environment),
        ...components.flatMap(({ spec }) => [
            ...checkNeighbours(spec, environment.shape),
            ...checkEndpoints(spec, environment.shape.network),
        ]),
        ...checkInstanceStore(
            components.map(({ spec }) => spec.addon),
            environment.shape,
        ),
        ...checkReplicas("addons.replicas", environment.shape.addons.replicas),
        ...checkOthers(environment),
        ...checkPins(environment),
    ],
    notices: (components, { shape }) => [
        ...noticesOfOthers(shape.addons.others ?? {}),
        ...noticesOfPodNetwork(shape),
        ...components.flatMap(({ spec }) => spec.definition.notices ?? []),
    ],
    pods: ({ definition, options }) => podsOf(definition, options),
    // What needs a chart waits until there may be one.
    inClusterOnly: ({ after }) => after.length > 0,
    after: ({ after }) => after,
    build: ({ name, spec }, { ground: { cluster, keys, prometheus, vpc }, options }) => {
        const made = defined({ prometheus, volumesKeyArn: keys.volumesKeyArn });
        return new Addon(name, { ...spec, cluster, vpc, ...made }, options);
    },
});

function plan({ settings, shape }: Environment<Reads>): Named<PlannedAddon>[] {
    const { account, clusterName, kubernetesVersion, region } = settings;
    const common = { account, clusterName, kubernetesVersion, region, options: optionsOf(settings, shape) };
    const { others = {}, versions } = shape.addons;
    const { addons: pins = {} } = pinsOfMinor(shape, kubernetesVersion);
    return [
        ...namesOf(shape, kubernetesVersion).map((addon) => ({
            name: `addon-${addon}`,
            shapePath: "addons",
            ...(versions?.[addon] === undefined && pins[addon] !== undefined
                ? { pinned: { version: `minors.${kubernetesVersion}.addons.${addon}` } }
                : {}),
            spec: {
                ...common,
                addon,
                ...saidOf(addon, shape, common.options),
                ...defined({ version: versions?.[addon] ?? pins[addon] }),
            },
        })),
        ...Object.entries(others).map(([addon, { configuration, ...other }]) => ({
            name: `addon-${addon}`,
            shapePath: `addons.others.${addon}`,
            spec: {
                ...common,
                addon,
                after: [],
                definition: otherDefinition(other),
                version: other.version,
                ...defined({ configuration }),
            },
        })),
    ];
}

/** Settings of an add-on, what its own words say, and what it therefore waits for. */
function saidOf(
    addon: AddonName,
    shape: Reads,
    common: AddonOptions,
): Pick<PlannedAddon, "after" | "configuration" | "definition" | "options"> {
    const { configuration, ...own } = shape.addons[addon] ?? {};
    const options = Object.keys(own).length === 0 ? common : { ...common, own };
    const definition: AddonDefinition = ADDONS[addon];
    return {
        after: neededBy({ addon, definition, options }, shape),
        definition,
        options,
        ...defined({ configuration }),
    };
}

/** Those every environment has, those it names, and those its other words call for. */
function namesOf(shape: Reads, kubernetesVersion: string): AddonName[] {
    const { addons: asked } = shape;
    return ADDON_NAMES.filter((addon) => {
        const definition: AddonDefinition = ADDONS[addon];
        const isNamed = asked[addon] !== undefined;
        if (leftOutBy(shape, addon) !== undefined) return false;
        if (definition.presence !== "with-node-repair") return isAlways(shape, definition) || isNamed;
        const version = asked.versions?.[addon] ?? pinOf(addon, definition, kubernetesVersion);
        return asked.nodeMonitoring ?? (isNamed || (version !== undefined && repairsNodes(shape)));
    });
}

/** EKS's repair and Karpenter's read the same conditions of a node. */
function repairsNodes({ compute, managedNodes = {} }: Reads): boolean {
    const system = systemNodesOf(compute);
    const groups = [...(system === undefined ? [] : [system.words]), ...Object.values(managedNodes)];
    const gates = karpenterOf(compute)?.settings?.featureGates;
    return groups.some(({ nodeRepair }) => nodeRepair !== false) || gates?.nodeRepair === true;
}

/** One the kit knows has a place of its own, where more of it is checked. */
function checkOthers({ shape }: Environment<Reads>): PlacedProblem[] {
    return Object.keys(shape.addons.others ?? {})
        .filter(isKnownAddon)
        .map((addon) => ({
            path: `addons.others.${addon}`,
            what: "the kit knows this add-on",
            remedy: `Write addons.${addon}, and its version in addons.versions`,
        }));
}

function optionsOf(settings: Environment<Reads>["settings"], shape: Reads): AddonOptions {
    const { addons: asked, compute, hybridNodes, network } = shape;
    const windows = windowsIn(shape).length > 0;
    return {
        host: hostOf(compute),
        replicas: asked.replicas,
        zoneSpread: asked.zoneSpread,
        ...(hybridNodes === undefined ? {} : { hybrid: true }),
        ...(windows ? { windows } : {}),
        volumeTags: defaultTags(settings.tags, settings),
        ...(compute.kind === "auto-mode" ? { isAutoMode: true } : {}),
        ...(network.pods === undefined ? {} : { podNetwork: { ...network.pods, zones: settings.zones } }),
        ...(hasIpv6Pods(network) ? { ipFamily: "ipv6" } : {}),
    };
}

/** Fargate places each pod by itself. What would be dropped without a word is refused. */
function checkSpread({ shape: { addons: asked, compute } }: Environment<Reads>): PlacedProblem[] {
    if (!asked.zoneSpread || hostOf(compute) !== "fargate") return [];
    return [
        {
            path: "addons.zoneSpread",
            what: "Fargate does not spread pods over zones",
            got: asked.zoneSpread,
            remedy:
                compute.kind === "fargate" ? "Use false" : "Use false on host fargate, or host managed-nodes",
        },
    ];
}

/** What is said of an add-on the environment does not have would be left out without a word. */
function checkLeftOut(
    components: readonly Named<AddonSpec>[],
    { shape }: Environment<Reads>,
): PlacedProblem[] {
    const installed: readonly string[] = components.map(({ spec }) => spec.addon);
    const { kind } = shape.compute;
    return wordsOf(shape).flatMap(({ addon, got, path, rest }) => {
        const reason = leftOutBy(shape, addon);
        if (reason !== undefined) {
            return [{ path, what: `compute of kind ${kind} leaves it out: ${reason}`, remedy: "Remove it" }];
        }
        if (installed.includes(addon)) return [];
        const what = "the environment does not have this add-on";
        return [{ path, what, ...defined({ got }), remedy: `${askFor(addon)}, or remove ${rest}` }];
    });
}

/** A word about one add-on. */
interface AddonWord {
    readonly addon: string;
    readonly path: string;
    readonly got?: string;
    /** What a person takes out where the add-on is not meant. */
    readonly rest: string;
}

/** Where a shape speaks of single add-ons. */
function wordsOf({ addons: { nodeMonitoring, versions = {}, ...asked } }: Reads): readonly AddonWord[] {
    const monitoring = { path: "addons.nodeMonitoring", addon: "eks-node-monitoring-agent", rest: "it" };
    return [
        ...(nodeMonitoring === true ? [monitoring] : []),
        ...Object.entries(versions).map(([addon, got]) => ({
            addon,
            path: `addons.versions.${addon}`,
            got,
            rest: "the version",
        })),
        ...ADDON_NAMES.filter((addon) => asked[addon] !== undefined).map((addon) => ({
            addon,
            path: `addons.${addon}`,
            rest: "its settings",
        })),
    ];
}

/** A misspelt name would pin nothing without a word. */
function checkPins({ shape: { pins: { minors = {} } = {} } }: Environment<Reads>): FiledProblem[] {
    return Object.entries(minors).flatMap(([minor, { addons = {} }]) =>
        Object.entries(addons)
            .filter(([addon]) => !isKnownAddon(addon))
            .map(([addon, got]) => ({
                file: PINS_FILE,
                path: `minors.${minor}.addons.${addon}`,
                what: "not an add-on the kit knows",
                got,
                remedy: chooseFrom(addon, ADDON_NAMES),
            })),
    );
}

function askFor(addon: string): string {
    return addon === "eks-node-monitoring-agent"
        ? "Set addons.nodeMonitoring: true"
        : `Ask for it with addons.${addon}: {}`;
}
