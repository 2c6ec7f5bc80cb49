/** Every fault of the compute part: each component's own, and those between them. */
import { checkAddon } from "../components/addons/addon-spec";
import { checkFargateProfile } from "../components/compute/fargate-profile-spec";
import { checkManagedNodes, checkNodeSlots } from "../components/compute/managed-nodes-spec";
import { checkKarpenter } from "../components/karpenter/karpenter-spec";
import { checkNodePool } from "../components/karpenter/node-pool-spec";
import type { Problem } from "../components/shared/problems";
import { isKubernetesMinor } from "../components/versions";
import { capacitiesOf, type ComputePlan, type ComputeSettings, type Named, podsOf, SYSTEM } from "./compute";
import type { LocatedProblem } from "./located";
import { locate, type Place } from "./parts";
import { checkPlacement } from "./placement";

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
export function checkCompute(plan: ComputePlan, settings: ComputeSettings, file: string): LocatedProblem[] {
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
            ...checkNames(plan),
            ...checkSystemNodes(plan),
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

function asWritten(path: string): string {
    const found = WRITTEN.find(([argument]) => path.startsWith(argument));
    return found === undefined ? path : `${found[1]}${path.slice(found[0].length)}`;
}

/** Versions of add-ons stand in one map. */
function asWrittenFor(addon: string, path: string): string {
    if (path === "version") return `versions.${addon}`;
    return path === "addon" ? "" : path;
}

/** F33: a fork's profile or nodes that would take the name of the kit's own. */
function checkNames({ nodes, profiles }: ComputePlan): Problem[] {
    return [...profiles, ...nodes].flatMap(({ name, shapePath }, index, all) =>
        all.findIndex((other) => other.name === name) === index
            ? []
            : [
                  {
                      path: shapePath,
                      what: `"${SYSTEM}" is the kit's own: the name stands for where Karpenter runs`,
                      remedy: "Choose another name",
                  },
              ],
    );
}

/** Rule 15: with one node, its loss would leave nothing that could start another. All system groups count together. */
function checkSystemNodes({ nodes }: ComputePlan): Problem[] {
    return nodes.flatMap(({ name, shapePath, spec }) => {
        const least = spec.sizePerZone.min * spec.slots.length;
        if (name !== `nodes-${SYSTEM}` || !(least < 2)) return [];
        return [
            {
                path: `${shapePath}.sizePerZone.min`,
                what: `${least} system nodes in ${spec.slots.length} zones, and Karpenter needs two to survive the loss of one`,
                got: spec.sizePerZone.min,
                remedy: "Let each zone have at least one",
            },
        ];
    });
}
