/** A Kubernetes object as data, and where it is written. */
import type { Json } from "../shared/json";
import type { Problem } from "../shared/problems";
import { scopeOf } from "./kinds";

export type Manifest = Readonly<Record<string, Json>>;

export interface WrittenManifest {
    readonly manifest: Manifest;
    /** `manifests[0]` of a shape, `line 3` of a file. */
    readonly path: string;
    /** @default the shape */
    readonly file?: string;
}

/** A problem, and the file of the environment's own that it is in. */
export interface ManifestProblem extends Problem {
    readonly file?: string;
}

/** A problem of a manifest, or of a key in it. */
export function problemAt(
    { file, path }: WrittenManifest,
    key: string,
    problem: Omit<Problem, "path">,
): ManifestProblem {
    const below = file === undefined ? `${path}.${key}` : `${path}, ${key}`;
    return { ...problem, path: key === "" ? path : below, ...(file === undefined ? {} : { file }) };
}

/** What tells an object from every other. */
export interface ObjectId {
    readonly apiVersion: string;
    readonly kind: string;
    readonly name: string;
    /** Empty for what is in none. */
    readonly namespace: string;
}

/** Of a checked manifest; `default` where a kind of Kubernetes' own names no namespace. */
export function idOf(manifest: Manifest): ObjectId {
    const apiVersion = textOf(manifest["apiVersion"]);
    const kind = textOf(manifest["kind"]);
    const metadata = mapOf(manifest["metadata"]);
    const given = textOf(metadata["namespace"]);
    const namespace = given === "" && scopeOf(apiVersion, kind) === "namespace" ? "default" : given;
    return { apiVersion, kind, name: textOf(metadata["name"]), namespace };
}

/** What a person calls it: `ConfigMap monitoring/dashboards`. */
export function describeObject(manifest: Manifest): string {
    const { kind, name, namespace } = idOf(manifest);
    return `${kind} ${namespace === "" ? "" : `${namespace}/`}${name}`;
}

export function textOf(value: Json | undefined): string {
    return typeof value === "string" ? value : "";
}

export function mapOf(value: Json | undefined): Manifest {
    return typeof value === "object" && value !== null && !isList(value) ? value : {};
}

export function listOf(value: Json | undefined): readonly Json[] {
    return isList(value) ? value : [];
}

function isList(value: Json | undefined): value is readonly Json[] {
    return Array.isArray(value);
}
