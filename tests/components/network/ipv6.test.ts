/** IPv6 in the VPC, in its subnets, for pods: what is made, who is told, and what does not go together. */
import assert from "node:assert/strict";

import { REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { AUTO_MODE_OWN } from "../../support/kinds";
import { FAR, NETWORKS, type NetworkKind } from "../../support/networks";
import { onKarpenter } from "../../support/on-karpenter";
import { systemNodesOf } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const IPV6 = NETWORKS["ipv6"] ?? assert.fail();
const SUBNETS = NETWORKS["ipv6-subnets"] ?? assert.fail();
const EXISTING = NETWORKS["existing-ipv6"] ?? assert.fail();

type Inputs = Readonly<Record<string, Json | undefined>>;

async function planned({
    config,
    shape,
}: NetworkKind): Promise<(type: string) => Readonly<Record<string, Inputs>>> {
    const graph = await graphOfShape(shape, { config });
    return (type) => byName(graph, type);
}

function byName({ resources }: PlannedGraph, type: string): Readonly<Record<string, Inputs>> {
    return Object.fromEntries(
        resources.filter((one) => one.type === type).map((one) => [one.name, objectOf(one.inputs)]),
    );
}

const pick = (
    all: Readonly<Record<string, Inputs>>,
    key: string,
): Readonly<Record<string, Json | undefined>> =>
    Object.fromEntries(Object.entries(all).map(([name, inputs]) => [name, inputs[key]]));

const told = (template: Inputs | undefined): string =>
    Buffer.from(String(template?.["userData"]), "base64").toString("utf8");

describe("IPv6 for pods", () => {
    let of: (type: string) => Readonly<Record<string, Inputs>>;
    before(async () => {
        of = await planned(IPV6);
    });

    it("gives the VPC a range of Amazon's, and each subnet the /64 that its tier and slot name", () => {
        assert.equal(of("aws:ec2/vpc:Vpc")["network-vpc"]?.["assignGeneratedIpv6CidrBlock"], true);
        const subnets = of("aws:ec2/subnet:Subnet");
        const ends = Object.entries(pick(subnets, "ipv6CidrBlock")).map(([name, cidr]) => [
            name.replace("network-", ""),
            String(cidr).replace(/^2600:1f18:1[0-9a-f]{3}:1[0-9a-f]/, ""),
        ]);
        assert.deepEqual(Object.fromEntries(ends), {
            "control-plane-a": "20::/64",
            "control-plane-b": "21::/64",
            "node-a": "00::/64",
            "node-b": "01::/64",
            "public-a": "10::/64",
            "public-b": "11::/64",
        });
        for (const subnet of Object.values(subnets)) {
            assert.equal(subnet["assignIpv6AddressOnCreation"], true);
            assert.equal(subnet["enableDns64"], false);
            assert.equal(subnet["privateDnsHostnameTypeOnLaunch"], "resource-name");
        }
    });

    it("leads nodes out past a gateway that lets nobody in, the control plane too, and public subnets both ways", () => {
        const [gateway] = Object.keys(of("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"));
        assert.equal(gateway, "network-egress-only-gateway");
        const routes = Object.entries(of("aws:ec2/route:Route")).filter(
            ([, { destinationIpv6CidrBlock }]) => destinationIpv6CidrBlock === "::/0",
        );
        const targets = routes.map(([name, { egressOnlyGatewayId, gatewayId }]) => [
            name,
            String(egressOnlyGatewayId ?? gatewayId).replace(/-.*/, ""),
        ]);
        assert.deepEqual(Object.fromEntries(targets), {
            "cluster-control-plane-egress-ipv6": "eigw",
            "network-node-a-egress-ipv6": "eigw",
            "network-node-b-egress-ipv6": "eigw",
            "network-public-internet-ipv6": "igw",
        });
    });

    it("asks EKS for the family, and for no addresses of services", () => {
        const [cluster] = Object.values(of("aws:eks/cluster:Cluster"));
        assert.deepEqual(cluster?.["kubernetesNetworkConfig"], { ipFamily: "ipv6" });
        assert.deepEqual(objectOf(cluster["vpcConfig"])["publicAccessCidrs"], [
            "198.18.7.0/24",
            "2600:1f18:1:2::/64",
        ]);
    });

    it("tells nodes that EKS does not set up the addresses it chose", () => {
        const templates = of("aws:ec2/launchTemplate:LaunchTemplate");
        for (const name of ["nodes-image-template", "self-managed-own-template"]) {
            assert.match(
                told(templates[name]),
                /"cidr":"fd[0-9a-f]{2}:1[0-9a-f]{3}:1[0-9a-f]{3}::\/108"/,
                name,
            );
        }
    });

    it("gives vpc-cni the rights of this family, and no others", () => {
        assert.deepEqual(
            Object.keys(of("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).filter((name) =>
                name.startsWith("addon-vpc-cni"),
            ),
            [],
        );
        const { policy } = of("aws:iam/rolePolicy:RolePolicy")["addon-vpc-cni-role"] ?? {};
        const { Statement } = JSON.parse(String(policy)) as {
            readonly Statement: readonly { readonly Action: Json }[];
        };
        assert.deepEqual(
            Statement.map(({ Action }) => Action),
            [
                [
                    "ec2:AssignIpv6Addresses",
                    "ec2:DescribeInstances",
                    "ec2:DescribeInstanceTypes",
                    "ec2:DescribeNetworkInterfaces",
                    "ec2:DescribeSecurityGroups",
                    "ec2:DescribeSubnets",
                    "ec2:DescribeTags",
                ],
                "ec2:CreateTags",
            ],
        );
    });

    it("lets Karpenter start nothing of Xen's", () => {
        const pools = of("kubernetes:karpenter.sh/v1:NodePool");
        for (const pool of Object.values(pools)) {
            const requirements = JSON.stringify(
                objectOf(objectOf(objectOf(pool["spec"])["template"])["spec"]),
            );
            assert.match(
                requirements,
                /"karpenter.k8s.aws\/instance-hypervisor","operator":"NotIn","values":\["xen"\]/,
            );
        }
        assert.equal(Object.keys(pools).length, 2);
    });

    it("admits pods to endpoints by both ranges", () => {
        const rules = of("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        assert.equal(rules["network-endpoints-https"]?.["cidrIpv4"], "10.0.0.0/16");
        assert.match(String(rules["network-endpoints-https-ipv6"]?.["cidrIpv6"]), /^2600:1f18:.*00::\/56$/);
    });

    it("has no way out of IPv6 where there is none of IPv4", async () => {
        const network = {
            nat: "none",
            endpoints: REQUIRED_WITHOUT_NAT,
            flowLogs: { kind: "off" },
            ipv6: "pods",
        } as const;
        const config = { "platform:imageRegistry": "mirror.example.com", "platform:serviceCidr": undefined };
        const closed = await planned({ shape: { ...ON_FARGATE, network }, config });
        assert.deepEqual(closed("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"), {});
        assert.deepEqual(closed("aws:ec2/route:Route"), {});
    });

    it("leaves over a transit gateway where IPv4 does, and not past somebody else's interface", async () => {
        const over = (kind: NetworkKind) =>
            planned({
                shape: { ...kind.shape, network: { ...kind.shape.network, ipv6: "subnets" } as never },
                config: kind.config,
            });
        const routesOf = (all: Readonly<Record<string, Inputs>>) =>
            Object.entries(all).flatMap(([name, { destinationIpv6CidrBlock, transitGatewayId }]) =>
                destinationIpv6CidrBlock === undefined ? [] : [[name, transitGatewayId]],
            );
        const far = await over(FAR);
        const id = "tgw-0123456789abcdef0";
        assert.deepEqual(Object.fromEntries(routesOf(far("aws:ec2/route:Route"))), {
            "cluster-control-plane-egress-ipv6": id,
            "network-node-a-egress-ipv6": id,
            "network-node-b-egress-ipv6": id,
        });
        const [attachment] = Object.values(far("aws:ec2transitgateway/vpcAttachment:VpcAttachment"));
        assert.equal(attachment?.["ipv6Support"], "enable");
        const past = await over(NETWORKS["interface"] ?? assert.fail());
        assert.deepEqual(Object.fromEntries(routesOf(past("aws:ec2/route:Route"))), {
            "network-public-internet-ipv6": undefined,
        });
    });

    it("of Auto Mode keeps to Nitro as well, under Auto Mode's own label", async () => {
        const network = { ...ON_FARGATE.network, ipv6: "pods" } as const;
        const config = { "platform:serviceCidr": undefined };
        const auto = await planned({ shape: { ...AUTO_MODE_OWN, network }, config });
        const pools = JSON.stringify(auto("kubernetes:karpenter.sh/v1:NodePool"));
        assert.match(pools, /"eks.amazonaws.com\/instance-hypervisor","operator":"NotIn","values":\["xen"\]/);
    });

    it("is of somebody else's subnets where they have it: nodes are told the same", async () => {
        const theirs = await planned(EXISTING);
        assert.deepEqual(theirs("aws:ec2/subnet:Subnet"), {});
        assert.match(
            told(theirs("aws:ec2/launchTemplate:LaunchTemplate")["self-managed-own-template"]),
            /::\/108"/,
        );
    });
});

describe("IPv6 for subnets alone", () => {
    it("changes nothing of the cluster, and gives no address to what starts", async () => {
        const of = await planned(SUBNETS);
        const [cluster] = Object.values(of("aws:eks/cluster:Cluster"));
        assert.deepEqual(cluster?.["kubernetesNetworkConfig"], {
            ipFamily: "ipv4",
            serviceIpv4Cidr: "172.20.0.0/16",
        });
        const subnets = of("aws:ec2/subnet:Subnet");
        assert.equal(Object.keys(subnets).length, 6);
        for (const { assignIpv6AddressOnCreation, ipv6CidrBlock } of Object.values(subnets)) {
            assert.equal(assignIpv6AddressOnCreation, false);
            assert.match(String(ipv6CidrBlock), /::\/64$/);
        }
    });
});

describe("IPv6 beside other words", () => {
    const refused = (shape: Partial<EnvironmentShape>, config: NetworkKind["config"] = {}) =>
        refusedOf({ ...IPV6.shape, ...shape }, { config: { ...IPV6.config, ...config } });

    it("is refused with addresses of services, and an IPv4 cluster without them", () => {
        assert.deepEqual(refused({}, { "platform:serviceCidr": "172.20.0.0/16" }), [
            "Pulumi.dev.yaml › platform:serviceCidr: services of an IPv6 cluster have addresses that EKS chooses " +
                '(got "172.20.0.0/16"). Remove it.',
        ]);
        assert.deepEqual(refusedOf(ON_FARGATE, { config: { "platform:serviceCidr": undefined } }), [
            "Pulumi.dev.yaml › platform:serviceCidr: missing. Add it: platform:serviceCidr: 172.20.0.0/16.",
        ]);
    });

    it("is refused with nodes outside AWS, in China, and on Xen: all told at once", () => {
        const network = { ...ON_FARGATE.network, endpoints: [], ipv6: "pods" } as const;
        const nodes = { ...systemNodesOf(ON_NODES), instanceTypes: ["m4.large"] };
        const windows = {
            ...systemNodesOf(ON_NODES),
            instanceTypes: ["m7i.large"],
            amiFamily: "WindowsCore2022",
            nodeRepair: false,
        } as const;
        assert.deepEqual(
            refused({
                network,
                controlPlane: ON_NODES.controlPlane,
                hybridNodes: {
                    nodeNetworks: ["10.80.0.0/16"],
                    gateway: { kind: "none" },
                    credentials: { kind: "ssm", registrations: 1 },
                },
                managedNodes: { old: nodes, dotnet: windows },
                selfManagedNodes: {},
            }),
            [
                'stacks/dev.ts › managedNodes.dotnet: nodes that run Windows join no IPv6 cluster. Remove it, or network.ipv6: "pods".',
                'stacks/dev.ts › hybridNodes: no nodes outside AWS join an IPv6 cluster. Remove it, or network.ipv6: "pods".',
                "stacks/dev.ts › managedNodes.old.instanceTypes[0]: pods of an IPv6 cluster run on Nitro instances alone, " +
                    'and this one is Xen\'s (got "m4.large"). Choose a newer type.',
            ],
        );
        const china = {
            "platform:region": "cn-north-1",
            "platform:zones": { a: "cn-north-1a", b: "cn-north-1b" },
        };
        const said = refused({ network }, china).filter((problem) => problem.includes("network.ipv6"));
        assert.deepEqual(said, [
            'stacks/dev.ts › network.ipv6: EKS gives pods no IPv6 addresses in cn-north-1 (got "pods"). Use "subnets", or remove it.',
        ]);
    });

    it("is refused of pools that ask for Xen alone", () => {
        const { compute } = onKarpenter(ON_NODES);
        const { x86 = assert.fail() } = compute.pools;
        const requirement = {
            key: "karpenter.k8s.aws/instance-hypervisor",
            operator: "In",
            values: ["xen"],
        } as const;
        const pools = { x86: { ...x86, requirements: [...x86.requirements, requirement] } };
        const [problem = ""] = refused({ compute: { ...compute, pools } });
        assert.match(problem, /instance-hypervisor NotIn xen/);
    });

    it("is refused as words of others: names of instances in a VPC of somebody else", () => {
        const network = { ...EXISTING.shape.network, hostnameType: "resource-name" };
        assert.deepEqual(refusedOf({ ...EXISTING.shape, network } as EnvironmentShape, EXISTING), [
            "stacks/dev.ts › network.hostnameType: subnets are the owner's, and they name instances " +
                '(got "resource-name"). Remove it.',
        ]);
    });

    it("takes networks of IPv6 that reach the API server, spelled in one way and from the internet", () => {
        const from = (...cidrs: string[]) => refused({}, { "platform:apiAccess": { kind: "public", cidrs } });
        const at = (index: number) => `Pulumi.dev.yaml › platform:apiAccess.cidrs[${index}]: `;
        assert.deepEqual(from("2600:1f18:1:2::/64", "2600:1F18:1:2::/64", "fd00::/8", "::/0", "2600::1/48"), [
            `${at(1)}not the network's first address, or not spelled shortest (got "2600:1F18:1:2::/64"). Write 2600:1f18:1:2::/64.`,
            `${at(2)}fc00::/7 is never seen on the internet, where a public endpoint is (got "fd00::/8"). ` +
                "List public addresses, such as those of your NAT gateway; the VPC has its own way in.",
            `${at(3)}the whole internet could reach the API server (got "::/0"). ` +
                "List the networks your people and runners come from, or choose private access.",
            `${at(4)}not the network's first address, or not spelled shortest (got "2600::1/48"). Write 2600::/48.`,
        ]);
    });
});

describe("headroom of an IPv6 cluster", () => {
    it("is one address a node, whatever pods there are", () => {
        const nodes = { ...systemNodesOf(ON_NODES), sizePerZone: { min: 1, desired: 1, max: 9 } };
        const shape = { ...ON_NODES, managedNodes: { batch: nodes } };
        const config = { "platform:vpcCidr": "10.0.0.0/23" };
        const said = (kind: NetworkKind) =>
            plannedOf(kind.shape, kind).notices.filter((notice) => notice.startsWith("Node subnet"));
        assert.equal(said({ shape, config }).length, 2);
        const network = { ...ON_NODES.network, ipv6: "pods" } as const;
        assert.deepEqual(
            said({ shape: { ...shape, network }, config: { ...config, "platform:serviceCidr": undefined } }),
            // Of a pool's CPU limit: one node of each median type's vCPUs.
            [],
        );
    });
});
