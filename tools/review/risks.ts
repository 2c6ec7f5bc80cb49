/** What could hurt in a change, the worst first: every rule, one family a file. */
import type { GraphDiff } from "./change";
import { inClusterOff, lockOuts } from "./risks/access";
import { lostIdentities } from "./risks/identity";
import { losses, protectedLosses } from "./risks/loss";
import { moves, otherZones } from "./risks/moves";
import { disruptions } from "./risks/nodes";
import { renamedProject } from "./risks/project";
import { lostProtection } from "./risks/protection";
import { closings, openings, outboundAddresses } from "./risks/reach";
import { aroundOf, type Risk, type RiskRule, SEVERITIES } from "./risks/risk";
import { silentChanges } from "./risks/silent";
import { traps } from "./risks/traps";
import { unprovenChanges } from "./risks/unproven";
import { versionSteps } from "./risks/versions";

/** Within one severity, risks come in this order. */
const RULES: readonly RiskRule[] = [
    renamedProject,
    moves,
    otherZones,
    losses,
    inClusterOff,
    lockOuts,
    traps,
    closings,
    disruptions,
    lostIdentities,
    protectedLosses,
    unprovenChanges,
    lostProtection,
    openings,
    versionSteps,
    silentChanges,
    outboundAddresses,
];

/** Every risk of a diff; none without a base, since a new environment has nothing to lose. */
export function risksOf(diff: GraphDiff): readonly Risk[] {
    if (diff.base === undefined) return [];
    const around = aroundOf(diff);
    const found = RULES.flatMap((rule) => rule(around));
    return SEVERITIES.flatMap((severity) => found.filter((risk) => risk.severity === severity));
}
