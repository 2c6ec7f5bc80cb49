/** Pools, from settings and shape. */
import assert from "node:assert/strict";

import { pools } from "../../../components/karpenter/pools-part";
import type { EnvironmentShape, KarpenterShape } from "../../../components/platform/shape";
import type { Settings } from "../../../components/platform/settings/types";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import type { OnKarpenter } from "../../support/on-karpenter";
import { environmentFor, refusedTogether } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

type Pools = KarpenterShape["pools"];

function withPools(shape: OnKarpenter, asked: Pools): EnvironmentShape {
    return { ...shape, compute: { ...shape.compute, pools: asked } };
}

function noticesOf(shape: EnvironmentShape, settings: Partial<Settings> = {}): readonly string[] {
    return pools.planned(environmentFor(shape, settings)).notices;
}

describe("the part of pools", () => {
    it("weighs Graviton first, and tags what Karpenter makes", () => {
        const planned = pools.plan(environmentFor(ON_NODES, { environment: "production" }));
        assert.deepEqual(
            planned.map(({ name, spec }) => [name, spec.weight, spec.requirements[1]?.values]),
            [
                ["pool-graviton", 20, ["arm64"]],
                ["pool-x86", 10, ["amd64"]],
            ],
        );
        assert.deepEqual(planned[0]?.spec.tags, {
            owner: "tests",
            "cost-centre": "tests",
            cluster: "kit-test",
            environment: "production",
            "managed-by": "pulumi",
        });
    });

    it("rule 20: says what Spot needs of the account, and nothing of On-Demand", () => {
        const role =
            "needs the service-linked role AWSServiceRoleForEC2Spot, made once per account: " +
            "aws iam create-service-linked-role --aws-service-name spot.amazonaws.com";
        assert.deepEqual(noticesOf(ON_FARGATE), [`Spot (pool general) ${role}`]);
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        const two = withPools(ON_FARGATE, { general: { ...general, weight: 1 }, batch: general });
        assert.deepEqual(noticesOf(two), [`Spot (pools general, batch) ${role}`]);
        assert.deepEqual(noticesOf(ON_NODES), []);
        assert.deepEqual(noticesOf(ON_FARGATE, { inCluster: false }), []);
    });

    it("says when chance decides which pool takes a pod", () => {
        const { graviton = assert.fail(), x86 = assert.fail() } = ON_NODES.compute.pools;
        const notices = (asked: Pools) => noticesOf(withPools(ON_NODES, asked));
        const { weight: _, ...light } = x86;
        assert.deepEqual(notices({ graviton: { ...graviton, weight: 10 }, x86 }), [
            "Pools graviton and x86 have no taints and the same weight: which of them takes a pod is left to chance",
        ]);
        assert.equal(notices({ one: light, other: light }).length, 1);
        const taints = [{ key: "dedicated", effect: "NoSchedule" }] as const;
        assert.deepEqual(notices({ one: light, other: { ...light, taints } }), []);
    });

    it("names faults where the shape holds them, and a pool by its key, which is its name", () => {
        const general = {
            ...generalPool({ architecture: "amd64", capacityTypes: ["on-demand"], cpuLimit: 8 }),
            diskSizeGiB: 1,
        };
        const pathsOf = (asked: Pools) =>
            pools
                .planned(environmentFor(withPools(ON_NODES, asked)))
                .problems.map(({ file, path }) => `${file} ${path}`);
        assert.deepEqual(pathsOf({ general }), ["stacks/dev.ts compute.pools.general.diskSizeGiB"]);
        assert.deepEqual(pathsOf({ A: { ...general, diskSizeGiB: 50 } }), ["stacks/dev.ts compute.pools.A"]);
    });

    it("refuses zones without a subnet", () => {
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        const zones = { key: "topology.kubernetes.io/zone", operator: "In" } as const;
        const pool = (...values: string[]): EnvironmentShape =>
            withPools(ON_FARGATE, {
                general: { ...general, requirements: [...general.requirements, { ...zones, values }] },
            });
        assert.deepEqual(refusedTogether(pool("us-east-1a", "us-east-1f")), [
            "stacks/dev.ts › compute.pools.general.requirements[5].values[1]: the environment has no subnet in this zone " +
                '(got "us-east-1f"). Choose from us-east-1a, us-east-1b, us-east-1c, or add the zone to platform:zones.',
        ]);
        assert.deepEqual(refusedTogether(pool("us-east-1a")), []);
    });
});
