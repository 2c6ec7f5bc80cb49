/** Local Zones and Wavelength Zones: what is made, what stays away, and what does not go together. */
import assert from "node:assert/strict";

import { edgeCidr } from "../../../components/network/edge-zones";
import { edgeKindOf } from "../../../components/network/slots";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { cidrsOverlap } from "../../../components/shared/cidr";
import type { Json } from "../../../components/shared/json";
import { planAddresses } from "../../../components/network/address-plan";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { EDGE, EXISTING_VPC, NETWORKS, type NetworkKind } from "../../support/networks";
import { systemNodesOf } from "../../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Inputs = Readonly<Record<string, Json | undefined>>;

function byName({ resources }: PlannedGraph, type: string): Readonly<Record<string, Inputs>> {
    return Object.fromEntries(
        resources.filter((one) => one.type === type).map((one) => [one.name, objectOf(one.inputs)]),
    );
}

const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE = "aws:ec2/route:Route";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

describe("names of edge zones", () => {
    for (const [zone, kind] of [
        ["us-west-2-lax-1a", "local-zone"],
        ["us-west-2-wl1-las-wlz-1", "wavelength-zone"],
        ["us-west-2-wl1-las-wlz1", "wavelength-zone"],
        ["us-west-2a", undefined],
        ["us-east-1-bos-1a", undefined],
        ["us-west-2-lax-1", undefined],
    ] as const) {
        it(`${zone} is ${kind ?? "none"} of us-west-2`, () => {
            assert.equal(edgeKindOf("us-west-2", zone), kind);
        });
    }
});

describe("addresses of edge zones", () => {
    it("are the last quarter of the VPC, in four, which nothing else reaches", () => {
        assert.deepEqual(
            (["e", "f", "g", "h"] as const).map((slot) => edgeCidr("10.0.0.0/16", slot)),
            ["10.0.192.0/20", "10.0.208.0/20", "10.0.224.0/20", "10.0.240.0/20"],
        );
        for (const prefix of [16, 17, 18, 19, 20, 21, 22]) {
            const vpc = `10.0.0.0/${prefix}`;
            const others = Object.values(planAddresses(vpc)).flatMap((tier) => Object.values(tier));
            for (const slot of ["e", "f", "g", "h"] as const) {
                const own = edgeCidr(vpc, slot);
                assert.deepEqual(
                    others.filter((cidr) => cidrsOverlap(cidr, own)),
                    [],
                    `${vpc} ${slot}`,
                );
            }
        }
    });
});

