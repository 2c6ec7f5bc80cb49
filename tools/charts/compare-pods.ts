/** Pods as placement was told of them, and as the chart makes them. */
import { amountOf } from "../../components/shared/kubernetes-quantity";
import type { Json } from "../../components/shared/json";
import { type KitPod, OS_LABEL } from "../../components/shared/pods";
import { type Comparison, listed, NOTHING } from "./comparison";
import type { Claims } from "./claims";
import type { Rendered } from "./helm";
import { availabilityOf } from "./availability";
import { at, listOf, mapOf, plain, textOf, textsOf } from "./texts";
import { containersOf, type Workload, workloadsOf } from "./workloads";

export function comparePods(claims: Claims, rendered: Rendered): Comparison[] {
    const workloads = workloadsOf(rendered, claims.namespace);
    const pairs = pairsOf(claims.pods, workloads);
    const paired = new Set(pairs.map(({ workload }) => workload));
    return [
        ...pairs.flatMap(({ pod, workload }) =>
            workload === undefined
                ? [absent(pod, workloads)]
                : [...comparePod(pod, workload, claims), ...availabilityOf(workload, claims, rendered)],
        ),
        ...workloads
            .filter((workload) => !workload.isHook && !paired.has(workload))
            .filter(({ kind }) => !(kind === "DaemonSet" && claims.choosesItsNodes === true))
            .map((workload) => unclaimed(workload)),
    ];
}

interface Pair {
    readonly pod: KitPod;
    readonly workload: Workload | undefined;
}

/** Each claim and what it is about: the claims that say most choose first. */
function pairsOf(pods: readonly KitPod[], workloads: readonly Workload[]): Pair[] {
    const free = new Set(workloads);
    const size = ({ labels }: KitPod): number => Object.keys(labels).length;
    return [...pods]
        .sort((one, other) => size(other) - size(one))
        .map((pod) => {
            const fitting = [...free].filter((workload) => isOf(pod, workload));
            const workload =
                fitting.find(({ name }) => name === pod.name || name.endsWith(`-${pod.name}`)) ??
                fitting.find(({ isHook }) => !isHook) ??
                fitting[0];
            if (workload !== undefined) free.delete(workload);
            return { pod, workload };
        });
}

/** A StatefulSet and a Job are placed as a Deployment is. */
function isOf({ kind, labels }: KitPod, workload: Workload): boolean {
    if ((kind === "DaemonSet") !== (workload.kind === "DaemonSet")) return false;
    return Object.entries(labels).every(([key, value]) => workload.labels[key] === value);
}

function absent({ kind, labels, name }: KitPod, workloads: readonly Workload[]): Comparison {
    const near = workloads.find((workload) => workload.name.includes(name)) ?? workloads[0];
    const rendered =
        near === undefined ? "no pods" : `${near.kind}/${near.name} with ${labelsText(near.labels)}`;
    return {
        object: `pods ${name}`,
        field: "labels",
        claimed: `a ${kind} with ${labelsText(labels)}`,
        rendered,
    };
}

function unclaimed({ kind, name }: Workload): Comparison {
    return { object: `${kind}/${name}`, field: "pods", claimed: NOTHING, rendered: "pods nobody places" };
}

function labelsText(labels: Readonly<Record<string, string>>): string {
    return listed(Object.entries(labels).map(([key, value]) => `${key}=${value}`));
}

function comparePod(pod: KitPod, workload: Workload, claims: Claims): Comparison[] {
    const object = `${workload.kind}/${workload.name}`;
    const compare = (field: string, claimed: string, rendered: string): Comparison => ({
        ...{ object, field, claimed, rendered },
    });
    return [
        compare("namespace", pod.namespace, workload.namespace),
        ...Object.entries(pod.labels).map(([key, value]) =>
            compare(`label ${key}`, value, workload.labels[key] ?? NOTHING),
        ),
        compare(
            "tolerations",
            listed(pod.tolerations.map((one) => tolerationText(one))),
            listed(listOf(workload.spec["tolerations"]).map((one) => tolerationText(mapOf(one)))),
        ),
        compare("nodeSelector", selectorText(pod.nodeSelector, workload), renderedSelector(workload)),
        compare("requests", requestsText(pod.requests), requestsText(requestsOf(workload))),
        ...(pod.replicas === 0 || !/^(Deployment|StatefulSet)$/.test(workload.kind)
            ? []
            : [compare("replicas", String(pod.replicas), String(workload.replicas))]),
        ...(pod.identity === "none"
            ? []
            : [compare("serviceAccountName", claims.serviceAccount ?? NOTHING, accountOf(workload))]),
        ...compareKeptOff(pod, workload).map(([field, claimed, rendered]) =>
            compare(field, claimed, rendered),
        ),
        ...(claims.isCritical === true
            ? [compare("priorityClassName", "system-cluster-critical", priorityOf(workload))]
            : []),
        ...(claims.onFargate && pod.kind !== "DaemonSet"
            ? [compare("what Fargate does not run", NOTHING, listed(notOnFargate(workload)))]
            : []),
    ];
}

function accountOf({ spec }: Workload): string {
    return textOf(spec["serviceAccountName"]) ?? textOf(spec["serviceAccount"]) ?? "default";
}

function priorityOf({ spec }: Workload): string {
    return textOf(spec["priorityClassName"]) ?? NOTHING;
}

interface TolerationLike {
    readonly [word: string]: Json | undefined;
}

/** `CriticalAddonsOnly Exists`: words a toleration leaves out mean what Kubernetes' defaults say. */
function tolerationText(toleration: object): string {
    const { effect, key, operator, tolerationSeconds, value } = toleration as TolerationLike;
    const parts = [key ?? "any", operator ?? "Equal", value, effect, tolerationSeconds];
    return parts.flatMap((part) => (part === undefined || part === "" ? [] : [plain(part)])).join(" ");
}

