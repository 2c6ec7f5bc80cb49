/** What stands in the way of `pulumi destroy`, as text. Commands are not wrapped: they are to be copied. */
import { createColors } from "picocolors";

import { count, wrap } from "../plan/report-text";
import { clean } from "../review/change-lines";
import { lineOf } from "./commands";
import type { DestroyReport, Finding } from "./destroy";
import { EFFECTS, type Effect } from "./leak";
import type { Live } from "./live";

export interface DestroyTextOptions {
    /** Terminal columns. @default no limit */
    readonly width?: number;
    /** @default false */
    readonly colour?: boolean;
}

interface Page {
    readonly width: number;
    readonly paint: ReturnType<typeof createColors>;
}

const HEADINGS: { readonly [effect in Effect]: string } = {
    refused: "Refused until it is taken off",
    "remove-first": "Remove first, in this order",
    waits: "Goes by itself, and is waited for",
    stays: "Is there afterwards",
};

/** Names of resources in one line. */
const NAMED = 4;

/** @param live what the account answered, by the finding's id */
export function renderDestroy(
    report: DestroyReport,
    live: Live | undefined,
    options: DestroyTextOptions = {},
): string {
    const page: Page = { width: options.width ?? Infinity, paint: createColors(options.colour ?? false) };
    const findings = shown(report, live);
    const sections = [
        headline(report, findings, page),
        needsKubectl(findings) ? connect(report, page) : [],
        ...EFFECTS.map((effect) => section(effect, findings, live, page)),
        closing(report, page),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

/** What only the account can tell is told where it has some. */
export function shown({ findings }: DestroyReport, live: Live | undefined): readonly Finding[] {
    return findings.filter(
        ({ id, liveOnly }) => !liveOnly || (live?.[id]?.some(({ found }) => found.length > 0) ?? false),
    );
}

function headline(
    { account, cluster, region, stack }: DestroyReport,
    findings: readonly Finding[],
    { paint, width }: Page,
): string[] {
    const n = (effect: Effect): number => findings.filter((finding) => finding.effect === effect).length;
    const said = `${count(n("refused") + n("remove-first"), "thing")} before pulumi destroy, ${n("stays")} after it.`;
    const where = `Cluster ${clean(cluster)} in account ${clean(account)}, ${clean(region)}.`;
    return [...wrap(`${clean(stack)}: ${said}`, width).map(paint.bold), ...wrap(where, width)];
}

function needsKubectl(findings: readonly Finding[]): boolean {
    return findings.some(({ commands }) => commands.some((line) => line.startsWith("kubectl ")));
}

function connect({ cluster, region }: DestroyReport, { paint }: Page): string[] {
    const line = `aws eks update-kubeconfig --name ${clean(cluster)} --region ${clean(region)}`;
    return [paint.bold("For kubectl"), `  ${line}`];
}

function section(
    effect: Effect,
    findings: readonly Finding[],
    live: Live | undefined,
    page: Page,
): readonly string[] {
    const own = findings.filter((finding) => finding.effect === effect);
    if (own.length === 0) return [];
    return [
        page.paint.bold(HEADINGS[effect]),
        ...own.flatMap((finding, index) => [
            ...(index === 0 ? [] : [""]),
            ...findingLines(finding, live?.[finding.id], page),
        ]),
    ];
}

function findingLines(finding: Finding, answers: Live[string] | undefined, page: Page): readonly string[] {
    const { paint, width } = page;
    const text = (line: string): string[] => wrap(line, width - 4).map((part) => `    ${part}`);
    const { commands, gone, resources, what, why } = finding;
    return [
        ...wrap(clean(what), width - 4).map(
            (line, i) => (i === 0 ? `  ${paint.yellow("-")} ` : "    ") + line,
        ),
        ...text(clean(why)),
        ...text(`By ${resources.slice(0, NAMED).map(clean).join(", ")}${rest(resources)}`).map(paint.dim),
        ...commands.map((line) => `      ${paint.cyan(clean(line))}`),
        ...(gone.length === 0 ? [] : text("Gone when this answers with nothing:")),
        ...gone.map((question) => `      ${paint.cyan(clean(lineOf(question)))}`),
        ...(answers ?? []).flatMap(({ failure, found }) => {
            if (failure !== undefined)
                return text(paint.yellow(`Not known: AWS did not answer (${failure}).`));
            if (found.length === 0) return [];
            const listed = found
                .slice(0, NAMED * 2)
                .map(clean)
                .join(", ");
            return text(
                paint.red(`There now, ${found.length}: ${listed}${found.length > NAMED * 2 ? " …" : ""}`),
            );
        }),
        ...(answers?.every(({ failure, found }) => failure === undefined && found.length === 0) === true
            ? text(paint.green("Nothing of it is there now."))
            : []),
    ];
}

function rest({ length }: readonly string[]): string {
    return length > NAMED ? ` and ${length - NAMED} more` : "";
}

function closing({ stack }: DestroyReport, { paint }: Page): string[] {
    return [
        paint.bold("Then"),
        `  pulumi destroy --stack ${clean(stack)}`,
        `  npm run sweep -- ${clean(stack)}`,
    ];
}
