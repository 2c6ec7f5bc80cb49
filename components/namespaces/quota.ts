/** Quotas and limits of a namespace: which of them Kubernetes would refuse, or take and count nothing. Pure. */
import { chooseFrom } from "../shared/hints";
import { amountOf } from "../shared/kubernetes-quantity";
import type { Problem } from "../shared/problems";
import type { ContainerWords, NamespaceWords } from "./namespace-schema";

export type Quota = NonNullable<NamespaceWords["quota"]>;

/** Source: Kubernetes documentation, Resource Quotas; kubernetes/kubernetes v1.36.3 pkg/apis/core/helper/helpers.go, standardQuotaResources. */
const KNOWN: readonly string[] = [
    "configmaps",
    "cpu",
    "ephemeral-storage",
    "limits.cpu",
    "limits.ephemeral-storage",
    "limits.memory",
    "memory",
    "persistentvolumeclaims",
    "pods",
    "replicationcontrollers",
    "requests.cpu",
    "requests.ephemeral-storage",
    "requests.memory",
    "requests.storage",
    "resourcequotas",
    "secrets",
    "services",
    "services.loadbalancers",
    "services.nodeports",
];

const CLASSES = /\.(storageclass\.storage|deviceclass\.resource|volumeattributesclass\.storage)\.k8s\.io\//;
const COUNTED: readonly RegExp[] = [/^count\/[a-z0-9.-]+$/, /^(requests\.)?hugepages-/, CLASSES];

/** Every key that is none, and every amount that is none. */
export function checkQuota(path: string, quota: Quota): Problem[] {
    if (Object.keys(quota).length === 0) {
        return [{ path, what: "a quota of nothing", remedy: "Remove it, or name an amount" }];
    }
    return Object.entries(quota).flatMap(([key, got]) => [
        ...checkKey(`${path}.${key}`, key),
        ...(amountOf(String(got)) === undefined ? [notAnAmount(`${path}.${key}`, got)] : []),
    ]);
}

/**
 * Of devices such as GPUs requests alone count: other spellings are taken, and never fill up.
 * Source: Kubernetes documentation, Resource Quotas, "Quota for extended resources"; seen on kube-apiserver v1.36.3.
 */
function checkKey(path: string, key: string): Problem[] {
    if (KNOWN.includes(key) || COUNTED.some((pattern) => pattern.test(key))) return [];
    const [, prefix = "", device = ""] =
        /^(requests\.|limits\.)?([a-z0-9.-]+\/[A-Za-z0-9._-]+)$/.exec(key) ?? [];
    if (prefix === "requests." && device !== "") return [];
    if (device !== "") {
        const what = "of such resources a quota counts requests alone: this is taken, and counts nothing";
        return [{ path, what, got: key, remedy: `Write requests.${device}` }];
    }
    return [{ path, what: "nothing that a quota counts", got: key, remedy: chooseFrom(key, KNOWN) }];
}

function notAnAmount(path: string, got: number | string): Problem {
    return { path, what: "not an amount", got, remedy: "Write it as Kubernetes does: 20, 500m or 64Gi" };
}

/** From least to most: none of a resource may be above one that comes later. */
const ORDER = ["min", "requests", "limits", "max"] as const;

/** Source: kubernetes/kubernetes v1.36.3 pkg/apis/core/validation/validation.go, ValidateLimitRange. */
export function checkContainers(path: string, words: ContainerWords): Problem[] {
    const given = ORDER.flatMap((word) =>
        Object.entries(words[word] ?? {}).map(([resource, text]) => ({ word, resource, text })),
    );
    if (given.length === 0)
        return [{ path, what: "nothing is said", remedy: "Remove it, or name an amount" }];
    const wrong = given
        .filter(({ text }) => amountOf(text) === undefined)
        .map(({ resource, text, word }) => notAnAmount(`${path}.${word}.${resource}`, text));
    return [...wrong, ...given.flatMap((one, index) => checkPair(path, one, given.slice(0, index)))];
}

interface Given {
    readonly word: (typeof ORDER)[number];
    readonly resource: string;
    readonly text: string;
}

/** One problem a value, with the nearest that should be below it. */
function checkPair(path: string, { resource, text, word }: Given, below: readonly Given[]): Problem[] {
    const amount = amountOf(text);
    const higher = below
        .filter((one) => one.resource === resource && (amountOf(one.text) ?? 0) > (amount ?? Infinity))
        .at(-1);
    if (higher === undefined) return [];
    const what = `less than ${higher.word}, which is ${higher.text}`;
    return [
        { path: `${path}.${word}.${resource}`, what, got: text, remedy: `Raise it, or lower ${higher.word}` },
    ];
}

/**
 * Amounts that pods must state once a quota counts them, as `requests.cpu`, less those that containers get by themselves.
 * Source: kubernetes/kubernetes v1.36.3 pkg/quota/v1/evaluator/core/pods.go, validationSet.
 */
export function unstatedBy(quota: Quota, containers: ContainerWords = {}): readonly string[] {
    const asked = Object.keys(quota).map((key) => (isStated(key) ? `requests.${key}` : key));
    return [...new Set(asked)].filter((key) => {
        const [kind = "", resource = ""] = key.split(".");
        if (!isStated(resource) || !["limits", "requests"].includes(kind)) return false;
        return !sourcesOf(kind).some((word) => containers[word]?.[resource] !== undefined);
    });
}

/** Which words fill a gap. Source: kubernetes/kubernetes v1.36.3 pkg/apis/core/v1/defaults.go, SetDefaults_LimitRangeItem. */
function sourcesOf(kind: string): readonly (typeof ORDER)[number][] {
    return kind === "limits" ? ["limits", "max"] : ["requests", "limits", "max", "min"];
}

function isStated(text: string): text is "cpu" | "memory" {
    return text === "cpu" || text === "memory";
}
