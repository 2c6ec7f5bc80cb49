/** Charts of the catalogue as an environment has them: inputs of the release, and pods as placement knows them. */
import type { EnvironmentShape } from "../../components/platform/shape";
import type { KitPod } from "../../components/shared/pods";
import { objectOf } from "../../tools/facts/build";
import type { Properties } from "../../tools/facts/facts";
import { graphOfShape, plannedOf, type PlanOptions } from "./plan-shape";
import { resourceNamed } from "./record";

export type Catalogue = NonNullable<EnvironmentShape["catalogue"]>;

/** Inputs of the release, and its values apart. */
export async function releaseOf(
    shape: EnvironmentShape,
    chart: keyof Catalogue,
    options: PlanOptions = {},
): Promise<{ readonly inputs: Properties; readonly values: Properties }> {
    const graph = await graphOfShape(shape, options);
    const inputs = objectOf(resourceNamed(graph, `chart-${chart}-release`).inputs);
    return { inputs, values: objectOf(inputs["values"]) };
}

/** What placement is told of its pods. */
export function podsOfKnownChart(shape: EnvironmentShape, chart: keyof Catalogue): readonly KitPod[] {
    const { components } = plannedOf(shape).plan;
    return components.find(({ name }) => name === `chart-${chart}`)?.pods ?? [];
}
