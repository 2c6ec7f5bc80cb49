/** Installs a chart on a rehearsed environment, and gathers what became of each of its objects. */
import type { KubernetesObject } from "../apiserver/client";
import { objectOf as kubernetesObject } from "../apiserver/objects";
import type { Helm, Properties, Rendered, RenderedObject } from "../charts/helm";
import { idOf, kindOf, nameOf } from "../charts/workloads";
import { CALLED, ensureNamespace, type StepDone } from "../cluster/install";
import type { PlannedNode } from "../cluster/nodes";
import type { ClusterClient, LiveObject } from "../cluster/objects";
import type { Rehearsal } from "../cluster/rehearsal";
import type { Settled } from "../cluster/settled";
import { objectOf, textOf } from "../facts/build";
import { objectsIn } from "../fit/world";
import { type Chart, renderChart } from "./chart";

/** Hooks are waited for as long. */
const HOOK_SECONDS = 60;
/** Karpenter looks at pods that wait in batches. */
const SETTLING = { quietSeconds: 8, limitSeconds: 150 };
/** A server opens the paths of a definition shortly after it took it. */
const SERVED_MS = 10_000;

/** An object that the server did not take, or not yet. */
export interface RefusedObject {
    /** `Ingress/web`. */
    readonly object: string;
    readonly message: string;
    /** The kind that nothing defines: `Certificate of cert-manager.io/v1`. */
    readonly undefinedKind?: string;
}

/** A webhook, and whose it is. */
export interface Registered {
    /** `aws-load-balancer-controller`, or the chart itself. */
    readonly of: string;
    readonly object: Properties;
    readonly isOwn: boolean;
}

/** Everything an answer is made of. */
export interface Trial {
    readonly chart: Chart;
    readonly rendered: Rendered;
    /** Charts of the environment that only stand-ins are there for: neither definitions nor webhooks of theirs are. */
    readonly absent: readonly string[];
    /** What Helm itself stopped at. */
    readonly helm?: string;
    readonly refused: readonly RefusedObject[];
    readonly settled: Settled;
    readonly planned: readonly PlannedNode[];
    /** Nodes there were before. */
    readonly before: ReadonlySet<string>;
    readonly webhooks: readonly Registered[];
    /** Those of the chart's own as well. */
    readonly definitions: readonly LiveObject[];
    readonly namespaces: readonly LiveObject[];
    readonly jobs: readonly LiveObject[];
    /** Those of Jobs that ended as well. */
    readonly pods: readonly LiveObject[];
    readonly events: readonly LiveObject[];
    /** Whether nobody had made the namespace. */
    readonly madeNamespace: boolean;
}

export async function tryOn(
    rehearsal: Rehearsal,
    chart: Chart,
    { kubeVersion, report }: { readonly kubeVersion: string; readonly report: (line: string) => void },
): Promise<Trial | { readonly problem: string }> {
    const { client, helm } = rehearsal;
    report("making the environment's nodes, and installing what it has");
    const planned = await rehearsal.nodes("desired");
    const steps = await rehearsal.install();
    const { nodes } = await rehearsal.settled();
    const rendered = renderChart(chart, helm, { kubeVersion, apiVersions: await versionsOf(client) });
    if ("problem" in rendered) return rendered;
    report(`installing ${chart.title}`);
    const madeNamespace = (await client.get("v1", "Namespace", { name: chart.namespace })) === undefined;
    await ensureNamespace(client, chart.namespace);
    const installed = await install(chart, helm, rehearsal.kubeconfig);
    const refused = installed.stopped === undefined ? [] : await applyEach(client, chart, rendered);
    await startSchedules(client, chart, rendered);
    report("waiting until each pod has a node, or a reason");
    const settled = await rehearsal.settled(SETTLING);
    return {
        ...{ chart, rendered, refused, settled, planned, madeNamespace },
        ...(installed.stopped === undefined ? {} : { helm: installed.stopped }),
        before: new Set(nodes.map(({ metadata }) => metadata.name)),
        absent: absentOf(rehearsal, steps),
        webhooks: [
            ...steps.flatMap(({ aside, name }) =>
                aside.map((object) => ({ of: name, object, isOwn: false })),
            ),
            ...[...rendered.objects, ...rendered.hooks].flatMap(({ object }) =>
                isCalled(object) ? [{ of: chart.title, object, isOwn: true }] : [],
            ),
        ],
        definitions: await definitionsOn(client),
        namespaces: await client.list("v1", "Namespace"),
        jobs: await client.list("batch/v1", "Job"),
        pods: await client.list("v1", "Pod"),
        events: await client.list("v1", "Event"),
    };
}

