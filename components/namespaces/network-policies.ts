/** NetworkPolicies of a namespace: nothing passes, and what is let through by name. Pure. */
import { contains, parseCidr } from "../shared/cidr";
import { defined } from "../shared/defined";
import { isLabelName } from "../shared/object-names";
import type { Problem } from "../shared/problems";
import type { Denial, NetworkPeer } from "./namespace-schema";

/** Where the cluster's own DNS answers. */
export type DnsPlace =
    /** Pods of CoreDNS. */
    | { readonly kind: "pods" }
    /** CoreDNS on each node, behind the Service's address: no pod is there to be selected. */
    | { readonly kind: "address"; readonly cidr: string }
    /** The Service's address is one that EKS chooses. */
    | { readonly kind: "anywhere" };

interface Port {
    readonly port: number;
    readonly protocol: string;
}

type Peer =
    | { readonly ipBlock: { readonly cidr: string; readonly except?: string[] } }
    | { readonly namespaceSelector: Selector; readonly podSelector?: Selector }
    | { readonly podSelector: Selector };
interface Selector {
    readonly matchLabels?: Readonly<Record<string, string>>;
}
interface Rule {
    readonly peers: readonly Peer[];
    readonly ports?: readonly Port[];
}

/** One policy: the end of its name, and what it lets through. */
export interface PolicyPlan {
    readonly name: string;
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
}

const DNS_PORTS: readonly Port[] = [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
];

/** Source: EKS User Guide, pod-identities, "EKS Pod Identity Agent": addresses and port of the agent. */
const AGENT: Rule = {
    peers: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
    ports: [{ port: 80, protocol: "TCP" }],
};

/** All policies of a namespace, the denial first. Policies add up: each further one lets more through. */
export function planPolicies(words: Denial, dns: DnsPlace): readonly PolicyPlan[] {
    const { dns: asksDns = true, podIdentity = true, within = true } = words;
    const own: Rule = { peers: [{ podSelector: {} }] };
    return [
        { name: "default-deny", ingress: [], egress: [] },
        ...(asksDns ? [{ name: "allow-dns", egress: [dnsRule(dns)] }] : []),
        ...(podIdentity ? [{ name: "allow-pod-identity", egress: [AGENT] }] : []),
        ...(within ? [{ name: "allow-within", ingress: [own], egress: [own] }] : []),
        ...planNamed(words),
    ];
}

/** What is let through by the name of a namespace or a network. */
function planNamed({
    from = [],
    fromNetworks = [],
    to = [],
    toNetworks = [],
}: Denial): readonly PolicyPlan[] {
    const ingress = [...from.map(namespacePeer), ...fromNetworks.map(networkPeer)];
    const egress = [...to.map(namespacePeer), ...toNetworks.map(networkPeer)];
    return [
        ...(ingress.length === 0 ? [] : [{ name: "allow-from", ingress }]),
        ...(egress.length === 0 ? [] : [{ name: "allow-to", egress }]),
    ];
}

/** Source: aws/aws-network-policy-agent#230; where CoreDNS is no pod, aws/containers-roadmap#2552. */
function dnsRule(dns: DnsPlace): Rule {
    switch (dns.kind) {
        case "pods":
            return {
                peers: [
                    {
                        namespaceSelector: named("kube-system"),
                        podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
                    },
                ],
                ports: DNS_PORTS,
            };
        case "address":
            return { peers: [{ ipBlock: { cidr: dns.cidr } }], ports: DNS_PORTS };
        case "anywhere":
            return { peers: [], ports: DNS_PORTS };
    }
}

/** Kubernetes labels each namespace with its name. Source: Kubernetes documentation, Namespaces, "Automatic labelling". */
function named(namespace: string): Selector {
    return { matchLabels: { "kubernetes.io/metadata.name": namespace } };
}

function namespacePeer(namespace: string): Rule {
    return { peers: [{ namespaceSelector: named(namespace) }] };
}

