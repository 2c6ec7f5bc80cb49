/** compute of kind none: a control plane, and nothing of the kit's that has pods. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { SERVERLESS } from "../../fixtures/fork/stacks/presets";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const NONE: EnvironmentShape = { ...ON_FARGATE, compute: { kind: "none" } };

function planned(shape: EnvironmentShape) {
    const result = planOf(shape);
    return "plan" in result ? result : assert.fail(JSON.stringify(result.problems));
}

describe("compute of kind none", () => {
    it("leaves out every Deployment and the default StorageClass, and keeps what new nodes need of EKS", () => {
        const { components } = planned(NONE).plan;
        assert.deepEqual(
            components
                .filter(({ phase }) => !/^(network|control-plane|access)$/.test(phase))
                .map(({ name }) => name),
            ["addon-vpc-cni", "addon-kube-proxy", "addon-eks-pod-identity-agent"],
        );
        assert.deepEqual(
            components.flatMap(({ pods }) => pods).filter(({ kind }) => kind !== "DaemonSet"),
            [],
        );
    });

    it("has capabilities, which run in AWS's own account", () => {
        const shape: EnvironmentShape = {
            ...NONE,
            capabilities: { kro: { access: [{ policy: "AmazonEKSEditPolicy", namespaces: ["team"] }] } },
        };
        assert.ok(planned(shape).plan.components.some(({ name }) => name.includes("kro")));
    });

    it("refuses nodes and profiles beside it, each with the kind that has them", () => {
        const beside: EnvironmentShape = {
            ...NONE,
            managedNodes: { general: systemNodesOf(ON_NODES) },
            fargateProfiles: { workloads: SERVERLESS },
        };
        const of = (path: string, kinds: string) =>
            `stacks/dev.ts › ${path}: compute of kind none leaves out what pods need: CoreDNS first. ` +
            `Choose kind ${kinds}, or remove it.`;
        assert.deepEqual(refusedTogether(beside), [
            of("managedNodes.general", "managed or karpenter"),
            of("fargateProfiles.workloads", "fargate"),
        ]);
    });

    it("refuses settings of add-ons that it leaves out, each with the reason", () => {
        const refused = refusedTogether({
            ...NONE,
            addons: { ...NONE.addons, nodeMonitoring: true, versions: { coredns: "v1.13.2-eksbuild.1" } },
        });
        assert.deepEqual(
            refused,
            ["nodeMonitoring", "versions.coredns"].map(
                (path) =>
                    `stacks/dev.ts › addons.${path}: compute of kind none leaves it out: there is no node to run it. Remove it.`,
            ),
        );
    });

    it("refuses what would run as a Deployment: there is no capacity", () => {
        const manifest = {
            apiVersion: "v1",
            kind: "Pod",
            metadata: { name: "one", namespace: "default" },
            spec: { containers: [{ name: "one", image: "one" }] },
        };
        const [line = assert.fail()] = refusedTogether({
            ...NONE,
            objects: { own: { manifests: [manifest] } },
        });
        assert.match(
            line,
            /fits nowhere: there is no capacity at all\. Choose a kind of compute with capacity, or remove it\.$/,
        );
    });
});
