/** Controllers that leave an environment: what they made for objects stays, whoever has the objects. */
import type { Json } from "../../../components/shared/json";
import { objectOf, textOf } from "../../facts/build";
import type { PlannedGraph } from "../../plan/graph";
import { destroyReport, type Finding } from "../../destroy/destroy";
import type { Change } from "../change";
import { type Around, goesWithCluster, named, PLATFORM_TYPE, type Risk } from "./risk";

/** Types of what brings a controller, by the input that says which. */
const BRINGING: Readonly<Record<string, { readonly noun: string; readonly input: string }>> = {
    "aws:eks/addon:Addon": { noun: "Add-on", input: "addonName" },
    "kubernetes:helm.sh/v3:Release": { noun: "Chart", input: "chart" },
};

export function leavingControllers(around: Around): readonly Risk[] {
    const { base } = around.diff;
    if (base === undefined || around.isInClusterOff) return [];
    return around.diff.changes
        .filter((change) => change.operation === "delete" && BRINGING[change.type] !== undefined)
        .filter((change) => !goesWithCluster(change, around) && !comesElsewhere(change, around))
        .flatMap((change) => leftBy(change, base));
}

/** Under another name it is still there. */
function comesElsewhere(change: Change, { head }: Around): boolean {
    const input = BRINGING[change.type]?.input ?? "";
    const brought = (inputs?: Json): string => textOf(objectOf(inputs)[input]);
    return [...head.values()].some(
        ({ inputs, type }) => type === change.type && brought(inputs) === brought(change.before?.inputs),
    );
}

/** What `npm run plan -- destroy` says of it alone. */
function leftBy(change: Change, base: PlannedGraph): readonly Risk[] {
    const { before } = change;
    const resources = base.resources.filter(
        ({ type, urn }) => type === PLATFORM_TYPE || urn === before?.urn || urn === before?.parent,
    );
    return destroyReport({ ...base, resources })
        .findings.filter(isAboutObjects)
        .map((finding) => ({
            kind: "objects-stay",
            severity: "high",
            urn: change.urn,
            what: `${named(BRINGING[change.type]?.noun ?? "", change)} goes before what it answers: ${finding.what}.`,
            why: finding.why,
            source: finding.source,
            remedy: `Remove them first, those that nobody planned as well: ${finding.commands.map(withoutComment).join("; ")}`,
        }));
}

/** They leave with their kind of compute alone: of that computeMoves tells. */
const OF_COMPUTE: readonly string[] = ["pools-by-hand", "volumes"];

function isAboutObjects({ effect, id, objects }: Finding): boolean {
    if (OF_COMPUTE.includes(id)) return false;
    return effect === "remove-first" && (objects !== undefined || id.startsWith("leaves-"));
}

function withoutComment(line: string): string {
    return line.split("   # ")[0] ?? line;
}
