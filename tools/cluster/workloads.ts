/** Workloads as the planner's rows describe them, for what no chart of ours installs: add-ons that EKS brings. Pure. */
import type { Json } from "../../components/shared/json";
import { type KitPod, OS_LABEL } from "../../components/shared/pods";
import type { KubernetesObject } from "../apiserver/client";
import { askedBy } from "../facts/asked-by-pods";
import { objectOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { objectsIn } from "../fit/world";

/** What a row does not say and the add-on's settings do. */
export interface Settings {
    /** `configurationValues` of the add-on, parsed, or values of the chart. @default none */
    readonly configuration?: Json;
    /** Instance types that have a GPU, of all the environment may have. */
    readonly gpuTypes: readonly string[];
}

/** A Deployment with its budget, or a DaemonSet; none where no node of the environment could ever need it. */
export function workloadFor(pod: KitPod, settings: Settings): readonly KubernetesObject[] {
    if (askedBy(pod).gpuOnly && settings.gpuTypes.length === 0) return [];
    const { labels, name, namespace } = pod;
    const budget = pod.kind === "Deployment" && pod.replicas > 1 && hasBudget(settings.configuration ?? null);
    const spread = spreadOf(pod, settings.configuration ?? null);
    return [
        {
            ...{ apiVersion: "apps/v1", kind: pod.kind, metadata: { name, namespace } },
            spec: {
                ...(pod.kind === "Deployment" ? { replicas: pod.replicas } : {}),
                selector: { matchLabels: { ...labels } },
                template: templateFor(pod, settings, spread),
            },
        },
        ...(budget
            ? [
                  {
                      ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget" },
                      metadata: { name, namespace },
                      spec: { maxUnavailable: 1, selector: { matchLabels: { ...labels } } },
                  },
              ]
            : []),
    ];
}

/** The pod alone: what the scheduler looks at. */
export function templateFor(pod: KitPod, { gpuTypes }: Settings, spread: readonly Json[] = []): Properties {
    const { memoryMib, milliCpu } = askedBy(pod);
    const requests = { cpu: `${milliCpu}m`, memory: `${memoryMib}Mi` };
    const annotations: Properties = pod.nodesOnly ? { "eks.amazonaws.com/compute-type": "ec2" } : {};
    return {
        metadata: { labels: { ...pod.labels, ...pod.fargateLabels }, annotations },
        spec: {
            containers: [
                {
                    ...{ name: "it", image: "stand-in", resources: { requests } },
                    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                },
            ],
            // What a stand-in stands for is admitted: it may not be refused for what no row says.
            securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
            priorityClassName: pod.kind === "DaemonSet" ? "system-node-critical" : "system-cluster-critical",
            tolerations: pod.tolerations.map((one) => ({ ...one })),
            nodeSelector: {
                ...(pod.kind === "DaemonSet" ? { [OS_LABEL]: "linux" } : {}),
                ...pod.nodeSelector,
            },
            affinity: affinityOf(pod, askedBy(pod).gpuOnly ? gpuTypes : undefined),
            ...(spread.length === 0 ? {} : { topologySpreadConstraints: [...spread] }),
            ...(pod.notOnFargate?.includes("hostNetwork") === true ? { hostNetwork: true } : {}),
        },
    };
}

function affinityOf(pod: KitPod, gpuTypes: readonly string[] | undefined): Properties {
    const expressions: Properties[] = [
        ...(pod.kind === "DaemonSet" ? [NOT_FARGATE] : []),
        ...(pod.notOnPools ? [{ key: "karpenter.sh/nodepool", operator: "DoesNotExist" }] : []),
        ...(pod.notOnAutoMode === true
            ? [{ key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["auto"] }]
            : []),
        ...(gpuTypes === undefined
            ? []
            : [{ key: "node.kubernetes.io/instance-type", operator: "In", values: [...gpuTypes] }]),
    ];
    const apart = {
        labelSelector: { matchLabels: { ...pod.labels } },
        topologyKey: "kubernetes.io/hostname",
    };
    return {
        ...(expressions.length === 0 ? {} : { nodeAffinity: required(expressions) }),
        ...(pod.spreadOverNodes
            ? { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } }
            : {}),
    };
}

const NOT_FARGATE = { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] };

function required(matchExpressions: readonly Properties[]): Properties {
    return {
        requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [...matchExpressions] }],
        },
    };
}

/** Settings stand at the top, or below the name of one of its workloads. */
function everywhereIn(value: Json): readonly Properties[] {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap(everywhereIn);
    if (typeof value !== "object" || value === null) return [];
    const own = objectOf(value);
    return [own, ...Object.values(own).flatMap(everywhereIn)];
}

/** Some take an amount alone for a yes. */
function hasBudget(configuration: Json): boolean {
    return everywhereIn(configuration).some(({ podDisruptionBudget }) => {
        const budget = objectOf(podDisruptionBudget);
        return Object.keys(budget).length > 0 && budget["enabled"] !== false;
    });
}

/** Those that take the pod's own replicas. */
function spreadOf({ labels }: KitPod, configuration: Json): readonly Json[] {
    return everywhereIn(configuration)
        .flatMap(({ topologySpreadConstraints }) => objectsIn(topologySpreadConstraints))
        .filter(({ labelSelector }) =>
            Object.entries(objectOf(objectOf(labelSelector)["matchLabels"])).every(
                ([key, value]) => labels[key] === value,
            ),
        );
}
