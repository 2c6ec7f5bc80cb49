/** The environment's nodes outside AWS. */
import { type z } from "zod";

import type { ComputeKind, ComputeWords } from "../compute/ref";
import { hasIpv6Pods, secondaryCidrsOf } from "../network/ref";
import type { NetworkWords } from "../network/vpc-schema";
import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { HybridNodes } from "./hybrid-nodes";
import { hybridSchema } from "./hybrid-schema";
import { checkHybrid, type HybridSpec, networksOf } from "./hybrid-spec";

const words = {
    /**
     * Machines outside AWS that join as nodes: networks, way to them, credentials. Each vCPU is billed by the hour while it
     * is joined. They need a network plugin of their own, such as the chart of Cilium.
     * @default none
     * @example
     * hybridNodes: {
     *     nodeNetworks: ["10.80.0.0/16"],
     *     podNetworks: ["10.85.0.0/16"],
     *     gateway: { kind: "transit-gateway", id: "tgw-0123456789abcdef0" },
     *     credentials: { kind: "ssm", registrations: 10 },
     * },
     */
    hybridNodes: hybridSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & {
    readonly compute: Pick<ComputeWords, "kind">;
    readonly network?: NetworkWords;
};

export const hybridNodes = part({
    words,
    // Routes of a zone are there before its nodes, and outlive them.
    phase: "access",
    plan: ({ settings, shape }: Environment<Reads>): Named<HybridSpec>[] => {
        if (shape.hybridNodes === undefined) return [];
        const { account, clusterName, kubernetesVersion, region, serviceCidr, vpcCidr } = settings;
        const spec = {
            ...shape.hybridNodes,
            account,
            clusterName,
            kubernetesVersion,
            region,
            vpcCidr,
            ...defined({ serviceCidr, vpcSecondaryCidrs: secondaryCidrsOf(settings) }),
        };
        return [{ name: "hybrid-nodes", shapePath: "hybridNodes", spec }];
    },
    origins: {
        account: "account",
        clusterName: "clusterName",
        kubernetesVersion: "kubernetesVersion",
        region: "region",
        serviceCidr: "serviceCidr",
        vpcCidr: "vpcCidr",
    },
    check: checkHybrid,
    checkAll: (components, { shape }) =>
        components.flatMap(({ spec }) => [
            ...checkCompute(shape),
            ...checkFamily(shape),
            ...checkRoutes(spec, shape),
        ]),
    notices: (components, { settings: { apiAccess, transitGatewayId }, shape }) =>
        components.flatMap(({ spec }) => [
            ...noticesOfApi(apiAccess.kind),
            ...noticesOfRoutes(spec, shape, transitGatewayId),
            ...noticesOfPods(spec),
        ]),
    build: ({ name, spec }, { ground: { cluster, vpc }, options }) => {
        const made = new HybridNodes(name, { ...spec, cluster, vpc }, options);
        return { ready: made.ready, provides: { hybridNodes: made.join } };
    },
});

const AGENTS = "kube-proxy and the Pod Identity agent";
const WITHOUT: { readonly [kind in ComputeKind]?: string } = {
    fargate: AGENTS,
    "auto-mode": AGENTS,
    none: "CoreDNS",
};

/** Kinds that leave out what nodes outside need. Source: EKS User Guide, hybrid-nodes-add-ons, "kube-proxy and CoreDNS". */
function checkCompute({ compute }: Reads): PlacedProblem[] {
    const without = WITHOUT[compute.kind];
    if (without === undefined) return [];
    return [
        {
            path: "hybridNodes",
            what: `nodes outside need ${without}, which compute of kind ${compute.kind} leaves out`,
            remedy: "Choose kind karpenter or managed, or remove it",
        },
    ];
}

/** Source: EKS API Reference, RemoteNetworkConfigRequest: clusters of the family ipv4 alone. */
function checkFamily({ network }: Reads): PlacedProblem[] {
    if (!hasIpv6Pods(network)) return [];
    return [
        {
            path: "hybridNodes",
            what: "no nodes outside AWS join an IPv6 cluster",
            remedy: 'Remove it, or network.ipv6: "pods"',
        },
    ];
}

/** Source: EKS User Guide, hybrid-nodes-cluster-update, "Prerequisites". */
function noticesOfApi(api: "private" | "public"): string[] {
    if (api === "private") return [];
    return [
        "Nodes outside resolve the API server to its public addresses: they join from networks of apiAccess only, past the gateway. A private API keeps them on it",
    ];
}

function noticesOfPods({ podNetworks = [] }: HybridSpec): string[] {
    if (podNetworks.length > 0) return [];
    return [
        "Pods outside have no network of their own: webhooks there cannot be called, nor pods there by pods in AWS",
    ];
}

/** Routes of a VPC of somebody else are its owner's to make: a gateway that is named would change nothing. */
function checkRoutes({ gateway }: HybridSpec, { network }: Reads): PlacedProblem[] {
    if (network?.kind !== "existing" || gateway.kind === "none") return [];
    return [
        {
            path: "hybridNodes.gateway",
            what: "the VPC is somebody else's, and so are its routes: none to these networks would be made",
            got: gateway.id,
            remedy: `Write { kind: "none" }, and have its owner route them to ${gateway.id} from node and control-plane subnets`,
        },
    ];
}

function noticesOfRoutes(
    spec: HybridSpec,
    { network }: Reads,
    transitGatewayId: string | undefined,
): string[] {
    const { gateway } = spec;
    if (gateway.kind !== "none") {
        // The attachment is the kit's own, and comes before the routes.
        if (gateway.id === transitGatewayId) return [];
        return [
            `${gateway.id} must be attached to the VPC before its routes are made, and lead back: its own tables are not looked at`,
        ];
    }
    const networks = networksOf(spec).join(", ");
    return [
        network?.kind === "existing"
            ? `Nodes outside are reached by routes of the VPC's owner: tables of node and control-plane subnets need one to each of ${networks}`
            : "Nodes outside are reached by routes of somebody else: none of this environment's tables leads to them",
    ];
}
