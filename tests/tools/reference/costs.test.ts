/** What an environment costs: counted in graphs made up here, with the prices of the page. */
import assert from "node:assert/strict";

import type { PlannedResource } from "../../../tools/plan/graph";
import { sumText, costsOf, tableOf } from "../../../tools/reference/costs";
import { fargateSizeOf } from "../../../tools/cost/fargate-size";
import { graphOf, planned } from "../../support/graphs";

const CLUSTER = planned({ type: "aws:eks/cluster:Cluster", name: "cluster" });

function many(type: string, count: number, inputs = {}): readonly PlannedResource[] {
    return Array.from({ length: count }, (_, i) => planned({ type, name: `${type}-${i}`, inputs }));
}

/** A group of nodes with a launch template. */
function nodes(instanceType: string, volumeType = "gp3"): readonly PlannedResource[] {
    const ebs = { volumeSize: 100, volumeType };
    const inputs = { blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs }] };
    const template = planned({ type: "aws:ec2/launchTemplate:LaunchTemplate", name: "template", inputs });
    const group = planned({
        type: "aws:eks/nodeGroup:NodeGroup",
        name: "group",
        inputs: { instanceTypes: [instanceType, "other"], scalingConfig: { desiredSize: 2 } },
    });
    return [template, { ...group, propertyDependencies: { launchTemplate: [template.urn] } }];
}

/** A group of EC2 Auto Scaling with a launch template. */
function selfManaged(): readonly PlannedResource[] {
    const [template] = nodes("m7g.large");
    const group = planned({
        type: "aws:autoscaling/group:Group",
        name: "mixed",
        inputs: {
            desiredCapacity: 3,
            mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType: "m7g.large" }] } },
        },
    });
    const behind = template === undefined ? [] : [template.urn];
    return [
        ...(template === undefined ? [] : [template]),
        { ...group, propertyDependencies: { mixedInstancesPolicy: behind } },
    ];
}

const LARGE = graphOf(
    CLUSTER,
    ...many("aws:ec2/natGateway:NatGateway", 3),
    ...many("aws:ec2/eip:Eip", 3),
    ...many("aws:kms/key:Key", 2),
    ...many("aws:ec2/vpcEndpoint:VpcEndpoint", 2, {
        vpcEndpointType: "Interface",
        subnetIds: ["a", "b", "c"],
    }),
    ...many("aws:ec2/vpcEndpoint:VpcEndpoint", 1, { vpcEndpointType: "Gateway", routeTableIds: ["a"] }).map(
        (gateway) => ({ ...gateway, urn: `${gateway.urn}-gateway` }),
    ),
    ...nodes("m7g.large"),
);

const ON_FARGATE = graphOf(
    CLUSTER,
    planned({
        type: "aws:eks/fargateProfile:FargateProfile",
        name: "profile",
        inputs: {
            selectors: [
                { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
                { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
                { namespace: "team" },
            ],
        },
    }),
    planned({
        type: "kubernetes:helm.sh/v3:Release",
        name: "karpenter-controller",
        inputs: {
            values: { replicas: 2, controller: { resources: { requests: { cpu: "1", memory: "1536Mi" } } } },
        },
    }),
    planned({
        type: "aws:eks/addon:Addon",
        name: "addon-coredns-addon",
        inputs: { configurationValues: JSON.stringify({ replicaCount: 3 }) },
    }),
    planned({ type: "aws:iam/role:Role", name: "karpenter-controller", inputs: {} }),
    // No profile takes it.
    planned({ type: "aws:eks/addon:Addon", name: "addon-metrics-server-addon", inputs: {} }),
);

describe("what an environment costs", () => {
    it("is counted in its plan, kind by kind, and added up", () => {
        assert.deepEqual(tableOf(["large", "fargate"], [LARGE, ON_FARGATE]).split("\n"), [
            "| an hour | price each | large | fargate |",
            "| --- | --- | --- | --- |",
            "| control plane, standard support | 0.1 | 0.1000 | 0.1000 |",
            "| NAT gateway | 0.045 | 3: 0.1350 | none |",
            "| public IPv4 address | 0.005 | 3: 0.0150 | none |",
            "| interface endpoint, per zone | 0.01 | 6: 0.0600 | none |",
            "| Fargate, vCPU | 0.04048 | none | 2.75: 0.1113 |",
            "| Fargate, GB | 0.004445 | none | 5.5: 0.0244 |",
            "| managed nodes, m7g.large | 0.0816 | 2: 0.1632 | none |",
            "| volumes of nodes, 100 GB gp3 at 0.08 a GB and month | 0.0110 | 2: 0.0219 | none |",
            "| KMS key, 1.00 a month | 0.0014 | 2: 0.0027 | none |",
            "| **sum** |  | **0.50** | **0.24** |",
        ]);
    });

    it("counts self-managed nodes as if all were on demand and of the first type", () => {
        const rows = tableOf(["mixed"], [graphOf(CLUSTER, ...selfManaged())]).split("\n");
        assert.deepEqual(rows.slice(3), [
            "| self-managed nodes, m7g.large | 0.0816 | 3: 0.2448 |",
            "| volumes of nodes, 100 GB gp3 at 0.08 a GB and month | 0.0110 | 3: 0.0329 |",
            "| **sum** |  | **0.38** |",
        ]);
    });

    it("is more than the sum where a price is not known, and says so", () => {
        const items = costsOf(graphOf(CLUSTER, ...nodes("x9.large", "io2")));
        assert.equal(sumText(items), "0.10 and more");
        const rows = tableOf(["odd"], [graphOf(CLUSTER, ...nodes("x9.large", "io2"))]).split("\n");
        assert.deepEqual(rows.slice(3), [
            "| managed nodes, x9.large | not in prices.ts | 2: ? |",
            "| volumes of nodes, 100 GB io2 | not in prices.ts | 2: ? |",
            "| **sum** |  | **0.10 and more** |",
        ]);
    });
});

describe("the size of a pod on Fargate", () => {
    for (const [requests, vcpu, gb] of [
        [{}, 0.25, 0.5],
        [{ cpu: "250m", memory: "256M" }, 0.25, 0.5],
        [{ cpu: "250m", memory: "257Mi" }, 0.25, 1],
        [{ cpu: "0.3", memory: "100Mi" }, 0.5, 1],
        [{ cpu: "1", memory: "1536Mi" }, 1, 2],
        [{ cpu: "1", memory: "2Gi" }, 1, 3],
        [{ cpu: "100m", memory: "3Gi" }, 0.5, 4],
    ] as const) {
        it(`for ${JSON.stringify(requests)} is ${vcpu} vCPU and ${gb} GB`, () => {
            assert.deepEqual(fargateSizeOf(requests), { vcpu, gb });
        });
    }

    it("is refused where there is none, and where the quantity is not read", () => {
        assert.throws(() => fargateSizeOf({ cpu: "17" }), {
            message: "no Fargate size for cpu 17 and memory 0",
        });
        assert.throws(() => fargateSizeOf({ memory: "1Ti" }), {
            message: "memory 1Ti: M, Mi, G and Gi are known here",
        });
    });
});
