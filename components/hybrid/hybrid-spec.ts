/** Nodes outside AWS as plain values: their networks, their credentials, and everything that is refused. */
import { parseArn } from "../shared/arns";
import { cidrsOverlap, contains, parseCidr } from "../shared/cidr";
import { type Problem, whenGiven } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import type { HybridWords } from "./hybrid-schema";

/**
 * Where they may lie. The API Reference, RemoteNodeNetwork, names RFC 1918 alone; the guide has the last one as well.
 * Source: EKS User Guide, hybrid-nodes-networking, "On-premises node and pod CIDRs", read 2026-11.
 */
const RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"] as const;

export interface HybridSpec extends HybridWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    readonly kubernetesVersion: string;
    readonly vpcCidr: string;
    /** Ranges of the VPC besides its first: of pods, or of what its owner added. @default none */
    readonly vpcSecondaryCidrs?: readonly string[];
    /** @default those of an IPv6 cluster, which has no such nodes */
    readonly serviceCidr?: string;
}

/** Ports of the cluster's security group that nodes and pods outside must reach. */
export const PORTS = {
    /** The API server. */
    api: { protocol: "tcp", port: 443, use: "The API server, from nodes and pods outside AWS" },
    /** CoreDNS, which runs in AWS. */
    dns: { protocol: "udp", port: 53, use: "Names of Services, from pods outside AWS" },
    "dns-tcp": { protocol: "tcp", port: 53, use: "Names of Services by TCP, from pods outside AWS" },
} as const;

/** All networks outside, nodes' first. */
export function networksOf({ nodeNetworks, podNetworks = [] }: HybridWords): readonly string[] {
    return [...nodeNetworks, ...podNetworks];
}

/** End of a logical name: `10-80-0-0-16`. */
export function keyOfNetwork(cidr: string): string {
    return cidr.replace(/[./]/g, "-");
}

/** What a reader of the plan sees. */
export function decisionsOfHybrid(spec: HybridSpec): Record<string, string | string[]> {
    const { credentials, gateway, nodeNetworks, podNetworks = [] } = spec;
    return {
        credentials:
            credentials.kind === "ssm"
                ? "activations of Systems Manager"
                : "certificates, by IAM Roles Anywhere",
        nodeNetworks: [...nodeNetworks],
        podNetworks: podNetworks.length === 0 ? "none: pods have their node's address" : [...podNetworks],
        routes: gateway.kind === "none" ? "somebody else's" : gateway.id,
    };
}

/** Everything EKS, EC2 or IAM would refuse. Arguments left out are not looked at. */
export function checkHybrid(spec: Partial<HybridSpec>): Problem[] {
    return [
        ...whenGiven(spec, ["region"], ({ region }) => checkRegion(region)),
        ...whenGiven(spec, ["nodeNetworks"], ({ nodeNetworks }) => checkAny(nodeNetworks)),
        ...whenGiven(spec, ["nodeNetworks", "serviceCidr", "vpcCidr"], (given) =>
            checkNetworks({
                ...given,
                podNetworks: spec.podNetworks ?? [],
                vpcSecondaryCidrs: spec.vpcSecondaryCidrs ?? [],
            }),
        ),
        ...whenGiven(spec, ["gateway"], ({ gateway }) => checkGateway(gateway)),
        ...whenGiven(spec, ["credentials", "region"], ({ credentials, region }) =>
            credentials.kind === "ssm" ? checkSsm(credentials) : checkRolesAnywhere(credentials, region),
        ),
    ];
}

/** Source: EKS User Guide, hybrid-nodes-overview: all regions but those of GovCloud and China. */
function checkRegion(region: string): Problem[] {
    if (!["aws-cn", "aws-us-gov"].includes(partitionOf(region))) return [];
    const what = `EKS has no hybrid nodes in ${region}`;
    return [{ path: "", what, remedy: "Remove it" }];
}

function checkAny(nodeNetworks: readonly string[]): Problem[] {
    if (nodeNetworks.length > 0) return [];
    const remedy = "List the networks nodes live in, or remove hybridNodes";
    return [{ path: "nodeNetworks", what: "no node could join", got: [], remedy }];
}

interface Networks {
    readonly nodeNetworks: readonly string[];
    readonly podNetworks: readonly string[];
    readonly serviceCidr: string;
    readonly vpcCidr: string;
    readonly vpcSecondaryCidrs: readonly string[];
}

