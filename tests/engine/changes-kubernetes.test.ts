/** Ring 2: one Kubernetes minor. */
import assert from "node:assert/strict";

import { assertChanges, each } from "./changes";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { ROOT } from "../support/settings";

const OLD = ['"1.36"', '"1.35"'] as const;
const NEW = ['"1.35"', '"1.36"'] as const;

const CONTROL_PLANE = ["update Cluster cluster-control-plane"];

describeWithPulumi("ring 2: one Kubernetes minor", function () {
    this.timeout(RUN_MS);
    let bench: Bench | undefined;

    afterEach(() => bench?.close());

    it("dev: the control plane, then what has another version on the new minor", async () => {
        bench = new Bench({ stack: "dev", settings: [OLD] });
        const first = await bench.up();
        assert.equal(first.code, 0, said(first));
        bench.configure(NEW);
        const run = await bench.up();
        assertChanges(
            run,
            [CONTROL_PLANE, ["update Addon addon-kube-proxy-addon"], ["update Addon addon-coredns-addon"]],
            each(
                "update",
                "Addon addon-coredns",
                "Addon addon-kube-proxy",
                "Cluster cluster",
                "NodePool pool-general",
                "Platform platform",
            ),
        );
        assert.deepEqual([run.left, run.notes], [[], []]);
    });

    it("staging, with everything newer at once: in the order of the version skew policy, nothing replaced", async () => {
        bench = new Bench({ stack: "staging", settings: [OLD] });
        bench.run(require.resolve("./programs/staging-older.ts"));
        const first = await bench.up();
        assert.equal(first.code, 0, said(first));
        bench.run(ROOT);
        bench.configure(NEW);
        const run = await bench.up();
        const addons = [
            "vpc-cni",
            "kube-proxy",
            "eks-pod-identity-agent",
            "coredns",
            "aws-ebs-csi-driver",
            "metrics-server",
        ];
        const [bootstrap, core] = [addons.slice(0, 3), addons.slice(3)].map((names) =>
            each("update", ...names.map((name) => `Addon addon-${name}-addon`)),
        );
        assertChanges(
            run,
            [
                CONTROL_PLANE,
                bootstrap ?? [],
                each("update", ...["a", "b", "c"].map((slot) => `NodeGroup nodes-system-${slot}`)),
                // The kit has a pin of the agent for the newer minor alone.
                [...(core ?? []), "create Addon addon-eks-node-monitoring-agent-addon"],
                ["update Release karpenter-crd"],
                ["update Release karpenter-controller"],
                ["update EC2NodeClass pool-general-node-class"],
            ],
            [
                "create Addon addon-eks-node-monitoring-agent",
                ...each(
                    "update",
                    ...addons.map((name) => `Addon addon-${name}`),
                    "Cluster cluster",
                    "ManagedNodes nodes-system",
                    "NodePool pool-general",
                    "Platform platform",
                ),
            ],
        );
        assert.deepEqual([run.left, run.notes], [[], []]);
    });
});
