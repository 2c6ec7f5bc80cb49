/** A terminal that keeps what is written to it: a pipe, unless a test says otherwise. */
import type { Terminal } from "../../tools/plan/terminal";

export interface KeptText {
    out: string;
    err: string;
}

export function keptTerminal(changes: Partial<Terminal> = {}): { terminal: Terminal; text: KeptText } {
    const text = { out: "", err: "" };
    const terminal = {
        out: (chunk: string) => void (text.out += chunk),
        err: (chunk: string) => void (text.err += chunk),
        outIsTerminal: false,
        errIsTerminal: false,
        columns: undefined,
        env: {},
        ...changes,
    };
    return { terminal, text };
}
