/** Findings as a list of pull requests, in an order that can be followed: each leaves an environment that runs. */
import type { Edit } from "./edit";
import { minorEdit } from "./edit";
import type { Estimate } from "./estimate";
import { type Check, CHECKS, type Finding, isBefore, isBlocking } from "./finding";
import type { Ground } from "./ground";
import { targetText } from "./target";
import { minorsBetween } from "./versions";

export interface Step {
    readonly title: string;
    /** `before` the target, the target itself, or `after` it. */
    readonly when: "before" | "target" | "after";
    /** What a command can write: --write does. */
    readonly edits: readonly Edit[];
    /** What only a person can. */
    readonly byHand: readonly string[];
    readonly commands: readonly string[];
    /** Ids of the findings it settles. */
    readonly settles: readonly string[];
    /** Absent where a plan of it is refused, or where a person must write it first. */
    readonly estimate?: Estimate;
}

/** What the edits of a check are about, as a title. */
const TITLES: { readonly [check in Check]: string } = {
    kubernetes: "The control plane, by its owner",
    refused: "What the new version refuses",
    addons: "Add-ons",
    karpenter: "Karpenter",
    images: "Images of nodes",
    kubelet: "Nodes that are behind",
    charts: "Charts",
    apis: "APIs that go",
    settings: "Settings that go",
    webhooks: "Webhooks that refuse while nodes roll",
    budgets: "Budgets that let nobody go",
    addresses: "Room in subnets",
    account: "What the account says",
};

/** What is left to do when it is there. */
const AFTER: { readonly [check in Check]?: string } = {
    addons: "Add-ons that stayed behind",
    kubelet: "Kubelets that do not follow by themselves",
    apis: "APIs that go with a later minor",
    settings: "Settings that go with a later minor",
};

/**
 * Checks in the order in which their changes are made: what costs nothing first, Karpenter last, since it must run on
 * the old minor and on the new one.
 */
const BEFORE: readonly Check[] = [
    "account",
    "kubernetes",
    "refused",
    "apis",
    "settings",
    "budgets",
    "webhooks",
    "addresses",
    "charts",
    "kubelet",
    "images",
    "addons",
    "karpenter",
];

/** What blocks is no pull request: it stands before the list. */
export function stepsOf(ground: Ground, findings: readonly Finding[]): readonly Step[] {
    const before = BEFORE.flatMap((check) =>
        stepOf(
            "before",
            TITLES[check],
            findings.filter(
                (finding) => finding.check === check && isBefore(finding) && !isBlocking(finding),
            ),
        ),
    );
    const after = CHECKS.flatMap((check) =>
        stepOf(
            "after",
            AFTER[check] ?? TITLES[check],
            findings.filter((finding) => finding.check === check && finding.level === "after"),
        ),
    );
    return [...before, ...targetStep(ground, findings), ...after];
}

function stepOf(when: Step["when"], title: string, findings: readonly Finding[]): readonly Step[] {
    if (findings.length === 0) return [];
    const written = findings.filter(({ edits }) => edits !== undefined);
    const byHand = findings.filter(({ edits }) => edits === undefined);
    return [
        {
            ...{ title, when },
            edits: written.flatMap(({ edits = [] }) => edits),
            byHand: [...new Set(byHand.map(({ remedy, what }) => `${what}. ${remedy}.`))],
            commands: [...new Set(findings.flatMap(({ commands = [] }) => commands))],
            settles: [...new Set(findings.map(({ id }) => id))],
        },
    ];
}

/** The change itself. Where nothing changes, there is none. */
function targetStep(ground: Ground, findings: readonly Finding[]): readonly Step[] {
    const { environment, from, target } = ground;
    const asked = findings.filter(({ level }) => level === "with");
    const edits =
        target.kind === "kubernetes"
            ? from === undefined || minorsBetween(from, target.minor) <= 0
                ? []
                : [minorEdit(environment.stack, from, target.minor)]
            : asked.flatMap(({ edits: own = [] }) => own);
    if (edits.length === 0) return [];
    return [
        {
            ...{ title: targetText(target), when: "target", edits, byHand: [] },
            commands: ["npm run plan -- diff", `pulumi up --stack ${environment.stack}`],
            settles: [...new Set(asked.map(({ id }) => id))],
        },
    ];
}
