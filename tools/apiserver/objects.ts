/** The Kubernetes objects of a plan. */
import type { Json } from "../../components/shared/json";
import type { PlannedGraph } from "../plan/graph";
import type { KubernetesObject } from "./client";

/** Releases are instructions for Helm, which makes objects of a chart nobody has here. */
const OBJECT = /^kubernetes:(?!helm\.sh\/)/;

/** By URN. */
export function objectsOf(graph: Pick<PlannedGraph, "resources">): ReadonlyMap<string, KubernetesObject> {
    const objects = graph.resources.filter(({ type }) => OBJECT.test(type));
    return new Map(objects.map(({ inputs, urn }) => [urn, objectOf(urn, inputs)]));
}

/** @throws when the inputs are no object with apiVersion, kind and name: the server could not even be asked. */
export function objectOf(urn: string, inputs: Json): KubernetesObject {
    if (isObject(inputs)) return inputs;
    throw new Error(`${urn} is no object of Kubernetes: ${JSON.stringify(inputs)}`);
}

function isObject(inputs: Json): inputs is KubernetesObject {
    const { apiVersion, kind, metadata } = propertiesOf(inputs);
    return [apiVersion, kind, propertiesOf(metadata)["name"]].every((text) => typeof text === "string");
}

function propertiesOf(value: Json | undefined): { readonly [key: string]: Json } {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as { readonly [key: string]: Json })
        : {};
}
