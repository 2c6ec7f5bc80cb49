/** Webhooks as the definition says the API server calls them, and as the chart registers them. */
import type { ChartWebhook } from "../../components/charts/definition";
import type { Json } from "../../components/shared/json";
import type { Claims } from "./claims";
import { type Comparison, listed, NOTHING } from "./comparison";
import type { Properties, Rendered } from "./helm";
import { at, listOf, plain, textOf, textsOf } from "./texts";
import { containersOf, kindOf, nameOf, namespaceOf, selects, type Workload, workloadsOf } from "./workloads";

/** A webhook as the API server reads it. */
export interface RegisteredWebhook {
    readonly kind: ChartWebhook["kind"];
    readonly configuration: string;
    readonly name: string;
    readonly policy: string;
    readonly resources: readonly string[];
    readonly groups: readonly string[];
    readonly namespaceSelector: Json | undefined;
    readonly objectSelector: Json | undefined;
    readonly service: Json | undefined;
}

const KINDS: Readonly<Record<string, ChartWebhook["kind"]>> = {
    MutatingWebhookConfiguration: "mutating",
    ValidatingWebhookConfiguration: "validating",
};

export function webhooksOf({ hooks, objects }: Rendered): RegisteredWebhook[] {
    return [...objects, ...hooks].flatMap(({ object }) => {
        const kind = KINDS[kindOf(object)];
        if (kind === undefined) return [];
        return listOf(object["webhooks"]).map((webhook) => registered(kind, object, webhook));
    });
}

/** What is left out has Kubernetes' defaults. Source: Kubernetes API Reference, ValidatingWebhook. */
function registered(kind: ChartWebhook["kind"], object: Properties, webhook: Json): RegisteredWebhook {
    const rules = listOf(at(webhook, "rules"));
    const words = (key: string) => rules.flatMap((rule) => listOf(at(rule, key)).map(String));
    return {
        kind,
        configuration: nameOf(object),
        name: textOf(at(webhook, "name")) ?? "?",
        policy: textOf(at(webhook, "failurePolicy")) ?? "Fail",
        resources: [...new Set(words("resources"))].sort(),
        groups: [...new Set(words("apiGroups"))].sort(),
        namespaceSelector: at(webhook, "namespaceSelector"),
        objectSelector: at(webhook, "objectSelector"),
        service: at(webhook, "clientConfig", "service"),
    };
}

export function compareWebhooks(claims: Claims, rendered: Rendered): Comparison[] {
    const all = webhooksOf(rendered);
    const idOf = ({ kind, name }: Pick<ChartWebhook, "kind" | "name">): string => `${kind} ${name}`;
    const claimed = new Map(claims.webhooks.map((one) => [idOf(one), one]));
    const names = new Set([...claimed.keys(), ...all.map(idOf)]);
    return [...names].sort().flatMap((id) => {
        const claim = claimed.get(id);
        const registrations = all.filter((one) => idOf(one) === id);
        const object = `webhook ${id}`;
        const there = (is: boolean): string => (is ? "there" : NOTHING);
        return [
            {
                object,
                field: "webhook",
                claimed: there(claim !== undefined),
                rendered: there(registrations.length > 0),
            },
            ...(claim === undefined
                ? []
                : registrations.flatMap((one) => compareOne(object, claim, one, { claims, rendered }))),
        ];
    });
}

interface Surroundings {
    readonly claims: Claims;
    readonly rendered: Rendered;
}

function compareOne(
    object: string,
    claim: ChartWebhook,
    webhook: RegisteredWebhook,
    { claims, rendered }: Surroundings,
): Comparison[] {
    return [
        { object, field: "policy", claimed: claim.policy, rendered: webhook.policy },
        {
            object,
            field: "resources",
            claimed: listed(claim.resources),
            rendered: listed(webhook.resources),
        },
        { object, field: "scope", claimed: claim.scope, rendered: scopeOf(webhook, claims) },
        {
            object,
            field: "port",
            claimed: String(claim.port),
            rendered: portOf(webhook, claims.namespace, rendered) ?? "of no pod",
        },
    ];
}

/** Whom it is asked about: a selector that only leaves some out is still about all. */
export function scopeOf(
    { groups, namespaceSelector, objectSelector }: RegisteredWebhook,
    claims: Claims,
): string {
    const own = (claims.definitions?.names ?? []).map((name) => name.slice(name.indexOf(".") + 1));
    if (groups.length > 0 && groups.every((group) => own.includes(group))) return "own";
    return [namespaceSelector, objectSelector].some(choosesSome) ? "labelled" : "all";
}

function choosesSome(selector: Json | undefined): boolean {
    const expressions = listOf(at(selector, "matchExpressions"));
    return (
        Object.keys(textsOf(at(selector, "matchLabels"))).length > 0 ||
        expressions.some((one) => /^(In|Exists)$/.test(textOf(at(one, "operator")) ?? ""))
    );
}

/** Port of the pod behind the service it names. */
function portOf({ service }: RegisteredWebhook, namespace: string, rendered: Rendered): string | undefined {
    const [name, called] = [textOf(at(service, "name")), at(service, "port") ?? 443];
    const found = rendered.objects
        .map(({ object }) => object)
        .find((object) => kindOf(object) === "Service" && nameOf(object) === name);
    const port = listOf(at(found ?? {}, "spec", "ports")).find((one) => at(one, "port") === called);
    if (found === undefined || port === undefined) return undefined;
    const target = at(port, "targetPort") ?? called;
    if (/^\d+$/.test(plain(target))) return plain(target);
    const pods = backing(found, namespace, rendered);
    const container = pods
        .flatMap((workload) => containersOf(workload))
        .flatMap((one) => listOf(one["ports"]))
        .find((one) => at(one, "name") === target);
    const number = at(container, "containerPort");
    return number === undefined ? undefined : plain(number);
}

/** Workloads whose pods a service takes. */
export function backing(service: Properties, namespace: string, rendered: Rendered): Workload[] {
    const matchLabels = at(service, "spec", "selector");
    if (matchLabels === undefined) return [];
    const own = namespaceOf(service, namespace);
    return workloadsOf(rendered, namespace).filter(
        (workload) => workload.namespace === own && selects({ matchLabels }, workload.labels),
    );
}
