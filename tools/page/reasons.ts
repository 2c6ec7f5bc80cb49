/** Why a component decided what it did: where the choice is written, whether somebody wrote it, and what the reference says. */
import type { Json } from "../../components/shared/json";
import { isObject, objectOf } from "../facts/build";
import type { PlannedGraph } from "../plan/graph";
import type { Declared } from "../parity/sources";
import type { Decided, WrittenAt } from "./decided";
import { type ReferencePages, referencePages } from "./reference-pages";

export interface Reason {
    /** `stacks/dev.ts › network.nat`, `Pulumi.dev.yaml › platform:zones`. */
    readonly where: string;
    /** `written`: somebody chose it. `default`: nobody said anything, and the kit's word holds. `decided`: the kit reckons it. */
    readonly by: "decided" | "default" | "written";
    readonly says: string;
    /** Path and anchor below the repository. */
    readonly href?: string;
}

/** By URN of the component and name of the decision. */
export type Reasons = Readonly<Record<string, Readonly<Record<string, Reason>>>>;

interface Given {
    readonly stack: string;
    readonly environment: string;
    readonly declared: Declared;
    readonly pages: ReferencePages;
}

export function reasonsOf(
    graph: PlannedGraph,
    declared: Declared,
    { writtenAt }: Pick<Decided, "writtenAt">,
    pages: ReferencePages = referencePages(),
): Reasons {
    const given = { stack: graph.stack, environment: graph.environment, declared, pages };
    const reasons = graph.resources.flatMap(({ custom, inputs, name, urn }) => {
        const place = custom ? undefined : writtenAt.get(name);
        if (place === undefined) return [];
        const decisions = Object.keys(objectOf(inputs)).map(
            (decision) => [decision, reasonOf(decision, place, given)] as const,
        );
        return [[urn, Object.fromEntries(decisions)] as const];
    });
    return Object.fromEntries(reasons);
}

function reasonOf(decision: string, { origins, shapePath }: WrittenAt, given: Given): Reason {
    const origin = origins[decision];
    if (typeof origin === "string") return ofSetting(origin, given);
    const place = [shapePath, origin?.shape ?? decision].filter((step) => step !== "").join(".");
    const said = given.pages.ofWord(place);
    const written = valueAt(given.declared.shape, place) !== undefined;
    const section = written ? place : shapePath;
    const by = written ? "written" : said?.fallback === undefined ? "decided" : "default";
    const fallback = by === "default" && said?.fallback !== undefined ? ` Default: ${said.fallback}.` : "";
    return {
        where: `stacks/${given.environment}.ts › ${section}`,
        by,
        says: `${said?.text ?? ""}${fallback}`.trim(),
        ...(said === undefined ? {} : { href: said.href }),
    };
}

function ofSetting(name: string, { declared, pages, stack }: Given): Reason {
    const said = pages.ofSetting(name);
    const isWritten = Reflect.get(declared.settings, name) !== undefined;
    return {
        where: `Pulumi.${stack}.yaml › platform:${name}`,
        by: isWritten ? "written" : "default",
        says: said?.text ?? "",
        ...(said === undefined ? {} : { href: said.href }),
    };
}

function valueAt(value: unknown, place: string): unknown {
    return place
        .split(".")
        .reduce<unknown>(
            (at, step) => (isObject(at as Json) ? Reflect.get(at as object, step) : undefined),
            value,
        );
}
