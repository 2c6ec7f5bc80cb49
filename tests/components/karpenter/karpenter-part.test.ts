/** Karpenter's controller, from settings and shape. */
import assert from "node:assert/strict";

import { karpenter } from "../../../components/karpenter/karpenter-part";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Settings } from "../../../components/platform/settings/types";
import { environmentFor, refusedBy } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

function specOf(shape: EnvironmentShape, settings: Partial<Settings> = {}) {
    const [component = assert.fail("no controller"), ...others] = karpenter.plan(
        environmentFor(shape, settings),
    );
    assert.deepEqual(others, []);
    return component.spec;
}

describe("the part of Karpenter's controller", () => {
    it("on host fargate, is one pod", () => {
        assert.deepEqual(specOf(ON_FARGATE), {
            account: "210987654321",
            chartRegistry: "public.ecr.aws",
            clusterName: "kit-test",
            host: "fargate",
            imageRegistry: "public.ecr.aws",
            inCluster: true,
            isolatedVpc: false,
            kubernetesVersion: "1.36",
            region: "us-east-1",
            replicas: 1,
            zonalShift: false,
            zoneSpread: false,
        });
        const { components } = karpenter.planned(environmentFor(ON_FARGATE));
        assert.deepEqual(
            components.map(({ name, phase, pods }) => ({ name, phase, pods: pods.map((pod) => pod.name) })),
            [{ name: "karpenter", phase: "karpenter", pods: ["karpenter"] }],
        );
    });

    it("on host managed-nodes, spreads over zones and follows a zonal shift", () => {
        const { zonalShift, zoneSpread } = specOf(ON_NODES, { environment: "production" });
        assert.deepEqual({ zonalShift, zoneSpread }, { zonalShift: true, zoneSpread: true });
    });

    it("rule 12: is isolated by a network without a way out", () => {
        const shape = { ...ON_FARGATE, network: { ...ON_FARGATE.network, nat: "none" as const } };
        assert.equal(specOf(shape).isolatedVpc, true);
        const shifting = { ...shape, controlPlane: { ...shape.controlPlane, zonalShift: true } };
        assert.equal(specOf(shifting).zonalShift, false);
        assert.deepEqual(refusedBy(karpenter, shape), [
            'Pulumi.dev.yaml › platform:imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). ' +
                "Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.",
        ]);
    });
});
