/** Every mutant, by the control that must notice it. */
import type { Mutants } from "./mutate";
import { CONTROL_PLANE_MUTANTS } from "./mutants/control-plane";
import { FURTHER_MUTANTS, PODS } from "./mutants/further";
import { GITOPS_MUTANTS } from "./mutants/gitops";
import { KARPENTER_MUTANTS } from "./mutants/karpenter";
import { NETWORK_MUTANTS } from "./mutants/network";
import { RELIABILITY_MUTANTS } from "./mutants/reliability";
import { RUN_TIME_MUTANTS } from "./mutants/run-time";
import { SECURITY_MUTANTS } from "./mutants/security";
import { TEAMS_MUTANTS } from "./mutants/teams";

export const MUTANTS: Mutants = joined(
    CONTROL_PLANE_MUTANTS,
    SECURITY_MUTANTS,
    NETWORK_MUTANTS,
    RELIABILITY_MUTANTS,
    KARPENTER_MUTANTS,
    FURTHER_MUTANTS,
    GITOPS_MUTANTS,
    TEAMS_MUTANTS,
    PODS,
    RUN_TIME_MUTANTS,
);

function joined(...all: readonly Mutants[]): Mutants {
    const result = new Map<string, Mutants[string]>();
    for (const [id, mutants] of all.flatMap((one) => Object.entries(one))) {
        result.set(id, [...(result.get(id) ?? []), ...mutants]);
    }
    return Object.fromEntries(result);
}
