/**
 * Makes an environment legal by doing what the messages say: words a remedy names, values drawn anew, and in the end what
 * they are about taken out, from the inside outwards.
 */
import type { LocatedProblem } from "../../components/platform/located";
import type { Json } from "../../components/shared/json";
import { schemaAt } from "../../components/shared/schema";
import { type Base, BASES, type Shape } from "./bases";
import { type Draws, isOptional } from "./draw";
import { isMap, keysOf, type Keys, valueAt, without, withValue } from "./places";
import { planOf, type Subject } from "./planned";
import { pathsIn } from "./words";

const MOST_ROUNDS = 80;
/** How often something else is tried first. */
const MOST_SPARED = 8;

/** Settings by key, as some base has them. */
const KNOWN_SETTINGS = new Map<string, Json[]>();
for (const [key, value] of BASES.flatMap(({ config }) => Object.entries(config))) {
    if (value !== undefined) KNOWN_SETTINGS.set(key, [...(KNOWN_SETTINGS.get(key) ?? []), value]);
}

export interface Mended {
    readonly subject: Subject;
    /** How often the kit was asked. */
    readonly rounds: number;
}

/** The nearest legal environment on the way back to the base, which is one. */
export function mended(subject: Subject, base: Base, draws: Draws, aim: string): Mended {
    const repair = new Repair(subject, base, draws, aim);
    for (let round = 1; round < MOST_ROUNDS; round += 1) {
        const result = planOf(repair.subject);
        if ("plan" in result) return { subject: repair.subject, rounds: round };
        repair.round(result.problems);
    }
    const { config, family, shape } = base;
    return { subject: { family, shape, config }, rounds: MOST_ROUNDS };
}

class Repair {
    private readonly tries = new Map<string, number>();
    private spared = 0;

    public constructor(
        public subject: Subject,
        private readonly base: Base,
        private readonly draws: Draws,
        /** Path of the schema that is to stay, as long as there is another way. */
        private readonly aim: string,
    ) {}

    public round(problems: readonly LocatedProblem[]): void {
        // What is wrong with one word is often said of the words around it as well.
        for (const problem of problems.slice(0, 6)) this.mend(problem);
    }

    private mend(problem: LocatedProblem): void {
        const key = `${problem.file} ${problem.path}`;
        const tries = (this.tries.get(key) ?? 0) + 1;
        this.tries.set(key, tries);
        if (problem.file.startsWith("Pulumi.")) this.mendSetting(problem, tries);
        else if (problem.file.endsWith(".yaml")) this.put(without(this.subject.shape, ["pins"]));
        else this.mendShape(problem, tries);
    }

    private mendSetting({ path, what }: LocatedProblem, tries: number): void {
        const key = /^[\w-]+:\w+/.exec(path)?.[0] ?? path;
        const known = KNOWN_SETTINGS.get(key) ?? [];
        const config = { ...this.subject.config };
        if (tries > 2) this.revertSomething();
        if (what === "missing" || config[key] === undefined) {
            if (known.length > 0) config[key] = this.draws.pick(known);
        } else {
            config[key] = this.base.config[key];
        }
        if (tries > 3 && this.draws.chance(0.5)) config[key] = this.base.config[key];
        this.subject = { ...this.subject, config };
    }

    private mendShape(problem: LocatedProblem, tries: number): void {
        const { shape } = this.subject;
        const { keys, rest } = keysOf(shape, problem.path);
        const there = rest === "";
        if (tries <= 4) {
            // A transform is of one type of resource, which another component need not have.
            const words = keys[0] === "transforms" ? [] : wordsOf(problem.remedy);
            const named = there && !isMapOrList(valueAt(shape, keys)) && words.length > 0;
            if (named && this.draws.chance(0.8)) {
                this.put(withValue(shape, keys, this.asWritten(keys, this.draws.pick(words))));
                return;
            }
            if (!there) {
                this.add(keys, rest);
                return;
            }
            if (tries > 1 && this.redraw(keys)) return;
        }
        if (tries > 5 && this.draws.chance(0.5)) {
            this.revertSomething();
            return;
        }
        this.takeOut(keys, Math.max(0, tries - 5));
    }

    /** A number where there was one. */
    private asWritten(keys: Keys, word: string): unknown {
        const held = valueAt(this.subject.shape, keys);
        if (typeof held === "number") return Number.isNaN(Number(word)) ? held : Number(word);
        if (typeof held === "boolean") return word === "true";
        return word;
    }

