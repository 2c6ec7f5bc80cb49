import assert from "node:assert/strict";

import { endpointPolicyOf } from "../../../components/network/endpoint-policies";
import { type EndpointService, REQUIRED_WITHOUT_NAT } from "../../../components/network/endpoints";
import { Vpc, type VpcArgs } from "../../../components/network/vpc";
import { type VpcSpec } from "../../../components/network/vpc-spec";
import { defined } from "../../../components/shared/defined";
import {
    ancestorsOf,
    find,
    inputsByLabel,
    recordComponent,
    type RecordedResource,
} from "../../support/record-component";
import { difference, NAME, recordVpc as record } from "../../support/record-vpc";
import { BARE_VPC, DEV_VPC } from "../../support/vpc-specs";
import { NAT_MODES, type NatMode } from "../../../components/network/vpc-schema";

const THREE_ZONES: Partial<VpcSpec> = {
    zones: { a: "us-east-1a", b: "us-east-1c", d: "us-east-1d" },
};
const ALL_LOGS: VpcSpec["flowLogs"] = { kind: "on", trafficType: "ALL", retentionDays: 365 };
const ISOLATED: VpcSpec = { ...BARE_VPC, endpoints: REQUIRED_WITHOUT_NAT };

/** Every resource of the smallest VPC with one NAT gateway. */
const DEV_INPUTS = {
    "Vpc:network": {
        cidr: "10.0.0.0/16",
        clusterName: "acme-dev",
        controlPlaneZones: ["a", "b"],
        endpoints: "none",
        flowLogs: "off",
        nat: "single, in slot a",
        subnets: ["node /19 with 8187 addresses for nodes and pods", "public /24", "control-plane /27"],
        zones: ["a: us-east-1a", "b: us-east-1c"],
    },
    "Vpc:network-vpc": {
        cidrBlock: "10.0.0.0/16",
        enableDnsHostnames: true,
        enableDnsSupport: true,
        tags: NAME("vpc"),
    },
    "DefaultSecurityGroup:network-default": {
        vpcId: "vpc-network-vpc",
        ingress: [],
        egress: [],
        tags: NAME("default"),
    },
    "InternetGateway:network-internet-gateway": {
        vpcId: "vpc-network-vpc",
        tags: NAME("internet-gateway"),
    },
    "RouteTable:network-public": { vpcId: "vpc-network-vpc", tags: NAME("public") },
    "Route:network-public-internet": {
        routeTableId: "rtb-network-public",
        destinationCidrBlock: "0.0.0.0/0",
        gatewayId: "igw-network-internet-gateway",
    },
    "Subnet:network-public-a": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.128.0/24",
        availabilityZone: "us-east-1a",
        mapPublicIpOnLaunch: false,
        tags: { ...NAME("public-a"), "kubernetes.io/role/elb": "1" },
    },
    "RouteTableAssociation:network-public-a": {
        subnetId: "subnet-network-public-a",
        routeTableId: "rtb-network-public",
    },
    "Subnet:network-public-b": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.129.0/24",
        availabilityZone: "us-east-1c",
        mapPublicIpOnLaunch: false,
        tags: { ...NAME("public-b"), "kubernetes.io/role/elb": "1" },
    },
    "RouteTableAssociation:network-public-b": {
        subnetId: "subnet-network-public-b",
        routeTableId: "rtb-network-public",
    },
    "RouteTable:network-node-a": { vpcId: "vpc-network-vpc", tags: NAME("node-a") },
    "Subnet:network-node-a": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.0.0/19",
        availabilityZone: "us-east-1a",
        mapPublicIpOnLaunch: false,
        tags: { ...NAME("node-a"), "kubernetes.io/role/internal-elb": "1" },
    },
    "RouteTableAssociation:network-node-a": {
        subnetId: "subnet-network-node-a",
        routeTableId: "rtb-network-node-a",
    },
    "RouteTable:network-node-b": { vpcId: "vpc-network-vpc", tags: NAME("node-b") },
    "Subnet:network-node-b": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.32.0/19",
        availabilityZone: "us-east-1c",
        mapPublicIpOnLaunch: false,
        tags: { ...NAME("node-b"), "kubernetes.io/role/internal-elb": "1" },
    },
    "RouteTableAssociation:network-node-b": {
        subnetId: "subnet-network-node-b",
        routeTableId: "rtb-network-node-b",
    },
    "RouteTable:network-control-plane": { vpcId: "vpc-network-vpc", tags: NAME("control-plane") },
    "Subnet:network-control-plane-a": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.132.0/27",
        availabilityZone: "us-east-1a",
        mapPublicIpOnLaunch: false,
        tags: NAME("control-plane-a"),
    },
    "RouteTableAssociation:network-control-plane-a": {
        subnetId: "subnet-network-control-plane-a",
        routeTableId: "rtb-network-control-plane",
    },
    "Subnet:network-control-plane-b": {
        vpcId: "vpc-network-vpc",
        cidrBlock: "10.0.132.32/27",
        availabilityZone: "us-east-1c",
        mapPublicIpOnLaunch: false,
        tags: NAME("control-plane-b"),
    },
    "RouteTableAssociation:network-control-plane-b": {
        subnetId: "subnet-network-control-plane-b",
        routeTableId: "rtb-network-control-plane",
    },
    "Eip:network-nat-a": { domain: "vpc", tags: NAME("nat-a") },
    "NatGateway:network-nat-a": {
        connectivityType: "public",
        allocationId: "eipalloc-network-nat-a",
        subnetId: "subnet-network-public-a",
        tags: NAME("nat-a"),
    },
    "Route:network-node-a-egress": {
        routeTableId: "rtb-network-node-a",
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "nat-network-nat-a",
    },
    "Route:network-node-b-egress": {
        routeTableId: "rtb-network-node-b",
        destinationCidrBlock: "0.0.0.0/0",
        natGatewayId: "nat-network-nat-a",
    },
} as const;

