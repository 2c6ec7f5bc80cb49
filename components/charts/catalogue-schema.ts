/** What an environment may say of the charts the kit knows. */
import { z } from "zod";

import { jsonSchema } from "../shared/schema";
import { CHART_NAMES, CHARTS } from "./catalogue";
import type { KnownChart } from "./definition";

const knownChart = z.strictObject({
    /** Another version than the pinned one. @default that of stacks/own/pins.yaml, else the kit's */
    version: z.string().exactOptional(),
    /** Pods of each Deployment. @default addons.replicas */
    replicas: z.number().exactOptional(),
    /**
     * Values of the chart, merged over the kit's own: maps key by key, a list or any other value takes the place of the
     * kit's. @default the kit's own
     */
    values: z.record(z.string(), jsonSchema).exactOptional(),
});

/** What may be said of any of them. */
export type KnownChartWords = z.infer<typeof knownChart>;

export const catalogueSchema = z.strictObject(withOptions(knownChart));

/** For every chart the kit knows, words that all have and its own. */
function withOptions(known: typeof knownChart): ByName {
    const schemaOf = ({ options }: KnownChart) =>
        // The same schema where a chart has no words of its own: the reference then tells them once.
        (Object.keys(options).length === 0 ? known : known.extend(options)).exactOptional();
    return Object.fromEntries(CHART_NAMES.map((chart) => [chart, schemaOf(CHARTS[chart])])) as ByName;
}

/** Over the catalogue itself, so that an editor shows what the catalogue says of each. */
type ByName = {
    readonly [chart in keyof typeof CHARTS]: (typeof CHARTS)[chart] extends KnownChart<infer Options>
        ? z.ZodExactOptional<z.ZodObject<(typeof knownChart)["shape"] & Options, z.core.$strict>>
        : never;
};