function checkNetworks(networks: Networks): Problem[] {
    const { nodeNetworks, podNetworks, serviceCidr, vpcCidr, vpcSecondaryCidrs } = networks;
    const all = [
        ...nodeNetworks.map((cidr, index) => ({ cidr, path: `nodeNetworks[${index}]` })),
        ...podNetworks.map((cidr, index) => ({ cidr, path: `podNetworks[${index}]` })),
    ];
    return all.flatMap(({ cidr, path }, index) => [
        ...checkNetwork(path, cidr),
        ...[
            { cidr: vpcCidr, path: `vpcCidr ${vpcCidr}` },
            ...vpcSecondaryCidrs.map((other) => ({
                cidr: other,
                path: `${other}, which the VPC has as well`,
            })),
            { cidr: serviceCidr, path: `serviceCidr ${serviceCidr}` },
            ...all.slice(0, index),
        ]
            .filter((other) => cidrsOverlap(cidr, other.cidr))
            .map((other) => ({
                path,
                what: `overlaps with ${other.path}: a packet could be meant for either`,
                got: cidr,
                remedy: "Choose networks that do not overlap",
            })),
    ]);
}

/** Source: EKS API Reference, RemoteNodeNetwork and RemotePodNetwork, cidrs: /8 to /32. */
function checkNetwork(path: string, text: string): Problem[] {
    const problem = (what: string, remedy: string): Problem[] => [{ path, what, got: text, remedy }];
    const cidr = parseCidr(text);
    if (cidr === undefined) return problem("not an IPv4 network", "Write <address>/<prefix>: 10.80.0.0/16");
    if (cidr.canonical !== text) return problem("not the network's first address", `Write ${cidr.canonical}`);
    if (RANGES.some((range) => contains(range, text))) return [];
    return problem("EKS takes private networks only", `Choose one inside ${RANGES.join(", ")}`);
}

function checkGateway(gateway: HybridWords["gateway"]): Problem[] {
    if (gateway.kind === "none") return [];
    const prefix = gateway.kind === "transit-gateway" ? "tgw" : "vgw";
    if (new RegExp(`^${prefix}-[0-9a-f]{8,17}$`).test(gateway.id)) return [];
    return [
        {
            path: "gateway.id",
            what: `not a ${gateway.kind}`,
            got: gateway.id,
            remedy: `Write ${prefix}-<id>`,
        },
    ];
}

/** Source: Systems Manager API Reference, CreateActivation, RegistrationLimit. */
function checkSsm({ registrations }: Extract<HybridWords["credentials"], { kind: "ssm" }>): Problem[] {
    if (Number.isInteger(registrations) && registrations >= 1 && registrations <= 1000) return [];
    return [
        {
            path: "credentials.registrations",
            what: "an activation registers 1 to 1000 nodes",
            got: registrations,
            remedy: "Write how many join within a day",
        },
    ];
}

type RolesAnywhere = Extract<HybridWords["credentials"], { kind: "roles-anywhere" }>;

function checkRolesAnywhere(words: RolesAnywhere, region: string): Problem[] {
    const { certificates, privateCaArn, sessionSeconds } = words;
    const path = "credentials";
    return [
        ...((certificates === undefined) === (privateCaArn === undefined)
            ? [
                  {
                      path,
                      what: "one authority must sign the certificates of nodes, not none or two",
                      remedy: "Write certificates or privateCaArn",
                  },
              ]
            : []),
        ...(certificates === undefined ? [] : checkCertificates(certificates)),
        ...(privateCaArn === undefined ? [] : checkPrivateCa(privateCaArn, region)),
        // Source: IAM Roles Anywhere API Reference, CreateProfile, durationSeconds.
        ...(sessionSeconds === undefined ||
        (Number.isInteger(sessionSeconds) && sessionSeconds >= 900 && sessionSeconds <= 43_200)
            ? []
            : [
                  {
                      path: `${path}.sessionSeconds`,
                      what: "credentials last 900 to 43200 seconds",
                      got: sessionSeconds,
                      remedy: "Write 3600, or leave it out",
                  },
              ]),
    ];
}

/** Never echoed: whoever pastes a bundle may paste its key. */
function checkCertificates(certificates: string): Problem[] {
    const path = "credentials.certificates";
    if (/PRIVATE KEY/.test(certificates)) {
        const what = "holds a private key, which would be readable in every plan and state";
        return [
            { path, what, remedy: "Write the certificates alone, and make a new key: this one was shown" },
        ];
    }
    const pem = /^(-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\n]+\n-----END CERTIFICATE-----\n?)+$/;
    if (pem.test(certificates.trim())) return [];
    const remedy = "Write -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, one after the other";
    return [{ path, what: "not certificates in PEM", remedy }];
}

function checkPrivateCa(text: string, region: string): Problem[] {
    const arn = parseArn(text);
    const isCa = arn?.service === "acm-pca" && arn.resource.startsWith("certificate-authority/");
    if (isCa && arn.partition === partitionOf(region)) return [];
    const remedy = `Write arn:${partitionOf(region)}:acm-pca:<region>:<account>:certificate-authority/<id>`;
    return [{ path: "credentials.privateCaArn", what: "not a private CA of AWS", got: text, remedy }];
}
