/** Versions that skip, fall, or go where AWS does not follow. */
import type { Json } from "../../../components/shared/json";
import { textOf } from "../../facts/build";
import type { Change } from "../change";
import { type Around, changesOfType, CLUSTER_TYPE, named, type Risk, sidesOf } from "./risk";

const UPDATE_GUIDE = "EKS User Guide, clusters/update-cluster: one minor at a time";
const ADDON_GUIDE = "EKS User Guide, workloads/eks-add-ons: one minor version at a time";

/** Add-ons of which AWS says that a minor may not be skipped. */
const STEPWISE_ADDONS = ["vpc-cni", "eks-pod-identity-agent"];

interface Version {
    readonly major: number;
    readonly minor: number;
    readonly text: string;
}

export function versionSteps(around: Around): readonly Risk[] {
    return [
        ...changesOfType(around, CLUSTER_TYPE).flatMap(controlPlane),
        ...changesOfType(around, "aws:eks/nodeGroup:NodeGroup").flatMap(nodeGroup),
        ...changesOfType(around, "aws:eks/addon:Addon").flatMap(addon),
    ];
}

function controlPlane(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    const [old, now] = [versionOf(before["version"]), versionOf(after["version"])];
    if (change.operation !== "update" || old === undefined || now === undefined) return [];
    const step = now.minor - old.minor;
    const said = { severity: "high", urn: change.urn, source: UPDATE_GUIDE } as const;
    if (now.major !== old.major || step < 0) {
        return [
            {
                ...said,
                kind: "version-downgrade",
                what: `Kubernetes goes down from ${old.text} to ${now.text}.`,
                why: "EKS takes a control plane to a newer minor only; the update fails.",
                remedy: `Stay on ${old.text}`,
            },
        ];
    }
    if (step < 2) return [];
    const next = `${old.major}.${old.minor + 1}`;
    return [
        {
            ...said,
            kind: "version-skipped",
            what: `Kubernetes goes from ${old.text} to ${now.text} and skips ${step === 2 ? next : `${step - 1} minors`}.`,
            why: "EKS takes a control plane one minor at a time; the update fails.",
            remedy: `Go to ${next} first, with its add-ons and nodes`,
        },
    ];
}

/** `1.36.4-20260930` → the day; Bottlerocket's releases have none. */
function dayOf(release: Json | undefined): string | undefined {
    return typeof release === "string" ? /^\d+\.\d+\.\d+-(\d{8})$/.exec(release)?.[1] : undefined;
}

function nodeGroup(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    if (change.operation !== "update") return [];
    const [old, now] = [versionOf(before["version"]), versionOf(after["version"])];
    const [was, is] = [dayOf(before["releaseVersion"]), dayOf(after["releaseVersion"])];
    const isOlderMinor = old !== undefined && now !== undefined && now.minor < old.minor;
    const isOlderImage = was !== undefined && is !== undefined && is < was;
    if (!isOlderMinor && !isOlderImage) return [];
    const of = isOlderMinor ? "version" : "releaseVersion";
    return [
        {
            kind: "version-downgrade",
            severity: "high",
            urn: change.urn,
            what: `${named("Node group", change)} goes down from ${textOf(before[of])} to ${textOf(after[of])}.`,
            why: "EKS takes a managed group back to no earlier Kubernetes version or image; the update fails.",
            source: "Amazon EKS API Reference, UpdateNodegroupVersion",
            remedy: "Stay on it, or make another group with the older one",
        },
    ];
}

function addon(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    const [old, now] = [versionOf(before["addonVersion"]), versionOf(after["addonVersion"])];
    if (change.operation !== "update" || old === undefined || now === undefined) return [];
    const name = textOf(after["addonName"]);
    const step =
        now.major === old.major ? now.minor - old.minor : Math.sign(now.major - old.major) * Infinity;
    const said = { urn: change.urn, source: ADDON_GUIDE } as const;
    if (step < 0) {
        return [
            {
                ...said,
                kind: "version-downgrade",
                severity: "medium",
                what: `${named("Add-on", change)} (${name}) goes down from ${old.text} to ${now.text}.`,
                why: "What the newer version wrote the older one may not read.",
                remedy: `Stay on ${old.text} unless the newer one is at fault`,
            },
        ];
    }
    if (step < 2) return [];
    const stepwise = STEPWISE_ADDONS.includes(name);
    return [
        {
            ...said,
            kind: "addon-jump",
            severity: stepwise ? "high" : "medium",
            what: `${named("Add-on", change)} (${name}) jumps from ${old.text} to ${now.text}.`,
            why: stepwise
                ? "AWS supports one minor at a time for this add-on."
                : "Several minors of changes arrive at once.",
            remedy: "Go through the minors between, one change each",
        },
    ];
}

/** `1.36`, `v1.22.4-eksbuild.3`; undefined when it is neither. */
function versionOf(value: Json | undefined): Version | undefined {
    const match = typeof value === "string" ? /^v?(\d+)\.(\d+)/.exec(value) : null;
    if (match === null || typeof value !== "string") return undefined;
    return { major: Number(match[1]), minor: Number(match[2]), text: value };
}
