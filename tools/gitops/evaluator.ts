/** Asks Flux's own code and Go's templates what they make of the bridge. Built with Go, for tests only. */
import { spawn } from "node:child_process";
import path from "node:path";

import type { Json } from "../../components/shared/json";
import { go } from "../apiserver/go";
import { ROOT } from "../plan/root";

/** The Secret of a cluster, as Argo CD hands it to a template. */
export interface ClusterSecret {
    readonly data: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
}

type Question =
    | { readonly text: string; readonly variables: Readonly<Record<string, string>> }
    | { readonly text: string; readonly cluster: ClusterSecret; readonly options: readonly string[] };

interface Answer {
    readonly text?: string;
    readonly error?: string;
}

/** Git does not see it. */
const BINARY = path.join(ROOT, ".apiserver", "gitops");

/** Builds the program and resolves to its path: seconds. */
export async function buildEvaluator(): Promise<string> {
    await go(["build", "-trimpath", "-o", BINARY, "."], __dirname);
    return BINARY;
}

async function ask(questions: readonly Question[]): Promise<readonly Answer[]> {
    const child = spawn(BINARY, { stdio: ["pipe", "pipe", "inherit"] });
    const out: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stdin.end(JSON.stringify(questions));
    const code = await new Promise<number | null>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`the evaluator ended with ${code ?? "a signal"}`);
    return JSON.parse(Buffer.concat(out).toString("utf8")) as readonly Answer[];
}

function textOf({ error, text = "" }: Answer): string {
    if (error !== undefined) throw new Error(error);
    return text;
}

/**
 * A manifest with variables, as a Kustomization substitutes them from a ConfigMap.
 * @throws with Flux's own words for a name that is not there, as its strict substitution has it
 */
export async function substituted(
    text: string,
    variables: Readonly<Record<string, string>>,
): Promise<string> {
    const [answer = {}] = await ask([{ text, variables }]);
    return textOf(answer);
}

/**
 * The template of an ApplicationSet for one cluster, text by text as Argo CD goes over it.
 * @throws with Go's own words for a name that is not there, where the options say so
 */
export async function rendered(
    template: Json,
    cluster: ClusterSecret,
    options: readonly string[],
): Promise<Json> {
    const texts = textsOf(template);
    const answers = await ask(texts.map((text) => ({ text, cluster, options })));
    const made = new Map(texts.map((text, index) => [text, textOf(answers[index] ?? {})]));
    return replaced(template, made);
}

function textsOf(value: Json): string[] {
    if (typeof value === "string") return [value];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value as Readonly<Record<string, Json>>).flatMap(textsOf);
}

function replaced(value: Json, made: ReadonlyMap<string, string>): Json {
    if (typeof value === "string") return made.get(value) ?? value;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.map((one: Json) => replaced(one, made));
    return Object.fromEntries(
        Object.entries(value as Readonly<Record<string, Json>>).map(([key, one]) => [
            key,
            replaced(one, made),
        ]),
    );
}
