/** Subnets of pods: which ranges AWS takes, what is made, how pods come there, and what is refused. */
import assert from "node:assert/strict";

import { planPodSubnets } from "../../../components/network/pod-range";
import type { ExistingVpcSettings } from "../../../components/network/existing-vpc-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Json } from "../../../components/shared/json";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { AUTO_MODE, AUTO_MODE_OWN } from "../../support/kinds";
import { EXISTING_VPC, NETWORKS } from "../../support/networks";
import { onKarpenter } from "../../support/on-karpenter";
import { refusedTogether } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Pods = NonNullable<EnvironmentShape["network"]["pods"]>;

const with_ = (pods: Pods, shape: EnvironmentShape = ON_NODES): EnvironmentShape => ({
    ...shape,
    network: { ...shape.network, pods },
});

const CUSTOM = with_({ subnets: { kind: "custom-networking" } });

function resourceOf(graph: PlannedGraph, name: string, type?: string): PlannedResource {
    const found = graph.resources.filter(
        (one) => one.name === name && (type === undefined || one.type === type),
    );
    return found[0] ?? assert.fail(name);
}

const inputsOf = (graph: PlannedGraph, name: string, type?: string) =>
    objectOf(resourceOf(graph, name, type).inputs);

function settingsOf(graph: PlannedGraph) {
    return objectOf(
        JSON.parse(String(inputsOf(graph, "addon-vpc-cni-addon")["configurationValues"])) as Json,
    );
}

async function planned(name: keyof typeof NETWORKS): Promise<PlannedGraph> {
    const { config, shape } = NETWORKS[name] ?? assert.fail(name);
    return graphOfShape(shape, { config });
}

const SUBNET = "aws:ec2/subnet:Subnet";

describe("the range of pods", () => {
    it("has a quarter for each slot, wherever others are", () => {
        const cidrs = planPodSubnets("100.64.0.0/16", { a: "us-east-1a", d: "us-east-1d" });
        assert.deepEqual(
            cidrs.map(({ cidr, part, zone }) => [part, zone, cidr]),
            [
                ["pod-a", "us-east-1a", "100.64.0.0/18"],
                ["pod-d", "us-east-1d", "100.64.192.0/18"],
            ],
        );
    });

    it("is refused where AWS would not add it, all faults at once", () => {
        const refused = (podCidr: string, vpcCidr = "10.0.0.0/16") =>
            refusedTogether(CUSTOM, { podCidr, vpcCidr });
        const at = "Pulumi.dev.yaml › platform:podCidr: ";
        assert.deepEqual(refused("100.64.1.0/8"), [
            `${at}the address is not the first of its network (got "100.64.1.0/8"). Write 100.0.0.0/8.`,
            `${at}a /8 is no range that AWS adds to a VPC and four zones can share (got "100.64.1.0/8"). Write a network of /16 to /24.`,
            `${at}AWS adds no such range to a VPC of 10.0.0.0/16 (got "100.64.1.0/8"). Write a network inside 100.64.0.0/10 or 10.0.0.0/8.`,
        ]);
        assert.deepEqual(refused("172.31.0.0/16"), [
            `${at}AWS adds no such range to a VPC of 10.0.0.0/16 (got "172.31.0.0/16"). Write a network inside 100.64.0.0/10 or 10.0.0.0/8.`,
        ]);
        assert.deepEqual(refused("10.0.128.0/20"), [
            `${at}overlaps platform:vpcCidr, which is 10.0.0.0/16 (got "10.0.128.0/20"). Choose another range.`,
        ]);
        assert.deepEqual(refused("10.1.0.0/16", "100.64.0.0/16"), [
            `${at}AWS adds no such range to a VPC of 100.64.0.0/16 (got "10.1.0.0/16"). Write a network inside 100.64.0.0/10.`,
        ]);
        assert.deepEqual(refused("10.1.0.0/16"), []);
    });

    it("touches neither services nor what the VPC is connected to", () => {
        const refused = refusedTogether(CUSTOM, {
            podCidr: "10.100.0.0/16",
            serviceCidr: "10.100.0.0/20",
            connectedNetworks: ["10.96.0.0/11"],
        });
        assert.equal(refused.length, 3);
        assert.ok(
            refused.some((line) => /platform:podCidr: pods would have addresses of 10.96.0.0\/11/.test(line)),
        );
        assert.ok(
            refused.some((line) => /platform:serviceCidr: .*10.100.0.0\/16/.test(line)),
            refused.join("\n"),
        );
    });

    it("comes with the word that uses it", () => {
        assert.deepEqual(refusedTogether(CUSTOM), [
            "Pulumi.dev.yaml › platform:podCidr: network.pods.subnets asks for subnets of pods, and no range is named for them. Write a range that may repeat elsewhere, such as 100.64.0.0/16.",
        ]);
        assert.deepEqual(refusedTogether(ON_NODES, { podCidr: "100.64.0.0/16" }), [
            'Pulumi.dev.yaml › platform:podCidr: no pod would have an address of it: network.pods.subnets says nothing (got "100.64.0.0/16"). Write network: { pods: { subnets: { kind: "custom-networking" } } } in the shape, or remove it.',
        ]);
    });
});

