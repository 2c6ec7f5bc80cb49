/** Plans a shape of the kit's parts with the filled settings: problems, notices, or the graph of what would be made. */
import {
    environmentsOf,
    type Plan,
    planEnvironment,
    type PlanResult,
} from "../../components/platform/environment";
import { describeLocated } from "../../components/platform/located";
import type { Part } from "../../components/platform/part";
import { PARTS, PARTS_ON_EXISTING_CLUSTER, PARTS_WITHOUT_CLUSTER } from "../../components/platform/parts";
import { Platform } from "../../components/platform/platform";
import type {
    AnyPart,
    EnvironmentShape,
    ShapeOf,
    ShapeOnExistingCluster,
    ShapeWithoutCluster,
} from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import type { Mode } from "../../tools/plan/answers";
import type { PlannedGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { IDENTITY } from "./record";
import { readingWith } from "./settings";

/** What the program is given for an encrypted key offline. */
const MARKER = "[secret]";

export interface PlanOptions {
    /** Name of the environment. @default "dev" */
    readonly environment?: string;
    /** Names of encrypted keys of the project's own. */
    readonly secrets?: readonly string[];
    /** Further keys, and settings that are changed. */
    readonly config?: Readonly<Record<string, Json | undefined>>;
}

export type Planned = { readonly plan: Plan; readonly notices: readonly string[] };

/** The plan, or every problem as a person reads it. */
export function planShape(shape: EnvironmentShape, options: PlanOptions = {}): Planned | readonly string[] {
    const { config = {}, environment = "dev", secrets = [] } = options;
    const keys = secrets.map((name) => `${PROJECT_NAME}:${name}`);
    const marked = Object.fromEntries(keys.map((key) => [key, MARKER]));
    const reading = readingWith(
        { "platform:environment": environment, ...config, ...marked },
        { known: [environment], secretKeys: keys, stack: environment },
    );
    const result = planEnvironment(reading, { parts: PARTS, shapeOf: () => shape });
    return "problems" in result ? result.problems.map(describeLocated) : result;
}

export function refusedOf(shape: EnvironmentShape, options: PlanOptions = {}): readonly string[] {
    const planned = planShape(shape, options);
    return "plan" in planned ? [] : planned;
}

export function plannedOf(shape: EnvironmentShape, options: PlanOptions = {}): Planned {
    const planned = planShape(shape, options);
    if (!("plan" in planned)) throw new Error(planned.join("\n"));
    return planned;
}

/** Everything the environment is made of, recorded as `npm run plan` records it. */
export async function graphOfShape(
    shape: EnvironmentShape,
    options: PlanOptions & { readonly mode?: Mode } = {},
): Promise<PlannedGraph> {
    const { mode = "deterministic", secrets = [] } = options;
    const { plan } = plannedOf(shape, options);
    const keys = secrets.map((name) => `${IDENTITY.project}:${name}`);
    const { graph, problems } = await recordProgram({
        program: () => new Platform("platform", plan).outputs(),
        ...IDENTITY,
        config: Object.fromEntries(keys.map((key) => [key, MARKER])),
        secretKeys: keys,
        mode,
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

/** The same of an environment without a cluster. */
export function graphWithoutCluster(
    shape: ShapeWithoutCluster,
    options: PlanOptions & { readonly mode?: Mode } = {},
): Promise<PlannedGraph> {
    return graphOfResult(resultOf(PARTS_WITHOUT_CLUSTER, shape, options), options.mode);
}

/** Of an environment on a cluster that somebody else made: the plan, or every problem as a person reads it. */
export function planOnExistingCluster(
    shape: ShapeOnExistingCluster,
    options: PlanOptions = {},
): Planned | readonly string[] {
    const result = resultOf(PARTS_ON_EXISTING_CLUSTER, shape, options);
    return "problems" in result ? result.problems.map(describeLocated) : result;
}

/** What such an environment is made of. */
export function graphOnExistingCluster(
    shape: ShapeOnExistingCluster,
    options: PlanOptions & { readonly mode?: Mode } = {},
): Promise<PlannedGraph> {
    return graphOfResult(resultOf(PARTS_ON_EXISTING_CLUSTER, shape, options), options.mode);
}

function resultOf<const Parts extends readonly AnyPart[]>(
    parts: Parts & readonly Part<AnyPart["words"], ShapeOf<Parts>>[],
    shape: ShapeOf<Parts>,
    { config = {} }: PlanOptions,
): PlanResult {
    // No cluster is made whose services it could be of.
    const reading = readingWith({ "platform:serviceCidr": undefined, ...config });
    return planEnvironment(reading, environmentsOf(parts, { dev: shape }));
}

async function graphOfResult(result: PlanResult, mode: Mode = "deterministic"): Promise<PlannedGraph> {
    if ("problems" in result) throw new Error(result.problems.map(describeLocated).join("\n"));
    const program = () => new Platform("platform", result.plan).outputs();
    const { graph, problems } = await recordProgram({
        program,
        ...IDENTITY,
        config: {},
        secretKeys: [],
        mode,
    });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

/** As the test project's Pulumi.yaml names it. */
export const PROJECT_NAME = "eks-platform";
