/** Loaded with --require into every measured process: leaves its peak memory, in MB, in a file of its own. */
"use strict";

const fs = require("fs");
const path = require("path");

process.on("exit", () => {
    const folder = process.env.KIT_BENCH_USAGE;
    if (folder === undefined) return;
    // Node reports kilobytes on every system.
    const peakMb = process.resourceUsage().maxRSS / 1024;
    fs.writeFileSync(path.join(folder, `${process.pid}.json`), JSON.stringify({ peakMb }));
});