describe("custom networking", () => {
    it("adds the range, a subnet a zone behind it, and the way out of their nodes", async () => {
        const graph = await planned("custom-networking");
        assert.deepEqual(inputsOf(graph, "network-pod-cidr")["cidrBlock"], "100.64.0.0/16");
        const subnet = resourceOf(graph, "network-pod-b", SUBNET);
        const { availabilityZone, cidrBlock, tags } = objectOf(subnet.inputs);
        assert.deepEqual([availabilityZone, cidrBlock], ["us-east-1b", "100.64.64.0/18"]);
        assert.deepEqual(tags, { Name: "platform-dev-pod-b" });
        assert.ok(subnet.dependencies.includes(resourceOf(graph, "network-pod-cidr").urn));
        const tableOf = (name: string) =>
            inputsOf(graph, name, "aws:ec2/routeTableAssociation:RouteTableAssociation")["routeTableId"];
        assert.equal(tableOf("network-pod-b"), tableOf("network-node-b"));
    });

    it("tells vpc-cni an ENIConfig a zone, with the cluster's security group", async () => {
        const graph = await planned("custom-networking");
        const { enableNetworkPolicy, eniConfig, env } = settingsOf(graph);
        assert.equal(enableNetworkPolicy, "true");
        assert.deepEqual(env, {
            AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
            ENABLE_PREFIX_DELEGATION: "true",
            ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
        });
        const { create, region, subnets } = objectOf(eniConfig);
        assert.deepEqual([create, region], [true, "us-east-1"]);
        assert.deepEqual(Object.keys(objectOf(subnets)), ["us-east-1a", "us-east-1b"]);
        const { id, securityGroups } = objectOf(objectOf(subnets)["us-east-1a"]);
        assert.match(String(id), /^subnet-0[0-9a-f]+$/);
        assert.match(String((securityGroups as Json[])[0]), /^sg-0[0-9a-f]+$/);
    });

    it("takes security groups of one's own, and says what their rules must allow", async () => {
        const shape = with_({
            subnets: { kind: "custom-networking", securityGroupIds: ["sg-0123456789abcdef0"] },
        });
        const config = { "platform:podCidr": "100.64.0.0/16" };
        const { eniConfig } = settingsOf(await graphOfShape(shape, { config }));
        const { securityGroups } = objectOf(objectOf(objectOf(eniConfig)["subnets"])["us-east-1b"]);
        assert.deepEqual(securityGroups, ["sg-0123456789abcdef0"]);
        const said = plannedOf(shape, { config }).notices.filter((notice) =>
            notice.startsWith("Pods have sg-"),
        );
        assert.equal(said.length, 1);
        const at = "stacks/dev.ts › network.pods.subnets.securityGroupIds";
        const refused = (securityGroupIds: string[]) =>
            refusedOf(with_({ subnets: { kind: "custom-networking", securityGroupIds } }), { config });
        assert.deepEqual(refused([]), [
            `${at}: pods would have no security group (got []). List one, or leave them out for the cluster's own.`,
        ]);
        assert.deepEqual(refused(["pods", "pods"]), [
            `${at}[0]: not the id of a security group (got "pods"). Write sg-….`,
            `${at}[1]: the same group twice (got "pods"). Keep one.`,
        ]);
    });

    it("leaves a node one interface less: to kubelets that are told, and to Karpenter", async () => {
        const config = { "platform:podCidr": "100.64.0.0/16" };
        const own = { amiFamily: "AL2023", diskSizeGiB: 50, update: { kind: "none" } } as const;
        const medium = { ...own, instanceTypes: ["m7g.large"], sizePerZone: { min: 0, desired: 0, max: 1 } };
        const graph = await graphOfShape({ ...CUSTOM, selfManagedNodes: { medium } }, { config });
        assert.equal(inputsOf(graph, "self-managed-medium")["maxPods"], "20");
        assert.equal(inputsOf(graph, "nodes-system")["maxPods"], "20, as EKS reckons");
        const values = objectOf(
            inputsOf(graph, "karpenter-controller", "kubernetes:helm.sh/v3:Release")["values"],
        );
        assert.equal(objectOf(values["settings"])["reservedENIs"], "1");
        const [nodeClass] = graph.resources.filter(({ type }) => type.endsWith(":EC2NodeClass"));
        assert.equal(objectOf(objectOf(nodeClass?.inputs)["spec"])["kubelet"], undefined);
        const { compute } = onKarpenter(ON_NODES);
        assert.deepEqual(
            refusedOf({ ...CUSTOM, compute: { ...compute, settings: { reservedENIs: 0 } } }, { config }),
            [
                "stacks/dev.ts › compute.settings.reservedENIs: with custom networking a node's first interface carries no pods, and Karpenter would count it (got 0). Leave it out, or write 1 or more.",
            ],
        );
    });

    it("lets pods through endpoints, and around the proxy", async () => {
        const shape = with_(
            { subnets: { kind: "custom-networking" } },
            {
                ...ON_NODES,
                network: { ...ON_NODES.network, endpoints: ["ec2"] },
            },
        );
        const graph = await graphOfShape(
            {
                ...shape,
                network: { ...ON_NODES.network, endpoints: ["ec2"], pods: shape.network.pods ?? {} },
            },
            {
                config: {
                    "platform:podCidr": "100.64.0.0/16",
                    "platform:organisation": { proxy: { httpsProxy: "http://proxy.example.com:3128" } },
                },
            },
        );
        const admitted = graph.resources
            .filter(({ type }) => type.endsWith(":SecurityGroupIngressRule"))
            .map(({ inputs }) => objectOf(inputs)["cidrIpv4"]);
        assert.deepEqual(admitted, ["10.0.0.0/16", "100.64.0.0/16"]);
        const template = Buffer.from(String(inputsOf(graph, "nodes-system-template")["userData"]), "base64");
        assert.match(template.toString("utf8"), /100\.64\.0\.0\/16/);
    });
});

