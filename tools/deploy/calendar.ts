/** Days that come, an issue each: opened 60, 30 and 7 days ahead, closed when the next one is opened or the day is gone. */
import { numberOf, textOf } from "../comment/event.ts";
import { type Api, fieldOf } from "../comment/github.ts";

/** As `npm run plan -- calendar` has it; nearest last. */
const AHEAD = [60, 30, 7] as const;

/** As in choose-comment.ts: anybody can write the marker. */
const BOT = "github-actions[bot]";

/** One entry of a calendar, as far as an issue tells of it. */
interface Day {
    readonly stack: string;
    readonly id: string;
    readonly day: string;
    readonly daysLeft: number;
    readonly what: string;
    readonly why: string;
    readonly source: string;
    readonly costs: string | undefined;
    /** The notice that is due: the nearest it has come to. */
    readonly notice: number;
}

export interface CalendarOptions {
    readonly api: Api;
    readonly repository: string;
    /** What `npm run plan -- calendar --json` printed. */
    readonly reports: unknown;
    /** Page of the run. */
    readonly run: string;
}

/** Opens and closes issues; resolves to a sentence for each, or one that says there is nothing. */
export async function remindOfDays({
    api,
    reports,
    repository,
    run,
}: CalendarOptions): Promise<readonly string[]> {
    const issues = `/repos/${repository}/issues`;
    const known = await ourIssues(api, issues);
    const due = dueDays(reports);
    const said: string[] = [];
    for (const day of due) {
        // Closed by a person it stays closed: who has seen it is not told again.
        if (known.some(({ marker }) => marker === markerOf(day))) continue;
        await api.send("POST", issues, { title: titleOf(day), body: bodyOf(day, run) });
        said.push(`Opened: ${titleOf(day)}.`);
    }
    const wanted = new Set(due.map(markerOf));
    for (const { isOpen, marker, number } of known) {
        if (!isOpen || wanted.has(marker)) continue;
        const body = [
            marker,
            "A nearer notice was opened, the day has come, or it is no longer in the calendar.",
            "",
            `[The run](${run}).`,
        ];
        await api.send("PATCH", `${issues}/${number}`, {
            ...{ body: body.join("\n"), state: "closed", state_reason: "completed" },
        });
        said.push(`Closed issue ${number}.`);
    }
    return said.length === 0 ? ["No day is near that has no issue."] : said;
}

/** Days that are at most as far away as the first notice, and not over. */
export function dueDays(reports: unknown): readonly Day[] {
    return listOf(reports).flatMap((report) => {
        const stack = textOf(report, "stack") ?? "";
        return listOf(fieldOf(report, "entries")).flatMap((entry) => {
            const daysLeft = numberOf(entry, "daysLeft");
            const notice = AHEAD.findLast((days) => daysLeft !== undefined && daysLeft <= days);
            if (daysLeft === undefined || daysLeft < 0 || notice === undefined) return [];
            const text = (key: string): string => textOf(entry, key) ?? "";
            return [
                {
                    ...{ stack, daysLeft, notice, id: text("id"), day: text("day") },
                    ...{ what: text("what"), why: text("why"), source: text("source") },
                    costs: costsOf(fieldOf(entry, "cost")),
                },
            ];
        });
    });
}

function costsOf(cost: unknown): string | undefined {
    const [hour, month] = [numberOf(cost, "usdHour"), numberOf(cost, "usdMonth")];
    if (hour === undefined || month === undefined) return undefined;
    return `From the day after it costs ${hour.toFixed(2)} USD an hour more, ${month.toFixed(2)} a month.`;
}

function titleOf({ day, notice, stack, what }: Day): string {
    return `${stack}: ${what} on ${day} (${notice} days ahead)`;
}

/** No comment's end may stand in it: an id has names of a fork in it. */
function markerOf({ day, id, notice, stack }: Pick<Day, "day" | "id" | "notice" | "stack">): string {
    const key = encodeURIComponent(`${stack}/${id}/${day}/${notice}`).replaceAll("-", "%2D");
    return `<!-- eks-platform-kit: calendar ${key} -->`;
}

function bodyOf(day: Day, run: string): string {
    const { costs, daysLeft, source, what, why } = day;
    return [
        markerOf(day),
        `${what}: ${daysLeft === 1 ? "1 day is" : `${daysLeft} days are`} left, ${day.day} is the last.`,
        "",
        why,
        ...(costs === undefined ? [] : ["", costs]),
        "",
        `Source: ${source}. \`npm run plan -- calendar ${day.stack}\` shows it among the others.`,
        "",
        `[The run](${run}).`,
    ].join("\n");
}

interface OurIssue {
    readonly number: number;
    readonly marker: string;
    readonly isOpen: boolean;
}

/** GitHub lists pull requests among the issues; one may carry a marker too. */
async function ourIssues(api: Api, issues: string): Promise<readonly OurIssue[]> {
    const all = await api.list(`${issues}?state=all&creator=${encodeURIComponent(BOT)}`);
    return all.flatMap((issue) => {
        const marker = /^<!-- eks-platform-kit: calendar \S+ -->/.exec(textOf(issue, "body") ?? "")?.[0];
        const number = numberOf(issue, "number");
        const isOurs =
            textOf(fieldOf(issue, "user"), "login") === BOT && fieldOf(issue, "pull_request") === undefined;
        if (marker === undefined || number === undefined || !isOurs) return [];
        return [{ number, marker, isOpen: textOf(issue, "state") === "open" }];
    });
}

function listOf(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? (value as readonly unknown[]) : [];
}
