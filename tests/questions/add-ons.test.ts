/**
 * What users of other EKS projects ask of AWS's own add-ons and of GPUs' software, as questions to a plan of this one: each
 * an environment of its own. Public sources: eksctl-io/eksctl examples/, aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import type { ChartWords } from "../../components/charts/chart-schema";
import type { EnvironmentShape } from "../../components/platform/shape";
import { ADDON_VERSIONS, KUBERNETES_MINORS } from "../../components/versions";
import { inputsOf, onlyInputs, TYPES, valuesOf } from "../support/gallery";
import { systemNodesOf } from "../support/part-environment";
import { graphOfShape, plannedOf, refusedOf } from "../support/plan-shape";
import { ON_FARGATE, ON_NODES } from "../support/shapes";

const MANAGED: EnvironmentShape = {
    ...ON_FARGATE,
    compute: { kind: "managed", systemNodes: systemNodesOf(ON_NODES), dedicated: false },
};

const FOUR = ["vpc-cni", "coredns", "kube-proxy", "aws-ebs-csi-driver"];

describe("questions about AWS's add-ons", () => {
    for (const minor of KUBERNETES_MINORS) {
        it(`25-addons.yaml: the kit's choice of each for ${minor}, and no number in the file`, async () => {
            const graph = await graphOfShape(MANAGED, { config: { "platform:kubernetesVersion": minor } });
            for (const addon of FOUR) {
                const { addonVersion } = onlyInputs(graph, TYPES.addon, `addon-${addon}-`);
                assert.equal(addonVersion, ADDON_VERSIONS[minor][addon]?.value, addon);
                assert.match(String(addonVersion), /^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
            }
        });
    }

    it("its permissions: service accounts' own, and none of them the nodes'", async () => {
        const graph = await graphOfShape(MANAGED);
        const roleOf = (addon: string) => onlyInputs(graph, TYPES.addon, addon)["podIdentityAssociations"];
        const accounts = ["vpc-cni", "aws-ebs-csi-driver"].map((addon) =>
            (roleOf(addon) as readonly { readonly serviceAccount: string }[]).map(
                (one) => one.serviceAccount,
            ),
        );
        assert.deepEqual(accounts, [["aws-node"], ["ebs-csi-controller-sa"]]);
        const attached = inputsOf(graph, TYPES.attachment).map(({ policyArn, role }) => [policyArn, role]);
        const cni = attached.filter(([arn]) => String(arn).endsWith("/AmazonEKS_CNI_Policy"));
        assert.equal(cni.length, 1);
        const nodeRole = String(onlyInputs(graph, TYPES.group, "system-a")["nodeRoleArn"])
            .split("/")
            .at(-1);
        assert.ok(!cni.some(([, role]) => role === nodeRole));
        assert.ok(attached.some(([, role]) => role === nodeRole));
    });
});

/**
 * GPUs of g5 cannot be partitioned: with strategy mixed they are offered whole, as with any other.
 * Values: what the image of the nodes brings is left to it. Pods: those of the chart, and those the operator makes of it;
 * source: NVIDIA/gpu-operator deployments/gpu-operator, v26.7.0, values.yaml and templates.
 */
const GPU_OPERATOR: ChartWords = {
    chart: "gpu-operator",
    repository: "https://helm.ngc.nvidia.com/nvidia",
    version: "v26.7.0",
    namespace: { name: "gpu-operator", podSecurity: { enforce: "privileged" } },
    values: {
        devicePlugin: { enabled: true },
        driver: { enabled: false },
        mig: { strategy: "mixed" },
        migManager: { enabled: true },
        toolkit: { enabled: false },
    },
    pods: [
        {
            name: "gpu-operator",
            kind: "Deployment",
            labels: { app: "gpu-operator" },
            requests: { cpu: "200m", memory: "100Mi" },
        },
        {
            name: "nvidia-device-plugin-daemonset",
            kind: "DaemonSet",
            labels: { app: "nvidia-device-plugin-daemonset" },
            tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
        },
        {
            name: "nvidia-mig-manager",
            kind: "DaemonSet",
            labels: { app: "nvidia-mig-manager" },
            tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
        },
    ],
};

const GPUS: EnvironmentShape = {
    ...MANAGED,
    managedNodes: {
        gpu: {
            ...systemNodesOf(ON_NODES),
            slots: ["a"],
            instanceTypes: ["g5.12xlarge"],
            sizePerZone: { min: 1, desired: 1, max: 2 },
            taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" }],
        },
    },
    charts: { "gpu-operator": GPU_OPERATOR },
};

describe("questions about GPUs' software", () => {
    it("gpu-construct: GPU operator with MIG", async () => {
        const graph = await graphOfShape(GPUS);
        const group = onlyInputs(graph, TYPES.group, "nodes-gpu");
        assert.deepEqual(
            [group["instanceTypes"], group["amiType"]],
            [["g5.12xlarge"], "AL2023_x86_64_NVIDIA"],
        );
        const release = onlyInputs(graph, TYPES.release);
        assert.deepEqual([release["chart"], release["version"]], ["gpu-operator", "v26.7.0"]);
        assert.deepEqual(valuesOf(graph, "gpu-operator"), {
            devicePlugin: { enabled: true },
            driver: { enabled: false },
            mig: { strategy: "mixed" },
            migManager: { enabled: true },
            toolkit: { enabled: false },
        });
        // Its pods are read: no notice says that nobody knows where they run.
        assert.ok(!plannedOf(GPUS).notices.some((notice) => notice.includes("pods of chart gpu-operator")));
    });

    it("its neighbours are refused by name: pods no node takes, and a second plugin of the same devices", () => {
        const tainted = { ...GPUS, compute: { ...MANAGED.compute, dedicated: true } } as EnvironmentShape;
        const [pod, ...daemonSets] = refusedOf(tainted);
        assert.equal(
            pod,
            "stacks/dev.ts › compute: pod gpu-operator of phase releases (charts and objects) fits nowhere: managed nodes system has taints it does not tolerate (CriticalAddonsOnly=true:NoSchedule); managed nodes gpu has taints it does not tolerate (nvidia.com/gpu=true:NoSchedule). Let gpu-operator tolerate CriticalAddonsOnly.",
        );
        assert.equal(daemonSets.length, 2);
        assert.deepEqual(refusedOf({ ...GPUS, devicePlugins: { nvidia: {} } }), [
            "stacks/dev.ts › devicePlugins.nvidia: chart gpu-operator offers the same devices, and two on one node offer them twice. Remove it, or charts.gpu-operator.",
        ]);
    });
});
