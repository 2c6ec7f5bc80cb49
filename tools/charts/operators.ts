/** Pods that no template of a chart has: an operator of the chart's makes them for an object of the chart's. */
import type { Json } from "../../components/shared/json";
import type { Properties } from "./helm";
import { at, textOf } from "./texts";

/**
 * What the operator of Prometheus makes, and the label that names the object.
 * Source: prometheus-operator/prometheus-operator v0.93.1, pkg/prometheus/server/operator.go, makeSelectorLabels;
 * pkg/alertmanager/operator.go, the same.
 */
const OF_PROMETHEUS: Readonly<Record<string, { readonly app: string; readonly label: string }>> = {
    Alertmanager: { app: "alertmanager", label: "alertmanager" },
    Prometheus: { app: "prometheus", label: "operator.prometheus.io/name" },
};

/** Words of the pod that the object has as well. */
const HANDED_ON = [
    "affinity",
    "hostNetwork",
    "nodeSelector",
    "priorityClassName",
    "serviceAccountName",
    "tolerations",
    "topologySpreadConstraints",
    "volumes",
] as const;

/**
 * The StatefulSet an operator makes of an object, as far as the object says; undefined where none does. The sidecar that
 * reloads the configuration is not in it: its size and image are words of the operator itself.
 */
export function madeByOperator(object: Properties): Properties | undefined {
    const made = OF_PROMETHEUS[textOf(object["kind"]) ?? ""];
    const group = textOf(object["apiVersion"]) ?? "";
    if (made === undefined || !group.startsWith("monitoring.coreos.com/")) return undefined;
    const { app, label } = made;
    const name = textOf(at(object, "metadata", "name")) ?? "?";
    const spec = (key: string): Json | undefined => at(object, "spec", key);
    const container = { name: app, image: spec("image") ?? null, resources: spec("resources") ?? null };
    return {
        kind: "StatefulSet",
        metadata: { name: `${app}-${name}`, namespace: at(object, "metadata", "namespace") ?? null },
        spec: {
            replicas: spec("replicas") ?? 1,
            template: {
                metadata: {
                    labels: {
                        "app.kubernetes.io/name": app,
                        "app.kubernetes.io/instance": name,
                        [app]: name,
                        [label]: name,
                    },
                },
                spec: {
                    containers: [container],
                    ...Object.fromEntries(HANDED_ON.map((key) => [key, spec(key) ?? null])),
                },
            },
        },
    };
}

/** Images an operator is told in an object to start others from. Source: NetApp/trident operator/crd/apis, v26.06.0. */
export function imagesForOperator(object: Properties): string[] {
    if (textOf(object["kind"]) !== "TridentOrchestrator") return [];
    return ["tridentImage", "autosupportImage"].flatMap((key) => textOf(at(object, "spec", key)) ?? []);
}
