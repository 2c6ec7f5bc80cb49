/** Pods of charts before Pod Security itself: whether the level of their namespace lets them start, and how much more it lets. */
import {
    POD_SECURITY_DOMAIN,
    POD_SECURITY_LEVELS,
    podSecurityLabels,
} from "../../components/shared/pod-security";
import type { Json } from "../../components/shared/json";
import type { Client, KubernetesObject } from "../../tools/apiserver/client";
import { type Workload, workloadsOf } from "../../tools/charts/workloads";
import type { OnServer } from "./on-server";

type Level = (typeof POD_SECURITY_LEVELS)[number];

/** The strictest last, as {@link POD_SECURITY_LEVELS}. */
const STRICTNESS = (level: Level): number => POD_SECURITY_LEVELS.indexOf(level);

/** Why a namespace lets pods do more than those that a chart renders. */
const LOOSER: { readonly [chart in string]?: string } = {
    "trident-operator in trident": "the operator makes pods of nodes that mount there, which no template has",
};

/** Makes a namespace of each level, with the account that a pod has when it names none. */
export async function makeLevels(client: Client): Promise<void> {
    for (const enforce of POD_SECURITY_LEVELS) {
        const metadata = { name: namespaceOf(enforce), labels: podSecurityLabels({ enforce }) };
        await client.create("/api/v1/namespaces", JSON.stringify({ metadata }));
        const account = JSON.stringify({ metadata: { name: "default" } });
        await client.create(`/api/v1/namespaces/${namespaceOf(enforce)}/serviceaccounts`, account);
    }
}

export interface Verdicts {
    readonly pods: number;
    readonly differences: readonly string[];
}

/** One line for each pod that would be refused, and for each namespace that is looser than every pod in it asks for. */
export async function compareLevels(client: Client, all: readonly OnServer[]): Promise<Verdicts> {
    const strictest = strictestOf(client);
    const differences = new Set<string>();
    const looser = new Map<string, Levels>();
    let pods = 0;
    for (const one of all) {
        for (const workload of workloadsOf(one.rendered, one.namespace)) {
            const has = levelOf(one, workload.namespace);
            const needs = await strictest(podOf(workload));
            pods += 1;
            const who = `${one.chart} › ${workload.kind} ${workload.name} in ${workload.namespace}, ${has ?? "no level"}`;
            if ("refusal" in needs) differences.add(`${who}: is no pod: ${needs.refusal}`);
            else if (has === undefined) continue;
            else if (STRICTNESS(needs.level) < STRICTNESS(has))
                differences.add(`${who}: would be refused: ${needs.why}`);
            else keepLoosest(looser, `${one.chart}${one.words} in ${workload.namespace}`, has, needs.level);
        }
    }
    return { pods, differences: [...differences, ...[...looser].flatMap(looserThanNeeded)] };
}

/** Of what was rendered here; a reason that is none any more is a difference as well. */
function looserThanNeeded([who, { has, needs }]: readonly [string, Levels]): readonly string[] {
    const isLooser = STRICTNESS(needs) > STRICTNESS(has);
    if (isLooser === (LOOSER[who] !== undefined)) return [];
    return [
        isLooser
            ? `${who}: is ${has}, and ${needs} lets all its pods start`
            : `${who}: is as strict as it can be`,
    ];
}

interface Levels {
    readonly has: Level;
    needs: Level;
}

function keepLoosest(kept: Map<string, Levels>, who: string, has: Level, needs: Level): void {
    const before = kept.get(who);
    if (before === undefined) kept.set(who, { has, needs });
    else if (STRICTNESS(needs) < STRICTNESS(before.needs)) before.needs = needs;
}

/** As the plan labels the namespace; undefined of one that is there before it: kube-system. */
function levelOf({ levels }: OnServer, namespace: string): Level | undefined {
    const label = levels[namespace]?.[`${POD_SECURITY_DOMAIN}/enforce`];
    return POD_SECURITY_LEVELS.find((level) => level === label);
}

type Strictest = { readonly level: Level; readonly why: string } | { readonly refusal: string };

/** The strictest level that takes a pod, and what the next one says of it. The same pod is asked once. */
function strictestOf(client: Client): (spec: Json) => Promise<Strictest> {
    const known = new Map<string, Promise<Strictest>>();
    const ask = async (spec: Json): Promise<Strictest> => {
        let why = "";
        for (const level of POD_SECURITY_LEVELS.toReversed()) {
            const refusal = await client.dryRun(podIn(level, spec), "create");
            if (refusal === undefined) return { level, why };
            why = refusal.message;
        }
        return { refusal: why };
    };
    return (spec) => {
        const key = JSON.stringify(spec);
        const asked = known.get(key) ?? ask(spec);
        known.set(key, asked);
        return asked;
    };
}

/** Without what other admission looks at: accounts and priorities that only a whole cluster has. */
function podOf({ annotations, labels, spec }: Workload): Json {
    const { priorityClassName: _, serviceAccount: __, serviceAccountName: ___, ...rest } = spec;
    return { annotations: { ...annotations }, labels: { ...labels }, spec: rest };
}

function podIn(level: Level, pod: Json): KubernetesObject {
    const { annotations, labels, spec } = pod as { readonly [key: string]: Json };
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
            name: "asked",
            namespace: namespaceOf(level),
            annotations: annotations ?? {},
            labels: labels ?? {},
        },
        spec: spec ?? {},
    } as KubernetesObject;
}

function namespaceOf(level: Level): string {
    return `pods-${level}`;
}
