/** Replacement and deletion of what holds data, names or everything else. */
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import type { PlannedResource } from "../../plan/graph";
import type { Change } from "../change";
import { same } from "../compare";
import { pathText } from "../paths";
import { isMovedRegion } from "./moves";
import { type Precious, preciousOf, PROTECTED } from "./precious";
import {
    type Around,
    partOf,
    ENGINE,
    goesWithCluster,
    isLost,
    named,
    type Risk,
    rootsOf,
    SEVERITIES,
    sourceOf,
} from "./risk";

/** One risk for each precious resource that goes; those that go because another does are counted there. */
export function losses(around: Around): readonly Risk[] {
    return lossesOf(around, ({ change, precious }) => precious !== PROTECTED && !isMovedRegion(change));
}

/** What is precious because somebody protected it: after what is known to hurt. */
export function protectedLosses(around: Around): readonly Risk[] {
    const isTold = ({ type }: Change): boolean => type.startsWith("kubernetes:") && around.isInClusterOff;
    return lossesOf(around, ({ change, precious }) => precious === PROTECTED && !isTold(change));
}

function lossesOf(around: Around, isMeant: (loss: Loss) => boolean): readonly Risk[] {
    const lost = new Map(
        around.diff.changes.flatMap((change) => {
            const precious = isLost(change) ? preciousOf(change) : undefined;
            return precious === undefined ? [] : [[change.urn, { change, precious }] as const];
        }),
    );
    return [...lost.values()]
        .filter((loss) => isMeant(loss) && !follows(loss, lost, around))
        .map(({ change, precious }) =>
            change.operation === "delete"
                ? deletion(change, precious, around)
                : replacement(change, precious, around),
        );
}

interface Loss {
    readonly change: Change;
    readonly precious: Precious;
}

function follows({ change, precious }: Loss, lost: ReadonlyMap<string, Loss>, around: Around): boolean {
    if (change.operation === "replace") return rootsOf(change).some((urn) => lost.has(urn));
    const isInCluster = /^(kubernetes|pulumi:providers:kubernetes)(:|$)/.test(change.type);
    if (isInCluster && goesWithCluster(change, around)) return true;
    // A subnet goes with its VPC; a cluster is worth a line of its own.
    const worse = (urn: string): boolean => rankOf(lost.get(urn)?.precious) < rankOf(precious);
    return madeFrom(change).some(worse);
}

/** The worst is the first. */
function rankOf(precious: Precious | undefined): number {
    return precious === undefined ? Infinity : SEVERITIES.indexOf(precious.severity);
}

function madeFrom({ before }: Change): readonly string[] {
    return Object.values(before?.propertyDependencies ?? {}).flat();
}

function replacement(change: Change, precious: Precious, around: Around): Risk {
    const others = around.replacedWith.get(change.urn) ?? 0;
    return {
        kind: "replaced",
        severity: precious.severity,
        urn: change.urn,
        what: `${named(capital(precious.noun), change)} is replaced${reasonOf(change)}${withOthers(others)}.`,
        why: precious.why,
        source: sourceOf(change),
        remedy: remedyOf(change, around),
    };
}

function deletion(change: Change, precious: Precious, around: Around): Risk {
    const twin = twinOf(change, around);
    const others = around.diff.changes.filter(
        (other) => other.operation === "delete" && madeFrom(other).includes(change.urn),
    ).length;
    const stays = change.retained
        ? " It stays in AWS, out of Pulumi's hands, because retainOnDelete is set."
        : "";
    return {
        kind: "deleted",
        severity: change.retained ? "medium" : precious.severity,
        urn: change.urn,
        what: `${named(capital(precious.noun), change)} is deleted${withOthers(others)}.${stays}`,
        why: change.retained ? "Nobody manages it from then on." : precious.why,
        source: `${ENGINE}, GenerateDeletes: what the program no longer registers is deleted`,
        remedy: twin === undefined ? removalRemedy(change, around) : aliasRemedy(twin, change.urn),
    };
}

/** Two updates where the engine refuses one. */
function removalRemedy(change: Change, around: Around): string {
    const component = change.refused === undefined ? undefined : partOf(change.urn, around);
    return component?.isComponent !== true
        ? "If it is meant to go, move what it holds first; otherwise put it back"
        : `Put it back; if it is meant to go, first move what it holds and deploy "${component.name}" in unprotected, then remove it and that line in the next change`;
}

function remedyOf(change: Change, around: Around): string {
    const paths = [...new Set(change.forcedBy.map(({ path }) => path))];
    const sources = paths.flatMap(
        (path) => change.before?.propertyDependencies[path.split(".")[0] ?? ""] ?? [],
    );
    for (const urn of sources) {
        const gone = around.changes.get(urn);
        const twin = gone?.operation === "delete" ? twinOf(gone, around) : undefined;
        if (twin !== undefined) return `${aliasRemedy(twin, urn)}, so that ${paths.join(" and ")} stays`;
    }
    return `Leave ${paths.join(" and ")} as it was; or build the new one beside it, move over, and remove the old one in a change of its own`;
}

function aliasRemedy(twin: Change, urn: string): string {
    return `If "${twin.name}" is the same thing under another name, give it aliases: [{ urn: "${urn}" }]`;
}

/** What a deleted resource was renamed to, as far as its own values tell. */
function twinOf(change: Change, { diff }: Around): Change | undefined {
    const wanted = ownValues(change.before);
    return diff.changes.find(
        ({ operation, type, after }) =>
            operation === "create" && type === change.type && same(ownValues(after), wanted),
    );
}

/** Inputs but names, tags and what comes from other resources, whose ids change with a name. */
function ownValues(resource: PlannedResource | undefined): Json {
    if (resource === undefined) return null;
    const made = Object.keys(resource.propertyDependencies);
    const own = Object.entries(objectOf(resource.inputs)).filter(
        ([key]) => !made.includes(key) && key !== "tags" && key !== "name",
    );
    return Object.fromEntries(own);
}

function withOthers(count: number): string {
    if (count === 0) return "";
    return `, and with it ${count} more that ${count === 1 ? "is" : "are"} made from it`;
}

function reasonOf(change: Change): string {
    const [first] = change.properties.filter(({ path }) =>
        change.forcedBy.some((force) => force.path.split(".")[0] === path[0]),
    );
    if (first !== undefined) return `, because ${pathText(first.path)} changes`;
    return change.forcedBy.some(({ kind }) => kind === "provider") ? ", because its provider is another" : "";
}

function capital(text: string): string {
    return text.slice(0, 1).toUpperCase() + text.slice(1);
}
