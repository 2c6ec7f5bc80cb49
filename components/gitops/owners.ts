/** One object, one owner: what the kit makes and what the repository hands to GitOps have nothing in common. */
import { catalogueChartsIn } from "../charts/ref";
import { autoPoolsOf, type ComputeWords, poolsOf } from "../compute/ref";
import {
    describeObject,
    idOf,
    listOf,
    type Manifest,
    manifestsBelow,
    mapOf,
    readObjects,
    textOf,
    type WrittenManifest,
} from "../objects/ref";
import type { PlacedProblem } from "../platform/part";
import { CONFIG_MAP, OWN_CLUSTER } from "./bridge-spec";
import { readerOf, type WithReaders } from "./readers";
import { applicationsOf, type Followed, kustomizationsOf } from "./repositories";

/** What is read of an environment to know what the kit makes in the cluster. */
export interface WithObjects extends WithReaders {
    readonly compute: ComputeWords;
    readonly namespaces?: Readonly<Record<string, unknown>>;
    readonly objects?: Readonly<
        Record<string, { readonly files?: readonly string[]; readonly manifests?: readonly Manifest[] }>
    >;
    readonly storageClasses?: Readonly<Record<string, unknown>>;
}

/** Where the shape says of an object that it is made, by what tells the object from every other. */
export type Owned = ReadonlyMap<string, string>;

/** Kinds of the kit's own objects, with their groups. */
const NAMESPACE = { apiVersion: "v1", kind: "Namespace" };
const DEFINITION = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
const POOL = { apiVersion: "karpenter.sh/v1", kind: "NodePool" };
const STORAGE_CLASS = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" };
const KARPENTER_DEFINITIONS = [
    "ec2nodeclasses.karpenter.k8s.aws",
    "nodeclaims.karpenter.sh",
    "nodepools.karpenter.sh",
];

