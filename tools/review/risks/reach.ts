/** Who can reach the API server, and from which addresses the environment reaches others. */
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../facts/build";
import type { Properties } from "../../facts/facts";
import type { Change } from "../change";
import { textsIn } from "../settle";
import { type Around, changesOfType, CLUSTER_TYPE, isLost, named, type Risk, rootsOf, sidesOf } from "./risk";

const GUIDE = "EKS User Guide, Control network access to cluster API server endpoint";

/** Ways to the API server that close. */
export function closings(around: Around): readonly Risk[] {
    return changesOfType(around, CLUSTER_TYPE)
        .filter(({ operation }) => operation === "update")
        .flatMap((change) => {
            const { before, after } = sidesOf(change);
            const [old, now] = [objectOf(before["vpcConfig"]), objectOf(after["vpcConfig"])];
            return [
                ...publicCloses(change, old, now),
                ...privateCloses(change, old, now),
                ...rangesGo(change, old, now),
                ...groupsGo(change, old, now),
            ];
        });
}

function publicCloses(change: Change, old: Properties, now: Properties): Risk[] {
    // Public unless it is switched off.
    if (old["endpointPublicAccess"] === false || now["endpointPublicAccess"] !== false) return [];
    return [
        {
            kind: "endpoint-closes",
            severity: "high",
            urn: change.urn,
            what: `The public endpoint of ${named("cluster", change)} closes.`,
            why: "Who reaches the API server from outside the VPC, this update included, does so no longer.",
            source: GUIDE,
            remedy: "Have a runner in the VPC, or a proxy, reach it before this is applied",
        },
    ];
}

function privateCloses(change: Change, old: Properties, now: Properties): Risk[] {
    if (old["endpointPrivateAccess"] !== true || now["endpointPrivateAccess"] === true) return [];
    return [
        {
            kind: "endpoint-closes",
            severity: "high",
            urn: change.urn,
            what: `The private endpoint of ${named("cluster", change)} closes.`,
            why: "Nodes then reach the API server through NAT and the public ranges only, or not at all.",
            source: GUIDE,
            remedy: "Keep endpointPrivateAccess on",
        },
    ];
}

function rangesGo(change: Change, old: Properties, now: Properties): Risk[] {
    if ([old, now].some((config) => config["endpointPublicAccess"] === false)) return [];
    const [before, after] = [rangesOf(old), rangesOf(now)];
    const gone = before.filter((cidr) => !after.includes(cidr));
    // Everybody is still allowed.
    if (gone.length === 0 || after.includes("0.0.0.0/0")) return [];
    return [
        {
            kind: "endpoint-closes",
            severity: "medium",
            urn: change.urn,
            what: `${named("Cluster", change)} answers ${gone.join(", ")} no longer.`,
            why: "Who works from these addresses, a CI runner perhaps, loses the API server.",
            source: GUIDE,
            remedy: "Make sure nobody uses them, the deployment included",
        },
    ];
}

/** Of the control plane's own interfaces, beside the group that EKS makes. */
function groupsGo(change: Change, old: Properties, now: Properties): Risk[] {
    const after = textsIn(now["securityGroupIds"]);
    const gone = textsIn(old["securityGroupIds"]).filter((id) => !after.includes(id));
    if (gone.length === 0) return [];
    return [
        {
            kind: "endpoint-closes",
            severity: "medium",
            urn: change.urn,
            what: `${named("Cluster", change)} answers those whom ${gone.join(", ")} admits inside the VPC no longer.`,
            why: "Their rules admitted neighbours to the API server's private address.",
            source: "EKS User Guide, sec-group-reqs",
            remedy: "Have another group of the control plane admit them first",
        },
    ];
}

/** Ways to the API server that open. */
export function openings(around: Around): readonly Risk[] {
    return changesOfType(around, CLUSTER_TYPE)
        .filter(({ operation }) => operation === "update")
        .flatMap((change): Risk[] => {
            const { before, after } = sidesOf(change);
            const [old, now] = [objectOf(before["vpcConfig"]), objectOf(after["vpcConfig"])];
            const wasClosed = old["endpointPublicAccess"] === false;
            // A list that is no longer stated stays as it is: the provider's schema has it optional and computed.
            const isStated = wasClosed || now["publicAccessCidrs"] !== undefined;
            if (now["endpointPublicAccess"] === false || !isStated) return [];
            const known = wasClosed ? [] : rangesOf(old);
            const come = rangesOf(now).filter((cidr) => !known.includes(cidr));
            if (come.length === 0) return [];
            const toAll = come.some((cidr) => EVERYBODY.includes(cidr));
            return [
                {
                    kind: "endpoint-opens",
                    severity: toAll ? "high" : wasClosed ? "medium" : "low",
                    urn: change.urn,
                    what: `${named("The API server of cluster", change)} answers ${toAll ? "the whole internet" : come.join(", ")}${wasClosed ? ", where it was private" : " as well"}.`,
                    why: "Credentials alone then stand between those addresses and the cluster.",
                    source: GUIDE,
                    remedy: "List the networks that people and runners come from and no other, or keep it private",
                },
            ];
        });
}

const EVERYBODY = ["0.0.0.0/0", "::/0"];

/** Without a list EKS lets everybody in. */
function rangesOf(config: Properties): readonly string[] {
    const ranges: Json | undefined = config["publicAccessCidrs"];
    return ranges === undefined ? ["0.0.0.0/0"] : textsIn(ranges);
}

/** Addresses the environment is known by elsewhere. */
export function lostAddresses(around: Around): readonly Risk[] {
    return changesOfType(around, "aws:ec2/eip:Eip")
        .filter((change) => isLost(change) && rootsOf(change).length === 0)
        .map((change) => ({
            kind: "outbound-address",
            severity: "medium",
            urn: change.urn,
            what: `${named("Elastic IP", change)} is ${change.operation === "delete" ? "released" : "replaced"}: connections leave from another address.`,
            why: "Partners and firewalls that allow the old address refuse the new one; a released address never comes back.",
            source: "Amazon VPC User Guide, Elastic IP addresses",
            remedy: "Tell those who allow the address before it goes",
        }));
}
