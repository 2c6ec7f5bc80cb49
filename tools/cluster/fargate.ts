/** What EKS does for Fargate: takes pods by profiles, and gives each a node of its own. */
import type { Capacity, FargateSelector } from "../../components/shared/pods";
import type { Json } from "../../components/shared/json";
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import { amountOf } from "../../components/shared/kubernetes-quantity";
import { fargateSizeOf } from "../cost/fargate-size";
import { objectOf, textOf } from "../facts/build";
import type { Properties } from "../facts/facts";
import { objectsIn } from "../fit/world";
import type { ClusterClient, LiveObject } from "./objects";

export const FARGATE_SCHEDULER = "fargate-scheduler";

type Profile = Extract<Capacity, { readonly kind: "fargate" }>;

/**
 * Admission that hands the pods a profile selects to Fargate's scheduler, as EKS's webhook does.
 * Source: EKS User Guide, fargate-profile; fargate-getting-started, on the annotation of CoreDNS.
 */
export function admissionOf(profiles: readonly Profile[]): readonly KubernetesObject[] {
    return profiles.flatMap((profile, index) => {
        const name = nameOf(index);
        const group = "admissionregistration.k8s.io/v1";
        const probe = `has(object.metadata.name) && object.metadata.name == ${JSON.stringify(name)}`;
        const taken = [...profile.selectors.map(conditionOf), probe].map((one) => `(${one})`).join(" || ");
        return [
            kubernetesObject(name, {
                ...{ apiVersion: group, kind: "MutatingAdmissionPolicy", metadata: { name } },
                spec: {
                    ...{ failurePolicy: "Fail", reinvocationPolicy: "Never" },
                    matchConstraints: {
                        resourceRules: [
                            {
                                ...{ apiGroups: [""], apiVersions: ["v1"], resources: ["pods"] },
                                operations: ["CREATE"],
                            },
                        ],
                    },
                    matchConditions: [
                        { name: "is-selected", expression: taken },
                        { name: "is-not-for-nodes", expression: `!(${FOR_NODES})` },
                    ],
                    mutations: [
                        {
                            patchType: "ApplyConfiguration",
                            applyConfiguration: {
                                expression: `Object{spec: Object.spec{schedulerName: "${FARGATE_SCHEDULER}"}}`,
                            },
                        },
                    ],
                },
            }),
            kubernetesObject(name, {
                ...{ apiVersion: group, kind: "MutatingAdmissionPolicyBinding", metadata: { name } },
                spec: { policyName: name },
            }),
        ];
    });
}

function nameOf(index: number): string {
    return `fargate-${index}.rehearsal`;
}

/**
 * Resolves once the server acts on what {@link admissionOf} made: it reads policies a moment after they are there, and pods that come
 * before would stay on nodes.
 * @throws when it does not within half a minute
 */
export async function whenAdmitting(
    client: Pick<ClusterClient, "ask">,
    profiles: readonly Profile[],
): Promise<void> {
    const deadline = Date.now() + ADMITTING_MS;
    for (const index of profiles.keys()) {
        while (!(await isTaken(client, nameOf(index)))) {
            if (Date.now() > deadline) throw new Error(`${nameOf(index)} takes no pod`);
            await new Promise((resolve) => setTimeout(resolve, 100));
        }
    }
}

const ADMITTING_MS = 30_000;

async function isTaken(client: Pick<ClusterClient, "ask">, name: string): Promise<boolean> {
    const spec = { containers: [{ name: "probe", image: "example.com/probe:1" }] };
    const { text } = await client.ask({
        ...{ method: "POST", path: "/api/v1/namespaces/default/pods?dryRun=All" },
        contentType: "application/json",
        body: JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name }, spec }),
    });
    return text.includes(FARGATE_SCHEDULER);
}

const FOR_NODES =
    'has(object.metadata.annotations) && "eks.amazonaws.com/compute-type" in object.metadata.annotations && ' +
    'object.metadata.annotations["eks.amazonaws.com/compute-type"] == "ec2"';

