/** From a shape to the arguments of profiles, nodes, add-ons, Karpenter and pools; and every fault between them. */
import assert from "node:assert/strict";

import { describeProblem } from "../../../components/shared/problems";
import {
    addonsOfPhase,
    capacitiesOf,
    type ComputeSettings,
    planCompute,
    podsOf,
    SYSTEM_SELECTORS,
} from "../../../components/platform/compute";
import { checkCompute } from "../../../components/platform/compute-checks";
import { noticesOfCompute } from "../../../components/platform/compute-notices";
import { ENVIRONMENT_NAMES, shapeOf } from "../../../stacks/environments";
import { generalPool } from "../../../stacks/presets";
import type { EnvironmentShape, KarpenterHostShape } from "../../../components/platform/shape";
import { COMPUTE_SETTINGS as SETTINGS } from "../../support/compute-settings";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

const TAGS = { owner: "tests", cluster: "kit-test", environment: "dev", "managed-by": "pulumi" };

function problemsOf(shape: EnvironmentShape, settings: Partial<ComputeSettings> = {}): string[] {
    const all = { ...SETTINGS, ...settings };
    const problems = checkCompute(planCompute(all, shape), all, shape, "Pulumi.dev.yaml");
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
        const shifting = { ...shape, controlPlane: { ...shape.controlPlane, zonalShift: true } };
        assert.equal(planCompute(SETTINGS, shifting).karpenter.spec.zonalShift, false);
        assert.deepEqual(problemsOf(shape), [
            'Pulumi.dev.yaml › platform:imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). ' +
                "Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.",
        ]);
    });

    it("rule 20: says what Spot needs of the account, and nothing of On-Demand", () => {
        const role =
            "needs the service-linked role AWSServiceRoleForEC2Spot, made once per account: " +
            "aws iam create-service-linked-role --aws-service-name spot.amazonaws.com";
        assert.deepEqual(noticesOfCompute(planCompute(SETTINGS, ON_FARGATE), true), [
            `Spot (pool general) ${role}`,
        ]);
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        const pools = { general: { ...general, weight: 1 }, batch: general };
        assert.deepEqual(
            noticesOfCompute(
                planCompute(SETTINGS, { ...ON_FARGATE, compute: { ...ON_FARGATE.compute, pools } }),
                true,
            ),
            [`Spot (pools general, batch) ${role}`],
        );
        assert.deepEqual(noticesOfCompute(planCompute(SETTINGS, ON_NODES), true), []);
        assert.deepEqual(noticesOfCompute(planCompute(SETTINGS, ON_FARGATE), false), []);
    });

    it("says when chance decides which pool takes a pod", () => {
        const { graviton = assert.fail(), x86 = assert.fail() } = ON_NODES.compute.pools;
        const notices = (shapes: EnvironmentShape["compute"]["pools"]) => {
            const shape = { ...ON_NODES, compute: { ...ON_NODES.compute, pools: shapes } };
            return noticesOfCompute(planCompute(SETTINGS, shape), true);
        };
        const { weight: _, ...light } = x86;
        assert.deepEqual(notices({ graviton: { ...graviton, weight: 10 }, x86 }), [
            "Pools graviton and x86 have no taints and the same weight: which of them takes a pod is left to chance",
        ]);
        assert.equal(notices({ one: light, other: light }).length, 1);
        const taints = [{ key: "dedicated", effect: "NoSchedule" }] as const;
        assert.deepEqual(notices({ one: light, other: { ...light, taints } }), []);
    });

    it("says what is risky about managed nodes", () => {
        const shape: EnvironmentShape = {
            ...ON_NODES,
            managedNodes: {
                batch: {
                    ...systemNodesOf(ON_NODES),
                    capacityType: "SPOT",
                    instanceTypes: ["m7g.large", "m7g.xlarge"],
                    sizePerZone: { min: 0, desired: 0, max: 5 },
                    update: { kind: "count", maxUnavailable: 2 },
                },
            },
        };
        assert.deepEqual(noticesOfCompute(planCompute(SETTINGS, shape), true), [
            "Managed nodes batch mix the sizes large, xlarge: autoscaling counts every node as the first",
            "Managed nodes batch are Spot with 2 of 3 types: with fewer to choose from AWS takes nodes back more often",
            "Managed nodes batch lose more than a third of a zone's nodes at once in an update",
        ]);
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
                "Write v<major>.<minor>.<patch>-eksbuild.<number>, or leave it out for the kit's pin, v1.14.3-eksbuild.23.",
        ]);
    });

    it("F22: refuses the version of an add-on the environment does not have", () => {
        const versions = { "eks-node-monitoring-agent": "v1.4.0-eksbuild.2" };
        assert.deepEqual(problemsOf({ ...ON_NODES, addons: { ...ON_NODES.addons, versions } }), [
            "stacks/dev.ts › addons.versions.eks-node-monitoring-agent: the environment does not have this add-on " +
                '(got "v1.4.0-eksbuild.2"). Set addons.nodeMonitoring: true, or remove the version.',
        ]);
        assert.deepEqual(
            problemsOf({ ...ON_NODES, addons: { ...ON_NODES.addons, nodeMonitoring: true, versions } }),
            [],
        );
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
        const paths = checkCompute(planCompute(SETTINGS, shape), SETTINGS, shape, "Pulumi.dev.yaml").map(
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

    it("F33: refuses them on the other host as well, where today nothing has the name", () => {
        const what = `"system" is the kit's own: the name stands for where Karpenter runs. Choose another name.`;
        assert.deepEqual(problemsOf({ ...ON_NODES, fargateProfiles: { system: [{ namespace: "x" }] } }), [
            `stacks/dev.ts › fargateProfiles.system: ${what}`,
        ]);
        assert.deepEqual(problemsOf({ ...ON_FARGATE, managedNodes: { system: systemNodesOf(ON_NODES) } }), [
            `stacks/dev.ts › managedNodes.system: ${what}`,
        ]);
    });

    it("names a pool and a profile by their keys, which are their names", () => {
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        const shape: EnvironmentShape = {
            ...ON_FARGATE,
            compute: { ...ON_FARGATE.compute, pools: { A: general } },
            fargateProfiles: { "eks-x": [{ namespace: "x" }] },
        };
        assert.deepEqual(
            checkCompute(planCompute(SETTINGS, shape), SETTINGS, shape, "Pulumi.dev.yaml").map(
                ({ path }) => path,
            ),
            ["fargateProfiles.eks-x", "compute.pools.A"],
        );
    });

    it("refuses a profile of kube-system once, and names what it would take away from nodes", () => {
        const shape = { ...ON_NODES, fargateProfiles: { all: [{ namespace: "kube-system" }] } };
        assert.deepEqual(problemsOf(shape), [
            "stacks/dev.ts › fargateProfiles.all: Fargate profile all takes the pods of DaemonSets that Fargate does not run: " +
                'aws-node, kube-proxy, eks-pod-identity-agent, ebs-csi-node (got [{"labels":{},"namespace":"kube-system"}]). ' +
                "Select by labels that these pods do not carry.",
        ]);
    });

    it("refuses zone spread on Fargate, which spreads nothing", () => {
        const shape = { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, zoneSpread: true } };
        assert.deepEqual(problemsOf(shape), [
            "stacks/dev.ts › addons.zoneSpread: Fargate does not spread pods over zones (got true). " +
                "Use false on host fargate, or host managed-nodes.",
        ]);
    });

    it("refuses pools in zones without a subnet", () => {
        const { general = assert.fail() } = ON_FARGATE.compute.pools;
        const zones = { key: "topology.kubernetes.io/zone", operator: "In" } as const;
        const pool = (...values: string[]): EnvironmentShape => ({
            ...ON_FARGATE,
            compute: {
                ...ON_FARGATE.compute,
                pools: {
                    general: { ...general, requirements: [...general.requirements, { ...zones, values }] },
                },
            },
        });
        assert.deepEqual(problemsOf(pool("us-east-1a", "us-east-1f")), [
            "stacks/dev.ts › compute.pools.general.requirements[5].values[1]: the environment has no subnet in this zone " +
                '(got "us-east-1f"). Choose from us-east-1a, us-east-1b, us-east-1c, or add the zone to platform:zones.',
        ]);
        assert.deepEqual(problemsOf(pool("us-east-1a")), []);
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

    it("rule 15: refuses system nodes in one zone, also when there are two of them", () => {
        const shape = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 1,
            systemNodes: {
                ...systemNodesOf(ON_NODES),
                sizePerZone: { min: 2, desired: 2, max: 3 },
                slots: ["a"],
            },
        });
        assert.deepEqual(problemsOf(shape), [
            "stacks/dev.ts › compute.host.systemNodes.slots: all system nodes lie in one zone, and nothing could start a node " +
                'when it fails (got ["a"]). Name two slots at least, or leave slots out for every zone.',
        ]);
    });

    it("rule 15: counts a single node in a single zone as both faults", () => {
        const shape = withHost(ON_NODES, {
            kind: "managed-nodes",
            replicas: 1,
            systemNodes: { ...systemNodesOf(ON_NODES), slots: ["a"] },
        });
        assert.deepEqual(
            checkCompute(planCompute(SETTINGS, shape), SETTINGS, shape, "Pulumi.dev.yaml").map(
                ({ path }) => path,
            ),
            ["compute.host.systemNodes.slots", "compute.host.systemNodes.sizePerZone.min"],
        );
    });

    it("rule 15: refuses system nodes that Karpenter's pod does not fit on", () => {
        const refused = (...instanceTypes: string[]) =>
            problemsOf(
                withHost(ON_NODES, {
                    kind: "managed-nodes",
                    replicas: 1,
                    systemNodes: { ...systemNodesOf(ON_NODES), instanceTypes },
                }),
            );
        assert.deepEqual(refused("m7g.medium", "t4g.small"), [
            "stacks/dev.ts › compute.host.systemNodes.instanceTypes[0]: Karpenter's pod does not fit on it " +
                '(got "m7g.medium"). Choose a large one, or a medium of the t families.',
            "stacks/dev.ts › compute.host.systemNodes.instanceTypes[1]: Karpenter's pod does not fit on it " +
                '(got "t4g.small"). Choose a large one, or a medium of the t families.',
        ]);
        assert.deepEqual(refused("t4g.medium", "m7g.large"), []);
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
