/** Which steps wait for pods on Fargate, and which for a node that Karpenter or Auto Mode starts. */
import assert from "node:assert/strict";

import type { Json } from "../../../components/shared/json";
import type { PlannedResource } from "../../../tools/plan/graph";
import { podsIn } from "../../../tools/time/pods";
import { graphOf, planned } from "../../support/graphs";

function profile(name: string, ...selectors: readonly Json[]): PlannedResource {
    return planned({ type: "aws:eks/fargateProfile:FargateProfile", name, inputs: { selectors } });
}

function addon(addonName: string, ...dependsOn: readonly PlannedResource[]): PlannedResource {
    return planned({ type: "aws:eks/addon:Addon", name: addonName, inputs: { addonName }, dependsOn });
}

function chart(name: string, namespace: string, ...dependsOn: readonly PlannedResource[]): PlannedResource {
    const inputs = { chart: `oci://somewhere/${name}`, name, namespace };
    return planned({ type: "kubernetes:helm.sh/v3:Release", name, inputs, dependsOn });
}

const POOL = planned({ type: "kubernetes:karpenter.sh/v1:NodePool", name: "pool" });
const GROUP = planned({ type: "aws:eks/nodeGroup:NodeGroup", name: "nodes" });
const AUTO = planned({
    type: "aws:eks/cluster:Cluster",
    name: "cluster",
    inputs: { computeConfig: { enabled: true } },
});

/** `coredns fargate` */
function told(...resources: readonly PlannedResource[]): readonly string[] {
    const pods = podsIn(graphOf(...resources));
    return resources.map((resource) => `${resource.name} ${pods(resource)}`);
}

describe("time: where pods run", () => {
    it("is Fargate where a profile selects them by namespace and every label", () => {
        const system = profile(
            "system",
            { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
            { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
        );
        assert.deepEqual(
            told(
                system,
                addon("coredns"),
                addon("aws-ebs-csi-driver"),
                chart("karpenter", "kube-system"),
                chart("karpenter", "elsewhere"),
                chart("karpenter-crd", "kube-system"),
            ),
            [
                "system nodes",
                "coredns fargate",
                "aws-ebs-csi-driver nodes",
                "karpenter fargate",
                "karpenter nodes",
                "karpenter-crd nodes",
            ],
        );
        const both = { app: "ebs-csi-controller", tier: "storage" };
        assert.deepEqual(
            told(profile("p", { namespace: "kube-system", labels: both }), addon("aws-ebs-csi-driver")),
            ["p nodes", "aws-ebs-csi-driver nodes"],
        );
    });

    it("is Fargate for a whole namespace, with wildcards, and a dot is a dot", () => {
        const profiles = [profile("p", { namespace: "team-*" }, { namespace: "a.?" })];
        assert.deepEqual(
            told(
                ...profiles,
                chart("x", "team-one"),
                chart("y", "team"),
                chart("z", "a.b"),
                chart("w", "axb"),
            ),
            ["p nodes", "x fargate", "y nodes", "z fargate", "w nodes"],
        );
    });

    it("is a new node for the first that come after a pool, and a node that is there for those after them", () => {
        const first = addon("snapshot-controller", POOL);
        const beside = chart("beside", "apps", POOL);
        const later = chart("later", "apps", first);
        assert.deepEqual(told(POOL, chart("before", "apps"), first, beside, later, addon("coredns", later)), [
            "pool nodes",
            "before nodes",
            "snapshot-controller new-node",
            "beside new-node",
            "later nodes",
            "coredns nodes",
        ]);
    });

    it("is a node that is there for what waits for it through others, and a new one for what only came before the pool", () => {
        const first = addon("snapshot-controller", POOL);
        const namespace = planned({ type: "kubernetes:core/v1:Namespace", name: "apps", dependsOn: [first] });
        assert.deepEqual(told(POOL, first, namespace, chart("later", "apps", namespace)).slice(2), [
            "apps nodes",
            "later nodes",
        ]);
        const before = chart("before", "apps");
        const pool = planned({ type: POOL.type, name: "pool", dependsOn: [before] });
        assert.deepEqual(told(before, pool, chart("after", "apps", pool)), [
            "before nodes",
            "pool nodes",
            "after new-node",
        ]);
    });

    it("is no new node for what needs none: agents of nodes, definitions, pods on Fargate", () => {
        const onFargate = profile("p", { namespace: "fargate" });
        const agent = addon("eks-node-monitoring-agent", POOL);
        const serverless = chart("serverless", "fargate", POOL);
        assert.deepEqual(
            told(POOL, onFargate, agent, serverless, chart("after", "apps", agent, serverless)),
            [
                "pool nodes",
                "p nodes",
                "eks-node-monitoring-agent nodes",
                "serverless fargate",
                "after new-node",
            ],
        );
    });

    it("is no new node beside a group of nodes, and one on Auto Mode without any pool of its own", () => {
        const own = planned({ type: "aws:autoscaling/group:Group", name: "own" });
        assert.deepEqual(told(POOL, own, addon("coredns", POOL)).slice(2), ["coredns nodes"]);
        assert.deepEqual(told(POOL, GROUP, addon("coredns", POOL)), [
            "pool nodes",
            "nodes nodes",
            "coredns nodes",
        ]);
        const first = addon("metrics-server", AUTO);
        assert.deepEqual(told(AUTO, first, chart("later", "apps", first)), [
            "cluster nodes",
            "metrics-server new-node",
            "later nodes",
        ]);
    });
});