function conditionOf({ labels = {}, namespace }: FargateSelector): string {
    const ofLabels = Object.entries(labels).map(
        ([key, value]) =>
            `has(object.metadata.labels) && object.metadata.labels.exists(k, k.matches(${patternOf(key)}) && ` +
            `object.metadata.labels[k].matches(${patternOf(value)}))`,
    );
    return [`request.namespace.matches(${patternOf(namespace)})`, ...ofLabels].join(" && ");
}

/** `*` is none, one or many characters, `?` exactly one. */
function patternOf(wildcards: string): string {
    const source = wildcards
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    return JSON.stringify(`^${source}$`);
}

/** What of a pod Fargate does not run; empty when it takes it. Source: EKS User Guide, fargate, "Considerations". */
export function unsupportedOnFargate({ metadata, spec }: LiveObject): readonly string[] {
    const containers = [...objectsIn(spec["initContainers"]), ...objectsIn(spec["containers"])];
    const volumes = objectsIn(spec["volumes"]);
    return [
        ...((metadata.ownerReferences ?? []).some(({ kind }) => kind === "DaemonSet") ? ["DaemonSet"] : []),
        ...(spec["hostNetwork"] === true ? ["hostNetwork"] : []),
        ...(volumes.some(({ hostPath }) => hostPath !== undefined) ? ["hostPath"] : []),
        ...(containers.some(({ securityContext }) => objectOf(securityContext)["privileged"] === true)
            ? ["privileged"]
            : []),
        ...(containers.some(({ ports }) => objectsIn(ports).some(({ hostPort }) => hostPort !== undefined))
            ? ["hostPort"]
            : []),
    ];
}

/** The node Fargate starts for a pod: as large as the pod's requests are rounded up to; undefined beyond the largest. */
export function fargateNodeFor(pod: LiveObject, place: { readonly region: string; readonly zone: string }) {
    const size = fargateSizeOf(requestsOf(pod));
    if (size === undefined) return undefined;
    const name = `fargate-${pod.metadata.uid}`;
    const resources = { cpu: String(size.vcpu), memory: `${size.gb * 1024}Mi`, pods: "1" };
    const labels = {
        "eks.amazonaws.com/compute-type": "fargate",
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/os": "linux",
        "kubernetes.io/hostname": name,
        "topology.kubernetes.io/region": place.region,
        "topology.kubernetes.io/zone": place.zone,
    };
    const taint = { key: "eks.amazonaws.com/compute-type", value: "fargate", effect: "NoSchedule" };
    return {
        node: kubernetesObject(name, {
            ...{ apiVersion: "v1", kind: "Node", metadata: { name, labels } },
            spec: { taints: [taint] },
        }),
        status: kubernetesObject(name, {
            ...{ apiVersion: "v1", kind: "Node", metadata: { name } },
            status: { capacity: resources, allocatable: resources },
        }),
    };
}

/** Of all containers that run side by side. */
function requestsOf({ spec }: LiveObject): { readonly cpu: string; readonly memory: string } {
    const asked = objectsIn(spec["containers"]).map(({ resources }) =>
        objectOf(objectOf(resources)["requests"]),
    );
    return { cpu: `${sumOf(asked, "cpu", milli)}m`, memory: `${sumOf(asked, "memory", mebi)}Mi` };
}

function sumOf(all: readonly Properties[], key: string, read: (value: Json | undefined) => number): number {
    return Math.ceil(all.reduce((sum, one) => sum + read(one[key]), 0));
}

const milli = (value: Json | undefined): number => (amountIn(value) ?? 0) * 1000;
const mebi = (value: Json | undefined): number => (amountIn(value) ?? 0) / 2 ** 20;

function amountIn(value: Json | undefined): number | undefined {
    return amountOf(typeof value === "number" ? String(value) : textOf(value));
}
