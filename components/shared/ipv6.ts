/** IPv6 networks in CIDR notation: read strictly, compared, cut into subnets. Pure. */
import { isIPv6 } from "node:net";

/** A network as its owner wrote it. */
export interface Ipv6Cidr {
    /** The network's first address, spelled as everybody does, and its prefix length: `2600:1f18:1:100::/56`. */
    readonly canonical: string;
    readonly prefixLength: number;
}

const BITS = 128;
const GROUP = 16;
const MASK = 0xffffn;

/** The network `text` names, or undefined when it is no IPv6 network in CIDR notation. */
export function parseIpv6Cidr(text: string): Ipv6Cidr | undefined {
    const read = numbersOf(text);
    return read === undefined ? undefined : cidrOf(read.first, read.prefixLength);
}

/** Whether the two networks share an address. A text that is no network overlaps nothing. */
export function ipv6CidrsOverlap(one: string, other: string): boolean {
    const [a, b] = [numbersOf(one), numbersOf(other)];
    if (a === undefined || b === undefined) return false;
    const shift = BigInt(BITS - Math.min(a.prefixLength, b.prefixLength));
    return a.first >> shift === b.first >> shift;
}

/** Every subnet's: AWS makes no other. Source: Amazon VPC User Guide, subnet-sizing, "Subnet sizing for IPv6". */
const SUBNET_PREFIX = 64;

/**
 * The `block`-th /64 of a VPC's /56.
 * @throws Error when the text is no IPv6 network: AWS named none
 */
export function ipv6SubnetOf(vpcCidr: string, block: number): string {
    const network = numbersOf(vpcCidr);
    if (network === undefined) throw new Error(`not an IPv6 network: ${vpcCidr}`);
    return cidrOf(network.first + (BigInt(block) << BigInt(BITS - SUBNET_PREFIX)), SUBNET_PREFIX).canonical;
}

interface Numbers {
    readonly first: bigint;
    readonly prefixLength: number;
}

function numbersOf(text: string): Numbers | undefined {
    const [, address = "", length = ""] = /^([0-9A-Fa-f:.]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
    const prefixLength = Number(length);
    if (!isIPv6(address) || length === "" || prefixLength > BITS) return undefined;
    const shift = BigInt(BITS - prefixLength);
    return { first: (valueOf(address) >> shift) << shift, prefixLength };
}

/** Each of eight groups, of which `::` leaves some out. */
function valueOf(address: string): bigint {
    // The URL parser writes any address in one way, the last two groups of a mixed one included.
    const [head = "", tail] = hostOf(address).split("::");
    const groupsIn = (part: string): string[] => part.split(":").filter((group) => group !== "");
    const [before, after] = [groupsIn(head), groupsIn(tail ?? "")];
    const zeros = new Array<string>(8 - before.length - after.length).fill("0");
    return [...before, ...zeros, ...after].reduce(
        (value, group) => (value << BigInt(GROUP)) + BigInt(`0x${group}`),
        0n,
    );
}

function cidrOf(first: bigint, prefixLength: number): Ipv6Cidr {
    const groups = Array.from({ length: BITS / GROUP }, (_, index) =>
        ((first >> BigInt(BITS - GROUP * (index + 1))) & MASK).toString(16),
    );
    return { canonical: `${hostOf(groups.join(":"))}/${prefixLength}`, prefixLength };
}

/** Source: WHATWG URL Standard, "IPv6 serializer", which is RFC 5952. */
function hostOf(address: string): string {
    return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
