/** The environment's add-ons, from settings and shape. */
import assert from "node:assert/strict";

import { addons } from "../../../components/addons/part";
import { environmentFor, refusedTogether } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

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
        ]);
        assert.equal(components.length, 6);
        assert.deepEqual(
            addons.plan(environmentFor(ON_NODES)).map(({ spec }) => spec.addon),
            [
                "vpc-cni",
                "kube-proxy",
                "eks-pod-identity-agent",
                "coredns",
                "aws-ebs-csi-driver",
                "metrics-server",
            ],
        );
    });

    it("brings the node monitoring agent only when asked", () => {
        const shape = withAddons({ nodeMonitoring: true });
        assert.equal(addons.plan(environmentFor(shape)).at(-1)?.name, "addon-eks-node-monitoring-agent");
        assert.deepEqual(refusedTogether(shape), []);
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
        const versions = { "eks-node-monitoring-agent": "v1.4.0-eksbuild.2" };
        assert.deepEqual(refusedTogether(withAddons({ versions })), [
            "stacks/dev.ts › addons.versions.eks-node-monitoring-agent: the environment does not have this add-on " +
                '(got "v1.4.0-eksbuild.2"). Set addons.nodeMonitoring: true, or remove the version.',
        ]);
        assert.deepEqual(refusedTogether(withAddons({ nodeMonitoring: true, versions })), []);
    });

    it("refuses zone spread on Fargate, which spreads nothing", () => {
        const shape = { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, zoneSpread: true } };
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). " +
                "Use false on host fargate, or host managed-nodes.",
        ]);
    });
});
