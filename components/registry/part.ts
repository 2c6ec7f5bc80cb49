/** The account's registry of images. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { Registry } from "./registry";
import { checkRegistry } from "./registry-checks";
import { registrySchema } from "./registry-schema";
import { noticesOfRegistry, type RegistrySpec } from "./registry-spec";

const words = {
    /**
     * Images in the account's own registry: repositories, caches of other registries, scanning.
     * @default none
     * @example
     * registry: {
     *     repositories: { "team-a/web": { keep: { images: 50 } } },
     *     pullThrough: { quay: { upstream: "quay.io" } },
     *     scanning: { kind: "enhanced" },
     * },
     */
    registry: registrySchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const registry = part({
    words,
    // Before the roles of nodes, which may fill its caches.
    phase: "network",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<RegistrySpec>[] =>
        shape.registry === undefined
            ? []
            : [
                  {
                      name: "registry",
                      shapePath: "registry",
                      spec: { ...shape.registry, account, clusterName, region },
                  },
              ],
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkRegistry,
    notices: (components) => components.flatMap(({ spec }) => noticesOfRegistry(spec)),
    build: ({ name, spec }, { options }) => {
        const made = new Registry(name, spec, options);
        return { ready: made.ready, provides: defined({ pullPolicyArn: made.pullPolicyArn }) };
    },
});
