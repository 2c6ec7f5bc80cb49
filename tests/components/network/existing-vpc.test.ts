/** An environment in a VPC somebody else made: what is registered, and what is not. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { EXISTING_VPC, NETWORKS, type NetworkKind } from "../../support/networks";
import { graphOfShape } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";

function kind(name: string): NetworkKind {
    return NETWORKS[name] ?? assert.fail(name);
}

/** Inputs of a resource, as JSON. */
function inputs(graph: PlannedGraph, name: string): Readonly<Record<string, Json>> {
    return resourceNamed(graph, name).inputs as Readonly<Record<string, Json>>;
}

describe("an environment in an existing VPC", function () {
    this.timeout(20_000);
    let open: PlannedGraph;
    let closed: PlannedGraph;

    before(async () => {
        const [one, other] = [kind("existing"), kind("existing-closed")];
        open = await graphOfShape(one.shape, { config: one.config });
        closed = await graphOfShape(other.shape, { config: other.config });
    });

    it("makes no part of the network", () => {
        const made = (graph: PlannedGraph) =>
            graph.resources
                .filter(({ type }) => /^aws:(ec2|vpc)\//.test(type) && !type.includes("launchTemplate"))
                .map(({ name }) => name)
                .sort();
        assert.deepEqual(made(open), []);
        assert.deepEqual(made(closed), [
            "network-endpoint-eks-auth",
            "network-endpoint-s3",
            "network-endpoint-sqs",
            "network-endpoints",
            "network-endpoints-https",
            "network-endpoints-https-100-64-0-0-16",
        ]);
    });

    it("gives each part the subnets that are named for it", () => {
        const { a = [], b = [] } = EXISTING_VPC.nodeSubnets;
        const { vpcConfig } = inputs(open, "cluster-control-plane");
        const { subnetIds } = vpcConfig as Readonly<Record<string, Json>>;
        assert.deepEqual(subnetIds, ["subnet-0c0000000000000ca", "subnet-0c0000000000000cb"]);
        assert.deepEqual(inputs(open, "nodes-system-a")["subnetIds"], a);
        assert.deepEqual(inputs(open, "nodes-system-b")["subnetIds"], b);
        assert.deepEqual(inputs(open, "fargate-serverless-profile")["subnetIds"], [...a, ...b]);
        const { spec } = inputs(open, "pool-x86-node-class");
        const { subnetSelectorTerms } = spec as Readonly<Record<string, Json>>;
        assert.deepEqual(
            subnetSelectorTerms,
            [...a, ...b].map((id) => ({ id })),
        );
    });

    it("lets the control plane share the first node subnet of each of its zones", () => {
        const { vpcConfig } = inputs(closed, "cluster-control-plane");
        assert.deepEqual((vpcConfig as Readonly<Record<string, Json>>)["subnetIds"], [
            "subnet-0a00000000000001a",
            "subnet-0b00000000000001b",
        ]);
    });

    it("puts endpoints that are asked for into the first node subnet of each zone and the tables that are named", () => {
        assert.deepEqual(inputs(closed, "network-endpoint-sqs")["subnetIds"], [
            "subnet-0a00000000000001a",
            "subnet-0b00000000000001b",
        ]);
        assert.deepEqual(inputs(closed, "network-endpoint-s3")["routeTableIds"], ["rtb-0123456789abcdef0"]);
        assert.equal(inputs(closed, "network-endpoints")["vpcId"], "vpc-0123456789abcdef0");
        assert.equal(inputs(closed, "network-endpoints-https")["cidrIpv4"], "10.0.0.0/16");
        assert.equal(inputs(closed, "network-endpoints-https-100-64-0-0-16")["cidrIpv4"], "100.64.0.0/16");
    });

    it("knows whether there is a way out, by which Karpenter asks for prices and makes profiles", () => {
        const isolated = (graph: PlannedGraph) => {
            const release = graph.resources.find(
                ({ name, type }) => name === "karpenter-controller" && type.endsWith(":Release"),
            );
            const { values } = release?.inputs as {
                readonly values: { readonly settings: Readonly<Record<string, Json>> };
            };
            return values.settings["isolatedVPC"] ?? false;
        };
        assert.deepEqual([isolated(open), isolated(closed)], [false, true]);
    });

    it("hands on one subnet a slot as ever, and the further ones beside it", () => {
        const platform = (graph: PlannedGraph) =>
            (graph.outputs as Readonly<Record<string, Readonly<Record<string, Json>>>>)["platform"] ?? {};
        const { furtherNodeSubnetIds, nodeSubnetIds, vpcId } = platform(open);
        assert.deepEqual(
            [vpcId, nodeSubnetIds, furtherNodeSubnetIds],
            [
                "vpc-0123456789abcdef0",
                { a: "subnet-0a00000000000001a", b: "subnet-0b00000000000001b" },
                { a: ["subnet-0a00000000000002a"] },
            ],
        );
    });
});
