/**
 * Files are shared out among a few processes: each repeats the import of the SDKs, three seconds, and beyond four that
 * is most of what one does. A named file runs alone.
 */
const os = require("os");

const { APART, isOfForks, namesTests } = require("./tools/test-groups");

// Mocha adds `spec` to the files it is given, so that naming one file would run them all.
const files = process.argv.slice(2).filter(namesTests);
const named = files.length > 0;

module.exports = {
    require: [
        ...(named && files.every(isOfForks) ? [] : ["./tests/support/frozen-fork.js"]),
        "./tools/load.js",
    ],
    extension: ["ts"],
    // Hundreds of plans are made and dropped: with room for the young from the start, a fifth of the time goes less into
    // collecting them. Helper threads of the collector only take the processor from another worker.
    "node-option": ["min-semi-space-size=64", "max-semi-space-size=64", "single-threaded-gc"],
    // Ring 2 takes minutes and a Pulumi CLI, ring 3 Go and etcd, ring 4 Go: `npm run test:engine`, `npm run test:apiserver`,
    // `npm run test:charts`.
    ...(named
        ? {}
        : {
              spec: ["tests/**/*.test.ts"],
              ignore: APART.map((folder) => `${folder}**`),
              parallel: true,
              jobs: Math.min(4, os.availableParallelism()),
          }),
    reporter: "./tests/support/reporter.js",
    // Ring 1 starts real processes, and CI machines are slow.
    timeout: 120_000,
    forbidOnly: process.env.CI !== undefined,
};
