/** Who reaches the API server, and by which way. Said out loud: EKS's own default is the whole internet. */
import { cidrsOverlap, parseCidr } from "../shared/cidr";
import type { IpFamily } from "../shared/ip-family";
import { ipv6CidrsOverlap, parseIpv6Cidr } from "../shared/ipv6";
import type { Problem } from "../shared/problems";

/**
 * `public`: from the listed networks, and from inside the VPC. `private`: from inside the VPC only, so that the
 * program must run there or go through a proxy.
 */
export type ApiAccess =
    | { readonly kind: "public"; readonly cidrs: readonly string[] }
    | { readonly kind: "private"; readonly reach: "in-vpc-runner" }
    | { readonly kind: "private"; readonly reach: "proxy"; readonly proxyUrl: string };

/** Source: EKS User Guide, cluster-endpoint, "publicAccessCidrs". */
export const MAX_PUBLIC_CIDRS = 40;

/**
 * Networks that never come from the internet.
 * Source: RFC 1918, RFC 6598 (carrier-grade NAT), RFC 1122 (loopback), RFC 3927 (link-local).
 */
const RESERVED = [
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
];

/**
 * The same of IPv6: loopback, unique local, link-local, multicast.
 * Source: RFC 4291 and RFC 4193; IANA IPv6 Special-Purpose Address Registry.
 */
const RESERVED_IPV6 = ["::1/128", "fc00::/7", "fe80::/10", "ff00::/8"];

/** The endpoint's half of a cluster's `vpcConfig`. */
export interface EndpointPlan {
    readonly endpointPrivateAccess: true;
    readonly endpointPublicAccess: boolean;
    readonly publicAccessCidrs?: string[];
}

/** Private access is on either way: nodes would otherwise leave the VPC to reach their control plane. */
export function planEndpoint(access: ApiAccess): EndpointPlan {
    if (access.kind === "private") return { endpointPrivateAccess: true, endpointPublicAccess: false };
    return {
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: [...access.cidrs].sort(),
    };
}

/** Everything EKS would refuse and everything that would open the API server to all. */
export function checkApiAccess(access: ApiAccess, family: IpFamily = "ipv4"): Problem[] {
    if (access.kind === "public") return checkPublicCidrs(access.cidrs, family);
    return access.reach === "proxy" ? checkProxyUrl(access.proxyUrl) : [];
}

/** For the plan: no proxy's credentials, whatever was given. */
export function describeApiAccess(access: ApiAccess): string {
    if (access.kind === "public") return `public to ${[...access.cidrs].sort().join(", ")}, and private`;
    if (access.reach === "in-vpc-runner") return "private, from a runner inside the VPC";
    return `private, through the proxy ${hostOf(access.proxyUrl) ?? "given"}`;
}

function checkPublicCidrs(cidrs: readonly string[], family: IpFamily): Problem[] {
    const path = "apiAccess.cidrs";
    const remedy = "List the networks your people and runners come from, or choose private access";
    if (cidrs.length === 0) return [{ path, what: "no network could reach the API server", got: [], remedy }];
    const problems = cidrs.flatMap((cidr, index) => {
        const own = checkPublicCidr(cidr, index, { family, remedy });
        if (own.length > 0 || cidrs.indexOf(cidr) === index) return own;
        return [repeated(cidrs, cidr, index)];
    });
    if (cidrs.length > MAX_PUBLIC_CIDRS) {
        problems.push({
            path,
            what: `EKS takes at most ${MAX_PUBLIC_CIDRS} networks`,
            got: cidrs.length,
            remedy: "Join neighbouring networks into larger ones",
        });
    }
    return problems;
}

function repeated(cidrs: readonly string[], text: string, index: number): Problem {
    const what = `the same network as apiAccess.cidrs[${cidrs.indexOf(text)}]`;
    return { path: `apiAccess.cidrs[${index}]`, what, got: text, remedy: "List each network once" };
}

/** Source: EKS User Guide, cluster-endpoint: no reserved addresses; IPv6 on dual-stack clusters only. */
function checkPublicCidr(
    text: string,
    index: number,
    { family, remedy }: { readonly family: IpFamily; readonly remedy: string },
): Problem[] {
    const path = `apiAccess.cidrs[${index}]`;
    const problem = (what: string, remedy: string): Problem[] => [{ path, what, got: text, remedy }];
    // Whatever address is written, no bit of it counts.
    if (/\/0+$/.test(text)) return problem("the whole internet could reach the API server", remedy);
    const isIpv6 = text.includes(":");
    if (isIpv6 && family === "ipv4") {
        return problem("an IPv6 network, which this cluster has no address for", "List IPv4 networks");
    }
    const cidr = isIpv6 ? parseIpv6Cidr(text) : parseCidr(text);
    if (cidr === undefined) {
        return isIpv6
            ? problem("not an IPv6 network", "Write <address>/<prefix>: 2600:1f18:1:2::7/128")
            : problem("not an IPv4 network", "Write <address>/<prefix>: 203.0.113.7/32");
    }
    if (cidr.canonical !== text) {
        return problem(
            isIpv6
                ? "not the network's first address, or not spelled shortest"
                : "not the network's first address",
            `Write ${cidr.canonical}`,
        );
    }
    const reserved = isIpv6
        ? RESERVED_IPV6.find((network) => ipv6CidrsOverlap(network, text))
        : RESERVED.find((network) => cidrsOverlap(network, text));
    if (reserved === undefined) return [];
    return problem(
        `${reserved} is never seen on the internet, where a public endpoint is`,
        "List public addresses, such as those of your NAT gateway; the VPC has its own way in",
    );
}

function checkProxyUrl(proxyUrl: string): Problem[] {
    const path = "apiAccess.proxyUrl";
    const remedy = "Write http://<host>:<port> or https://<host>:<port>";
    // Never echoed: whatever stands before an @ may be a password.
    if (proxyUrl.includes("@")) {
        return [{ path, what: "a proxy's credentials would be readable in every plan and state", remedy }];
    }
    return hostOf(proxyUrl) === undefined ? [{ path, what: "not an HTTP proxy", got: proxyUrl, remedy }] : [];
}

/** Host and port of an HTTP proxy without a path; undefined for anything else. */
function hostOf(proxyUrl: string): string | undefined {
    const url = URL.canParse(proxyUrl) ? new URL(proxyUrl) : undefined;
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
    return url.pathname === "/" && url.search === "" && url.hash === "" ? url.host : undefined;
}