/** Those whose text no source yields. */
function absentOf({ world }: Rehearsal, steps: readonly StepDone[]): readonly string[] {
    const names = new Set(steps.filter(({ isWhole }) => !isWhole).map(({ name }) => name));
    return world
        .ofType("kubernetes:helm.sh/v3:Release")
        .filter(({ name }) => names.has(name))
        .map(({ inputs }) => textOf(objectOf(inputs)["chart"]).split("/").at(-1) ?? "");
}

async function install(chart: Chart, helm: Helm, kubeconfig: string): Promise<{ readonly stopped?: string }> {
    const { namespace, path: folder, release, values } = chart;
    const installed = await helm.install({
        ...{ chart: folder, inside: [], namespace, release, values, kubeconfig },
        ...{ timeoutSeconds: HOOK_SECONDS, skipCrds: false, aside: CALLED },
    });
    return "error" in installed ? { stopped: installed.error.trim().replaceAll(/\s*\n\s*/g, " ") } : {};
}

async function definitionsOn(client: ClusterClient): Promise<readonly LiveObject[]> {
    return client.list("apiextensions.k8s.io/v1", "CustomResourceDefinition");
}

/** What the cluster has beside Kubernetes' own, as charts ask for it. */
async function versionsOf(client: ClusterClient): Promise<readonly string[]> {
    const definitions = await definitionsOn(client);
    return definitions.flatMap(({ spec }) =>
        objectsIn(spec["versions"]).flatMap(({ name }) => {
            const version = `${textOf(spec["group"])}/${textOf(name)}`;
            return [version, `${version}/${textOf(objectOf(spec["names"])["kind"])}`];
        }),
    );
}

/** Helm stops at the first object that is refused: each is handed over by itself, so that all are named at once. */
async function applyEach(
    client: ClusterClient,
    { namespace }: Chart,
    { crds, hooks, objects }: Rendered,
): Promise<readonly RefusedObject[]> {
    const refused: RefusedObject[] = [];
    const before = hooks.filter(({ events = [] }) => events.includes("pre-install"));
    const own = new Set([...crds, ...objects].flatMap(({ object }) => definedBy(object)));
    for (const { object } of [...crds, ...before, ...objects]) {
        if (isCalled(object)) continue;
        const one = await applyOne(client, kubernetesObject(idOf(object), object), namespace, own);
        if (one !== undefined) refused.push(one);
    }
    return refused;
}

async function applyOne(
    client: ClusterClient,
    object: KubernetesObject,
    namespace: string,
    own: ReadonlySet<string>,
): Promise<RefusedObject | undefined> {
    const until = Date.now() + SERVED_MS;
    for (;;) {
        try {
            await client.apply(await client.within(object, namespace));
            return undefined;
        } catch (error) {
            const message = error instanceof Error ? error.message : String(error);
            const isUndefined = message.startsWith("the server has no ");
            const kind = `${object.kind} of ${object.apiVersion}`;
            if (isUndefined && own.has(kind) && Date.now() < until) {
                await new Promise((resolve) => setTimeout(resolve, 200));
                continue;
            }
            return {
                object: idOf(object),
                ...(isUndefined ? { message: "nothing defines its kind", undefinedKind: kind } : { message }),
            };
        }
    }
}

/** `Certificate of cert-manager.io/v1`, for each version of a definition. */
function definedBy(object: Properties): readonly string[] {
    if (kindOf(object) !== "CustomResourceDefinition") return [];
    const spec = objectOf(object["spec"]);
    const kind = textOf(objectOf(spec["names"])["kind"]);
    return objectsIn(spec["versions"]).map(
        ({ name }) => `${kind} of ${textOf(spec["group"])}/${textOf(name)}`,
    );
}

export function isCalled(object: Properties): boolean {
    return (CALLED as readonly string[]).includes(kindOf(object));
}

/** Name of the Job that a schedule would make. */
export function triedJob(name: string): string {
    return `${name}-tried`;
}

/** A CronJob waits for its hour: what it would make then is made now. */
async function startSchedules(client: ClusterClient, { namespace }: Chart, { objects }: Rendered) {
    for (const { object } of objects.filter(isSchedule)) {
        const own = textOf(objectOf(object["metadata"])["namespace"], namespace);
        const live = await client.get("batch/v1", "CronJob", { namespace: own, name: nameOf(object) });
        const template = objectOf(objectOf(live?.spec)["jobTemplate"]);
        if (live === undefined) continue;
        const name = triedJob(nameOf(object));
        await client.apply(
            kubernetesObject(name, {
                ...{ apiVersion: "batch/v1", kind: "Job", metadata: { name, namespace: own } },
                spec: objectOf(template["spec"]),
            }),
        );
    }
}

function isSchedule({ object }: RenderedObject): boolean {
    return kindOf(object) === "CronJob";
}
