/** `node tools/deploy/cli.ts <command> …`, called by the workflows that deploy, preview and look for drift. */
import { main } from "./command.ts";

const around = {
    env: process.env,
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
};

void main(process.argv.slice(2), around).then((code) => {
    process.exitCode = code;
});
