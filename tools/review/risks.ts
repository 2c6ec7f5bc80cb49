/** What could hurt in a change, the worst first: every rule, one family a file. */
import type { GraphDiff } from "./change";
import { inClusterOff, lockOuts } from "./risks/access";
import { leavingControllers } from "./risks/controllers";
import { controlPlaneChanges } from "./risks/control-plane";
import { definitionChanges } from "./risks/definitions";
import { lostFilters } from "./risks/filters";
import { loosenedGuards } from "./risks/guardrails";
import { heldParts } from "./risks/held";
import { lostIdentities } from "./risks/identity";
import { losses, protectedLosses } from "./risks/loss";
import { computeMoves } from "./risks/compute-kinds";
import { closedProviders } from "./risks/closed-provider";
import { moves, otherZones } from "./risks/moves";
import { otherVpc } from "./risks/networks";
import { disruptions } from "./risks/nodes";
import { podNetworkChanges } from "./risks/pod-network";
import { renamedProject } from "./risks/project";
import { lostProtection } from "./risks/protection";
import { smallerQuotas } from "./risks/quotas";
import { closings, lostAddresses, openings } from "./risks/reach";
import { aroundOf, partOf, type PlacedRisk, type Risk, type RiskRule, SEVERITIES } from "./risks/risk";
import { shorterRetention } from "./risks/retention";
import { sharedDefinitions } from "./risks/shared-definition";
import { closedSignIns } from "./risks/sign-in";
import { silentChanges } from "./risks/silent";
import { teamChanges } from "./risks/teams";
import { traps } from "./risks/traps";
import { unprovenChanges } from "./risks/unproven";
import { versionSteps } from "./risks/versions";
import { waysOut } from "./risks/way-out";

/** Within one severity, risks come in this order. */
const RULES: readonly RiskRule[] = [
    renamedProject,
    moves,
    otherZones,
    otherVpc,
    heldParts,
    losses,
    shorterRetention,
    closedProviders,
    computeMoves,
    sharedDefinitions,
    inClusterOff,
    lockOuts,
    closedSignIns,
    controlPlaneChanges,
    traps,
    closings,
    disruptions,
    podNetworkChanges,
    teamChanges,
    smallerQuotas,
    lostIdentities,
    protectedLosses,
    unprovenChanges,
    lostProtection,
    lostFilters,
    loosenedGuards,
    openings,
    versionSteps,
    definitionChanges,
    leavingControllers,
    silentChanges,
    waysOut,
    lostAddresses,
];

/** Every risk of a diff; none without a base, since a new environment has nothing to lose. */
export function risksOf(diff: GraphDiff): readonly PlacedRisk[] {
    if (diff.base === undefined) return [];
    const around = aroundOf(diff);
    const found = withoutTwins(RULES.map((rule) => ({ rule, risks: rule(around) }))).map(
        (risk): PlacedRisk => {
            const refused = risk.refused ?? around.changes.get(risk.urn)?.refused;
            const { name } = partOf(risk.urn, around);
            return { ...risk, component: name, ...(refused === undefined ? {} : { refused }) };
        },
    );
    return SEVERITIES.flatMap((severity) => found.filter((risk) => risk.severity === severity));
}

interface Found {
    readonly rule: RiskRule;
    readonly risks: readonly Risk[];
}

/** That something is protected says nothing more about a loss that a rule of its own tells. */
function withoutTwins(all: readonly Found[]): readonly Risk[] {
    const told = new Set(
        all
            .filter(({ rule }) => rule !== protectedLosses)
            .flatMap(({ risks }) => risks.filter(({ severity }) => severity !== "low").map(({ urn }) => urn)),
    );
    return all.flatMap(({ rule, risks }) =>
        rule === protectedLosses ? risks.filter(({ urn }) => !told.has(urn)) : risks,
    );
}
