/** Networks that an environment is connected to: no range of its own may touch them. Pure. */
import { cidrsOverlap, parseCidr } from "./cidr";
import type { Problem } from "./problems";

/** A range of the environment, and where it is written. */
export interface OwnRange {
    readonly path: string;
    readonly cidr: string;
    /** What would go wrong: "the VPC" or "services". */
    readonly of: string;
}

/**
 * Every range that overlaps a connected network. What is addressed to a range of the VPC stays in it, by the local route of
 * its tables, and what is addressed to a service stays in the cluster. Source: Amazon VPC User Guide, VPC_Route_Tables.
 */
export function checkConnected(ranges: readonly OwnRange[], connected: readonly string[]): Problem[] {
    return ranges.flatMap(({ cidr, of, path }) =>
        connected
            .filter((network) => cidrsOverlap(cidr, network))
            .map((network) => ({
                path,
                what: `${of} would have addresses of ${network}, one of platform:connectedNetworks, and not reach it`,
                got: cidr,
                remedy: `Choose a range outside it, or name its parts there if ${cidr} is none of them`,
            })),
    );
}

/** Entries that are no network, or one that is written twice. */
export function checkConnectedNetworks(connected: readonly string[]): Problem[] {
    return connected.flatMap((got, index): Problem[] => {
        const path = `connectedNetworks[${index}]`;
        const network = parseCidr(got);
        if (network === undefined) {
            const remedy = "Write one such as 10.8.0.0/16";
            return [{ path, what: "not an IPv4 network in CIDR notation", got, remedy }];
        }
        if (network.canonical !== got) {
            const what = "the address is not the first of its network";
            return [{ path, what, got, remedy: `Write ${network.canonical}` }];
        }
        const first = connected.indexOf(got);
        if (first === index) return [];
        return [{ path, what: `named at [${first}] already`, got, remedy: "Name each network once" }];
    });
}
