/** Changes of a type whose facts nobody wrote: what no rule of replacement names is not thereby made in place. */
import type { FactsByType } from "../facts/facts";
import type { Unproven } from "./change";
import type { Draft } from "./draft";
import { pathText } from "./paths";

/** Each changed property, and each input that gets another value, with what is known of it. */
export function unproven(
    { after, operation, properties, ripples }: Draft,
    facts: FactsByType,
): readonly Unproven[] {
    const derived = facts.get(after.type)?.derived;
    if (derived === undefined || operation !== "update") return [];
    const changed = properties.map(({ path }) => [pathText(path), String(path[0])] as const);
    const paths = new Map([...changed, ...ripples.map(({ input }) => [input, input] as const)]);
    return [...paths].map(([path, input]) => ({ path, evidence: derived.otherChange(input) }));
}
