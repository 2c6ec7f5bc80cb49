/** Tests of ring 5 build Go programs: without Go they are counted as skipped. */
import { missingForCluster } from "../../tools/cluster/start";

const missing = missingForCluster(process.env);
if (missing.length > 0) report(`Ring 5 is skipped. This machine lacks ${missing.join(" and ")}.`);

/** Files that run side by side load this once and have a `describe` each: it is looked up anew. */
export function describeWithGo(title: string, tests: (this: Mocha.Suite) => void): void {
    (missing.length > 0 ? describe.skip : describe)(title, tests);
}

/** What takes long says what it does. */
export function report(line: string): void {
    process.stderr.write(`${line}\n`);
}
