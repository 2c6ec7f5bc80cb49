/** Questions to AWS through its CLI: with the caller's own credentials, which nothing here reads or prints. */
import type { Json } from "../../components/shared/json";
import type { Probe, Ran } from "./probe";

/** Why there is no answer. */
export const AWS_FAILURES = [
    "denied",
    "expired",
    "failed",
    "missing",
    "no-credentials",
    "no-region",
    "not-found",
    "unreachable",
] as const;
export type AwsFailure = (typeof AWS_FAILURES)[number];

export type AwsAnswer = { readonly answer: Json } | { readonly failure: AwsFailure };

/** Asks one question; the CLI pages by itself. */
export async function askAws(probe: Probe, args: readonly string[], region?: string): Promise<AwsAnswer> {
    const where = region === undefined ? [] : ["--region", region];
    // Both versions of the CLI know these.
    const limits = ["--cli-connect-timeout", "5", "--cli-read-timeout", "20"];
    return answerOf(await probe.run("aws", [...args, ...where, "--output", "json", ...limits]));
}

/**
 * What the CLI writes to standard error, first match wins. The text itself is never shown: a credential process may
 * write anything there.
 * Source: botocore botocore/exceptions.py (messages without a code), AWS service references, "Common errors" (codes),
 * read 2026-11.
 */
const FAILURES: readonly (readonly [pattern: RegExp, failure: AwsFailure])[] = [
    [
        /Could not connect|[Tt]imeout on endpoint|Connection was closed|connect to proxy|SSL validation/,
        "unreachable",
    ],
    [/You must specify a region/, "no-region"],
    [
        /SSO session .* expired|Token has expired|ExpiredToken|RequestExpired|Error loading SSO Token/,
        "expired",
    ],
    [
        /Unable to locate credentials|Partial credentials|config profile|retrieving credentials/,
        "no-credentials",
    ],
    [/InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|AuthFailure/, "no-credentials"],
    [/AccessDenied|not authorized|UnauthorizedOperation/, "denied"],
    [/ResourceNotFoundException|ParameterNotFound/, "not-found"],
];

/** Pure. An answer that is no JSON counts as a failure. */
export function answerOf(ran: Ran): AwsAnswer {
    if (ran.kind === "missing") return { failure: "missing" };
    if (ran.kind === "slow") return { failure: "unreachable" };
    if (ran.code !== 0) {
        return { failure: FAILURES.find(([pattern]) => pattern.test(ran.stderr))?.[1] ?? "failed" };
    }
    try {
        return { answer: JSON.parse(ran.stdout) as Json };
    } catch {
        return { failure: "failed" };
    }
}
