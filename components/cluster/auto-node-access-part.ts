/** Who may join as a node of Auto Mode's pools of one's own. Of EKS's own pools EKS makes the entry. */
import { type ComputeWords, ownClassesOf } from "../compute/ref";
import { type Environment, part } from "../platform/part";
import { AutoNodeAccess } from "./auto-node-access";

export interface Reads {
    readonly compute: ComputeWords;
}

export const autoNodeAccess = part({
    phase: "access",
    plan: ({ settings: { region }, shape: { compute } }: Environment<Reads>) =>
        ownClassesOf(compute)?.role === "kits"
            ? [{ name: "auto-nodes", shapePath: "compute.pools", spec: { region } }]
            : [],
    origins: { region: "region" },
    check: () => [],
    build: ({ name, spec }, { ground: { autoNodeRole, cluster }, options }) => {
        if (autoNodeRole === undefined)
            throw new Error("auto-nodes: the control plane made no role for them");
        return new AutoNodeAccess(name, { ...spec, cluster, role: autoNodeRole }, options);
    },
});
