/** The plan of one environment as text. A pure function of the graph, the pinned versions and the options. */
import { createColors } from "picocolors";

import type { PlannedGraph, PlannedResource } from "./graph";
import { isComponent, isStack } from "./report-nodes";
import { columns, count, pad, wrap } from "./report-text";
import { decisionsOf, type Paint, renderTree } from "./report-tree";
import { standardSupport, SUPPORT_NOTICE_DAYS } from "./support";

export interface ReportOptions {
    /** Terminal columns. @default no limit: output that is no terminal is not wrapped */
    readonly width?: number;
    /** @default false */
    readonly colour?: boolean;
    /** The day support is counted from, `YYYY-MM-DD`. */
    readonly today: string;
    /** Lists every resource under its component. @default false */
    readonly resources?: boolean;
    /** The settings file, as the reader knows it. */
    readonly file: string;
    /** Settings that still hold the placeholder of the committed file. */
    readonly placeholders?: readonly string[];
    /** Further sentences the reader should see. */
    readonly notices?: readonly string[];
    /** Whether outputs are unknown, as at a first preview. @default false */
    readonly unknown?: boolean;
}

/** The component every other hangs below; the head of the report shows its main decisions. */
const PLATFORM_TYPE = "platform:stacks:Platform";
/** Decisions of the platform shown in the head, so not again in the tree. */
const HEAD_KEYS = ["environment", "region", "account", "kubernetesVersion"] as const;

interface Page {
    readonly width: number;
    readonly paint: Paint;
}

/** The report, ending in a line feed. */
export function renderPlan(graph: PlannedGraph, options: ReportOptions): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const platform = graph.resources.find(({ type }) => type === PLATFORM_TYPE);
    const sections = [
        headLines(graph, platform, options, page),
        renderTree(graph, {
            ...page,
            resources: options.resources ?? false,
            hidden: platform === undefined ? [] : HEAD_KEYS.map((key) => `${platform.name}.${key}`),
        }),
        totalLines(graph, page),
        derivedLines(graph, page),
        placeholderLines(options, page),
        noticeLines(platform, options, page),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function headLines(
    graph: PlannedGraph,
    platform: PlannedResource | undefined,
    options: ReportOptions,
    page: Page,
): string[] {
    const decided = platform === undefined ? {} : decisionsOf(platform);
    const version = textOf(decided["kubernetesVersion"]);
    const rows = [
        // Bootstrap's account is a stack, and no environment.
        ["Environment", platform === undefined ? undefined : graph.environment],
        ["Stack", platform !== undefined && graph.stack === graph.environment ? undefined : graph.stack],
        ["Region", textOf(decided["region"])],
        ["Account", textOf(decided["account"])],
        ["Kubernetes", version === undefined ? undefined : describeVersion(version, options.today)],
        [
            "Values",
            options.unknown === true
                ? "unknown until the first update, as a first preview sees them"
                : undefined,
        ],
    ] as const;
    return [
        ...wrap(graph.project, page.width).map(page.paint.bold),
        ...rows.flatMap(([label, value]) => (value === undefined ? [] : rowLines(label, value, 13, page))),
    ];
}

function describeVersion(version: string, today: string): string {
    const support = standardSupport(version, today);
    if (support === undefined) return `${version}, end of support not known`;
    const { daysLeft, endsOn } = support;
    return daysLeft >= 0
        ? `${version}, ${count(daysLeft, "day")} of standard support left (until ${endsOn})`
        : `${version}, out of standard support for ${count(-daysLeft, "day")} (since ${endsOn})`;
}

/** Resources by the package that makes them, and what `pulumi up` adds to its count. */
function totalLines(graph: PlannedGraph, page: Page): string[] {
    const made = graph.resources.filter((resource) => !isComponent(resource));
    const components = graph.resources.filter((resource) => isComponent(resource) && !isStack(resource));
    const totals = new Map<string, number>();
    for (const { type } of made) totals.set(packageOf(type), (totals.get(packageOf(type)) ?? 0) + 1);
    const rows = [...totals].sort(([a], [b]) => (a < b ? -1 : 1));
    const labelWidth = Math.max(5, ...rows.map(([name]) => columns(name))) + 2;
    const number = (n: number) => String(n).padStart(String(made.length).length);
    return [
        page.paint.bold("Resources by provider"),
        ...rows.flatMap(([name, n]) =>
            rowLines(name, name === "pulumi" ? `${number(n)}, the providers` : number(n), labelWidth, page),
        ),
        ...rowLines(
            "total",
            `${number(made.length)}, in ${count(components.length, "component")}`,
            labelWidth,
            page,
        ),
    ];
}

/** Who reads values of these must know what they are worth. */
function derivedLines({ derivedFacts = {} }: PlannedGraph, page: Page): string[] {
    const types = Object.entries(derivedFacts);
    if (types.length === 0) return [];
    const all = types.reduce((sum, [, n]) => sum + n, 0);
    const heading = `Derived facts: ${count(all, "resource")}, of types the kit holds no facts of`;
    const what =
        "Their values are made up in the right form; what a change of them replaces is mostly not known.";
    return [
        ...wrap(heading, page.width).map(page.paint.bold),
        ...types.flatMap(([type, n]) => itemLines(n === 1 ? type : `${type}, ${n} of them`, page)),
        ...wrap(what, page.width - 2).map((line) => `  ${line}`),
    ];
}

/** `aws:ec2/vpc:Vpc` → `aws`. A provider itself, `pulumi:providers:aws`, counts as `pulumi`. */
function packageOf(type: string): string {
    return type.slice(0, type.indexOf(":"));
}

function placeholderLines({ placeholders = [], file }: ReportOptions, page: Page): string[] {
    if (placeholders.length === 0) return [];
    return [
        ...wrap(`Left to fill in, in ${file}: documentation values, which pulumi up refuses`, page.width).map(
            page.paint.bold,
        ),
        ...placeholders.flatMap((path) => itemLines(path, page)),
    ];
}

function noticeLines(platform: PlannedResource | undefined, options: ReportOptions, page: Page): string[] {
    const version = platform === undefined ? undefined : textOf(decisionsOf(platform)["kubernetesVersion"]);
    const support = version === undefined ? undefined : standardSupport(version, options.today);
    const notices = [
        ...(support !== undefined && support.daysLeft < SUPPORT_NOTICE_DAYS
            ? [
                  `Kubernetes ${version} leaves standard support on ${support.endsOn}: plan the update to a newer minor.`,
              ]
            : []),
        ...(options.notices ?? []),
    ];
    if (notices.length === 0) return [];
    return [page.paint.bold("Notices"), ...notices.flatMap((notice) => itemLines(notice, page))];
}

function itemLines(text: string, page: Page): string[] {
    return wrap(text, page.width - 4).map(
        (line, i) => (i === 0 ? `  ${page.paint.yellow("-")} ` : "    ") + line,
    );
}

/** A label and its value beside it, indented by two; below each other when the page is too narrow. */
function rowLines(label: string, value: string, labelWidth: number, page: Page): string[] {
    const indent = " ".repeat(2 + labelWidth);
    return wrap(value, page.width - indent.length).map(
        (line, i) => (i === 0 ? `  ${page.paint.cyan(pad(label, labelWidth))}` : indent) + line,
    );
}

function textOf(value: unknown): string | undefined {
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
