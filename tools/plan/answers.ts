/** What the recorder answers in the engine's place: ids and outputs, from the facts. */
import { createHash } from "node:crypto";

import { type Autonaming, nameBy, ruleFor } from "../../components/shared/autonaming";
import type { Json } from "../../components/shared/json";
import { dnsSuffixOf, partitionOf } from "../../components/shared/regions";
import { isObject, objectOf, textOf } from "../facts/build";
import type { FactsContext, NameRule, Properties, ResourceFacts } from "../facts/facts";
import { asSecret, isSecret, mapValues, reveal, UNKNOWN } from "./wire-values";

/**
 * `deterministic`: every output has the value AWS could answer. `unknown`: as a first preview sees it,
 * what AWS computes is unknown and no resource has an id yet.
 */
export const MODES = ["deterministic", "unknown"] as const;
export type Mode = (typeof MODES)[number];

/** One resource as the facts are asked about it. */
export interface Question {
    readonly urn: string;
    readonly name: string;
    /** What ids and names are made from, where one URN is more than one resource over time. @default the URN */
    readonly identity?: string;
    /** As received: with marks for unknowns and secrets. */
    readonly inputs: Properties;
    readonly secretOutputs: readonly string[];
    /** The name the stack's own naming makes. @default Pulumi's */
    readonly autoName?: string;
    /** Inputs of the resource's provider, opened. */
    readonly providerInputs: Properties;
    readonly find: FactsContext["find"];
}

export interface Answer {
    readonly id: string;
    readonly outputs: Properties;
}

/** Account and region of resources whose provider names none: the documentation's account. */
const FALLBACK = { account: "123456789012", region: "us-east-1" } as const;

export function answer(facts: ResourceFacts, question: Question, mode: Mode): Answer {
    const ctx = contextOf(facts, question);
    const rule = facts.physicalName.value;
    const named = rule.kind === "auto" ? { [rule.property]: ctx.physicalName } : {};
    const computed = { ...named, ...facts.outputs(ctx) };
    const outputs =
        mode === "unknown" ? hide(computed, facts.unknownAtPreview.value, question.inputs) : computed;
    return {
        id: mode === "unknown" ? "" : facts.id(ctx),
        outputs: markSecrets({ ...question.inputs, ...outputs }, question),
    };
}

/** For a type without facts: its inputs, and an id that shows where it comes from. */
export function answerWithoutFacts(question: Question, mode: Mode): Answer {
    const id = mode === "unknown" ? "" : `no-facts-${hash(question.urn, "id").slice(0, 16)}`;
    return { id, outputs: question.inputs };
}

/** What the facts may look at when they answer this question. */
export function contextOf(facts: ResourceFacts, question: Question): FactsContext {
    const inputs = mapValues(question.inputs, reveal);
    const provider = question.providerInputs;
    const region = textOf(inputs["region"], textOf(provider["region"], FALLBACK.region));
    const identity = question.identity ?? question.urn;
    const hex = (label: string, digits: number): string => hash(identity, label).slice(0, digits);
    return {
        urn: question.urn,
        name: question.name,
        inputs,
        physicalName: physicalNameOf(facts.physicalName.value, question, inputs, hex),
        account: firstAccount(provider["allowedAccountIds"]) ?? FALLBACK.account,
        region,
        partition: partitionOf(region),
        dnsSuffix: dnsSuffixOf(region),
        defaultTags: defaultTagsOf(provider),
        hex,
        find: question.find,
    };
}

/** The tags a provider adds to whatever takes any. */
export function defaultTagsOf(providerInputs: Properties): Properties {
    return objectOf(objectOf(parsed(providerInputs["defaultTags"]))["tags"]);
}

function physicalNameOf(
    rule: NameRule,
    { autoName, name }: Question,
    inputs: Properties,
    hex: FactsContext["hex"],
): string {
    if (rule.kind === "none") return name;
    const given = inputs[rule.property];
    if (typeof given === "string") return given;
    return rule.kind === "auto" ? (autoName ?? `${rule.prefix ?? ""}${name}-${hex("name", 7)}`) : name;
}

