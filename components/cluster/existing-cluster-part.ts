/** The environment's cluster, where somebody else made it. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { ExistingCluster } from "./existing-cluster";
import { existingComputeSchema } from "./existing-cluster-schema";
import { capacityOfExisting, checkExistingCluster, type ExistingClusterSpec } from "./existing-cluster-spec";

const words = {
    /**
     * Nodes of the cluster of `platform:existingCluster`, which its owner keeps.
     * @example
     * compute: { kind: "existing", nodes: 3 },
     */
    compute: existingComputeSchema,
};

type Reads = z.infer<z.ZodObject<typeof words>> & { readonly addons: Readonly<Record<string, unknown>> };

export const existingCluster = part({
    words,
    phase: "control-plane",
    plan: ({ settings, shape }: Environment<Reads>): Named<ExistingClusterSpec>[] => {
        const { account, apiAccess, assumeRoleArn, clusterName, existingCluster: named, region } = settings;
        const proxyUrl = "proxyUrl" in apiAccess ? apiAccess.proxyUrl : undefined;
        return [
            {
                name: "cluster",
                shapePath: "compute",
                spec: {
                    ...{ account, clusterName, region, nodes: shape.compute.nodes },
                    ...defined({ assumeRoleArn, proxyUrl }),
                    // One that is not named is refused by the check, and nothing is built then.
                    ...({ existingCluster: named } as Pick<ExistingClusterSpec, "existingCluster">),
                },
            },
        ];
    },
    origins: { existingCluster: "existingCluster" },
    check: checkExistingCluster,
    notices: (_, { shape }) =>
        shape.addons["eks-pod-identity-agent"] === undefined
            ? [
                  "Pods get their roles through Pod Identity: the cluster needs its agent, its owner's or addons.eks-pod-identity-agent",
              ]
            : [],
    capacity: capacityOfExisting,
    build: ({ name, spec }, { options }) => {
        const made = new ExistingCluster(name, spec, options);
        return { ready: made.ready, provides: { cluster: made } };
    },
});
