/** Graphs that controls are tried on: the stacks of the tests' own fork, and environments with every part. */
import type { PolicyLevel } from "../../../components/platform/policy";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { EVERY_SET } from "../../apiserver/admission-cases";
import { environments } from "../../order/environments";
import { WHOLE_ON_FARGATE } from "../../support/beside-whole";
import { graphOfShape } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";
import { WHOLE, WHOLE_CONFIG } from "../../support/whole";

export interface Judged {
    readonly name: string;
    readonly level: PolicyLevel;
    readonly graph: PlannedGraph;
    /** What a first preview knows of it. */
    readonly unknown: PlannedGraph;
    /** One of the kit's own environments, which hold everything. */
    readonly isStack: boolean;
}

const LEVELS: Readonly<Record<string, PolicyLevel>> = { dev: "dev", staging: "staging" };

const TEAM = (name: string) => ({
    namespaces: { [name]: {} },
    people: {
        pipeline: {
            who: { kind: "pipeline" as const, repository: `acme/${name}`, environment: "dev" },
            rights: "edit" as const,
        },
    },
    repositories: { api: {} },
});
/** Each into its own repository, and not the other's. */
const PUSHING: Pick<EnvironmentShape, "registry" | "teams"> = {
    registry: { repositories: { base: {} } },
    teams: { payments: TEAM("payments"), orders: TEAM("orders") },
};

let judged: Promise<readonly Judged[]> | undefined;

/** Each planned once a process. What is no stack is asked everything. */
export function judgedGraphs(): Promise<readonly Judged[]> {
    judged ??= planAll();
    return judged;
}

async function planAll(): Promise<readonly Judged[]> {
    const known = (await environments()).map(({ graphs, name }): Judged => {
        const isStack = ["dev", "staging", "production"].includes(name);
        const level = (isStack ? LEVELS[name] : undefined) ?? "production";
        return { name, level, graph: graphs.deterministic, unknown: graphs.unknown, isStack };
    });
    return [
        ...known,
        await plannedShape("whole", WHOLE, WHOLE_CONFIG),
        await plannedShape(
            "every rule at run time, and teams that push images",
            { ...ON_NODES, ...PUSHING, admissionPolicies: EVERY_SET },
            {},
        ),
        await plannedShape("whole on Fargate", WHOLE_ON_FARGATE, {
            "platform:kubernetesVersion": "1.35",
            "platform:podCidr": "100.64.0.0/16",
        }),
    ];
}

async function plannedShape(
    name: string,
    shape: Parameters<typeof graphOfShape>[0],
    config: Readonly<Record<string, string>> | typeof WHOLE_CONFIG,
): Promise<Judged> {
    const graph = await graphOfShape(shape, { config });
    const unknown = await graphOfShape(shape, { config, mode: "unknown" });
    return { name, level: "production", graph, unknown, isStack: false };
}
