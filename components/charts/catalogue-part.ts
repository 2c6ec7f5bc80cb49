/** Helm charts the kit knows: what a shape asks for becomes a chart like any other. */
import type { z } from "zod";

import { type ComputeWords, hostOf } from "../compute/ref";
import {
    type HostedZonesWords,
    plainZones,
    privateDomainsIn,
    type ServiceDiscoveryWords,
} from "../names/ref";
import { endpointsIn, hasWayOut } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type FiledProblem, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { checkReserved, mergeSettings } from "../shared/own-settings";
import { isBefore, type KitPod } from "../shared/pods";
import type { Problem } from "../shared/problems";
import { PINS_FILE, pinsOfMinor, type WithPins } from "../shared/pins-schema";
import { afterOf, checkRelations } from "../shared/relations";
import { DEFAULT_REGISTRY } from "../versions";
import { CHART_NAMES, type ChartName, CHARTS } from "./catalogue";
import { catalogueSchema, type KnownChartWords } from "./catalogue-schema";
import { Chart } from "./chart";
import { checkChart } from "./chart-checks";
import { type ChartSpec, isInClusterOnly, isMade, noticesOfChart, podsOfChart } from "./chart-spec";
import type { ChartSite, DecidedChart, KnownChart } from "./definition";
import { chartMirrorOf } from "./mirror";
import { versionOfChart } from "./pins";
import type { Values } from "./values";

