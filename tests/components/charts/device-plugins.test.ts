import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf, plainJson } from "../../../tools/facts/build";
import { KINDS } from "../../support/kinds";
import { graphOfShape, type PlanOptions, plannedOf, refusedOf } from "../../support/plan-shape";
import { systemNodesOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";
import { generalPool } from "../../fixtures/fork/stacks/presets";

const MANAGED = KINDS["managed"] ?? assert.fail();
const GPU_NODES = {
    ...systemNodesOf(ON_NODES),
    instanceTypes: ["g5.xlarge"],
    taints: [{ key: "team/gpu", value: "a", effect: "NO_EXECUTE" }],
} as const;

const withGpus = (changes: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...MANAGED,
    managedNodes: { gpu: GPU_NODES },
    devicePlugins: { nvidia: {} },
    ...changes,
});

async function valuesOf(shape: EnvironmentShape, name: string, options: PlanOptions = {}): Promise<unknown> {
    const { resources } = await graphOfShape(shape, options);
    const release = resources.find(
        (one) => one.type === "kubernetes:helm.sh/v3:Release" && one.urn.includes(name),
    );
    return (release?.inputs as { readonly values?: unknown } | undefined)?.values;
}

const tolerates = (key: string, effect = "NoSchedule") => ({ effect, key, operator: "Exists" });