describe("edge zones", () => {
    let graph: PlannedGraph;
    before(async () => {
        graph = await graphOfShape(EDGE.shape, EDGE);
    });

    it("have a subnet each, without tags that load balancers are found by", () => {
        const edge = Object.entries(byName(graph, SUBNET)).filter(([name]) => name.includes("edge"));
        assert.deepEqual(
            edge.map(([name, { availabilityZone, cidrBlock, tags }]) => [
                name,
                availabilityZone,
                cidrBlock,
                Object.keys(objectOf(tags)),
            ]),
            [
                ["network-edge-e", "us-west-2-lax-1a", "10.0.192.0/20", ["Name"]],
                ["network-edge-f", "us-west-2-lax-1b", "10.0.208.0/20", ["Name"]],
                ["network-edge-g", "us-west-2-wl1-las-wlz-1", "10.0.224.0/20", ["Name"]],
            ],
        );
    });

    it("lead out through the NAT gateway of the first zone, and through the carrier", () => {
        const routes = byName(graph, ROUTE);
        const nat = routes["network-node-a-egress"]?.["natGatewayId"];
        assert.match(String(nat), /^nat-/);
        assert.equal(routes["network-edge-e-egress"]?.["natGatewayId"], nat);
        assert.equal(routes["network-edge-f-egress"]?.["natGatewayId"], nat);
        assert.match(String(routes["network-edge-g-egress"]?.["carrierGatewayId"]), /^cagw-/);
        assert.deepEqual(Object.keys(byName(graph, "aws:ec2/carrierGateway:CarrierGateway")), [
            "network-carrier-gateway",
        ]);
    });

    it("take nothing but the groups that name them", () => {
        const edge = graph.resources.filter(({ name, type }) => type === SUBNET && name.includes("edge"));
        const users = graph.resources.filter(
            ({ propertyDependencies, type }) =>
                !type.includes("routeTableAssociation") &&
                Object.values(propertyDependencies)
                    .flat()
                    .some((urn) => edge.some((subnet) => subnet.urn === urn)),
        );
        assert.deepEqual(users.map(({ name }) => name).sort(), [
            "nodes-edge-e",
            "nodes-edge-f",
            "self-managed-carrier-g",
        ]);
        const classes = JSON.stringify(byName(graph, "kubernetes:karpenter.k8s.aws/v1:EC2NodeClass"));
        const ids = Object.keys(byName(graph, SUBNET)).filter((name) => name.includes("edge"));
        assert.equal(ids.length, 3);
        assert.equal((classes.match(/subnet-/g) ?? []).length, 4);
    });

    it("have volumes of gp2, and in a Wavelength Zone an address of the carrier on each node", () => {
        const templates = byName(graph, TEMPLATE);
        const typeOf = (name: string) => JSON.stringify(templates[name]?.["blockDeviceMappings"]);
        assert.match(typeOf("nodes-edge-template"), /"volumeType":"gp2"/);
        assert.match(typeOf("self-managed-carrier-template"), /"volumeType":"gp2"/);
        assert.match(typeOf("nodes-system-template"), /"volumeType":"gp3"/);
        const [nic = null] = (templates["self-managed-carrier-template"]?.["networkInterfaces"] ??
            []) as Json[];
        assert.equal(objectOf(nic)["associateCarrierIpAddress"], "true");
        assert.equal(templates["self-managed-carrier-template"]?.["vpcSecurityGroupIds"], undefined);
        assert.equal(templates["nodes-edge-template"]?.["networkInterfaces"], undefined);
    });

    it("are told in the plan, with what the doctor asks", () => {
        const said = plannedOf(EDGE.shape, EDGE).notices.filter((notice) =>
            notice.includes("npm run doctor"),
        );
        assert.deepEqual(said, [
            "Managed nodes edge run in us-west-2-lax-1a, us-west-2-lax-1b: npm run doctor asks whether the zone groups are opted in " +
                "and which of the types they offer",
            "Self-managed nodes carrier run in us-west-2-wl1-las-wlz-1: npm run doctor asks whether the zone groups are opted in " +
                "and which of the types they offer",
        ]);
        const shape = { ...EDGE.shape, managedNodes: { lax: { ...nodes, slots: ["e"] } } } as const;
        assert.ok(
            plannedOf(shape, EDGE).notices.includes(
                "Managed nodes lax have no taint: pods that name no place land in us-west-2-lax-1a as well, far from the rest of the cluster",
            ),
        );
    });

    it("name instances as the region's own zones do", async () => {
        const network = { ...ON_FARGATE.network, hostnameType: "resource-name" } as const;
        const graph = await graphOfShape({ ...EDGE.shape, network }, EDGE);
        const edge = graph.resources.filter(
            ({ name, type }) => type === "aws:ec2/subnet:Subnet" && name.includes("-edge-"),
        );
        assert.equal(edge.length, 3);
        for (const { inputs, name } of edge) {
            assert.equal(objectOf(inputs)["privateDnsHostnameTypeOnLaunch"], "resource-name", name);
        }
    });

    it("count their own addresses", () => {
        const many = { ...nodes, slots: ["e"], sizePerZone: { min: 1, desired: 1, max: 20 } } as const;
        const shape = { ...EDGE.shape, managedNodes: { lax: many } };
        const config = { ...EDGE.config, "platform:vpcCidr": "10.0.0.0/20" };
        const crowded = plannedOf(shape, { config }).notices.filter((notice) =>
            notice.startsWith("Edge subnet e"),
        );
        assert.match(crowded.join(), /^Edge subnet e has 251 addresses for nodes and pods/);
    });
});

const nodes = { ...systemNodesOf(ON_NODES), instanceTypes: ["c5.2xlarge"] };

