/** Says on standard error what takes long, once it does, and only to somebody who watches. */
import type { Terminal } from "./terminal";

/** What takes longer says so. */
const PATIENCE_MS = 1000;

export class Progress {
    private readonly timer: NodeJS.Timeout;
    private sentence: string;
    private patient = true;

    public constructor(
        private readonly terminal: Terminal,
        sentence: string,
    ) {
        this.sentence = sentence;
        this.timer = setTimeout(() => {
            this.patient = false;
            this.say(this.sentence);
        }, PATIENCE_MS);
    }

    /** At once. */
    public say(sentence: string): void {
        if (this.terminal.errIsTerminal) this.terminal.err(`${sentence}\n`);
    }

    /** What is being done now: said when it has taken long already, or will. */
    public step(sentence: string): void {
        this.sentence = sentence;
        if (!this.patient) this.say(sentence);
    }

    public end(): void {
        clearTimeout(this.timer);
    }
}
