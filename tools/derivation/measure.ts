/** How well derivation does: types with facts somebody wrote are derived as well, and what differs is counted. */
import type { Json } from "../../components/shared/json";
import { contextOf } from "../plan/answers";
import type { Properties, ResourceFacts } from "../facts/facts";
import { propertiesWith, specification } from "../facts/derived/cloudformation";
import { type Property, typingsOf } from "../facts/derived/typings";

/** Outputs and replacements of one type: what was written against what was derived. */
export interface Measured {
    readonly type: string;
    readonly outputs: {
        readonly same: number;
        /** Written and not derived. */
        readonly missing: readonly string[];
        /** Derived and not written. */
        readonly extra: readonly string[];
        readonly otherKind: readonly string[];
    };
    /** Inputs by what derivation says of a change of them, against what is written. */
    readonly replacements: {
        /** Both say that it replaces. */
        readonly equal: readonly string[];
        /** Derivation expects a replacement where it is written that there is none, or only under a condition. */
        readonly wrong: readonly string[];
        /** It is written that it replaces, and derivation knows nothing. */
        readonly unknownReplaces: readonly string[];
        /** It is written to be in place, or only sometimes not, and derivation knows nothing. */
        readonly unknownInPlace: readonly string[];
        /** Why CloudFormation's word for "in place" is none here: it is written that these replace. */
        readonly inPlaceElsewhere: readonly string[];
    };
    readonly sameName: boolean;
}

/** One type; undefined for what has no typings, such as providers and custom kinds. */
export function measure(written: ResourceFacts, derived: ResourceFacts | undefined): Measured | undefined {
    const typings = typingsOf(written.type);
    if (derived === undefined || typings === undefined) return undefined;
    const [theirs, ours] = [written, derived].map(outputsOf);
    const names = [...new Set([...Object.keys(theirs ?? {}), ...Object.keys(ours ?? {})])].sort();
    const pairs = names.map((name) => ({ name, was: theirs?.[name], is: ours?.[name] }));
    const where = (holds: (pair: (typeof pairs)[number]) => boolean): readonly string[] =>
        pairs.filter(holds).map(({ name }) => name);
    const otherKind = where(
        ({ was, is }) => was !== undefined && is !== undefined && kindOf(was) !== kindOf(is),
    );
    const both = where(({ was, is }) => was !== undefined && is !== undefined);
    return {
        type: written.type,
        outputs: {
            same: both.length - otherKind.length,
            missing: where(({ is }) => is === undefined),
            extra: where(({ was }) => was === undefined),
            otherKind,
        },
        replacements: replacementsOf(written, derived, typings.properties),
        sameName: JSON.stringify(written.physicalName.value) === JSON.stringify(derived.physicalName.value),
    };
}

/** What is answered when nothing is given, the name included. */
function outputsOf(facts: ResourceFacts): Properties {
    const ctx = contextOf(facts, {
        urn: `urn:pulumi:dev::kit::${facts.type}::it`,
        name: "it",
        inputs: {},
        secretOutputs: [],
        providerInputs: { region: "us-east-1" },
        find: () => undefined,
    });
    const rule = facts.physicalName.value;
    const named = rule.kind === "auto" ? { [rule.property]: ctx.physicalName } : {};
    return Object.fromEntries(
        Object.entries({ ...named, ...facts.outputs(ctx) }).filter(([, value]) => value !== null),
    );
}

function kindOf(value: Json): string {
    return Array.isArray(value) ? "list" : typeof value;
}

function replacementsOf(
    written: ResourceFacts,
    derived: ResourceFacts,
    properties: readonly Property[],
): Measured["replacements"] {
    const inputs = properties.filter(({ input }) => input !== "none").map(({ name }) => name);
    const known = topLevel(written.forcesReplacement.filter(({ when }) => when === undefined));
    const expected = topLevel(derived.forcesReplacement);
    const elsewhere = propertiesWith(specification().types[written.type], "no");
    const where = (holds: (name: string) => boolean): readonly string[] => inputs.filter(holds);
    return {
        equal: where((name) => expected.has(name) && known.has(name)),
        wrong: where((name) => expected.has(name) && !known.has(name)),
        unknownReplaces: where((name) => !expected.has(name) && known.has(name)),
        unknownInPlace: where((name) => !expected.has(name) && !known.has(name)),
        inPlaceElsewhere: where((name) => elsewhere.includes(name) && known.has(name)),
    };
}

function topLevel(rules: ResourceFacts["forcesReplacement"]): ReadonlySet<string> {
    return new Set(rules.flatMap(({ paths }) => paths.map((path) => path.split(".")[0] ?? "")));
}
