/** From a shape to the arguments of profiles, nodes, add-ons, Karpenter and pools; and every fault between them. */
import assert from "node:assert/strict";

import { describeProblem } from "../../components/shared/problems";
import {
    addonsOfPhase,
    capacitiesOf,
    type ComputeSettings,
    noticesOfCompute,
    planCompute,
    podsOf,
    SYSTEM_SELECTORS,
} from "../../stacks/compute";
import { checkCompute } from "../../stacks/compute-checks";
import { ENVIRONMENT_NAMES, shapeOf } from "../../stacks/environments";
import { generalPool } from "../../stacks/presets";
import type { EnvironmentShape, KarpenterHostShape } from "../../stacks/shape";
import { COMPUTE_SETTINGS as SETTINGS } from "../support/compute-settings";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const TAGS = { owner: "tests", cluster: "kit-test", environment: "dev", "managed-by": "pulumi" };

function problemsOf(shape: EnvironmentShape, settings: Partial<ComputeSettings> = {}): string[] {
    const all = { ...SETTINGS, ...settings };
    const problems = checkCompute(all, shape, "Pulumi.dev.yaml");
    return problems.map((problem) => describeProblem(problem, problem.file));
}

function withHost(shape: EnvironmentShape, host: KarpenterHostShape): EnvironmentShape {
    return { ...shape, compute: { ...shape.compute, host } };
}

function systemNodesOf(shape: EnvironmentShape) {
    const { host } = shape.compute;
    if (host.kind !== "managed-nodes") return assert.fail("no managed nodes");
    return host.systemNodes;
}

