/** Every command of the AWS CLI that a destroy report may print, those inside others among them. */
import type { Command } from "../../tools/destroy/commands";
import { LEAKS } from "../../tools/destroy/destroy";
import { SIDES } from "../tools/destroy/rows";
import { planned } from "./graphs";

const SITE = {
    stack: "dev",
    account: "123456789012",
    region: "us-east-1",
    cluster: "platform-dev",
    vpc: "vpc-0123456789abcdef0",
    zones: ["example.com"],
};

export function destroyCommands(): readonly (readonly string[])[] {
    return LEAKS.flatMap(({ first, gone, id }) => {
        const found = (SIDES[id]?.with ?? []).map(planned);
        return [...first(SITE, found), ...gone(SITE, found)];
    }).flatMap(withInner);
}

function withInner({ region, words }: Command): readonly (readonly string[])[] {
    if (region === undefined) return [];
    const inner = words.flatMap((word) => (typeof word === "string" ? [] : withInner(word.answerOf)));
    const whole = words.map((word) =>
        typeof word === "string" ? word : `${word.before}<answer>${word.after}`,
    );
    return [[...whole, "--region", region], ...inner];
}
