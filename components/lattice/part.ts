/** The environment's VPC in a service network of VPC Lattice. */
import { type z } from "zod";

import { type Environment, type FiledProblem, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { Lattice } from "./lattice";
import { latticeSchema } from "./lattice-schema";
import { checkLattice, type LatticeSpec, noticesOfLattice } from "./lattice-spec";

const words = {
    /**
     * VPC Lattice: services that other VPCs and accounts call without a route between them. `catalogue` has the controller
     * that makes them of Gateways and routes of Kubernetes.
     * @default none
     * @example
     * lattice: { serviceNetwork: { kind: "own" } },
     */
    lattice: latticeSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>>;

export const lattice = part({
    words,
    // Nodes and the controller come later: what they answer reaches callers from the first.
    phase: "access",
    plan: ({ settings, shape }: Environment<Reads>): Named<LatticeSpec>[] => {
        if (shape.lattice === undefined) return [];
        const { clusterName, lattice: named } = settings;
        const spec = { ...shape.lattice, clusterName, ...defined({ lattice: named }) };
        return [{ name: "lattice", shapePath: "lattice", spec }];
    },
    origins: { clusterName: "clusterName", lattice: "lattice" },
    check: checkLattice,
    checkAll: (components, environment) => (components.length > 0 ? [] : checkUnused(environment)),
    notices: (components) => components.flatMap(({ spec }) => noticesOfLattice(spec)),
    build: ({ name, spec }, { ground: { cluster, vpc }, options }) => {
        const made = new Lattice(name, { ...spec, cluster, vpc }, options);
        return { ready: made.ready, provides: { serviceNetworkArn: made.serviceNetworkArn } };
    },
});

function checkUnused({ file, settings: { lattice: named } }: Environment<Reads>): FiledProblem[] {
    if (named === undefined) return [];
    return [
        {
            file,
            path: "platform:lattice",
            what: "the shape has no lattice",
            got: { prefixLists: [...named.prefixLists] },
            remedy: 'Remove it, or write lattice: { serviceNetwork: { kind: "own" } } in the shape',
        },
    ];
}
