/** What else of an environment makes these namespaces, or needs them to be there. Pure. */
import { catalogueChartsIn } from "../charts/ref";
import { readObjects } from "../objects/ref";
import type { PlacedProblem } from "../platform/part";
import type { Json } from "../shared/json";
import type { Reads } from "./reads";

type Neighbours = Pick<Reads, "catalogue" | "charts" | "compute" | "namespaces" | "objects">;

/** Charts and objects that make a namespace of ours, and those in one that do not wait for it. */
export function checkNeighbours(shape: Neighbours): PlacedProblem[] {
    const ours = Object.keys(shape.namespaces ?? {});
    return [
        ...catalogueChartsIn(shape.catalogue, shape.compute.kind)
            .filter(({ makesNamespace, namespace }) => makesNamespace && ours.includes(namespace))
            .map(({ name, namespace }): PlacedProblem => ({
                path: `namespaces.${namespace}`,
                what: `chart ${name} makes this namespace`,
                remedy: "Remove it",
            })),
        ...checkCharts(shape, ours),
        ...checkObjects(shape, ours),
    ];
}

function checkCharts({ charts = {}, namespaces }: Neighbours, ours: readonly string[]): PlacedProblem[] {
    return Object.entries(charts).flatMap(([release, { after = [], namespace }]): PlacedProblem[] => {
        if (!ours.includes(namespace.name)) return [];
        const component = componentOf(namespace.name);
        if (namespace.create !== false) {
            const what = `namespaces makes the namespace ${namespace.name}`;
            const remedy = `Write create: false, and after: ["${component}"] beside it`;
            return [{ path: `charts.${release}.namespace.create`, what, remedy }];
        }
        return isAwaited(namespace.name, after, namespaces)
            ? []
            : [unawaited(`charts.${release}`, component)];
    });
}

/** Those of files as well: a page of YAML is made in the same moment. */
function checkObjects({ namespaces, objects = {} }: Neighbours, ours: readonly string[]): PlacedProblem[] {
    return Object.entries(objects).flatMap(([entry, { after = [], files = [], manifests = [] }]) => {
        const written = readObjects(manifests, files).objects;
        const made = written.flatMap(({ file, manifest: { kind, metadata }, path }): PlacedProblem[] => {
            const name = textAt(metadata, "name");
            if (kind !== "Namespace" || !ours.includes(name)) return [];
            const what = `namespaces makes the namespace ${name}`;
            const place = file === undefined ? { path: `objects.${entry}.${path}` } : { path, file };
            return [{ ...place, what, remedy: "Keep one of the two" }];
        });
        const inside = written
            .map(({ manifest: { metadata } }) => textAt(metadata, "namespace"))
            .filter((name) => ours.includes(name));
        const missed = [...new Set(inside)].filter((name) => !isAwaited(name, after, namespaces));
        return [...made, ...missed.map((name) => unawaited(`objects.${entry}`, componentOf(name)))];
    });
}

const componentOf = (namespace: string): string => `namespace-${namespace}`;

/** Itself, or by the team it is of, which waits for all of its own. */
function isAwaited(
    namespace: string,
    after: readonly string[],
    namespaces: Neighbours["namespaces"] = {},
): boolean {
    const team = namespaces[namespace]?.labels?.["team"];
    return [componentOf(namespace), ...(team === undefined ? [] : [`team-${team}`])].some((component) =>
        after.includes(component),
    );
}

/** Within a phase nothing waits that does not say so: the first `up` would find no namespace. */
function unawaited(place: string, component: string): PlacedProblem {
    return {
        path: `${place}.after`,
        what: "its namespace is made in the same phase, and it does not wait for it",
        remedy: `Add "${component}"`,
    };
}

/** A text in what an object says; empty where there is none. */
export function textAt(value: Json | undefined, key: string): string {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return "";
    const text = (value as Readonly<Record<string, Json>>)[key];
    return typeof text === "string" ? text : "";
}
