/** What is a canary, and what is refused as none. */
import assert from "node:assert/strict";

import { type CanaryPlan, checkCanary } from "../../../tools/deploy/canary";

const cluster = (name: string) => ({
    name: "cluster-control-plane",
    type: "aws:eks/cluster:Cluster",
    inputs: { name },
});
const PLAN: CanaryPlan = { stack: "platform-canary", resources: [cluster("platform-canary-1")] };

describe("a canary", () => {
    it("is a stack of that name with a cluster of its own, which goes as a whole", () => {
        assert.deepEqual(checkCanary(PLAN), []);
    });

    it("is no other stack, and nobody's cluster", () => {
        assert.deepEqual(checkCanary({ stack: "production", resources: [cluster("platform-production")] }), [
            'stack: not the canary\'s (got "production"). Plan platform-canary.',
            'platform:clusterName: may be somebody\'s (got "platform-production"). Begin it with platform-canary.',
        ]);
        assert.deepEqual(checkCanary({ stack: "platform-canary" }), [
            "platform:clusterName: not one cluster (got 0).",
        ]);
    });

    it("has nothing protected and keeps nothing", () => {
        const resources = [
            cluster("platform-canary"),
            { name: "keys-secrets", type: "aws:kms/key:Key", options: { retainOnDelete: true } },
            { name: "network-vpc", type: "aws:ec2/vpc:Vpc", options: { protect: true } },
            { name: "network-a", type: "aws:ec2/subnet:Subnet", options: { protect: true } },
        ];
        assert.deepEqual(checkCanary({ ...PLAN, resources }), [
            "network-vpc and 1 more: protected, so it would not go. Set platform:protection to false.",
            "keys-secrets: kept in AWS for ever, once a run. Let the canary keep nothing.",
        ]);
    });
});
