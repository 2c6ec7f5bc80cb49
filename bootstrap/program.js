/** What Pulumi's runtime starts: index.ts beside it, through the kit's loader. */
"use strict";

const path = require("path");

const { runProgram } = require("../components/platform/load");

module.exports = () => runProgram(path.join(__dirname, "index.ts"));
