/** `node tools/comment/cli.ts`, called by review-comment.yml. */
import { main } from "./command.ts";

const around = {
    env: process.env,
    out: (text: string) => process.stdout.write(text),
    err: (text: string) => process.stderr.write(text),
};

void main(around).then((code) => {
    process.exitCode = code;
});
