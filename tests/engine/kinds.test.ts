/** Ring 2: an environment of each kind of compute and of nodes, as its recipe has it, from nothing to nothing again. */
import assert from "node:assert/strict";
import path from "node:path";

import type { ComputeWords } from "../../components/compute/ref";
import { FollowedPage } from "../support/followed-page";
import { assertOrder, each, type Stage } from "./changes";
import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";
import { assertCameUp, assertHoldsStill, assertWent } from "./life";
import { comparePreview } from "./preview-equals-plan";
import { planOf } from "./review-equals-preview";

interface Kind {
    readonly kind: ComputeWords["kind"];
    /** Nodes beside that kind, or in its pools. @default none worth a case */
    readonly nodes?: string;
    /** Page of docs/recipes that the environment follows; or its program. @default dev, which is of this kind */
    readonly from?: { readonly recipe: string } | { readonly program: string };
    /** Stages of the first update, among others. */
    readonly comes: readonly Stage[];
    /** Stages of its end, among others. */
    readonly goes: readonly Stage[];
    /** Pools with an instance that nobody registered, once it is up. */
    readonly pools?: readonly string[];
}

const CONTROL_PLANE = "Cluster cluster-control-plane";
const METRICS_SERVER = "Addon addon-metrics-server-addon";
const COREDNS = "Addon addon-coredns-addon";
const NODE_ADDONS = ["vpc-cni", "kube-proxy", "eks-pod-identity-agent"].map(
    (name) => `Addon addon-${name}-addon`,
);
const CORE_ADDONS = [COREDNS, METRICS_SERVER, "Addon addon-aws-ebs-csi-driver-addon"];
const GROUPS = ["system", "general"].flatMap((pool) =>
    ["a", "b"].map((slot) => `NodeGroup nodes-${pool}-${slot}`),
);
const AUTO_MODE_RIGHTS = ["block-storage", "compute", "load-balancing", "networking"]
    .map((name) => `cluster-role-${name}`)
    .concat(["cluster-auto-nodes-registry", "cluster-auto-nodes-worker"])
    .map((name) => `RolePolicyAttachment ${name}`);

const PLUGINS = ["neuron", "nvidia"].map((name) => `Release device-plugin-${name}-release`);

const classes = (type: string, names: readonly string[]) =>
    names.map((name) => `${type} pool-${name}-node-class`);
const pools = (names: readonly string[]) => names.map((name) => `NodePool pool-${name}-node-pool`);