describe("Vpc", () => {
    it("makes the network of dev: every resource with its whole inputs", async () => {
        const resources = await record();
        assert.deepEqual(inputsByLabel(resources), DEV_INPUTS);
        assert.equal(find(resources, "Vpc:network").type, "platform:network:Vpc");
        for (const { label, parent, options } of resources.slice(1)) {
            assert.equal(parent, "Vpc:network", label);
            const expected = label === "NatGateway:network-nat-a" ? { deleteBeforeReplace: true } : {};
            assert.deepEqual(options, expected, label);
        }
    });

    it("registers its public fields as outputs", async () => {
        const resources = await record(THREE_ZONES);
        const ids = (tier: string, ...slots: string[]): Record<string, string> =>
            Object.fromEntries(slots.map((slot) => [slot, `subnet-network-${tier}-${slot}`]));
        assert.deepEqual(find(resources, "Vpc:network").outputs, {
            vpcId: "vpc-network-vpc",
            nodeSubnetIds: ids("node", "a", "b", "d"),
            controlPlaneSubnetIds: ids("control-plane", "a", "b"),
            publicSubnetIds: ids("public", "a", "b", "d"),
        });
        const isolated = await recordComponent(() => new Vpc("network", ISOLATED));
        assert.deepEqual(find(isolated, "Vpc:network").outputs, {
            vpcId: "vpc-network-vpc",
            nodeSubnetIds: ids("node", "a", "b"),
            controlPlaneSubnetIds: ids("control-plane", "a", "b"),
            publicSubnetIds: {},
        });
    });

    it("rule 28: a third zone adds its own resources and changes no other", async () => {
        const { made, gone } = difference(await record(), await record(THREE_ZONES));
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "Subnet:network-public-d": {
                vpcId: "vpc-network-vpc",
                cidrBlock: "10.0.131.0/24",
                availabilityZone: "us-east-1d",
                mapPublicIpOnLaunch: false,
                tags: { ...NAME("public-d"), "kubernetes.io/role/elb": "1" },
            },
            "RouteTableAssociation:network-public-d": {
                subnetId: "subnet-network-public-d",
                routeTableId: "rtb-network-public",
            },
            "RouteTable:network-node-d": { vpcId: "vpc-network-vpc", tags: NAME("node-d") },
            "Subnet:network-node-d": {
                vpcId: "vpc-network-vpc",
                cidrBlock: "10.0.96.0/19",
                availabilityZone: "us-east-1d",
                mapPublicIpOnLaunch: false,
                tags: { ...NAME("node-d"), "kubernetes.io/role/internal-elb": "1" },
            },
            "RouteTableAssociation:network-node-d": {
                subnetId: "subnet-network-node-d",
                routeTableId: "rtb-network-node-d",
            },
            "Route:network-node-d-egress": {
                routeTableId: "rtb-network-node-d",
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: "nat-network-nat-a",
            },
        });
    });

    it("rule 28: the order of zones in the settings changes nothing but the order of registration", async () => {
        const reordered = await record({
            zones: { b: "us-east-1c", a: "us-east-1a" },
            controlPlaneZones: ["b", "a"],
        });
        assert.deepEqual(inputsByLabel(reordered), DEV_INPUTS);
    });

    it("rule 36: subnets carry role tags only, and none of a cluster's name", async () => {
        const resources = await record({ ...THREE_ZONES, nat: "per-zone" });
        const keys = resources
            .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
            .flatMap(({ inputs }) => Object.keys(inputs["tags"] ?? {}));
        assert.deepEqual([...new Set(keys)].sort(), [
            "Name",
            "kubernetes.io/role/elb",
            "kubernetes.io/role/internal-elb",
        ]);
    });

    it("refuses with every problem at once, and takes no option Pulumi would ignore", async () => {
        await assert.rejects(
            recordComponent(
                () =>
                    new Vpc(
                        "network",
                        { ...DEV_VPC, cidr: "10.0.0.0/30", zones: { a: "us-east-1a", b: "us-east-1a" } },
                        { ignoreChanges: ["zones"] },
                    ),
            ),
            {
                message:
                    "invalid arguments:\n" +
                    '  cidr: the subnets of four zones need 512 addresses, and a /30 has 4 (got "10.0.0.0/30"). Write a network of /16 to /23.\n' +
                    '  zones.b: slot a holds the same zone (got "us-east-1a"). Give each slot a zone of its own.\n' +
                    '  opts.ignoreChanges: Pulumi ignores this option on a component (got ["zones"]). ' +
                    "Use the component's own arguments, or a transform of the resource meant.",
            },
        );
    });

    it("hands protection down to every child", async () => {
        const resources = await recordComponent(() => new Vpc("network", DEV_VPC, { protect: true }));
        for (const { label, options } of resources) assert.equal(options.protect, true, label);
    });
});

