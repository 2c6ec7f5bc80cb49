/** Labels and taints of nodes: what Kubernetes takes, and how EKS spells it. */
import { TAINT_EFFECTS, type Taint, type TaintEffect } from "./pods";
import type { Problem } from "./problems";

/** EKS's own words for the effects. Source: EKS API Reference, Taint, effect. */
const EKS_EFFECTS = {
    NoSchedule: "NO_SCHEDULE",
    PreferNoSchedule: "PREFER_NO_SCHEDULE",
    NoExecute: "NO_EXECUTE",
} as const satisfies { readonly [effect in TaintEffect]: string };
export type EksTaintEffect = (typeof EKS_EFFECTS)[TaintEffect];
export const EKS_TAINT_EFFECTS: readonly EksTaintEffect[] = Object.values(EKS_EFFECTS);

/** A taint whose effect is spelled as in a pod or as in the EKS API: both are in use, so both are taken. */
export interface SpelledTaint {
    readonly key: string;
    /** @default none */
    readonly value?: string;
    readonly effect: TaintEffect | EksTaintEffect;
}

/** The taint as Kubernetes spells it. Assumes a checked one. */
export function kubernetesTaint({ effect, key, value }: SpelledTaint): Taint {
    return { key, ...(value === undefined ? {} : { value }), effect: readEffect(effect) ?? "NoSchedule" };
}

/** What a reader of a plan sees: `dedicated=batch:NoSchedule`. */
export function describeTaint(taint: SpelledTaint): string {
    const { effect, key, value = "" } = kubernetesTaint(taint);
    return `${key}${value === "" ? "" : `=${value}`}:${effect}`;
}

/** What a reader of a plan sees: `workload=batch`. */
export function describeLabels(labels: Readonly<Record<string, string>>): string[] {
    return Object.keys(labels)
        .sort()
        .map((key) => `${key}=${labels[key] ?? ""}`);
}

/** The effect as the EKS API spells it. */
export function eksTaintEffect(effect: TaintEffect): EksTaintEffect {
    return EKS_EFFECTS[effect];
}

/**
 * Longest part after the slash, and longest value; the domain before the slash may have 253 characters.
 * Source: Kubernetes documentation, Labels and Selectors, "Syntax and character set".
 */
const MAX_NAME = 63;
const MAX_DOMAIN = 253;

/** Every label that is none: key and value alone, whoever makes the node. */
export function checkLabelSyntax(path: string, labels: Readonly<Record<string, string>>): Problem[] {
    return Object.entries(labels).flatMap(([key, value]) => [
        ...checkKey(`${path}.${key}`, "label", key),
        ...checkValue(`${path}.${key}`, "label", value),
    ]);
}

/**
 * Every label a node would not get when its kubelet is to set it, as in a managed node group.
 * @param reserved further domains that belong to whoever makes the nodes, such as `eks.amazonaws.com`
 */
export function checkLabels(
    path: string,
    labels: Readonly<Record<string, string>>,
    reserved: readonly string[] = [],
): Problem[] {
    return Object.entries(labels).flatMap(([key, value]) => {
        const place = `${path}.${key}`;
        return [
            ...checkKey(place, "label", key),
            ...checkDomain(place, key, reserved),
            ...checkValue(place, "label", value),
        ];
    });
}

/** Every taint Kubernetes would refuse, every one of Karpenter's own, and every one listed twice. */
export function checkTaints(
    path: string,
    taints: readonly { readonly key: string; readonly value?: string; readonly effect: string }[],
): Problem[] {
    const identities = taints.map(({ effect, key }) => `${key}:${readEffect(effect) ?? effect}`);
    return taints.flatMap(({ effect, key, value }, index) => {
        const place = `${path}[${index}]`;
        const first = identities.indexOf(identities[index] ?? "");
        return [
            ...checkKey(`${place}.key`, "taint", key),
            ...checkTaintOwner(`${place}.key`, key),
            ...(value === undefined ? [] : checkValue(`${place}.value`, "taint", value)),
            ...checkEffect(`${place}.effect`, effect),
            ...(first === index ? [] : [duplicateOf(place, `${path}[${first}]`, key)]),
        ];
    });
}

