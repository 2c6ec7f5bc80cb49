/** The terminal a command writes to, as far as reports care; a test gives its own. */

export interface Terminal {
    readonly out: (text: string) => void;
    readonly err: (text: string) => void;
    /** Whether standard output and standard error are shown to somebody. */
    readonly outIsTerminal: boolean;
    readonly errIsTerminal: boolean;
    readonly columns: number | undefined;
    readonly env: Readonly<Record<string, string | undefined>>;
}

/** Of a terminal that does not tell. */
const USUAL_COLUMNS = 80;

/** This process's own terminal. A reader that closes the pipe early (`… | head`) is no error. */
export function processTerminal(): Terminal {
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE") throw error;
    });
    return {
        out: (text) => void process.stdout.write(text),
        err: (text) => void process.stderr.write(text),
        outIsTerminal: process.stdout.isTTY,
        errIsTerminal: process.stderr.isTTY,
        columns: process.stdout.columns,
        env: process.env,
    };
}

/** Columns to wrap at: the terminal's, or COLUMNS; without either, nothing is wrapped and every id stays whole. */
export function widthOf({ columns, env, outIsTerminal }: Terminal): number {
    const wanted = Number(env["COLUMNS"]);
    // Some report 0: an editor's console, a serial line.
    if (outIsTerminal) return columns === undefined || columns <= 0 ? USUAL_COLUMNS : columns;
    return Number.isInteger(wanted) && wanted > 0 ? wanted : Infinity;
}

/** Whether to colour: NO_COLOR forbids, FORCE_COLOR demands, otherwise a terminal decides. Source: no-color.org. */
export function wantsColour({ env, outIsTerminal }: Terminal): boolean {
    const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
    if (no !== undefined && no !== "") return false;
    if (force !== undefined) return force !== "0" && force !== "false";
    return outIsTerminal && term !== "dumb";
}
