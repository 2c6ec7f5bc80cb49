/** The environment's Helm charts, by name. */
import { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { WithPins } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import { checkSecretName } from "../shared/secret-names";
import { checkBesideAutoMode } from "./beside-auto-mode";
import { Chart } from "./chart";
import { checkChart } from "./chart-checks";
import { chartSchema, type ChartWords } from "./chart-schema";
import { type ChartSpec, isInClusterOnly, isMade, noticesOfChart, podsOfChart } from "./chart-spec";
import { chartMirrorOf } from "./mirror";
import { versionOfChart } from "./pins";

const words = {
    /**
     * Helm charts, by the name of their release.
     * @default none
     * @example
     * charts: {
     *     hello: {
     *         chart: "hello",
     *         repository: "oci://registry.example.com/charts",
     *         version: "1.2.3",
     *         namespace: { name: "hello", podSecurity: { enforce: "restricted" } },
     *         values: { replicaCount: 2 },
     *         pods: "unknown",
     *     },
     * },
     */
    charts: z.record(z.string(), chartSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    WithPins & {
        readonly compute?: { readonly kind: string };
    };
type Charts = readonly Named<ChartSpec>[];

export const charts = part({
    words,
    phase: "releases",
    plan,
    origins: {
        account: "account",
        clusterName: "clusterName",
        inCluster: "inCluster",
        region: "region",
        release: { shape: "" },
    },
    check: (spec: ChartSpec, environment) => [
        ...checkChart(spec),
        ...checkSecrets(spec, environment),
        ...(environment.shape.compute?.kind === "auto-mode" ? checkBesideAutoMode(spec) : []),
    ],
    checkAll: checkNamespaces,
    // What lives in the cluster counts once it may be made.
    notices: (components, { settings }) =>
        settings.inCluster
            ? [...components.flatMap(({ spec }) => noticesOfChart(spec)), ...noticesOfTwins(components)]
            : [],
    pods: podsOfChart,
    ofForks: true,
    inClusterOnly: isInClusterOnly,
    after: ({ after = [] }) => after,
    build: ({ name, spec }, { ground: { cluster }, options, secret }) =>
        new Chart(name, { ...spec, cluster, secret }, options),
});

function plan({ settings, shape }: Environment<Reads>): Named<ChartSpec>[] {
    const { account, chartRegistry, clusterName, inCluster, region } = settings;
    const all = Object.entries(shape.charts ?? {});
    return all.map(([release, chart]) => {
        const { version, ...where } = versionOfChart(release, { stated: chart.version, fallback: "" }, shape);
        return {
            name: nameOf(release),
            shapePath: `charts.${release}`,
            ...where,
            spec: {
                repository: chartMirrorOf(chartRegistry) ?? "",
                ...chart,
                version,
                release,
                account,
                clusterName,
                inCluster,
                region,
                after: afterOf(release, chart, all),
            },
        };
    });
}

function nameOf(release: string): string {
    return `chart-${release}`;
}

/** Those the shape names, and the chart that makes its namespace. */
function afterOf(
    release: string,
    { after = [], namespace }: ChartWords,
    all: readonly (readonly [string, ChartWords])[],
): readonly string[] {
    const makers = all
        .filter(([other, chart]) => other !== release && isMade(chart.namespace))
        .filter(([, chart]) => !isMade(namespace) && chart.namespace.name === namespace.name)
        .map(([other]) => nameOf(other));
    return [...new Set([...after, ...makers])];
}

/** Secrets that nobody encrypted. */
function checkSecrets({ secretValues = {} }: ChartSpec, environment: Environment<Reads>): Problem[] {
    return Object.entries(secretValues).flatMap(([path, { secret }]) =>
        checkSecretName(`secretValues.${path}.secret`, secret, environment),
    );
}

/** A namespace is made once. */
function checkNamespaces(components: Charts): PlacedProblem[] {
    const made = components.filter(({ spec }) => isMade(spec.namespace));
    return made.flatMap(({ shapePath, spec }, index) => {
        const first = made.slice(0, index).find((other) => other.spec.namespace.name === spec.namespace.name);
        if (first === undefined) return [];
        return [
            {
                shapePath,
                path: "namespace",
                what: `chart ${first.spec.release} makes this namespace`,
                got: spec.namespace.name,
                remedy: `Write create: false here: it then waits for ${first.name}`,
            },
        ];
    });
}

function noticesOfTwins(components: Charts): string[] {
    return components.flatMap(({ spec }, index) =>
        components
            .slice(0, index)
            .filter(({ spec: other }) => other.chart === spec.chart)
            .filter(({ spec: other }) => other.namespace.name === spec.namespace.name)
            .map(
                ({ spec: other }) =>
                    `Charts ${other.release} and ${spec.release} install ${spec.chart} into one namespace: Helm refuses the second where both make an object of one name`,
            ),
    );
}
