/** The planned graph: what of a registration it shows. */
import assert from "node:assert/strict";

import { canonicalGraph } from "../../../tools/plan/graph";
import { program } from "../../support/program";
import { record, resourceNamed } from "../../support/record";

const PLATFORM = "urn:pulumi:dev::kit::platform:stacks:Platform";
const NETWORK = `${PLATFORM}$sample:index:Network`;

describe("the planned graph", () => {
    it("shows a resource with its edges and options", async () => {
        const { graph } = await record(program);
        const subnet = `${NETWORK}$aws:ec2/subnet:Subnet::network-a`;
        assert.deepEqual(resourceNamed(graph, "network-a"), {
            urn: subnet,
            type: "aws:ec2/subnet:Subnet",
            name: "network-a",
            version: "7.48.0",
            parent: `${NETWORK}::network`,
            custom: true,
            remote: false,
            inputs: {
                availabilityZone: "eu-west-1a",
                cidrBlock: "10.0.0.0/24",
                vpcId: "vpc-0fedd822910ddfade",
            },
            dependencies: [`${NETWORK}$aws:ec2/vpc:Vpc::network`],
            propertyDependencies: { vpcId: [`${NETWORK}$aws:ec2/vpc:Vpc::network`] },
            provider: "urn:pulumi:dev::kit::pulumi:providers:aws::aws",
            options: {
                protect: true,
                aliases: [{ name: "old-a", parent: `${NETWORK}::network` }],
                customTimeouts: { delete: "30m" },
            },
        });
    });

    it("tells an option that is off from one that is not set", async () => {
        const { graph } = await record(program);
        const options = graph.resources
            .filter(({ name }) => name === "cluster")
            .map((resource) => resource.options);
        assert.deepEqual(options, [
            {
                protect: true,
                deleteBeforeReplace: false,
                deletedWith: `${PLATFORM}$aws:iam/role:Role::cluster`,
                ignoreChanges: ["version"],
            },
            { protect: false, retainOnDelete: true },
        ]);
    });

    it("shows what a component registers, and the stack's outputs once more by themselves", async () => {
        const { graph } = await record(program);
        const { outputs } = resourceNamed(graph, "kit-dev");
        assert.deepEqual(graph.outputs, outputs);
        assert.deepEqual(graph.outputs, {
            endpoint: "https://3E5C896A6A120E08107E91285915A307.gr7.eu-west-1.eks.amazonaws.com",
            kubeconfig: { $secret: true },
            vpcId: "vpc-0fedd822910ddfade",
        });
    });

    it("is ordered by URN and written with sorted keys", async () => {
        const { graph } = await record(program);
        const urns = graph.resources.map(({ urn }) => urn);
        assert.deepEqual(urns, [...urns].sort());
        assert.match(canonicalGraph(graph), /^\{"environment":"dev","outputs":\{"endpoint":"https:/);
    });
});