describe("device plugins", () => {
    it("tolerate the taints of every pool with their device, whoever makes it", async () => {
        assert.deepEqual(await valuesOf(withGpus(), "device-plugin-nvidia"), {
            tolerations: [
                tolerates("CriticalAddonsOnly"),
                tolerates("nvidia.com/gpu"),
                tolerates("team/gpu", "NoExecute"),
            ],
        });
    });

    it("tolerate the taints of Karpenter's pools, of which nobody knows the types beforehand", async () => {
        const { compute } = ON_NODES;
        const taints = [{ key: "team/pool", value: "a", effect: "NoSchedule" }] as const;
        const pools = Object.fromEntries(
            Object.entries(compute.pools).map(([name, pool]) => [name, { ...pool, taints }]),
        );
        const shape = { ...ON_NODES, compute: { ...compute, pools }, devicePlugins: { nvidia: {} } };
        assert.deepEqual(await valuesOf(shape, "device-plugin-nvidia"), {
            tolerations: [
                tolerates("CriticalAddonsOnly"),
                tolerates("nvidia.com/gpu"),
                tolerates("team/pool"),
            ],
        });
    });

    it("come from the environment's own registry in the version a fork pins, unless words say otherwise", async () => {
        const pins = { charts: { "nvidia-device-plugin": "0.21.0" } };
        const config = { "platform:chartRegistry": "mirror.example.com/charts" };
        const sourceOf = async (nvidia: object): Promise<unknown> => {
            const { resources } = await graphOfShape(withGpus({ devicePlugins: { nvidia }, pins }), {
                config,
            });
            const release = resources.find(
                ({ name, type }) => type.endsWith(":Release") && name.includes("device-plugin"),
            );
            const { chart, repositoryOpts, version } = objectOf(release?.inputs);
            return [chart, version, repositoryOpts];
        };
        assert.deepEqual(await sourceOf({}), [
            "oci://mirror.example.com/charts/nvidia-device-plugin",
            "0.21.0",
            undefined,
        ]);
        const repository = "https://charts.example.com";
        assert.deepEqual(await sourceOf({ repository, version: "0.20.1" }), [
            "nvidia-device-plugin",
            "0.20.1",
            { repo: repository },
        ]);
    });

    it("are charts of exact versions in kube-system, whole", async () => {
        const accelerated = KINDS["accelerated"] ?? assert.fail();
        const { resources } = await graphOfShape(accelerated);
        const releases = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        assert.deepEqual(
            releases.map(({ inputs }) => {
                const { chart, namespace, repositoryOpts, version } = inputs as Record<string, unknown>;
                return [chart, version, namespace, repositoryOpts];
            }),
            [
                [
                    "aws-efa-k8s-device-plugin",
                    "v0.5.30",
                    "kube-system",
                    { repo: "https://aws.github.io/eks-charts" },
                ],
                ["oci://public.ecr.aws/neuron/neuron-helm-chart", "1.9.0", "kube-system", undefined],
                [
                    "nvidia-device-plugin",
                    "0.20.0",
                    "kube-system",
                    { repo: "https://nvidia.github.io/k8s-device-plugin" },
                ],
            ],
        );
        assert.deepEqual(await valuesOf(accelerated, "device-plugin-neuron"), {
            devicePlugin: {
                tolerations: [tolerates("CriticalAddonsOnly"), tolerates("aws.amazon.com/neuron")],
            },
            npd: { enabled: false },
            scheduler: { enabled: false },
        });
        assert.deepEqual(await valuesOf(accelerated, "device-plugin-efa"), {
            supportedInstanceLabels: { values: ["p5.48xlarge", "p5e.48xlarge", "trn1.32xlarge"] },
            tolerations: [tolerates("aws.amazon.com/neuron"), tolerates("nvidia.com/gpu")],
        });
    });

    it("pull their images from a registry of the environment's own, under the paths they have", async () => {
        const options = { config: { "platform:organisation": { registry: "registry.example.org/mirror" } } };
        const accelerated = KINDS["accelerated"] ?? assert.fail();
        const imageOf = async (device: string): Promise<unknown> => {
            const values = objectOf(
                plainJson(await valuesOf(accelerated, `device-plugin-${device}`, options)),
            );
            return values["image"] ?? objectOf(values["devicePlugin"])["image"];
        };
        assert.deepEqual(
            [await imageOf("nvidia"), await imageOf("neuron"), await imageOf("efa")],
            [
                { repository: "registry.example.org/mirror/nvidia/k8s-device-plugin" },
                { repository: "registry.example.org/mirror/neuron/neuron-device-plugin" },
                { repository: "registry.example.org/mirror/eks/aws-efa-k8s-device-plugin" },
            ],
        );
    });

    it("NVIDIA's: time slicing and MIG stand in its file, other settings go over the kit's", async () => {
        const shape = withGpus({
            devicePlugins: { nvidia: { timeSlicing: 4, mig: "mixed", values: { gfd: { enabled: true } } } },
        });
        const values = (await valuesOf(shape, "device-plugin-nvidia")) as Record<string, unknown>;
        assert.deepEqual(values["gfd"], { enabled: true });
        const { config } = values as {
            readonly config: { readonly default: string; readonly map: { default: string } };
        };
        assert.equal(config.default, "default");
        assert.deepEqual(JSON.parse(config.map.default), {
            version: "v1",
            flags: { migStrategy: "mixed" },
            sharing: { timeSlicing: { resources: [{ name: "nvidia.com/gpu", replicas: 4 }] } },
        });
        assert.deepEqual(
            plannedOf(shape).notices.filter((notice) => /GPU|MIG/.test(notice)),
            [
                "4 pods share each GPU in turns: nothing divides its memory among them, and nodes offer 4 times the nvidia.com/gpu they have",
                "The NVIDIA plugin offers what MIG has cut and cuts nothing: user data or the GPU operator does",
            ],
        );
    });

    it("NVIDIA's: a limit on GPUs of a pool counts slices once a node is ready, which a notice tells", () => {
        const told = (limits: Record<string, string | number>, nvidia: { timeSlicing?: number }) => {
            const pool = {
                ...generalPool({ architecture: "amd64", capacityTypes: ["spot"], cpuLimit: 8 }),
                limits,
            };
            const compute = {
                kind: "karpenter",
                host: { kind: "fargate", replicas: 1 },
                pools: { gpu: pool },
            } as const;
            return plannedOf({ ...ON_FARGATE, compute, devicePlugins: { nvidia } }).notices.filter((notice) =>
                notice.startsWith("compute.pools.gpu.limits"),
            );
        };
        const capped = { cpu: 8, memory: "32Gi", "nvidia.com/gpu": 4 };
        assert.deepEqual(told(capped, { timeSlicing: 3 }), [
            "compute.pools.gpu.limits: Karpenter counts what a node that is ready offers, 3 nvidia.com/gpu for each GPU: cap nodes instead",
        ]);
        assert.deepEqual(told(capped, {}), []);
        assert.deepEqual(told({ cpu: 8, memory: "32Gi", nodes: 4 }, { timeSlicing: 3 }), []);
    });

    it("are missed by a notice until something offers the device", () => {
        const missing = "Managed nodes gpu have the NVIDIA driver but no device plugin";
        const { devicePlugins: _plugins, ...without } = withGpus();
        assert.ok(plannedOf(without).notices.some((notice) => notice.startsWith(missing)));
        assert.ok(!plannedOf(withGpus()).notices.some((notice) => notice.startsWith(missing)));
    });

    it("are refused where no node has the device, or where an image brings its plugin", () => {
        assert.deepEqual(refusedOf({ ...MANAGED, devicePlugins: { neuron: {}, efa: {} } }), [
            "stacks/dev.ts › devicePlugins.neuron: no pool has Neuron devices. Remove it, or add such a pool.",
            "stacks/dev.ts › devicePlugins.efa: no pool has EFA interfaces. Remove it, or add such a pool.",
        ]);
        const gpu = { ...GPU_NODES, amiFamily: "Bottlerocket" } as const;
        assert.deepEqual(refusedOf(withGpus({ managedNodes: { gpu } })), [
            "stacks/dev.ts › devicePlugins.nvidia: every node with GPUs runs Bottlerocket, whose image brings the plugin. Remove it.",
        ]);
    });

    it("are refused beside another chart for the same device", () => {
        const operator = {
            chart: "gpu-operator",
            repository: "https://helm.ngc.nvidia.com/nvidia",
            version: "v26.7.0",
            namespace: { name: "gpu-operator" },
            pods: [],
        };
        assert.deepEqual(refusedOf(withGpus({ charts: { operator } })), [
            "stacks/dev.ts › devicePlugins.nvidia: chart operator offers the same devices, and two on one node offer them twice. " +
                "Remove it, or charts.operator.",
        ]);
    });

    it("are refused where EKS brings them, and where no node has a device", () => {
        for (const [kind, what] of [
            ["auto-mode", "nodes of Auto Mode bring the plugins of their devices"],
            ["fargate", "Fargate has no devices"],
        ] as const) {
            const shape = { ...(KINDS[kind] ?? assert.fail()), devicePlugins: { nvidia: {} } };
            assert.ok(
                refusedOf(shape).includes(
                    `stacks/dev.ts › devicePlugins.nvidia: ${what}. Remove it, or choose a kind with nodes of your own.`,
                ),
                kind,
            );
        }
    });

    it("refuse a number of pods that no GPU is shared by", () => {
        assert.deepEqual(refusedOf(withGpus({ devicePlugins: { nvidia: { timeSlicing: 1 } } })), [
            "stacks/dev.ts › devicePlugins.nvidia.timeSlicing: not a number of pods that share a GPU (got 1). " +
                "Choose 2 to 64, or leave it out: a GPU is then one pod's.",
        ]);
    });
});
