/** The pod that an object makes, as the API server completes it. */
import type { Json } from "../../../components/shared/json";
import { isObject, type JsonObject, listOf, read, textOf } from "../reading";

/** Where the template stands, by kind. */
const TEMPLATES: Readonly<Record<string, string>> = {
    CronJob: "spec.jobTemplate.spec.template",
    DaemonSet: "spec.template",
    Deployment: "spec.template",
    Job: "spec.template",
    ReplicaSet: "spec.template",
    StatefulSet: "spec.template",
};

/** Undefined for what makes none. `ranges`: every LimitRange of its namespace. */
export function podOf(object: Json, ranges: readonly Json[]): Json | undefined {
    const kind = textOf(read(object, "kind"));
    const template = kind === "Pod" ? object : read(object, TEMPLATES[kind] ?? "none");
    const spec = read(template, "spec");
    if (!isObject(spec)) return undefined;
    const metadata = {
        name: textOf(read(object, "metadata.name")),
        namespace: textOf(read(object, "metadata.namespace")),
    };
    const limits = ranges.flatMap((one) =>
        listOf(read(one, "spec.limits")).filter((limit) => textOf(read(limit, "type")) === "Container"),
    );
    return { apiVersion: "v1", kind: "Pod", metadata, spec: withToken(withAmounts(spec, limits)) };
}

/**
 * What a container is held to it asks for, where it says nothing else; what it says nothing of a LimitRange says.
 * Source: kubernetes/kubernetes v1.36.3 pkg/apis/core/v1/defaults.go, SetDefaults_Pod; plugin/pkg/admission/limitranger.
 */
function withAmounts(spec: JsonObject, limits: readonly Json[]): JsonObject {
    const filled = (path: string) =>
        Object.assign({}, ...limits.map((limit) => objectAt(limit, path))) as JsonObject;
    const completed = (container: Json): Json => ({
        ...(container as JsonObject),
        resources: {
            limits: { ...filled("default"), ...objectAt(container, "resources.limits") },
            requests: {
                ...filled("defaultRequest"),
                ...objectAt(container, "resources.limits"),
                ...objectAt(container, "resources.requests"),
            },
        },
    });
    const lists = ["containers", "initContainers"].filter((key) => spec[key] !== undefined);
    return { ...spec, ...Object.fromEntries(lists.map((key) => [key, listOf(spec[key]).map(completed)])) };
}

function objectAt(value: Json, path: string): JsonObject {
    const found = read(value, path);
    return isObject(found) ? found : {};
}

/** Source: kubernetes/kubernetes v1.36.3 plugin/pkg/admission/serviceaccount/admission.go, TokenVolumeSource. */
function withToken(spec: JsonObject): JsonObject {
    if (spec["automountServiceAccountToken"] === false) return spec;
    const sources = [{ serviceAccountToken: { path: "token" } }];
    const token = { name: "kube-api-access", projected: { sources } };
    return { ...spec, volumes: [...listOf(spec["volumes"]), token] };
}
