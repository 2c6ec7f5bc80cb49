/** A comment within a limit: blocks come whole or not at all, and what no longer fits is counted. */
import { count } from "../plan/report-text";
import { fenceFor } from "./markdown-text";

/** What is written so far. What no longer fits is counted, and said at the end. */
export class Paper {
    private readonly blocks: string[] = [];
    private size = 0;
    private cut = 0;

    public constructor(
        private readonly limit: number,
        private readonly whole: string,
    ) {}

    /** Writes blocks of lines, each whole or not at all. */
    public writeAll(blocks: readonly (readonly string[])[]): void {
        for (const block of blocks) if (!this.write(block.join("\n"))) this.cut += 1;
    }

    /** A folded diff with as many of its lines as fit; undefined text when not even its frame does. */
    public writeFolded(title: string, lines: readonly string[], limit: number): void {
        const fence = fenceFor(lines);
        const frame = (inside: readonly string[]): string =>
            [
                "",
                `<details><summary>${title}</summary>`,
                "",
                `${fence}diff`,
                ...inside,
                fence,
                "",
                "</details>",
            ].join("\n");
        let room = limit - this.size - bytes(frame([])) - 1;
        const fitting = lines.findIndex((line) => (room -= bytes(line) + 1) < 0);
        const shown = fitting === -1 ? lines : lines.slice(0, fitting);
        if (shown.length > 0) this.write(frame(shown));
        this.cut += lines.length - shown.length;
    }

    public text(): string {
        const said =
            this.cut === 0
                ? []
                : ["", `Cut here: ${count(this.cut, "line")} did not fit a comment. ${this.whole}.`];
        return `${[...this.blocks, ...said].join("\n")}\n`;
    }

    private write(block: string): boolean {
        const size = bytes(block) + 1;
        if (this.size + size > this.limit) return false;
        this.blocks.push(block);
        this.size += size;
        return true;
    }
}

function bytes(text: string): number {
    return Buffer.byteLength(text, "utf8");
}
