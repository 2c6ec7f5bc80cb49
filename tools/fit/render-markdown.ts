/** A fit as markdown, for a comment or a page. */
import { code, markdownTable, plain } from "../review/markdown-text";
import type { FitReport } from "./fit";
import { serviceOf } from "./render-text";
import * as words from "./words";

export function renderFitMarkdown(report: FitReport): string {
    const { addresses, isLive, kubernetes, unbounded } = report;
    const requests = words.requestsOf(report, serviceOf);
    const sections = [
        [`### ${plain(words.verdictOf(report))}`],
        unbounded.map(({ by, why }) => `- ${plain(by)}: ${plain(why)}`),
        addresses.length === 0
            ? []
            : ["#### Addresses", "", ...markdownTable(words.SUBNET_HEAD, addresses.map(words.subnetRow))],
        words.notesOfAddresses(report).map(item),
        [
            isLive ? "#### Quotas of the account" : "#### Quotas, as AWS gives them to a new account",
            "",
            ...markdownTable(words.QUOTA_HEAD, words.listedQuotas(report).map(words.quotaRow)),
        ],
        words.notesOfQuotas(report).map(item),
        requests.map((line) => `- ${code(line)}`),
        ["#### Pods of the kit on nodes that are always there"],
        markdownTable(words.LOAD_HEAD, words.loadRows(kubernetes)),
        words.notesOfKubernetes(kubernetes).map(item),
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}

function item(text: string): string {
    return `- ${plain(text)}`;
}