describe("Vpc nat", () => {
    it("none: no gateway, no public subnet, no route out", async () => {
        const before = await record({ endpoints: REQUIRED_WITHOUT_NAT });
        const { made, gone } = difference(before, await recordComponent(() => new Vpc("network", ISOLATED)));
        assert.deepEqual(made, {});
        assert.deepEqual(gone, [
            "Eip:network-nat-a",
            "InternetGateway:network-internet-gateway",
            "NatGateway:network-nat-a",
            "Route:network-node-a-egress",
            "Route:network-node-b-egress",
            "Route:network-public-internet",
            "RouteTable:network-public",
            "RouteTableAssociation:network-public-a",
            "RouteTableAssociation:network-public-b",
            "Subnet:network-public-a",
            "Subnet:network-public-b",
        ]);
    });

    it("single: stays in the lowest control-plane slot when a lower slot gets a zone", async () => {
        const slots: Partial<VpcSpec> = { controlPlaneZones: ["c", "b"] };
        const before = await record({ ...slots, zones: { b: "us-east-1b", c: "us-east-1c" } });
        const after = await record({
            ...slots,
            zones: { a: "us-east-1a", b: "us-east-1b", c: "us-east-1c" },
        });
        const nat = find(before, "NatGateway:network-nat-b");
        assert.equal(nat.inputs["subnetId"], "subnet-network-public-b");
        assert.deepEqual(inputsByLabel(after, "aws:ec2/natGateway:NatGateway"), {
            "NatGateway:network-nat-b": nat.inputs,
        });
    });

    it("per-zone: adds a gateway to each other slot and turns only that slot's route", async () => {
        const { made, gone } = difference(await record(), await record({ nat: "per-zone" }));
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "Eip:network-nat-b": { domain: "vpc", tags: NAME("nat-b") },
            "NatGateway:network-nat-b": {
                connectivityType: "public",
                allocationId: "eipalloc-network-nat-b",
                subnetId: "subnet-network-public-b",
                tags: NAME("nat-b"),
            },
            "Route:network-node-b-egress": {
                routeTableId: "rtb-network-node-b",
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: "nat-network-nat-b",
            },
        });
    });

    it("regional: one gateway without subnet and address, and the routes turn to it in place", async () => {
        const { made, gone } = difference(await record(), await record({ nat: "regional" }));
        assert.deepEqual(gone, ["Eip:network-nat-a", "NatGateway:network-nat-a"]);
        assert.deepEqual(made, {
            "NatGateway:network-nat-regional": {
                availabilityMode: "regional",
                connectivityType: "public",
                vpcId: "vpc-network-vpc",
                tags: NAME("nat-regional"),
            },
            "Route:network-node-a-egress": {
                routeTableId: "rtb-network-node-a",
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: "nat-network-nat-regional",
            },
            "Route:network-node-b-egress": {
                routeTableId: "rtb-network-node-b",
                destinationCidrBlock: "0.0.0.0/0",
                natGatewayId: "nat-network-nat-regional",
            },
        });
    });
});

