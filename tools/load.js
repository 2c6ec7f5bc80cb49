/**
 * The kit's loader for commands and tests, which need more folders than the program.
 * Also for `node --require` and mocha's: without preparation, all is compiled when the first file is needed.
 */
"use strict";

const { faultOf, prepare, prepareLater } = require("../components/platform/load");

prepareLater(["bootstrap", "components", "stacks", "tools", "tests"]);

module.exports = { faultOf, prepare };
