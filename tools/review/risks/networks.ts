/** The VPC of an environment, whoever made it: a cluster stays in the one it was made in. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import { type ByUrn, inputsOf, textsIn } from "../settle";
import { type Around, changesOfType, named, type Risk } from "./risk";

const OWN = "platform:network:Vpc";
const EXISTING = "platform:network:ExistingVpc";

/** The component of a VPC that is there already. */
export function existingVpcIn(graph: ByUrn): PlannedResource | undefined {
    return [...graph.values()].find(({ type }) => type === EXISTING);
}

/** Zones of the control plane's subnets in it, as the component states them: `us-east-1a: subnet-…`. */
export function controlPlaneZonesIn(graph: ByUrn): readonly string[] {
    const stated: Json | undefined = inputsOf(existingVpcIn(graph))["controlPlaneSubnets"];
    return textsIn(stated ?? []).map((text) => text.split(": ")[0] ?? "");
}

/** Another VPC for a cluster that stays: one of the kit's for one that is there, the other way round, or another id. */
export function otherVpc(around: Around): readonly Risk[] {
    const [before, after] = [vpcOf(around.base), vpcOf(around.head)];
    if (before === undefined || after === undefined || before === after) return [];
    return changesOfType(around, "aws:eks/cluster:Cluster")
        .filter(({ operation }) => operation === "update")
        .map((change) => ({
            kind: "update-fails",
            severity: "critical",
            urn: change.urn,
            what: `The update fails: ${named("cluster", change)} would have to move from ${before} to ${after}.`,
            why: "EKS takes other subnets of the same VPC only, and nodes of another VPC do not join.",
            source: "EKS User Guide, clusters/network-reqs, subnet requirements",
            remedy: "Leave the VPC as it is; another VPC takes another cluster",
        }));
}

/** Undefined where there is no network, or none that is known by name. */
function vpcOf(graph: ByUrn): string | undefined {
    const existing = existingVpcIn(graph);
    if (existing !== undefined) return textsIn(inputsOf(existing)["vpcId"] ?? []).join("");
    return [...graph.values()].some(({ type }) => type === OWN) ? "the VPC made here" : undefined;
}
