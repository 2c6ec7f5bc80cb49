/** Asks the account what is there now: the questions of a report, put to the AWS CLI. Nothing is changed. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../facts/build";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Probe } from "../probe/probe";
import { type Command, lineOf, type Word } from "./commands";
import type { DestroyReport } from "./destroy";

/** What a question brought. */
export interface Answered {
    readonly command: string;
    /** Ids, names or ARNs. */
    readonly found: readonly string[];
    readonly failure?: AwsFailure;
}

/** By the id of a finding. */
export type Live = Readonly<Record<string, readonly Answered[]>>;

/** One question after another: AWS throttles who asks all at once. */
export async function askAccount(
    probe: Probe,
    { findings }: DestroyReport,
    progress: (sentence: string) => void,
): Promise<Live> {
    const live: Record<string, readonly Answered[]> = {};
    const known = new Map<string, Promise<Answered>>();
    for (const { gone, id, what } of findings) {
        if (gone.length === 0) continue;
        progress(`Asking AWS for ${what} …`);
        const answers: Answered[] = [];
        for (const question of gone) {
            const line = lineOf(question);
            const answer = known.get(line) ?? ask(probe, question);
            known.set(line, answer);
            answers.push(await answer);
        }
        live[id] = answers;
    }
    return live;
}

async function ask(probe: Probe, question: Command): Promise<Answered> {
    const command = lineOf(question);
    const words: string[] = [];
    for (const word of question.words.slice(1)) {
        const text = await textFor(probe, word);
        // What it would be asked about is not there, and so nothing in it.
        if (text === undefined) return { command, found: [] };
        if (typeof text !== "string") return { command, found: [], failure: text.failure };
        words.push(text);
    }
    const asked = await askAws(probe, words, question.region);
    if ("answer" in asked) return { command, found: textsIn(asked.answer) };
    return asked.failure === "not-found"
        ? { command, found: [] }
        : { command, found: [], failure: asked.failure };
}

/** Undefined where the other command answers that there is none. */
async function textFor(
    probe: Probe,
    word: Word,
): Promise<string | undefined | { readonly failure: AwsFailure }> {
    if (typeof word === "string") return word;
    const { after, answerOf, before } = word;
    const words = answerOf.words.filter((part) => typeof part === "string");
    const asked = await askAws(probe, words.slice(1), answerOf.region);
    if ("failure" in asked) return asked.failure === "not-found" ? undefined : asked;
    const text = textOf(asked.answer);
    return text === "" ? undefined : `${before}${text}${after}`;
}

/** Every text in an answer, in order. */
function textsIn(answer: Json): readonly string[] {
    if (typeof answer === "string") return [answer];
    return Array.isArray(answer) ? answer.flatMap(textsIn) : [];
}