describe("Vpc endpoints", () => {
    it("gateway: a route in every node table, no security group", async () => {
        const { made, gone } = difference(await record(), await record({ endpoints: ["s3", "dynamodb"] }));
        const gateway = (service: EndpointService): Record<string, unknown> => ({
            vpcId: "vpc-network-vpc",
            serviceName: `com.amazonaws.us-east-1.${service}`,
            vpcEndpointType: "Gateway",
            routeTableIds: ["rtb-network-node-a", "rtb-network-node-b"],
            policy: endpointPolicyOf(service, DEV_VPC),
            tags: NAME(`endpoint-${service}`),
        });
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "VpcEndpoint:network-endpoint-s3": gateway("s3"),
            "VpcEndpoint:network-endpoint-dynamodb": gateway("dynamodb"),
        });
    });

    it("interface: in every node subnet, open to the VPC on 443 and to nothing else", async () => {
        const { made, gone } = difference(
            await record(),
            await record({ endpoints: ["ecr.api", "eks-auth"] }),
        );
        const endpoint = (service: EndpointService, part: string): Record<string, unknown> => ({
            vpcId: "vpc-network-vpc",
            serviceName: `com.amazonaws.us-east-1.${service}`,
            vpcEndpointType: "Interface",
            privateDnsEnabled: true,
            subnetIds: ["subnet-network-node-a", "subnet-network-node-b"],
            securityGroupIds: ["sg-network-endpoints"],
            ...defined({ policy: endpointPolicyOf(service, DEV_VPC) }),
            tags: NAME(part),
        });
        assert.deepEqual(gone, []);
        assert.deepEqual(made, {
            "SecurityGroup:network-endpoints": {
                vpcId: "vpc-network-vpc",
                description: "VPC endpoints",
                tags: NAME("endpoints"),
            },
            "SecurityGroupIngressRule:network-endpoints-https": {
                securityGroupId: "sg-network-endpoints",
                description: "HTTPS from the VPC",
                ipProtocol: "tcp",
                fromPort: 443,
                toPort: 443,
                cidrIpv4: "10.0.0.0/16",
                tags: NAME("endpoints-https"),
            },
            "VpcEndpoint:network-endpoint-ecr-api": endpoint("ecr.api", "endpoint-ecr-api"),
            "VpcEndpoint:network-endpoint-eks-auth": endpoint("eks-auth", "endpoint-eks-auth"),
        });
    });
});

