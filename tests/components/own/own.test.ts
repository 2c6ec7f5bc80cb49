/** A fork's own resources: where they hang, what they wait for, what waits for them, and what is exported of them. */
import assert from "node:assert/strict";

import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { StorageClass } from "@pulumi/kubernetes/storage/v1/storageClass";
import { Queue } from "@pulumi/aws/sqs/queue";
import * as pulumi from "@pulumi/pulumi";

import type { OwnResources } from "../../../components/own/own-schema";
import type { PlannedGraph, PlannedResource } from "../../../tools/plan/graph";
import { graphOfEnvironment } from "../../support/environments";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
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

/** A secret of the cluster's users, read where the chart that needs it is named. */
const users: OwnResources = {
    needs: "cluster",
    secrets: ["userToken"],
    after: ["own-jobs"],
    make: ({ certificates, hostedZones, name, options, own, secret }) => {
        const { queueArn = "" } = own["jobs"] ?? {};
        const stringData = { token: secret("userToken") };
        new Secret(name, { metadata: { name: "users" }, stringData }, options);
        const data = {
            certificates: Object.keys(certificates).join(),
            zones: Object.keys(hostedZones).join(),
        };
        new ConfigMap(
            name,
            { metadata: { name: "users" }, data: { ...data, queue: pulumi.interpolate`${queueArn}` } },
            options,
        );
        return {};
    },
};

describe("own resources that others name", () => {
    let graph: PlannedGraph;

    before(async () => {
        graph = await graphOfShape(
            {
                ...ON_FARGATE,
                hostedZones: { company: { kind: "public", domain: "example.com" } },
                certificates: { company: { domain: "example.com" } },
                own: { users, jobs: queue },
                objects: {
                    late: {
                        after: ["own-users"],
                        manifests: [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "late" } }],
                    },
                },
            },
            { secrets: ["userToken"] },
        );
    });

    it("wait for what they name, in an earlier phase too, and say so", () => {
        const component = named(graph, "own-users", /OwnResources/);
        assert.deepEqual(component.inputs, { after: ["own-jobs"], needs: "cluster" });
        assert.ok(component.dependencies.includes(named(graph, "own-jobs-jobs", /Queue/).urn));
    });

    it("are there, all of them, before what names them", () => {
        const late = named(graph, "objects-late", /Objects/);
        for (const type of [/core\/v1:Secret$/, /core\/v1:ConfigMap$/]) {
            assert.ok(late.dependencies.includes(named(graph, "own-users", type).urn), String(type));
        }
    });

    it("get what others hand on, zones, certificates, and a secret that no plan shows", () => {
        assert.deepEqual(
            (named(graph, "own-users", /ConfigMap$/).inputs as { readonly data: unknown }).data,
            {
                certificates: "company",
                queue: "arn:aws:sqs:us-east-1:210987654321:own-jobs-jobs-c653dc5",
                zones: "company",
            },
        );
        const { stringData } = named(graph, "own-users", /core\/v1:Secret$/).inputs as {
            readonly stringData: unknown;
        };
        assert.deepEqual(stringData, { $secret: true });
    });

    it("are refused a secret that is not encrypted, a name that nobody has, and a circle", () => {
        const at = "stacks/dev.ts › own";
        assert.deepEqual(refusedOf({ ...ON_FARGATE, own: { users } }), [
            `${at}.users.secrets[0]: Pulumi.dev.yaml does not hold eks-platform:userToken (got "userToken"). Add it: pulumi config set --secret userToken --stack dev.`,
            `${at}.users.after[0]: no component of this environment (got "own-jobs"). Known: none.`,
        ]);
        const circle = { ...ON_FARGATE, own: { jobs: { ...queue, after: ["own-users"] }, users } };
        assert.deepEqual(refusedOf(circle, { secrets: ["userToken"] }), [
            `${at}.jobs.after[0]: comes later, in phase releases (charts and objects), and waits for all of phase control-plane (the cluster) (got "own-users"). Remove it.`,
            `${at}.jobs.after: these wait for each other: own-jobs, own-users, own-jobs. Let one of them wait for none of the others.`,
        ]);
        const silent = { ...users, secrets: [], after: [] };
        return assert.rejects(
            graphOfShape({ ...ON_FARGATE, own: { users: silent } }),
            /secret userToken: not among secrets of these own resources/,
        );
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
