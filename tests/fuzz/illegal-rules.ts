/** What holds of every illegal environment: one line for each rule that does not. */
import { describeLocated, type LocatedProblem } from "../../components/platform/located";
import { PINS_FILE } from "../../components/shared/pins-schema";
import { CANARY } from "../support/program";
import type { Fault } from "./faults";
import type { Illegal } from "./illegal";
import { planOf } from "./planned";
import { recordOf } from "./program";

const HEAD = "the settings are refused:";
/** `where › path: what (got …). wanted.` */
const LINE = /^(Pulumi\.dev\.yaml|stacks\/dev\.ts|stacks\/own\/pins\.yaml) › \S.*: \S.*\. \S.*\.$/s;
/** What no sentence has. */
const SLIPS = /\bundefined\b|\[object |    at \S+ \(|node_modules|\.\.$/;

export async function faultsOfIllegal({ faults, subject }: Illegal): Promise<readonly string[]> {
    const secrets = { token: `${CANARY}-of-the-stack` };
    const result = planOf({ ...subject, secrets });
    if (!("problems" in result)) return [`accepted: ${faults.map(shown).join("; ")}`];
    const { problems } = result;
    const recorded = await recordOf({ ...subject, secrets }, "deterministic");
    const lines = problems.map(describeLocated);
    const message = [HEAD, ...lines].join("\n");
    return [
        ...(recorded.problems.length === 1 && recorded.problems[0] === message
            ? []
            : [`not one message: ${recorded.problems.join(" | ").slice(0, 300)}`]),
        ...recorded.graph.resources
            .filter(({ type }) => type !== "pulumi:pulumi:Stack")
            .map(({ urn }) => `registered: ${urn}`),
        ...lines.filter((line) => !LINE.test(line)).map((line) => `not of the form of a message: ${line}`),
        ...lines.filter((line) => SLIPS.test(line)).map((line) => `a slip in a message: ${line}`),
        ...lines.filter((line, index) => lines.indexOf(line) !== index).map((line) => `said twice: ${line}`),
        ...(message.includes(CANARY)
            ? [`a secret is shown: ${lines.filter((line) => line.includes(CANARY)).join(" | ")}`]
            : []),
        ...faults
            .filter((fault) => !isNamed(fault, faults, problems))
            .map((fault) => `not named: ${shown(fault)}`),
    ];
}

/** Words and settings that are wrong in themselves: the others are looked at once these can be read. */
const UNREADABLE = ["a wrong word", "a wrong type", "a missing word", "a password", "an excluded pair"];

/** Whether a problem is about its place, what is around it or what is in it; or cannot be yet. */
function isNamed(fault: Fault, faults: readonly Fault[], problems: readonly LocatedProblem[]): boolean {
    const { at, what } = fault;
    // Where both stand, either may be the one that is told to go.
    if (what === "a password" || what === "an excluded pair") return true;
    const beside = faults.filter((other) => other !== fault);
    const mayWait = what === "out of range" || what === "a bad setting";
    if (mayWait && beside.some((other) => UNREADABLE.includes(other.what))) return true;
    if ("setting" in at) return problems.some(({ path }) => isAround(path, at.setting));
    const path = textOf(at);
    return problems.some((problem) => isAround(pathInShape(problem), path));
}

/** Pins are spoken of by the words of their own file. */
function pathInShape({ file, path }: LocatedProblem): string {
    return `${file === PINS_FILE ? "pins." : ""}${path.replaceAll(" › ", ".")}`;
}

function isAround(one: string, other: string): boolean {
    const [short, long] = one.length < other.length ? [one, other] : [other, one];
    return long.startsWith(short) && /^([.[]|$)/.test(long.slice(short.length));
}

function textOf(keys: readonly (string | number)[]): string {
    return keys.reduce<string>(
        (path, key) => (typeof key === "number" ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`),
        "",
    );
}

function shown({ at, what }: Fault): string {
    return `${what} at ${"setting" in at ? at.setting : textOf(at)}`;
}
