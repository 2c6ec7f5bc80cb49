/** Whether the account has the environment's Availability Zones, and whether they offer its instance types. */
import type { Json } from "../../components/shared/json";
import { textOf } from "../facts/build";
import { askAws, type AwsFailure } from "../probe/aws-cli";
import type { Properties } from "../facts/facts";
import type { Probe } from "../probe/probe";
import { listIn } from "./answers";
import type { Finding } from "./findings";
import type { TypeNeed, ZoneNeeds } from "./zone-needs";

const ABOUT = "zones";

/**
 * Zone ids in which no control plane can stand. Names of zones differ from account to account, ids do not.
 * Source: EKS User Guide, network-reqs, "Disallowed Availability Zone IDs", read 2026-11.
 */
const WITHOUT_CONTROL_PLANES = ["cac1-az3", "use1-az3", "usw1-az2"];

export interface ZoneQuestion {
    readonly region: string;
    readonly needs: ZoneNeeds;
    /** The settings file, which the remedies name. */
    readonly file: string;
}

/** Asks EC2 with the caller's credentials, which must be of the environment's account. */
export async function checkZones(probe: Probe, { file, needs, region }: ZoneQuestion): Promise<Finding[]> {
    const asked = await askAws(probe, ["ec2", "describe-availability-zones"], region);
    if ("failure" in asked) return [unanswered(asked.failure, "describe-availability-zones", region)];
    const findings = [
        ...judgeZones(needs, zonesIn(asked.answer), file),
        ...(await checkEdge(probe, { file, needs, region })),
    ];
    const types = [...new Set(needs.types.flatMap((need) => need.types))].sort();
    if (types.length === 0) return findings;
    const offered = await askAws(
        probe,
        [
            ...["ec2", "describe-instance-type-offerings", "--location-type", "availability-zone"],
            ...["--filters", `Name=instance-type,Values=${types.join(",")}`],
        ],
        region,
    );
    if ("failure" in offered) {
        return [...findings, unanswered(offered.failure, "describe-instance-type-offerings", region)];
    }
    return [...findings, ...judgeTypes(needs, offersIn(offered.answer), file)];
}

/** Zones at the edge are listed whole only when all are asked for: the plain list has those opted in alone. */
async function checkEdge(probe: Probe, { file, needs, region }: ZoneQuestion): Promise<Finding[]> {
    const { edge = [] } = needs;
    if (edge.length === 0) return [];
    const operation = "describe-availability-zones --all-availability-zones";
    const asked = await askAws(probe, ["ec2", ...operation.split(" ")], region);
    if ("failure" in asked) return [unanswered(asked.failure, operation, region)];
    return judgeEdge(edge, listIn(asked.answer, "AvailabilityZones"), { file, region });
}

/** Pure: every edge zone against what the region has and the account has opted in to. */
export function judgeEdge(
    edge: readonly string[],
    zones: readonly Properties[],
    { file, region }: { readonly file: string; readonly region: string },
): Finding[] {
    const about = "edge zones";
    const findings = edge.flatMap((name): Finding[] => {
        const zone = zones.find((one) => one["ZoneName"] === name);
        if (zone === undefined) {
            const what = `${name} is no zone of ${region}`;
            return [{ level: "blocks", about, what, remedy: `edit platform:edgeZones in ${file}` }];
        }
        if (textOf(zone["OptInStatus"]) !== "not-opted-in") return [];
        const group = textOf(zone["GroupName"]);
        return [
            {
                level: "blocks",
                about,
                what: `${name} belongs to ${group}, which this account has not opted in to`,
                remedy: `aws ec2 modify-availability-zone-group --region ${region} --group-name ${group} --opt-in-status opted-in`,
            },
        ];
    });
    return findings.length > 0 ? findings : [{ level: "ok", about, what: edge.join(", ") }];
}

function unanswered(failure: AwsFailure, operation: string, region: string): Finding {
    const remedy = `aws ec2 ${operation} --region ${region}`;
    return { level: "unknown", about: ABOUT, what: `AWS does not say (${failure})`, remedy };
}

