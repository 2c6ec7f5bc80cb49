/** Groups of tests that see the fork as it is; all others get the tests' own: tests/support/frozen-fork.js. */
"use strict";

const OF_FORKS = ["environments", "engine", "apiserver", "forks"].map((group) => `tests/${group}/`);

/** Whether a file, folder or pattern is one of them. */
function isOfForks(file) {
    return OF_FORKS.some((folder) => `${file}/`.includes(folder));
}

/** Whether an argument of mocha names tests. */
function namesTests(argument) {
    return argument.startsWith("tests/") || argument.endsWith(".ts");
}

module.exports = { OF_FORKS, isOfForks, namesTests };
