/** A fit as text for a terminal. */
import { createColors } from "picocolors";

import { quotaOf, type QuotaId } from "../facts/quotas";
import { fittedTable } from "../plan/fitted-table";
import { wrap } from "../plan/report-text";
import type { Page } from "../reports/command";
import { clean } from "../review/change-lines";
import type { FitReport } from "./fit";
import * as words from "./words";

type Paint = ReturnType<typeof createColors>;

/** Least room of a column before the table runs over the edge. */
const NARROWEST = 7;

export function renderFit(report: FitReport, page: Page): string {
    const paint = createColors(page.colour);
    const sections = [
        wrap(clean(words.verdictOf(report)), page.width).map(paint.bold),
        unboundedLines(report, page, paint),
        addressLines(report, page, paint),
        quotaLines(report, page, paint),
        podLines(report, page, paint),
    ];
    return sections
        .filter((lines) => lines.length > 0)
        .map((lines) => `${lines.join("\n")}\n`)
        .join("\n");
}

function unboundedLines({ unbounded }: FitReport, page: Page, paint: Paint): readonly string[] {
    if (unbounded.length === 0) return [];
    const lines = unbounded.flatMap(({ by, why }) => bullet(`${by}: ${why}`, page));
    return [paint.bold("Cannot be bounded"), ...lines];
}

function addressLines(report: FitReport, page: Page, paint: Paint): readonly string[] {
    const { addresses } = report;
    if (addresses.length === 0) return [];
    return [
        paint.bold("Addresses, of which AWS keeps 5 of each subnet"),
        table(words.SUBNET_HEAD, addresses.map(words.subnetRow), page, paint),
        ...words.notesOfAddresses(report).flatMap((note) => bullet(note, page)),
    ];
}

function quotaLines(report: FitReport, page: Page, paint: Paint): readonly string[] {
    const rows = words.listedQuotas(report).map(words.quotaRow);
    const requests = words.requestsOf(report, serviceOf);
    return [
        paint.bold(report.isLive ? "Quotas of the account" : "Quotas, as AWS gives them to a new account"),
        ...(rows.length === 0 ? [] : [table(words.QUOTA_HEAD, rows, page, paint)]),
        ...words.notesOfQuotas(report).flatMap((note) => bullet(note, page)),
        // Not wrapped: they are to be copied.
        ...(requests.length === 0 ? [] : ["  For as much as the limits allow:"]),
        ...requests.map((line) => `    ${paint.cyan(clean(line))}`),
    ];
}

export function serviceOf(id: QuotaId): string | undefined {
    return quotaOf(id).service;
}

function podLines({ kubernetes }: FitReport, page: Page, paint: Paint): readonly string[] {
    if (kubernetes.pods.length === 0) return [];
    const rows = words.loadRows(kubernetes);
    return [
        paint.bold("Pods of the kit on nodes that are always there"),
        ...(rows.length === 0 ? [] : [table(words.LOAD_HEAD, rows, page, paint)]),
        ...words.notesOfKubernetes(kubernetes).flatMap((note) => bullet(note, page)),
    ];
}

function table(
    head: readonly string[],
    rows: readonly (readonly string[])[],
    { width }: Page,
    paint: Paint,
): string {
    return fittedTable(
        head,
        rows.map((row) => row.map(cleanLines)),
        { width, narrowest: NARROWEST, bold: paint.bold },
    );
}

/** Lines of a cell are its own. */
function cleanLines(text: string): string {
    return text.split("\n").map(clean).join("\n");
}

function bullet(text: string, { width }: Page): readonly string[] {
    return wrap(clean(text), width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}
