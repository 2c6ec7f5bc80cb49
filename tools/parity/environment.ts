/** One environment as it is planned, and as it would be planned if it said something else. */
import { describeLocated, type LocatedProblem } from "../../components/platform/located";
import { ENVIRONMENTS } from "../../stacks/environments";
import { planEnvironment } from "../../components/platform/environment";
import type { PlannedComponent } from "../../components/platform/part";
import { Platform } from "../../components/platform/platform";
import { parseSettings } from "../../components/platform/settings/settings";
import type { SettingsReading } from "../../components/platform/settings/types";
import type { PlannedGraph } from "../plan/graph";
import { planStack } from "../plan/plan-stack";
import { recordProgram } from "../plan/recorder";
import { FORK } from "../plan/root";
import { readStackFile } from "../plan/stack-file";
import type { Declared } from "./sources";

/** An environment, what it declares, and what the program makes of that. */
export interface Environment {
    readonly stack: string;
    readonly project: string;
    readonly declared: Declared;
    readonly graph: PlannedGraph;
}

/** Whose plan it is. */
export interface Identity extends Pick<Environment, "project" | "stack"> {
    /** What the program is told its stack is. @default `stack` */
    readonly toldStack?: string;
}

/** Plans what is declared, as an environment's; undefined when the planner refuses the mixture. */
export type Experiment = (declared: Declared, as: Identity) => Promise<PlannedGraph | undefined>;

/** Reads and plans one stack. */
export async function readEnvironment(
    stack: string,
    directory = FORK,
): Promise<Environment | { readonly problems: readonly string[] }> {
    const read = readDeclared(stack, directory);
    if ("problems" in read) return read;
    const planned = await planStack({ directory, stack, mode: "deterministic" });
    return "problems" in planned ? planned : { stack, ...read, graph: planned.graph };
}

/** What a stack declares, before anything is planned. */
export function readDeclared(
    stack: string,
    directory = FORK,
): Pick<Environment, "declared" | "project"> | { readonly problems: readonly string[] } {
    const read = readStackFile({ directory, stack });
    if ("problems" in read) return { problems: read.problems.map(describeLocated) };
    const { config, project, secretKeys } = read.stackConfig;
    const { problems, settings, file } = parseSettings(
        { config, project, secretKeys: [...secretKeys], stack },
        ENVIRONMENTS.names,
    );
    if (settings === undefined) {
        return { problems: problems.map((problem) => describeLocated({ ...problem, file })) };
    }
    const shape = ENVIRONMENTS.shapeOf(settings.environment);
    return shape === undefined
        ? { problems: [`${stack}: has no shape`] }
        : { project, declared: { settings, shape } };
}

/** The program without its settings file: what `index.ts` builds from a plan. */
export const planDeclared: Experiment = async (declared, identity) => {
    const planned = await planOrRefuse(declared, identity);
    return "graph" in planned ? planned.graph : undefined;
};

/** As {@link planDeclared}, with what the planner has against it. */
export async function planOrRefuse(
    declared: Declared,
    { project, stack, toldStack = stack }: Identity,
): Promise<{ readonly graph: PlannedGraph } | { readonly problems: readonly LocatedProblem[] }> {
    const file = `Pulumi.${stack}.yaml`;
    const result = planEnvironment(
        { ...readingOf(declared), file },
        { ...ENVIRONMENTS, shapeOf: () => declared.shape },
    );
    if ("problems" in result) return result;
    const { graph, problems } = await recordProgram({
        program: () => new Platform("platform", result.plan).outputs(),
        project,
        stack,
        toldStack,
        organization: "organization",
        config: {},
        secretKeys: [],
        mode: "deterministic",
    });
    if (problems.length === 0) return { graph };
    return { problems: problems.map((what) => ({ file, path: "", what, remedy: "See npm run plan" })) };
}

/** Several reports ask for the same. */
const planned = new WeakMap<Declared, readonly PlannedComponent[]>();

/** What the platform would build of it, as plain values: pods and room for them are not in the graph. */
export function componentsOf({ declared }: Pick<Environment, "declared">): readonly PlannedComponent[] {
    const known = planned.get(declared);
    if (known !== undefined) return known;
    const result = planEnvironment(readingOf(declared), { ...ENVIRONMENTS, shapeOf: () => declared.shape });
    const components = "plan" in result ? result.plan.components : [];
    planned.set(declared, components);
    return components;
}

/** Secrets are not compared: where one is missing, the environment's own plan says so. */
function readingOf({ settings }: Declared): SettingsReading {
    const secrets = { project: "", encrypted: [], plain: [] };
    return { file: "", settings, valid: settings, problems: [], secrets, placeholders: [] };
}
