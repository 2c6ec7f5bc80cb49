/** User data that tells a node of its proxy before it asks anybody anything. */
import { defined } from "./defined";
import type { NodeProxy } from "./node-proxy";
import { withNodeConfig, withSettings } from "./user-data-merge";

/** Families whose images can be told of it by the kit. */
const PROXIED_FAMILIES = ["AL2023", "Bottlerocket"] as const;
export type ProxiedFamily = (typeof PROXIED_FAMILIES)[number];

export function isProxied(family: string): family is ProxiedFamily {
    return PROXIED_FAMILIES.some((one) => one === family);
}

/** The user data a person wrote, with the proxy before it, so that what it says of a proxy itself stays. */
export function withProxy(family: ProxiedFamily, proxy: NodeProxy, userData: string | undefined): string {
    return family === "AL2023" ? withEnvironment(proxy, userData) : withNetwork(proxy, userData);
}

/**
 * As settings of nodeadm and not as a script: nodeadm calls EC2 before cloud-init runs any, and writes the drop-ins of
 * systemd itself. It reads the variables of `default` first, for itself, and gives them to every service.
 * Source: awslabs/amazon-eks-ami 81fec2e8, nodeadm/cmd/nodeadm/init/init.go, nodeadm/internal/system/environment.go,
 * nodeadm/test/e2e/cases/nodeadm-http-proxy/run.sh; issue 2128. From release v20251120 on: pull request 2489.
 */
function withEnvironment(proxy: NodeProxy, userData: string | undefined): string {
    const { httpProxy, httpsProxy, noProxy } = proxy;
    const variables = defined({
        HTTPS_PROXY: httpsProxy,
        HTTP_PROXY: httpProxy,
        NO_PROXY: noProxy.join(","),
    });
    // Some programs read them in small letters alone.
    const both = Object.entries(variables).flatMap(([name, value]) => [
        [name, value],
        [name.toLowerCase(), value],
    ]);
    return withNodeConfig(
        { instance: { environment: { default: Object.fromEntries(both) as object } } },
        userData,
    );
}

/**
 * Its services of the host, containerd and the kubelet read it, and what looks the node up in EC2 and EKS.
 * Source: Bottlerocket documentation, 1.26.x, api/settings/network, "Proxy Settings"; bottlerocket-core-kit
 * a10182f9, sources/api/pluto/src/proxy.rs.
 */
function withNetwork({ httpsProxy, noProxy }: NodeProxy, userData: string | undefined): string {
    return withSettings("network", { "https-proxy": httpsProxy, "no-proxy": [...noProxy] }, userData);
}
