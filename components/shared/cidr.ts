/** IPv4 networks in CIDR notation: read strictly, compared, cut into blocks. The arithmetic is netmask's. */
import { Netmask } from "netmask";

/** A network as its owner wrote it. */
export interface Cidr {
    /** The network's first address and its prefix length, whatever address was written: `10.0.0.0/16`. */
    readonly canonical: string;
    readonly prefixLength: number;
    /** Addresses in the network. */
    readonly size: number;
}

/** AWS keeps the first four addresses of a subnet and the last. Source: Amazon VPC User Guide, subnet-sizing. */
export const KEPT_BY_AWS = 5;

/** Addresses that resources may have in a subnet of this size. */
export function usableAddresses(prefixLength: number): number {
    return 2 ** (32 - prefixLength) - KEPT_BY_AWS;
}

/** Four decimal bytes without leading zeros, which some programs read as octal, and a prefix length. */
const CIDR_PATTERN = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}\/(0|[1-9]\d?)$/;

/** The network `text` names, or undefined when it is no IPv4 network in CIDR notation. */
export function parseCidr(text: string): Cidr | undefined {
    const network = read(text);
    return network === undefined ? undefined : cidrOf(network);
}

/** Whether the two networks share an address. A text that is no network overlaps nothing: it is refused as such. */
export function cidrsOverlap(one: string, other: string): boolean {
    return contains(one, other) || contains(other, one);
}

/** Whether every address of `inner` lies in `outer`. */
export function contains(outer: string, inner: string): boolean {
    const [container, content] = [read(outer), read(inner)];
    if (container === undefined || content === undefined) return false;
    return container.contains(content);
}

/** The `index`-th block of the given prefix length, counted from the network's start. May lie beyond its end. */
export function blockOf(network: Cidr, prefixLength: number, index: number): Cidr {
    const [first] = network.canonical.split("/");
    return cidrOf(new Netmask(`${String(first)}/${prefixLength}`).next(index));
}

/** netmask also reads hexadecimal, octal and shortened addresses, in which two people read two networks. */
function read(text: string): Netmask | undefined {
    if (!CIDR_PATTERN.test(text)) return undefined;
    try {
        return new Netmask(text);
    } catch {
        // A byte above 255 or a prefix above 32: netmask throws where it could answer.
        return undefined;
    }
}

function cidrOf(network: Netmask): Cidr {
    return {
        canonical: `${network.base}/${network.bitmask}`,
        prefixLength: network.bitmask,
        size: network.size,
    };
}
