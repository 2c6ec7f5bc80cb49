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
    const reasons = graph.resources.flatMap(({ custom, inputs, name, type, urn }) => {
        const place = custom ? undefined : writtenAt.get(name);
        if (place === undefined) return [];
        const decisions = Object.keys(objectOf(inputs)).map(
            (decision) => [decision, reasonOf(decision, type, place, given)] as const,
        );
        return [[urn, Object.fromEntries(decisions)] as const];
    });
    return Object.fromEntries(reasons);
}

/** Decisions that are called otherwise than the argument they come from, by the component's type. */
const ARGUMENTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "platform:cluster:Cluster": {
        api: "apiAccess",
        credentials: "assumeRoleArn",
        logRetentionDays: "logs.retentionDays",
        logs: "logs.types",
        logsOutliveStack: "logs.retainOnDelete",
        standardSupportUntil: "kubernetesVersion",
    },
    "platform:network:Vpc": { subnets: "cidr" },
};

function reasonOf(decision: string, type: string, { origins, shapePath }: WrittenAt, given: Given): Reason {
    const argument = ARGUMENTS[type]?.[decision] ?? decision;
    const origin = origins[argument];
    if (typeof origin === "string") return ofSetting(origin, given);
    const place = [shapePath, origin?.shape ?? argument].filter((step) => step !== "").join(".");
    return ofWord(place, shapePath, given);
}

function ofWord(place: string, shapePath: string, { declared, environment, pages }: Given): Reason {
    const said = pages.ofWord(place);
    const { fallback, href, text = "" } = said ?? {};
    const linked = href === undefined ? {} : { href };
    if (valueAt(declared.shape, place) !== undefined) {
        return { where: `stacks/${environment}.ts › ${place}`, by: "written", says: text, ...linked };
    }
    const where = `stacks/${environment}.ts › ${shapePath}`;
    if (fallback === undefined) return { where, by: "decided", says: text, ...linked };
    return { where, by: "default", says: `${text} Default: ${fallback}.`, ...linked };
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
