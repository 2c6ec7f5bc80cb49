/** Add-ons: which build each becomes, which stays behind, and which cannot go there in one step. */
import { type Finding, findingsOf, type Found } from "../finding";
import type { Ground } from "../ground";
import { shapeEdit } from "../edit";
import { addonEdit, addonsOf, setOf, type StandingAddon } from "../standing";
import { sourceText } from "../table";
import { compareVersions, minorAfter, minorIn, minorsBetween } from "../versions";

const STEPWISE =
    "EKS User Guide, workloads/eks-add-ons: you can only update one minor version at a time, 2024-12-18";

export function checkAddons(ground: Ground): readonly Finding[] {
    const { target } = ground;
    if (ground.from === undefined || target.kind === "karpenter") return [];
    const addons = addonsOf(ground);
    if (target.kind === "addon") return findingsOf("addons", ofTarget(ground, addons, target));
    if (!ground.table.minors.includes(target.minor)) return [];
    return findingsOf(
        "addons",
        addons.flatMap((addon) => ofMinor(ground, addon, target.minor)),
    );
}

function ofMinor(ground: Ground, addon: StandingAddon, minor: string): readonly Found[] {
    if (!addon.isKnown) return [ofOthers(ground, addon, minor)];
    const { then } = addon;
    if (then === undefined) return [unpinned(ground, addon, minor)];
    return [
        ...stepwise(ground, addon, then),
        ...downwards(ground, addon, then),
        ...behind(ground, addon, minor),
        ...moving(ground, addon, then),
    ];
}

function unpinned({ region }: Ground, { addon, name }: StandingAddon, minor: string): Found {
    return {
        id: "addon-unpinned",
        level: "blocks",
        what: `No source names a version of ${addon} for Kubernetes ${minor}`,
        why: "The kit refuses the add-on on that minor.",
        remedy: `Pin a build in stacks/own/pins.yaml, minors › ${minor} › addons › ${addon}, or leave the add-on out`,
        resources: [name],
        source: "components/versions.ts",
        commands: [askFor(addon, minor, region)],
    };
}

function ofOthers({ region }: Ground, { addon, name, now }: StandingAddon, minor: string): Found {
    return {
        id: "addon-of-others",
        level: "unknown",
        what: `Whether ${addon} ${now} runs on ${minor}`,
        why: "The kit does not know the add-on, and keeps the version the shape states.",
        remedy: "Ask AWS, and change addons.others before the minor if the build is not on its list",
        resources: [name],
        source: "the shape",
        commands: [askFor(addon, minor, region)],
    };
}

function stepwise(ground: Ground, addon: StandingAddon, then: string): readonly Found[] {
    const [old, now] = [minorIn(addon.now), minorIn(then)];
    if (!ground.table.stepwise.includes(addon.addon) || old === undefined || now === undefined) return [];
    if (minorsBetween(old, now) < 2) return [];
    return [
        {
            id: "addon-skips",
            level: "first",
            what: `${addon.addon} would go from ${addon.now} to ${then} and skip ${minorAfter(old, 1)}`,
            why: "AWS takes it up one minor version at a time.",
            remedy: `Pin the newest build of v${minorAfter(old, 1)} on ${ground.from ?? ""} first, and deploy it`,
            resources: [addon.name],
            source: STEPWISE,
            commands: [askFor(addon.addon, ground.from ?? "", ground.region)],
        },
    ];
}

/** Pins are kept by minor: what somebody raised on this one does not follow to the next. */
function downwards(ground: Ground, addon: StandingAddon, then: string): readonly Found[] {
    if (addon.stated !== undefined || compareVersions(then, addon.now) >= 0) return [];
    return [
        {
            id: "addon-goes-down",
            level: "first",
            what: `${addon.addon} would go down from ${addon.now} to ${then}`,
            why: `The set of ${ground.to ?? ""} is older than what is pinned on ${ground.from ?? ""}.`,
            remedy: `Pin a build of ${ground.to ?? ""} that is no older, minors › ${ground.to ?? ""} › addons`,
            resources: [addon.name],
            source: "stacks/own/pins.yaml; components/versions.ts",
            commands: [askFor(addon.addon, ground.to ?? "", ground.region)],
        },
    ];
}

