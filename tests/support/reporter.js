/** Mocha's dots and failures, then one line for machines: `12 passed, 0 failed, 1 skipped`. */
"use strict";

const fs = require("fs");

const { reporters, Runner } = require("mocha");

class Reporter extends reporters.Dot {
    constructor(runner, options) {
        super(runner, options);
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures, pending } = this.stats;
            const tally = process.env.KIT_TESTS_TALLY;
            if (tally) fs.appendFileSync(tally, `${passes} ${failures} ${pending}\n`);
            reporters.Base.consoleLog("%d passed, %d failed, %d skipped", passes, failures, pending);
        });
    }
}

module.exports = Reporter;