const words = {
    /**
     * Helm charts the kit knows, by name: it brings their values, their roles and their place.
     * @default none
     * @example
     * catalogue: { "cluster-autoscaler": { values: { extraArgs: { "scale-down-unneeded-time": "5m" } } } },
     */
    catalogue: catalogueSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    WithPins & {
        readonly addons: { readonly replicas: number; readonly zoneSpread: boolean };
        readonly compute: ComputeWords;
        readonly hostedZones?: HostedZonesWords;
        readonly network: NetworkWords;
        readonly serviceDiscovery?: ServiceDiscoveryWords;
        readonly charts?: Readonly<Record<string, unknown>>;
    };

export const catalogue = part({
    words,
    phase: ({ phase = "releases" }: ChartSpec) => phase,
    plan,
    origins: { account: "account", clusterName: "clusterName", inCluster: "inCluster", region: "region" },
    check: (spec) => checkChart(spec),
    checkAll: (_, environment) => [
        ...asked(environment.shape).flatMap((name) => checkAsked(name, environment)),
        ...checkPinned(environment),
    ],
    notices: (components, { settings }) =>
        settings.inCluster ? components.flatMap(({ spec }) => noticesOfChart(spec)) : [],
    pods: podsInPlace,
    inClusterOnly: isInClusterOnly,
    after: ({ after = [] }) => after,
    build: ({ name, spec }, { ground: { cluster, prometheus, vpc }, options, secret }) => {
        const made = { vpcId: vpc.vpcId, ...defined({ prometheusEndpoint: prometheus?.endpoint }) };
        return new Chart(name, { ...spec, cluster, secret, made }, options);
    },
});

/** In the order of the catalogue, whatever the shape's. */
function asked({ catalogue: wanted = {} }: Reads): readonly ChartName[] {
    return CHART_NAMES.filter((name) => wanted[name] !== undefined);
}

function plan({ settings, shape }: Environment<Reads>): Named<ChartSpec>[] {
    return asked(shape)
        .filter((name) => CHARTS[name].leftOut?.[shape.compute.kind] === undefined)
        .map((name) => {
            const { version: stated } = shape.catalogue?.[name] ?? {};
            const { version: fallback }: KnownChart = CHARTS[name];
            const { version, ...where } = versionOfChart(name, { stated, fallback: fallback.value }, shape);
            return {
                name: nameOf(name),
                shapePath: pathOf(name),
                ...where,
                spec: { ...specOf(name, settings, shape), version },
            };
        });
}

function nameOf(chart: ChartName): string {
    return `chart-${chart}`;
}

function pathOf(chart: ChartName): string {
    return `catalogue.${chart}`;
}

function specOf(
    name: ChartName,
    settings: Environment<Reads>["settings"],
    shape: Reads,
): Omit<ChartSpec, "version"> {
    const { account, chartRegistry, clusterName, inCluster, region } = settings;
    const { decide, definitions, leaves, namespace, phase, relations, repository }: KnownChart = CHARTS[name];
    const own: KnownChartWords = shape.catalogue?.[name] ?? {};
    const site = siteOf(name, settings, shape);
    const { identity, objects, placed, podSecurity, pods, values, webhooks } = decide(site, own);
    const after = afterOf(relations(site, own), shape);
    return {
        account,
        ...(after.length === 0 ? {} : { after }),
        chart: name,
        clusterName,
        ...(identity === undefined ? {} : { identity: identityWords(identity) }),
        inCluster,
        namespace: podSecurity === undefined ? namespace : { ...namespace, podSecurity },
        ...(objects.length === 0 ? {} : { objects }),
        phase,
        ...(Object.keys(placed).length === 0 ? {} : { placed }),
        pods,
        region,
        release: name,
        repository: chartMirrorOf(chartRegistry) ?? repository,
        values: mergeSettings(values, own.values) as Values,
        ...(isOnFargate(name, shape.compute) ? { onFargate: true } : {}),
        known: { ...defined({ definitions, leaves }), webhooks },
    };
}

/** Only an annotation hands out a role by IRSA, only Pod Identity needs none. */
function identityWords({
    annotate,
    kind,
    serviceAccount,
    statements,
}: NonNullable<DecidedChart["identity"]>): NonNullable<ChartSpec["identity"]> {
    const words = { serviceAccount, statements };
    return kind === "irsa" ? { ...words, kind, ...defined({ annotate }) } : words;
}

/** Where everything runs on Fargate, a profile of the kit's takes its pods. */
function podsInPlace(spec: ChartSpec): readonly KitPod[] {
    const { namespace, onFargate = false, release } = spec;
    const pods = podsOfChart(spec);
    if (!onFargate) return pods;
    const fargateProfile = { name: release, wholeNamespace: isMade(namespace) };
    return pods.map((pod) => (pod.kind === "Deployment" ? { ...pod, fargateProfile } : pod));
}

function siteOf(name: ChartName, settings: Environment<Reads>["settings"], shape: Reads): ChartSite {
    const { addons, compute } = shape;
    const { account, clusterName, imageRegistry, kubernetesVersion, region } = settings;
    const own: KnownChartWords = shape.catalogue?.[name] ?? {};
    return {
        account,
        clusterName,
        compute: compute.kind,
        ...(imageRegistry === DEFAULT_REGISTRY ? {} : { imageRegistry }),
        kubernetesVersion,
        ...(hasWayOut(shape.network) ? {} : { isolated: true }),
        onFargate: isOnFargate(name, compute),
        pins: pinsOfMinor(shape, kubernetesVersion),
        ...namesOf(settings, shape),
        region,
        replicas: own.replicas ?? addons.replicas,
        zoneSpread: addons.zoneSpread,
    };
}

/** Domains that its charts may write into. */
function namesOf(
    { hostedZones: named }: Environment<Reads>["settings"],
    { hostedZones = {}, network, serviceDiscovery }: Reads,
): Pick<ChartSite, "namespaces" | "privateZones" | "zones"> {
    const zones = plainZones(hostedZones, named);
    const privateZones = "dns" in network ? network.dns.privateZones : undefined;
    return {
        ...(zones.length === 0 ? {} : { zones }),
        ...defined({ privateZones }),
        ...(serviceDiscovery === undefined ? {} : { namespaces: privateDomainsIn(serviceDiscovery) }),
    };
}

/** What is there before the pools starts where the system does; what comes after them, wherever there is room. */
function isOnFargate(name: ChartName, compute: ComputeWords): boolean {
    const { phase }: KnownChart = CHARTS[name];
    return isBefore(phase, "pools") ? hostOf(compute) === "fargate" : compute.kind === "fargate";
}

/** What a fork pins for the minor, whichever charts the environment has. */
function checkPinned({ settings: { kubernetesVersion }, shape }: Environment<Reads>): FiledProblem[] {
    const pins = pinsOfMinor(shape, kubernetesVersion);
    return Object.values<KnownChart>(CHARTS)
        .flatMap(({ checkPins }) => checkPins?.(pins, kubernetesVersion) ?? [])
        .map((problem) => ({
            ...problem,
            file: PINS_FILE,
            path: `minors.${kubernetesVersion}.${problem.path}`,
        }));
}

/** Everything wrong with asking for the chart here, or with what is said of it. */
function checkAsked(name: ChartName, { settings, shape }: Environment<Reads>): PlacedProblem[] {
    const { alone, check, endpoints = [], leftOut, relations, reserved = [] }: KnownChart = CHARTS[name];
    const { kind } = shape.compute;
    const shapePath = pathOf(name);
    const reason = leftOut?.[kind];
    if (reason !== undefined) {
        const what = `compute of kind ${kind} has no use for it: ${reason}`;
        return [{ shapePath, path: "", what, remedy: "Remove it" }];
    }
    const own: KnownChartWords = shape.catalogue?.[name] ?? {};
    const site = siteOf(name, settings, shape);
    return [
        ...checkReplicas(own.replicas, alone),
        ...checkReserved("values", own.values ?? {}, reserved),
        ...check(site, own),
        ...checkTwin(name, shape.charts),
        ...checkRelations(relations(site, own), shape),
    ]
        .map((problem): PlacedProblem => ({ ...problem, shapePath }))
        .concat(checkEndpoints(name, endpoints, shape.network));
}

function checkReplicas(replicas: number | undefined, alone: string | undefined): Problem[] {
    if (alone !== undefined && replicas !== undefined) {
        return [{ path: "replicas", what: `one pod always: ${alone}`, got: replicas, remedy: "Remove it" }];
    }
    if (replicas === undefined || (Number.isInteger(replicas) && replicas >= 1)) return [];
    return [{ path: "replicas", what: "not a number of pods", got: replicas, remedy: "Choose 1 or more" }];
}

/** Two releases of one name would be one component. */
function checkTwin(name: ChartName, charts: Reads["charts"] = {}): Problem[] {
    if (!Object.hasOwn(charts, name)) return [];
    const remedy = "Keep one of the two; what is made keeps its name";
    return [{ path: "", what: `charts.${name} is a release of this name as well`, remedy }];
}

/** Without a way out its pods would start and do nothing. */
function checkEndpoints(
    name: ChartName,
    needed: NonNullable<KnownChart["endpoints"]>,
    network: NetworkWords,
): PlacedProblem[] {
    const endpoints = endpointsIn(network);
    const missing = hasWayOut(network) ? [] : needed.filter((service) => !endpoints.includes(service));
    if (missing.length === 0) return [];
    return [
        {
            path: "network.endpoints",
            what: `without a way out ${name} reaches AWS through endpoints alone, and some it needs are missing`,
            got: endpoints,
            remedy: `Add ${missing.join(", ")}`,
        },
    ];
}