    /** What is missing. */
    private add(keys: Keys, rest: string): void {
        const word = rest.replace(/^\.| › /, "");
        const schema = this.schemaAt([...keys, word]);
        if (schema === undefined || word === "") {
            this.takeOut(keys, 0);
            return;
        }
        const path = pathOfKeys([...keys, word]);
        this.put(withValue(this.subject.shape, [...keys, word], this.draws.value(schema, path)));
    }

    private redraw(keys: Keys): boolean {
        const schema = this.schemaAt(keys);
        if (schema === undefined || keys.length < 2) return false;
        this.put(withValue(this.subject.shape, keys, this.draws.value(schema, pathOfKeys(keys), 1)));
        return true;
    }

    private schemaAt(keys: Keys) {
        return schemaAt({ path: [], schema: this.subject.family.schema, value: this.subject.shape }, keys);
    }

    /** The nearest thing around it that may be left out, and further out the more often it was tried. */
    private takeOut(keys: Keys, outwards: number): void {
        const ways = keys.map((_, index) => keys.slice(0, keys.length - index));
        const removable = ways.filter((way) => this.mayGo(way));
        const way = removable[Math.min(outwards, removable.length - 1)];
        if (way === undefined) {
            this.revertWord(String(keys[0] ?? ""));
            return;
        }
        this.takeAway(without(this.subject.shape, way));
    }

    /** Unless the aim goes with it: then something else, as often as that may help. */
    private takeAway(shape: unknown): void {
        const { family } = this.subject;
        const had = pathsIn(family.schema, this.subject.shape).includes(this.aim);
        if (had && this.spared < MOST_SPARED && !pathsIn(family.schema, shape).includes(this.aim)) {
            this.spared += 1;
            this.revertSomething();
        } else {
            this.put(shape);
        }
    }

    private mayGo(keys: Keys): boolean {
        const outer = valueAt(this.subject.shape, keys.slice(0, -1));
        if (Array.isArray(outer)) return true;
        if (keys.length > 1 && isRecord(this.schemaAt(keys.slice(0, -1)))) return true;
        const schema = this.schemaAt(keys);
        return schema === undefined || isOptional(schema);
    }

    /** A word of the whole as the base has it. */
    private revertWord(word: string): void {
        const { shape } = this.base;
        const kept = this.subject.shape;
        if (JSON.stringify(shape[word]) === JSON.stringify(kept[word])) {
            this.revertSomething();
            return;
        }
        this.takeAway(word in shape ? withValue(kept, [word], shape[word]) : without(kept, [word]));
    }

    private revertSomething(): void {
        const [from, to] = [this.subject.shape, this.base.shape];
        const words = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
            (word) => JSON.stringify(from[word]) !== JSON.stringify(to[word]),
        );
        const others = words.filter((word) => !this.aim.startsWith(word));
        const [word] = [...(others.length > 0 ? [this.draws.pick(others)] : words)];
        if (word !== undefined && (others.length > 0 || this.spared >= MOST_SPARED)) this.revertWord(word);
        else this.subject = { ...this.subject, config: this.base.config };
    }

    private put(shape: unknown): void {
        this.subject = { ...this.subject, shape: shape as Shape };
    }
}

function isMapOrList(value: unknown): boolean {
    return Array.isArray(value) || isMap(value);
}

function isRecord(schema: ReturnType<typeof schemaAt>): boolean {
    return schema !== undefined && JSON.stringify(kindsOf(schema)).includes("record");
}

function kindsOf(schema: NonNullable<ReturnType<typeof schemaAt>>): readonly string[] {
    const { innerType, type } = schema._zod.def as {
        readonly innerType?: typeof schema;
        readonly type: string;
    };
    return innerType === undefined ? [type] : kindsOf(innerType);
}

/** Words and numbers that a remedy says may stand there. */
function wordsOf(remedy: string): readonly string[] {
    const [, listed = ""] =
        /(?:Known|Use one of|Choose(?: from)?|Write|Set|at least|at most)[: ]+([^;]*)/.exec(remedy) ?? [];
    const quoted = [...remedy.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
    const words = listed.split(/, | or | and | to /).map((word) => word.trim().replaceAll(/^"|"$/g, ""));
    const numbers = [...remedy.matchAll(/(?<![\w.])\d+(?![\w.]*\w)/g)].map(([number]) => number);
    const single = words.filter(
        (word) => /^[\w.:/@*{}-]+$/.test(word) && !["a", "it", "them"].includes(word),
    );
    return [...quoted, ...numbers, ...single];
}

function pathOfKeys(keys: Keys): string {
    return keys.reduce<string>(
        (path, key) => (typeof key === "number" ? `${path}[]` : path === "" ? key : `${path}.${key}`),
        "",
    );
}
