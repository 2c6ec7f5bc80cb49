/** Pods of objects, as far as placement must know them: read from the objects themselves. */
import { defined } from "../shared/defined";
import type { Json } from "../shared/json";
import { type KitPod, type Phase, TAINT_EFFECTS, type Toleration } from "../shared/pods";
import { idOf, listOf, type Manifest, mapOf, textOf } from "./manifest";
import type { ObjectsSpec } from "./objects-spec";

/** Kinds with a template of pods, where it stands, and how many pods there are at once. */
const TEMPLATES: Readonly<Record<string, { readonly at: readonly string[]; readonly count?: string }>> = {
    CronJob: { at: ["spec", "jobTemplate", "spec", "template"] },
    DaemonSet: { at: ["spec", "template"] },
    Deployment: { at: ["spec", "template"], count: "replicas" },
    Job: { at: ["spec", "template"], count: "parallelism" },
    ReplicaSet: { at: ["spec", "template"], count: "replicas" },
    StatefulSet: { at: ["spec", "template"], count: "replicas" },
};

const WORKLOAD_GROUPS = ["apps/v1", "batch/v1"];

/** Source: EKS User Guide, fargate-getting-started, on CoreDNS's annotation. */
const COMPUTE_TYPE = "eks.amazonaws.com/compute-type";

/** Before every chart is when the storage classes are made: nodes and add-ons are there, controllers are not. */
export function phaseOfObjects({ first = false }: ObjectsSpec): Phase {
    return first ? "storage" : "releases";
}

export function podsOfObjects(spec: ObjectsSpec): KitPod[] {
    return spec.objects.flatMap(({ manifest }) => podOf(manifest, phaseOfObjects(spec)));
}

function podOf(manifest: Manifest, phase: Phase): KitPod[] {
    const { kind, name, namespace } = idOf(manifest);
    const found = templateOf(manifest);
    if (found === undefined || found.replicas < 1) return [];
    const { replicas, template } = found;
    const metadata = mapOf(template["metadata"]);
    const spec = mapOf(template["spec"]);
    const nodeSelector = textsOf(spec["nodeSelector"]);
    const isDaemonSet = kind === "DaemonSet";
    return [
        {
            name,
            kind: isDaemonSet ? "DaemonSet" : "Deployment",
            phase,
            namespace,
            labels: textsOf(metadata["labels"]),
            tolerations: listOf(spec["tolerations"]).map(tolerationOf),
            ...(Object.keys(nodeSelector).length === 0 ? {} : { nodeSelector }),
            replicas: isDaemonSet ? 0 : replicas,
            spreadOverNodes: keepsApart(spec),
            // Whether its service account has a role, the object does not say.
            identity: "none",
            nodesOnly: textsOf(metadata["annotations"])[COMPUTE_TYPE] === "ec2",
            notOnPools: false,
            ...defined({ notOnFargate: notOnFargate(spec) }),
        },
    ];
}

/** Source: EKS User Guide, fargate, "Considerations": no privileged containers, no HostPort, no HostNetwork, no GPU. */
function notOnFargate(spec: Manifest): readonly string[] | undefined {
    const containers = [...listOf(spec["initContainers"]), ...listOf(spec["containers"])].map(mapOf);
    const asks = (found: (container: Manifest) => boolean): boolean => containers.some(found);
    const features = [
        ...(spec["hostNetwork"] === true ? ["hostNetwork"] : []),
        ...(asks(({ ports }) => listOf(ports).some((port) => mapOf(port)["hostPort"] !== undefined))
            ? ["hostPort"]
            : []),
        ...(asks(({ securityContext }) => mapOf(securityContext)["privileged"] === true)
            ? ["a privileged container"]
            : []),
        ...(asks(({ resources }) => "nvidia.com/gpu" in mapOf(mapOf(resources)["limits"])) ? ["a GPU"] : []),
    ];
    return features.length === 0 ? undefined : features;
}

/** The template of its pods, and how many there are at once; undefined for what has none. */
function templateOf(
    manifest: Manifest,
): { readonly template: Manifest; readonly replicas: number } | undefined {
    const { apiVersion, kind } = idOf(manifest);
    if (apiVersion === "v1" && kind === "Pod") return { template: manifest, replicas: 1 };
    const found = WORKLOAD_GROUPS.includes(apiVersion) ? TEMPLATES[kind] : undefined;
    if (found === undefined) return undefined;
    const { at, count } = found;
    const asked = count === undefined ? undefined : mapOf(manifest["spec"])[count];
    return {
        template: at.reduce<Manifest>((value, key) => mapOf(value[key]), manifest),
        replicas: typeof asked === "number" ? asked : 1,
    };
}

/** Source: Kubernetes API reference, Toleration: without an operator the value must be equal. */
function tolerationOf(value: Json): Toleration {
    const { effect, key, operator, value: wanted } = mapOf(value);
    const known = TAINT_EFFECTS.find((one) => one === effect);
    return {
        operator: operator === "Exists" ? "Exists" : "Equal",
        ...(typeof key === "string" ? { key } : {}),
        ...(typeof wanted === "string" ? { value: wanted } : {}),
        ...(known === undefined ? {} : { effect: known }),
    };
}

/** Whether no two of its pods may share a node. */
function keepsApart(spec: Manifest): boolean {
    const apart = mapOf(mapOf(spec["affinity"])["podAntiAffinity"]);
    const rules = listOf(apart["requiredDuringSchedulingIgnoredDuringExecution"]);
    return rules.some((rule) => textOf(mapOf(rule)["topologyKey"]) === "kubernetes.io/hostname");
}

function textsOf(value: Json | undefined): Readonly<Record<string, string>> {
    const entries = Object.entries(mapOf(value)).filter(([, item]) => typeof item === "string");
    return Object.fromEntries(entries) as Record<string, string>;
}