/**
 * `karpenter.sh/unregistered` keeps every pod away until Karpenter has taken it off, `karpenter.sh/disrupted` marks a node
 * that goes: of a taint somebody else sets Karpenter would believe the same.
 * Source: kubernetes-sigs/karpenter v1.14.0, pkg/apis/v1/taints.go.
 */
function checkTaintOwner(path: string, key: string): Problem[] {
    const [domain = ""] = key.split("/");
    if (!key.includes("/") || !isBelow(domain, "karpenter.sh")) return [];
    const remedy = "Remove it, or use a domain of your own";
    return [{ path, what: "taints of karpenter.sh belong to Karpenter", got: key, remedy }];
}

/** Kubernetes tells taints apart by key and effect. Source: Kubernetes API, NodeSpec, taints. */
function duplicateOf(path: string, first: string, key: string): Problem {
    return { path, what: `the same key and effect as ${first}`, got: key, remedy: "List each taint once" };
}

function checkKey(path: string, kind: "label" | "taint", key: string): Problem[] {
    const parts = key.split("/");
    const problem = (what: string, remedy: string): Problem => ({ path, what, got: key, remedy });
    if (parts.length > 2) return [problem(`a ${kind} key has one slash at most`, "Write <domain>/<name>")];
    const name = parts.at(-1) ?? "";
    const domain = parts.length === 2 ? parts[0] : undefined;
    return [
        ...(isDomain(domain)
            ? []
            : [problem(`no domain before the slash of a ${kind} key`, "Write it as example.com/<name>")]),
        ...(isName(name)
            ? []
            : [
                  problem(
                      `not a ${kind} key`,
                      `Use 1 to ${MAX_NAME} letters, digits and - _ . with a letter or digit at both ends`,
                  ),
              ]),
    ];
}

function checkValue(path: string, kind: "label" | "taint", value: string): Problem[] {
    if (value === "" || isName(value)) return [];
    const remedy = `Use at most ${MAX_NAME} letters, digits and - _ . with a letter or digit at both ends`;
    return [{ path, what: `not a ${kind} value`, got: value, remedy }];
}

/** Domains of Kubernetes, and the only two below them a node may label itself with. */
const KUBERNETES_DOMAINS = ["kubernetes.io", "k8s.io"] as const;
const KUBELET_DOMAINS = ["kubelet.kubernetes.io", "node.kubernetes.io"] as const;

/**
 * A kubelet does not start with other labels of Kubernetes' domains, so the node never joins.
 * Source: Kubernetes documentation, kubelet, --node-labels. What it lists besides (kubernetes.io/arch and the
 * like) it sets by itself.
 */
function checkDomain(path: string, key: string, reserved: readonly string[]): Problem[] {
    const domain = key.includes("/") ? (key.split("/")[0] ?? "") : undefined;
    if (domain === undefined || KUBELET_DOMAINS.some((allowed) => isBelow(domain, allowed))) return [];
    const owner = [...KUBERNETES_DOMAINS, ...reserved].find((one) => isBelow(domain, one));
    if (owner === undefined) return [];
    return [
        {
            path,
            what: `labels of ${owner} are not yours to set: the node would not join`,
            got: key,
            remedy: "Use a domain of your own, or node.kubernetes.io/<name>",
        },
    ];
}

function checkEffect(path: string, effect: string): Problem[] {
    if (readEffect(effect) !== undefined) return [];
    const spellings = TAINT_EFFECTS.map((known) => `${known} (or ${EKS_EFFECTS[known]})`);
    return [{ path, what: "not a taint effect", got: effect, remedy: `Choose ${spellings.join(", ")}` }];
}

function readEffect(text: string): TaintEffect | undefined {
    return TAINT_EFFECTS.find((effect) => effect === text || EKS_EFFECTS[effect] === text);
}

function isBelow(domain: string, parent: string): boolean {
    return domain === parent || domain.endsWith(`.${parent}`);
}

function isName(text: string): boolean {
    return text.length <= MAX_NAME && /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(text);
}

/** No domain at all is fine. */
function isDomain(text: string | undefined): boolean {
    if (text === undefined) return true;
    const label = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
    return text.length <= MAX_DOMAIN && new RegExp(`^${label}(\\.${label})*$`).test(text);
}
