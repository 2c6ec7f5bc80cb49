/** Where this repository stands, and where its fork's half does. */
import path from "node:path";

export const ROOT = path.resolve(__dirname, "../..");

/**
 * What a fork edits and the kit does not: `stacks/`, settings files, lists of URNs. That is this repository; but tests
 * of the kit's machinery look at a fork of their own, so that no edit turns them red (tests/support/frozen-fork.js).
 */
export const FORK = process.env["KIT_TESTS_FORK"] ?? ROOT;
