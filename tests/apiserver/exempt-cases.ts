/** Workloads that the policy on hosts lets off, what Kubernetes makes of them, and what only looks like it. */
import type { ExemptWorkload } from "../../components/admission/admission-schema";
import type { KubernetesObject } from "../../tools/apiserver/client";

const NAMESPACE = "team-a";

const ANSWERED = {
    namespace: NAMESPACE,
    reason: "It measures the network of its node.",
    owner: "team-a",
    expires: "2999-12-31",
} as const;

export const EXEMPT: readonly ExemptWorkload[] = [
    { kind: "CronJob", name: "nightly", ...ANSWERED },
    { kind: "DaemonSet", name: "node-agent", ...ANSWERED },
    { kind: "Deployment", name: "proxy", ...ANSWERED },
    { kind: "Job", name: "probe", ...ANSWERED },
    { kind: "StatefulSet", name: "ring", ...ANSWERED },
];

interface Request {
    readonly object: KubernetesObject;
    /** Controller of kube-system that makes it. @default whoever runs the platform */
    readonly by?: string;
}

interface Owner {
    readonly kind: string;
    readonly name: string;
    /** @default the owner's controller looks after it */
    readonly controller?: false;
}

const GROUPS: Readonly<Record<string, string>> = {
    CronJob: "batch/v1",
    Job: "batch/v1",
    Pod: "v1",
};

const CONTAINER = {
    name: "web",
    image: "public.ecr.aws/x/web:1",
    resources: { requests: { cpu: "1", memory: "1Gi" }, limits: { memory: "1Gi" } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
};

/** On its node's network; everything else about it is sound. */
const ON_HOST = {
    serviceAccountName: "web",
    enableServiceLinks: false,
    hostNetwork: true,
    containers: [CONTAINER],
};

function specOf(kind: string, pod: typeof ON_HOST): KubernetesObject[string] {
    const template = { metadata: { labels: { app: "x" } }, spec: pod };
    const ending = { template: { spec: { ...pod, restartPolicy: "Never" } } };
    if (kind === "Pod") return pod;
    if (kind === "Job") return ending;
    if (kind === "CronJob") return { schedule: "0 4 * * *", jobTemplate: { spec: ending } };
    const service = kind === "StatefulSet" ? { serviceName: "ring" } : {};
    return { selector: { matchLabels: { app: "x" } }, template, ...service };
}

function made(
    kind: string,
    name: string,
    {
        namespace = NAMESPACE,
        owner,
        pod = ON_HOST,
    }: { namespace?: string; owner?: Owner; pod?: typeof ON_HOST } = {},
): KubernetesObject {
    const { controller, ...of } = owner ?? { kind: "", name: "" };
    const apiVersion = GROUPS[of.kind] ?? "apps/v1";
    const reference = { apiVersion, ...of, controller: controller ?? true, uid: "0-0" };
    return {
        apiVersion: GROUPS[kind] ?? "apps/v1",
        kind,
        metadata: { name, namespace, ...(owner === undefined ? {} : { ownerReferences: [reference] }) },
        spec: specOf(kind, pod),
    };
}

const ofAgent = { kind: "DaemonSet", name: "node-agent" };
const UNTAGGED = { ...ON_HOST, containers: [{ ...CONTAINER, image: "public.ecr.aws/x/web" }] };

export const LET_OFF: Readonly<Record<string, Request>> = {
    "a DaemonSet": { object: made("DaemonSet", "node-agent") },
    "a pod of a DaemonSet": {
        object: made("Pod", "node-agent-x7k2p", { owner: ofAgent }),
        by: "daemon-set-controller",
    },
    "a Deployment": { object: made("Deployment", "proxy") },
    "a ReplicaSet of a Deployment": {
        object: made("ReplicaSet", "proxy-5d9f8c7b6", { owner: { kind: "Deployment", name: "proxy" } }),
        by: "deployment-controller",
    },
    "a pod of a Deployment": {
        object: made("Pod", "proxy-5d9f8c7b6-x7k2p", {
            owner: { kind: "ReplicaSet", name: "proxy-5d9f8c7b6" },
        }),
        by: "replicaset-controller",
    },
    "a StatefulSet": { object: made("StatefulSet", "ring") },
    "a pod of a StatefulSet": {
        object: made("Pod", "ring-0", { owner: { kind: "StatefulSet", name: "ring" } }),
        by: "statefulset-controller",
    },
    "a Job": { object: made("Job", "probe") },
    "a pod of a Job": {
        object: made("Pod", "probe-x7k2p", { owner: { kind: "Job", name: "probe" } }),
        by: "job-controller",
    },
    "a CronJob": { object: made("CronJob", "nightly") },
    "a Job of a CronJob": {
        object: made("Job", "nightly-29400000", { owner: { kind: "CronJob", name: "nightly" } }),
        by: "cronjob-controller",
    },
    "a pod of a Job of a CronJob": {
        object: made("Pod", "nightly-29400000-x7k2p", { owner: { kind: "Job", name: "nightly-29400000" } }),
        by: "job-controller",
    },
};

export const NOT_LET_OFF: Readonly<Record<string, Request & { readonly policy?: string }>> = {
    "a DaemonSet of another name": { object: made("DaemonSet", "node-agent-2") },
    "a DaemonSet of that name elsewhere": {
        object: made("DaemonSet", "node-agent", { namespace: "team-c" }),
    },
    "a Deployment of a DaemonSet's name": { object: made("Deployment", "node-agent") },
    "a pod of that name": { object: made("Pod", "node-agent") },
    "a pod that says it is of a DaemonSet": { object: made("Pod", "node-agent-x7k2p", { owner: ofAgent }) },
    "a pod that its controller does not look after": {
        object: made("Pod", "node-agent-x7k2p", { owner: { ...ofAgent, controller: false } }),
        by: "daemon-set-controller",
    },
    "a pod of another Deployment whose name begins so": {
        object: made("Pod", "proxy-api-5d9f8c7b6-x7k2p", {
            owner: { kind: "ReplicaSet", name: "proxy-api-5d9f8c7b6" },
        }),
        by: "replicaset-controller",
    },
    "a ReplicaSet that says it is of a Deployment": {
        object: made("ReplicaSet", "proxy-5d9f8c7b6", { owner: { kind: "Deployment", name: "proxy" } }),
    },
    "a Job that somebody made of a CronJob": {
        object: made("Job", "nightly-manual", { owner: { kind: "CronJob", name: "nightly" } }),
    },
    "a DaemonSet that breaks another rule as well": {
        object: made("DaemonSet", "node-agent", { pod: UNTAGGED }),
        policy: "image-tags",
    },
};
