/** stacks/own/pins.yaml: versions of a fork's own, for every environment and for single ones. */
import { chooseFrom } from "../shared/hints";
import { mergePins, type Pins, pinsSchema } from "../shared/pins-schema";
import type { Problem } from "../shared/problems";
import { refusedWithin, withRefused } from "../shared/refused-words";
import { problemsOfWords } from "../shared/schema";
import { yamlModule } from "../shared/text-formats";
import { isKubernetesMinor, KUBERNETES_MINORS } from "../versions";

export interface PinsFile {
    readonly everywhere: Pins;
    /** By environment, over those for every one. */
    readonly environments: Readonly<Record<string, Pins>>;
}

const KEYS: readonly string[] = ["everywhere", "environments"];

/**
 * The text as pins. Every scalar is text: 1.30 is a minor and no number. What is wrong with it goes with the pins to the
 * check of every shape they are merged into, and none of it counts.
 */
export function parsePins(text: string): PinsFile {
    if (isEmpty(text)) return { everywhere: {}, environments: {} };
    const document = yamlModule().parseDocument(text, { schema: "failsafe" });
    const [error] = document.errors;
    if (error !== undefined) {
        const line = error.linePos?.[0].line;
        const what = `no YAML: ${(error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:$/, "")}`;
        return refused([
            { path: line === undefined ? "the file" : `line ${line}`, what, remedy: "Correct the line" },
        ]);
    }
    const value: unknown = document.toJS();
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
        return refused([{ path: "the file", what: "not a map", remedy: `Begin with ${KEYS.join(" and ")}` }]);
    }
    const file = value as { readonly [key in keyof PinsFile]?: PinsFile[key] | null | "" };
    const [everywhere, environments] = [orEmpty(file.everywhere), orEmpty(file.environments)];
    const problems = [
        ...Object.keys(value)
            .filter((key) => !KEYS.includes(key))
            .map((key) => ({
                path: key,
                what: `neither ${KEYS.join(" nor ")}`,
                remedy: chooseFrom(key, KEYS),
            })),
        ...problemsOfPins(everywhere, ["everywhere"]),
        ...Object.entries(environments).flatMap(([name, pins]) =>
            problemsOfPins(orEmpty(pins), ["environments", name]),
        ),
    ];
    return problems.length > 0 ? refused(problems) : { everywhere, environments };
}

function problemsOfPins(pins: Pins, path: readonly string[]): Problem[] {
    const words = problemsOfWords(pinsSchema, pins, path, "a pin");
    if (words.length > 0) return words;
    return Object.keys(pins.minors ?? {})
        .filter((minor) => !isKubernetesMinor(minor) && !isPast(minor))
        .map((minor) => ({
            path: [...path, "minors", minor].join("."),
            what: "no Kubernetes version that the kit offers",
            remedy: `Write ${KUBERNETES_MINORS.join(" or ")}`,
        }));
}

/** Pins of a minor that the kit offers no longer do nothing, and nobody meant another. */
function isPast(minor: string): boolean {
    const [major, number] = minor.split(".").map(Number);
    const [oldestMajor, oldest = 0] = KUBERNETES_MINORS[0].split(".").map(Number);
    return major === oldestMajor && number !== undefined && number < oldest;
}

/** What is wrong with a file, in its own words. */
export function faultsOf({ everywhere }: PinsFile): readonly Problem[] {
    return refusedWithin(everywhere).flatMap(({ problems }) => problems);
}

/** As the kit ships it: then nothing loads a reader of YAML, a tenth of a cold start. */
function isEmpty(text: string): boolean {
    return text.split("\n").every((line) => /^(#.*|(everywhere|environments): *(\{\})?)? *$/.test(line));
}

/** A key without a value is null, and "" in a schema where everything is text. */
function orEmpty<Value extends object>(value: Value | "" | null | undefined): Value {
    return value === "" || value === null || value === undefined ? ({} as Value) : value;
}

function refused(problems: readonly Problem[]): PinsFile {
    return { everywhere: withRefused({}, problems), environments: {} };
}

/**
 * The shapes with their pins: what a shape says itself comes first, then its environment's, then everybody's. A name that
 * is no environment would pin nothing without a word.
 */
export function withPins<Shape extends { readonly pins?: Pins }>(
    file: PinsFile,
    shapes: Readonly<Record<string, Shape>>,
): Record<string, Shape> {
    const names = Object.keys(shapes);
    const unknown = Object.keys(file.environments).filter((name) => !names.includes(name));
    const problems = unknown.map((name) => ({
        path: `environments.${name}`,
        what: "no environment",
        remedy: `Take it out, if it is gone. ${chooseFrom(name, names)}`,
    }));
    const everywhere = problems.length === 0 ? file.everywhere : withRefused(file.everywhere, problems);
    return Object.fromEntries(
        Object.entries(shapes).map(([name, shape]): [string, Shape] => {
            const own = mergePins(orEmpty(file.environments[name]), shape.pins ?? {});
            const pins = mergePins(everywhere, own);
            return [name, Reflect.ownKeys(pins).length === 0 ? shape : { ...shape, pins }];
        }),
    );
}