/**
 * The name a stack's `pulumi:autonaming` makes of a resource that is given none; undefined where it is Pulumi's usual.
 * An enforced one goes past the provider, which would put `alias/` before a key's alias.
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/info/autonaming.go, ComputeAutoNameDefault.
 */
export function autoNameOf(
    autonaming: Autonaming | undefined,
    rule: NameRule,
    { identity, inputs, name, type, urn }: Autonamed,
): string | undefined {
    if (autonaming === undefined || rule.kind !== "auto" || inputs[rule.property] !== undefined)
        return undefined;
    const naming = ruleFor(autonaming, type);
    if (naming.kind === "verbatim") return name;
    if (naming.kind !== "pattern") return undefined;
    const made = nameBy(naming.pattern, name, (label, count) => hash(identity ?? urn, label).slice(0, count));
    return naming.enforced ? made : `${rule.prefix ?? ""}${made}`;
}

interface Autonamed extends Pick<Question, "identity" | "inputs" | "name" | "urn"> {
    readonly type: string;
}

/** SHA-256 has 64 digits: enough for every label. */
function hash(identity: string, label: string): string {
    return createHash("sha256").update(`${identity}\n${label}`, "utf8").digest("hex");
}

/** Provider inputs that are no text travel as JSON inside a text. */
function parsed(value: Json | undefined): Json | undefined {
    if (typeof value !== "string") return value;
    const json: Json = JSON.parse(value) as Json;
    return json;
}

function firstAccount(value: Json | undefined): string | undefined {
    const accounts = parsed(value);
    const first: unknown = Array.isArray(accounts) ? accounts[0] : undefined;
    return typeof first === "string" ? first : undefined;
}

/** The outputs with the given paths unknown, and with them every text built from an unknown input. */
function hide(outputs: Properties, paths: readonly string[], inputs: Properties): Properties {
    // Where AWS has no value to answer, a preview answers nothing, and the SDK takes that for unknown.
    const said = Object.entries(outputs).filter(([, value]) => value !== null);
    const result = new Map(Object.entries(mapValues(Object.fromEntries(said), hideComposed)));
    for (const path of paths) {
        const [property = "", key] = path.split(".");
        const given = inputs[property];
        const value = result.get(property);
        if (key === undefined) {
            // What is both given and computed is known as soon as the program gives it.
            if (given === undefined) result.delete(property);
            else result.set(property, given);
        } else if (isObject(value) && objectOf(given)[key] === undefined) {
            result.set(property, { ...value, [key]: UNKNOWN });
        }
    }
    for (const [property, value] of Object.entries(inputs)) {
        if (value === UNKNOWN) result.set(property, UNKNOWN);
    }
    return Object.fromEntries(result);
}

/** The value with every text that is built from an unknown one unknown as a whole. */
export function hideComposed(value: Json): Json {
    if (typeof value === "string") return value.includes(UNKNOWN) ? UNKNOWN : value;
    if (Array.isArray(value)) return value.map((item: Json) => hideComposed(item));
    return isObject(value) ? mapValues(value, hideComposed) : value;
}

/** What was given as a secret, or is declared one, is answered as a secret. */
function markSecrets(outputs: Properties, question: Question): Properties {
    const result: Record<string, Json> = {};
    for (const [property, value] of Object.entries(outputs)) {
        const declared = question.secretOutputs.includes(property) && !isSecret(value);
        result[property] = declared ? asSecret(value) : markLike(value, question.inputs[property]);
    }
    return result;
}

/**
 * The value with a secret wherever the input of the same name holds one, a list as a whole.
 * Source: pulumi/pulumi sdk/go/common/resource/plugin/provider_plugin.go, annotateSecrets.
 */
function markLike(value: Json, given: Json | undefined): Json {
    if (given === undefined || isSecret(value)) return value;
    if (isObject(value) && isObject(given) && !isSecret(given)) {
        const entries = Object.entries(value).map(
            ([key, item]) => [key, markLike(item, given[key])] as const,
        );
        return Object.fromEntries(entries);
    }
    return holdsSecret(given) ? asSecret(value) : value;
}

function holdsSecret(value: Json): boolean {
    if (Array.isArray(value)) return value.some((item: Json) => holdsSecret(item));
    return isObject(value) && (isSecret(value) || Object.values(value).some(holdsSecret));
}
