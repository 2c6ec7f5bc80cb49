/** From an ended run to its comment: find the pull request, read the report, write it where the last one is. */
import { type Comment, chooseComment } from "./choose-comment.ts";
import { choosePullRequest, type PullRequest } from "./choose-pull-request.ts";
import { type EndedRun, numberOf, readEvent, textOf } from "./event.ts";
import { type Api, fieldAt } from "./github.ts";
import { COMMENT_LIMIT, sanitiseBody } from "./sanitise-body.ts";
import { readZipEntry } from "./zip.ts";

/** A review is cut to less than a tenth of it. */
const REPORT_LIMIT = 512 * 1024;

export interface PostOptions {
    readonly api: Api;
    /** `owner/name` of this repository. */
    readonly repository: string;
    /** The event as GitHub wrote it. */
    readonly event: unknown;
}

/** Posts the report of the run, or nothing; resolves to one sentence that says which and why. */
export async function postReport({ api, event, repository }: PostOptions): Promise<string> {
    const reading = readEvent(event);
    if ("reason" in reading) return nothing(reading.reason);
    const { run } = reading;
    const choice = choosePullRequest(run, await pullRequestsOf(api, repository, run));
    if ("reason" in choice) return nothing(choice.reason);
    const report = await readReport(api, repository, run);
    if (report === undefined) return nothing(`the run has no artifact "${run.report.artifact}"`);
    const body = bodyOf(run, report);
    const issue = `/repos/${repository}/issues/${choice.number}`;
    const existing = chooseComment(await commentsOf(api, `${issue}/comments`), run.report.marker);
    if (existing === undefined) {
        await api.send("POST", `${issue}/comments`, { body });
        return `Commented on pull request ${choice.number}.`;
    }
    await api.send("PATCH", `/repos/${repository}/issues/comments/${existing.id}`, { body });
    return `Updated the comment on pull request ${choice.number}.`;
}

function nothing(reason: string): string {
    return `Posted nothing: ${reason}.`;
}

/** Open pull requests from the run's branch. GitHub filters by owner and branch; the rest is judged by the chooser. */
async function pullRequestsOf(api: Api, repository: string, run: EndedRun): Promise<readonly PullRequest[]> {
    const head = encodeURIComponent(`${run.headOwner}:${run.headBranch}`);
    const found = await api.list(`/repos/${repository}/pulls?state=open&head=${head}`);
    return found.flatMap((pull) => {
        const [number, state, headSha] = [
            numberOf(pull, "number"),
            textOf(pull, "state"),
            textOf(fieldAt(pull, "head"), "sha"),
        ];
        const headRepositoryId = numberOf(fieldAt(pull, "head", "repo"), "id");
        if (number === undefined || state === undefined || headSha === undefined) return [];
        return [{ number, state, headSha, ...(headRepositoryId === undefined ? {} : { headRepositoryId }) }];
    });
}

/** `trusted` was written here, `untrusted` by the code of the pull request. */
type ReadReport = { readonly untrusted: string } | { readonly trusted: string };

/** The report in the run's artifact, or a sentence in its place; undefined when there is nothing to say. */
async function readReport(api: Api, repository: string, run: EndedRun): Promise<ReadReport | undefined> {
    const { always, artifact, file } = run.report;
    const found = await api.list(
        `/repos/${repository}/actions/runs/${run.id}/artifacts?name=${artifact}`,
        "artifacts",
    );
    const sizes = found.filter((one) => textOf(one, "name") === artifact);
    const [one] = sizes;
    if (one === undefined)
        return always ? { trusted: `The run ended without a report (${run.conclusion}).` } : undefined;
    if (sizes.length > 1) return unreadable(`the run has ${sizes.length} artifacts called ${artifact}`);
    const id = numberOf(one, "id");
    const size = numberOf(one, "size_in_bytes") ?? Number.POSITIVE_INFINITY;
    if (id === undefined || size > REPORT_LIMIT)
        return unreadable(`its artifact is larger than ${REPORT_LIMIT} bytes`);
    const archive = await api.download(`/repos/${repository}/actions/artifacts/${id}/zip`, REPORT_LIMIT);
    const entry = readZipEntry(archive, file, REPORT_LIMIT);
    if ("reason" in entry) return unreadable(entry.reason);
    return textIn(entry.content) ?? unreadable(`${file} is no text`);
}

function unreadable(reason: string): ReadReport {
    return { trusted: `The run's report is not shown: ${reason}.` };
}

function textIn(content: Uint8Array): ReadReport | undefined {
    try {
        const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
        return text.includes("\0") || text.trim() === "" ? undefined : { untrusted: text };
    } catch {
        return undefined;
    }
}

/** The whole comment. Its last line is ours, whatever the report says. */
export function bodyOf({ headSha, report, url }: EndedRun, text: ReadReport): string {
    const { marker } = report;
    const foot =
        "untrusted" in text
            ? `Written by the code of ${headSha.slice(0, 7)} itself: [the run](${url}).`
            : `Commit ${headSha.slice(0, 7)}: [the run](${url}).`;
    const around = [marker, "", "---", "", `<sub>${foot}</sub>`].join("\n");
    const limit = COMMENT_LIMIT - Buffer.byteLength(around, "utf8") - 2;
    const body = "untrusted" in text ? sanitiseBody(text.untrusted, { limit, marker }) : text.trusted;
    return [marker, body, "", "---", "", `<sub>${foot}</sub>`].join("\n");
}

async function commentsOf(api: Api, path: string): Promise<readonly Comment[]> {
    return (await api.list(path)).flatMap((comment) => {
        const id = numberOf(comment, "id");
        if (id === undefined) return [];
        const user = fieldAt(comment, "user");
        return [
            {
                id,
                body: textOf(comment, "body") ?? "",
                author: textOf(user, "login") ?? "",
                authorType: textOf(user, "type") ?? "",
            },
        ];
    });
}
