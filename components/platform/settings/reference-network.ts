/** What the settings of the network mean, and what a change of each does. */
import { SERVICE_PREFIX_LENGTHS } from "../../cluster/cluster-spec";
import { VPC_PREFIX_LENGTHS } from "../../network/address-plan";
import { POD_PREFIX_LENGTHS } from "../../network/pod-range";
import type { Group, PrefixLengths } from "./reference-types";

export const NETWORK = {
    zones: {
        meaning: "Availability Zone of each slot. A slot fixes the subnets' addresses and names.",
        unit: "zone, by slot a to d",
        changes: [
            {
                what: "a slot more",
                effect: "creates",
                consequence: "its subnets, routes and nodes; nobody's addresses move",
            },
            {
                what: "a slot less",
                effect: "deletes",
                consequence:
                    "its subnets and nodes; drain it first: [environments.md](environments.md#remove-a-zone)",
            },
            {
                what: "another zone in a slot",
                effect: "forbidden",
                consequence:
                    "AWS takes no second subnet with the same addresses while the first one stands; use a free slot",
            },
        ],
    },
    edgeZones: {
        meaning:
            "Local Zones and Wavelength Zones by slot: subnets for nodes that name the slot, and for nothing else. The zone group must be opted in: [recipes/edge-zones.md](recipes/edge-zones.md).",
        unit: "zone, by slot e to h",
        default: "none",
        changes: [
            {
                what: "a slot more",
                effect: "creates",
                consequence: "its subnet, table and route; nobody's addresses move",
            },
            {
                what: "a slot less",
                effect: "deletes",
                consequence: "its subnet; groups that name it must go before, or are refused",
            },
            {
                what: "another zone in a slot",
                effect: "forbidden",
                consequence:
                    "AWS takes no second subnet with the same addresses while the first one stands; use a free slot",
            },
        ],
    },
    controlPlaneZones: {
        meaning: "Slots that hold the control plane. Frozen with the cluster.",
        unit: "two or three slots",
        changes: [
            {
                what: "other slots, also one less",
                effect: "forbidden",
                consequence: "EKS takes exactly the zones of its creation; make another environment",
            },
        ],
    },
    vpcCidr: {
        meaning: "Addresses of the VPC.",
        unit: networkUnit(VPC_PREFIX_LENGTHS),
        prefixLengths: VPC_PREFIX_LENGTHS,
        changes: [
            {
                what: "other addresses",
                effect: "forbidden",
                consequence: "a cluster stays in the VPC it was made in; make another environment",
            },
        ],
    },
    serviceCidr: {
        meaning: "Addresses of Kubernetes services, outside the VPC and whatever it is connected to.",
        unit: networkUnit(SERVICE_PREFIX_LENGTHS),
        prefixLengths: SERVICE_PREFIX_LENGTHS,
        default:
            'none: required where the kit makes the cluster, unless `network.ipv6` is "pods", where EKS chooses; refused elsewhere',
        changes: [
            {
                what: "other addresses",
                effect: "replaces",
                consequence:
                    "the cluster and all in it, in three updates: [replace the cluster](runbooks/replace-the-cluster.md)",
            },
        ],
    },
    podCidr: {
        meaning:
            "Second range of the VPC, for pods alone: each slot has a quarter of it. `network.pods.subnets` says how pods come there: [recipes/pod-networking.md](recipes/pod-networking.md).",
        unit: networkUnit(POD_PREFIX_LENGTHS),
        prefixLengths: POD_PREFIX_LENGTHS,
        default: "none: pods have addresses of their nodes' subnets",
        changes: [
            {
                what: "a range where there was none",
                effect: "creates",
                consequence:
                    "a subnet of pods in each zone; running nodes keep their interfaces until they are replaced",
            },
            {
                what: "other addresses",
                effect: "replaces",
                consequence:
                    "the pods' subnets; the old ones go once no node has an interface in them, for which AWS is asked for twenty minutes",
            },
        ],
    },
    existingVpc: {
        meaning:
            'The VPC of `network: { kind: "existing", … }`, with its subnets by zone slot. It stays its owner\'s: [recipes/existing-vpc.md](recipes/existing-vpc.md).',
        unit: "a map of ids",
        default: "none: the kit makes the VPC",
        changes: [
            {
                what: "another VPC",
                effect: "forbidden",
                consequence: "a cluster stays in the VPC it was made in; make another environment",
            },
            {
                what: "a node subnet more or less",
                effect: "replaces",
                consequence:
                    "node groups of its slot and the Fargate profiles; nodes of Karpenter go if theirs is gone",
            },
            {
                what: "other control-plane subnets of the same zones",
                effect: "in place",
                consequence: "EKS moves its network interfaces",
            },
        ],
    },
    connectedNetworks: {
        meaning:
            "Networks that the VPC is connected to, or will be: by peering, a transit gateway, VPN or Direct Connect. No range of this environment may touch them. It makes no connection.",
        unit: "list of IPv4 CIDRs, without the environment's own",
        default: "none",
        changes: [
            {
                what: "one more or less",
                effect: "in place",
                consequence: "no resource changes; a range that overlaps one is refused",
            },
        ],
    },
    transitGatewayId: {
        meaning:
            'The transit gateway of `network: { nat: "transit-gateway", … }`: the kit attaches the VPC to it and routes nodes there. It stays its owner\'s: [recipes/egress.md](recipes/egress.md).',
        unit: "an id",
        default: "none",
        changes: [
            {
                what: "another gateway",
                effect: "replaces",
                consequence:
                    "the attachment, new one first; routes move to it in place, and open connections break",
            },
        ],
    },
    flowLogsBucket: {
        meaning:
            'Bucket of `network: { flowLogs: { kind: "s3", … } }`, with a folder or without. Its owner says how long it keeps them: [recipes/names-and-logs.md](recipes/names-and-logs.md).',
        unit: "ARN of a bucket",
        default: "none",
        changes: [
            {
                what: "another bucket",
                effect: "replaces",
                consequence: "the flow log, old one first: a moment of traffic is not logged",
            },
        ],
    },
    dns: {
        meaning:
            "What others made for the names of the VPC: rule groups of DNS Firewall, private hosted zones, rules of Route 53 Resolver. [recipes/names-and-logs.md](recipes/names-and-logs.md).",
        unit: "a map of ids",
        default: "none",
        changes: [
            {
                what: "one more",
                effect: "creates",
                consequence: "its association; names are answered otherwise within a minute",
            },
            {
                what: "one less",
                effect: "deletes",
                consequence: "its association; its names are answered by AWS alone",
            },
        ],
    },
    hostedZones: {
        meaning:
            'Hosted zones of `hostedZones: { …: { kind: "existing" } }`, by the same key: their ids, and the role of their account where it is another one. [recipes/web-application.md](recipes/web-application.md).',
        unit: "a map of zones",
        default: "none",
        changes: [
            {
                what: "another zone",
                effect: "replaces",
                consequence: "the records of the kit's in it, new ones first",
            },
        ],
    },
    lattice: {
        meaning:
            "Prefix lists of VPC Lattice in the region, and a service network that is there: [recipes/vpc-lattice.md](recipes/vpc-lattice.md).",
        unit: "a map of ids",
        default: "none",
        changes: [
            {
                what: "one prefix list more",
                effect: "creates",
                consequence: "a rule of the cluster's security group",
            },
            {
                what: "another service network",
                effect: "replaces",
                consequence: "the association, old one first: callers of this VPC wait meanwhile",
            },
        ],
    },
    egressInterfaces: {
        meaning:
            'Network interfaces of `network: { nat: "interface", … }` by the slot whose nodes leave through them: of a NAT instance or a firewall of somebody else in this VPC.',
        unit: "a map of ids by slot",
        default: "none",
        changes: [
            {
                what: "another interface",
                effect: "in place",
                consequence: "the slot's route; open connections break",
            },
        ],
    },
} as const satisfies Group;

function networkUnit({ largest, smallest }: PrefixLengths): string {
    return `IPv4 CIDR, /${largest} to /${smallest}`;
}
