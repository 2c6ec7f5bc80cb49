/** What no chart may do, whatever its definition claims: stop a cluster by a webhook that nobody answers. */
import { budgetsOf, isSpread } from "./availability";
import type { Claims } from "./claims";
import { type Comparison, listed, NOTHING } from "./comparison";
import { backing, type RegisteredWebhook, scopeOf, webhooksOf } from "./compare-webhooks";
import type { Json } from "../../components/shared/json";
import type { Rendered } from "./helm";
import { at, textOf } from "./texts";
import { kindOf, nameOf, selects } from "./workloads";

/** Groups whose objects a cluster cannot do without; `*` is every group. Source: Kubernetes API Reference. */
const CORE = ["", "*", "apps", "batch", "coordination.k8s.io", "discovery.k8s.io", "policy"];

/**
 * Webhooks that fail closed on core kinds: each with everything that keeps it answering. One that asks about labelled
 * namespaces or objects alone stops nobody who has not chosen it.
 */
export function compareGuard(claims: Claims, rendered: Rendered): Comparison[] {
    return webhooksOf(rendered)
        .filter(({ policy }) => policy === "Fail")
        .filter((webhook) => scopeOf(webhook, claims) === "all")
        .filter(({ groups }) => groups.some((one) => CORE.includes(one)))
        .map((webhook) => ({
            object: `webhook ${webhook.kind} ${webhook.name}`,
            field: "fails closed on core kinds without",
            claimed: NOTHING,
            rendered: listed(lackingOf(webhook, claims, rendered)),
        }));
}

function lackingOf(webhook: RegisteredWebhook, claims: Claims, rendered: Rendered): string[] {
    const service = rendered.objects
        .map(({ object }) => object)
        .find(
            (object) =>
                kindOf(object) === "Service" && nameOf(object) === textOf(at(webhook.service, "name")),
        );
    const pods = service === undefined ? [] : backing(service, claims.namespace, rendered);
    const isKept = pods.some((one) => budgetsOf(one, claims.namespace, rendered).length > 0);
    return [
        ...(pods.some(({ replicas }) => replicas >= 2) ? [] : ["two replicas"]),
        ...(isKept ? [] : ["a disruption budget"]),
        ...(pods.some(isSpread) || !claims.zoneSpread || claims.onFargate ? [] : ["zone spread"]),
        ...(sparesSystem(webhook) ? [] : ["kube-system spared"]),
    ];
}

/** Source: Kubernetes documentation, Labels, Annotations and Taints, kubernetes.io/metadata.name. */
const SYSTEM = { "kubernetes.io/metadata.name": "kube-system" };

/** Whether objects of kube-system, which nobody labels, are not asked about. */
function sparesSystem({ namespaceSelector, objectSelector }: RegisteredWebhook): boolean {
    const isChosen = (selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean =>
        selector === undefined || selector === null || selects(selector, labels);
    return !isChosen(namespaceSelector, SYSTEM) || !isChosen(objectSelector, {});
}
