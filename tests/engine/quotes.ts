/** Pulumi's words against the runbooks': whoever searches for the error finds the page. */
import assert from "node:assert/strict";

import { patternOf, quotesOf } from "../support/runbooks";
import { said } from "./harness";

/**
 * The command said what the page quotes.
 * @param number which of the page's quotes, counted from 1
 */
export function assertQuoted(run: Parameters<typeof said>[0], page: string, number: number): void {
    const quote = quotesOf(page)[number - 1];
    assert.ok(quote !== undefined, `docs/runbooks/${page}.md has no quote ${number}`);
    assert.match(`${said(run)}\n`, patternOf(quote));
}
