/** Protection that goes: Pulumi's, AWS's, and the order to keep a resource. */
import type { Change } from "../change";
import { type Around, CLUSTER_TYPE, named, type Risk, sidesOf } from "./risk";

const ENGINE = "pulumi/pulumi pkg/resource/deploy/step_generator.go, Protect";

/** Inputs by which AWS itself refuses a deletion. */
const DELETION_PROTECTION: ReadonlyMap<string, string> = new Map([
    ["aws:cloudwatch/logGroup:LogGroup", "deletionProtectionEnabled"],
    [CLUSTER_TYPE, "deletionProtection"],
]);

export function lostProtection(around: Around): readonly Risk[] {
    const staying = around.diff.changes.filter(
        ({ before, after }) => before !== undefined && after !== undefined,
    );
    return [...unprotected(staying), ...staying.flatMap(deletable), ...staying.flatMap(notKept)];
}

/** One risk for each part of the tree, at its top. */
function unprotected(staying: readonly Change[]): Risk[] {
    const lost = new Map(
        staying
            .filter(
                ({ before, after }) => before?.options.protect === true && after?.options.protect !== true,
            )
            .map((change) => [change.urn, change]),
    );
    const topOf = (change: Change): Change => {
        const parent = lost.get(change.after?.parent ?? "");
        return parent === undefined ? change : topOf(parent);
    };
    const counts = new Map<Change, number>();
    for (const change of lost.values()) counts.set(topOf(change), (counts.get(topOf(change)) ?? 0) + 1);
    return [...counts].map(([top, count]) => ({
        kind: "protection-removed",
        severity: "high",
        urn: top.urn,
        what:
            count === 1
                ? `"${top.name}" is no longer protected.`
                : `"${top.name}" and ${count - 1} below it are no longer protected.`,
        why: "The next change may delete them without being stopped.",
        source: ENGINE,
        remedy: "Take the protection off for the one removal it is for, and put it back after",
    }));
}

function deletable(change: Change): Risk[] {
    const input = DELETION_PROTECTION.get(change.type);
    const { before, after } = sidesOf(change);
    if (input === undefined || before[input] !== true || after[input] === true) return [];
    return [
        {
            kind: "protection-removed",
            severity: "high",
            urn: change.urn,
            what: `${named("AWS's deletion protection of", change)} is switched off.`,
            why: "AWS then lets anybody with the permission delete it.",
            source: "EKS User Guide, Protect EKS clusters from accidental deletion",
            remedy: "Leave it on",
        },
    ];
}

function notKept(change: Change): Risk[] {
    if (change.before?.options.retainOnDelete !== true || change.after?.options.retainOnDelete === true)
        return [];
    return [
        {
            kind: "protection-removed",
            severity: "high",
            urn: change.urn,
            what: `"${change.name}" is no longer kept when Pulumi deletes it.`,
            why: "Until now its deletion left it in AWS.",
            source: "pulumi/pulumi pkg/resource/deploy/step.go, RetainOnDelete",
            remedy: "Keep retainOnDelete on what holds data or keys",
        },
    ];
}
