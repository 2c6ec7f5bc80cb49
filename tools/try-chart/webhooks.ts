/** Webhooks that the objects of a chart meet. No pod of a rehearsal answers one: what they would say is not tried. Pure. */
import type { Json } from "../../components/shared/json";
import { groupOf } from "../../components/shared/object-names";
import { type RegisteredWebhook, webhooksOf } from "../charts/compare-webhooks";
import type { Properties } from "../charts/helm";
import { idOf, kindOf, selects } from "../charts/workloads";
import { objectOf, textOf } from "../facts/build";
import { type DefinedResources, definedResources, resourceOf } from "../facts/resource-names";
import type { Trial } from "./trial";

export interface AskedWebhook {
    readonly webhook: string;
    readonly of: string;
    /** Whether an object is refused while nobody answers. */
    readonly failsClosed: boolean;
    /** Objects of the chart it is asked about; pods of its workloads as `pods`. */
    readonly about: readonly string[];
    /** Of a webhook of the chart itself that is asked about kinds every cluster needs, in every namespace. */
    readonly stops?: readonly string[];
}

/** Kinds without which no pod starts. */
const VITAL = [
    "pods",
    "nodes",
    "deployments",
    "replicasets",
    "services",
    "secrets",
    "configmaps",
    "*",
    "*/*",
];

type Met = Pick<Trial, "definitions" | "namespaces" | "rendered" | "webhooks"> & {
    readonly chart: Pick<Trial["chart"], "namespace">;
};

export function asked({ chart, definitions, namespaces, rendered, webhooks }: Met): readonly AskedWebhook[] {
    const labels = new Map(namespaces.map(({ metadata }) => [metadata.name, metadata.labels ?? {}]));
    const objects = rendered.objects.map(({ object }) => object);
    const defined = definedResources(definitions);
    const namespaceOf = (object: Properties): string =>
        textOf(objectOf(object["metadata"])["namespace"], chart.namespace);
    return webhooks.flatMap(({ isOwn, object, of }) =>
        webhooksOf({ objects: [{ file: "", object }], hooks: [], crds: [] }).flatMap((webhook) => {
            const about = objects
                .filter((one) =>
                    isAsked(webhook, one, { defined, namespace: labels.get(namespaceOf(one)) ?? {} }),
                )
                .map(idOf);
            const pods =
                isAbout(webhook, "", "pods") &&
                isChosen(webhook.namespaceSelector, labels.get(chart.namespace) ?? {});
            const stops = isOwn && webhook.policy === "Fail" && isForAll(webhook) ? vital(webhook) : [];
            if (about.length === 0 && !pods && stops.length === 0) return [];
            return [
                {
                    ...{ webhook: webhook.name, of, failsClosed: webhook.policy === "Fail" },
                    about: [...about, ...(pods ? ["pods"] : [])],
                    ...(stops.length === 0 ? {} : { stops }),
                },
            ];
        }),
    );
}

/** What decides whether an object is asked about, beside itself. */
interface Around {
    readonly defined: DefinedResources;
    /** Labels of the object's namespace. */
    readonly namespace: Readonly<Record<string, string>>;
}

function isAsked(webhook: RegisteredWebhook, object: Properties, { defined, namespace }: Around) {
    const apiVersion = textOf(object["apiVersion"]);
    const { labels } = objectOf(object["metadata"]);
    return (
        isAbout(webhook, groupOf(apiVersion), resourceOf({ apiVersion, kind: kindOf(object) }, defined)) &&
        isChosen(webhook.namespaceSelector, namespace) &&
        isChosen(webhook.objectSelector, textsIn(labels))
    );
}

function isAbout({ groups, resources }: RegisteredWebhook, group: string, plural: string): boolean {
    const isGroup = groups.includes("*") || groups.includes(group);
    return isGroup && resources.some((one) => one === "*" || one === "*/*" || one === plural);
}

function isChosen(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
    return selector === undefined || selector === null || selects(selector, labels);
}

function isForAll({ namespaceSelector, objectSelector }: RegisteredWebhook): boolean {
    return (
        isChosen(namespaceSelector, { "kubernetes.io/metadata.name": "some" }) && isChosen(objectSelector, {})
    );
}

function vital({ groups, resources }: RegisteredWebhook): readonly string[] {
    const isCore = groups.some((group) => ["", "*", "apps"].includes(group));
    return isCore ? resources.filter((one) => VITAL.includes(one)) : [];
}

function textsIn(value: Json | undefined): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(objectOf(value)).map(([key, text]) => [key, textOf(text)]));
}
