/** What the environment must outlive. */
import { type z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { clusterTagKey } from "../shared/tags";
import { Resilience } from "./resilience";
import { resilienceSchema } from "./resilience-schema";
import { checkResilience, type ResilienceSpec } from "./resilience-spec";

const words = {
    /**
     * Assessment by AWS Resilience Hub, and zonal shifts that AWS starts by itself.
     * @default neither
     * @example
     * resilience: {
     *     hub: { availabilityPercent: 99.9, zoneLoss: { recoverMinutes: 5, loseMinutes: 0 }, namespaces: ["shop"] },
     * },
     */
    resilience: resilienceSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly controlPlane: { readonly zonalShift: boolean };
};

export const resilience = part({
    words,
    phase: "releases",
    plan: ({ settings, shape }: Environment<Reads>): Named<ResilienceSpec>[] => {
        if (shape.resilience === undefined) return [];
        const { account, clusterName, region } = settings;
        const spec = {
            ...shape.resilience,
            ...{ account, clusterName, region, zonalShift: shape.controlPlane.zonalShift },
            ...defined({ tagKey: clusterTagKey(settings) }),
        };
        return [{ name: "resilience", shapePath: "resilience", spec }];
    },
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkResilience,
    build: ({ name, spec }, { ground: { cluster }, options }) =>
        new Resilience(name, { ...spec, cluster }, options),
});