const KINDS: readonly Kind[] = [
    {
        kind: "karpenter",
        comes: [
            each("create", CONTROL_PLANE),
            each("create", "FargateProfile fargate-system-profile"),
            each("create", COREDNS),
            each("create", "Release karpenter-crd"),
            each("create", "Release karpenter-controller"),
            each("create", "EC2NodeClass pool-general-node-class"),
            each("create", "NodePool pool-general-node-pool"),
        ],
        goes: [
            each("delete", "NodePool pool-general-node-pool"),
            each("delete", "EC2NodeClass pool-general-node-class"),
            each("delete", "Release karpenter-controller"),
            each("delete", "Release karpenter-crd"),
            each("delete", COREDNS),
            each("delete", "FargateProfile fargate-system-profile"),
            each("delete", ...NODE_ADDONS),
            each("delete", CONTROL_PLANE),
        ],
        pools: ["general"],
    },
    {
        kind: "auto-mode",
        from: { program: require.resolve("./programs/on-auto-mode.ts") },
        comes: [
            each("create", ...AUTO_MODE_RIGHTS),
            each("create", CONTROL_PLANE),
            each("create", METRICS_SERVER),
        ],
        goes: [
            each("delete", METRICS_SERVER),
            each("delete", CONTROL_PLANE),
            each("delete", ...AUTO_MODE_RIGHTS),
            each("delete", "Role cluster-auto-nodes", "Role cluster-role"),
        ],
        pools: ["general-purpose", "system"],
    },
    {
        kind: "fargate",
        from: { recipe: "fargate.md" },
        comes: [
            each("create", CONTROL_PLANE),
            each("create", "FargateProfile fargate-system-profile"),
            each("create", "FargateProfile fargate-workloads-profile"),
            each("create", COREDNS, METRICS_SERVER),
        ],
        goes: [
            each("delete", COREDNS, METRICS_SERVER),
            each("delete", "FargateProfile fargate-workloads-profile"),
            each("delete", "FargateProfile fargate-system-profile"),
            each("delete", CONTROL_PLANE),
        ],
    },
    {
        kind: "managed",
        from: { recipe: "managed.md" },
        comes: [
            each("create", CONTROL_PLANE),
            each("create", ...NODE_ADDONS),
            each("create", ...GROUPS),
            each("create", ...CORE_ADDONS),
        ],
        goes: [
            each("delete", ...CORE_ADDONS),
            each("delete", ...GROUPS),
            each("delete", ...NODE_ADDONS),
            each("delete", CONTROL_PLANE),
        ],
    },
    {
        kind: "auto-mode",
        nodes: "in pools of one's own",
        from: { recipe: "auto-mode.md" },
        comes: [
            each("create", CONTROL_PLANE),
            each("create", "AccessPolicyAssociation auto-nodes-policy"),
            each("create", ...classes("NodeClass", ["general", "batch"])),
            each("create", ...pools(["general", "batch"])),
            each("create", METRICS_SERVER),
        ],
        goes: [
            each("delete", METRICS_SERVER),
            each("delete", ...pools(["general", "batch"])),
            each("delete", ...classes("NodeClass", ["general", "batch"])),
            each("delete", "AccessPolicyAssociation auto-nodes-policy"),
            each("delete", CONTROL_PLANE),
            each("delete", "Role cluster-auto-pools"),
        ],
        pools: ["batch", "general"],
    },
    {
        kind: "managed",
        nodes: "that are self-managed",
        from: { recipe: "self-managed.md" },
        comes: [
            each("create", CONTROL_PLANE),
            each("create", "AccessEntry self-managed-mixed-entry", ...NODE_ADDONS),
            each("create", "Group self-managed-mixed-a", "Group self-managed-mixed-b"),
            each("create", ...CORE_ADDONS),
        ],
        goes: [
            each("delete", ...CORE_ADDONS),
            each("delete", "Group self-managed-mixed-a", "Group self-managed-mixed-b"),
            each("delete", "AccessEntry self-managed-mixed-entry", ...NODE_ADDONS),
            each("delete", CONTROL_PLANE),
        ],
    },
    {
        kind: "karpenter",
        nodes: "with GPUs and Neuron devices",
        from: { recipe: "gpu.md" },
        comes: [
            each("create", CONTROL_PLANE),
            each("create", "NodeGroup nodes-neuron-a", "NodeGroup nodes-neuron-b"),
            each("create", "Release karpenter-controller"),
            each("create", ...pools(["general", "gpu"])),
            each("create", ...PLUGINS),
        ],
        goes: [
            each("delete", ...PLUGINS),
            each("delete", ...pools(["general", "gpu"])),
            each("delete", "Release karpenter-controller"),
            each("delete", CONTROL_PLANE),
        ],
        pools: ["general", "gpu"],
    },
];

describeWithPulumi("ring 2: each kind of compute", function () {
    this.timeout(RUN_MS);

    for (const { comes, from, goes, kind, nodes, pools: started = [] } of KINDS) {
        describe(nodes === undefined ? kind : `${kind}, nodes ${nodes}`, () => {
            let page: FollowedPage | undefined;
            let program: string | undefined;
            let bench: Bench;

            before(() => {
                bench = new Bench({ stack: "dev" });
                if (from === undefined) return;
                if ("recipe" in from) {
                    page = new FollowedPage(`recipes/${from.recipe}`);
                    page.follow();
                }
                program = "recipe" in from ? undefined : from.program;
                bench.run(program ?? page?.folder ?? assert.fail());
            });

            after(() => {
                bench.close();
                page?.remove();
            });

            it("previews what the plan shows", async () => {
                const preview = await bench.preview();
                assert.equal(preview.code, 0, said(preview));
                const workspace = bench.workspace();
                const settings = path.join(workspace.directory, "Pulumi.dev.yaml");
                const plan =
                    page?.graph("--unknown", "--config", settings) ??
                    (await planOf(workspace, program, "unknown"));
                assert.deepEqual(comparePreview(plan, preview.planned), []);
            });

            it("comes up in one pass, in its order", async () => {
                const run = await bench.up();
                await assertCameUp(bench, run);
                assertOrder(run, comes);
                assert.deepEqual(poolsOf(bench), started);
            });

            it("then changes nothing", async () => assertHoldsStill(bench, {}));

            it("rule 1, 3, 5: goes in its order, and leaves nothing", async () => {
                const run = await bench.destroy();
                await assertWent(bench, run);
                assertOrder(run, goes);
            });
        });
    }
});

function poolsOf({ inventory }: Bench): readonly string[] {
    return inventory
        .ofType("sandbox:ec2/instance")
        .map(({ outputs }) => String(outputs["pool"]))
        .sort();
}
