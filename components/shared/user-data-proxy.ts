/** User data that tells a node of its proxy before it asks anybody anything. */
import { defined } from "./defined";
import type { NodeProxy } from "./node-proxy";
import { isTable, parseToml, parseYaml, writeToml } from "./text-formats";
import { archiveOf, isMime, NODE_CONFIG_TYPE, prependPart, readMime } from "./user-data-mime";

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
    const config = JSON.stringify({
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: { instance: { environment: { default: Object.fromEntries(both) as object } } },
    });
    const whole = userData === undefined ? undefined : asArchive(userData);
    if (whole === undefined) return archiveOf(NODE_CONFIG_TYPE, config);
    return prependPart(whole.text, whole.boundary, NODE_CONFIG_TYPE, config);
}

/** What Karpenter takes without an archive around it: a NodeConfig, or a script. Assumes checked user data. */
function asArchive(userData: string): { readonly text: string; readonly boundary: string } | undefined {
    const parsed = isMime(userData) ? undefined : parseYaml(userData);
    const isConfig = parsed !== undefined && "value" in parsed && isTable(parsed.value);
    const text =
        parsed === undefined
            ? userData
            : archiveOf(isConfig ? NODE_CONFIG_TYPE : "text/x-shellscript", userData);
    const archive = readMime(text);
    return "boundary" in archive ? { text, boundary: archive.boundary } : undefined;
}

/**
 * Its services of the host, containerd and the kubelet read it, and what looks the node up in EC2 and EKS.
 * Source: Bottlerocket documentation, 1.26.x, api/settings/network, "Proxy Settings"; bottlerocket-core-kit
 * a10182f9, sources/api/pluto/src/proxy.rs.
 */
function withNetwork({ httpsProxy, noProxy }: NodeProxy, userData: string | undefined): string {
    const parsed = userData === undefined ? { value: {} } : parseToml(userData);
    const root = "value" in parsed && isTable(parsed.value) ? parsed.value : {};
    const settings = isTable(root["settings"]) ? root["settings"] : {};
    const network = isTable(settings["network"]) ? settings["network"] : {};
    const told = { "https-proxy": httpsProxy, "no-proxy": [...noProxy], ...network };
    return writeToml({ ...root, settings: { ...settings, network: told } });
}
