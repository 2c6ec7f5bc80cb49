/** The AWS CLI's own parser, asked about every command the kit prints. Needs the CLI alone, and no network. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

import { allAwsCommands, readAccepted, writeAccepted } from "../support/aws-commands";

/** No command knows it: the parser says so after it has understood all the rest, and before anything is sent. */
const UNKNOWN = "--no-such-option";

const version = spawnSync("aws", ["--version"], { encoding: "utf8" }).stdout as string | null;
if (version === null)
    process.stderr.write("The AWS CLI's parser is skipped. This machine lacks the AWS CLI.\n");
const describeWithCli = version === null ? describe.skip : describe;

describeWithCli("the AWS CLI's parser", () => {
    it("understands every command the kit prints, and every option of it", async function () {
        this.timeout(300_000);
        const commands = await allAwsCommands();
        const wrong = commands.filter((words) => !isUnderstood(words));
        assert.deepEqual(wrong, []);
        // After a change of what is printed: ACCEPT=1 npm run test:apiserver
        if (process.env["ACCEPT"] === "1")
            writeAccepted({ tool: (version ?? "").split(" ")[0] ?? "", commands });
        else assert.deepEqual(commands, readAccepted().commands);
    });
});

function isUnderstood([program = "", ...args]: readonly string[]): boolean {
    const { stderr } = spawnSync(program, [...args, UNKNOWN], { encoding: "utf8" });
    if (new RegExp(`Unknown options: ${UNKNOWN}\\s*$`).test(stderr)) return true;
    // A command that is only named stands without what it requires.
    const isNamed = !args.some((word) => word.startsWith("--"));
    return isNamed && stderr.includes("the following arguments are required");
}
