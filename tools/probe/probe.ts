/** The machine a command runs on, as far as its checks ask. A test answers from a table. */

/** How a program ended. */
export type Ran =
    | { readonly kind: "ran"; readonly code: number; readonly stdout: string; readonly stderr: string }
    /** There is no such program in PATH. */
    | { readonly kind: "missing" }
    /** It was stopped, because it took too long. */
    | { readonly kind: "slow" };

/** Why nobody answered at an address. */
export const SILENCES = ["certificate", "refused", "timeout", "unknown-host", "unreachable"] as const;
export type Silence = (typeof SILENCES)[number];

/** What came of a connection: undefined when it was made. */
export type Knock = Silence | undefined;

/** An address to connect to, and whose certificate it must show. */
export interface Address {
    readonly host: string;
    readonly port: number;
    /** PEM of the authority that signed the certificate. Without one a TCP connection is enough. */
    readonly authority?: string;
}

/** An answer over HTTP. Header names are lower case. */
export interface Reply {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}

export interface Probe {
    readonly run: (command: string, args: readonly string[]) => Promise<Ran>;
    /** The text of a file; undefined when there is none or it cannot be read. */
    readonly readFile: (path: string) => string | undefined;
    readonly connect: (address: Address) => Promise<Knock>;
    /** Undefined when nobody answers. */
    readonly request: (
        method: "GET" | "HEAD",
        url: string,
        headers: Readonly<Record<string, string>>,
    ) => Promise<Reply | undefined>;
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly home: string;
    readonly platform: string;
    readonly arch: string;
    readonly now: Date;
}