describe("subnets that vpc-cni finds", () => {
    it("carry its tag, and leave a node all its interfaces", async () => {
        const graph = await planned("discovery");
        assert.deepEqual(inputsOf(graph, "network-pod-a", SUBNET)["tags"], {
            Name: "platform-dev-pod-a",
            "kubernetes.io/role/cni": "1",
        });
        assert.deepEqual(settingsOf(graph), { enableNetworkPolicy: "true" });
        assert.equal(inputsOf(graph, "network")["podPlace"], "by discovery");
    });
});

describe("subnets of pods on Auto Mode", () => {
    it("stand in node classes of the kit's, with security groups of one's own", async () => {
        const graph = await planned("auto-mode-pods");
        const classes = graph.resources.filter(({ type }) => type.endsWith(":NodeClass"));
        assert.ok(classes.length > 0);
        for (const { inputs } of classes) {
            const spec = objectOf(objectOf(inputs)["spec"]);
            assert.deepEqual(spec["podSecurityGroupSelectorTerms"], [{ id: "sg-0123456789abcdef0" }]);
            assert.equal((spec["podSubnetSelectorTerms"] as Json[]).length, 2);
        }
    });

    it("are refused where no node class would name them, and by the word of another kind", () => {
        const podCidr = "100.64.0.0/16";
        const byClass = { subnets: { kind: "node-class" } } as const;
        const at = "stacks/dev.ts › network.pods.subnets";
        const none =
            "there is no pool of Auto Mode with a node class of the kit's, which would name the subnets";
        assert.deepEqual(refusedTogether(with_(byClass), { podCidr }), [
            `${at}.kind: ${none} (got "node-class"). Choose "custom-networking" or "discovery".`,
        ]);
        assert.deepEqual(refusedTogether(with_(byClass, AUTO_MODE), { podCidr }), [
            `${at}.kind: ${none} (got "node-class"). Add a pool of your own to compute.pools.`,
        ]);
        assert.deepEqual(
            refusedTogether(with_({ subnets: { kind: "discovery" } }, AUTO_MODE_OWN), { podCidr }),
            [
                `${at}: compute of kind auto-mode leaves vpc-cni out, which would read it: Auto Mode brings it. Write subnets: { kind: "node-class" }, for pools of your own.`,
            ],
        );
    });
});

