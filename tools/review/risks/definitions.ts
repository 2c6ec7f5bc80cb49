/** Definitions (CRDs) of a chart: those Helm leaves as they are when the chart goes up, and those that go with it. */
import type { Json } from "../../../components/shared/json";
import type { Properties } from "../../facts/facts";
import { textOf } from "../../facts/build";
import type { Change } from "../change";
import { type Around, changesOfType, named, type Risk, sidesOf } from "./risk";

const CHART_TYPE = "platform:charts:Chart";
const HELM = "Helm documentation, Custom Resource Definitions";

export function definitionChanges(around: Around): readonly Risk[] {
    return changesOfType(around, CHART_TYPE).flatMap((change) => [...left(change), ...gone(change)]);
}

/** What a chart keeps in its folder `crds`, Helm installs once. */
function left(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    if (change.operation !== "update" || after["definitionsIn"] !== "crds") return [];
    if (before["version"] === after["version"] || before["version"] === undefined) return [];
    const count = namesIn(after["definitions"]).length;
    return [
        {
            kind: "definitions-stay",
            severity: "medium",
            urn: change.urn,
            what: `${named("Chart", change)} goes from ${textOf(before["version"])} to ${textOf(after["version"])}, and its ${definitions(count)} stay as they are.`,
            why: "Helm installs what is in a chart's folder crds once: the new controller may ask for fields the old definitions do not have.",
            source: HELM,
            remedy: `Run first: ${stepOf(after)}`,
        },
    ];
}

/** Without `helm.sh/resource-policy: keep` Helm deletes what its templates made, and Kubernetes every object of it. */
function gone(change: Change): Risk[] {
    const { before } = sidesOf(change);
    if (change.operation !== "delete" || before["definitionsStay"] !== false) return [];
    const names = namesIn(before["definitions"]);
    return [
        {
            kind: "deleted",
            severity: "high",
            urn: change.urn,
            what: `${named("Chart", change)} goes, and with it its ${definitions(names.length)} and every object of their kinds.`,
            why: `Kubernetes deletes the objects of a definition that goes: ${names.join(", ")}.`,
            source: "Kubernetes documentation, custom-resource-definitions, on deletion",
            remedy: `Keep what is needed first: kubectl get ${names.join(",")} --all-namespaces -o yaml`,
        },
    ];
}

function definitions(count: number): string {
    return count === 1 ? "definition" : `${count} definitions`;
}

function namesIn(value: Json | undefined): readonly string[] {
    return Array.isArray(value) ? value.map((name: Json) => textOf(name)) : [];
}

/** Server-side: some definitions are larger than what the client may note on them. */
function stepOf({ chart, repository, version }: Properties): string {
    const [name, address] = [textOf(chart), textOf(repository)];
    const where = address.startsWith("oci://") ? `${address}/${name}` : `${name} --repo ${address}`;
    const show = `helm show crds ${where} --version ${textOf(version)}`;
    return `${show} | kubectl apply --server-side --force-conflicts -f -`;
}
