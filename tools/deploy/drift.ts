/** Differences between AWS and the state, in one issue that is open as long as there are any. */
import { numberOf, textOf } from "../comment/event.ts";
import { type Api, fieldOf } from "../comment/github.ts";
import { blockOf, countsOf, listOfOperations } from "./render.ts";
import type { EngineReading } from "./operations.ts";

const MARKER = "<!-- eks-platform-kit: drift -->";
const TITLE = "AWS is not what the stacks say";

/** As in choose-comment.ts: anybody can write the marker. */
const BOT = "github-actions[bot]";

/** What was found for one stack. */
export interface StackDrift {
    readonly stack: string;
    readonly reading: EngineReading;
}

export interface DriftOptions {
    readonly api: Api;
    readonly repository: string;
    readonly drifts: readonly StackDrift[];
    /** Page of the run. */
    readonly run: string;
}

/** Opens, updates or closes the issue; resolves to one sentence that says which. */
export async function reportDrift({ api, drifts, repository, run }: DriftOptions): Promise<string> {
    const drifted = drifts.filter(({ reading }) => "problem" in reading || reading.operations.length > 0);
    const open = await openIssue(api, repository);
    const issues = `/repos/${repository}/issues`;
    if (drifted.length === 0) {
        if (open === undefined) return "No drift.";
        const body = [MARKER, "No drift any more.", "", `[The run](${run}).`].join("\n");
        await api.send("PATCH", `${issues}/${open}`, { body, state: "closed", state_reason: "completed" });
        return `No drift any more: closed issue ${open}.`;
    }
    const body = renderDrift(drifts, run);
    if (open === undefined) {
        await api.send("POST", issues, { title: TITLE, body });
        return `Opened an issue about ${drifted.map(({ stack }) => stack).join(", ")}.`;
    }
    await api.send("PATCH", `${issues}/${open}`, { body });
    return `Updated issue ${open} about ${drifted.map(({ stack }) => stack).join(", ")}.`;
}

/** GitHub lists pull requests among the issues; one may carry the marker too. */
async function openIssue(api: Api, repository: string): Promise<number | undefined> {
    const issues = await api.list(
        `/repos/${repository}/issues?state=open&creator=${encodeURIComponent(BOT)}`,
    );
    const ours = issues.filter(
        (issue) =>
            textOf(issue, "body")?.startsWith(MARKER) === true &&
            textOf(fieldOf(issue, "user"), "login") === BOT &&
            fieldOf(issue, "pull_request") === undefined,
    );
    return ours.flatMap((issue) => numberOf(issue, "number") ?? []).sort((one, other) => one - other)[0];
}

/** The issue's text. Paths alone: a value may be somebody's business. */
export function renderDrift(drifts: readonly StackDrift[], run: string): string {
    const parts = drifts.map(({ reading, stack }) => {
        if ("problem" in reading) {
            return [`### ${stack}: not compared`, "", ...blockOf(reading.problem.split("\n")), ""];
        }
        return [
            `### ${stack}: ${countsOf(reading.operations)}`,
            "",
            ...listOfOperations(reading.operations),
            "",
        ];
    });
    return [
        MARKER,
        "What AWS has and the state does not, as a refresh would take it over (`delete`: it is gone in AWS).",
        "Resources in the clusters are not compared: the role has no access to them.",
        "",
        ...parts.flat(),
        "If it is wanted, change the program so that it says the same. If not, `pulumi up --refresh` puts back what the",
        "program says, and makes anew what is gone.",
        "",
        `[The run](${run}).`,
    ].join("\n");
}