describe("Vpc flow logs", () => {
    const TRUST = {
        Statement: [
            {
                Action: "sts:AssumeRole",
                Condition: {
                    ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/*" },
                    StringEquals: { "aws:SourceAccount": "123456789012" },
                },
                Effect: "Allow",
                Principal: { Service: "vpc-flow-logs.amazonaws.com" },
                Sid: "AllowServiceToAssumeRole",
            },
        ],
        Version: "2012-10-17",
    };
    const GROUP_ARN = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vpc/acme-dev/flow-logs";
    const WRITE = {
        Statement: [
            {
                Action: [
                    "logs:CreateLogStream",
                    "logs:DescribeLogGroups",
                    "logs:DescribeLogStreams",
                    "logs:PutLogEvents",
                ],
                Effect: "Allow",
                Resource: [GROUP_ARN, `${GROUP_ARN}:*`],
                Sid: "WriteFlowLogs",
            },
        ],
        Version: "2012-10-17",
    };
    const expected = (trafficType: string, group: object): Record<string, unknown> => ({
        "LogGroup:network-flow-logs": {
            name: "/aws/vpc/acme-dev/flow-logs",
            tags: NAME("flow-logs"),
            ...group,
        },
        "Role:network-flow-logs": {
            assumeRolePolicy: JSON.stringify(TRUST),
            description: "Writes the flow logs of the VPC",
            tags: NAME("flow-logs"),
        },
        "RolePolicy:network-flow-logs": {
            role: "network-flow-logs-0a1b2c3",
            policy: JSON.stringify(WRITE),
        },
        "FlowLog:network-flow-logs": {
            vpcId: "vpc-network-vpc",
            trafficType,
            logDestinationType: "cloud-watch-logs",
            logDestination: GROUP_ARN,
            iamRoleArn: "arn:aws:iam::123456789012:role/network-flow-logs-0a1b2c3",
            maxAggregationInterval: 60,
            tags: NAME("flow-logs"),
        },
    });

    it("REJECT, with CloudWatch's own key", async () => {
        const flowLogs: VpcSpec["flowLogs"] = { kind: "on", trafficType: "REJECT", retentionDays: 90 };
        const { made, gone } = difference(await record(), await record({ flowLogs }));
        assert.deepEqual(gone, []);
        assert.deepEqual(made, expected("REJECT", { retentionInDays: 90 }));
    });

    it("ALL, with a key of the environment", async () => {
        const logsKeyArn = "arn:aws:kms:us-east-1:123456789012:key/0";
        const { made, gone } = difference(await record(), await record({ flowLogs: ALL_LOGS, logsKeyArn }));
        assert.deepEqual(gone, []);
        assert.deepEqual(made, expected("ALL", { retentionInDays: 365, kmsKeyId: logsKeyArn }));
    });

    it("off: a logs key changes nothing", async () => {
        const after = await record({ logsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0" });
        assert.deepEqual(difference(await record(), after), { made: {}, gone: [] });
    });

    it("replaces the flow log before the new one, which AWS would call a duplicate", async () => {
        const resources = await record({ flowLogs: ALL_LOGS });
        assert.deepEqual(find(resources, "FlowLog:network-flow-logs").options, { deleteBeforeReplace: true });
    });

    it("rule 43: a long component name leaves room for the role's random suffix", async () => {
        const name = "n".repeat(80);
        const resources = await recordComponent(() => new Vpc(name, { ...DEV_VPC, flowLogs: ALL_LOGS }));
        const role = resources.find(({ type }) => type === "aws:iam/role:Role");
        assert.equal(role?.name.length, 56);
    });
});

describe("Vpc order", () => {
    const full: Partial<VpcSpec> = {
        ...THREE_ZONES,
        endpoints: ["s3", "ecr.api"],
        flowLogs: ALL_LOGS,
    };

    it("rule 3: a node's route stands behind NAT, and NAT behind the internet", async () => {
        const resources = await record({ ...full, nat: "per-zone" });
        for (const slot of ["a", "b", "d"]) {
            const route = find(resources, `Route:network-node-${slot}-egress`);
            assert.deepEqual(route.propertyDependencies, {
                natGatewayId: [`NatGateway:network-nat-${slot}`],
                routeTableId: [`RouteTable:network-node-${slot}`],
            });
            assert.deepEqual(find(resources, `NatGateway:network-nat-${slot}`).dependencies, [
                `Eip:network-nat-${slot}`,
                "InternetGateway:network-internet-gateway",
                "Route:network-public-internet",
                `RouteTableAssociation:network-public-${slot}`,
                `Subnet:network-public-${slot}`,
            ]);
        }
    });

    it("rule 3: a regional gateway stands behind the internet too", async () => {
        const resources = await record({ nat: "regional" });
        assert.deepEqual(find(resources, "NatGateway:network-nat-regional").dependencies, [
            "InternetGateway:network-internet-gateway",
            "Route:network-public-internet",
            "Vpc:network-vpc",
        ]);
    });

    it("a flow log stands behind its role's policy, an interface endpoint behind its open port", async () => {
        const resources = await record(full);
        assert.deepEqual(find(resources, "FlowLog:network-flow-logs").dependencies, [
            "LogGroup:network-flow-logs",
            "Role:network-flow-logs",
            "RolePolicy:network-flow-logs",
            "Vpc:network-vpc",
        ]);
        assert.deepEqual(find(resources, "VpcEndpoint:network-endpoint-ecr-api").dependencies, [
            "SecurityGroup:network-endpoints",
            "SecurityGroupIngressRule:network-endpoints-https",
            "Subnet:network-node-a",
            "Subnet:network-node-b",
            "Subnet:network-node-d",
            "Vpc:network-vpc",
        ]);
    });

    const ways: Partial<Record<NatMode, Partial<VpcArgs>>> = {
        "transit-gateway": { transitGatewayId: "tgw-0123456789abcdef0" },
        interface: { egressInterfaces: { a: "eni-0000000a", b: "eni-0000000b", d: "eni-0000000d" } },
    };
    for (const nat of NAT_MODES) {
        it(`rule 3: with nat ${nat}, what depends on \`ready\` stands behind every resource of the network`, async () => {
            const args = { ...DEV_VPC, ...full, ...ways[nat], nat, endpoints: REQUIRED_WITHOUT_NAT };
            const resources = await recordComponent(() => {
                const vpc = new Vpc("network", args);
                return new Vpc("consumer", DEV_VPC, { dependsOn: [...vpc.ready] });
            });
            const own = resources.filter(({ parent }) => parent === "Vpc:network").map(({ label }) => label);
            const behind = ancestorsOf(resources, "Vpc:consumer-vpc");
            assert.deepEqual(
                own.filter((label) => !behind.has(label)),
                [],
            );
        });
    }

    it("asks AWS nothing and knows the same names and edges when nothing is made yet", async () => {
        const shape = (resources: readonly RecordedResource[]): unknown =>
            resources.map(({ label, dependencies, propertyDependencies }) => ({
                label,
                dependencies,
                propertyDependencies,
            }));
        const build = (): Vpc => new Vpc("network", { ...DEV_VPC, ...full });
        const known = await recordComponent(build);
        const unknown = await recordComponent(build, { unknown: true });
        assert.deepEqual(shape(unknown), shape(known));
    });
});
