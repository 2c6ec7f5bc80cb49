/** What the doctor finds, and how a person reads it. */

/** `blocks`: `pulumi up` cannot work. `note`: worth mending. `unknown`: could not be found out from here. */
export const LEVELS = ["ok", "note", "unknown", "blocks"] as const;
export type Level = (typeof LEVELS)[number];

export interface Finding {
    readonly level: Level;
    /** What was looked at: `Pulumi CLI`. */
    readonly about: string;
    /** What was found, without a full stop. Never a credential, nor what a program printed beside its answer. */
    readonly what: string;
    /** The command that mends it, or what to do where no command does. */
    readonly remedy?: string;
}

/** Findings under a heading. */
export interface Section {
    readonly title: string;
    readonly findings: readonly Finding[];
}

/** As plain text: one line a finding, its remedy below it. */
export function renderSections(sections: readonly Section[]): string {
    const findings = sections.flatMap((section) => section.findings);
    const width = Math.max(...findings.map(({ about }) => about.length));
    const blocks = sections.map(({ title, findings }) =>
        [title, ...findings.flatMap((finding) => linesOf(finding, width))].join("\n"),
    );
    return `${[...blocks, closing(findings)].join("\n\n")}\n`;
}

/** Whether anything stands in the way of a deployment. */
export function isBlocked(sections: readonly Section[]): boolean {
    return sections.some(({ findings }) => findings.some(({ level }) => level === "blocks"));
}

const LEVEL_WIDTH = Math.max(...LEVELS.map((level) => level.length));

function linesOf({ level, about, what, remedy }: Finding, width: number): string[] {
    const line = `  ${level.padEnd(LEVEL_WIDTH)}  ${about.padEnd(width)}  ${what}`;
    const indent = " ".repeat(2 + LEVEL_WIDTH + 2 + width + 2);
    return remedy === undefined ? [line] : [line, ...remedy.split("\n").map((text) => `${indent}→ ${text}`)];
}

function closing(findings: readonly Finding[]): string {
    const count = (level: Level): number => findings.filter((finding) => finding.level === level).length;
    const blocking = count("blocks");
    const rest = `${count("note")} to note, ${count("unknown")} unknown`;
    return blocking === 0
        ? `Nothing blocks pulumi up, as far as can be seen from here; ${rest}.`
        : `${blocking} ${blocking === 1 ? "finding blocks" : "findings block"} pulumi up; ${rest}.`;
}
