/** Reads rendered objects: whatever starts pods, and what selects them. */
import type { Json } from "../../components/shared/json";
import type { Properties, Rendered, RenderedObject } from "./helm";
import { madeByOperator } from "./operators";
import { at, listOf, mapOf, textOf, textsOf } from "./texts";

/** What starts pods of one template. */
export interface Workload {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string;
    /** Whether Helm runs it beside the release. */
    readonly isHook: boolean;
    readonly replicas: number;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
    readonly spec: Properties;
}

export type Container = Properties;

export function kindOf(object: Properties): string {
    return textOf(object["kind"]) ?? "?";
}

export function nameOf(object: Properties): string {
    return textOf(at(object, "metadata", "name")) ?? "?";
}

/** `Deployment/cert-manager`. */
export function idOf(object: Properties): string {
    return `${kindOf(object)}/${nameOf(object)}`;
}

/** Where the template of a pod is. Source: Kubernetes API Reference, of each kind. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
    CronJob: ["spec", "jobTemplate", "spec", "template"],
    DaemonSet: ["spec", "template"],
    Deployment: ["spec", "template"],
    Job: ["spec", "template"],
    Pod: [],
    ReplicaSet: ["spec", "template"],
    StatefulSet: ["spec", "template"],
};

/** Every workload, those of hooks too but for tests, which nobody runs. */
export function workloadsOf(rendered: Rendered, namespace: string): readonly Workload[] {
    const of = (objects: readonly RenderedObject[], isHook: boolean) =>
        objects.flatMap(({ object }) => workloadOf(madeByOperator(object) ?? object, namespace, isHook));
    return [...of(rendered.objects, false), ...of(rendered.hooks.filter(isRun), true)];
}

/** Whether Helm runs a hook when it installs, updates or deletes. */
export function isRun({ events = [] }: RenderedObject): boolean {
    return events.some((event) => !event.startsWith("test"));
}

function workloadOf(object: Properties, namespace: string, isHook: boolean): Workload[] {
    const path = TEMPLATES[kindOf(object)];
    if (path === undefined) return [];
    const template = at(object, ...path);
    const replicas = at(object, "spec", "replicas");
    return [
        {
            kind: kindOf(object),
            name: nameOf(object),
            namespace: namespaceOf(object, namespace),
            isHook,
            replicas: typeof replicas === "number" ? replicas : 1,
            labels: textsOf(at(template, "metadata", "labels")),
            annotations: textsOf(at(template, "metadata", "annotations")),
            spec: mapOf(at(template, "spec")),
        },
    ];
}

/** That of the release, unless it says another. */
export function namespaceOf(object: Properties, namespace: string): string {
    return textOf(at(object, "metadata", "namespace")) ?? namespace;
}

/** Containers that run side by side; with `init`, those before them too. */
export function containersOf(
    { spec }: Pick<Workload, "spec">,
    init: "init" | "running" = "init",
): Container[] {
    const lists = init === "init" ? ["initContainers", "containers"] : ["containers"];
    return lists.flatMap((list) => listOf(spec[list]).map(mapOf));
}

/** Whether a selector of labels takes these. Source: Kubernetes API Reference, LabelSelector. */
export function selects(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
    if (selector === undefined || selector === null) return false;
    const matchLabels = Object.entries(textsOf(at(selector, "matchLabels")));
    const expressions = listOf(at(selector, "matchExpressions"));
    return (
        matchLabels.every(([key, value]) => labels[key] === value) &&
        expressions.every((expression) => holds(expression, labels))
    );
}

function holds(expression: Json, labels: Readonly<Record<string, string>>): boolean {
    const value = labels[textOf(at(expression, "key")) ?? ""];
    const isAmong = value !== undefined && listOf(at(expression, "values")).includes(value);
    switch (textOf(at(expression, "operator"))) {
        case "In":
            return isAmong;
        case "NotIn":
            return !isAmong;
        case "Exists":
            return value !== undefined;
        default:
            return value === undefined;
    }
}
