/** What a trial says of each workload of the chart. Pure. */
import { CHARTS } from "../../components/charts/catalogue";
import { containersOf, type Workload, workloadsOf } from "../charts/workloads";
import type { LiveObject } from "../cluster/objects";
import type { SettledPod } from "../cluster/settled";
import { objectOf, textOf } from "../facts/build";
import { numberIn } from "../fit/world";
import { ofKarpenter, ofScheduler, reasonOf } from "./reasons";
import { type RefusedObject, type Trial, triedJob } from "./trial";
import { asked, type AskedWebhook } from "./webhooks";
import { archOf, whereOf } from "./where";

/** `runs` counts a Job that ended well. */
export type State = "refused" | "runs" | "waits";

export interface WorkloadVerdict {
    /** `Deployment/web`. */
    readonly workload: string;
    readonly namespace: string;
    readonly state: State;
    readonly wanted: number;
    readonly running: number;
    /** Where its pods are, and how many. */
    readonly where: Readonly<Record<string, number>>;
    readonly why: readonly string[];
}

export interface Verdict {
    readonly chart: string;
    readonly namespace: string;
    readonly runs: boolean;
    readonly workloads: readonly WorkloadVerdict[];
    /** Objects besides workloads that are refused, or whose kind nothing defines. */
    readonly refused: readonly { readonly object: string; readonly why: string }[];
    /** Objects whose kind a chart of the environment defines that could not be had here: nobody knows of them. */
    readonly untried: readonly { readonly object: string; readonly why: string }[];
    /** Charts of the environment that only stand-ins are there for. */
    readonly absent: readonly string[];
    /** What Helm itself stopped at; nothing when it took everything. */
    readonly helm?: string;
    /** Nodes made for it. */
    readonly newNodes: Readonly<Record<string, number>>;
    /** By architecture of the nodes, images that must be there for it. */
    readonly images: Readonly<Record<string, readonly string[]>>;
    readonly webhooks: readonly AskedWebhook[];
    readonly madeNamespace: boolean;
}

export function verdictOf(trial: Trial): Verdict {
    const { absent, chart, helm, madeNamespace, rendered } = trial;
    const all = workloadsOf(rendered, chart.namespace).filter(({ kind }) => kind !== "ReplicaSet");
    const workloads = all.map((workload) => verdictOn(workload, trial));
    const own = new Set(workloads.map(({ workload }) => workload));
    const isUntried = ({ undefinedKind = "" }: RefusedObject): boolean =>
        absent.includes(bringerOf(undefinedKind) ?? "");
    const others = trial.refused.filter(({ object }) => !own.has(object));
    const told = (all: readonly RefusedObject[]) =>
        all.map((one) => ({ object: one.object, why: whyOf(one, absent) }));
    const [untried, refused] = [
        told(others.filter(isUntried)),
        told(others.filter((one) => !isUntried(one))),
    ];
    // Helm stops at what nobody defines here, and would not where the environment has what defines it.
    const isStopped = helm !== undefined && (untried.length === 0 || refused.length > 0);
    return {
        ...{ chart: chart.title, namespace: chart.namespace, madeNamespace, workloads },
        ...{ refused, untried, absent },
        ...(isStopped ? { helm } : {}),
        runs: !isStopped && workloads.every(({ state }) => state === "runs"),
        newNodes: counted(
            trial.settled.nodes
                .filter(({ metadata }) => !trial.before.has(metadata.name))
                .map((node) => whereOf(node, trial.planned)),
        ),
        images: imagesOf(all, trial),
        webhooks: asked(trial),
    };
}

function whyOf({ message, undefinedKind }: RefusedObject, absent: readonly string[]): string {
    if (undefinedKind === undefined) return reasonOf(message);
    const by = bringerOf(undefinedKind);
    if (by !== undefined && absent.includes(by)) return `${by} of the environment defines ${undefinedKind}`;
    const remedy = by === undefined ? "Install what defines it first" : `${by} of the catalogue does`;
    return `nothing here defines ${undefinedKind}. ${remedy}`;
}

/** Of the kit's own charts, the one whose definitions have this kind's group. */
function bringerOf(undefinedKind: string): string | undefined {
    const [kind = "", version = ""] = undefinedKind.split(" of ");
    const [group = ""] = version.split("/");
    return Object.entries(CHARTS).find(([, { definitions }]) =>
        (definitions?.names ?? []).some(
            (name) => name.endsWith(`.${group}`) && name.startsWith(kind.toLowerCase().replace(/y$/, "")),
        ),
    )?.[0];
}

function verdictOn({ kind, name, namespace, replicas }: Workload, trial: Trial): WorkloadVerdict {
    const workload = `${kind}/${name}`;
    const refused = trial.refused.find(({ object }) => object === workload);
    const base = { workload, namespace };
    if (refused !== undefined)
        return {
            ...base,
            state: "refused",
            wanted: replicas,
            running: 0,
            where: {},
            why: [whyOf(refused, trial.absent)],
        };
    if (kind === "Job" || kind === "CronJob")
        return onJob(base, kind === "Job" ? name : triedJob(name), trial);
    const owner = kind === "Pod" ? "" : workload;
    const pods = podsOf(trial, namespace, owner, name);
    const short = trial.settled.short.find((one) => one.owner === owner && one.namespace === namespace);
    const wanted = short?.wanted ?? pods.length;
    return stateOf(base, wanted, pods, trial, short === undefined ? [] : [reasonOf(short.why)]);
}

