/** Nodes outside AWS of a shape: what is made for them, what is told to the operator, and what is refused. */
import assert from "node:assert/strict";

import type { HybridWords } from "../../../components/hybrid/hybrid-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { ancestorsOf } from "../../../tools/plan/order";
import { NETWORKS } from "../../support/networks";
import { graphOfShape, plannedOf, type PlanOptions, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const BY_SSM: HybridWords = {
    nodeNetworks: ["10.80.0.0/16"],
    podNetworks: ["10.85.0.0/16"],
    gateway: { kind: "transit-gateway", id: "tgw-0123456789abcdef0" },
    credentials: { kind: "ssm", registrations: 10 },
};
const CERTIFICATES = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----";
const BY_CERTIFICATE: HybridWords = {
    ...BY_SSM,
    gateway: { kind: "virtual-private-gateway", id: "vgw-0123456789abcdef0" },
    credentials: { kind: "roles-anywhere", certificates: CERTIFICATES, sessionSeconds: 7200 },
};

function shapeWith(words: Partial<HybridWords> = {}, ground: EnvironmentShape = ON_NODES): EnvironmentShape {
    return { ...ground, hybridNodes: { ...BY_SSM, ...words } };
}

function only(graph: PlannedGraph, type: string, prefix = "hybrid-nodes") {
    return graph.resources.filter((one) => one.type === type && one.name.startsWith(prefix));
}

function inputsOf(graph: PlannedGraph, name: string) {
    return objectOf(resourceNamed(graph, name).inputs);
}

function outputOf(graph: PlannedGraph): Record<string, unknown> {
    const stack = graph.resources.find(({ type }) => type === "platform:stacks:Platform");
    return objectOf(objectOf(stack?.outputs)["hybridNodes"]);
}

describe("nodes outside AWS", () => {
    it("are networks of the control plane", async () => {
        const graph = await graphOfShape(shapeWith());
        assert.deepEqual(inputsOf(graph, "cluster-control-plane")["remoteNetworkConfig"], {
            remoteNodeNetworks: { cidrs: ["10.80.0.0/16"] },
            remotePodNetworks: { cidrs: ["10.85.0.0/16"] },
        });
        const { podNetworks: _, ...alone } = BY_SSM;
        const masked = await graphOfShape({ ...ON_NODES, hybridNodes: alone });
        assert.deepEqual(inputsOf(masked, "cluster-control-plane")["remoteNetworkConfig"], {
            remoteNodeNetworks: { cidrs: ["10.80.0.0/16"] },
        });
    });

    it("are reached from every table of nodes and from the control plane's", async () => {
        const graph = await graphOfShape(shapeWith());
        const routes = only(graph, "aws:ec2/route:Route");
        assert.deepEqual(
            routes.map(({ name }) => name).sort(),
            ["10-80-0-0-16", "10-85-0-0-16"]
                .flatMap((network) =>
                    ["control-plane", "node-a", "node-b"].map((part) => `hybrid-nodes-${part}-${network}`),
                )
                .sort(),
        );
        for (const { inputs } of routes)
            assert.equal(objectOf(inputs)["transitGatewayId"], "tgw-0123456789abcdef0");
        const byVgw = await graphOfShape(shapeWith({ gateway: BY_CERTIFICATE.gateway }));
        for (const { inputs } of only(byVgw, "aws:ec2/route:Route"))
            assert.equal(objectOf(inputs)["gatewayId"], "vgw-0123456789abcdef0");
        const byOthers = await graphOfShape(shapeWith({ gateway: { kind: "none" } }));
        assert.deepEqual(only(byOthers, "aws:ec2/route:Route"), []);
    });

    it("reach the API server and DNS, and nothing else by the cluster's group", async () => {
        const graph = await graphOfShape(shapeWith());
        const rules = only(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
        assert.deepEqual(
            rules
                .map(({ inputs }) => objectOf(inputs))
                .map(({ cidrIpv4, fromPort, ipProtocol, toPort }) =>
                    [cidrIpv4, ipProtocol, fromPort, toPort].join(" "),
                )
                .sort(),
            [
                "10.80.0.0/16 tcp 443 443",
                "10.80.0.0/16 tcp 53 53",
                "10.80.0.0/16 udp 53 53",
                "10.85.0.0/16 tcp 443 443",
                "10.85.0.0/16 tcp 53 53",
                "10.85.0.0/16 udp 53 53",
            ],
        );
    });

    it("have a role by activation, with which a node can leave again", async () => {
        const graph = await graphOfShape(shapeWith());
        const [role] = only(graph, "aws:iam/role:Role");
        assert.deepEqual(JSON.parse(String(objectOf(role?.inputs)["assumeRolePolicy"])), {
            Statement: [
                {
                    Action: "sts:AssumeRole",
                    Condition: {
                        ArnEquals: { "aws:SourceArn": "arn:aws:ssm:us-east-1:210987654321:*" },
                        StringEquals: { "aws:SourceAccount": "210987654321" },
                    },
                    Effect: "Allow",
                    Principal: { Service: "ssm.amazonaws.com" },
                    Sid: "AllowServiceToAssumeRole",
                },
            ],
            Version: "2012-10-17",
        });
        const attached = only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment");
        assert.deepEqual(attached.map(({ inputs }) => objectOf(inputs)["policyArn"]).sort(), [
            "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
            "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        ]);
        const { principalArn: _, ...entry } = inputsOf(graph, "hybrid-nodes-entry");
        assert.deepEqual(entry, {
            clusterName: "platform-dev",
            tags: { Name: "platform-dev-hybrid-nodes" },
            type: "HYBRID_LINUX",
        });
        assert.equal(resourceNamed(graph, "hybrid-nodes-entry").options.deleteBeforeReplace, true);
    });

    it("have a role by certificate, whose common name is the node's", async () => {
        const graph = await graphOfShape({ ...ON_NODES, hybridNodes: BY_CERTIFICATE });
        const [role] = only(graph, "aws:iam/role:Role");
        const { assumeRolePolicy, maxSessionDuration } = objectOf(role?.inputs);
        assert.match(
            String(assumeRolePolicy),
            /"sts:RoleSessionName":"\$\{aws:PrincipalTag\/x509Subject\/CN\}"/,
        );
        assert.equal(maxSessionDuration, 7200);
        assert.deepEqual(inputsOf(graph, "hybrid-nodes-anchor"), {
            enabled: true,
            source: { sourceType: "CERTIFICATE_BUNDLE", sourceData: { x509CertificateData: CERTIFICATES } },
            tags: { Name: "platform-dev-hybrid-nodes" },
        });
        const { roleArns: _, ...profile } = inputsOf(graph, "hybrid-nodes-profile");
        assert.deepEqual(profile, {
            acceptRoleSessionName: true,
            durationSeconds: 7200,
            enabled: true,
            tags: { Name: "platform-dev-hybrid-nodes" },
        });
        assert.deepEqual(
            only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(
                ({ inputs }) => objectOf(inputs)["policyArn"],
            ),
            ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"],
        );
    });

    it("tell the operator what to type, without a secret", async () => {
        const graph = await graphOfShape(shapeWith());
        const { activate, install, join, nodeConfig } = outputOf(graph);
        assert.match(
            String(activate),
            /^aws ssm create-activation --region us-east-1 --default-instance-name platform-dev-hybrid --iam-role hybrid-nodes-role-[0-9a-f]{7} --registration-limit 10 --tags Key=EKSClusterARN,Value=arn:aws:eks:us-east-1:210987654321:cluster\/platform-dev$/,
        );
        assert.equal(install, "nodeadm install 1.36 --credential-provider ssm");
        assert.equal(join, "nodeadm init --config-source file://nodeConfig.yaml");
        assert.equal(
            nodeConfig,
            [
                "apiVersion: node.eks.aws/v1alpha1",
                "kind: NodeConfig",
                "spec:",
                "  cluster:",
                "    name: platform-dev",
                "    region: us-east-1",
                "  hybrid:",
                "    enableCredentialsFile: true",
                "    ssm:",
                "      activationCode: <ActivationCode that create-activation shows>",
                "      activationId: <ActivationId that create-activation shows>",
                "",
            ].join("\n"),
        );
    });

    it("tell it with certificates as well", async () => {
        const graph = await graphOfShape({ ...ON_NODES, hybridNodes: BY_CERTIFICATE });
        const { activate, install, nodeConfig } = outputOf(graph);
        assert.equal(activate, undefined);
        assert.equal(install, "nodeadm install 1.36 --credential-provider iam-ra");
        assert.match(
            String(nodeConfig),
            /trustAnchorArn: arn:aws:rolesanywhere:us-east-1:210987654321:trust-anchor\/[0-9a-f-]{36}\n {6}profileArn: arn:aws:rolesanywhere:us-east-1:210987654321:profile\/[0-9a-f-]{36}\n {6}roleArn: arn:aws:iam::210987654321:role\/hybrid-nodes-role-/,
        );
    });

    it("run no pod of the kit that must stay in AWS", async () => {
        const graph = await graphOfShape(shapeWith());
        const off = '{"key":"eks.amazonaws.com/compute-type","operator":"NotIn","values":["hybrid"]}';
        for (const name of ["addon-coredns-addon", "addon-metrics-server-addon"])
            assert.ok(String(inputsOf(graph, name)["configurationValues"]).includes(off), name);
        assert.equal(
            inputsOf(graph, "addon-eks-pod-identity-agent-addon")["configurationValues"],
            '{"daemonsets":{"hybrid":{"create":true}}}',
        );
        const controller = graph.resources.find(
            ({ name, type }) => name === "karpenter-controller" && type.endsWith(":Release"),
        );
        assert.ok(JSON.stringify(controller?.inputs).includes('"values":["hybrid"]'));
        const alone = await graphOfShape(ON_NODES);
        assert.equal(JSON.stringify(alone).includes("hybrid"), false);
    });

    it("are let in before anything runs in the cluster, with the same edges in both modes", async () => {
        const graph = await graphOfShape(shapeWith());
        const before = [...ancestorsOf(graph, resourceNamed(graph, "addon-vpc-cni").urn)];
        for (const name of ["hybrid-nodes-entry", "hybrid-nodes-node-a-10-80-0-0-16"])
            assert.ok(
                before.some((urn) => urn.endsWith(`::${name}`)),
                name,
            );
        assert.deepEqual(edgesOf(graph), edgesOf(await graphOfShape(shapeWith(), { mode: "unknown" })));
    });

    it("say in notices what nobody can see here", () => {
        const { podNetworks: _, ...alone } = BY_SSM;
        const hybrid = (shape: EnvironmentShape) =>
            plannedOf(shape).notices.filter((notice) => /outside|tgw-/.test(notice));
        assert.deepEqual(hybrid({ ...ON_NODES, hybridNodes: { ...alone, gateway: { kind: "none" } } }), [
            "Nodes outside resolve the API server to its public addresses: they join from networks of apiAccess only, past the gateway. A private API keeps them on it",
            "Nodes outside are reached by routes of somebody else: none of this environment's tables leads to them",
            "Pods outside have no network of their own: webhooks there cannot be called, nor pods there by pods in AWS",
        ]);
        assert.deepEqual(
            plannedOf(shapeWith(), {
                config: { "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" } },
            }).notices.filter((notice) => /outside|tgw-/.test(notice)),
            [
                "tgw-0123456789abcdef0 must be attached to the VPC before its routes are made, and lead back: its own tables are not looked at",
            ],
        );
    });
});

describe("nodes outside AWS in other networks", () => {
    const about = (shape: EnvironmentShape, config: NonNullable<PlanOptions["config"]>) =>
        plannedOf(shape, {
            config: { ...config, "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" } },
        }).notices.filter((notice) => /outside|be attached/.test(notice));

    it("get no routes in a VPC of somebody else: a gateway that would change nothing is refused", () => {
        const { config, shape } = NETWORKS["existing"] ?? assert.fail();
        assert.deepEqual(refusedOf(shapeWith({}, shape), { config }), [
            "stacks/dev.ts › hybridNodes.gateway: the VPC is somebody else's, and so are its routes: none to these networks would be made " +
                '(got "tgw-0123456789abcdef0"). Write { kind: "none" }, and have its owner route them to tgw-0123456789abcdef0 from node and control-plane subnets.',
        ]);
        assert.deepEqual(about(shapeWith({ gateway: { kind: "none" } }, shape), config), [
            "Nodes outside are reached by routes of the VPC's owner: tables of node and control-plane subnets need one to each of 10.80.0.0/16, 10.85.0.0/16",
        ]);
    });

    it("take the attachment of the kit's own where nodes leave over the same gateway", async () => {
        const { config, shape } = NETWORKS["far"] ?? assert.fail();
        assert.deepEqual(about(shapeWith({}, shape), config), []);
        const graph = await graphOfShape(shapeWith({}, shape), { config });
        const attachment = resourceNamed(graph, "network-transit-gateway");
        for (const { urn } of only(graph, "aws:ec2/route:Route")) {
            assert.ok(ancestorsOf(graph, urn).has(attachment.urn), urn);
        }
    });
});

describe("nodes outside AWS are refused", () => {
    const at = "stacks/dev.ts › hybridNodes";

    it("in networks that are taken, public, or none", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    nodeNetworks: ["10.0.64.0/20", "203.0.113.0/24", "10.80.0.1/16"],
                    podNetworks: ["172.20.0.0/24", "10.80.4.0/24", "many"],
                }),
            ),
            [
                `${at}.nodeNetworks[0]: overlaps with vpcCidr 10.0.0.0/16: a packet could be meant for either (got "10.0.64.0/20"). Choose networks that do not overlap.`,
                `${at}.nodeNetworks[1]: EKS takes private networks only (got "203.0.113.0/24"). Choose one inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10.`,
                `${at}.nodeNetworks[2]: not the network's first address (got "10.80.0.1/16"). Write 10.80.0.0/16.`,
                `${at}.podNetworks[0]: overlaps with serviceCidr 172.20.0.0/16: a packet could be meant for either (got "172.20.0.0/24"). Choose networks that do not overlap.`,
                `${at}.podNetworks[1]: overlaps with nodeNetworks[2]: a packet could be meant for either (got "10.80.4.0/24"). Choose networks that do not overlap.`,
                `${at}.podNetworks[2]: not an IPv4 network (got "many"). Write <address>/<prefix>: 10.80.0.0/16.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({ nodeNetworks: ["100.64.0.0/16"] })), []);
        assert.deepEqual(refusedOf(shapeWith({ nodeNetworks: [] })), [
            `${at}.nodeNetworks: no node could join (got []). List the networks nodes live in, or remove hybridNodes.`,
        ]);
    });

    it("in a further range of the VPC: of pods, or of its owner's", () => {
        const outside = ["100.64.8.0/24"];
        const line =
            `${at}.podNetworks[0]: overlaps with 100.64.0.0/16, which the VPC has as well: a packet could be meant for either ` +
            '(got "100.64.8.0/24"). Choose networks that do not overlap.';
        const pods = { subnets: { kind: "custom-networking" } } as const;
        const apart = { ...ON_NODES, network: { ...ON_NODES.network, pods } };
        const config = { "platform:podCidr": "100.64.0.0/16" };
        assert.deepEqual(refusedOf(shapeWith({ podNetworks: outside }, apart), { config }), [line]);
        assert.deepEqual(refusedOf(shapeWith({}, apart), { config }), []);
        const { config: theirs, shape } = NETWORKS["existing-pods"] ?? assert.fail();
        const given = { podNetworks: outside, gateway: { kind: "none" } } as const;
        assert.deepEqual(refusedOf(shapeWith(given, shape), { config: theirs }), [line]);
    });

    it("with a gateway or an activation that cannot be", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    gateway: { kind: "virtual-private-gateway", id: "tgw-0123456789abcdef0" },
                    credentials: { kind: "ssm", registrations: 0 },
                }),
            ),
            [
                `${at}.gateway.id: not a virtual-private-gateway (got "tgw-0123456789abcdef0"). Write vgw-<id>.`,
                `${at}.credentials.registrations: an activation registers 1 to 1000 nodes (got 0). Write how many join within a day.`,
            ],
        );
    });

    it("with certificates that are none, and never show a key", () => {
        const key = "-----BEGIN PRIVATE KEY-----\nhush\n-----END PRIVATE KEY-----";
        const refused = refusedOf(
            shapeWith({ credentials: { kind: "roles-anywhere", certificates: key, sessionSeconds: 60 } }),
        );
        assert.deepEqual(refused, [
            `${at}.credentials.certificates: holds a private key, which would be readable in every plan and state. Write the certificates alone, and make a new key: this one was shown.`,
            `${at}.credentials.sessionSeconds: credentials last 900 to 43200 seconds (got 60). Write 3600, or leave it out.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ credentials: { kind: "roles-anywhere" } })), [
            `${at}.credentials: one authority must sign the certificates of nodes, not none or two. Write certificates or privateCaArn.`,
        ]);
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    credentials: { kind: "roles-anywhere", privateCaArn: "arn:aws:iam::123456789012:role/x" },
                }),
            ),
            [
                `${at}.credentials.privateCaArn: not a private CA of AWS (got "arn:aws:iam::123456789012:role/x"). Write arn:aws:acm-pca:<region>:<account>:certificate-authority/<id>.`,
            ],
        );
    });

    it("beside compute that lacks what they need", () => {
        for (const kind of ["fargate", "auto-mode"] as const) {
            const compute = kind === "fargate" ? { kind } : { kind, nodePools: ["general-purpose"] as const };
            assert.deepEqual(refusedOf({ ...ON_FARGATE, compute, hybridNodes: BY_SSM }), [
                `${at}: nodes outside need kube-proxy and the Pod Identity agent, which compute of kind ${kind} leaves out. Choose kind karpenter or managed, or remove it.`,
            ]);
        }
    });
});
