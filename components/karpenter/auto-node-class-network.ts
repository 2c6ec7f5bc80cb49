/**
 * Addresses, interfaces and proxy of a NodeClass of Auto Mode: everything EKS or EC2 would refuse.
 * Source of all in this file: EKS User Guide, create-node-class, as of 2026.
 */
import { defined } from "../shared/defined";
import { HTTP_URL } from "../shared/node-proxy";
import type { Problem } from "../shared/problems";
import { type AutoNodeClassSpec, proxyOfClass } from "./auto-node-class";
import type { AutoNetworkInterface } from "./auto-node-class-schema";
import { checkInterfaces, checkPublicAddress, checkRange } from "./node-class-network";

const MAX_PROXY_LENGTH = 255;
const MAX_NO_PROXY = 50;

type Spec = Pick<AutoNodeClassSpec, "nodeClass" | "proxy">;

export function checkNetworking(spec: Spec): Problem[] {
    const words = spec.nodeClass;
    const path = "nodeClass.advancedNetworking";
    const { associatePublicIPAddress, networkInterfaces } = words.advancedNetworking ?? {};
    const { subnetSelectorTerms } = words;
    return [
        ...checkPublicAddress(
            `${path}.associatePublicIPAddress`,
            defined({ associatePublicIPAddress, networkInterfaces, subnetSelectorTerms }),
        ),
        ...(networkInterfaces === undefined
            ? []
            : [
                  ...checkInterfaces(`${path}.networkInterfaces`, networkInterfaces),
                  ...networkInterfaces.flatMap((one, index) =>
                      checkAddresses(`${path}.networkInterfaces[${index}]`, one),
                  ),
              ]),
        ...checkProxy(spec),
    ];
}

/** Pods get the addresses of card 0 alone, single ones or prefixes. */
function checkAddresses(path: string, one: AutoNetworkInterface): Problem[] {
    const counts = (["secondaryIPv4Count", "secondaryIPv4PrefixCount"] as const).filter(
        (count) => one[count] !== undefined,
    );
    const [first] = counts;
    if (first === undefined) return [];
    const problem = (what: string, remedy: string): Problem[] => [
        { path: `${path}.${first}`, what, got: one[first] ?? 0, remedy },
    ];
    if (counts.length > 1)
        return problem("single addresses and prefixes exclude each other", "Keep one of them");
    if (one.networkCardIndex !== 0 || one.interfaceType !== "interface") {
        return problem("interfaces of card 0 alone have addresses for pods", "Remove it");
    }
    return checkRange(`${path}.${first}`, one[first], [1, 2_147_483_647]);
}

/** A way around no proxy is a mistake. */
function checkProxy(spec: Spec): Problem[] {
    const path = "nodeClass.advancedNetworking";
    const { httpsProxy: own, noProxy: ownBypass } = spec.nodeClass.advancedNetworking ?? {};
    const { httpsProxy, noProxy = [] } = proxyOfClass(spec) ?? {};
    if (httpsProxy === undefined) {
        if (ownBypass === undefined) return [];
        const remedy = "Remove it, or set httpsProxy";
        return [{ path: `${path}.noProxy`, what: "there is no proxy to go around", remedy }];
    }
    const bypass = ownBypass === undefined ? "proxy" : `${path}.noProxy`;
    return [
        ...checkProxyUrl(own === undefined ? "proxy" : `${path}.httpsProxy`, httpsProxy),
        ...(noProxy.length > MAX_NO_PROXY
            ? [
                  {
                      path: bypass,
                      what: "nodes of Auto Mode take fewer ways around the proxy",
                      got: noProxy.length,
                      remedy: `Keep at most ${MAX_NO_PROXY}, the kit's own counted in`,
                  },
              ]
            : []),
        ...noProxy
            .filter((host) => host === "" || host.length > MAX_PROXY_LENGTH)
            .map((host) => {
                const remedy = `Write 1 to ${MAX_PROXY_LENGTH} characters`;
                return { path: bypass, what: "not a host EKS takes", got: host, remedy };
            }),
    ];
}

/** Never echoed: whatever stands before an @ may be a password. */
function checkProxyUrl(path: string, url: string): Problem[] {
    if (HTTP_URL.test(url) && url.length <= MAX_PROXY_LENGTH) return [];
    const remedy = `Write http://<host>:<port>, without a password, ${MAX_PROXY_LENGTH} characters at most`;
    return [{ path, what: "not a proxy EKS takes", remedy }];
}
