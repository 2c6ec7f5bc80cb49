/** The event that starts the trusted workflow: which run has ended, as GitHub states it. */
import type { ReviewedRun } from "./choose-pull-request.ts";
import { fieldAt } from "./github.ts";
import { type Report, REPORTS } from "./reports.ts";

export interface EndedRun extends ReviewedRun {
    readonly id: number;
    readonly url: string;
    readonly conclusion: string;
    readonly report: Report;
}

export type EventReading = { readonly run: EndedRun } | { readonly reason: string };

/** Conclusions of runs that somebody or a newer run stopped, or that had nothing to do. */
const SILENT: readonly string[] = ["action_required", "cancelled", "neutral", "skipped", "stale"];

/** The ended run of a pull request; or why its report is none of ours. */
export function readEvent(event: unknown): EventReading {
    const run = fieldAt(event, "workflow_run");
    const [path, kind, conclusion] = ["path", "event", "conclusion"].map((key) => textOf(run, key));
    const report = REPORTS.find(({ workflow }) => workflow === path);
    if (report === undefined) return { reason: `${path ?? "this event"} is no workflow with a report` };
    if (kind !== "pull_request")
        return { reason: `the run was started by ${kind ?? "nobody"}, not by a pull request` };
    if (conclusion === undefined || SILENT.includes(conclusion)) {
        return { reason: `the run has no result: ${conclusion ?? "it goes on"}` };
    }
    const head = fieldAt(run, "head_repository");
    const facts = {
        headSha: textOf(run, "head_sha"),
        headBranch: textOf(run, "head_branch"),
        headOwner: textOf(fieldAt(head, "owner"), "login"),
        headRepositoryId: numberOf(head, "id"),
        id: numberOf(run, "id"),
        url: textOf(run, "html_url"),
    };
    // A fork may be gone before its run ends.
    return isWhole(facts)
        ? { run: { ...facts, conclusion, report } }
        : { reason: "the event does not say which repository the branch is in" };
}

type Facts = Omit<EndedRun, "conclusion" | "report">;

function isWhole(facts: { readonly [key in keyof Facts]: Facts[key] | undefined }): facts is Facts {
    return Object.values(facts).every((value) => value !== undefined);
}

export function textOf(value: unknown, key: string): string | undefined {
    const found = fieldAt(value, key);
    return typeof found === "string" && found !== "" ? found : undefined;
}

export function numberOf(value: unknown, key: string): number | undefined {
    const found = fieldAt(value, key);
    return typeof found === "number" ? found : undefined;
}
