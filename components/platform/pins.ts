/** stacks/own/pins.yaml: versions of a fork's own, for every environment and for single ones. */
import { yamlModule } from "../shared/text-formats";
import { mergePins, type Pins } from "../shared/pins-schema";

export interface PinsFile {
    readonly everywhere: Pins;
    /** By environment, over those for every one. */
    readonly environments: Readonly<Record<string, Pins>>;
}

const KEYS: readonly string[] = ["everywhere", "environments"];

/**
 * The text as pins. Every scalar is text: 1.30 is a minor and no number. What it holds is checked with the shapes it is
 * merged into; a text that is no such file becomes a pin that the check names.
 */
export function parsePins(text: string): PinsFile {
    if (isEmpty(text)) return { everywhere: {}, environments: {} };
    const document = yamlModule().parseDocument(text, { schema: "failsafe", prettyErrors: false });
    const [error] = document.errors;
    if (error !== undefined) return unreadable(error.message);
    const value: unknown = document.toJS();
    if (typeof value !== "object" || value === null || Array.isArray(value)) return unreadable("not a map");
    const unknown = Object.keys(value).filter((key) => !KEYS.includes(key));
    if (unknown.length > 0) return unreadable(`neither ${KEYS.join(" nor ")}: ${unknown.join(", ")}`);
    const { environments, everywhere } = value as {
        readonly [key in keyof PinsFile]?: PinsFile[key] | null | "";
    };
    return { everywhere: orEmpty(everywhere), environments: orEmpty(environments) };
}

/** As the kit ships it: then nothing loads a reader of YAML, a tenth of a cold start. */
function isEmpty(text: string): boolean {
    return text.split("\n").every((line) => /^(#.*|(everywhere|environments): *(\{\})?)? *$/.test(line));
}

/** A key without a value is null, and "" in a schema where everything is text. */
function orEmpty<Value extends object>(value: Value | "" | null | undefined): Value {
    return value === "" || value === null || value === undefined ? ({} as Value) : value;
}

function unreadable(reason: string): PinsFile {
    return { everywhere: { [reason]: {} }, environments: {} };
}

/** The shapes with their pins: what a shape says itself comes first, then its environment's, then everybody's. */
export function withPins<Shape extends { readonly pins?: Pins }>(
    { environments, everywhere }: PinsFile,
    shapes: Readonly<Record<string, Shape>>,
): Record<string, Shape> {
    return Object.fromEntries(
        Object.entries(shapes).map(([name, shape]): [string, Shape] => {
            const own = mergePins(orEmpty(environments[name]), shape.pins ?? {});
            const pins = mergePins(everywhere, own);
            return [name, Object.keys(pins).length === 0 ? shape : { ...shape, pins }];
        }),
    );
}
