import assert from "node:assert/strict";

import { noticesOfStartupTaints } from "../../../components/karpenter/startup-taints";

describe("noticesOfStartupTaints", () => {
    it("says who takes each off, or that nobody the kit knows does", () => {
        const taint = (key: string) => ({ key, effect: "NoExecute" }) as const;
        assert.deepEqual(
            noticesOfStartupTaints("general", [
                taint("ebs.csi.aws.com/agent-not-ready"),
                taint("node.cilium.io/agent-not-ready"),
                taint("readiness.k8s.io/gpu"),
                taint("example.com/warming"),
            ]),
            [
                "Pool general: startup taint ebs.csi.aws.com/agent-not-ready is taken off by the EBS CSI driver: " +
                    "without that in the cluster, only pods that tolerate it run on a new node",
                "Pool general: startup taint node.cilium.io/agent-not-ready is taken off by Cilium: " +
                    "without that in the cluster, only pods that tolerate it run on a new node",
                "Pool general: startup taint readiness.k8s.io/gpu is taken off by the Node Readiness Controller: " +
                    "without that in the cluster, only pods that tolerate it run on a new node",
                "Pool general: startup taint example.com/warming is taken off by nothing the kit knows: " +
                    "until a DaemonSet of yours does, only pods that tolerate it run on a new node",
            ],
        );
    });
});
