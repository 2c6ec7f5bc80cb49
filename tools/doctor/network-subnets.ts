/** Subnets that an environment names, against what EC2 says of them. Pure. */
import type { Json } from "../../components/shared/json";
import { CNI_TAG, LOAD_BALANCER_TAGS } from "../../components/shared/subnet-tags";
import { CONTROL_PLANE_ADDRESSES, LOAD_BALANCER_ADDRESSES } from "../facts/addresses";
import { textOf } from "../facts/build";
import type { Finding } from "./findings";
import type { NetworkNeeds, SubnetNeed, SubnetUse } from "./network-needs";
import { listIn } from "./answers";

type Subnet = Readonly<Record<string, Json>>;

export interface SubnetQuestion {
    readonly needs: NetworkNeeds;
    readonly file: string;
}

/** Free addresses. Those of nodes are the kit's own bound: a node and a pod, and room for a handful of nodes. */
const ENOUGH: Readonly<Record<SubnetUse, { readonly needed: number; readonly wanted: number }>> = {
    "control plane": CONTROL_PLANE_ADDRESSES,
    nodes: { needed: 2, wanted: 64 },
    pods: { needed: 16, wanted: 64 },
    public: { needed: LOAD_BALANCER_ADDRESSES, wanted: LOAD_BALANCER_ADDRESSES },
    Outpost: { needed: 2, wanted: 64 },
};

const TAGS: Readonly<Record<SubnetUse, Readonly<Record<string, string>>>> = {
    "control plane": LOAD_BALANCER_TAGS.none,
    nodes: LOAD_BALANCER_TAGS.internal,
    pods: LOAD_BALANCER_TAGS.none,
    public: LOAD_BALANCER_TAGS.public,
    Outpost: LOAD_BALANCER_TAGS.none,
};

/** Source: EC2 API Reference, Subnet, read 2026-11. */
export function judgeSubnets(answered: readonly Subnet[], { file, needs }: SubnetQuestion): Finding[] {
    const known = new Map(answered.map((subnet) => [textOf(subnet["SubnetId"]), subnet]));
    const findings = needs.subnets.flatMap((need) => judge(need, known.get(need.id), { file, needs }));
    const untagged = tagFindings(needs, known);
    if (findings.some(({ level }) => level === "blocks")) return [...findings, ...untagged];
    const owners = [...new Set(answered.map((subnet) => textOf(subnet["OwnerId"])))].filter(
        (one) => one !== "",
    );
    const what = `${known.size} in their zones${owners.length === 0 ? "" : `, of account ${owners.join(", ")}`}`;
    return [{ level: "ok", about: "subnets", what }, ...findings, ...untagged];
}

function judge(need: SubnetNeed, subnet: Subnet | undefined, { file, needs }: SubnetQuestion): Finding[] {
    const about = "subnets";
    const { id, use, zone } = need;
    const remedy = `edit platform:existingVpc in ${file}`;
    const blocks = (what: string): Finding[] => [{ level: "blocks", about, what, remedy }];
    if (subnet === undefined) return blocks(`${id} (${use}) is not there for this account and region`);
    const [vpcId, actual] = [textOf(subnet["VpcId"]), textOf(subnet["AvailabilityZone"])];
    if (vpcId !== needs.vpcId) return blocks(`${id} (${use}) lies in ${vpcId}, not in ${needs.vpcId}`);
    if (actual !== zone) return blocks(`${id} (${use}) lies in ${actual}, and its slot holds ${zone}`);
    const outpost = textOf(subnet["OutpostArn"]);
    if (use === "Outpost" && outpost === "") return blocks(`${id} (${use}) lies on no Outpost`);
    if (use !== "Outpost" && outpost !== "") {
        return blocks(`${id} (${use}) lies on ${outpost}, where the kit puts self-managed nodes alone`);
    }
    const free = subnet["AvailableIpAddressCount"];
    const { needed, wanted } = ENOUGH[use];
    if (typeof free !== "number" || free >= wanted) return [];
    return [
        {
            // Whatever stands there already has taken its addresses: too few for what comes, not for what is.
            level: "note",
            about,
            what: `${id} (${use}) has ${free} free addresses: ${needed} are needed, ${wanted} wanted`,
            remedy:
                use === "control plane" ? `name another in platform:existingVpc.controlPlaneSubnets` : remedy,
        },
    ];
}

/** Tags that controllers of load balancers and vpc-cni look for, which the kit does not set on subnets of others. */
function tagFindings(
    { findsPodSubnets, subnets }: NetworkNeeds,
    known: ReadonlyMap<string, Subnet>,
): Finding[] {
    const lacking = new Map<string, string[]>();
    for (const { id, use } of subnets) {
        const subnet = known.get(id);
        const tags = use === "pods" && findsPodSubnets ? CNI_TAG : TAGS[use];
        for (const [key, value] of subnet === undefined ? [] : Object.entries(tags)) {
            if (!hasTag(subnet, key, value))
                lacking.set(`${key} ${value}`, [...(lacking.get(`${key} ${value}`) ?? []), id]);
        }
    }
    return [...lacking].map(([tag, ids]) => {
        const [key = "", value = ""] = tag.split(" ");
        return {
            level: "note",
            about: "subnets",
            what: `${ids.join(", ")} ${ids.length === 1 ? "lacks" : "lack"} ${key}=${value}: ${seekers(key)} not find ${ids.length === 1 ? "it" : "them"}`,
            remedy: `aws ec2 create-tags --resources ${ids.join(" ")} --tags Key=${key},Value=${value}`,
        };
    });
}

function seekers(key: string): string {
    return key in CNI_TAG ? "vpc-cni does" : "controllers of load balancers do";
}

/** Controllers take the tag with its value, and with none. Source: AWS Load Balancer Controller, subnet_discovery. */
function hasTag(subnet: Subnet | undefined, key: string, value: string): boolean {
    return listIn(subnet ?? {}, "Tags").some(
        (tag) => tag["Key"] === key && (tag["Value"] === value || tag["Value"] === ""),
    );
}
