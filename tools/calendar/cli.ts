/** `npm run plan -- calendar`: what of environments runs out, and when. */
import path from "node:path";

import type { Command } from "commander";

import { describeProblem } from "../../components/shared/problems";
import { POLICY } from "../../stacks/own/policy";
import { dayArgument } from "../plan/day-argument";
import { FORK } from "../plan/root";
import { todayOf } from "../plan/support";
import type { Terminal } from "../plan/terminal";
import { textIfThere } from "../plan/text-file";
import { EXEMPTIONS_FILE, readExemptions } from "../policy/exemptions";
import { exemptionLines } from "../policy/words";
import { reportCommand } from "../reports/command";
import { ACKNOWLEDGEMENTS_FILE, readAcknowledgements } from "../review/acknowledgements";
import { calendarOf, type Promises } from "./calendar";
import { icsOf } from "./ics";
import { renderCalendarMarkdown } from "./render-markdown";
import { renderCalendar } from "./render-text";

interface CalendarOptions {
    readonly today: string;
    readonly ics?: true;
}

export function calendarCommand(terminal: Terminal, done: (code: number) => void): Command {
    return reportCommand<CalendarOptions>(
        {
            name: "calendar",
            summary: "shows what of an environment runs out, and when",
            after: "Exit code: 0 reported, 1 settings, acknowledgements or exemptions refused, 2 wrong usage.",
            options: (command) =>
                command
                    .option(
                        "--today <date>",
                        "count from this day, YYYY-MM-DD",
                        dayArgument,
                        todayOf(new Date()),
                    )
                    .option("--ics", "print it as iCalendar, for calendar programs"),
            report: (environments, { ics, today }) => {
                const promises = readPromises();
                if ("problems" in promises) return promises;
                const reports = environments.map((one) => calendarOf(one, today, promises));
                return {
                    text: (page) =>
                        ics === true
                            ? icsOf(reports)
                            : reports.map((report) => renderCalendar(report, page)).join("\n"),
                    markdown: () => reports.map(renderCalendarMarkdown).join("\n"),
                    data: () => reports,
                };
            },
        },
        done,
        terminal,
    );
}

/** What stands beside the environments, or what is wrong with it. */
export function readPromises(directory = FORK): Promises | { readonly problems: readonly string[] } {
    const risks = readAcknowledgements(textIfThere(path.join(directory, ACKNOWLEDGEMENTS_FILE)));
    const controls = readExemptions(textIfThere(path.join(directory, EXEMPTIONS_FILE)));
    const problems = [
        ...risks.problems.map((problem) => describeProblem(problem, ACKNOWLEDGEMENTS_FILE)),
        ...exemptionLines(controls.problems),
    ];
    if (problems.length > 0) return { problems };
    return { acknowledgements: risks.entries, exemptions: controls.entries, policy: POLICY };
}
