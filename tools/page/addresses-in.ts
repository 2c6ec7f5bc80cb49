/** How many addresses a range has for what stands in it. */

/** Of each subnet AWS keeps five. Source: Amazon VPC User Guide, subnet-sizing. */
const RESERVED = 5;

/** `8,187 addresses`; empty when the text is no IPv4 range. */
export function addressesIn(range: string): string {
    const prefix = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(range)?.[1];
    if (prefix === undefined) return "";
    const free = 2 ** (32 - Number(prefix)) - RESERVED;
    return `${free.toLocaleString("en-US")} addresses`;
}
