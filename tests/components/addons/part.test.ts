/** The environment's add-ons, from settings and shape. */
import assert from "node:assert/strict";

import { addons } from "../../../components/addons/part";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { environmentFor, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const AGENT = "eks-node-monitoring-agent";

/** On nodes, with add-ons changed like this. */
function withAddons(changes: Partial<typeof ON_NODES.addons>): typeof ON_NODES {
    return { ...ON_NODES, addons: { ...ON_NODES.addons, ...changes } };
}

describe("the part of add-ons", () => {
    it("rule 14: makes network add-ons before there is capacity, and those with pods of their own after", () => {
        const { components } = addons.planned(environmentFor(ON_NODES));
        const names = (phase: "bootstrap" | "core") =>
            components.filter((component) => component.phase === phase).map(({ name }) => name);
        assert.deepEqual(names("bootstrap"), [
            "addon-vpc-cni",
            "addon-kube-proxy",
            "addon-eks-pod-identity-agent",
        ]);
        assert.deepEqual(names("core"), [
            "addon-coredns",
            "addon-aws-ebs-csi-driver",
            "addon-metrics-server",
            "addon-eks-node-monitoring-agent",
        ]);
        assert.equal(components.length, 7);
        assert.deepEqual(
            addons.plan(environmentFor(ON_NODES)).map(({ spec }) => spec.addon),
            [
                "vpc-cni",
                "kube-proxy",
                "eks-pod-identity-agent",
                "coredns",
                "aws-ebs-csi-driver",
                "metrics-server",
                "eks-node-monitoring-agent",
            ],
        );
    });

    it("brings the node monitoring agent where nodes are repaired and a version is known, or as asked", () => {
        const repairing = { ...ON_FARGATE, managedNodes: { batch: systemNodesOf(ON_NODES) } };
        const replacing = {
            ...ON_FARGATE,
            managedNodes: { batch: { ...systemNodesOf(ON_NODES), nodeRepair: false } },
        };
        const featureGates = (nodeRepair: boolean) => ({
            ...ON_FARGATE,
            compute: { ...ON_FARGATE.compute, settings: { featureGates: { nodeRepair } } },
        });
        const versions = { [AGENT]: "v1.6.6-eksbuild.1" };
        const own = { [AGENT]: { configuration: {} } };
        const cases: readonly [string, EnvironmentShape, string, boolean][] = [
            ["system nodes", ON_NODES, "1.36", true],
            ["a group of one's own", repairing, "1.36", true],
            ["Karpenter's gate", featureGates(true), "1.36", true],
            ["no repair of the group", replacing, "1.36", false],
            ["no repair by Karpenter", featureGates(false), "1.36", false],
            ["no group at all", ON_FARGATE, "1.36", false],
            ["no pin", ON_NODES, "1.35", false],
            ["a version of one's own", withAddons({ versions }), "1.35", true],
            ["asked off", withAddons({ nodeMonitoring: false }), "1.36", false],
            [
                "asked on",
                { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, nodeMonitoring: true } },
                "1.36",
                true,
            ],
            [
                "settings of one's own",
                { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, ...own } },
                "1.36",
                true,
            ],
        ];
        for (const [what, shape, kubernetesVersion, expected] of cases) {
            const found = addons.plan(environmentFor(shape, { kubernetesVersion })).map(({ name }) => name);
            assert.equal(found.includes(`addon-${AGENT}`), expected, what);
            assert.deepEqual(refusedTogether(shape, { kubernetesVersion }), [], what);
        }
    });

    it("F22: refuses an optional add-on on a minor without a sourced pin, and names the minors that have one", () => {
        assert.deepEqual(
            refusedTogether(withAddons({ nodeMonitoring: true }), { kubernetesVersion: "1.35" }),
            [
                "stacks/dev.ts › addons: no source names a version of this add-on for Kubernetes 1.35 " +
                    '(got "eks-node-monitoring-agent"). Use Kubernetes 1.36, leave the add-on out, or state its version.',
            ],
        );
    });

    it("names a version under the add-on it was written for", () => {
        assert.deepEqual(refusedTogether(withAddons({ versions: { coredns: "latest" } })), [
            'stacks/dev.ts › addons.versions.coredns: not the version of an EKS add-on (got "latest"). ' +
                "Write v<major>.<minor>.<patch>-eksbuild.<number>, or leave it out for the kit's pin, v1.14.3-eksbuild.23.",
        ]);
    });

    it("F22: refuses the version of an add-on the environment does not have", () => {
        const versions = { [AGENT]: "v1.4.0-eksbuild.2" };
        assert.deepEqual(refusedTogether(withAddons({ nodeMonitoring: false, versions })), [
            "stacks/dev.ts › addons.versions.eks-node-monitoring-agent: the environment does not have this add-on " +
                '(got "v1.4.0-eksbuild.2"). Set addons.nodeMonitoring: true, or remove the version.',
        ]);
        assert.deepEqual(refusedTogether(withAddons({ nodeMonitoring: true, versions })), []);
    });

    it("refuses settings of an add-on the environment does not have", () => {
        const own = { [AGENT]: { configuration: {} } };
        assert.deepEqual(refusedTogether(withAddons({ nodeMonitoring: false, ...own })), [
            "stacks/dev.ts › addons.eks-node-monitoring-agent: the environment does not have this add-on. " +
                "Set addons.nodeMonitoring: true, or remove its settings.",
        ]);
    });

    it("refuses zone spread on Fargate, which spreads nothing", () => {
        const shape = { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, zoneSpread: true } };
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). " +
                "Use false on host fargate, or host managed-nodes.",
        ]);
    });
});
