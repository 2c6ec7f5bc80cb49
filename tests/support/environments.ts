/**
 * Two whole environments of the tests' own, planned by the kit's program. Not those of stacks/: a fork edits these as
 * it likes, and what is said of the tests' own stays exact.
 */
import type { Settings } from "../../components/platform/settings/types";
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Environment } from "../../tools/parity/environment";
import { planDeclared } from "../../tools/parity/environment";
import type { Declared } from "../../tools/parity/sources";
import type { PlannedGraph } from "../../tools/plan/graph";
import { readingWith } from "./settings";
import { ON_FARGATE, ON_NODES } from "./shapes";

/** Small, on Fargate, open to a listed network; and large, on nodes, private, protected. */
export type TestEnvironment = "small" | "large";

/** What an environment says otherwise than the tests' own. */
export interface Edit {
    readonly settings?: Partial<Settings>;
    readonly shape?: (shape: EnvironmentShape) => EnvironmentShape;
}

const SHAPES: { readonly [name in TestEnvironment]: EnvironmentShape } = {
    small: ON_FARGATE,
    large: ON_NODES,
};

const LARGE: Partial<Settings> = {
    clusterName: "large",
    zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" },
    controlPlaneZones: ["a", "b", "c"],
    admins: ["platform-admin", "platform-break-glass"].map(
        (role) => `arn:aws:iam::210987654321:role/${role}`,
    ),
    apiAccess: { kind: "private", reach: "in-vpc-runner" },
    protection: true,
};

export function declaredOf(
    name: TestEnvironment,
    { settings = {}, shape = (same) => same }: Edit = {},
): Declared {
    const filled = readingWith({}).settings;
    if (filled === undefined) throw new Error("the filled settings are refused");
    const own = name === "large" ? LARGE : { clusterName: "small" };
    return { settings: { ...filled, ...own, ...settings }, shape: shape(SHAPES[name]) };
}

const planned = new Map<string, Promise<Environment>>();

/** Each planned once a process: many tests begin with the same one. */
export function environmentOf(name: TestEnvironment, edit: Edit = {}): Promise<Environment> {
    const declared = declaredOf(name, edit);
    const key = JSON.stringify([name, declared]);
    const environment = planned.get(key) ?? plan(name, declared);
    planned.set(key, environment);
    return environment;
}

async function plan(name: TestEnvironment, declared: Declared): Promise<Environment> {
    const place = { project: "kit", stack: name };
    const graph = await planDeclared(declared, place);
    if (graph === undefined) throw new Error("the environment is refused");
    return { ...place, declared, graph };
}

export async function graphOfEnvironment(name: TestEnvironment, edit: Edit = {}): Promise<PlannedGraph> {
    return (await environmentOf(name, edit)).graph;
}