type Named = Pick<WorkloadVerdict, "namespace" | "workload">;

function onJob(base: Named, job: string, trial: Trial): WorkloadVerdict {
    const { namespace } = base;
    const found = trial.jobs.find(
        ({ metadata }) => metadata.name === job && metadata.namespace === namespace,
    );
    const wanted = numberIn(found?.spec["completions"]) ?? 1;
    if ((numberIn(found?.status["succeeded"]) ?? 0) >= wanted)
        return {
            ...base,
            state: "runs",
            wanted,
            running: wanted,
            where: whereJobRan(job, namespace, trial),
            why: [],
        };
    const pods = podsOf(trial, namespace, `Job/${job}`, job);
    const failed = pods.length > 0 ? undefined : eventOf(trial, "FailedCreate", `Job/${job}`, namespace);
    const why = failed === undefined ? [] : [reasonOf(failed)];
    // A hook that ended well is gone: Helm said so by going on.
    if (found === undefined && trial.helm === undefined)
        return { ...base, state: "runs", wanted, running: wanted, where: {}, why };
    return stateOf(base, wanted, pods, trial, why);
}

function whereJobRan(job: string, namespace: string, { planned, pods, settled }: Trial) {
    const own = pods.filter(
        ({ metadata }) =>
            metadata.namespace === namespace && metadata.ownerReferences?.some(({ name }) => name === job),
    );
    const nodes = new Set(own.map(({ spec }) => textOf(spec["nodeName"])));
    return counted(
        settled.nodes
            .filter(({ metadata }) => nodes.has(metadata.name))
            .map((node) => whereOf(node, planned)),
    );
}

function podsOf({ settled }: Trial, namespace: string, owner: string, name: string): readonly SettledPod[] {
    return settled.pods.filter(
        (pod) => pod.namespace === namespace && (owner === "" ? pod.name === name : pod.owner === owner),
    );
}

function stateOf(
    base: Named,
    wanted: number,
    pods: readonly SettledPod[],
    trial: Trial,
    refusals: readonly string[],
): WorkloadVerdict {
    const nodes = new Map(trial.settled.nodes.map((node) => [node.metadata.name, node]));
    const placed = pods.filter(({ node }) => node !== undefined);
    const waiting = pods.filter(({ node }) => node === undefined);
    const where = counted(
        placed.flatMap(({ node = "" }) => {
            const found = nodes.get(node);
            return found === undefined ? [] : [whereOf(found, trial.planned)];
        }),
    );
    const why = [...new Set([...refusals, ...waiting.flatMap((pod) => waitsFor(pod, trial))])];
    const isWhole = waiting.length === 0 && refusals.length === 0;
    const state = isWhole ? "runs" : waiting.length > 0 ? "waits" : "refused";
    return { ...base, state, wanted, running: placed.length, where, why };
}

function waitsFor({ name, namespace, pending = "" }: SettledPod, trial: Trial): readonly string[] {
    const said = eventOf(trial, "FailedScheduling", `Pod/${name}`, namespace, "karpenter");
    return [ofScheduler(pending), ...(said === undefined ? [] : ofKarpenter(said))];
}

/** The last of its kind. */
function eventOf(
    { events }: Trial,
    reason: string,
    of: string,
    namespace: string,
    component?: string,
): string | undefined {
    const found = events.filter(
        (one) =>
            one["reason"] === reason &&
            one.metadata.namespace === namespace &&
            nameOfInvolved(one) === of &&
            (component === undefined || textOf(objectOf(one["source"])["component"]) === component),
    );
    const last = found.at(-1);
    return last === undefined ? undefined : textOf(last["message"]);
}

function nameOfInvolved({ involvedObject }: LiveObject): string {
    const { kind, name } = objectOf(involvedObject);
    return `${textOf(kind)}/${textOf(name)}`;
}

/** Nobody pulls them here. */
function imagesOf(all: readonly Workload[], trial: Trial): Verdict["images"] {
    const nodes = new Map(trial.settled.nodes.map((node) => [node.metadata.name, node]));
    const wanted = new Set(
        all.flatMap((workload) => containersOf(workload)).map(({ image }) => textOf(image)),
    );
    const found: Record<string, Set<string>> = {};
    for (const { spec } of trial.pods) {
        const node = nodes.get(textOf(spec["nodeName"]));
        if (node === undefined) continue;
        for (const { image } of containersOf({ spec }))
            if (wanted.has(textOf(image))) (found[archOf(node)] ??= new Set()).add(textOf(image));
    }
    return Object.fromEntries(Object.entries(found).map(([arch, images]) => [arch, [...images].sort()]));
}

function counted(all: readonly string[]): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const one of all) counts[one] = (counts[one] ?? 0) + 1;
    return counts;
}
