/** compute of kind fargate: no node at all. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { planOf, refusedTogether, systemNodesOf } from "../../support/part-environment";
import { graphOfShape } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

function planned(shape: EnvironmentShape) {
    const result = planOf(shape);
    return "plan" in result ? result : assert.fail(JSON.stringify(result.problems));
}

/** Of one pod in the namespace of the profile for workloads. */
function withPod(spec: object, kind = "Pod"): EnvironmentShape {
    const template = { metadata: { labels: { app: "one" } }, spec };
    const [apiVersion, body] = kind === "Pod" ? ["v1", { spec }] : ["apps/v1", { spec: { template } }];
    const metadata = { name: "one", namespace: "serverless" };
    const manifest = JSON.parse(JSON.stringify({ apiVersion, kind, metadata, ...body })) as never;
    return { ...FARGATE, objects: { own: { manifests: [manifest] } } };
}

describe("compute of kind fargate", () => {
    it("places every pod of the kit on the system profile, and makes nothing that needs nodes", () => {
        const { components } = planned(FARGATE).plan;
        assert.deepEqual(
            components
                .filter(({ phase }) => !/^(network|control-plane|access)$/.test(phase))
                .map(({ name }) => name),
            ["addon-coredns", "addon-metrics-server", "fargate-system", "fargate-workloads"],
        );
        assert.deepEqual(
            components.flatMap(({ pods }) => pods).map(({ kind, name }) => `${kind} ${name}`),
            ["Deployment coredns", "Deployment metrics-server"],
        );
    });

    it("tells CoreDNS where it runs, and makes the profiles one after the other", async () => {
        const graph = await graphOfShape(FARGATE);
        const { configurationValues } = resourceNamed(graph, "addon-coredns-addon").inputs as Record<
            string,
            unknown
        >;
        assert.equal(
            (JSON.parse(String(configurationValues)) as Record<string, unknown>)["computeType"],
            "Fargate",
        );
        const [first, second] = ["system", "workloads"].map(
            (profile) => resourceNamed(graph, `fargate-${profile}-profile`).urn,
        );
        assert.ok(first !== undefined && ancestorsOf(graph, second ?? "").has(first));
    });

    it("refuses add-ons that have nothing to do, each with the reason", () => {
        const shape: EnvironmentShape = {
            ...FARGATE,
            addons: {
                ...FARGATE.addons,
                nodeMonitoring: true,
                versions: { "vpc-cni": "v1.22.4-eksbuild.3" },
                "aws-ebs-csi-driver": {},
            },
        };
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › addons.nodeMonitoring: compute of kind fargate leaves it out: there is no node to watch. Remove it.",
            "stacks/dev.ts › addons.versions.vpc-cni: compute of kind fargate leaves it out: pods on Fargate get their addresses " +
                "from Fargate itself. Remove it.",
            "stacks/dev.ts › addons.aws-ebs-csi-driver: compute of kind fargate leaves it out: Fargate mounts no volume of EBS. " +
                "Remove it.",
        ]);
    });

    it("refuses nodes beside it, and pods that run on nodes alone", () => {
        const batch = systemNodesOf(ON_NODES);
        assert.deepEqual(refusedTogether({ ...FARGATE, managedNodes: { batch } }), [
            "stacks/dev.ts › managedNodes.batch: nodes need add-ons that compute of kind fargate leaves out: vpc-cni, kube-proxy, " +
                "eks-pod-identity-agent. Choose kind managed, with fargateProfiles beside the nodes, or remove it.",
        ]);
        const [line] = refusedTogether(withPod({ containers: [] }, "DaemonSet"));
        assert.equal(
            line,
            'stacks/dev.ts › compute.kind: Fargate runs no DaemonSet, and there is no node for one (got "fargate"). ' +
                "Leave one out, run it as a sidecar, or choose a kind with nodes.",
        );
    });

    it("refuses what of a pod Fargate does not run, by name", () => {
        assert.deepEqual(refusedTogether(withPod({ containers: [{ name: "a", image: "a" }] })), []);
        const picky = {
            hostNetwork: true,
            containers: [
                { name: "a", image: "a", ports: [{ containerPort: 1, hostPort: 1 }] },
                { name: "b", image: "b", securityContext: { privileged: true } },
                { name: "c", image: "c", resources: { limits: { "nvidia.com/gpu": 1 } } },
            ],
        };
        const what = "hostNetwork, hostPort, a privileged container, a GPU";
        assert.deepEqual(refusedTogether(withPod(picky)), [
            "stacks/dev.ts › compute: pod one of phase releases (charts and objects) fits nowhere: Fargate profile system does not select it; " +
                `Fargate profile workloads selects it, but Fargate runs no pod with ${what}. ` +
                `Give one nodes to run on, or do without ${what}.`,
        ]);
    });

    it("refuses zone spread, which Fargate does not do", () => {
        assert.deepEqual(refusedTogether({ ...FARGATE, addons: { replicas: 2, zoneSpread: true } }), [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). Use false.",
        ]);
    });

    it("says that no workload finds a place while no profile is for them", () => {
        const said =
            "No Fargate profile is for workloads: a pod outside the kit's own finds no place until fargateProfiles select it";
        const { fargateProfiles: _, ...none } = FARGATE;
        assert.deepEqual(planned(none).notices, [said]);
        assert.deepEqual(planned(FARGATE).notices, []);
    });
});
