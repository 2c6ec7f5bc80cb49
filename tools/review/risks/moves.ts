/** What cannot move: an environment to another account or region, a control plane to other zones. */
import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../plan/graph";
import type { Change } from "../change";
import { isList, openJson } from "../compare";
import { type ByUrn, inputsOf, textsIn } from "../settle";
import { controlPlaneZonesIn } from "./networks";
import { type Around, changesOfType, CLUSTER_TYPE, named, type Risk, sidesOf, sourceOf } from "./risk";

/** The provider that makes everything of AWS. */
export const AWS_PROVIDER_TYPE = "pulumi:providers:aws";
const SUBNET_TYPE = "aws:ec2/subnet:Subnet";

/** Another account or another region: the same program, and another place. */
export function moves(around: Around): readonly Risk[] {
    return changesOfType(around, AWS_PROVIDER_TYPE).flatMap((change) => [
        ...movedAccount(change),
        ...movedRegion(change, around),
    ]);
}

/** Whether the provider is replaced because its region is another, which {@link moves} tells. */
export function isMovedRegion(change: Change): boolean {
    return (
        change.type === AWS_PROVIDER_TYPE && change.operation === "replace" && regionsOf(change) !== undefined
    );
}

function movedAccount(change: Change): Risk[] {
    const { before, after } = sidesOf(change);
    const [old, now] = [before, after].map((inputs) => accountsOf(inputs["allowedAccountIds"]));
    if (old === undefined || now === undefined || old.length === 0 || now.length === 0) return [];
    if (old.some((account) => now.includes(account))) return [];
    return [
        {
            kind: "environment-moves",
            severity: "critical",
            urn: change.urn,
            what: `The environment moves from account ${old.join(", ")} to ${now.join(", ")}: what was built stays behind in the first one.`,
            why: "Credentials of the new account neither find nor delete it: Pulumi loses sight of what goes on running and costing.",
            source: "the AWS provider's allowedAccountIds lets credentials of the new account alone through; what follows was not seen on AWS",
            remedy: "Make another stack, with a settings file of its own, for the other account",
        },
    ];
}

/** As the program states it, or as the provider takes it: a list, written as JSON. */
function accountsOf(value: Json | undefined): readonly string[] {
    const list = openJson(value) ?? value;
    return isList(list) ? textsIn(list) : [];
}

function movedRegion(change: Change, around: Around): Risk[] {
    const regions = regionsOf(change);
    if (!isMovedRegion(change) || regions === undefined) return [];
    const others = around.replacedWith.get(change.urn) ?? 0;
    return [
        {
            kind: "environment-moves",
            severity: "critical",
            urn: change.urn,
            what: `The environment moves from ${regions.old} to ${regions.now}: ${others} resources are deleted and made anew.`,
            why: "Nothing moves along: the cluster, what runs in it, its volumes and its addresses are lost.",
            source: sourceOf(change),
            remedy: "Make another environment in the new region, move over, then destroy this one",
        },
    ];
}

function regionsOf(change: Change): { readonly old: string; readonly now: string } | undefined {
    const { before, after } = sidesOf(change);
    const [old, now] = [before["region"], after["region"]];
    if (typeof old !== "string" || typeof now !== "string" || old === now) return undefined;
    return { old, now };
}

/** A control plane whose subnets lie in other zones than those it was made in, be it one less. */
export function otherZones(around: Around): readonly Risk[] {
    return changesOfType(around, CLUSTER_TYPE)
        .filter(({ operation }) => operation === "update")
        .flatMap((change): Risk[] => {
            const old = zonesOf(change.before, around.base);
            const zones = zonesOf(change.after, around.head);
            if (old.length === 0 || zones.join() === old.join()) return [];
            return [
                {
                    kind: "update-fails",
                    severity: "critical",
                    urn: change.urn,
                    what: `The update fails: ${named("cluster", change)} was made in ${old.join(", ")}, and EKS takes subnets in exactly these zones, not in ${zones.join(", ")}.`,
                    why: "It stops at the cluster, with the new subnets made and the old ones still there.",
                    source: "EKS User Guide, clusters/network-reqs: subnets of an update lie in the zones given at creation; aws/containers-roadmap#2258: in the exact set of them",
                    remedy: "Leave the zones of the control plane as they were; other zones take another cluster",
                },
            ];
        });
}

/** Of the subnets that the control plane is given, sorted: those made here say it themselves. */
function zonesOf(cluster: PlannedResource | undefined, graph: ByUrn): readonly string[] {
    const subnets = (cluster?.propertyDependencies["vpcConfig"] ?? [])
        .map((urn) => graph.get(urn))
        .filter((resource) => resource?.type === SUBNET_TYPE);
    const zones = subnets.map((subnet) => inputsOf(subnet)["availabilityZone"]);
    const known = subnets.length === 0 ? controlPlaneZonesIn(graph) : zones;
    return [...new Set(known.filter((zone) => typeof zone === "string"))].sort();
}
