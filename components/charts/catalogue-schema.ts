/** What an environment may say of the charts the kit knows. */
import { z } from "zod";

import { jsonSchema } from "../shared/schema";
import { CHART_NAMES, type CHARTS } from "./catalogue";

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

export type KnownChartWords = z.infer<typeof knownChart>;

export const catalogueSchema = z.strictObject({ ...byName(knownChart.exactOptional()) });

/** The same schema for every chart the kit knows. */
function byName<Schema extends z.ZodType>(schema: Schema): ByName<Schema> {
    return Object.fromEntries(CHART_NAMES.map((chart) => [chart, schema])) as ByName<Schema>;
}

/** Over the catalogue itself, so that an editor shows what the catalogue says of each. */
type ByName<Schema> = { readonly [chart in keyof typeof CHARTS]: Schema };
