/** Definitions (CRDs) a chart brings: where they live, and whether they stay when the release goes. */
import type { Claims } from "./claims";
import { type Comparison, NOTHING } from "./comparison";
import type { Properties, Rendered, RenderedObject } from "./helm";
import { at, textOf } from "./texts";
import { kindOf, nameOf } from "./workloads";

const OBJECT = "definitions";

export function compareDefinitions({ definitions, skipCrds }: Claims, rendered: Rendered): Comparison[] {
    const homes = {
        crds: skipCrds === true ? [] : definitionsIn(rendered.crds),
        templates: definitionsIn(rendered.objects),
        hook: definitionsIn(rendered.hooks),
    };
    const all = Object.entries(homes).flatMap(([home, found]) => found.map((one) => ({ ...one, home })));
    // What a Job applies stands in its image, where nobody sees it from here.
    if (definitions?.home === "hook" && all.length === 0) {
        const rendersHooks = rendered.hooks.length > 0 ? "hook" : NOTHING;
        return [{ object: OBJECT, field: "home", claimed: "hook", rendered: rendersHooks }];
    }
    const names = { claimed: definitions?.names ?? [], rendered: all.map(({ name }) => name) };
    const there = (is: boolean): string => (is ? "there" : NOTHING);
    return [
        ...[...new Set([...names.claimed, ...names.rendered])].sort().map((name) => ({
            object: `CustomResourceDefinition/${name}`,
            field: "definition",
            claimed: there(names.claimed.includes(name)),
            rendered: there(names.rendered.includes(name)),
        })),
        ...(definitions === undefined
            ? []
            : all.flatMap(({ home, isKept, name }) => [
                  {
                      object: `CustomResourceDefinition/${name}`,
                      field: "home",
                      claimed: definitions.home,
                      rendered: home,
                  },
                  {
                      object: `CustomResourceDefinition/${name}`,
                      field: "kept when the release goes",
                      claimed: String(definitions.kept),
                      // Helm deletes nothing of the folder crds. Source: Helm documentation, Custom Resource Definitions.
                      rendered: String(home === "crds" || isKept),
                  },
              ])),
    ];
}

function definitionsIn(
    objects: readonly RenderedObject[],
): { readonly name: string; readonly isKept: boolean }[] {
    return objects
        .map(({ object }) => object)
        .filter((object) => kindOf(object) === "CustomResourceDefinition")
        .map((object) => ({ name: nameOf(object), isKept: isKept(object) }));
}

/** Source: Helm documentation, Chart Development Tips and Tricks, "Tell Helm Not To Uninstall a Resource". */
function isKept(object: Properties): boolean {
    return textOf(at(object, "metadata", "annotations", "helm.sh/resource-policy")) === "keep";
}
