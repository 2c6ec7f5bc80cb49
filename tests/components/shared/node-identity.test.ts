import assert from "node:assert/strict";

import { NODE_POLICIES, nodeTrust } from "../../../components/shared/node-identity";

function principalOf(region: string): unknown {
    return (JSON.parse(nodeTrust(region)) as { Statement: { Principal: unknown }[] }).Statement[0]?.Principal;
}

describe("node identity", () => {
    it("is what a node needs to join, pull and be reached, and no network rights", () => {
        assert.deepEqual(NODE_POLICIES, {
            worker: "AmazonEKSWorkerNodePolicy",
            registry: "AmazonEC2ContainerRegistryPullOnly",
            "session-manager": "AmazonSSMManagedInstanceCore",
        });
    });

    it("trusts EC2 by the name it has in the partition", () => {
        assert.equal(
            nodeTrust("us-east-1"),
            '{"Statement":[{"Action":"sts:AssumeRole","Effect":"Allow",' +
                '"Principal":{"Service":"ec2.amazonaws.com"},"Sid":"AllowServiceToAssumeRole"}],' +
                '"Version":"2012-10-17"}',
        );
        const services = {
            "us-gov-west-1": "ec2.amazonaws.com",
            "cn-north-1": "ec2.amazonaws.com.cn",
            "us-iso-east-1": "ec2.c2s.ic.gov",
            "us-isob-east-1": "ec2.sc2s.sgov.gov",
            "eu-isoe-west-1": "ec2.amazonaws.com",
            "us-isof-south-1": "ec2.amazonaws.com",
        };
        assert.deepEqual(
            Object.fromEntries(Object.keys(services).map((region) => [region, principalOf(region)])),
            Object.fromEntries(Object.entries(services).map(([region, Service]) => [region, { Service }])),
        );
    });
});
