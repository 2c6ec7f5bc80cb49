/** Environments without a cluster: what they are made of, what they export, and what is refused in them. */
import assert from "node:assert/strict";

import { Bucket } from "@pulumi/aws/s3/bucket";

import { beside, environmentsOf, planEnvironment } from "../../../components/platform/environment";
import { describeLocated } from "../../../components/platform/located";
import { PARTS, PARTS_WITHOUT_CLUSTER } from "../../../components/platform/parts";
import type { ShapeWithoutCluster } from "../../../components/platform/shape";
import type { OwnResources } from "../../../components/own/own-schema";
import { objectOf } from "../../../tools/facts/build";
import { graphWithoutCluster } from "../../support/plan-shape";
import { readingWith } from "../../support/settings";
import { ON_FARGATE } from "../../support/shapes";

const files: OwnResources = {
    needs: "network",
    make: ({ name, options }) => ({ bucket: new Bucket(name, {}, options).id }),
};

type Config = Parameters<typeof readingWith>[0];

const { keys, network } = ON_FARGATE;
const SHAPE: ShapeWithoutCluster = { keys, network, own: { files } };

function refusedOf(shape: ShapeWithoutCluster, config: Config = {}): readonly string[] {
    const result = planEnvironment(readingWith(config), {
        parts: PARTS_WITHOUT_CLUSTER,
        shapeOf: () => shape,
    });
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

describe("an environment without a cluster", () => {
    it("has its network and its own resources, and nothing of a cluster", async () => {
        for (const mode of ["deterministic", "unknown"] as const) {
            const graph = await graphWithoutCluster(SHAPE, { mode });
            const types = new Set(graph.resources.map(({ type }) => type));
            assert.ok(types.has("aws:ec2/vpc:Vpc") && types.has("aws:s3/bucket:Bucket"));
            assert.deepEqual(
                [...types].filter((type) => /eks|kubernetes|karpenter/.test(type)),
                [],
            );
            assert.deepEqual(Object.keys(objectOf(graph.outputs)).sort(), [
                "nodeSubnetIds",
                "own",
                "publicSubnetIds",
                "region",
                "vpcId",
            ]);
        }
    });

    it("refuses by name what needs one", () => {
        const late = { ...SHAPE, own: { files: { ...files, needs: "cluster" } } };
        assert.deepEqual(refusedOf(late as ShapeWithoutCluster), [
            'stacks/dev.ts › own.files.needs: this environment has no cluster (got "cluster"). Write needs: "network", or move them to an environment with one.',
        ]);
        const more = { ...SHAPE, compute: { kind: "none" } };
        assert.deepEqual(refusedOf(more), [
            "stacks/dev.ts › compute: not a part of a shape. Known: certificates, hostedZones, keys, network, own, pins, transforms, unprotected.",
        ]);
    });

    it("says of the clusters to come a minor that the kit has pins for", () => {
        assert.deepEqual(refusedOf(SHAPE, { "platform:kubernetesVersion": "1.34" }), [
            'Pulumi.dev.yaml › platform:kubernetesVersion: not a version the kit has pins for (got "1.34"). Choose "1.35" or "1.36".',
        ]);
    });

    it("has its tags looked at for what AWS asks of them although the organisation's rules cannot be read", () => {
        const config = {
            "platform:organisation": { iamPath: "platform" },
            "platform:tags": { "aws:x": "y", cluster: "one", environment: "two" },
        };
        assert.deepEqual(refusedOf(SHAPE, config), [
            'Pulumi.dev.yaml › platform:organisation.iamPath: not a path in IAM (got "platform"). Begin and end it with a slash, such as /platform/, with letters, digits and . , + @ = _ - between.',
            'Pulumi.dev.yaml › platform:tags.aws:x: keys beginning aws: belong to AWS (got "y"). Rename it.',
        ]);
    });

    it("stands beside others, each planned of its own parts", () => {
        const all = beside(
            environmentsOf(PARTS, { dev: ON_FARGATE }),
            environmentsOf(PARTS_WITHOUT_CLUSTER, { prod: SHAPE }),
        );
        assert.deepEqual(all.names, ["dev", "prod"]);
        const componentsOf = (environment: string): readonly string[] => {
            const result = planEnvironment(readingWith({ "platform:environment": environment }), all);
            if ("problems" in result) throw new Error(result.problems.map(describeLocated).join("\n"));
            return result.plan.components.map(({ name }) => name);
        };
        assert.deepEqual(componentsOf("prod"), ["keys", "network", "own-files"]);
        assert.ok(componentsOf("dev").includes("cluster"));
    });
});
