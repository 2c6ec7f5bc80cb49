/** Every fault of the compute part: each component's own, and those between them. */
import { checkAddon } from "../addons/addon-spec";
import { checkFargateProfile } from "../compute/fargate-profile-spec";
import { checkManagedNodes, checkNodeSlots } from "../compute/managed-nodes-spec";
import { checkKarpenter } from "../karpenter/karpenter-spec";
import { checkNodePool } from "../karpenter/node-pool-spec";
import type { Problem } from "../shared/problems";
import { isKubernetesMinor } from "../versions";
import { capacitiesOf, type ComputePlan, type ComputeSettings, type Named, podsOf, SYSTEM } from "./compute";
import type { LocatedProblem } from "./located";
import { locate, type Place } from "./parts";
import { checkPlacement } from "./placement";
import type { EnvironmentShape } from "./shape";

/** Arguments of compute components that come from a setting; all others stand in the shape. */
const FROM_SETTINGS: Place["settings"] = {
    account: "account",
    chartRegistry: "chartRegistry",
    clusterName: "clusterName",
    imageRegistry: "imageRegistry",
    kubernetesVersion: "kubernetesVersion",
    region: "region",
    tags: "tags",
};

/** Every fault, where a person finds what to mend. What several parts find is said several times. */
export function checkCompute(
    plan: ComputePlan,
    settings: ComputeSettings,
    shape: EnvironmentShape,
    file: string,
): LocatedProblem[] {
    const at = (shapePath: string) => ({
        environment: settings.environment,
        file,
        settings: FROM_SETTINGS,
        shapePath,
    });
    const each = <Spec>(parts: readonly Named<Spec>[], check: (spec: Spec) => readonly Problem[]) =>
        parts.flatMap(({ shapePath, spec }) =>
            check(spec).map((problem) =>
                locate({ ...problem, path: asWritten(problem.path) }, at(shapePath)),
            ),
        );
    return [
        ...each(plan.profiles, checkFargateProfile),
        ...each(plan.nodes, (spec) => [
            ...checkManagedNodes(spec),
            ...checkNodeSlots(spec.slots, settings.zones),
        ]),
        // The cluster's own check names a minor the kit does not know: not each add-on again.
        ...each(isKubernetesMinor(settings.kubernetesVersion) ? plan.addons : [], (spec) =>
            checkAddon(spec).map((problem) => ({ ...problem, path: asWrittenFor(spec.addon, problem.path) })),
        ),
        ...each([plan.karpenter], checkKarpenter),
        ...each(plan.pools, checkNodePool),
        ...[
            ...checkNames(shape),
            ...checkSystemNodes(plan, shape),
            ...checkSpread(shape),
            ...checkVersions(plan, shape),
            ...checkPoolZones(plan, settings),
            ...checkPlacement("compute", podsOf(plan), capacitiesOf(plan)),
        ].map((problem) => locate(problem, at(""))),
    ];
}

/** Arguments that a shape holds under another name, or that come from a setting after all. */
const WRITTEN: readonly (readonly [argument: string, written: string])[] = [
    ["nodeClass.tags", "tags"],
    ["options.volumeTags", "tags"],
    ["nodeClass.", ""],
    ["options.", ""],
];

/** What a shape says as the key of a map. */
const KEYS = ["pool", "profile"];

function asWritten(path: string): string {
    if (KEYS.includes(path)) return "";
    const found = WRITTEN.find(([argument]) => path.startsWith(argument));
    return found === undefined ? path : `${found[1]}${path.slice(found[0].length)}`;
}

/** Versions of add-ons stand in one map. */
function asWrittenFor(addon: string, path: string): string {
    if (path === "version") return `versions.${addon}`;
    return path === "addon" ? "" : path;
}

/**
 * F33: a fork's profile or nodes that would take the name of the kit's own; on the other host as well, since the host may
 * move.
 */
