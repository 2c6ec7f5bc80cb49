/** The doctor on a VPC that is there already. */
import assert from "node:assert/strict";

import { EXISTING_VPC, NETWORKS } from "../../support/networks";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { graphOfShape } from "../../support/plan-shape";
import { type NetworkNeeds, networkNeedsOf } from "../../../tools/doctor/network-needs";
import { checkNetwork } from "../../../tools/doctor/network";
import { zoneNeedsOf } from "../../../tools/doctor/zone-needs";

const FILE = "Pulumi.dev.yaml";
const { vpcId } = EXISTING_VPC;
const [NODE_A, NODE_A2, NODE_B] = [
    "subnet-0a00000000000001a",
    "subnet-0a00000000000002a",
    "subnet-0b00000000000001b",
];

const NEEDS: NetworkNeeds = {
    vpcId,
    clusterName: "one",
    cidrs: ["10.0.0.0/16"],
    subnets: [
        { id: NODE_A, zone: "us-east-1a", use: "nodes" },
        { id: NODE_B, zone: "us-east-1b", use: "nodes" },
        { id: "subnet-0d0000000000000da", zone: "us-east-1a", use: "public" },
    ],
    findsPodSubnets: false,
    isRouted: true,
    endpoints: [],
    ownersEndpoints: [],
};

/** The shape of `aws ec2 describe-subnets`. Source: EC2 API Reference, Subnet, read 2026-11. */
function subnet(SubnetId: string, AvailabilityZone: string, more: object = {}) {
    const Key = SubnetId.startsWith("subnet-0d")
        ? "kubernetes.io/role/elb"
        : "kubernetes.io/role/internal-elb";
    const rest = {
        VpcId: vpcId,
        AvailableIpAddressCount: 250,
        OwnerId: "210987654321",
        Tags: [{ Key, Value: "1" }],
    };
    return { SubnetId, AvailabilityZone, ...rest, ...more };
}

const SUBNETS = [
    subnet(NODE_A, "us-east-1a"),
    subnet(NODE_B, "us-east-1b"),
    subnet("subnet-0d0000000000000da", "us-east-1a"),
];

function table(subnetIds: readonly string[], route: object | undefined, isMain = false) {
    return {
        RouteTableId: "rtb-1",
        Associations: [...subnetIds.map((SubnetId) => ({ SubnetId })), ...(isMain ? [{ Main: true }] : [])],
        Routes: [
            { DestinationCidrBlock: "10.0.0.0/16", GatewayId: "local", State: "active" },
            ...(route === undefined
                ? []
                : [{ DestinationCidrBlock: "0.0.0.0/0", State: "active", ...route }]),
        ],
    };
}

const TABLES = [
    table([NODE_A], { TransitGatewayId: "tgw-1" }),
    table(["subnet-0d0000000000000da"], { GatewayId: "igw-1" }),
    table([], { NatGatewayId: "nat-1" }, true),
];

interface There {
    readonly vpcs?: readonly object[];
    readonly dns?: boolean;
    readonly subnets?: readonly object[];
    readonly tables?: readonly object[];
    readonly endpoints?: readonly object[];
    readonly recorded?: Recorded["programs"];
}

const VPC = {
    VpcId: vpcId,
    CidrBlock: "10.0.0.0/16",
    CidrBlockAssociationSet: [{ CidrBlock: "10.0.0.0/16" }],
};

async function found(needs: Partial<NetworkNeeds>, there: There = {}) {
    const { dns = true, endpoints = [], recorded, subnets = SUBNETS, tables = TABLES, vpcs = [VPC] } = there;
    const attribute = `aws ec2 describe-vpc-attribute --vpc-id ${vpcId} --attribute`;
    const probe = fakeProbe({
        programs: {
            "aws ec2 describe-vpcs": JSON.stringify({ Vpcs: vpcs }),
            [`${attribute} enableDnsSupport`]: JSON.stringify({ EnableDnsSupport: { Value: true } }),
            [`${attribute} enableDnsHostnames`]: JSON.stringify({ EnableDnsHostnames: { Value: dns } }),
            "aws ec2 describe-subnets": JSON.stringify({ Subnets: subnets }),
            "aws ec2 describe-route-tables": JSON.stringify({ RouteTables: tables }),
            "aws ec2 describe-vpc-endpoints": JSON.stringify({ VpcEndpoints: endpoints }),
            ...recorded,
        },
    });
    const findings = await checkNetwork(probe, {
        file: FILE,
        region: "us-east-1",
        needs: { ...NEEDS, ...needs },
    });
    return { findings, lines: findings.map(({ about, level, what }) => `${level} ${about}: ${what}`), probe };
}

const GOOD = [
    `ok VPC: ${vpcId}, 10.0.0.0/16`,
    "ok subnets: 3 in their zones, of account 210987654321",
    "ok routes: nodes leave by tgw-1, nat-1",
];