/** One object in every version of its group. */
function keyOf(
    { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
    name: string,
    namespace = "",
) {
    return [apiVersion.replace(/\/?[^/]*$/, ""), kind, namespace, name].join("\n");
}

/** Everything in the cluster that the shape itself asks for by name. */
export function ownedBy(shape: WithObjects): Owned {
    const { compute, namespaces = {}, storageClasses = {} } = shape;
    const words = (kind: typeof NAMESPACE, map: object, word: string) =>
        Object.keys(map).map((name): [string, string] => [keyOf(kind, name), `${word}.${name}`]);
    return new Map([
        ...words(NAMESPACE, namespaces, "namespaces"),
        [keyOf(STORAGE_CLASS, "gp3"), "addons"],
        ...words(STORAGE_CLASS, storageClasses, "storageClasses"),
        ...words(POOL, { ...poolsOf(compute), ...autoPoolsOf(compute) }, "compute.pools"),
        ...(compute.kind === "karpenter"
            ? KARPENTER_DEFINITIONS.map((name) => [keyOf(DEFINITION, name), "compute"] as const)
            : []),
        ...ownedByCharts(shape),
        ...ownedByObjects(shape),
        ...ownedByBridge(shape),
    ]);
}

function ownedByCharts({ catalogue, charts = {}, compute }: WithObjects): (readonly [string, string])[] {
    const known = catalogueChartsIn(catalogue, compute.kind);
    return [
        ...known.flatMap(({ definitions, makesNamespace, name, namespace }) =>
            [
                ...(makesNamespace ? [keyOf(NAMESPACE, namespace)] : []),
                ...definitions.map((one) => keyOf(DEFINITION, one)),
            ].map((key) => [key, `catalogue.${name}`] as const),
        ),
        ...Object.entries(charts).map(
            ([name, { namespace }]) => [keyOf(NAMESPACE, namespace.name), `charts.${name}`] as const,
        ),
    ];
}

function ownedByObjects({ objects = {} }: WithObjects): (readonly [string, string])[] {
    return Object.entries(objects).flatMap(([entry, { files = [], manifests = [] }]) =>
        readObjects(manifests, files).objects.map(
            ({ manifest }) => [keyOfManifest(manifest), `objects.${entry}`] as const,
        ),
    );
}

function ownedByBridge(shape: WithObjects): (readonly [string, string])[] {
    const [argoCd, flux] = [readerOf("argoCd", shape), readerOf("flux", shape)];
    const v1 = (kind: string) => ({ apiVersion: "v1", kind });
    return [
        ...(argoCd === undefined
            ? []
            : [
                  [keyOf(v1("Secret"), OWN_CLUSTER, argoCd.namespace), "gitops.argoCd"] as const,
                  ...applicationsOf(shape.gitops?.argoCd?.repositories, {
                      cluster: OWN_CLUSTER,
                      namespace: argoCd.namespace,
                  }).map((made) => [keyOfFollowed(made), "gitops.argoCd"] as const),
              ]),
        ...(flux === undefined
            ? []
            : [
                  [keyOf(v1("ConfigMap"), CONFIG_MAP, flux.namespace), "gitops.flux"] as const,
                  ...kustomizationsOf(shape.gitops?.flux?.repositories, {
                      configMap: CONFIG_MAP,
                      namespace: flux.namespace,
                  }).flatMap((both) => both.map((made) => [keyOfFollowed(made), "gitops.flux"] as const)),
              ]),
    ];
}

function keyOfFollowed({ metadata, ...kind }: Followed): string {
    return keyOf(kind, metadata.name, metadata.namespace);
}

function keyOfManifest(manifest: Manifest): string {
    const { name, namespace, ...kind } = idOf(manifest);
    return keyOf(kind, name, namespace);
}

/** Folders of this repository that something is told to apply: those of `gitops.paths`, of repositories that are followed, and of what the shape's objects name. */
export function foldersOf(shape: WithObjects): readonly string[] {
    const named = Object.values(shape.objects ?? {}).flatMap(({ files = [], manifests = [] }) =>
        readObjects(manifests, files).objects.flatMap(({ manifest }) => pathsIn(manifest)),
    );
    const { argoCd, flux, paths = [] } = shape.gitops ?? {};
    const followed = [argoCd, flux].flatMap((reader) =>
        Object.values(reader?.repositories ?? {}).map(({ path }) => path),
    );
    return [...new Set([...paths, ...followed, ...named].map((one) => one.replace(/^\.?\//, "")))].filter(
        // What a generator fills in, nobody knows here.
        (one) => one !== "" && !one.includes("{{") && !one.includes("${"),
    );
}

/** Sources: Argo CD documentation, user-guide/application-specification; Flux documentation, Kustomization, spec.path. */
function pathsIn(manifest: Manifest): readonly string[] {
    const { apiVersion, kind } = idOf(manifest);
    const spec = mapOf(manifest["spec"]);
    const read = (source: Manifest) => [textOf(source["path"])].filter((one) => one !== "");
    if (apiVersion.startsWith("kustomize.toolkit.fluxcd.io/")) return read(spec);
    if (!apiVersion.startsWith("argoproj.io/")) return [];
    const application = kind === "ApplicationSet" ? mapOf(mapOf(spec["template"])["spec"]) : spec;
    return [mapOf(application["source"]), ...listOf(application["sources"]).map(mapOf)].flatMap(read);
}

/** @param read what is below a folder; undefined where this repository has none */
export function checkOwners(
    shape: WithObjects,
    read: (folder: string) => readonly WrittenManifest[] | undefined = manifestsBelow,
): PlacedProblem[] {
    if (shape.gitops === undefined) return [];
    const owned = ownedBy(shape);
    const paths = shape.gitops.paths ?? [];
    return [
        ...paths.flatMap((folder, index) =>
            read(folder) === undefined ? [missingFolder(folder, index)] : [],
        ),
        ...foldersOf(shape).flatMap((folder) =>
            // A folder of another repository has its name by chance, or not at all.
            (read(folder) ?? []).flatMap((one) => [...checkObject(one, owned), ...checkChart(one, shape)]),
        ),
    ];
}

function missingFolder(folder: string, index: number): PlacedProblem {
    const what = "no folder or file of this repository";
    const remedy =
        "Name one by its path from the root; what is in another repository cannot be looked at here";
    return { shapePath: "gitops", path: `paths[${index}]`, what, got: folder, remedy };
}

function checkObject({ file = "", manifest, path }: WrittenManifest, owned: Owned): PlacedProblem[] {
    const word = owned.get(keyOfManifest(manifest));
    if (word === undefined) return [];
    const what = `${word} of the shape makes this object as well, and each owner would undo the other`;
    return [{ file, path, what, got: describeObject(manifest), remedy: "Keep it in one of the two" }];
}

/** A chart that the kit installs, installed by GitOps once more. */
function checkChart(
    { file = "", manifest, path }: WrittenManifest,
    { catalogue = {}, charts = {} }: WithObjects,
): PlacedProblem[] {
    const found = chartsIn(manifest).flatMap((chart) => {
        const own = Object.entries(charts).find(([, one]) => one.chart === chart)?.[0];
        if (own !== undefined) return [{ chart, word: `charts.${own}` }];
        return catalogue[chart] === undefined ? [] : [{ chart, word: `catalogue.${chart}` }];
    });
    return found.map(({ chart, word }) => ({
        file,
        path,
        what: `${word} of the shape installs this chart: two releases would make the same objects`,
        got: chart,
        remedy: "Keep it in one of the two",
    }));
}

function chartsIn(manifest: Manifest): readonly string[] {
    const { apiVersion } = idOf(manifest);
    const spec = mapOf(manifest["spec"]);
    const names = apiVersion.startsWith("helm.toolkit.fluxcd.io/")
        ? [mapOf(mapOf(spec["chart"])["spec"])["chart"]]
        : apiVersion.startsWith("argoproj.io/")
          ? [mapOf(spec["source"]), ...listOf(spec["sources"]).map(mapOf)].map(({ chart }) => chart)
          : [];
    return names.map(textOf).filter((one) => one !== "");
}
