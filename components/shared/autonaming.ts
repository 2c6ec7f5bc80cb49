/**
 * `pulumi:autonaming`: how the engine names what the program gives no name. Read here as the engine reads it, so that
 * a plan shows the names an update would make.
 * Source: pulumi/pulumi v3.248.0, pkg/cmd/pulumi/autonaming/{config,json,pattern}.go and
 * pkg/resource/autonaming/strategy.go.
 */
import { z } from "zod";

/** Where it is written, in `Pulumi.yaml` or in a stack's file. */
export const AUTONAMING_KEY = "pulumi:autonaming";

const naming = {
    mode: z.enum(["default", "verbatim", "disabled"]).exactOptional(),
    pattern: z.string().exactOptional(),
    enforce: z.boolean().exactOptional(),
};
const resourceNaming = z.strictObject(naming);
const providerNaming = z.strictObject({
    ...naming,
    resources: z.record(z.string(), resourceNaming).exactOptional(),
});
/** The engine's own grammar: an unknown key ends every preview. */
export const autonamingSchema = z.strictObject({
    ...naming,
    providers: z.record(z.string(), providerNaming).exactOptional(),
});
export type AutonamingInput = z.infer<typeof autonamingSchema>;
export type NamingInput = z.infer<typeof resourceNaming>;

/** How one resource gets its name. */
export type NamingRule =
    /** The provider's own way: logical name, `-` and random digits. */
    | { readonly kind: "default" }
    /** The logical name as it is. */
    | { readonly kind: "verbatim" }
    /** No name: the program must give one. */
    | { readonly kind: "disabled" }
    /** `enforced`: the provider may not look at it, not even at its length. */
    | { readonly kind: "pattern"; readonly pattern: string; readonly enforced: boolean };

/** One place of the configuration, with what it says. */
export interface PlacedNaming {
    /** Below {@link AUTONAMING_KEY}: `providers.aws.resources["aws:s3/bucket:Bucket"]`, or nothing for the whole. */
    readonly path: readonly string[];
    readonly written: NamingInput;
    readonly rule: NamingRule;
}

/** The names of a stack, once all that is known of the stack stands in the patterns. */
export interface Autonaming {
    readonly everywhere: PlacedNaming;
    /** By provider, where one has a way of its own. */
    readonly providers: ReadonlyMap<string, PlacedNaming>;
    /** By type. */
    readonly resources: ReadonlyMap<string, PlacedNaming>;
}

/** What patterns may name of the stack. */
export interface NamedStack {
    readonly project: string;
    readonly stack: string;
    /** Configuration by full key: `${config.size}` is `<project>:size`. */
    readonly config: Readonly<Record<string, string>>;
}

/** The rules of a configuration that passed {@link autonamingSchema}. */
export function autonamingOf(input: AutonamingInput, stack: NamedStack): Autonaming {
    const placed = (path: readonly string[], written: NamingInput): PlacedNaming => ({
        path,
        written,
        rule: ruleOf(written, stack),
    });
    const { providers = {}, ...everywhere } = input;
    const entries = Object.entries(providers);
    return {
        everywhere: placed([], everywhere),
        providers: new Map(
            entries.flatMap(([name, { resources: _resources, ...own }]) =>
                Object.keys(own).length === 0 ? [] : [[name, placed(["providers", name], own)] as const],
            ),
        ),
        resources: new Map(
            entries.flatMap(([name, { resources = {} }]) =>
                Object.entries(resources).map(
                    ([type, own]) => [type, placed(["providers", name, "resources", type], own)] as const,
                ),
            ),
        ),
    };
}

/** The same from the text a program gets; undefined where nothing is written, or nothing that can be read. */
export function parseAutonaming(stack: NamedStack): Autonaming | undefined {
    const text = stack.config[AUTONAMING_KEY];
    if (text === undefined) return undefined;
    const { data } = autonamingSchema.safeParse(parsedJson(text));
    return data === undefined ? undefined : autonamingOf(data, stack);
}

/** Broken JSON stays text, which no schema of a map takes. */
export function parsedJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** The closest rule: of the type, of its provider, of everything. */
export function ruleFor(autonaming: Autonaming, type: string): NamingRule {
    const provider = type.split(":")[0] ?? "";
    const { everywhere, providers, resources } = autonaming;
    return (resources.get(type) ?? providers.get(provider) ?? everywhere).rule;
}

function ruleOf({ enforce, mode, pattern }: NamingInput, stack: NamedStack): NamingRule {
    if (pattern !== undefined) {
        return { kind: "pattern", pattern: withStack(pattern, stack), enforced: enforce === true };
    }
    return { kind: mode ?? "default" };
}

/** What no plan can know stays as it is written, for the check to find. */
function withStack(pattern: string, { config, project, stack }: NamedStack): string {
    return pattern
        .replaceAll("${project}", project)
        .replaceAll("${stack}", stack)
        .replaceAll(/\$\{config\.([^}.[]+)\}/g, (all, key: string) => config[`${project}:${key}`] ?? all);
}

const HEX = "0123456789abcdef";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const ALPHABETS: Readonly<Record<string, string>> = {
    hex: HEX,
    alphanum: `${LETTERS}${DIGITS}`,
    string: LETTERS,
    num: DIGITS,
};
const RANDOM = /\$\{(?:(hex|alphanum|string|num)\((\d+)\)|(uuid))\}/g;

/** Whether two names made by the pattern differ, so that a successor can stand beside what it replaces. */
export function isRandom(pattern: string): boolean {
    return pattern.replaceAll(RANDOM, "") !== pattern;
}

/** The first expression that stands for nothing a plan knows; undefined when there is none. */
export function unknownExpression(pattern: string): string | undefined {
    return /\$\{[^}]*\}?/.exec(pattern.replaceAll("${name}", "").replaceAll(RANDOM, ""))?.[0];
}

/**
 * The name a pattern makes.
 * @param digits stand in for what the engine draws: hex digits by label, as many as asked for
 */
export function nameBy(
    pattern: string,
    name: string,
    digits: (label: string, count: number) => string,
): string {
    let drawn = 0;
    return pattern
        .replaceAll("${name}", () => name)
        .replaceAll(RANDOM, (_all, kind: string | undefined, count: string | undefined) => {
            const label = drawn === 0 ? "name" : `name ${drawn}`;
            drawn += 1;
            return kind === undefined ? uuidOf(digits(label, 32)) : draw(kind, Number(count), label, digits);
        });
}

/** Sixteen hex digits at a time say which letter follows, so that any number of them can be drawn. */
function draw(kind: string, count: number, label: string, digits: (label: string, count: number) => string) {
    if (kind === "hex" && count <= 64) return digits(label, count);
    const alphabet = ALPHABETS[kind] ?? HEX;
    return Array.from({ length: count }, (_, index) => {
        const value = Number.parseInt(digits(`${label} ${index}`, 8), 16);
        return alphabet.charAt(value % alphabet.length);
    }).join("");
}

function uuidOf(hex: string): string {
    return [0, 8, 12, 16, 20].map((from, i, all) => hex.slice(from, all[i + 1])).join("-");
}