describe("planCompute", () => {
    for (const name of ENVIRONMENT_NAMES) {
        it(`finds no fault in ${name}, on every minor on offer`, () => {
            const shape = shapeOf(name);
            assert.ok(shape);
            assert.deepEqual(problemsOf(shape), []);
            assert.deepEqual(problemsOf(shape, { kubernetesVersion: "1.35" }), []);
        });
    }

    it("on host fargate, runs everything there, one pod each", () => {
        const plan = planCompute(SETTINGS, ON_FARGATE);
        assert.deepEqual(
            plan.profiles.map(({ name, spec }) => [name, spec.selectors]),
            [["fargate-system", SYSTEM_SELECTORS]],
        );
        assert.deepEqual(plan.nodes, []);
        assert.deepEqual(plan.karpenter.spec, {
            account: "210987654321",
            chartRegistry: "public.ecr.aws",
            clusterName: "kit-test",
            host: "fargate",
            imageRegistry: "public.ecr.aws",
            inCluster: true,
            isolatedVpc: false,
            kubernetesVersion: "1.36",
            region: "us-east-1",
            replicas: 1,
            zonalShift: false,
            zoneSpread: false,
        });
        assert.deepEqual(
            podsOf(plan)
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
            capacitiesOf(plan).map(({ name }) => name),
            ["Fargate profile system", "node pool general"],
        );
    });

    it("selects on Fargate exactly the kit's own Deployments, and none of its DaemonSets", () => {
        assert.deepEqual(SYSTEM_SELECTORS, [
            { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
            { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
            { namespace: "kube-system", labels: { app: "ebs-csi-controller" } },
            { namespace: "kube-system", labels: { "app.kubernetes.io/name": "metrics-server" } },
        ]);
    });

    it("on host managed-nodes, runs on tainted system nodes in every zone, Graviton first", () => {
        const plan = planCompute({ ...SETTINGS, environment: "production" }, ON_NODES);
        assert.deepEqual(
            plan.nodes.map(({ name, spec: { slots, taints } }) => ({ name, slots, taints })),
            [
                {
                    name: "nodes-system",
                    slots: ["a", "b", "c"],
                    taints: [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" }],
                },
            ],
        );
        assert.equal(plan.karpenter.spec.zoneSpread, true);
        assert.equal(plan.karpenter.spec.zonalShift, true);
        assert.deepEqual(
            plan.pools.map(({ name, spec }) => [name, spec.weight, spec.requirements[1]?.values]),
            [
                ["pool-graviton", 20, ["arm64"]],
                ["pool-x86", 10, ["amd64"]],
            ],
        );
        assert.deepEqual(plan.pools[0]?.spec.nodeClass.tags, { ...TAGS, environment: "production" });
        assert.deepEqual(
            plan.profiles.map(({ name }) => name),
            ["fargate-serverless"],
        );
    });

    it("rule 14: makes network add-ons before there is capacity, and those with pods of their own after", () => {
        const plan = planCompute(SETTINGS, ON_NODES);
        const names = (phase: "bootstrap" | "core") =>
            addonsOfPhase(plan, phase).map(({ spec }) => spec.addon);
        assert.deepEqual(names("bootstrap"), ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"]);
        assert.deepEqual(names("core"), ["coredns", "aws-ebs-csi-driver", "metrics-server"]);
    });

    it("brings the node monitoring agent only when asked", () => {
        const shape = { ...ON_NODES, addons: { ...ON_NODES.addons, nodeMonitoring: true } };
        assert.equal(planCompute(SETTINGS, shape).addons.at(-1)?.name, "addon-eks-node-monitoring-agent");
        assert.deepEqual(problemsOf(shape), []);
    });

    it("chains a fork's profiles behind its own, in the order of the file", () => {
        const shape = {
            ...ON_FARGATE,
            fargateProfiles: { b: [{ namespace: "b" }], a: [{ namespace: "a" }] },
        };
        assert.deepEqual(
            planCompute(SETTINGS, shape).profiles.map(({ name }) => name),
            ["fargate-system", "fargate-b", "fargate-a"],
        );
    });

    it("rule 12: a network without a way out isolates Karpenter", () => {
        const shape = { ...ON_FARGATE, network: { ...ON_FARGATE.network, nat: "none" as const } };
        assert.equal(planCompute(SETTINGS, shape).karpenter.spec.isolatedVpc, true);
        assert.deepEqual(problemsOf(shape), [
            'Pulumi.dev.yaml › platform:imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). ' +
                "Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.",
        ]);
    });

    it("rule 20: says what Spot needs of the account, and nothing of On-Demand", () => {
        assert.equal(noticesOfCompute(planCompute(SETTINGS, ON_FARGATE)).length, 1);
        assert.match(
            noticesOfCompute(planCompute(SETTINGS, ON_FARGATE))[0] ?? "",
            /AWSServiceRoleForEC2Spot/,
        );
        assert.deepEqual(noticesOfCompute(planCompute(SETTINGS, ON_NODES)), []);
    });
});

describe("checkCompute", () => {
    it("F22: refuses an optional add-on on a minor without a sourced pin, and names the minors that have one", () => {
        const shape = { ...ON_NODES, addons: { ...ON_NODES.addons, nodeMonitoring: true } };
        assert.deepEqual(problemsOf(shape, { kubernetesVersion: "1.35" }), [
            "stacks/dev.ts › addons: no source names a version of this add-on for Kubernetes 1.35 " +
                '(got "eks-node-monitoring-agent"). Use Kubernetes 1.36, leave the add-on out, or state its version.',
        ]);
    });

    it("names a version under the add-on it was written for", () => {
        const shape = { ...ON_NODES, addons: { ...ON_NODES.addons, versions: { coredns: "latest" } } };
        assert.deepEqual(problemsOf(shape), [
            'stacks/dev.ts › addons.versions.coredns: not the version of an EKS add-on (got "latest"). ' +
                "Write v<major>.<minor>.<patch>-eksbuild.<number>.",
        ]);
    });

    it("names faults of nodes and pools where the shape holds them", () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            managedNodes: {
                batch: { ...systemNodesOf(ON_NODES), instanceTypes: ["m7g.hugexl"], slots: ["d"] },
            },
            compute: {
                ...ON_NODES.compute,
                pools: {
                    general: {
                        ...generalPool({
                            architecture: "amd64",
                            capacityTypes: ["on-demand"],
                            cpuLimit: 8,
                        }),
                        diskSizeGiB: 1,
                    },
                },
            },
        };
        const paths = checkCompute(SETTINGS, shape, "Pulumi.dev.yaml").map(
            ({ file, path }) => `${file} ${path}`,
        );
        assert.deepEqual(paths, [
            "stacks/dev.ts managedNodes.batch.instanceTypes[0]",
            "stacks/dev.ts managedNodes.batch.slots[0]",
            "stacks/dev.ts compute.pools.general.diskSizeGiB",
        ]);
    });

    it("F33: refuses a profile and nodes named like the kit's own", () => {
        const remedy = `"system" is the kit's own: the name stands for where Karpenter runs. Choose another name.`;
        assert.deepEqual(problemsOf({ ...ON_FARGATE, fargateProfiles: { system: [{ namespace: "x" }] } }), [
            `stacks/dev.ts › fargateProfiles.system: ${remedy}`,
        ]);
        assert.deepEqual(problemsOf({ ...ON_NODES, managedNodes: { system: systemNodesOf(ON_NODES) } }), [
            `stacks/dev.ts › managedNodes.system: ${remedy}`,
        ]);
    });

    it("rule 15: refuses fewer than two system nodes, counting all zones together", () => {
        const size = { min: 0, desired: 1, max: 2 };
        const shape = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 1,
            systemNodes: { ...systemNodesOf(ON_NODES), sizePerZone: size },
        });
        assert.deepEqual(
            problemsOf(shape)[0],
            "stacks/dev.ts › compute.host.systemNodes.sizePerZone.min: 0 system nodes in 3 zones, and Karpenter needs two to " +
                "survive the loss of one (got 0). Let each zone have at least one.",
        );
        const one = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 1,
            systemNodes: { ...systemNodesOf(ON_NODES), slots: ["a", "b"] },
        });
        assert.deepEqual(problemsOf(one), []);
    });

    it("rule 15: refuses more replicas of Karpenter than there are nodes to keep them apart", () => {
        const shape = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 4,
            systemNodes: systemNodesOf(ON_NODES),
        });
        assert.deepEqual(problemsOf(shape), [
            "stacks/dev.ts › compute: pod karpenter of phase karpenter fits nowhere: Fargate profile serverless does not select " +
                "it; managed nodes system has at least 3 nodes, and its 4 replicas need 4; node pool graviton is its own work: " +
                "without it there is no node to start it on; node pool x86 is its own work: without it there is no node to start it on. Let the group have at least 4 nodes.",
        ]);
    });
});
