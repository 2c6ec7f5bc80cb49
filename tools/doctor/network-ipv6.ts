/** Subnets of a cluster whose pods have IPv6 addresses, in a VPC that is there already. Pure. */
import type { Json } from "../../components/shared/json";
import { objectOf, textOf } from "../facts/build";
import { listIn } from "./answers";
import type { Finding } from "./findings";
import type { NetworkNeeds } from "./network-needs";

type Answered = Readonly<Record<string, Json>>;

/**
 * Every subnet needs a range, and those of nodes give addresses of it to what starts there; nothing where pods have IPv4.
 * Source: EKS API Reference, KubernetesNetworkConfigRequest, ipFamily, and Issue, Ec2SubnetMissingIpv6Assignment; EC2 API
 * Reference, Subnet, read 2026-11.
 */
export function judgeIpv6(answered: readonly Answered[], { hasIpv6Pods, subnets }: NetworkNeeds): Finding[] {
    if (hasIpv6Pods !== true) return [];
    const about = "IPv6";
    const known = new Map(answered.map((subnet) => [textOf(subnet["SubnetId"]), subnet]));
    const findings = subnets.flatMap(({ id, use }): Finding[] => {
        const subnet = known.get(id);
        if (subnet === undefined) return [];
        if (!hasRange(subnet)) {
            return [
                {
                    level: "blocks",
                    about,
                    what: `${id} (${use}) has no IPv6 range`,
                    remedy: `its owner: aws ec2 associate-subnet-cidr-block --subnet-id ${id} --ipv6-cidr-block <a /64 of the VPC>`,
                },
            ];
        }
        if (use !== "nodes" || subnet["AssignIpv6AddressOnCreation"] === true) return [];
        return [
            {
                level: "blocks",
                about,
                what: `${id} (${use}) gives no IPv6 address to what starts there, and nodes without one do not join`,
                remedy: `its owner: aws ec2 modify-subnet-attribute --subnet-id ${id} --assign-ipv6-address-on-creation`,
            },
        ];
    });
    const seen = new Set<string>();
    const once = findings.filter(({ remedy = "" }) => !seen.has(remedy) && seen.add(remedy));
    return once.length > 0 ? once : [{ level: "ok", about, what: "each subnet has a range" }];
}

function hasRange(subnet: Answered): boolean {
    return listIn(subnet, "Ipv6CidrBlockAssociationSet").some(
        (range) => textOf(objectOf(range["Ipv6CidrBlockState"])["State"]) === "associated",
    );
}
