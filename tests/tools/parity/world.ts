/** Environments of a small program whose decisions are known, and the program as an experiment. */
import type { Json } from "../../../components/shared/json";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Settings } from "../../../components/platform/settings/types";
import type { PlannedGraph } from "../../../tools/plan/graph";
import type { Environment, Experiment } from "../../../tools/parity/environment";
import type { Declared } from "../../../tools/parity/sources";
import { graphOf, planned } from "../../support/graphs";

export type Values = Readonly<Record<string, Json>>;

/** What a program makes of settings and shape: inputs by component, and of each a resource of the same name. */
export type Program = (
    settings: Values,
    shape: Values,
    stack: string,
) => Readonly<Record<string, Values>> | undefined;

export function declared(settings: Values, shape: Values): Declared {
    return {
        settings: settings as unknown as Settings,
        shape: shape as unknown as EnvironmentShape,
    };
}

export function experimentOf(program: Program): Experiment {
    return (from, { stack, toldStack = stack }) => Promise.resolve(build(program, from, toldStack));
}

export function environmentOf(program: Program, stack: string, from: Declared): Environment {
    const graph = build(program, from, stack);
    if (graph === undefined) throw new Error("refused");
    return { stack, project: "kit", declared: from, graph };
}

function build(program: Program, { settings, shape }: Declared, stack: string): PlannedGraph | undefined {
    const made = program(settings as unknown as Values, shape as unknown as Values, stack);
    if (made === undefined) return undefined;
    const resources = Object.entries(made).flatMap(([name, { resource, ...inputs }]) => {
        const component = planned({ type: "platform:test:Part", name, inputs });
        const below = { type: "aws:ec2/vpc:Vpc", name: `${name}-vpc`, parent: component };
        return [component, planned({ ...below, inputs: { value: resource ?? null } })];
    });
    return graphOf(...resources);
}