/** Every node of the kit that pods without a word may start on runs Linux: charts say so of habit. */
function renderedSelector({ spec }: Workload): string {
    const { [OS_LABEL]: os, ...others } = textsOf(spec["nodeSelector"]);
    return labelsText({ ...others, ...(os === undefined || os === "linux" ? {} : { [OS_LABEL]: os }) });
}

function selectorText(claimed: KitPod["nodeSelector"] = {}, _: Workload): string {
    const { [OS_LABEL]: os, ...others } = claimed;
    return labelsText({ ...others, ...(os === undefined || os === "linux" ? {} : { [OS_LABEL]: os }) });
}

type Requests = { readonly cpu?: string; readonly memory?: string };

/** In thousandths and bytes, so that 1 and 1000m are the same. */
function requestsText(requests: Requests = {}): string {
    const cpu = amountOf(requests.cpu);
    const memory = amountOf(requests.memory);
    return listed([
        ...(cpu === undefined ? [] : [`cpu ${Math.round(cpu * 1000)}m`]),
        ...(memory === undefined ? [] : [`memory ${Math.round(memory / 2 ** 20)}Mi`]),
    ]);
}

/** Of a pod: its containers together, or the one before them that asks for more. Source: Kubernetes documentation, Init Containers, "Resource sharing within containers". */
export function requestsOf(workload: Pick<Workload, "spec">): Requests {
    const init = listOf(workload.spec["initContainers"]).map(mapOf);
    const before = init.filter(({ restartPolicy }) => restartPolicy !== "Always");
    const beside = [...init.filter(({ restartPolicy }) => restartPolicy === "Always")];
    const running = [...containersOf(workload, "running"), ...beside];
    const total = (resource: "cpu" | "memory"): number | undefined => {
        const sum = running.map((one) => requestOf(one, resource)).filter((one) => one !== undefined);
        const most = before.map((one) => requestOf(one, resource)).filter((one) => one !== undefined);
        const all = [sum.reduce((above, one) => above + one, 0), ...most];
        return sum.length + most.length === 0 ? undefined : Math.max(...all);
    };
    const [cpu, memory] = [total("cpu"), total("memory")];
    return {
        ...(cpu === undefined ? {} : { cpu: `${Math.round(cpu * 1000)}m` }),
        ...(memory === undefined ? {} : { memory: String(Math.round(memory)) }),
    };
}

/** A limit without a request is one. Source: Kubernetes documentation, Resource Management for Pods and Containers. */
function requestOf(container: Json, resource: "cpu" | "memory"): number | undefined {
    const asked =
        at(container, "resources", "requests", resource) ?? at(container, "resources", "limits", resource);
    return asked === undefined ? undefined : amountOf(plain(asked));
}

/** Nodes it may not run on: claim and rendering of each kind of them. */
function compareKeptOff(pod: KitPod, workload: Workload): [string, string, string][] {
    const terms = listOf(
        at(
            workload.spec["affinity"],
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "nodeSelectorTerms",
        ),
    );
    const expressions = terms.flatMap((term) => listOf(at(term, "matchExpressions")).map(expressionText));
    const own = ["karpenter.sh/nodepool DoesNotExist", "eks.amazonaws.com/compute-type NotIn auto"];
    const known = /^(kubernetes\.io\/(os|arch)|eks\.amazonaws\.com\/compute-type) /;
    const others = expressions.filter((one) => !own.includes(one) && !known.test(one));
    const annotated = workload.annotations["eks.amazonaws.com/compute-type"] === "ec2";
    return [
        ["keeps off Karpenter's nodes", String(pod.notOnPools), String(expressions.includes(own[0] ?? ""))],
        ["nodes it must have", NOTHING, listed(others)],
        ...(pod.nodesOnly
            ? [["keeps off Fargate", "true", String(annotated)] as [string, string, string]]
            : []),
    ];
}

function expressionText(expression: Json): string {
    const values = listOf(at(expression, "values")).map(String);
    return [textOf(at(expression, "key")), textOf(at(expression, "operator")), ...values]
        .filter((part) => part !== undefined)
        .join(" ");
}

/** Pod and kubelet share an address on Fargate. Source: cert-manager documentation, Compatibility, "AWS EKS", Fargate. */
const KUBELET_PORT = 10_250;

/** Source: EKS User Guide, fargate, "AWS Fargate considerations". */
function notOnFargate(workload: Workload): string[] {
    const containers = containersOf(workload);
    return [
        ...(workload.spec["hostNetwork"] === true ? ["hostNetwork"] : []),
        ...(workload.spec["hostPID"] === true ? ["hostPID"] : []),
        ...listOf(workload.spec["volumes"])
            .filter((volume) => at(volume, "hostPath") !== undefined)
            .map((volume) => `hostPath ${textOf(at(volume, "hostPath", "path")) ?? ""}`),
        ...(containers.some((one) => at(one, "securityContext", "privileged") === true)
            ? ["privileged"]
            : []),
        ...containers
            .flatMap((one) => listOf(one["ports"]))
            .filter((port) => at(port, "hostPort") !== undefined)
            .map((port) => `hostPort ${plain(at(port, "hostPort") ?? "")}`),
        ...containers
            .flatMap((one) => listOf(one["ports"]))
            .filter((port) => at(port, "containerPort") === KUBELET_PORT)
            .map(() => `port ${KUBELET_PORT}, which is the kubelet's`),
        ...(workload.annotations["eks.amazonaws.com/compute-type"] === "ec2" ? ["compute-type ec2"] : []),
    ];
}
