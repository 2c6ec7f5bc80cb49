/** Addresses of node subnets against what pools may grow to. */
import assert from "node:assert/strict";

import type { Settings } from "../../../components/platform/settings/types";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { EXISTING_VPC, NETWORKS } from "../../support/networks";
import { onKarpenter } from "../../support/on-karpenter";
import { planOf, systemNodesOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

function said(shape: EnvironmentShape, settings: Partial<Settings>): readonly string[] {
    const result = planOf(shape, settings);
    if ("problems" in result) assert.fail(JSON.stringify(result.problems));
    return result.notices.filter((notice) => notice.startsWith("Node subnet"));
}

const THEN =
    "pods then wait for an address. Lower the limits, or choose a larger platform:vpcCidr, which cannot change later";

describe("headroom of node subnets", () => {
    it("is enough in a large VPC, and says nothing", () => {
        assert.deepEqual(said(ON_NODES, { vpcCidr: "10.0.0.0/16" }), []);
        assert.deepEqual(said(ON_FARGATE, { vpcCidr: "10.0.0.0/20" }), []);
    });

    it("is what Karpenter's limit may take, at its median type's addresses a vCPU, over all zones", () => {
        // Three subnets of /26 with 59 addresses each; 32 vCPU, by the median of the types.
        assert.deepEqual(said(ON_FARGATE, { vpcCidr: "10.0.0.0/23" }), [
            `Node subnets together have 177 addresses for nodes and pods, and at its limits node pool general would take about 375: ${THEN}`,
        ]);
        const { compute } = onKarpenter(ON_FARGATE);
        const { general = assert.fail() } = compute.pools;
        const small = { ...general, limits: { ...general.limits, cpu: 15 } };
        const shape = { ...ON_FARGATE, compute: { ...compute, pools: { general: small } } };
        assert.deepEqual(said(shape, { vpcCidr: "10.0.0.0/23" }), []);
    });

    it("counts pools once there is a Karpenter", () => {
        assert.deepEqual(said(ON_FARGATE, { vpcCidr: "10.0.0.0/23", inCluster: false }), []);
    });

    it("is told of a single zone whose groups take more than its subnet has", () => {
        // m7g.large: three interfaces of ten addresses.
        const nodes = { ...systemNodesOf(ON_NODES), sizePerZone: { min: 1, desired: 1, max: 2 } };
        const batch = { ...nodes, slots: ["b"] as const };
        const shape = { ...ON_NODES, managedNodes: { batch } };
        assert.deepEqual(said(shape, { vpcCidr: "10.0.0.0/23", inCluster: false }), [
            ...["a", "b", "c"].map(
                (slot) =>
                    `Node subnet ${slot} has 59 addresses for nodes and pods, and at its limits managed nodes system` +
                    `${slot === "b" ? ", managed nodes batch would take about 120" : " would take about 60"}: ${THEN}`,
            ),
        ]);
    });

    it("counts prefixes, of which a full node has eight, and no more pods than its kubelet takes", () => {
        // m7g.large: seven prefixes for 108 pods, one spare, and an address of the interface.
        const nodes = { ...systemNodesOf(ON_NODES), sizePerZone: { min: 1, desired: 1, max: 5 } };
        const shape: EnvironmentShape = {
            ...ON_NODES,
            network: { ...ON_NODES.network, pods: { addresses: { kind: "prefixes" } } },
            compute: { kind: "managed", systemNodes: nodes, dedicated: false },
        };
        assert.deepEqual(said(shape, { vpcCidr: "10.0.0.0/20" }), [
            ...["a", "b", "c"].map(
                (slot) =>
                    `Node subnet ${slot} has 507 addresses for nodes and pods, and at its limits managed nodes system ` +
                    `would take about 645: ${THEN}`,
            ),
        ]);
    });

    it("is counted apart where pods have subnets of their own, and together where vpc-cni chooses", () => {
        const nodes = { ...systemNodesOf(ON_NODES), sizePerZone: { min: 1, desired: 1, max: 5 } };
        const shape = (kind: "custom-networking" | "discovery"): EnvironmentShape => ({
            ...ON_NODES,
            network: { ...ON_NODES.network, pods: { subnets: { kind } } },
            compute: { kind: "managed", systemNodes: nodes, dedicated: false },
        });
        const told = (kind: "custom-networking" | "discovery", settings: Partial<Settings>) => {
            const result = planOf(shape(kind), { podCidr: "100.64.0.0/24", ...settings });
            if ("problems" in result) assert.fail(JSON.stringify(result.problems));
            return result.notices.filter((notice) => /^(Pod|Node).* subnet a /.test(notice));
        };
        const larger = "pods then wait for an address. Lower the limits, or choose a larger platform:podCidr";
        // m7g.large: two interfaces of ten addresses are left for pods.
        assert.deepEqual(told("custom-networking", { vpcCidr: "10.0.0.0/16" }), [
            `Pod subnet a has 59 addresses for pods, and at its limits managed nodes system would take about 100: ${larger}`,
        ]);
        assert.deepEqual(told("discovery", { vpcCidr: "10.0.0.0/23" }), [
            `Node and pod subnet a has 118 addresses for nodes and pods, and at its limits managed nodes system would take about 150: ${larger}`,
        ]);
        assert.deepEqual(told("discovery", { vpcCidr: "10.0.0.0/16" }), []);
    });

    it("is not known of a VPC that is there already", () => {
        const { shape } = NETWORKS["existing"] ?? assert.fail();
        const zones = { a: "us-east-1a", b: "us-east-1b" };
        assert.deepEqual(said(shape, { vpcCidr: "10.0.0.0/24", zones, existingVpc: EXISTING_VPC }), []);
    });
});
