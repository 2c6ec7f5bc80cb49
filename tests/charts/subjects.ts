/** Every chart the kit knows, and what it makes of each in an environment. */
import type { KubernetesObject } from "../../tools/apiserver/client";
import { objectsOf } from "../../tools/apiserver/objects";
import { CHART_NAMES, CHARTS, type ChartName } from "../../components/charts/catalogue";
import { catalogue } from "../../components/charts/catalogue-part";
import { hostOf } from "../../components/compute/ref";
import type { KnownChart } from "../../components/charts/definition";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import type { KitPod } from "../../components/shared/pods";
import { DEVICE_PLUGINS, KARPENTER_VERSION, type KubernetesMinor } from "../../components/versions";
import type { Claims } from "../../tools/charts/claims";
import { textsOf } from "../../tools/charts/texts";
import { KIT_CHARTS } from "../../tools/charts/kit-charts";
import type { PinnedChart } from "../../tools/charts/locate";
import { objectOf, textOf } from "../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../tools/plan/graph";
import { KINDS } from "../support/kinds";
import { environmentFor } from "../support/part-environment";
import { graphOfShape, plannedOf, type PlanOptions, planShape } from "../support/plan-shape";
import { HOSTS, type Variant } from "./hosts";
import { neededBy, type Words } from "./words";

/** What Helm is handed, and what the kit believes to come of it. */
export interface Installation {
    readonly claims: Claims;
    readonly release: string;
    readonly namespace: string;
    readonly kubeVersion: string;
    readonly apiVersions: readonly string[];
    readonly values: Readonly<Record<string, Json>>;
    /** Labels of the namespaces that the plan makes. */
    readonly levels: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** What the kit makes beside the release. */
    readonly beside: readonly KubernetesObject[];
}

export interface Subject {
    readonly pinned: PinnedChart;
    /** What its definition claims wherever it runs. */
    readonly facts: Pick<Claims, "hooks" | "images" | "rendersAnew">;
    /** Words it is rendered with, one after the other. */
    readonly choices: readonly Words[];
    /** Environments it may be in. */
    readonly hosts: readonly string[];
    /** What is installed there; or why the kit refuses it. */
    readonly installed: (
        host: string,
        variant: Variant,
        words: Words,
    ) => Promise<Installation | { readonly refused: readonly string[] }>;
}

export const SUBJECTS: readonly Subject[] = [
    ...CHART_NAMES.map(ofCatalogue),
    ...Object.entries(DEVICE_PLUGINS).map(([device, { chart, repository, version }]) =>
        ofKit(
            { chart, repository, version: version.value },
            {
                hosts: { "nodes with devices": KINDS["accelerated"] ?? unplanned("accelerated") },
                component: `device-plugin-${device}`,
                resource: `device-plugin-${device}-release`,
                claims: { choosesItsNodes: true },
            },
        ),
    ),
    ...["karpenter", "karpenter-crd"].map((chart) =>
        ofKit(
            { chart, repository: "oci://public.ecr.aws/karpenter", version: KARPENTER_VERSION.value },
            {
                hosts: onKarpenter(),
                component: chart,
                resource: chart === "karpenter" ? "karpenter-controller" : "karpenter-crd",
                claims: chart === "karpenter" ? { serviceAccount: "karpenter", isCritical: true } : {},
            },
        ),
    ),
];

function onKarpenter(): Readonly<Record<string, EnvironmentShape>> {
    return Object.fromEntries(
        Object.entries(HOSTS).filter(([, { compute }]) => compute.kind === "karpenter"),
    );
}

function ofCatalogue(chart: ChartName): Subject {
    const { hooks = [], images, leftOut, rendersAnew = [], repository, version }: KnownChart = CHARTS[chart];
    const hosts = Object.entries(HOSTS).filter(([, { compute }]) => leftOut?.[compute.kind] === undefined);
    return {
        pinned: { chart, repository, version: version.value },
        facts: { hooks, images, rendersAnew },
        choices: neededBy(chart).words,
        hosts: hosts.map(([host]) => host),
        installed: async (host, variant, words) => {
            const needed = neededBy(chart);
            const { options, planned, shape } = plannedWith(chart, host, variant, words);
            if (!("plan" in planned)) return { refused: planned };
            const { plan } = planned;
            const { spec } =
                catalogue
                    .plan(environmentFor(shape, plan.settings))
                    .find(({ name }) => name === `chart-${chart}`) ?? unplanned(chart);
            const pods = plan.components.find(({ name }) => name === `chart-${chart}`)?.pods ?? [];
            return installationOf(
                await graphOfShape(shape, options),
                `chart-${chart}-release`,
                {
                    ...claimsOfCatalogue(CHARTS[chart]),
                    ...claimsOfPods(pods, shape, variant),
                    webhooks: spec.known?.webhooks ?? [],
                    ...(spec.identity === undefined ? {} : { serviceAccount: spec.identity.serviceAccount }),
                    namespace: spec.namespace.name,
                    onFargate: spec.onFargate ?? false,
                },
                needed,
            );
        },
    };
}

/** The plan of a host with a chart, or why the kit refuses it. */
export function plannedWith(chart: ChartName, host: string, variant: Variant, words: Words) {
    const shape = withChart(chart, hostNamed(host), variant, words);
    const options = onMinor(neededBy(chart).kubernetes, variant.options);
    return { options, planned: planShape(shape, options), shape };
}

function onMinor(minor: KubernetesMinor, options: PlanOptions): PlanOptions {
    return { ...options, config: { ...options.config, "platform:kubernetesVersion": minor } };
}

