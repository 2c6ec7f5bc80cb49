/** Every complaint of the recorder, each with the thing to do about it. */
import { factsFileOf } from "../facts/file-of-type";
import { nameOfUrn, typeOfUrn } from "./urn";

/** `aws:ec2/vpc:Vpc network`. */
export function label(type: string, name: string): string {
    return `${type} "${name}"`;
}

export function labelOf(urn: string): string {
    return label(typeOfUrn(urn), nameOfUrn(urn));
}

export function noFacts(type: string): string {
    return `${type}: no facts, so its outputs are unknown offline. Write ${factsFileOf(type)} and list it in tools/facts/index.ts.`;
}

/** Of a component whose plugin builds it. */
export function noFactsOfComponent(type: string): string {
    return `${type}: a component whose plugin makes its resources, so a plan without the plugin shows none of them. Make the resources themselves; or, for its outputs alone, write ${factsFileOf(type)} and list it in tools/facts/index.ts.`;
}

export function unknownValue(urn: string, path: string, origins: readonly string[]): string {
    const sources = origins.map((origin) => `${labelOf(origin)} (${factsFileOf(typeOfUrn(origin))})`);
    const remedy =
        sources.length === 0
            ? "Find the Output it is made from and complete the facts of its resource"
            : `Complete the outputs of ${sources.join(" or ")}`;
    return `${labelOf(urn)} › ${path}: still unknown in a deterministic plan. ${remedy}.`;
}

export function duplicate(urn: string): string {
    return `${labelOf(urn)}: registered twice under ${urn}. Give one of the two another name or parent.`;
}

export function noProvider(urn: string): string {
    return `${labelOf(urn)}: no provider. Default providers are disabled: pass \`provider\`, or \`providers\` to its component.`;
}

export function lookup(kind: "invoke" | "call" | "read", what: string): string {
    const remedies = {
        invoke: "Compute the value from the settings, or take it as a setting",
        call: "Use an output of the resource, or compute the value from the settings",
        read: "Take its id as a setting instead of looking it up",
    };
    return `${kind} of ${what}: nobody answers offline. ${remedies[kind]}.`;
}

export function insideApply(name: string): string {
    return `${name}: made inside \`apply\`, so a preview in which the value is unknown does not show it. Make it outside and pass the Output as an argument.`;
}

export function afterReturn(name: string): string {
    return `${name}: made after the program returned, in a timer or a callback. Make it in the program, or await what it waits for.`;
}

export function afterEnd(name: string): string {
    return `${name}: registered after the recording ended, so the plan misses it. Make it in the program, or await what it waits for.`;
}

/** A name of the stack's own naming. */
export function nameTooLong(urn: string, made: string, limit: number): string {
    return `${labelOf(urn)}: "${made}" has ${made.length} characters, and AWS takes ${limit}. Shorten what pulumi:autonaming adds, or the name in stacks/ that it is made from.`;
}

export function unsupported(feature: string, name?: string): string {
    return `${name ?? "the program"}: ${feature} run inside the engine, so a plan without one would miss what they change. Change the arguments where the resource is made.`;
}

const LISTED = 20;

/** Everything that waits, in the order it was made: the cycle is among the first. */
export function neverRegistered(urns: readonly string[]): string {
    const names = urns.slice(0, LISTED).map(labelOf);
    const rest = urns.length > LISTED ? ` and ${urns.length - LISTED} more` : "";
    return `${urns.length} resources were made but never registered, so they wait for each other: ${names.join(", ")}${rest}. Break the cycle: a resource must not depend on its own component, nor on one that depends on it.`;
}

export function neverEnds(): string {
    return "the program does not end: it waits for something no resource answers. Await only what the program itself starts.";
}

/** The runtime's complaint about a feature the recorder does not offer, in our words; undefined for others. */
export function translateRuntimeError(message: string): string | undefined {
    const feature = /The Pulumi CLI does not support ([\w ]+?)\. Please update/.exec(message)?.[1];
    return feature === undefined ? undefined : unsupported(feature);
}