/** What is said besides what is said of a VPC that fits. */
async function faults(needs: Partial<NetworkNeeds>, there: There = {}): Promise<readonly string[]> {
    return (await found(needs, there)).lines.filter((line) => !GOOD.includes(line));
}

describe("the doctor's network", () => {
    it("reads what the environment asks of it off the plan", async () => {
        const { config, shape } = NETWORKS["existing"] ?? assert.fail();
        const graph = await graphOfShape(shape, { config });
        assert.deepEqual(networkNeedsOf(graph), {
            vpcId,
            clusterName: "platform-dev",
            cidrs: ["10.0.0.0/16"],
            subnets: [
                { id: NODE_A, zone: "us-east-1a", use: "nodes" },
                { id: NODE_A2, zone: "us-east-1a", use: "nodes" },
                { id: NODE_B, zone: "us-east-1b", use: "nodes" },
                { id: "subnet-0c0000000000000ca", zone: "us-east-1a", use: "control plane" },
                { id: "subnet-0c0000000000000cb", zone: "us-east-1b", use: "control plane" },
                { id: "subnet-0d0000000000000da", zone: "us-east-1a", use: "public" },
                { id: "subnet-0d0000000000000db", zone: "us-east-1b", use: "public" },
            ],
            findsPodSubnets: false,
            isRouted: true,
            endpoints: [],
            ownersEndpoints: [],
        });
        const { controlPlane, types, zones } = zoneNeedsOf(graph);
        assert.deepEqual(
            [zones, controlPlane],
            [
                ["us-east-1a", "us-east-1b"],
                ["us-east-1a", "us-east-1b"],
            ],
        );
        assert.deepEqual(types[0], { group: "nodes-system-a", types: ["m7g.large"], zones: ["us-east-1a"] });
    });

    it("is content with a VPC that is what the settings say, and only reads", async () => {
        const { lines, probe } = await found({});
        assert.deepEqual(lines, GOOD);
        assert.deepEqual(
            [...new Set(probe.asked.commands.map((line) => line.split(" ")[2]?.split("-")[0]))],
            ["describe"],
        );
    });

    it("compares the VPC's ranges and DNS attributes", async () => {
        assert.deepEqual(await faults({}, { vpcs: [] }), [
            `blocks VPC: ${vpcId} is not there for this account and region`,
        ]);
        assert.deepEqual(await faults({ cidrs: ["10.1.0.0/16"] }), [
            `blocks VPC: ${vpcId} has 10.0.0.0/16, not 10.1.0.0/16`,
        ]);
        const more = [{ CidrBlock: "10.0.0.0/16" }, { CidrBlock: "100.64.0.0/16" }];
        const vpcs = [{ ...VPC, CidrBlockAssociationSet: more }];
        assert.deepEqual(await faults({ cidrs: ["10.0.0.0/16", "100.65.0.0/16"] }, { vpcs, dns: false }), [
            `ok VPC: ${vpcId}, 10.0.0.0/16, 100.64.0.0/16`,
            `note VPC: ${vpcId} has 100.64.0.0/16 as well, which endpoints made here would not let in`,
            `blocks VPC: ${vpcId} does not have 100.65.0.0/16`,
            `blocks VPC: ${vpcId} has enableDnsHostnames off, and nodes cannot register without it`,
        ]);
    });

    it("looks at subnets of pods, and at vpc-cni's tag where it looks for them", async () => {
        const id = "subnet-0e0000000000000ea";
        const pods = { id, zone: "us-east-1a", use: "pods" } as const;
        const needs = { subnets: [...NEEDS.subnets, pods] };
        const there = {
            subnets: [...SUBNETS, subnet(id, "us-east-1a", { Tags: [], AvailableIpAddressCount: 20 })],
        };
        const few = `note subnets: ${id} (pods) has 20 free addresses: 16 are needed, 64 wanted`;
        const said = async (findsPodSubnets: boolean) =>
            (await faults({ ...needs, findsPodSubnets }, there)).filter((line) => line.includes(id));
        assert.deepEqual(await said(false), [few]);
        assert.deepEqual(await said(true), [
            few,
            `note subnets: ${id} lacks kubernetes.io/role/cni=1: vpc-cni does not find it`,
        ]);
        const { config, shape } = NETWORKS["existing-pods"] ?? assert.fail();
        const read = networkNeedsOf(await graphOfShape(shape, { config })) ?? assert.fail();
        assert.deepEqual(
            read.subnets.filter(({ use }) => use === "pods").map((one) => [one.id, one.zone]),
            [
                ["subnet-0e0000000000000ea", "us-east-1a"],
                ["subnet-0e0000000000000eb", "us-east-1b"],
            ],
        );
        assert.equal(read.findsPodSubnets, false);
    });

    it("looks for each subnet in its VPC and zone, and at its free addresses and tags", async () => {
        const [first = {}, second = {}] = SUBNETS;
        assert.deepEqual(
            await faults(
                {},
                {
                    subnets: [
                        { ...first, VpcId: "vpc-2" },
                        { ...second, AvailabilityZone: "us-east-1c", Tags: [] },
                    ],
                },
            ),
            [
                `blocks subnets: ${NODE_A} (nodes) lies in vpc-2, not in ${vpcId}`,
                `blocks subnets: ${NODE_B} (nodes) lies in us-east-1c, and its slot holds us-east-1b`,
                "blocks subnets: subnet-0d0000000000000da (public) is not there for this account and region",
                `note subnets: ${NODE_B} lacks kubernetes.io/role/internal-elb=1: controllers of load balancers do not find it`,
            ],
        );
        const outpostArn = "arn:aws:outposts:us-east-1:210987654321:outpost/op-0123456789abcdef0";
        assert.deepEqual(
            await faults(
                {
                    subnets: [
                        { id: NODE_A, zone: "us-east-1a", use: "Outpost" },
                        { id: NODE_B, zone: "us-east-1b", use: "nodes" },
                    ],
                },
                { subnets: [first, { ...second, OutpostArn: outpostArn }] },
            ),
            [
                `blocks subnets: ${NODE_A} (Outpost) lies on no Outpost`,
                `blocks subnets: ${NODE_B} (nodes) lies on ${outpostArn}, where the kit puts self-managed nodes alone`,
                "ok routes: nodes leave by nat-1",
            ],
        );
        const { findings } = await found(
            { subnets: [{ id: NODE_A, zone: "us-east-1a", use: "control plane" }] },
            { subnets: [{ ...first, AvailableIpAddressCount: 5, Tags: [] }] },
        );
        assert.deepEqual(findings[2], {
            level: "note",
            about: "subnets",
            what: `${NODE_A} (control plane) has 5 free addresses: 6 are needed, 16 wanted`,
            remedy: "name another in platform:existingVpc.controlPlaneSubnets",
        });
    });

    it("follows the default route of each subnet, or of the VPC's main table", async () => {
        const of = (tables: readonly object[]) => faults({ subnets: NEEDS.subnets.slice(0, 1) }, { tables });
        assert.deepEqual(
            await of([table([NODE_A], undefined)]),
            [
                "ok subnets: 3 in their zones, of account 210987654321",
                `blocks routes: ${NODE_A} (nodes) has no default route, and nodes there would never join`,
            ].slice(1),
        );
        assert.deepEqual(await of([table([NODE_A], { NatGatewayId: "nat-1", State: "blackhole" })]), [
            `blocks routes: the default route of ${NODE_A} (nodes) leads to nat-1, which is gone`,
        ]);
        assert.deepEqual(await of([table([NODE_A], { GatewayId: "igw-1" })]), [
            `blocks routes: ${NODE_A} (nodes) is a public subnet: nodes without a public address go nowhere, and Fargate takes none of it`,
        ]);
        const main = [table([], { NetworkInterfaceId: "eni-1" }, true)];
        assert.deepEqual(await faults({}, { tables: main }), [
            "note routes: subnet-0d0000000000000da (public) has no route to an internet gateway: what is internet-facing there is not",
        ]);
        assert.deepEqual(await faults({ isRouted: false, subnets: NEEDS.subnets.slice(0, 1) }), [
            `note routes: ${NODE_A} (nodes) has a way out, tgw-1, which network.egress says it has not`,
        ]);
    });

    it("looks for the owner's endpoints, and for one in the way of the kit's", async () => {
        const endpoint = (service: string, more: object = {}) => ({
            ServiceName: `com.amazonaws.us-east-1.${service}`,
            State: "available",
            PrivateDnsEnabled: true,
            ...more,
        });
        const endpoints = [
            endpoint("s3", { PrivateDnsEnabled: false, VpcEndpointType: "Gateway" }),
            endpoint("sts"),
            endpoint("ec2", { PrivateDnsEnabled: false }),
            endpoint("sqs"),
            endpoint("logs", { Tags: [{ Key: "Name", Value: "one-endpoint-logs" }] }),
        ];
        assert.deepEqual(await faults({ ownersEndpoints: ["s3", "sts"] }, { endpoints }), [
            "ok endpoints: s3, sts of the VPC's owner",
        ]);
        assert.deepEqual(
            await faults(
                { ownersEndpoints: ["ec2", "eks"], endpoints: ["sqs", "logs", "ssm"] },
                { endpoints },
            ),
            [
                "note endpoints: the VPC's endpoint of ec2 has private DNS off: nodes do not find it by its name",
                "blocks endpoints: the VPC has no endpoint of eks",
                "blocks endpoints: the VPC has an endpoint of sqs with private DNS, and AWS refuses a second one",
            ],
        );
    });

    it("says what a participant of a shared VPC may not read", async () => {
        const denied = failed("An error occurred (UnauthorizedOperation)");
        assert.deepEqual(await faults({}, { recorded: { "aws ec2 describe-route-tables": denied } }), [
            "unknown routes: AWS does not say (denied)",
        ]);
    });
});
