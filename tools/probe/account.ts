/** Whose account the caller's credentials are of: a question about another one would be answered wrongly. */
import { objectOf, textOf } from "../facts/build";
import { askAws } from "./aws-cli";
import type { Probe } from "./probe";

/** Whose credentials they are; a text says why they cannot be used. */
export async function wrongAccount(
    probe: Probe,
    { account, region }: { readonly account: string; readonly region: string },
): Promise<string | undefined> {
    const asked = await askAws(probe, ["sts", "get-caller-identity"], region);
    if ("failure" in asked) {
        return `AWS says nothing of this machine's credentials (${asked.failure}). npm run doctor finds out why.`;
    }
    const got = textOf(objectOf(asked.answer)["Account"]);
    if (got === account) return undefined;
    return `the credentials are of account ${got}, the environment is in ${account}. Set AWS_PROFILE to a profile of ${account}.`;
}