function hostNamed(host: string): EnvironmentShape {
    return HOSTS[host] ?? unplanned(host);
}

function unplanned(name: string): never {
    throw new Error(`nothing is called ${name}`);
}

/** The shape that asks for a chart with these words, and for whatever it needs. */
function withChart(
    chart: ChartName,
    host: EnvironmentShape,
    { addons }: Variant,
    words: Words,
): EnvironmentShape {
    const { shape } = neededBy(chart);
    const wider: EnvironmentShape = {
        ...host,
        ...shape,
        addons: { ...host.addons, ...shape.addons, ...spreadable(addons, host) },
    };
    return withWord(wider, ["catalogue", chart], words);
}

/** On Fargate every pod has a node of its own, and the kit refuses the wish for zones there. */
function spreadable(
    { replicas, zoneSpread }: Variant["addons"],
    { compute }: EnvironmentShape,
): Variant["addons"] {
    return { replicas, zoneSpread: zoneSpread && hostOf(compute) !== "fargate" };
}

/** With a word of a chart or an add-on, and the words that one needs. */
function withWord(
    shape: EnvironmentShape,
    [part = "", name = ""]: readonly string[],
    words: Words = neededBy(name).words[0] ?? {},
): EnvironmentShape {
    const word = shape[part as keyof EnvironmentShape] as Readonly<Record<string, unknown>> | undefined;
    if (word !== undefined && Object.hasOwn(word, name)) return shape;
    const wider = { ...shape, [part]: { ...word, [name]: words } };
    if (part !== "catalogue") return wider;
    const { needs = [] }: Pick<KnownChart, "needs"> = CHARTS[name as ChartName];
    return needs.reduce((all, need) => withWord(all, need.word.split(".")), wider);
}

function claimsOfCatalogue({
    definitions,
    hooks = [],
    images,
    phase,
    rendersAnew = [],
    reserved = [],
}: KnownChart) {
    return {
        ...(definitions === undefined ? {} : { definitions }),
        hooks,
        images,
        isCritical: phase === "karpenter",
        paths: reserved.map(({ path }) => path),
        rendersAnew,
    };
}

function claimsOfPods(pods: readonly KitPod[], { addons }: EnvironmentShape, { mirror }: Variant) {
    return { pods, zoneSpread: addons.zoneSpread, ...(mirror === undefined ? {} : { mirror }) };
}

interface KitOwn {
    readonly hosts: Readonly<Record<string, EnvironmentShape>>;
    /** Its component, which says what its pods are. */
    readonly component: string;
    /** The Release. */
    readonly resource: string;
    readonly claims: Partial<Claims>;
}

/** A chart of Karpenter's or of a device. */
function ofKit(pinned: PinnedChart, { claims, component, hosts, resource }: KitOwn): Subject {
    const known = KIT_CHARTS[pinned.chart] ?? unplanned(pinned.chart);
    return {
        pinned,
        facts: known,
        choices: [{}],
        hosts: Object.keys(hosts),
        installed: async (host, variant) => {
            const base = hosts[host] ?? unplanned(host);
            const addons = { ...base.addons, ...spreadable(variant.addons, base) };
            const shape = withReplicas({ ...base, addons }, variant);
            const pods = plannedOf(shape, variant.options).plan.components.find(
                ({ name }) => name === component,
            )?.pods;
            const graph = await graphOfShape(shape, variant.options);
            return installationOf(graph, resource, {
                ...{ ...known, webhooks: [], paths: [], ...claims },
                ...claimsOfPods(pods ?? [], shape, variant),
                namespace: "kube-system",
                onFargate: host === "Karpenter on Fargate",
            });
        },
    };
}

/** Karpenter says itself how many it is. */
function withReplicas(shape: EnvironmentShape, { addons: { replicas } }: Variant): EnvironmentShape {
    const { compute } = shape;
    if (compute.kind !== "karpenter") return shape;
    return { ...shape, compute: { ...compute, host: { ...compute.host, replicas } } };
}

const RELEASE = "kubernetes:helm.sh/v3:Release";

function installationOf(
    graph: PlannedGraph,
    resource: string,
    claims: Claims,
    { apiVersions, kubernetes }: Pick<ReturnType<typeof neededBy>, "apiVersions" | "kubernetes"> = neededBy(
        "",
    ),
): Installation {
    const component = resource.slice(0, resource.lastIndexOf("-"));
    const found: PlannedResource =
        graph.resources.find(({ name, type }) => name === resource && type === RELEASE) ??
        unplanned(resource);
    const inputs = objectOf(found.inputs);
    return {
        claims: inputs["skipCrds"] === true ? { ...claims, skipCrds: true } : claims,
        release: textOf(inputs["name"]),
        namespace: textOf(inputs["namespace"]),
        kubeVersion: `${kubernetes}.0`,
        apiVersions,
        values: objectOf(inputs["values"]),
        levels: levelsOf(graph),
        beside: [...objectsOf(graph)]
            .filter(([urn]) => urn.includes(`::${component}-`))
            .map(([, one]) => one),
    };
}

const NAMESPACE = "kubernetes:core/v1:Namespace";

function levelsOf({ resources }: PlannedGraph): Installation["levels"] {
    const made = resources.filter(({ type }) => type === NAMESPACE);
    return Object.fromEntries(
        made.map(({ inputs }) => {
            const { labels, name } = objectOf(objectOf(inputs)["metadata"]);
            return [textOf(name), textsOf(labels)];
        }),
    );
}
