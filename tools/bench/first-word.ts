/** Ends the process as soon as `npm run plan -- …` says what it is doing to somebody who watches. */
import { main } from "../plan/cli";

/** @throws Error when the command ends without a word. */
export async function untilFirstWord(args: readonly string[]): Promise<never> {
    const code = await main(args, {
        out: () => undefined,
        err: () => process.exit(0),
        outIsTerminal: false,
        errIsTerminal: true,
        columns: 80,
        env: {},
    });
    throw new Error(`plan ${args.join(" ")} ended with ${code} and said nothing`);
}
