/** Which tests run when, and which of them see the fork as it is: all others get the tests' own. */
"use strict";

/** They see the fork as it is: tests/support/frozen-fork.js, which the others load, puts the tests' own in its place. */
const OF_FORKS = ["environments", "engine/environments", "apiserver", "cluster", "forks"].map(folderOf);

/** Run when they are asked for: by `npm run test:<group>`, the environments by `npm test` as well. */
const APART = ["environments", "engine", "apiserver", "charts", "cluster", "forks", "fuzz", "page"].map(
    folderOf,
);

function folderOf(group) {
    return `tests/${group}/`;
}

/** Whether a file, folder or pattern is one of them. */
function isOfForks(file) {
    return OF_FORKS.some((folder) => `${file}/`.includes(folder));
}

/** Patterns of a group's files, one for each run of mocha: what sees the fork runs by itself. */
function patternsOf(group) {
    const folder = folderOf(group);
    if (OF_FORKS.includes(folder)) return [`${folder}**/*.test.ts`];
    const within = OF_FORKS.filter((other) => other.startsWith(folder));
    return [`${folder}*.test.ts`, ...within.map((other) => `${other}**/*.test.ts`)];
}

/** Whether an argument of mocha names tests. */
function namesTests(argument) {
    return argument.startsWith("tests/") || argument.endsWith(".ts");
}

module.exports = { APART, isOfForks, namesTests, patternsOf };
