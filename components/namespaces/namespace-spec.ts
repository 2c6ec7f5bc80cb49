/** A namespace as plain values: its labels, its amounts, its traffic, and what is refused of it. */
import { checkLabelSyntax } from "../shared/kubernetes-names";
import { INITIAL_NAMESPACES, isLabelName } from "../shared/object-names";
import {
    checkPodSecurity,
    DEFAULT_LEVELS,
    POD_SECURITY_DOMAIN,
    podSecurityLabels,
    type PodSecurityWords,
} from "../shared/pod-security";
import type { Problem } from "../shared/problems";
import type { NamespaceWords } from "./namespace-schema";
import { checkTraffic, type DnsPlace, planPolicies, type PolicyPlan } from "./network-policies";
import { checkContainers, checkQuota, unstatedBy } from "./quota";

export interface NamespaceSpec extends NamespaceWords {
    readonly namespace: string;
    /** Where pods ask for names. */
    readonly dnsPlace: DnsPlace;
    /** Names of components it waits for, and goes before. @default none */
    readonly after?: readonly string[];
}

export function levelsOf({ podSecurity }: Pick<NamespaceWords, "podSecurity">): PodSecurityWords {
    return podSecurity ?? DEFAULT_LEVELS;
}

export function labelsOf({ labels = {}, ...words }: NamespaceWords): Record<string, string> {
    return { ...labels, ...podSecurityLabels(levelsOf(words)) };
}

export function policiesOf({ dnsPlace, traffic = { kind: "deny" } }: NamespaceSpec): readonly PolicyPlan[] {
    return traffic.kind === "open" ? [] : planPolicies(traffic, dnsPlace);
}

/** Everything Kubernetes would refuse, or take and not mean. */
export function checkNamespace(spec: NamespaceSpec): Problem[] {
    const { annotations = {}, containers, labels = {}, podSecurity, quota, traffic } = spec;
    return [
        ...checkName(spec),
        ...checkPodSecurity("podSecurity", podSecurity),
        ...checkLabelSyntax("labels", labels),
        ...checkOwnLabels(labels),
        ...checkAnnotations(annotations),
        ...(quota === undefined ? [] : checkQuota("quota", quota)),
        ...(containers === undefined ? [] : checkContainers("containers", containers)),
        ...(traffic?.kind === "deny" ? checkTraffic("traffic", traffic) : []),
    ];
}

function checkName({ namespace }: NamespaceSpec): Problem[] {
    if (INITIAL_NAMESPACES.includes(namespace)) {
        const what = "every cluster has this namespace, and the kit does not make it";
        return [{ path: "", what, got: namespace, remedy: "Give it another name" }];
    }
    if (isLabelName(namespace) && !namespace.startsWith("kube-")) return [];
    const what = namespace.startsWith("kube-")
        ? "names with kube- are Kubernetes' own"
        : "not a name of a namespace";
    const remedy = "Use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";
    return [{ path: "", what, got: namespace, remedy }];
}

/** Source: Kubernetes documentation, Pod Security Admission; Namespaces, "Automatic labelling". */
function checkOwnLabels(labels: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(labels).flatMap(([key, got]) => {
        const path = `labels.${key}`;
        if (key.startsWith(`${POD_SECURITY_DOMAIN}/`)) {
            const what = "what pods may do is said in podSecurity, where a misspelt word is refused";
            return [{ path, what, got, remedy: "Move it there" }];
        }
        if (key !== "kubernetes.io/metadata.name") return [];
        return [{ path, what: "Kubernetes sets this label itself", got, remedy: "Remove it" }];
    });
}

/** Source: Kubernetes documentation, Annotations, "Syntax and character set": keys are those of labels. */
function checkAnnotations(annotations: Readonly<Record<string, string>>): Problem[] {
    const keys = Object.fromEntries(Object.keys(annotations).map((key) => [key, ""]));
    return checkLabelSyntax("annotations", keys).map((problem) => ({
        ...problem,
        what: problem.what.replace(/\ba label\b/, "an annotation").replace("label", "annotation"),
    }));
}

/** What a reader of the plan sees. */
export function decisionsOfNamespace(spec: NamespaceSpec): Record<string, readonly string[] | string> {
    const { containers = {}, defaultToken = false, quota = {} } = spec;
    const policies = policiesOf(spec).map(({ name }) => name);
    const { version, ...levels } = levelsOf(spec);
    return {
        ...(Object.keys(containers).length === 0
            ? {}
            : {
                  containers: Object.entries(containers).flatMap(([word, amounts]) =>
                      Object.entries(amounts).map(([resource, amount]) => `${word} ${resource} ${amount}`),
                  ),
              }),
        defaultToken: defaultToken ? "mounted" : "not mounted",
        namespace: spec.namespace,
        podSecurity: Object.entries(levels).map(([mode, level]) => `${mode} ${level}`),
        ...(version === undefined ? {} : { podSecurityVersion: version }),
        policies: policies.length === 0 ? "none: all traffic passes" : policies,
        ...(Object.keys(quota).length === 0
            ? {}
            : { quota: Object.entries(quota).map(([key, amount]) => `${key} ${amount}`) }),
    };
}

/** What is legal but worth knowing. */
export function noticesOfNamespace({ containers, namespace, quota }: NamespaceSpec): string[] {
    const unstated = quota === undefined ? [] : unstatedBy(quota, containers);
    if (unstated.length === 0) return [];
    return [
        `Pods of namespace ${namespace} that do not state ${unstated.join(", ")} are refused: its quota counts them, and ` +
            "containers says no default",
    ];
}
