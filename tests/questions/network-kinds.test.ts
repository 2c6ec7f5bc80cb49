/**
 * What users of other EKS projects ask of address families and of zones at the edge, as questions to a plan of this one.
 * Public source: eksctl-io/eksctl examples/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { objectOf } from "../../tools/facts/build";
import type { PlannedGraph } from "../../tools/plan/graph";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const SUBNET = "aws:ec2/subnet:Subnet";
const CLUSTER = "aws:eks/cluster:Cluster";
const GROUP = "aws:eks/nodeGroup:NodeGroup";

type Inputs = Readonly<Record<string, Json | undefined>>;

function ofType(
    { resources }: PlannedGraph,
    type: string,
): { readonly id: string; readonly inputs: Inputs }[] {
    return resources
        .filter((one) => one.type === type)
        .map(({ inputs, urn }) => ({ id: urn, inputs: objectOf(inputs) }));
}

describe("questions about kinds of networks", () => {
    it("02-custom-vpc-cidr-no-nodes.yaml: a range of one's own, IPv6 beside it, names by resource, and no node", async () => {
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            compute: { kind: "none" },
            network: { ...ON_FARGATE.network, ipv6: "subnets", hostnameType: "resource-name" },
        };
        const config = {
            "platform:vpcCidr": "10.10.0.0/16",
            "platform:apiAccess": { kind: "private", reach: "in-vpc-runner" },
        };
        const graph = await graphOfShape(shape, { config });
        const [vpc] = ofType(graph, "aws:ec2/vpc:Vpc");
        assert.equal(vpc?.inputs["cidrBlock"], "10.10.0.0/16");
        assert.equal(vpc.inputs["assignGeneratedIpv6CidrBlock"], true);
        const subnets = ofType(graph, SUBNET);
        assert.ok(subnets.length > 0);
        for (const { id, inputs } of subnets) {
            assert.ok(inputs["ipv6CidrBlock"] !== undefined, id);
            assert.equal(inputs["privateDnsHostnameTypeOnLaunch"], "resource-name", id);
        }
        const [cluster] = ofType(graph, CLUSTER);
        const { endpointPrivateAccess, endpointPublicAccess } = objectOf(cluster?.inputs["vpcConfig"]);
        assert.deepEqual([endpointPrivateAccess, endpointPublicAccess], [true, false]);
        const capacity = /nodeGroup|fargateProfile|autoscaling|launchTemplate|NodePool|Karpenter/;
        assert.deepEqual(
            graph.resources.map(({ type }) => type).filter((type) => capacity.test(type)),
            [],
        );
        const addons = ofType(graph, "aws:eks/addon:Addon").map(({ inputs }) => inputs["addonName"]);
        assert.deepEqual(addons.sort(), ["eks-pod-identity-agent", "kube-proxy", "vpc-cni"]);
    });

    it("33-local-zones.yaml: workers in two Local Zones, and no control plane there", async () => {
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            managedNodes: {
                lax: { ...systemNodesOf(ON_NODES), slots: ["e", "f"], instanceTypes: ["c5.2xlarge"] },
            },
        };
        const config = {
            "platform:region": "us-west-2",
            "platform:zones": { a: "us-west-2a", b: "us-west-2b" },
            "platform:edgeZones": { e: "us-west-2-lax-1a", f: "us-west-2-lax-1b" },
        };
        const graph = await graphOfShape(shape, { config });
        const edge = ofType(graph, SUBNET).filter(({ inputs }) =>
            String(inputs["availabilityZone"]).includes("-lax-"),
        );
        assert.deepEqual(
            edge.map(({ inputs }) => inputs["availabilityZone"]),
            ["us-west-2-lax-1a", "us-west-2-lax-1b"],
        );
        const [cluster] = graph.resources.filter(({ type }) => type === CLUSTER);
        const behindCluster = cluster?.propertyDependencies["vpcConfig"] ?? [];
        for (const { id } of edge) assert.ok(!behindCluster.includes(id), id);
        const groups = graph.resources.filter(
            ({ name, type }) => type === GROUP && name.startsWith("nodes-lax"),
        );
        assert.deepEqual(
            groups.flatMap(({ propertyDependencies }) => propertyDependencies["subnetIds"] ?? []),
            edge.map(({ id }) => id),
        );
        const others = graph.resources.filter(
            ({ propertyDependencies, type }) =>
                type !== "aws:ec2/routeTableAssociation:RouteTableAssociation" &&
                Object.values(propertyDependencies)
                    .flat()
                    .some((urn) => edge.some(({ id }) => id === urn)),
        );
        assert.deepEqual(others.map(({ name }) => name).sort(), ["nodes-lax-e", "nodes-lax-f"]);
    });
});
