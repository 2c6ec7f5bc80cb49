/** Karpenter's own matrix: which of its versions runs on which minor. */
import { pinEdit } from "../edit";
import { type Finding, findingsOf, type Found } from "../finding";
import type { Ground } from "../ground";
import { karpenterOf } from "../standing";
import { sourceText, type UpgradeTable } from "../table";
import { compareVersions, minorIn, minorsBetween } from "../versions";

const NOTES = "https://karpenter.sh/docs/upgrading/upgrade-guide/";

export function checkKarpenter(ground: Ground): readonly Finding[] {
    const standing = karpenterOf(ground);
    const { from, target } = ground;
    if (from === undefined) return [];
    if (standing === undefined) {
        return target.kind === "karpenter" ? findingsOf("karpenter", [ABSENT]) : [];
    }
    switch (target.kind) {
        case "addon":
            return [];
        case "kubernetes":
            return findingsOf("karpenter", onMinor(ground, standing, target.minor));
        case "karpenter":
            return findingsOf("karpenter", toVersion(ground, standing, target.version));
    }
}

const ABSENT: Found = {
    id: "karpenter-absent",
    level: "blocks",
    what: "The environment has no Karpenter",
    why: "Nothing of it could be raised.",
    remedy: "Name an environment whose compute is of kind karpenter",
    source: "the planned graph",
};

interface Standing {
    readonly name: string;
    readonly version: string;
}

function onMinor(ground: Ground, { name, version }: Standing, minor: string): readonly Found[] {
    const { from = "", table } = ground;
    const reason = whyNot(table, version, minor);
    if (reason === undefined) return [];
    if (reason === "unknown") return [unknownMaximum(name, version, minor)];
    const kits = table.karpenter.value;
    const helps =
        compareVersions(kits, version) > 0 &&
        [minor, from].every((one) => whyNot(table, kits, one) === undefined);
    const why = `${reason.why} ${helps ? "" : `The kit's own, ${kits}, is no answer either.`}`.trim();
    const said = { what: `Karpenter ${version} is not for Kubernetes ${minor}`, why, resources: [name] };
    if (helps) {
        const environment = ground.environment.graph.environment;
        return [
            {
                ...{ id: "karpenter-too-old", level: "first", ...said, source: reason.source },
                remedy: `Take it to ${kits} on ${from} first: definitions before the controller, in one update`,
                edits: [pinEdit(environment, ["karpenter"], { from: version, to: kits })],
            },
        ];
    }
    return [
        {
            ...{ id: "karpenter-beyond", level: "blocks", ...said, source: reason.source },
            remedy: `Wait for a kit that knows the rights of a Karpenter for ${minor}${answersOf(table, minor)}`,
        },
    ];
}

interface Reason {
    readonly why: string;
    readonly source: string;
}

/** Why a version is not for a minor; undefined when both ends of the matrix have it. */
function whyNot(table: UpgradeTable, version: string, minor: string): Reason | "unknown" | undefined {
    const minimum = table.karpenterMinimum[minor];
    if (minimum !== undefined && compareVersions(version, minimum.value) < 0) {
        return { why: `It takes ${minimum.value} or newer.`, source: sourceText(minimum) };
    }
    const maximum = table.karpenterMaximum[minorIn(version) ?? ""];
    if (maximum === undefined) return "unknown";
    if (minorsBetween(maximum.value, minor) <= 0) return undefined;
    return { why: `Its newest Kubernetes is ${maximum.value}.`, source: sourceText(maximum) };
}

/** Those that would do, if the kit knew what their controller may do. */
function answersOf({ karpenterMaximum }: UpgradeTable, minor: string): string {
    const known = Object.entries(karpenterMaximum).filter(
        ([, maximum]) => maximum !== undefined && minorsBetween(maximum.value, minor) <= 0,
    );
    return known.length === 0 ? "" : `, such as ${known.map(([version]) => version).join(" or ")}`;
}

function unknownMaximum(name: string, version: string, minor: string): Found {
    return {
        id: "karpenter-unread",
        level: "unknown",
        what: `Whether Karpenter ${version} runs on Kubernetes ${minor}`,
        why: `Nobody has read the newest Kubernetes of Karpenter ${minorIn(version) ?? version}.`,
        remedy: "Read MaxK8sVersion in pkg/providers/version/version.go of its tag",
        resources: [name],
        source: "tools/upgrade/facts/karpenter.ts",
    };
}

function toVersion(ground: Ground, standing: Standing, version: string): readonly Found[] {
    const { from = "", table } = ground;
    if (compareVersions(version, standing.version) === 0) return [];
    const reason = whyNot(table, version, from);
    const environment = ground.environment.graph.environment;
    const common = { resources: [standing.name] };
    return [
        ...(reason === "unknown" ? [unknownMaximum(standing.name, version, from)] : []),
        ...(reason === undefined || reason === "unknown"
            ? []
            : [
                  {
                      ...{ ...common, ...reason, id: "karpenter-beyond", level: "blocks" as const },
                      what: `Karpenter ${version} is not for Kubernetes ${from}`,
                      remedy: "Choose another version, or take the cluster there first",
                  },
              ]),
        ...rights(table, version, common),
        ...(compareVersions(version, standing.version) < 0 ? [downwards(standing, version)] : []),
        ...(version === table.karpenter.value ? [] : [unread(standing, version)]),
        {
            ...{ ...common, id: "karpenter-moves", level: "with" },
            what: `Karpenter ${standing.version} → ${version}`,
            why: "Both charts, the definitions of its objects first.",
            remedy: "Nothing: the update does it",
            source: "components/karpenter/releases.ts",
            edits: [pinEdit(environment, ["karpenter"], { from: standing.version, to: version })],
        },
    ];
}

function rights(
    { karpenterRights }: UpgradeTable,
    version: string,
    common: Pick<Found, "resources">,
): readonly Found[] {
    const minor = minorIn(version) ?? version;
    if (karpenterRights.includes(minor)) return [];
    return [
        {
            ...{ ...common, id: "karpenter-rights", level: "blocks" },
            what: `Nobody has recorded what the controller of Karpenter ${minor} may do`,
            why: "One missing permission, and a finalizer is never cleared: the kit refuses the version.",
            remedy: `Choose one of ${karpenterRights.join(", ")}, or wait for a kit that knows ${minor}`,
            source: "components/karpenter/controller-policies.ts",
        },
    ];
}

function downwards({ name, version: now }: Standing, version: string): Found {
    return {
        id: "karpenter-down",
        level: "breaks",
        what: `Karpenter would go down from ${now} to ${version}`,
        why: "Objects that the newer definitions stored may not fit the older ones.",
        remedy: "Read the upgrade guide of the versions between",
        resources: [name],
        source: NOTES,
    };
}

function unread({ name, version: now }: Standing, version: string): Found {
    return {
        id: "karpenter-notes",
        level: "unknown",
        what: `What changes between Karpenter ${now} and ${version}`,
        why: "The kit has not read the upgrade guide of it; whether nodes drift on the way stands there.",
        remedy: "Read the upgrade guide",
        resources: [name],
        source: NOTES,
    };
}
