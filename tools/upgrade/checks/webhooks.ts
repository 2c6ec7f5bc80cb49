/** Webhooks that refuse objects while nobody answers: while nodes roll, somebody may not. */
import { runsOn } from "../../../components/platform/placement";
import { objectOf, textOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf, listIn, textsIn } from "../ground";

const SOURCE =
    "EKS Best Practices Guide, control plane, admission webhooks; Kubernetes documentation, extensible-admission-controllers, failure policy";

/** What must be made or changed while nodes come and go. */
const NEEDED = ["*", "pods", "pods/eviction", "pods/*", "nodes", "nodes/*", "*/*", "leases"];

export function checkWebhooks(ground: Ground): readonly Finding[] {
    if (ground.from === undefined || ground.target.kind === "addon") return [];
    return findingsOf("webhooks", [...ofObjects(ground), ...ofCharts(ground)]);
}

function ofObjects({ objects }: Ground): readonly Found[] {
    return objects
        .filter(({ kind }) => CONFIGURATIONS.includes(kind))
        .flatMap(({ body, label, resource }) => closedIn(body, label, resource.name));
}

const CONFIGURATIONS: readonly string[] = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

/** Those of a configuration that hold up pods. */
export function closedIn(configuration: Properties, label: string, resource: string): readonly Found[] {
    return listIn(configuration["webhooks"])
        .filter(isInTheWay)
        .map((webhook) => ({
            id: "webhook-closed",
            level: "breaks",
            what: `Webhook ${textOf(webhook["name"], label)} refuses pods while nobody answers it`,
            why: "Pods of a drained node are made anew elsewhere: if the webhook's own are among them, none comes up.",
            remedy: "Leave its own namespace and kube-system out with a namespaceSelector, or set failurePolicy: Ignore",
            resources: [resource],
            source: SOURCE,
        }));
}

/** Fail is what a webhook does that says nothing. */
function isInTheWay(webhook: Properties): boolean {
    const { failurePolicy, matchConditions, namespaceSelector, objectSelector } = webhook;
    if (textOf(failurePolicy, "Fail") !== "Fail") return false;
    const chooses = [namespaceSelector, objectSelector].some(
        (selector) => Object.keys(objectOf(selector)).length > 0,
    );
    if (chooses || listIn(matchConditions).length > 0) return false;
    return listIn(webhook["rules"]).some(({ resources }) =>
        textsIn(resources).some((resource) => NEEDED.includes(resource)),
    );
}

/** A chart says which of its webhooks refuse; whether one pod is all there is stands in its values. */
function ofCharts(ground: Ground): readonly Found[] {
    const releases = new Map(
        ground.ofType("kubernetes:helm.sh/v3:Release").map((release) => [release.parent ?? "", release]),
    );
    return ground.ofType("platform:charts:Chart").flatMap((component) => {
        const closed = textsIn(inputsOf(component)["refusesWhileDown"]);
        const release = releases.get(component.urn);
        const replicas = replicasIn(objectOf(release === undefined ? {} : inputsOf(release)["values"]));
        if (closed.length === 0 || replicas === undefined || replicas > 1) return [];
        if (isOnFargate(ground, component.name)) return [];
        return [
            {
                id: "webhook-alone",
                level: "with" as const,
                what: `While the one pod of ${component.name} moves, what ${closed.slice(0, 2).join(", ")}${closed.length > 2 ? ` and ${closed.length - 2} more` : ""} are asked about is refused`,
                why: "Its node is drained, and nobody else answers: a minute without objects of those kinds.",
                remedy: "Nothing, or two replicas",
                resources: [component.name],
                source: SOURCE,
            },
        ];
    });
}

/** No update drains what Fargate runs. */
function isOnFargate(ground: Ground, name: string): boolean {
    const components = ground.components();
    const profiles = components.flatMap(({ capacity }) => (capacity?.kind === "fargate" ? [capacity] : []));
    const pods = components.find((component) => component.name === name)?.pods ?? [];
    return pods.length > 0 && pods.every((pod) => profiles.some((profile) => runsOn(pod, profile)));
}

function replicasIn(values: Properties): number | undefined {
    const found = [values["replicaCount"], values["replicas"], objectOf(values["webhook"])["replicaCount"]];
    return found.find((one) => typeof one === "number");
}
