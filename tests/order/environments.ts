/** The planned graph of every environment, in both modes, planned once. */
import program = require("../../index");
import type { EnvironmentShape } from "../../components/platform/shape";
import type { Mode } from "../../tools/plan/answers";
import type { PlannedGraph } from "../../tools/plan/graph";
import { recordProgram } from "../../tools/plan/recorder";
import { FORK } from "../../tools/plan/root";
import { listStacks, readStackFile, type StackConfig } from "../../tools/plan/stack-file";
import { everything, everythingOnFargate } from "../support/everything";
import { IDENTITY, record } from "../support/record";
import { FAR } from "../support/networks";
import { graphOfShape } from "../support/plan-shape";
import { EVERYTHING, FAR_NETWORK, ON_FARGATE_HOST } from "./conditions";

export interface Environment {
    /** Name of the stack, {@link EVERYTHING}, {@link ON_FARGATE_HOST} or {@link FAR_NETWORK}. */
    readonly name: string;
    readonly graphs: { readonly [mode in Mode]: PlannedGraph };
}

let planned: Promise<readonly Environment[]> | undefined;
let stacks: Promise<readonly Environment[]> | undefined;

/** Every stack and the graphs of the tests. */
export function environments(): Promise<readonly Environment[]> {
    planned ??= planAll();
    return planned;
}

/**
 * Every stack. With what lives in the cluster, whatever a stack's settings say: the first of
 * a private cluster's two updates is without, and the order of the second is what counts.
 */
export function plannedStacks(): Promise<readonly Environment[]> {
    stacks ??= planStacks();
    return stacks;
}

async function planStacks(): Promise<readonly Environment[]> {
    const all: Environment[] = [];
    // One after the other: the recorder is not re-entrant.
    for (const stack of listStacks(FORK)) {
        const plan = async (mode: Mode): Promise<PlannedGraph> =>
            planWith(stack, { "platform:inCluster": "true" }, mode);
        const deterministic = await plan("deterministic");
        all.push({ name: stack, graphs: { deterministic, unknown: await plan("unknown") } });
    }
    return all;
}

/** GitOps of somebody else is told of the cluster, and what to do there. */
const TOLD: Partial<EnvironmentShape> = {
    gitops: { argoCd: { namespace: "argocd" } },
    objects: {
        applications: {
            manifests: [
                {
                    apiVersion: "argoproj.io/v1alpha1",
                    kind: "ApplicationSet",
                    metadata: { name: "workloads", namespace: "argocd" },
                    spec: { generators: [{ clusters: {} }] },
                },
            ],
        },
    },
};

async function planAll(): Promise<readonly Environment[]> {
    const all = await plannedStacks();
    const deterministic = await planEverything("deterministic");
    const graphs = { deterministic, unknown: await planEverything("unknown") };
    const fargate = {
        deterministic: await planEverything("deterministic", everythingOnFargate),
        unknown: await planEverything("unknown", everythingOnFargate),
    };
    const { config, shape } = FAR;
    const far = {
        deterministic: await graphOfShape({ ...shape, ...TOLD }, { config }),
        unknown: await graphOfShape({ ...shape, ...TOLD }, { config, mode: "unknown" }),
    };
    return [
        ...all,
        { name: EVERYTHING, graphs },
        { name: ON_FARGATE_HOST, graphs: fargate },
        { name: FAR_NETWORK, graphs: far },
    ];
}

/** A stack as its file says, but for these settings. */
export async function planWith(
    stack: string,
    settings: Readonly<Record<string, string>>,
    mode: Mode = "deterministic",
): Promise<PlannedGraph> {
    const { config, project, secretKeys } = settingsOf(stack);
    const { graph, problems } = await recordProgram({
        program: () => program({ placeholders: "report" }),
        project,
        stack,
        organization: IDENTITY.organization,
        config: { ...config, ...settings },
        secretKeys,
        mode,
    });
    if (problems.length > 0) throw new Error(`${stack}: ${problems.join("\n")}`);
    return graph;
}

export async function planEverything(
    mode: Mode = "deterministic",
    build: () => Record<string, unknown> = everything,
): Promise<PlannedGraph> {
    const { graph, problems } = await record(build, { mode });
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return graph;
}

export function settingsOf(stack: string): StackConfig {
    const read = readStackFile({ directory: FORK, stack });
    if ("problems" in read) throw new Error(read.problems.map(({ what }) => what).join("; "));
    return read.stackConfig;
}
