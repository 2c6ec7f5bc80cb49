/** Resources of Kubernetes' kinds: the plurals that rules of webhooks and policies name them by. Pure. */
import type { Json } from "../../components/shared/json";
import { groupOf } from "../../components/shared/object-names";
import { objectOf, textOf } from "./build";

/** What definitions (CRDs) say of the kinds they add: the plural by `<group>/<kind>`. */
export type DefinedResources = ReadonlyMap<string, string>;

/** Kinds that are plurals already. Source: Kubernetes API reference, Endpoints. */
const PLURALS: readonly string[] = ["Endpoints"];

export function definedResources(objects: readonly Json[]): DefinedResources {
    return new Map(
        objects
            .map(objectOf)
            .filter(({ kind }) => kind === "CustomResourceDefinition")
            .map(({ spec }) => objectOf(spec))
            .map(({ group, names }) => ({ group, names: objectOf(names) }))
            .map(({ group, names }) => [
                `${textOf(group)}/${textOf(names["kind"])}`,
                textOf(names["plural"]),
            ]),
    );
}

/** `networkpolicies`: as its definition says; where none is known, as Kubernetes names its own and most name theirs. */
export function resourceOf(
    { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
    defined: DefinedResources = new Map(),
): string {
    return defined.get(`${groupOf(apiVersion)}/${kind}`) ?? pluralOf(kind);
}

function pluralOf(kind: string): string {
    const name = kind.toLowerCase();
    if (PLURALS.includes(kind)) return name;
    if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
    return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
