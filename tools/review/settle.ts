/** What a resource has and answers, as far as the facts know: its inputs, and what the service fills in. */
import { isObject, objectOf } from "../facts/build";
import type { Properties, ResourceFacts } from "../facts/facts";
import { answer, type Question } from "../plan/answers";
import type { PlannedGraph, PlannedResource } from "../plan/graph";

export type ByUrn = ReadonlyMap<string, PlannedResource>;

/** What a resource answers, apart by whether a replacement answers it again. */
export interface Answers {
    readonly all: readonly string[];
    /** Ids, ARNs and generated names: another resource has others. */
    readonly own: readonly string[];
    /** The texts of one output. */
    readonly outputs: (property: string) => readonly string[];
}

export function byUrn(graph: PlannedGraph | undefined): ByUrn {
    return new Map((graph?.resources ?? []).map((resource) => [resource.urn, resource]));
}

export function inputsOf(resource: PlannedResource | undefined): Properties {
    return objectOf(resource?.inputs);
}

/**
 * Inputs with the defaults of those left unset, so that stating a default is no change.
 * `as` gives URN and name: under an alias the physical name stays what it was.
 */
export function settled(
    resource: PlannedResource,
    facts: ResourceFacts,
    resources: ByUrn,
    as: PlannedResource,
): Properties {
    const question = questionAbout(resource, resources, as);
    return { ...answer(facts, question, "deterministic").outputs, ...inputsOf(resource) };
}

/** Whether the provider writes its default tags into resources of this type: then they answer `tagsAll`. */
export function takesTags(resource: PlannedResource, facts: ResourceFacts, resources: ByUrn): boolean {
    const question = questionAbout(resource, resources, resource);
    return answer(facts, question, "deterministic").outputs["tagsAll"] !== undefined;
}

/** The texts a resource answers with. Others are made from them. */
export function answersOf(resource: PlannedResource, facts: ResourceFacts, resources: ByUrn): Answers {
    const question = questionAbout(resource, resources, resource);
    const { id, outputs } = answer(facts, question, "deterministic");
    const name = facts.physicalName.value;
    const generated =
        name.kind === "auto" && question.inputs[name.property] === undefined ? [name.property] : [];
    const unknown = [...facts.unknownAtPreview.value, ...generated].flatMap((path) => {
        const [property = "", key] = path.split(".");
        const value = outputs[property];
        return textsIn(key === undefined ? value : objectOf(value)[key]);
    });
    // What the program states itself stays as stated, also when the service would have filled it in.
    const stated = new Set(textsIn(resource.inputs));
    return {
        all: [id, ...textsIn(outputs)],
        own: [id, ...unknown].filter((text) => text === id || !stated.has(text)),
        outputs: (property) => textsIn(outputs[property]),
    };
}

/** Texts and numbers at any depth. */
export function textsIn(value: unknown): string[] {
    if (typeof value === "string") return value === "" ? [] : [value];
    if (typeof value === "number") return [String(value)];
    if (typeof value !== "object" || value === null) return [];
    return Object.values(value).flatMap(textsIn);
}

function questionAbout(resource: PlannedResource, resources: ByUrn, as: PlannedResource): Question {
    const provider = resource.provider === undefined ? undefined : resources.get(resource.provider);
    return {
        urn: as.urn,
        name: as.name,
        inputs: isObject(resource.inputs) ? resource.inputs : {},
        secretOutputs: [],
        ...(as.autoName === undefined ? {} : { autoName: as.autoName }),
        providerInputs: inputsOf(provider),
        find: () => undefined,
    };
}
