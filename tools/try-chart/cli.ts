/** `npm run sandbox -- <environment> try-chart <chart>`: whether a chart runs there, on a rehearsed cluster of this machine. */
import { Command } from "commander";

import { DEFAULT_KUBERNETES_MINOR } from "../../components/versions";
import { canonicalJson } from "../../components/shared/json";
import { goModuleText, parseGoModule } from "../apiserver/go-module";
import { buildHelm, Helm } from "../charts/helm";
import { type Rehearsal, start } from "../cluster/rehearsal";
import { buildPrograms, missingForCluster } from "../cluster/start";
import { objectOf, plainJson, textOf } from "../facts/build";
import { inputOf } from "../fit/fit";
import type { FitInput } from "../fit/world";
import { readEnvironment } from "../parity/environment";
import { runCommandLine } from "../plan/command-line";
import { unknownEnvironment } from "../plan/stack-file";
import type { Terminal } from "../plan/terminal";
import { type Chart, type ChartWords, faultsIn, readChart } from "./chart";
import { renderVerdict } from "./render";
import { tryOn } from "./trial";
import { verdictOf } from "./verdict";

/** 3 as of a report, for what somebody must act on. */
export const EXIT = { runs: 0, refused: 1, unusable: 2, runsNot: 3 } as const;

/** What one command needs. */
interface Asked extends Omit<ChartWords, "chart"> {
    readonly json?: true;
    readonly keep?: true;
}

const EXAMPLES = `
Examples:
  npm run sandbox -- dev try-chart ./charts/shop --values values-dev.yaml --namespace shop
  npm run sandbox -- dev try-chart shop-1.2.0.tgz --set replicas=3
  npm run sandbox -- dev try-chart podinfo --repo https://stefanprodan.github.io/podinfo --version 6.9.1
  npm run sandbox -- dev try-chart oci://ghcr.io/stefanprodan/charts/podinfo --version 6.9.1

A control plane of Kubernetes' own programs, with the real scheduler, Karpenter and Helm, is started on this
machine with the environment's nodes, pools, namespaces, policies, quotas, add-ons and charts. Pods are placed
but run no image, and no webhook answers. Nothing leaves this machine but the chart and Go modules that are
fetched. The first time, the programs are built from their sources: some minutes.

Exit 0: it runs. 1: the settings are refused, or Helm takes the chart or its values for none. 2: wrong usage, or
this machine lacks Go. 3: it does not run, with the reason for each workload.`;

/** Runs the command and resolves to its exit code. @param args the environment first */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
    let code: number = EXIT.runs;
    const collect = (one: string, all: readonly string[]): readonly string[] => [...all, one];
    const command = new Command("npm run sandbox -- <environment> try-chart")
        .usage("[options] <chart>")
        .description(
            "Says whether a Helm chart runs on an environment: where each pod goes, or what stops it.",
        )
        .argument("<environment>", "the stack: its settings are in Pulumi.<environment>.yaml")
        .argument("<chart>", "a folder, an archive, oci://…, or with --repo the name of a chart")
        .option("-f, --values <file>", "values; may be given several times, later ones win", collect, [])
        .option("--set <key=value>", "a value over those of files; may be given several times", collect, [])
        .option("-n, --namespace <name>", "where it goes: one of the environment's, or a new one")
        .option("--name <release>", "name of the release (default: the chart's)")
        .option("--repo <address>", "repository of a published chart")
        .option("--version <version>", "of a published chart")
        .option("--json", "print the answer as canonical JSON and nothing else")
        .option("--keep", "leave the cluster up until Ctrl-C, and say how kubectl reaches it")
        .helpOption("-h, --help", "print this help")
        .addHelpText("after", EXAMPLES)
        .showHelpAfterError("(npm run sandbox -- <environment> try-chart --help lists the options)")
        .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
        .exitOverride()
        .action(async (stack: string, chart: string, options: Asked) => {
            code = await run(stack, { ...options, chart }, terminal);
        });
    return runCommandLine(command, args, () => code);
}

async function run(stack: string, asked: Asked & ChartWords, terminal: Terminal): Promise<number> {
    const unknown = unknownEnvironment(stack);
    const missing = missingForCluster(terminal.env);
    const faults = [
        ...(unknown === undefined ? [] : [unknown]),
        ...faultsIn(asked),
        ...(missing.length === 0 ? [] : [`this machine lacks ${missing.join(" and ")}.`]),
    ];
    if (faults.length > 0) return refuse(faults, EXIT.unusable, terminal);
    const report = (line: string): void => {
        terminal.err(`${stack}: ${line}\n`);
    };
    const environment = await readEnvironment(stack);
    if ("problems" in environment) return refuse(environment.problems, EXIT.refused, terminal);
    const chart = readChart(asked, new Helm(await buildHelm(report)));
    if ("problem" in chart) return refuse([`${asked.chart}: ${chart.problem}`], EXIT.refused, terminal);
    return tryChart({ stack, input: inputOf(environment), chart, asked, report }, terminal);
}

export interface Question {
    readonly stack: string;
    readonly input: FitInput;
    readonly chart: Chart;
    readonly asked: Pick<Asked, "json" | "keep">;
    readonly report: (line: string) => void;
}

/** Starts a cluster, tries the chart, prints the answer, and resolves to the exit code. */
export async function tryChart(question: Question, terminal: Terminal): Promise<number> {
    const { asked, chart, input, report, stack } = question;
    await buildPrograms(report);
    report("starting a control plane");
    const rehearsal = await start({ environment: input });
    try {
        const { kubernetes } = parseGoModule(goModuleText());
        const trial = await tryOn(rehearsal, chart, { kubeVersion: kubernetes, report });
        if ("problem" in trial) return refuse([`${chart.title}: ${trial.problem}`], EXIT.refused, terminal);
        const verdict = verdictOf(trial);
        terminal.out(
            asked.json === true
                ? `${canonicalJson(plainJson(verdict))}\n`
                : renderVerdict(verdict, { environment: stack, notes: notesOn(input) }),
        );
        if (asked.keep === true) await keep(rehearsal, report);
        return verdict.runs ? EXIT.runs : EXIT.runsNot;
    } finally {
        await rehearsal.stop();
    }
}

/** What started the servers ends this process with them. */
async function keep({ kubeconfig }: Rehearsal, report: Question["report"]): Promise<void> {
    report(`kubectl --kubeconfig ${kubeconfig} get pods -A. Ctrl-C ends it`);
    await new Promise(() => undefined);
}

/** The rehearsed programs are of one minor. */
function notesOn({ graph }: FitInput): readonly string[] {
    const cluster = graph.resources.find(({ type }) => type === "aws:eks/cluster:Cluster");
    const minor = textOf(objectOf(cluster?.inputs)["version"], DEFAULT_KUBERNETES_MINOR);
    return minor === DEFAULT_KUBERNETES_MINOR
        ? []
        : [`It was tried on Kubernetes ${DEFAULT_KUBERNETES_MINOR}, and the environment has ${minor}.`];
}

function refuse(faults: readonly string[], code: number, terminal: Terminal): number {
    terminal.err(faults.map((fault) => `error: ${fault}\n`).join(""));
    return code;
}