/** What a shape states stays, whatever minor the cluster is of. */
function behind(ground: Ground, addon: StandingAddon, minor: string): readonly Found[] {
    const set = setOf(ground, addon.addon);
    if (addon.stated === undefined || set === undefined || compareVersions(addon.stated, set) >= 0) return [];
    const environment = ground.environment.graph.environment;
    return [
        {
            id: "addon-behind",
            level: "after",
            what: `${addon.addon} stays on ${addon.stated}, and the set of ${minor} has ${set}`,
            why: "The shape states its version, which goes before every pin.",
            remedy: `Take addons.versions.${addon.addon} out once the cluster is of ${minor}`,
            resources: [addon.name],
            source: pinSource(ground, addon.addon),
            edits: [shapeEdit(environment, ["addons", "versions", addon.addon], addon.stated)],
        },
    ];
}

function moving(ground: Ground, addon: StandingAddon, then: string): readonly Found[] {
    if (then === addon.now) return [];
    return [
        {
            id: "addon-moves",
            level: "with",
            what: `${addon.addon} ${addon.now} → ${then}`,
            why: "It is of the set that ran together on the minor.",
            remedy: "Nothing: the same update does it, after the control plane",
            resources: [addon.name],
            source: pinSource(ground, addon.addon),
        },
    ];
}

function pinSource({ table, to = "" }: Ground, addon: string): string {
    const pin = table.addons[to]?.[addon];
    return pin === undefined ? "stacks/own/pins.yaml" : sourceText(pin);
}

type AddonTarget = Extract<Ground["target"], { readonly kind: "addon" }>;

function ofTarget(ground: Ground, addons: readonly StandingAddon[], target: AddonTarget): readonly Found[] {
    const standing = addons.find(({ addon }) => addon === target.addon);
    if (standing === undefined) return [absent(addons, target.addon)];
    if (compareVersions(target.version, standing.now) === 0) return [];
    const edit = addonEdit(ground, standing, target.version);
    return [
        ...stepwise(ground, standing, target.version),
        ...(compareVersions(target.version, standing.now) < 0 ? [older(standing, target.version)] : []),
        ...offeredOn(ground, target),
        {
            id: "addon-moves",
            level: "with",
            what: `${target.addon} ${standing.now} → ${target.version}`,
            why: "It is asked for.",
            remedy: "Nothing: the update does it",
            resources: [standing.name],
            source: "the command line",
            edits: [edit],
        },
    ];
}

function absent(addons: readonly StandingAddon[], addon: string): Found {
    return {
        id: "addon-absent",
        level: "blocks",
        what: `The environment has no add-on ${addon}`,
        why: "Nothing of it could be raised.",
        remedy: `Choose from ${addons
            .map((one) => one.addon)
            .sort()
            .join(", ")}`,
        source: "the planned graph",
    };
}

function older({ addon, name, now }: StandingAddon, version: string): Found {
    return {
        id: "addon-goes-down",
        level: "breaks",
        what: `${addon} would go down from ${now} to ${version}`,
        why: "What a newer build wrote into the cluster, an older one may not read.",
        remedy: "Read the release notes between the two",
        resources: [name],
        source: "the versions themselves",
    };
}

/** Whether a build exists for the minor is AWS's to say, unless a source of the kit's has it. */
function offeredOn({ from = "", region, table }: Ground, { addon, version }: AddonTarget): readonly Found[] {
    if (table.addons[from]?.[addon]?.value === version) return [];
    return [
        {
            id: "addon-unproven",
            level: "unknown",
            what: `Whether EKS has ${addon} ${version} for ${from}, and whether it ran beside the others of the set`,
            why: "The kit pins another build, and no source of its names this one.",
            remedy: "Ask AWS, or look with --live",
            source: "components/versions.ts",
            commands: [askFor(addon, from, region)],
        },
    ];
}

export function askFor(addon: string, minor: string, region: string): string {
    return `aws eks describe-addon-versions --kubernetes-version ${minor} --addon-name ${addon} --region ${region}`;
}