function networkPeer({ cidr, except, ports }: NetworkPeer): Rule {
    return {
        peers: [{ ipBlock: { cidr, ...(except === undefined ? {} : { except: [...except] }) } }],
        ...defined({
            ports: ports?.map((one) => (typeof one === "number" ? { port: one, protocol: "TCP" } : one)),
        }),
    };
}

/** As Kubernetes takes it. Source: Kubernetes API reference, NetworkPolicySpec. */
export function specOfPolicy({ egress, ingress }: PolicyPlan) {
    const portsOf = ({ ports }: Rule) =>
        ports === undefined ? {} : { ports: ports.map((one) => ({ ...one })) };
    return {
        podSelector: {},
        policyTypes: [
            ...(ingress === undefined ? [] : ["Ingress"]),
            ...(egress === undefined ? [] : ["Egress"]),
        ],
        ...(ingress === undefined || ingress.length === 0
            ? {}
            : { ingress: ingress.map((rule) => ({ from: [...rule.peers], ...portsOf(rule) })) }),
        ...(egress === undefined || egress.length === 0
            ? {}
            : {
                  egress: egress.map((rule) => ({
                      ...(rule.peers.length === 0 ? {} : { to: [...rule.peers] }),
                      ...portsOf(rule),
                  })),
              }),
    };
}

/** Every name, network and port that is none. */
export function checkTraffic(path: string, words: Denial): Problem[] {
    const { from = [], fromNetworks = [], to = [], toNetworks = [] } = words;
    return [
        ...from.flatMap((name, index) => checkName(`${path}.from[${index}]`, name)),
        ...to.flatMap((name, index) => checkName(`${path}.to[${index}]`, name)),
        ...fromNetworks.flatMap((one, index) => checkNetwork(`${path}.fromNetworks[${index}]`, one)),
        ...toNetworks.flatMap((one, index) => checkNetwork(`${path}.toNetworks[${index}]`, one)),
    ];
}

function checkName(path: string, got: string): Problem[] {
    if (isLabelName(got)) return [];
    const remedy = "Use 1 to 63 lower-case letters, digits and hyphens";
    return [{ path, what: "not a name of a namespace", got, remedy }];
}

function checkNetwork(path: string, { cidr, except = [], ports = [] }: NetworkPeer): Problem[] {
    const outside = except.flatMap((got, index) => {
        if (cidr.includes(":") || checkCidr("", got).length > 0 || contains(cidr, got)) return [];
        const what = `no part of ${cidr}`;
        return [{ path: `${path}.except[${index}]`, what, got, remedy: "Name a network inside it" }];
    });
    return [
        ...checkCidr(`${path}.cidr`, cidr),
        ...except.flatMap((got, index) => checkCidr(`${path}.except[${index}]`, got)),
        ...(checkCidr("", cidr).length > 0 ? [] : outside),
        ...ports.flatMap((one, index) => {
            const got = typeof one === "number" ? one : one.port;
            if (Number.isInteger(got) && got >= 1 && got <= 65_535) return [];
            const remedy = "Choose 1 to 65535";
            return [{ path: `${path}.ports[${index}]`, what: "not a port", got, remedy }];
        }),
    ];
}

/** Kubernetes 1.36 refuses host bits. Source: kubernetes/kubernetes v1.36.3 pkg/features/kube_features.go, StrictIPCIDRValidation. */
function checkCidr(path: string, got: string): Problem[] {
    if (got.includes(":")) {
        if (/^[0-9a-f:]+\/(\d|[1-9]\d|1[01]\d|12[0-8])$/.test(got)) return [];
        const remedy = "Write its first address and the length of its prefix, such as fd00::/64";
        return [{ path, what: "not a network of IPv6", got, remedy }];
    }
    const network = parseCidr(got);
    if (network === undefined) {
        return [{ path, what: "not a network", got, remedy: "Write it as 10.8.0.0/16" }];
    }
    if (network.canonical === got) return [];
    const what = "an address inside a network";
    return [{ path, what, got, remedy: `Write ${network.canonical}` }];
}
