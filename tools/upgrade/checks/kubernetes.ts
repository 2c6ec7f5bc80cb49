/** Whether the minor is on offer, and one step away. */
import { type Finding, findingsOf, type Found } from "../finding";
import { type Ground, inputsOf } from "../ground";
import { addonsOf, karpenterOf } from "../standing";
import { minorAfter, minorsBetween } from "../versions";

const ONE_AT_A_TIME =
    "EKS User Guide, clusters/update-cluster: you can update only one minor version at a time, seen 2026-11-29";
const ROLLBACK =
    "EKS User Guide, clusters/rollback-cluster: within 7 days of the upgrade, by one minor, seen 2026-11-29";

export function checkKubernetes(ground: Ground): readonly Finding[] {
    const { from, target } = ground;
    if (from === undefined) return findingsOf("kubernetes", [NO_CLUSTER]);
    if (target.kind !== "kubernetes") return [];
    return findingsOf("kubernetes", [
        ...steps(from, target.minor),
        ...owned(ground, target.minor),
        ...offered(ground, target.minor),
    ]);
}

const NO_CLUSTER: Found = {
    id: "no-cluster",
    level: "blocks",
    what: "The environment has no cluster",
    why: "Nothing in it is of a version that could be raised.",
    remedy: "Name an environment with a cluster",
    source: "the planned graph",
};

function steps(from: string, to: string): readonly Found[] {
    const up = minorsBetween(from, to);
    if (up < 0) {
        return [
            {
                id: "minor-down",
                level: "blocks",
                what: `Kubernetes would go down from ${from} to ${to}`,
                why: "An update of the stack takes no cluster back. EKS itself can, with its own command, for seven days after an update.",
                remedy: `Stay on ${from}, or read what a rollback leaves alone`,
                source: ROLLBACK,
            },
        ];
    }
    if (up < 2) return [];
    const next = minorAfter(from, 1);
    return [
        {
            id: "minor-skipped",
            level: "blocks",
            what: `Kubernetes would go from ${from} to ${to} and skip ${up === 2 ? next : `${up - 1} minors`}`,
            why: "EKS refuses to skip a minor.",
            remedy: `Take it to ${next} first: npm run plan -- upgrade <environment> --to ${next}`,
            source: ONE_AT_A_TIME,
        },
    ];
}

/** A cluster that somebody else made is raised by them. */
function owned({ cluster, ofType }: Ground, minor: string): readonly Found[] {
    return ofType("platform:cluster:ExistingCluster").map(({ name }) => ({
        id: "cluster-of-others",
        level: "first",
        what: `The control plane of ${cluster} is somebody else's`,
        why: `What the stack has in it follows platform:kubernetesVersion, the control plane does not.`,
        remedy: `Have its owner take it to ${minor}, then change the setting`,
        resources: [name],
        source: "the planned graph",
    }));
}

/** What nobody says of the minor, by name. */
function offered(ground: Ground, minor: string): readonly Found[] {
    const { region, table } = ground;
    if (table.minors.includes(minor)) return [];
    const lowest = table.minors[0] ?? minor;
    if (minorsBetween(lowest, minor) < 0) return [];
    return [
        {
            id: "minor-unoffered",
            level: "blocks",
            what: `The kit does not offer Kubernetes ${minor}`,
            why: `It offers ${table.minors.join(" and ")}: a minor joins when each of its pins has a public source.`,
            remedy: "Take a kit that offers it: what keeps this one from it stands under Not known",
            source: "components/versions.ts; docs/day-2/kubernetes-minor.md",
        },
        unknown(`The days of ${minor} on EKS: released, end of standard support, end of all`, [
            `aws eks describe-cluster-versions --cluster-versions ${minor} --region ${region}`,
        ]),
        ...buildsOf(ground, minor),
        ...nodesOf(ground, minor).map(({ commands, what }) => unknown(what, commands)),
    ];
}

function unknown(what: string, commands: readonly string[]): Found {
    return {
        id: "unsourced",
        level: "unknown",
        what,
        why: "The kit has no source for it.",
        remedy: commands.length === 0 ? "Wait for a kit that knows it" : "Ask AWS",
        source: "components/versions.ts",
        commands,
    };
}

/** One question names the builds of all add-ons. */
function buildsOf(ground: Ground, minor: string): readonly Found[] {
    const unpinned = addonsOf(ground).filter(({ then }) => then === undefined);
    if (unpinned.length === 0) return [];
    const names = unpinned.map(({ addon }) => addon).sort();
    return [
        {
            ...unknown(`Which build runs on ${minor}, of each of ${names.join(", ")}`, [
                `aws eks describe-addon-versions --kubernetes-version ${minor} --region ${ground.region} --query 'addons[].[addonName, addonVersions[].addonVersion]'`,
            ]),
            id: "builds-unsourced",
            resources: unpinned.map(({ name }) => name),
        },
    ];
}

function nodesOf(ground: Ground, minor: string) {
    const { ofType, region } = ground;
    const groups = [
        ...ofType("platform:compute:ManagedNodes"),
        ...ofType("platform:compute:SelfManagedNodes"),
    ];
    const architectures = new Set(
        groups.map((group) => (inputsOf(group)["architecture"] === "arm64" ? "arm64" : "x86_64")),
    );
    const ask = [...architectures].map(
        (architecture) =>
            `aws ssm get-parameter --name /aws/service/eks/optimized-ami/${minor}/amazon-linux-2023/${architecture}/standard/recommended/release_version --region ${region}`,
    );
    const hasScaler = ofType("kubernetes:helm.sh/v3:Release").some(
        ({ name }) => name === "chart-cluster-autoscaler-release",
    );
    return [
        ...(groups.length === 0
            ? []
            : [{ what: `Which release of the AL2023 image is of ${minor}`, commands: ask }]),
        ...(karpenterOf(ground) === undefined
            ? []
            : [{ what: `The oldest Karpenter that runs on ${minor}`, commands: [] }]),
        ...(hasScaler ? [{ what: `Which Cluster Autoscaler is of ${minor}`, commands: [] }] : []),
    ];
}
