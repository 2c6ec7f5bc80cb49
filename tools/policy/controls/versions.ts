/** Versions and order: what is of which release, and what waits for what. */
import { ADDON_NAMES, ADDONS } from "../../../components/addons/catalogue";
import type { AddonDefinition } from "../../../components/addons/definition";
import { ADDON_VERSIONS, AMI_ALIAS, isKubernetesMinor, KUBERNETES } from "../../../components/versions";
import type { PlannedResource } from "../../plan/graph";
import type { Control } from "../control";
import { each, whole } from "../judging";
import { type Planned, TYPES } from "../planned";
import { input, textOf, textsOf } from "../reading";

const DAY = 24 * 60 * 60 * 1000;
const DEPLOYMENTS = ["coredns", "aws-ebs-csi-driver", "metrics-server"];

const VERSIONS: readonly Control[] = [
    {
        id: "R10",
        title: "Sixty days of support",
        severity: "medium",
        means: "production's minor had sixty days of standard support left when its pins were last seen",
        why: "An update of production wants weeks, and EKS does not wait for it.",
        remedy: "Set platform:kubernetesVersion one minor up: npm run plan -- calendar has the days",
        decidedBy: ["platform:kubernetesVersion"],
        rows: { nsa: ["upgrading"] },
        from: "production",
        judge: (planned) =>
            each(planned.ofType(TYPES.cluster), {
                path: "version",
                holds: (value) => {
                    const version = textOf(value);
                    if (!isKubernetesMinor(version)) return false;
                    const end = Date.parse(KUBERNETES[version].endOfStandardSupport.value);
                    return end - Date.parse(AMI_ALIAS.seen) >= 60 * DAY;
                },
                what: "leaves standard support soon",
            }),
    },
    {
        id: "R12",
        title: "One minor everywhere",
        severity: "high",
        means: "nodes have the minor of the control plane, and none a newer one",
        why: "A kubelet that is newer than its API server is supported by nobody.",
        remedy: "Take the transform of the group out; the kit gives groups the minor of the control plane",
        decidedBy: ["platform:kubernetesVersion", "pins"],
        rows: { bestPractices: ["hosts/updated"], nsa: ["upgrading"] },
        judge: (planned) => {
            const version = versionOf(planned);
            return [
                ...each(planned.ofType(TYPES.nodeGroup), {
                    path: "version",
                    holds: (value, group) =>
                        value === version &&
                        textsOf(input(group, "releaseVersion")).every((release) =>
                            release.startsWith(`${version}.`),
                        ),
                    what: "is of another minor",
                }),
                ...each(planned.addonNamed("kube-proxy"), {
                    path: "addonVersion",
                    holds: (value) => textOf(value).startsWith(`v${version}.`),
                    what: "is of another minor",
                }),
            ];
        },
    },
    {
        id: "R13",
        title: "Add-ons of the table",
        severity: "low",
        means: "add-ons have the exact versions of the table, unless the shape names another",
        why: "Two clusters of one commit would not be the same.",
        remedy: "Pin the version in stacks/own/pins.yaml",
        decidedBy: ["addons.versions", "pins"],
        source: "components/versions.ts",
        of: "kit",
        judge: (planned) => {
            // One that somebody else made has a minor that no plan knows.
            if (planned.ofType(TYPES.cluster).length === 0) return [];
            const version = versionOf(planned);
            return each(planned.ofType(TYPES.addon), {
                path: "addonVersion",
                holds: (value, addon) => {
                    const pin = pinOf(textOf(input(addon, "addonName")), version);
                    return pin !== undefined && value === pin;
                },
                what: "has another version than the table's",
            });
        },
    },
    {
        id: "R14",
        title: "Exact versions",
        severity: "medium",
        means: "add-ons and charts have an exact version",
        why: "What is newest changes by itself, and nobody has reviewed it.",
        remedy: "Name the version in the chart, in addons.others, or in stacks/own/pins.yaml",
        decidedBy: ["addons.others.<name>", "charts.<name>.version", "charts.<name>", "addons"],
        rows: { nsa: ["upgrading"] },
        judge: (planned) => [
            ...each(planned.ofType(TYPES.addon), {
                path: "addonVersion",
                holds: (value) => /^v\d/.test(textOf(value)),
                what: "has no exact version",
            }),
            ...each(planned.ofType(TYPES.release), {
                path: "version",
                holds: (value) => /^v?\d+\.\d+/.test(textOf(value)) && !/[*^~><]/.test(textOf(value)),
                what: "has no exact version",
            }),
        ],
    },
    {
        id: "R15",
        title: "Add-ons take over and let be",
        severity: "medium",
        means: "add-ons take over what they find; what people tune stays; vpc-cni outlives its add-on",
        why: "A first deployment would stop at what EKS left behind; an update would undo what people tuned.",
        remedy: "Take the transform of the add-on out",
        decidedBy: ["transforms", "addons"],
        source: "EKS User Guide, updating-an-add-on: resolveConflicts, preserve",
        judge: (planned) => [
            ...each(planned.ofType(TYPES.addon), {
                path: "resolveConflictsOnCreate",
                holds: (value) => value === "OVERWRITE",
                what: "would stop at what EKS left behind",
            }),
            ...each(planned.addonNamed("vpc-cni", "coredns"), {
                path: "resolveConflictsOnUpdate",
                holds: (value) => value === "PRESERVE",
                what: "would undo what people tuned",
            }),
            ...each(planned.addonNamed("vpc-cni"), {
                path: "preserve",
                holds: (value) => value === true,
                what: "goes with its add-on",
            }),
        ],
    },
    {
        id: "R17",
        title: "Add-ons of the kit",
        severity: "high",
        means: "EKS brings no add-ons of its own, because the kit owns them",
        why: "Two owners of one add-on undo each other; without one pods get no network.",
        remedy: "Take the transform of the cluster out, and leave the add-ons on",
        decidedBy: ["transforms", "addons"],
        source: "AWS provider, eks.Cluster bootstrapSelfManagedAddons",
        judge: (planned) => [
            ...each(planned.ofType(TYPES.cluster), {
                path: "bootstrapSelfManagedAddons",
                holds: (value, one) =>
                    value === false && (planned.isAutoMode || input(one, "computeConfig") === undefined),
                what: "brings add-ons of its own",
            }),
            ...(planned.ofType(TYPES.cluster).length === 0 ? [] : selfManaged(planned)).map((name) => {
                const found = planned.addonNamed(name);
                return whole(found.length === 1, `there is no ${name}`, found[0], name);
            }),
        ],
    },
];