/** A zone as this account sees it. */
export interface Zone {
    readonly id: string;
    readonly state: string;
    readonly type: string;
}

/** Source: EC2 API Reference, AvailabilityZone, read 2026-11. */
function zonesIn(answer: Json): ReadonlyMap<string, Zone> {
    const zones = listIn(answer, "AvailabilityZones");
    return new Map(
        zones.map((zone) => [
            textOf(zone["ZoneName"]),
            { id: textOf(zone["ZoneId"]), state: textOf(zone["State"]), type: textOf(zone["ZoneType"]) },
        ]),
    );
}

/** Pure: every zone the environment names against what the account has. */
export function judgeZones(needs: ZoneNeeds, known: ReadonlyMap<string, Zone>, file: string): Finding[] {
    const usual = [...known].filter(([, { type }]) => type === "availability-zone").map(([name]) => name);
    const findings = needs.zones.flatMap((name): Finding[] => {
        const zone = known.get(name);
        const remedy = `edit platform:zones in ${file}`;
        if (zone === undefined || !usual.includes(name)) {
            const what = `${name} is no Availability Zone of this account, which has ${usual.sort().join(", ")}`;
            return [{ level: "blocks", about: ABOUT, what, remedy }];
        }
        if (needs.controlPlane.includes(name) && WITHOUT_CONTROL_PLANES.includes(zone.id)) {
            const what = `${name} is ${zone.id} in this account, where EKS puts no control plane`;
            const keep = "or leave its slot out of platform:controlPlaneZones";
            return [{ level: "blocks", about: ABOUT, what, remedy: `${remedy}, ${keep}` }];
        }
        return zone.state === "available"
            ? []
            : [{ level: "note", about: ABOUT, what: `${name} is ${zone.state}, as EC2 says` }];
    });
    if (findings.length > 0) return findings;
    const named = needs.zones.map((name) => `${name} (${known.get(name)?.id ?? ""})`).join(", ");
    return [{ level: "ok", about: ABOUT, what: named }];
}

/** Source: EC2 API Reference, InstanceTypeOffering, read 2026-11. */
function offersIn(answer: Json): ReadonlySet<string> {
    const offers = listIn(answer, "InstanceTypeOfferings");
    return new Set(offers.map((offer) => `${textOf(offer["InstanceType"])} ${textOf(offer["Location"])}`));
}

/** Pure: every group of nodes against what its zones offer, `<type> <zone>`. */
export function judgeTypes({ types }: ZoneNeeds, offers: ReadonlySet<string>, file: string): Finding[] {
    const about = "instance types";
    const findings = types.flatMap((need): Finding[] => {
        const lacking = need.zones.map((zone) => [zone, missingIn(need, zone, offers)] as const);
        const empty = lacking
            .filter(([, missing]) => missing.length === need.types.length)
            .map(([zone]) => zone);
        if (empty.length > 0) {
            const what = `${empty.join(", ")} ${empty.length === 1 ? "offers" : "offer"} none of ${need.group}: ${need.types.join(", ")}`;
            const remedy = `choose other types in the shape, or another zone in ${file}`;
            // A pool starts its nodes elsewhere; a group of one zone has no elsewhere.
            return [{ level: empty.length === need.zones.length ? "blocks" : "note", about, what, remedy }];
        }
        return lacking
            .filter(([, missing]) => missing.length > 0)
            .map(([zone, missing]) => ({
                level: "note",
                about,
                what: `${zone} does not offer ${missing.join(", ")} of ${need.group}`,
            }));
    });
    return findings.length > 0
        ? findings
        : [{ level: "ok", about, what: "each zone offers what its nodes need" }];
}

function missingIn({ types }: TypeNeed, zone: string, offers: ReadonlySet<string>): string[] {
    return types.filter((type) => !offers.has(`${type} ${zone}`));
}
