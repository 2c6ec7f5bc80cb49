/** What Pulumi's runtime starts for `--policy-pack policy`: pack.ts beside it, through the kit's loader. */
"use strict";

const { prepare } = require("../tools/load");

module.exports = async () => {
    const compiled = prepare(["components", "policies", "policy", "stacks", "tools"]);
    // The SDK's import takes longer than the compilation, which is in a process of its own meanwhile.
    require("@pulumi/policy");
    await compiled;
    require("./pack");
};
