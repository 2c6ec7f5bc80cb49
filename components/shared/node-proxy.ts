/** The proxy nodes reach the internet through, and what they reach without it. */
import { z } from "zod";

import { dnsSuffixOf } from "./regions";
import { list } from "./schema";

/** Without user and password: settings hold no secrets, and the address ends up where pods or people may read it. */
export const HTTP_URL = /^https?:\/\/[^\s/@]+(\/[^\s@]*)?$/;
/** A host, the end of hosts' names, an address or a network; a comma would begin another. */
const BYPASS = /^[A-Za-z0-9.:_*/[\]-]+$/;

export const nodeProxySchema = z.strictObject({
    /** Proxy for what is asked over HTTPS, such as registries and AWS: `http://<host>:<port>`. */
    httpsProxy: z.string().regex(HTTP_URL),
    /** Proxy for what is asked over plain HTTP. Bottlerocket takes none. @default none */
    httpProxy: z.string().regex(HTTP_URL).exactOptional(),
    /** What else is reached without it: hosts, `.<end of hosts' names>`, networks. @default nothing */
    noProxy: list(z.string().regex(BYPASS)).exactOptional(),
});
export type NodeProxyWords = z.infer<typeof nodeProxySchema>;

/** A proxy as nodes are told of it. */
export interface NodeProxy extends NodeProxyWords {
    /** All that is reached without it. */
    readonly noProxy: readonly string[];
}

/** What is on this side of the proxy. */
export interface Inside {
    readonly region: string;
    readonly vpcCidr: string;
    readonly existingVpc?: { readonly secondaryCidrs?: readonly string[] };
    readonly podCidr?: string;
    /** @default of an IPv6 cluster, known to EKS alone: services go by their names */
    readonly serviceCidr?: string;
    /** Services the VPC has an endpoint for: `s3`, `ecr.api`. */
    readonly endpoints: readonly string[];
}

/**
 * Instance metadata, the VPC, the cluster and its API server, whose name resolves to addresses of the VPC.
 * Source: AWS re:Post, knowledge center, eks-http-proxy-containerd-automation, NO_PROXY; EKS API Reference, Cluster,
 * endpoint; Kubernetes documentation, DNS for Services and Pods; read 2026-11.
 */
export function planNodeProxy(words: NodeProxyWords, inside: Inside): NodeProxy {
    const { endpoints, existingVpc, podCidr, region, serviceCidr, vpcCidr } = inside;
    const own = [
        ...["localhost", "127.0.0.1", "169.254.169.254", vpcCidr],
        ...(serviceCidr === undefined ? [] : [serviceCidr]),
        ...(existingVpc?.secondaryCidrs ?? []),
        ...(podCidr === undefined ? [] : [podCidr]),
        ...[".internal", ".svc", ".cluster.local", `.eks.${dnsSuffixOf(region)}`],
        ...endpoints.flatMap((service) => hostsOf(service, region)),
    ];
    return { ...words, noProxy: [...new Set([...own, ...(words.noProxy ?? [])])] };
}

/** The proxy of an environment's nodes, where its organisation names one. */
export function proxyOf(
    {
        organisation,
        ...place
    }: Omit<Inside, "endpoints"> & {
        readonly organisation?: { readonly proxy?: NodeProxyWords };
    },
    endpoints: readonly string[],
): NodeProxy | undefined {
    const words = organisation?.proxy;
    return words === undefined ? undefined : planNodeProxy(words, { ...place, endpoints });
}

/**
 * Hosts a service answers at, and so those its endpoint answers for with private DNS.
 * Source: AWS General Reference, service endpoints; ECR User Guide, vpc-endpoints; EKS User Guide, vpc-interface-endpoints.
 */
function hostsOf(service: string, region: string): readonly string[] {
    const suffix = dnsSuffixOf(region);
    const hosts = OTHER_HOSTS[service];
    return hosts === undefined ? [`${service}.${region}.${suffix}`] : hosts(region, suffix);
}

const OTHER_HOSTS: Readonly<Record<string, (region: string, suffix: string) => readonly string[]>> = {
    "ecr.api": (region, suffix) => [`api.ecr.${region}.${suffix}`],
    "ecr.dkr": (region, suffix) => [`.dkr.ecr.${region}.${suffix}`],
    // It has no name under the older domain. Source: botocore data/eks-auth, endpoint-rule-set-1.json.
    "eks-auth": (region, suffix) => [
        `eks-auth.${region}.${suffix.endsWith(".cn") ? "api.amazonwebservices.com.cn" : "api.aws"}`,
    ],
    // Buckets stand in front of the name.
    s3: (region, suffix) => [`s3.${region}.${suffix}`, `.s3.${region}.${suffix}`],
};

/** What a reader of the plan sees. */
export function describeNodeProxy({ httpProxy, httpsProxy }: NodeProxy): string {
    return httpProxy === undefined || httpProxy === httpsProxy ? httpsProxy : `${httpsProxy}, ${httpProxy}`;
}
