/** The kit's parts together: what one brings and another has room for, and every fault of all of them. */
import assert from "node:assert/strict";

import type { PlannedComponent } from "../../../components/platform/part";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { ENVIRONMENTS } from "../../fixtures/fork/stacks/environments";
import { generalPool } from "../../fixtures/fork/stacks/presets";
import { planOf, refusedTogether, systemNodesOf, withHost } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

function componentsOf(shape: EnvironmentShape): readonly PlannedComponent[] {
    const result = planOf(shape);
    return "plan" in result ? result.plan.components : assert.fail(JSON.stringify(result.problems));
}

/** `stacks/dev.ts compute.host`, without the words of the problem. */
function placesOf(shape: EnvironmentShape): string[] {
    const result = planOf(shape);
    return "problems" in result ? result.problems.map(({ file, path }) => `${file} ${path}`) : [];
}

describe("the kit's parts", () => {
    for (const name of ENVIRONMENTS.names) {
        it(`find no fault in ${name}, on every minor on offer`, () => {
            const shape = ENVIRONMENTS.shapeOf(name);
            assert.ok(shape);
            assert.deepEqual(refusedTogether(shape), []);
            assert.deepEqual(refusedTogether(shape, { kubernetesVersion: "1.35" }), []);
        });
    }

    it("on host fargate, run everything there, one pod each", () => {
        const components = componentsOf(ON_FARGATE);
        assert.deepEqual(
            components
                .flatMap(({ pods }) => pods)
                .filter(({ kind }) => kind === "Deployment")
                .map(({ name, replicas }) => [name, replicas]),
            [
                ["coredns", 1],
                ["ebs-csi-controller", 1],
                ["metrics-server", 1],
                ["karpenter", 1],
            ],
        );
        assert.deepEqual(
            components.flatMap(({ capacity }) => capacity?.name ?? []),
            ["Fargate profile system", "node pool general"],
        );
    });

    it("leave out what lives inside a cluster that cannot be reached, and count on it all the same", () => {
        const result = planOf(ON_FARGATE, { inCluster: false });
        assert.ok("plan" in result);
        const there = componentsOf(ON_FARGATE).map(({ name }) => name);
        const planned = result.plan.components.map(({ name }) => name);
        assert.deepEqual(
            there.filter((name) => !planned.includes(name)),
            ["storage-class", "pool-general"],
        );
        assert.deepEqual(
            refusedTogether({ ...ON_FARGATE, unprotected: ["pool-general"] }, { inCluster: false }),
            [],
        );
    });

    it("name faults of nodes and pools where the shape holds them", () => {
        const general = {
            ...generalPool({ architecture: "amd64", capacityTypes: ["on-demand"], cpuLimit: 8 }),
            diskSizeGiB: 1,
        };
        assert.deepEqual(
            placesOf({
                ...ON_NODES,
                managedNodes: {
                    batch: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.hugexl"], slots: ["d"] },
                },
                compute: { ...ON_NODES.compute, pools: { general } },
            }),
            [
                "stacks/dev.ts managedNodes.batch.instanceTypes[0]",
                "stacks/dev.ts managedNodes.batch.slots[0]",
                "stacks/dev.ts compute.pools.general.diskSizeGiB",
            ],
        );
    });

    it("F33: name a profile and nodes that would take the name of the kit's own, each once and on both hosts", () => {
        const what = `"system" is the kit's own: the name stands for where Karpenter runs. Choose another name.`;
        for (const shape of [ON_FARGATE, ON_NODES]) {
            assert.deepEqual(
                refusedTogether({ ...shape, fargateProfiles: { system: [{ namespace: "x" }] } }),
                [`stacks/dev.ts › fargateProfiles.system: ${what}`],
            );
            assert.deepEqual(
                refusedTogether({ ...shape, managedNodes: { system: systemNodesOf(ON_NODES) } }),
                [`stacks/dev.ts › managedNodes.system: ${what}`],
            );
        }
    });

    it("name a pool and a profile by their keys, which are their names", () => {
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        assert.deepEqual(
            placesOf({
                ...ON_FARGATE,
                compute: { ...ON_FARGATE.compute, pools: { A: general } },
                fargateProfiles: { "eks-x": [{ namespace: "x" }] },
            }),
            ["stacks/dev.ts fargateProfiles.eks-x", "stacks/dev.ts compute.pools.A"],
        );
    });

    it("refuse a profile of kube-system once, and name what it would take away from nodes", () => {
        const shape = { ...ON_NODES, fargateProfiles: { all: [{ namespace: "kube-system" }] } };
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › fargateProfiles.all: Fargate profile all takes the pods of DaemonSets that Fargate does not run: " +
                'aws-node, kube-proxy, eks-pod-identity-agent, ebs-csi-node, eks-node-monitoring-agent, dcgm-server (got [{"labels":{},"namespace":"kube-system"}]). ' +
                "Select by labels that these pods do not carry.",
        ]);
    });

    it("rule 15: refuse more replicas of Karpenter than there are nodes to keep them apart", () => {
        const shape = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 4,
            systemNodes: systemNodesOf(ON_NODES),
        });
        assert.deepEqual(refusedTogether(shape), [
            "stacks/dev.ts › compute: pod karpenter of phase karpenter (Karpenter's controller) fits nowhere: Fargate profile serverless does not select " +
                "it; managed nodes system has at least 3 nodes, and its 4 replicas need 4; node pool graviton is its own work: " +
                "without it there is no node to start it on; node pool x86 is its own work: without it there is no node to start it on. Let the group have at least 4 nodes.",
        ]);
    });
});
