/** The chart somebody asks about: found, its values merged and rendered by Helm, before any cluster is started. */
import { statSync } from "node:fs";
import path from "node:path";

import { isLabelName } from "../../components/shared/object-names";
import type { Helm, Properties, Rendered } from "../charts/helm";
import { ROOT } from "../plan/root";

/** As `helm install` takes it. */
export interface ChartWords {
    /** Folder, archive, `oci://…`, or with a repository the name of a chart. */
    readonly chart: string;
    readonly repo?: string;
    readonly version?: string;
    readonly values: readonly string[];
    readonly set: readonly string[];
    readonly namespace?: string;
    readonly name?: string;
}

export interface Chart {
    /** Folder or archive. */
    readonly path: string;
    /** `shop 1.2.0`. */
    readonly title: string;
    readonly release: string;
    readonly namespace: string;
    readonly values: Properties;
}

/** Git does not see it. */
const PULLED = path.join(ROOT, ".charts", "tried");

/** What is wrong with the words alone, all of it; empty when they can be tried. */
export function faultsIn(words: ChartWords, kindOf: (file: string) => Kind = kindOfFile): readonly string[] {
    const { chart, repo, values, version } = words;
    const isPublished = repo !== undefined || chart.startsWith("oci://");
    return [
        ...(isPublished && version === undefined
            ? [`--version is missing. A published chart is tried in one version: --version 1.2.3.`]
            : []),
        ...(repo !== undefined && !/^https?:\/\//.test(repo)
            ? [
                  `--repo: no address of a repository (got ${repo}). Write https://…, or oci://… in front of the chart.`,
              ]
            : []),
        ...(!isPublished && version !== undefined
            ? [
                  `--version is for a published chart. Leave it out, or give --repo (got ${version} with ${chart}).`,
              ]
            : []),
        ...(isPublished ? [] : localFaults(chart, kindOf)),
        ...values.flatMap((file) =>
            kindOf(file) === "file" ? [] : [`--values: no such file (got ${file}). Check the path.`],
        ),
        ...(["namespace", "name"] as const).flatMap((key) => {
            const text = words[key];
            return text === undefined || isLabelName(text)
                ? []
                : [
                      `--${key}: no name of a ${key === "name" ? "release" : key} (got ${text}). Use lower-case letters, digits and hyphens.`,
                  ];
        }),
    ];
}

type Kind = "directory" | "file" | undefined;

function localFaults(chart: string, kindOf: (file: string) => Kind): readonly string[] {
    const kind = kindOf(chart);
    if (kind === undefined)
        return [
            `no chart at ${chart}. Give a folder or an archive; a published one is --repo <address> --version <version> <name>, or oci://….`,
        ];
    if (kind === "file") return [];
    return kindOf(path.join(chart, "Chart.yaml")) === "file"
        ? []
        : [`${chart} is no chart: it has no Chart.yaml.`];
}

function kindOfFile(file: string): Kind {
    try {
        return statSync(file).isDirectory() ? "directory" : "file";
    } catch {
        return undefined;
    }
}

/** The chart with its values, or why Helm takes it for none. Assumes words without a fault. */
export function readChart(words: ChartWords, helm: Helm): Chart | { readonly problem: string } {
    const located = locate(words, helm);
    if ("error" in located) return { problem: `the chart cannot be had: ${lastLine(located.error)}` };
    const [inspected] = helm.inspect([{ chart: located.path, inside: [] }]);
    if (inspected === undefined || "error" in inspected)
        return { problem: `Helm takes it for no chart: ${lastLine(inspected?.error ?? "no answer")}` };
    const merged = helm.values({ valuesFiles: words.values, set: words.set });
    if ("error" in merged) return { problem: `the values do not read: ${lastLine(merged.error)}` };
    const { name, version } = inspected;
    return {
        ...{ path: located.path, title: `${name} ${version}`, values: merged.values },
        ...{ release: words.name ?? name, namespace: words.namespace ?? "default" },
    };
}

function locate({ chart, repo, version = "" }: ChartWords, helm: Helm) {
    if (repo === undefined && !chart.startsWith("oci://")) return { path: path.resolve(chart) };
    const name = chart.slice(chart.lastIndexOf("/") + 1);
    const repository = repo ?? chart.slice(0, -name.length - 1);
    return helm.pull({ chart: name, repository, version, into: path.join(PULLED, name, version) });
}

/** What Helm would hand to a cluster that has these versions, or why it does not. */
export function renderChart(
    chart: Chart,
    helm: Helm,
    { apiVersions, kubeVersion }: { readonly apiVersions: readonly string[]; readonly kubeVersion: string },
): Rendered | { readonly problem: string } {
    const { namespace, path: folder, release, values } = chart;
    const [rendered] = helm.render([
        {
            ...{ chart: folder, inside: [], namespace, release, values },
            ...{ kubeVersion, apiVersions, revision: 1 },
        },
    ]);
    if (rendered === undefined || "error" in rendered)
        return { problem: `the chart does not render: ${rendered?.error ?? "no answer"}` };
    return rendered;
}

/** Helm says where it was in many lines; the last one says why. */
export function lastLine(text: string): string {
    return text.trim().split("\n").at(-1)?.trim() ?? "";
}