describe("edge zones beside other words", () => {
    const refused = (shape: Partial<EnvironmentShape>, config: NetworkKind["config"] = {}) =>
        refusedOf({ ...EDGE.shape, ...shape }, { config: { ...EDGE.config, ...config } });
    const AT = "Pulumi.dev.yaml › platform:edgeZones";

    it("are refused where they are none, twice, or two of a carrier", () => {
        assert.deepEqual(
            refused(
                {},
                {
                    "platform:edgeZones": {
                        e: "us-west-2a",
                        f: "us-west-2-wl1-las-wlz-1",
                        g: "us-west-2-wl1-den-wlz-1",
                    },
                },
            ),
            [
                `${AT}.e: neither a Local Zone nor a Wavelength Zone of us-west-2 (got "us-west-2a"). ` +
                    "Write one such as us-west-2-lax-1a or us-west-2-wl1-las-wlz-1; Availability Zones stand in platform:zones.",
                `${AT}.g: instances in two Wavelength Zones of one VPC do not reach each other, and pods must ` +
                    '(got "us-west-2-wl1-den-wlz-1"). Keep one, and make another environment for the other.',
                "stacks/dev.ts › managedNodes.edge.slots: zones of the region, Local Zones and Wavelength Zones differ in volumes, types " +
                    'and ways out, and a pool has one template (got ["e","f"]). Make a pool for each kind of zone.',
                'stacks/dev.ts › managedNodes.edge.slots: EKS makes no groups in Wavelength Zones (got ["e","f"]). ' +
                    "Make it a pool of selfManagedNodes.",
            ],
        );
        assert.deepEqual(
            refused(
                {},
                {
                    "platform:edgeZones": {
                        e: "us-west-2-lax-1a",
                        f: "us-west-2-lax-1a",
                        g: "us-west-2-wl1-las-wlz-1",
                    },
                },
            ),
            [
                `${AT}.f: slot e holds the same zone (got "us-west-2-lax-1a"). Give each slot a zone of its own.`,
            ],
        );
    });

    it("are refused as zones of the control plane, with the place they belong to", () => {
        const said = refused({}, { "platform:zones": { a: "us-west-2a", b: "us-west-2-lax-1a" } });
        assert.ok(
            said.includes(
                'Pulumi.dev.yaml › platform:zones.b: not an Availability Zone of us-west-2 (got "us-west-2-lax-1a"). ' +
                    "Write one such as us-west-2a, and this one in platform:edgeZones.",
            ),
            said.join("\n"),
        );
        const [slot = ""] = refused({}, { "platform:edgeZones": { a: "us-west-2-lax-1a" } });
        assert.match(slot, /platform:edgeZones\.a: unknown key "a"\. Known: e, f, g, h/);
    });

    it("are refused without a way out, over a transit gateway, in a small VPC and with IPv6 pods: all at once", () => {
        const network = {
            nat: "transit-gateway",
            endpoints: [],
            flowLogs: { kind: "off" },
            ipv6: "pods",
        } as const;
        const config = {
            "platform:serviceCidr": undefined,
            "platform:transitGatewayId": "tgw-0123456789abcdef0",
            "platform:vpcCidr": "10.0.0.0/23",
        };
        const found = refused({ network }, config).map((problem) => problem.replace(/ \(got .*/, ""));
        assert.deepEqual(found, [
            "Pulumi.dev.yaml › platform:vpcCidr: the subnets of edge zones have the last quarter of a VPC, and this one has none to spare",
            "stacks/dev.ts › network.nat: no attachment has a subnet in an edge zone, and its nodes would have no way out",
            `${AT}: a VPC's IPv6 range ends at the region's own zones, and pods have no other addresses`,
        ]);
        const { shape } = NETWORKS["closed"] ?? assert.fail();
        const [closed = ""] = refused(
            { network: shape.network },
            { "platform:imageRegistry": "mirror.example.com" },
        );
        assert.match(closed, /network\.nat: nobody says that gateway endpoints serve edge zones/);
    });

    it("are refused where pods have subnets by zone, which there are none of at the edge", () => {
        const network = { ...ON_NODES.network, pods: { subnets: { kind: "custom-networking" } } } as const;
        const said = refused({ network }, { "platform:podCidr": "100.64.0.0/16" });
        assert.match(
            said.join("\n"),
            /platform:edgeZones: custom networking wants subnets of pods in each zone of nodes/,
        );
        assert.equal(said.length, 1);
    });

    it("are refused in a VPC of somebody else", () => {
        const network = { kind: "existing", egress: "routed", endpoints: [] } as const;
        const said = refused({ network }, { "platform:existingVpc": EXISTING_VPC });
        assert.match(
            said.join("\n"),
            /platform:edgeZones: the VPC's owner makes its subnets in edge zones, for network.kind is existing/,
        );
    });

    it("refuse pools that mix them with others, or ask for what is not there", () => {
        const managedNodes = {
            mixed: { ...nodes, slots: ["a", "e"] },
            fast: { ...nodes, slots: ["e"], iops: 6000, throughput: 250 },
            wave: { ...nodes, slots: ["g"] },
            nowhere: { ...nodes, slots: ["h"] },
        } as const;
        const found = refused({ managedNodes }).map((problem) =>
            problem.replace("stacks/dev.ts › managedNodes.", ""),
        );
        assert.deepEqual(found, [
            "mixed.slots: zones of the region, Local Zones and Wavelength Zones differ in volumes, types and ways out, and a pool has " +
                'one template (got ["a","e"]). Make a pool for each kind of zone.',
            "fast.iops: volumes in edge zones are gp2, whose operations follow from their size (got 6000). " +
                "Remove it, and choose a larger diskSizeGiB.",
            "fast.throughput: volumes in edge zones are gp2, whose operations follow from their size (got 250). " +
                "Remove it, and choose a larger diskSizeGiB.",
            'wave.slots: EKS makes no groups in Wavelength Zones (got ["g"]). Make it a pool of selfManagedNodes.',
            'nowhere.slots[0]: the network has no node subnet in this slot (got "h"). Choose from a, b, e, f, g.',
        ]);
    });
});