function checkNames({ fargateProfiles = {}, managedNodes = {} }: EnvironmentShape): Problem[] {
    return Object.entries({ fargateProfiles, managedNodes })
        .filter(([, parts]) => Object.hasOwn(parts, SYSTEM))
        .map(([list]) => ({
            path: `${list}.${SYSTEM}`,
            what: `"${SYSTEM}" is the kit's own: the name stands for where Karpenter runs`,
            remedy: "Choose another name",
        }));
}

/**
 * Rule 15: with one node, or with all in one zone, a single loss would leave nothing that could start another. All system
 * groups count together.
 */
function checkSystemNodes({ nodes }: ComputePlan, { compute }: EnvironmentShape): Problem[] {
    const system = nodes.find(({ name }) => name === `nodes-${SYSTEM}`);
    if (compute.host.kind !== "managed-nodes" || system === undefined) return [];
    const { shapePath, spec } = system;
    const { min } = spec.sizePerZone;
    const zones = spec.slots.length;
    const problems: Problem[] = [];
    if (zones < 2) {
        problems.push({
            path: `${shapePath}.slots`,
            what: "all system nodes lie in one zone, and nothing could start a node when it fails",
            got: spec.slots,
            remedy: "Name two slots at least, or leave slots out for every zone",
        });
    }
    if (min * zones < 2) {
        problems.push({
            path: `${shapePath}.sizePerZone.min`,
            what: `${min * zones} system nodes in ${zones} zones, and Karpenter needs two to survive the loss of one`,
            got: min,
            remedy: "Let each zone have at least one",
        });
    }
    return [...problems, ...checkSystemTypes(`${shapePath}.instanceTypes`, spec.instanceTypes)];
}

/**
 * Karpenter's pod asks for a core and a GiB, beside what every node runs. A `medium` has one core but in the t families,
 * whose `nano` to `small` have 0.5 to 2 GiB. Source: Amazon EC2 Instance Types Guide, general purpose.
 */
function checkSystemTypes(path: string, types: readonly string[]): Problem[] {
    return types.flatMap((type, index) => {
        const isTooSmall = /^t.*\.(nano|micro|small)$/.test(type) || /^[^t].*\.(small|medium)$/.test(type);
        if (!isTooSmall) return [];
        const remedy = "Choose a large one, or a medium of the t families";
        return [{ path: `${path}[${index}]`, what: "Karpenter's pod does not fit on it", got: type, remedy }];
    });
}

/** Fargate places each pod by itself. What would be dropped without a word is refused. */
function checkSpread({ addons, compute }: EnvironmentShape): Problem[] {
    if (!addons.zoneSpread || compute.host.kind !== "fargate") return [];
    return [
        {
            path: "addons.zoneSpread",
            what: "Fargate does not spread pods over zones",
            got: addons.zoneSpread,
            remedy: "Use false on host fargate, or host managed-nodes",
        },
    ];
}

/** The version of an add-on the environment does not have would be left out without a word. */
function checkVersions({ addons }: ComputePlan, shape: EnvironmentShape): Problem[] {
    const installed: readonly string[] = addons.map(({ spec }) => spec.addon);
    return Object.entries(shape.addons.versions ?? {})
        .filter(([addon]) => !installed.includes(addon))
        .map(([addon, got]) => ({
            path: `addons.versions.${addon}`,
            what: "the environment does not have this add-on",
            got,
            remedy: "Set addons.nodeMonitoring: true, or remove the version",
        }));
}

/** Pools that ask for zones in which the environment has no subnet would never start a node. */
function checkPoolZones({ pools }: ComputePlan, { zones }: ComputeSettings): Problem[] {
    const known = Object.values(zones);
    return pools.flatMap(({ shapePath, spec }) =>
        spec.requirements.flatMap(({ key, operator, values = [] }, index) =>
            key !== "topology.kubernetes.io/zone" || operator !== "In"
                ? []
                : values.flatMap((zone, position) =>
                      known.includes(zone)
                          ? []
                          : [
                                {
                                    path: `${shapePath}.requirements[${index}].values[${position}]`,
                                    what: "the environment has no subnet in this zone",
                                    got: zone,
                                    remedy: `Choose from ${known.join(", ")}, or add the zone to platform:zones`,
                                },
                            ],
                  ),
        ),
    );
}
