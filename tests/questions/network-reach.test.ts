/**
 * What users of other EKS projects ask of how a network reaches others, as questions to a plan of this one: each an
 * environment of its own. Public source: aws-ia/terraform-aws-eks-blueprints patterns/.
 */
import assert from "node:assert/strict";

import { Vpc } from "@pulumi/aws/ec2/vpc";
import { VpcEndpoint } from "@pulumi/aws/ec2/vpcEndpoint";
import { Zone } from "@pulumi/aws/route53/zone";
import { ServiceNetworkVpcAssociation } from "@pulumi/aws/vpclattice/serviceNetworkVpcAssociation";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { FollowedPage } from "../support/followed-page";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

type Inputs = Readonly<Record<string, Json | undefined>>;

/** Inputs of resources of a type whose name has the text. */
function inputsOf(graph: PlannedGraph, type: string, name = ""): Inputs[] {
    return graph.resources
        .filter((one) => one.type === type && one.name.includes(name))
        .map(({ inputs }) => objectOf(inputs));
}

const PRIVATE_API = { "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" } };
const MIRROR = { "platform:imageRegistry": "mirror.example.com" };

/** What nodes of a closed network call: the services of fully-private-cluster, and those that nodes of this kit need besides. */
const CLOSED_SERVICES = [
    "autoscaling",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "eks",
    "eks-auth",
    "elasticloadbalancing",
    "kms",
    "logs",
    "s3",
    "sqs",
    "ssm",
    "ssmmessages",
    "sts",
] as const;

const CLOSED: EnvironmentShape = {
    ...ON_FARGATE,
    network: {
        nat: "none",
        endpoints: [...CLOSED_SERVICES],
        flowLogs: { kind: "off" },
    },
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
};

describe("questions about what a network reaches", () => {
    it("fully-private-cluster: no way in or out except VPC endpoints", async () => {
        const shape: EnvironmentShape = {
            ...CLOSED,
            managedNodes: {
                pool: {
                    ...systemNodesOf(ON_NODES),
                    slots: ["a"],
                    sizePerZone: { min: 1, desired: 3, max: 5 },
                },
            },
        };
        const graph = await graphOfShape(shape, { config: { ...PRIVATE_API, ...MIRROR } });
        for (const type of ["aws:ec2/natGateway:NatGateway", "aws:ec2/internetGateway:InternetGateway"]) {
            assert.deepEqual(inputsOf(graph, type), []);
        }
        assert.deepEqual(inputsOf(graph, "aws:ec2/subnet:Subnet", "-public-"), []);
        assert.deepEqual(inputsOf(graph, "aws:ec2/route:Route"), []);
        const [cluster] = inputsOf(graph, "aws:eks/cluster:Cluster");
        assert.equal(objectOf(cluster?.["vpcConfig"])["endpointPublicAccess"], false);
        const endpoints = inputsOf(graph, "aws:ec2/vpcEndpoint:VpcEndpoint");
        const gateways = endpoints.filter(({ vpcEndpointType }) => vpcEndpointType === "Gateway");
        assert.deepEqual(
            gateways.map(({ routeTableIds, serviceName }) => [serviceName, (routeTableIds as Json[]).length]),
            [["com.amazonaws.us-east-1.s3", 2]],
        );
        assert.equal(endpoints.filter(({ privateDnsEnabled }) => privateDnsEnabled === true).length, 14);
        const rules = inputsOf(
            graph,
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "endpoints",
        );
        assert.deepEqual(
            rules.map(({ cidrIpv4, fromPort, toPort }) => [cidrIpv4, fromPort, toPort]),
            [["10.0.0.0/16", 443, 443]],
        );
        const [pool] = inputsOf(graph, "aws:eks/nodeGroup:NodeGroup", "nodes-pool-a");
        assert.deepEqual(pool?.["scalingConfig"], { minSize: 1, desiredSize: 3, maxSize: 5 });
    });

    it("vpc-lattice/client-server-communication: a client VPC calls services through VPC Lattice", async () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            lattice: { serviceNetwork: { kind: "own" } },
            catalogue: { "aws-gateway-controller-chart": {} },
            own: {
                client: {
                    needs: "cluster",
                    make: ({ name, options, serviceNetworkArn }) => {
                        const vpc = new Vpc(
                            name,
                            { cidrBlock: "10.1.0.0/16", enableDnsHostnames: true },
                            options,
                        );
                        if (serviceNetworkArn === undefined) throw new Error("no service network");
                        new ServiceNetworkVpcAssociation(
                            name,
                            { serviceNetworkIdentifier: serviceNetworkArn, vpcIdentifier: vpc.id },
                            options,
                        );
                        for (const service of ["ssm", "ssmmessages", "ec2messages"]) {
                            const serviceName = `com.amazonaws.us-east-1.${service}`;
                            new VpcEndpoint(
                                `${name}-${service}`,
                                {
                                    vpcId: vpc.id,
                                    serviceName,
                                    vpcEndpointType: "Interface",
                                    privateDnsEnabled: true,
                                },
                                options,
                            );
                        }
                        return {
                            zone: new Zone(name, { name: "example.com", vpcs: [{ vpcId: vpc.id }] }, options)
                                .id,
                        };
                    },
                },
            },
        };
        const graph = await graphOfShape(shape, {
            config: { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] } },
        });
        assert.equal(inputsOf(graph, "aws:vpclattice/serviceNetwork:ServiceNetwork").length, 1);
        const associations = inputsOf(
            graph,
            "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation",
        );
        const networks = associations.map(({ serviceNetworkIdentifier }) => serviceNetworkIdentifier);
        assert.equal(associations.length, 2);
        assert.equal(new Set(networks).size, 1);
        assert.equal(new Set(associations.map(({ vpcIdentifier }) => vpcIdentifier)).size, 2);
        const [release] = inputsOf(graph, "kubernetes:helm.sh/v3:Release", "aws-gateway-controller-chart");
        const values = objectOf(release?.["values"]);
        assert.equal(values["clusterName"], "platform-dev");
        assert.match(String(values["clusterVpcId"]), /^vpc-/);
        const identity = inputsOf(
            graph,
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
            "aws-gateway-controller-chart",
        );
        assert.equal(identity[0]?.["serviceAccount"], "gateway-api-controller");
        const rules = inputsOf(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "lattice");
        assert.deepEqual(
            rules.map(({ prefixListId }) => prefixListId),
            ["pl-0123456789abcdef0"],
        );
        assert.equal(inputsOf(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", "own-client").length, 3);
    });

    it("privatelink-access: another VPC reaches the private API by PrivateLink", () => {
        const page = new FollowedPage("recipes/privatelink.md");
        try {
            page.follow();
            page.replace("Pulumi.dev.yaml", API_ACCESS, "    kind: private\n    reach: in-vpc-runner\n");
            assertReachedByPrivateLink(page.graph());
        } finally {
            page.remove();
        }
    });
});

