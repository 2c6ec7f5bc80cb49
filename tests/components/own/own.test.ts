/** A fork's own resources: where they hang, what they wait for, what waits for them, and what is exported of them. */
import assert from "node:assert/strict";

import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import { Queue } from "@pulumi/aws/sqs/queue";

import type { OwnResources } from "../../../components/own/own-schema";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { graphOfEnvironment } from "../../support/environments";
import { refusedOf } from "../../support/plan-shape";
import { ON_FARGATE } from "../../support/shapes";

const queue: OwnResources = {
    needs: "network",
    make: ({ name, options, settings }) => {
        const made = new Queue(`${name}-jobs`, { tags: { zone: settings.region } }, options);
        return { queueArn: made.arn };
    },
};

const note: OwnResources = {
    needs: "cluster",
    make: ({ cluster, name, options, vpc }) => {
        const annotations = { cluster: cluster.name, vpc: vpc.vpcId };
        new StorageClass(name, { metadata: { name, annotations }, provisioner: "ebs.csi.aws.com" }, options);
        return undefined;
    },
};

function named(graph: PlannedGraph, name: string, type: RegExp): PlannedResource {
    const found = graph.resources.filter((one) => one.name === name && type.test(one.type));
    assert.equal(found.length, 1, name);
    return found[0] ?? assert.fail(name);
}

describe("own resources", () => {
    let graph: PlannedGraph;

    before(async () => {
        graph = await graphOfEnvironment("large", {
            shape: (shape) => ({ ...shape, own: { jobs: queue, note }, unprotected: ["own-note"] }),
        });
    });

    it("hang below a component of their own, with the environment's provider, tags and protection", () => {
        const component = named(graph, "own-jobs", /OwnResources/);
        const made = named(graph, "own-jobs-jobs", /Queue/);
        const platform = named(graph, "platform", /Platform/);
        assert.equal(component.parent, platform.urn);
        assert.deepEqual(component.inputs, { needs: "network" });
        assert.equal(made.parent, component.urn);
        assert.match(made.provider ?? "", /pulumi:providers:aws::aws$/);
        assert.equal(made.options.protect, true);
        assert.notEqual(named(graph, "own-note", /StorageClass/).options.protect, true);
    });

    it("wait for the network alone, and nothing of the kit waits for them", () => {
        // A child waits for its component, which waits for what it depends on.
        const component = named(graph, "own-jobs", /OwnResources/);
        const types = component.dependencies.map((urn) => urn.split("::").at(-2)?.split("$").at(-1));
        assert.ok(types.includes("aws:ec2/routeTableAssociation:RouteTableAssociation"));
        assert.ok(!types.includes("aws:eks/cluster:Cluster"));
        assert.ok(!types.includes("aws:iam/openIdConnectProvider:OpenIdConnectProvider"));
        const made = named(graph, "own-jobs-jobs", /Queue/);
        const dependents = graph.resources.filter(({ dependencies }) => dependencies.includes(made.urn));
        assert.deepEqual(dependents, []);
    });

    it("in the cluster wait for all that runs there", () => {
        const component = named(graph, "own-note", /OwnResources/);
        const pools = graph.resources.filter(({ type }) => type === "kubernetes:karpenter.sh/v1:NodePool");
        assert.ok(pools.length > 0);
        for (const pool of pools) assert.ok(component.dependencies.includes(pool.urn));
        assert.match(
            named(graph, "own-note", /StorageClass/).provider ?? "",
            /pulumi:providers:kubernetes::/,
        );
    });

    it("are exported under their name", () => {
        assert.deepEqual((graph.outputs as { readonly own: unknown }).own, {
            jobs: { queueArn: "arn:aws:sqs:us-east-1:210987654321:own-jobs-jobs-a5f690d" },
            note: {},
        });
    });
});

describe("own resources that cannot be", () => {
    it("are refused by place", () => {
        assert.deepEqual(refusedOf({ ...ON_FARGATE, own: { Jobs: queue } }), [
            'stacks/dev.ts › own.Jobs: not a name of own resources (got "Jobs"). Use small letters, digits and -, the first a letter.',
        ]);
        const written = { ...ON_FARGATE, own: { jobs: { needs: "vpc", make: queue.make } } };
        assert.deepEqual(refusedOf(written as unknown as typeof ON_FARGATE), [
            'stacks/dev.ts › own.jobs.needs: not one of the words known here (got "vpc"). Known: cluster, network.',
        ]);
        const called = { ...ON_FARGATE, own: { jobs: { needs: "network", make: "queue" } } };
        assert.deepEqual(refusedOf(called as unknown as typeof ON_FARGATE), [
            'stacks/dev.ts › own.jobs.make: not a function (got "queue"). Write a function.',
        ]);
    });
});
