/** Who of an environment reads the bridge: an Argo CD or a Flux that it installs, or one that is there. */
import type { CapabilitiesWords } from "../capabilities/ref";
import type { ChartName } from "../charts/ref";
import type { PlacedProblem } from "../platform/part";
import type { ArgoCdReader } from "./bridge-spec";
import type { GitopsWords } from "./gitops-schema";

/** What is read of an environment to find them. */
export interface WithReaders {
    readonly gitops?: GitopsWords;
    readonly capabilities?: CapabilitiesWords;
    readonly catalogue?: Readonly<Record<string, unknown>>;
    readonly charts?: Readonly<
        Record<string, { readonly chart: string; readonly namespace: { readonly name: string } }>
    >;
}

/** One that the environment installs. */
interface Installed extends ArgoCdReader {
    /** Where the shape says so. */
    readonly word: string;
    /** Whoever brings it and its namespace. */
    readonly component: string;
}

/** Names of their charts, and of the namespaces they have by themselves. */
const CHARTS = {
    argoCd: { chart: "argo-cd", namespace: "argocd" },
    flux: { chart: "flux2", namespace: "flux-system" },
} as const satisfies Readonly<Record<string, { readonly chart: ChartName; readonly namespace: string }>>;

export type Reader = keyof typeof CHARTS;

/** Every one of a kind that the environment installs. */
function installedIn(
    reader: Reader,
    { capabilities, catalogue = {}, charts = {} }: WithReaders,
): Installed[] {
    const { chart, namespace } = CHARTS[reader];
    const capability = reader === "argoCd" ? capabilities?.argoCd : undefined;
    return [
        ...(capability === undefined
            ? []
            : [
                  {
                      kind: "capability" as const,
                      namespace: capability.namespace ?? namespace,
                      word: "capabilities.argoCd",
                      component: "capability-argocd",
                  },
              ]),
        ...(catalogue[chart] === undefined
            ? []
            : [
                  {
                      kind: "chart" as const,
                      namespace,
                      word: `catalogue.${chart}`,
                      component: `chart-${chart}`,
                  },
              ]),
        ...Object.entries(charts)
            .filter(([, release]) => release.chart === chart)
            .map(([name, release]) => ({
                kind: "chart" as const,
                namespace: release.namespace.name,
                word: `charts.${name}`,
                component: `chart-${name}`,
            })),
    ];
}

/** The one that reads; where none is installed, one that somebody else did. */
export function readerOf(reader: Reader, shape: WithReaders): ArgoCdReader | undefined {
    const asked = shape.gitops?.[reader];
    if (asked === undefined) return undefined;
    const [first] = installedIn(reader, shape);
    if (first !== undefined) return { kind: first.kind, namespace: first.namespace };
    return { kind: "chart", namespace: asked.namespace ?? CHARTS[reader].namespace, isOthers: true };
}

/** Components that bring the readers. */
export function makersOfReaders(shape: WithReaders): readonly string[] {
    return (Object.keys(CHARTS) as Reader[])
        .filter((reader) => shape.gitops?.[reader] !== undefined)
        .flatMap((reader) => installedIn(reader, shape).map(({ component }) => component));
}

/** Where it is not plain who reads, and where. */
export function checkReaders(shape: WithReaders): PlacedProblem[] {
    const { gitops } = shape;
    if (gitops === undefined) return [];
    const none =
        gitops.argoCd === undefined && gitops.flux === undefined && gitops.hub === undefined
            ? [
                  {
                      shapePath: "gitops",
                      path: "",
                      what: "nobody reads it",
                      remedy: "Add argoCd: {} or flux: {}, or remove it",
                  },
              ]
            : [];
    return [...none, ...(Object.keys(CHARTS) as Reader[]).flatMap((reader) => checkReader(reader, shape))];
}

function checkReader(reader: Reader, shape: WithReaders): PlacedProblem[] {
    const asked = shape.gitops?.[reader];
    if (asked === undefined) return [];
    const at = { shapePath: "gitops", path: reader };
    const [first, second] = installedIn(reader, shape);
    if (first === undefined) {
        if (asked.namespace !== undefined) return [];
        const words = [
            ...(reader === "argoCd" ? ["capabilities.argoCd"] : []),
            `catalogue.${CHARTS[reader].chart}`,
        ];
        const what = "the environment installs none";
        const remedy = `Add ${words.join(" or ")}, or name the namespace of one that somebody else installs`;
        return [{ ...at, what, remedy }];
    }
    return [
        // A capability beside a chart is refused wherever it stands: components/capabilities/part.ts.
        ...(second === undefined || first.kind === "capability"
            ? []
            : [
                  {
                      ...at,
                      what: `${first.word} and ${second.word} are two, and both would act on the same objects`,
                      remedy: "Keep one of them",
                  },
              ]),
        ...(asked.namespace === undefined
            ? []
            : [
                  {
                      ...at,
                      path: `${reader}.namespace`,
                      what: `${first.word} says where it lives: ${first.namespace}`,
                      got: asked.namespace,
                      remedy: "Remove it",
                  },
              ]),
    ];
}
