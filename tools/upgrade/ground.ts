/** What all checks look at: an environment, indexed once, what it is to become, and the table of versions. */
import type { PlannedComponent } from "../../components/platform/part";
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { componentsOf, type Environment } from "../parity/environment";
import { type FitReport, reckonFit } from "../fit/fit";
import type { PlannedResource } from "../plan/graph";
import type { UpgradeTable } from "./table";
import type { Target } from "./target";

/** A Kubernetes object of the plan. */
export interface PlannedObject {
    readonly resource: PlannedResource;
    readonly apiVersion: string;
    readonly kind: string;
    /** `apps/web`, or the name alone. */
    readonly label: string;
    readonly body: Properties;
}

export interface Ground {
    readonly environment: Environment;
    readonly target: Target;
    readonly table: UpgradeTable;
    /** Minor of the control plane now; absent where there is no cluster. */
    readonly from: string | undefined;
    /** The minor it will be of: the same where something else moves. */
    readonly to: string | undefined;
    readonly cluster: string;
    readonly region: string;
    readonly ofType: (type: string) => readonly PlannedResource[];
    readonly parentOf: (resource: PlannedResource) => PlannedResource | undefined;
    readonly objects: readonly PlannedObject[];
    /** What the planner decided, with pods and room for them; decided when it is first asked for. */
    readonly components: () => readonly PlannedComponent[];
    /** Reckoned when it is first asked for. */
    readonly fit: () => FitReport;
}

export function groundOf(environment: Environment, target: Target, table: UpgradeTable): Ground {
    const { graph } = environment;
    const types = new Map<string, PlannedResource[]>();
    const byUrn = new Map<string, PlannedResource>();
    for (const resource of graph.resources) {
        byUrn.set(resource.urn, resource);
        const list = types.get(resource.type);
        if (list === undefined) types.set(resource.type, [resource]);
        else list.push(resource);
    }
    const platform = objectOf(types.get("platform:stacks:Platform")?.[0]?.inputs);
    const hasCluster = CLUSTERS.some((type) => types.has(type));
    const from = hasCluster ? environment.declared.settings.kubernetesVersion : undefined;
    let components: readonly PlannedComponent[] | undefined;
    const decided = () => (components ??= componentsOf(environment));
    let fit: FitReport | undefined;
    return {
        ...{ environment, target, table, from },
        to: target.kind === "kubernetes" ? target.minor : from,
        cluster: textOf(platform["clusterName"]),
        region: textOf(platform["region"]),
        ofType: (type) => types.get(type) ?? [],
        parentOf: ({ parent = "" }) => byUrn.get(parent),
        objects: graph.resources.flatMap(objectIn),
        components: decided,
        fit: () => (fit ??= reckonFit({ graph, components: decided() })),
    };
}

const CLUSTERS = ["aws:eks/cluster:Cluster", "platform:cluster:ExistingCluster"] as const;

/** Charts are no objects: what they render is not in a plan. */
function objectIn(resource: PlannedResource): readonly PlannedObject[] {
    const [, of, apiVersionOfType = "", kindOfType = ""] =
        /^(kubernetes):([^:]+):([^:]+)$/.exec(resource.type) ?? [];
    if (of === undefined || !resource.custom || apiVersionOfType.startsWith("helm.sh/")) return [];
    const body = objectOf(resource.inputs);
    const { name, namespace } = objectOf(body["metadata"]);
    const label = [namespace, name].map((part) => textOf(part)).filter((part) => part !== "");
    return [
        {
            ...{ resource, body },
            // Pulumi's types say core/v1 where Kubernetes says v1.
            apiVersion: textOf(body["apiVersion"], apiVersionOfType.replace(/^core\//, "")),
            kind: textOf(body["kind"], kindOfType),
            label: label.length === 0 ? resource.name : label.join("/"),
        },
    ];
}

export function inputsOf({ inputs }: PlannedResource): Properties {
    return objectOf(inputs);
}

export function listIn(value: Json | undefined): readonly Properties[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.map(objectOf);
}

export function textsIn(value: Json | undefined): readonly string[] {
    const list: readonly Json[] = Array.isArray(value) ? value : [];
    return list.filter((item) => typeof item === "string");
}

/** Every map inside a value, itself included, with the path to it. */
export function* mapsIn(
    value: Json | undefined,
    path: readonly string[] = [],
): Generator<readonly [path: readonly string[], map: Properties]> {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
        for (const [index, inner] of (value as readonly Json[]).entries()) {
            yield* mapsIn(inner, [...path, String(index)]);
        }
        return;
    }
    const map = objectOf(value);
    yield [path, map];
    for (const [key, inner] of Object.entries(map)) yield* mapsIn(inner, [...path, key]);
}

/** The part of a pod in an object that makes pods; undefined of others. */
export function podIn({
    body,
    kind,
}: PlannedObject): { readonly annotations: Properties; readonly spec: Properties } | undefined {
    const template = POD_PLACES[kind]?.reduce<Properties>((inner, key) => objectOf(inner[key]), body);
    if (template === undefined) return undefined;
    return {
        annotations: objectOf(objectOf(template["metadata"])["annotations"]),
        spec: objectOf(template["spec"]),
    };
}

const POD_PLACES: { readonly [kind in string]?: readonly string[] } = {
    Pod: [],
    CronJob: ["spec", "jobTemplate", "spec", "template"],
    DaemonSet: ["spec", "template"],
    Deployment: ["spec", "template"],
    Job: ["spec", "template"],
    ReplicaSet: ["spec", "template"],
    ReplicationController: ["spec", "template"],
    StatefulSet: ["spec", "template"],
};