const ORDER: readonly Control[] = [
    {
        id: "R16",
        title: "One after another",
        severity: "high",
        means: "control plane, then add-ons of nodes, capacity, core add-ons, Karpenter, pools",
        why: "What comes too early waits for what is not there, and fails after its time.",
        remedy: "Say order with after in own and objects, and leave the rest to the kit",
        decidedBy: ["own", "objects", "transforms"],
        source: "EKS User Guide, eks-add-ons; the order of ARCHITECTURE.md",
        judge: (planned) => {
            const chain = STAGES.map((stage) => stage(planned));
            return chain.slice(1).flatMap((later, index) =>
                later.map((one) => {
                    const before = planned.ancestorsOf(one.urn);
                    const missed = (chain[index] ?? []).filter(({ urn }) => !before.has(urn));
                    const names = missed.map(({ name }) => name).join(", ");
                    return whole(missed.length === 0, `does not wait for ${names}`, one);
                }),
            );
        },
    },
    {
        id: "R39",
        title: "Time enough",
        severity: "low",
        means: "what takes long has the time it takes",
        why: "The provider gives up while AWS still works, and the next update finds half a thing.",
        remedy: "Take the transform that shortens customTimeouts out",
        decidedBy: ["transforms"],
        source: "pulumi/pulumi, resource option customTimeouts",
        judge: (planned) =>
            each(
                planned.ofType(
                    TYPES.cluster,
                    TYPES.nodeGroup,
                    TYPES.fargateProfile,
                    TYPES.addon,
                    TYPES.nodePool,
                ),
                {
                    path: "options.customTimeouts",
                    holds: (_, { options }) => options.customTimeouts?.delete !== undefined,
                    what: "is given up after the provider's own time",
                },
            ),
    },
];

export const VERSIONS_AND_ORDER: readonly Control[] = [...VERSIONS, ...ORDER];

const STAGES: readonly ((planned: Planned) => readonly PlannedResource[])[] = [
    (planned) => planned.ofType(TYPES.cluster),
    (planned) => planned.addonNamed("vpc-cni", "kube-proxy", "eks-pod-identity-agent"),
    (planned) => planned.ofType(TYPES.nodeGroup, TYPES.fargateProfile),
    (planned) => planned.addonNamed(...DEPLOYMENTS),
    // Of charts, Karpenter's alone: others wait for its nodes.
    (planned) => planned.karpenter,
    (planned) => planned.ofType(TYPES.nodePool),
];

function versionOf(planned: Planned): string {
    const [one] = planned.ofType(TYPES.cluster);
    return one === undefined ? "" : textOf(input(one, "version"));
}

/** Of the table, or of an add-on that was not among those that ran together. */
function pinOf(addon: string, minor: string): string | undefined {
    if (!isKubernetesMinor(minor)) return undefined;
    const known = ADDON_NAMES.find((name) => name === addon);
    const own: AddonDefinition["versions"] = known === undefined ? undefined : ADDONS[known].versions;
    return (ADDON_VERSIONS[minor][addon] ?? own?.[minor])?.value;
}

/** Without nodes Fargate brings the first two, and in Auto Mode EKS all of them; without capacity nothing asks for names. */
function selfManaged(planned: Planned): readonly string[] {
    if (planned.isAutoMode || !planned.hasCapacity) return [];
    const hasNodes = planned.hasKarpenter || planned.ofType(TYPES.nodeGroup).length > 0;
    return hasNodes ? ["vpc-cni", "kube-proxy", "coredns"] : ["coredns"];
}
