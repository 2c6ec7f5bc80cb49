/** What Pulumi's runtime starts: environment.ts beside it, through the kit's loader. */
"use strict";

require("../../../components/platform/load");

// Traces are most of what a registration costs, and are not compared.
Error.stackTraceLimit = 0;

module.exports = require("./environment.ts").environment;