describe("subnets of pods in a VPC of somebody else", () => {
    const config = (change: Partial<ExistingVpcSettings>, more = {}) => ({
        "platform:existingVpc": { ...EXISTING_VPC, ...change },
        ...more,
    });
    const ROUTED = { kind: "existing", egress: "routed", endpoints: [] } as const;
    const shapeOf = (kind: "custom-networking" | "discovery"): EnvironmentShape => ({
        ...ON_FARGATE,
        network: { ...ROUTED, pods: { subnets: { kind } } },
    });
    const POD_SUBNETS = { a: ["subnet-0e0000000000000ea"], b: ["subnet-0e0000000000000eb"] };

    it("are named in the settings, by zone, and stand in the ENIConfigs", async () => {
        const graph = await planned("existing-pods");
        const subnets = objectOf(objectOf(settingsOf(graph)["eniConfig"])["subnets"]);
        assert.equal(objectOf(subnets["us-east-1b"])["id"], "subnet-0e0000000000000eb");
        assert.deepEqual(inputsOf(graph, "network")["podSubnets"], [
            "us-east-1a: subnet-0e0000000000000ea",
            "us-east-1b: subnet-0e0000000000000eb",
        ]);
    });

    it("are refused without the word, in a zone too few, and where an ENIConfig cannot name them", () => {
        const at = "Pulumi.dev.yaml › platform:existingVpc.podSubnets";
        assert.deepEqual(
            refusedOf({ ...ON_FARGATE, network: ROUTED }, { config: config({ podSubnets: POD_SUBNETS }) }),
            [
                `${at}: no pod would have an address of them: network.pods.subnets says nothing. Write network: { …, pods: { subnets: { kind: "custom-networking" } } } in the shape, or remove them.`,
            ],
        );
        assert.deepEqual(
            refusedOf(shapeOf("custom-networking"), {
                config: config({}, { "platform:podCidr": "100.64.0.0/16" }),
            }),
            [
                'Pulumi.dev.yaml › platform:podCidr: the VPC is its owner\'s to widen (got "100.64.0.0/16"). Remove it, and name the subnets in platform:existingVpc.podSubnets.',
                `${at}: network.pods.subnets asks for subnets of pods, and none is named. Name one in each zone: { a: [subnet-…], b: [subnet-…] }.`,
            ],
        );
        const two = { a: [...POD_SUBNETS.a, "subnet-0e0000000000001ea"] };
        assert.deepEqual(refusedOf(shapeOf("custom-networking"), { config: config({ podSubnets: two }) }), [
            `${at}.b: platform:zones has slot b, and there is no subnet in its zone. Name one at least, or take b out of platform:zones.`,
            `${at}.a: with custom networking each zone has one subnet of pods (got ["subnet-0e0000000000000ea","subnet-0e0000000000001ea"]). Name one, or choose kind: "discovery".`,
        ]);
    });

    it("want their owner's tag where vpc-cni looks for them", () => {
        const { notices } = plannedOf(shapeOf("discovery"), { config: config({ podSubnets: POD_SUBNETS }) });
        assert.ok(
            notices.includes(
                "vpc-cni finds subnet-0e0000000000000ea, subnet-0e0000000000000eb by kubernetes.io/role/cni=1, which their owner has to set: without it pods stay in their nodes' subnets",
            ),
        );
    });
});
