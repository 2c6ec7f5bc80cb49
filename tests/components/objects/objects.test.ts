import assert from "node:assert/strict";

import { kubernetesProviderFor } from "../../../components/cluster/kubernetes-provider";
import type { Manifest } from "../../../components/objects/manifest";
import { Objects } from "../../../components/objects/objects";
import { readObjects } from "../../../components/objects/objects-spec";
import { testCluster } from "../../support/karpenter-spec";
import { readyOf } from "../../support/ready";
import { find, recordComponent, type RecordedResource } from "../../support/record-component";

const FILE = "tests/fixtures/objects/dashboards.yaml";
const MANIFEST: Manifest = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: {} };

function build(manifests: readonly Manifest[] = [MANIFEST]): Objects {
    const kubernetes = kubernetesProviderFor("kube", testCluster(), { region: "us-east-1" });
    return new Objects("objects-x", readObjects(manifests, [FILE]), { providers: { kubernetes } });
}

function record(): Promise<RecordedResource[]> {
    return recordComponent(() => build());
}

describe("objects", () => {
    it("are each a resource of the SDK's own type, with all they have", async () => {
        const resources = (await record()).filter(({ name }) => name.startsWith("objects-x-"));
        assert.deepEqual(resources.map(({ name, type }) => [type, name]).sort(), [
            [
                "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition",
                "objects-x-customresourcedefinition-dashboards.example.com",
            ],
            ["kubernetes:apps/v1:Deployment", "objects-x-deployment-default-web"],
            ["kubernetes:core/v1:ConfigMap", "objects-x-configmap-monitoring-dashboards"],
            ["kubernetes:core/v1:Namespace", "objects-x-namespace-monitoring"],
            ["kubernetes:example.com/v1:Dashboard", "objects-x-dashboard-monitoring-home"],
            [
                "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
                "objects-x-clusterrole-monitoring:reader",
            ],
        ]);
        assert.deepEqual(find(resources, "Deployment:objects-x-deployment-default-web").inputs, {
            ...MANIFEST,
            metadata: { name: "web", namespace: "default" },
        });
        assert.deepEqual(find(resources, "ClusterRole:objects-x-clusterrole-monitoring:reader").inputs, {
            apiVersion: "rbac.authorization.k8s.io/v1",
            kind: "ClusterRole",
            metadata: { name: "monitoring:reader" },
            rules: [
                { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch"] },
                { apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list", "watch"] },
            ],
        });
    });

    it("wait for namespaces and definitions, and those for none", async () => {
        const resources = await record();
        const first = [
            "CustomResourceDefinition:objects-x-customresourcedefinition-dashboards.example.com",
            "Namespace:objects-x-namespace-monitoring",
        ];
        for (const label of first) assert.deepEqual(find(resources, label).dependencies, []);
        assert.deepEqual(
            find(resources, "Dashboard:objects-x-dashboard-monitoring-home").dependencies,
            first,
        );
        assert.deepEqual(find(resources, "Deployment:objects-x-deployment-default-web").dependencies, first);
    });

    it("are all ready together", async () => {
        assert.deepEqual(await readyOf(() => build()), [
            "ClusterRole:objects-x-clusterrole-monitoring:reader",
            "ConfigMap:objects-x-configmap-monitoring-dashboards",
            "CustomResourceDefinition:objects-x-customresourcedefinition-dashboards.example.com",
            "Dashboard:objects-x-dashboard-monitoring-home",
            "Deployment:objects-x-deployment-default-web",
            "Namespace:objects-x-namespace-monitoring",
        ]);
    });

    it("used directly refuse what the environment would", async () => {
        await assert.rejects(
            recordComponent(() => build([{ ...MANIFEST, kind: "deployment" }])),
            /invalid arguments:\n {2}manifests\[0\]\.kind: not a kind\./,
        );
    });
});