const API_ACCESS = '    kind: public\n    cidrs: ["203.0.113.0/24"]\n';

function assertReachedByPrivateLink(graph: PlannedGraph): void {
    const only = (type: string, name = ""): Inputs => {
        const found = inputsOf(graph, type, name);
        assert.equal(found.length, 1, type);
        return found[0] ?? {};
    };
    const cluster = only("aws:eks/cluster:Cluster");
    assert.equal(objectOf(cluster["vpcConfig"])["endpointPublicAccess"], false);
    assert.deepEqual(inputsOf(graph, "aws:ec2/natGateway:NatGateway"), []);
    const balancer = only("aws:lb/loadBalancer:LoadBalancer");
    assert.deepEqual([balancer["internal"], balancer["loadBalancerType"]], [true, "network"]);
    const targets = only("aws:lb/targetGroup:TargetGroup");
    assert.deepEqual([targets["targetType"], targets["port"]], ["ip", 443]);
    assert.equal(only("aws:ec2/vpcEndpointService:VpcEndpointService")["acceptanceRequired"], true);
    assert.equal(inputsOf(graph, "aws:ec2/vpc:Vpc").length, 2);
    const endpoint = only("aws:ec2/vpcEndpoint:VpcEndpoint", "own-privatelink-client");
    assert.equal(endpoint["vpcEndpointType"], "Interface");
    only("aws:ec2/vpcEndpointConnectionAccepter:VpcEndpointConnectionAccepter");
    const services = inputsOf(graph, "aws:ec2/vpcEndpoint:VpcEndpoint", "network-")
        .map(({ serviceName }) => String(serviceName).replace("com.amazonaws.us-east-1.", ""))
        .sort();
    assert.deepEqual(services, [...CLOSED_SERVICES].sort());
    const zone = only("aws:route53/zone:Zone");
    const record = only("aws:route53/record:Record");
    assert.match(String(zone["name"]), /\.eks\.amazonaws\.com$/);
    assert.equal(record["name"], zone["name"]);
    assert.equal(Array.isArray(record["aliases"]) && record["aliases"].length, 1);
    assert.equal(only("aws:cloudwatch/eventRule:EventRule", "own-")["scheduleExpression"], "rate(1 minute)");
    const { variables } = objectOf(only("aws:lambda/function:Function")["environment"]);
    assert.deepEqual(Object.keys(objectOf(variables)), ["CLUSTER", "TARGET_GROUP"]);
    const entries = inputsOf(graph, "aws:eks/accessEntry:AccessEntry");
    assert.ok(entries.some(({ principalArn }) => String(principalArn).endsWith(":role/client")));
}
