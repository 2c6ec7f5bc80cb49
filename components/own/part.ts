/** Resources of a fork's own, beside those of the kit. */
import { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import type { Settings } from "../platform/settings/types";
import { defined } from "../shared/defined";
import type { OwnResources as OwnWords } from "./own-schema";
import { ownSchema } from "./own-schema";
import { OwnResources, type OwnResourcesArgs } from "./own-resources";

const words = {
    /**
     * Resources of your own, by name: each a component `own-<name>`.
     * @default none
     * @example
     * own: {
     *     jobs: {
     *         needs: "network",
     *         make: ({ name, options }) => ({ url: new Queue(name, {}, options).url }),
     *     },
     * },
     */
    own: z.record(z.string(), ownSchema).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export interface OwnSpec {
    readonly own: string;
    readonly resources: OwnWords;
    readonly settings: Settings;
}

export const own = part({
    words,
    // What needs the network alone stands beside the control plane, and does not wait for it.
    phase: ({ resources }: OwnSpec) => (resources.needs === "network" ? "control-plane" : "releases"),
    plan: ({ settings, shape }: Environment<Reads>): Named<OwnSpec>[] =>
        Object.entries(shape.own ?? {}).map(([name, resources]) => ({
            name: `own-${name}`,
            shapePath: `own.${name}`,
            spec: { own: name, resources, settings },
        })),
    origins: { own: { shape: "" } },
    check: ({ own: name }) => checkName(name),
    build: ({ name, spec: { own: key, resources, settings } }, { ground, options }) => {
        const make: OwnResourcesArgs["make"] = (parent) => {
            const place = { name, options: { parent }, settings, vpc: ground.vpc, keys: ground.keys };
            return resources.needs === "network"
                ? resources.make(place)
                : resources.make({
                      ...place,
                      cluster: ground.cluster,
                      ...defined({ serviceNetworkArn: ground.serviceNetworkArn }),
                  });
        };
        const made = new OwnResources(name, { needs: resources.needs, make }, options);
        return { ready: made.ready, provides: { own: { ...ground.own, [key]: made.outputs } } };
    },
});

/** The name is part of logical names, which become names in AWS. */
function checkName(name: string): PlacedProblem[] {
    if (/^[a-z]([a-z0-9-]*[a-z0-9])?$/.test(name)) return [];
    const remedy = "Use small letters, digits and -, the first a letter";
    return [{ path: "own", what: "not a name of own resources", got: name, remedy }];
}
