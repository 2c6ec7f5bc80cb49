/** A verdict as text. Pure. */
import type { Verdict, WorkloadVerdict } from "./verdict";

export interface Told {
    readonly environment: string;
    /** Where the cluster is of another minor than the environment: what is to be said of it. */
    readonly notes: readonly string[];
}

export function renderVerdict(verdict: Verdict, { environment, notes }: Told): string {
    const { chart, helm, madeNamespace, namespace, newNodes, refused, workloads } = verdict;
    const broken = workloads.filter(({ state }) => state !== "runs").length;
    const answer = verdict.runs ? "Yes" : `No: ${reasonsFor(broken, workloads.length, verdict)}`;
    const width = Math.max(0, ...workloads.map(({ workload }) => workload.length));
    const lines = [
        `Does ${chart} run on ${environment}? ${answer}.`,
        "",
        ...workloads.flatMap((one) => linesOf(one, width, namespace)),
        ...(refused.length === 0 ? [] : ["", "Refused:"]),
        ...refused.map(({ object, why }) => `  ${object}: ${why}.`),
        // Where an object was refused, Helm says of one what stands above of all.
        ...(helm === undefined || refused.length > 0 || broken > 0 ? [] : ["", `Helm stopped: ${helm}`]),
        "",
        ...(Object.keys(newNodes).length === 0 ? [] : [`New nodes: ${summed(newNodes, "of")}.`]),
        ...(madeNamespace
            ? [
                  `The namespace ${namespace} is none of ${environment}'s: it was made without labels and quotas.`,
              ]
            : []),
        ...absentLines(verdict),
        ...webhookLines(verdict),
        ...imageLines(verdict),
        ...notes,
    ];
    return `${lines
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trimEnd()}\n`;
}

function reasonsFor(broken: number, all: number, { helm }: Verdict): string {
    if (broken > 0) return `${broken} of ${all} workloads ${broken === 1 ? "does" : "do"} not`;
    return helm === undefined ? "nothing of it runs" : "Helm does not install it";
}

function linesOf(
    { namespace: own, running, state, wanted, where, why, workload }: WorkloadVerdict,
    width: number,
    namespace: string,
): readonly string[] {
    const at = own === namespace ? "" : ` (namespace ${own})`;
    const places = Object.keys(where).length === 0 ? "" : `: ${summed(where)}`;
    const said = {
        runs: wanted === 0 ? "no pod is wanted" : `${running} of ${wanted} run${places}`,
        waits: `${running} of ${wanted} run${places}; the others wait`,
        refused: `${running} of ${wanted} run${places}; the others are refused`,
    }[state];
    return [`${workload.padEnd(width)}  ${said}${at}`, ...why.map((one) => `${" ".repeat(width)}    ${one}`)];
}

function webhookLines({ webhooks }: Verdict): readonly string[] {
    return webhooks.flatMap(({ about, failsClosed, of, stops = [], webhook }) => [
        ...(stops.length === 0
            ? []
            : [
                  `Take care: ${webhook}, a webhook of the chart, fails closed about ${stops.join(", ")} of every namespace: while none of its pods answers, none of them is made or changed.`,
              ]),
        ...(about.length === 0
            ? []
            : [
                  `Not tried: webhook ${webhook} of ${of}${failsClosed ? ", which fails closed," : ""} is asked about ${about.join(", ")}.`,
              ]),
    ]);
}

function absentLines({ absent, untried }: Verdict): readonly string[] {
    if (absent.length === 0) return [];
    return [
        `Not tried: what ${absent.join(" and ")} of the environment would do: the chart could not be fetched, and pods of its size stand in (CHARTS_FROM=<folder> takes copies of your own).`,
        ...untried.map(({ object, why }) => `  ${object}: ${why}.`),
    ];
}

function imageLines({ images }: Verdict): readonly string[] {
    return Object.entries(images).map(
        ([arch, all]) => `Images, which nobody pulls here, must be there for ${arch}: ${all.join(", ")}.`,
    );
}

function summed(counts: Readonly<Record<string, number>>, word = "on"): string {
    return Object.entries(counts)
        .map(([what, count]) => `${count} ${word} ${what}`)
        .join("; ");
}
