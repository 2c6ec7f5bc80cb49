import assert from "node:assert/strict";

import fc from "fast-check";

import { mayUseSpot } from "../../../components/karpenter/node-pool-requirements";
import { type Disruption } from "../../../components/karpenter/node-pool-schema";
import {
    capacityOfNodePool,
    checkNodePool,
    decisionsOfNodePool,
    type NodePoolSpec,
    noticesOfNodePool,
    planNodePool,
} from "../../../components/karpenter/node-pool-spec";
import { secondsOf } from "../../../components/shared/durations";
import { childName } from "../../../components/shared/names";
import { toleratesAll } from "../../../components/shared/pods";
import { describeProblem } from "../../../components/shared/problems";
import { AMI_ALIAS } from "../../../components/versions";
import { nodePoolSpec } from "../../support/node-pool-spec";

function refusals(changes: Partial<NodePoolSpec>): string[] {
    return checkNodePool(nodePoolSpec(changes)).map((problem) => describeProblem(problem));
}

const GPU_TAINT = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" } as const;

describe("checkNodePool", () => {
    it("takes a plain pool, and one with everything", () => {
        assert.deepEqual(refusals({}), []);
        assert.deepEqual(
            refusals({
                amiAlias: "bottlerocket@v1.64.0",
                expireAfter: "Never",
                labels: { "example.com/team": "blue", "karpenter.sh/capacity-type": "on-demand" },
                startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }],
                taints: [GPU_TAINT, { key: "team", effect: "NO_SCHEDULE" }],
                weight: 100,
            }),
            [],
        );
    });

    it("names every fault at once, where it stands", () => {
        const faults: Partial<NodePoolSpec> = {
            amiAlias: "al2023@latest",
            disruption: {
                consolidationPolicy: "WhenEmpty",
                consolidateAfter: "5",
                budgets: [{ nodes: "110%" }],
            },
            expireAfter: "30d",
            labels: { "karpenter.sh/nodepool": "x" },
            limits: { cpu: "lots", memory: "400Gi" },
            diskSizeGiB: 1,
            tags: { "karpenter.sh/nodepool": "x" },
            pool: "General",
            requirements: [{ key: "team", operator: "In" }],
            startupTaints: [{ key: "a b", effect: "NoSchedule" }],
            taints: [{ key: "c d", effect: "NoSchedule" }],
            terminationGracePeriod: "Never",
            weight: 0,
        };
        assert.deepEqual(
            checkNodePool(nodePoolSpec(faults)).map(({ path }) => path),
            [
                "pool",
                "amiAlias",
                "diskSizeGiB",
                "tags.karpenter.sh/nodepool",
                "requirements[0].values",
                "labels.karpenter.sh/nodepool",
                "taints[0].key",
                "startupTaints[0].key",
                "limits.cpu",
                "disruption.consolidateAfter",
                "disruption.budgets[0].nodes",
                "expireAfter",
                "terminationGracePeriod",
                "weight",
            ],
        );
    });

    it("rule 38: refuses a pool without limits, disruption, expiry and grace period, which the compiler does too", () => {
        const {
            clusterName,
            diskSizeGiB = 0,
            kubernetesVersion,
            labels,
            pool,
            region,
            requirements,
            tags,
            taints,
        } = nodePoolSpec();
        const bare = {
            clusterName,
            diskSizeGiB,
            kubernetesVersion,
            labels,
            pool,
            region,
            requirements,
            tags,
            taints,
        };
        // @ts-expect-error: limits, disruption, expireAfter and terminationGracePeriod are required.
        const spec: NodePoolSpec = bare;
        assert.deepEqual(
            checkNodePool(spec).map(({ path }) => path),
            ["limits.cpu", "limits.memory", "disruption", "expireAfter", "terminationGracePeriod"],
        );
    });

    it("refuses a name that is no label value of a node", () => {
        for (const pool of ["", "General", "a_b", "-a", "a-", "a".repeat(64)]) {
            assert.deepEqual(refusals({ pool }), [
                `pool: not a name of a pool (got ${JSON.stringify(pool)}). ` +
                    "Use 1 to 63 of a-z 0-9 - with a letter or digit at both ends.",
            ]);
        }
        assert.deepEqual(refusals({ pool: "a".repeat(63) }), []);
        assert.deepEqual(refusals({ pool: "1" }), []);
    });

    it("F38: refuses labels of Kubernetes and of Karpenter, and bad values", () => {
        assert.deepEqual(
            refusals({
                labels: {
                    "karpenter.sh/x": "y",
                    "kubernetes.io/hostname": "y",
                    "node-restriction.kubernetes.io/team": "y",
                    "node-role.kubernetes.io/infra": "",
                    team: "blue team",
                },
            }).map((line) => line.split(":")[0]),
            ["labels.team", "labels.karpenter.sh/x", "labels.kubernetes.io/hostname"],
        );
    });

    it("F37: takes both spellings of an effect, and refuses others", () => {
        assert.deepEqual(refusals({ taints: [{ ...GPU_TAINT, effect: "NO_SCHEDULE" }] }), []);
        const never = JSON.parse('{ "key": "team", "effect": "Never" }') as NodePoolSpec["taints"][number];
        assert.deepEqual(
            checkNodePool(nodePoolSpec({ taints: [never] })).map(({ path }) => path),
            ["taints[0].effect"],
        );
    });

    it("refuses a taint that is a startup taint as well", () => {
        assert.deepEqual(
            refusals({
                startupTaints: [
                    { key: "other", effect: "NoSchedule" },
                    { ...GPU_TAINT, effect: "NO_SCHEDULE" },
                ],
                taints: [GPU_TAINT],
            }),
            [
                'startupTaints[1]: the same key and effect as taints[0] (got "nvidia.com/gpu"). Keep one of them.',
            ],
        );
        assert.deepEqual(
            refusals({ startupTaints: [{ ...GPU_TAINT, effect: "NoExecute" }], taints: [GPU_TAINT] }),
            [],
        );
    });

    it("refuses a weight outside 1 to 100", () => {
        for (const weight of [0, 101, 1.5, -1]) {
            assert.deepEqual(refusals({ weight }), [
                `weight: not a weight (got ${weight}). Write 1 to 100, or leave it out.`,
            ]);
        }
        assert.deepEqual(refusals({ weight: 1 }), []);
    });
});

describe("planNodePool", () => {
    const timeout = (terminationGracePeriod: string): string =>
        planNodePool(nodePoolSpec({ terminationGracePeriod })).deleteTimeout;

    it("rule 1: waits at least half an hour, and longer than nodes may take to drain", () => {
        assert.deepEqual(["0s", "15m", "16m", "30m", "1h", "90s", "24h"].map(timeout), [
            "30m",
            "30m",
            "31m",
            "45m",
            "75m",
            "30m",
            "1455m",
        ]);
    });

    it("rule 1: whatever the grace period, the timeout is a duration, longer by a quarter of an hour", () => {
        const amounts = fc.record({ hours: fc.nat(100), minutes: fc.nat(500), seconds: fc.nat(5000) });
        fc.assert(
            fc.property(amounts, ({ hours, minutes, seconds }) => {
                const period = `${hours}h${minutes}m${seconds}s`;
                const waited = secondsOf(timeout(period)) ?? 0;
                const grace = secondsOf(period) ?? 0;
                assert.ok(waited >= grace + 15 * 60 && waited >= 30 * 60, `${waited} after ${period}`);
            }),
        );
    });

    it("spells taints as Karpenter does, without empty values", () => {
        const plan = planNodePool(
            nodePoolSpec({
                startupTaints: [{ key: "a", value: "", effect: "NO_EXECUTE" }],
                taints: [{ key: "b", value: "c", effect: "PREFER_NO_SCHEDULE" }],
            }),
        );
        assert.deepEqual(plan.startupTaints, [{ key: "a", effect: "NoExecute" }]);
        assert.deepEqual(plan.taints, [{ key: "b", value: "c", effect: "PreferNoSchedule" }]);
        assert.deepEqual(planNodePool(nodePoolSpec()).startupTaints, []);
    });
});

describe("capacityOfNodePool", () => {
    it("has no node until a pod asks, and says what keeps pods away", () => {
        const spec = nodePoolSpec({
            labels: { team: "blue" },
            startupTaints: [{ key: "ebs.csi.aws.com/agent-not-ready", effect: "NoExecute" }],
            taints: [{ ...GPU_TAINT, effect: "NO_SCHEDULE" }],
        });
        const { addresses, types, ...capacity } = {
            addresses: undefined,
            types: undefined,
            ...capacityOfNodePool(spec),
        };
        assert.deepEqual([typeof addresses, typeof types], ["function", "function"]);
        assert.deepEqual(capacity, {
            kind: "pool",
            name: "node pool general",
            phase: "pools",
            taints: [GPU_TAINT],
            labels: { team: "blue", "karpenter.sh/nodepool": "general" },
            requirements: spec.requirements,
            limits: { cpu: "100", memory: "400Gi" },
        });
    });

    it("rule 44: a pod without the toleration stays off a tainted pool, one with it does not", () => {
        const capacity = capacityOfNodePool(nodePoolSpec({ taints: [GPU_TAINT] }));
        assert.equal(toleratesAll([], capacity.taints), false);
        assert.equal(toleratesAll([{ key: "nvidia.com/gpu", operator: "Exists" }], capacity.taints), true);
    });
});

describe("noticesOfNodePool", () => {
    it("rule 20: knows every pool that may use Spot, asked for or not", () => {
        const spot = { key: "karpenter.sh/capacity-type", operator: "In", values: ["spot"] } as const;
        assert.deepEqual(
            [[], [spot], [{ ...spot, operator: "NotIn" as const }], nodePoolSpec().requirements].map(
                (requirements) => mayUseSpot(nodePoolSpec({ requirements })),
            ),
            [true, true, false, false],
        );
    });

    it("rule 38: says when no budget applies", () => {
        const disruption: Disruption = {
            ...nodePoolSpec().disruption,
            budgets: [{ nodes: 0, schedule: "0 9 * * mon-fri", duration: "9h" }],
        };
        assert.deepEqual(noticesOfNodePool(nodePoolSpec({ disruption })), [
            "Pool general may lose all its nodes at once whenever none of its budgets applies: " +
                "add one without schedule and reasons",
        ]);
    });

    it("rule 44: says when any pod may sit on accelerators", () => {
        const { requirements } = nodePoolSpec();
        const gpu = [
            ...requirements,
            { key: "karpenter.k8s.aws/instance-gpu-count", operator: "Gt", values: ["0"] },
        ] as const;
        const notice =
            "Pool general has accelerators and no taint: any pod may take a place on its instances";
        const plugin =
            "Pool general has accelerators of nvidia: pods ask for nvidia.com/gpu; " +
            "install NVIDIA's device plugin or GPU Operator, which the image does not bring";
        assert.deepEqual(noticesOfNodePool(nodePoolSpec({ requirements: gpu })), [notice, plugin]);
        assert.deepEqual(noticesOfNodePool(nodePoolSpec({ requirements: gpu, taints: [GPU_TAINT] })), [
            plugin,
        ]);
        const wish = { ...GPU_TAINT, effect: "PREFER_NO_SCHEDULE" } as const;
        assert.deepEqual(noticesOfNodePool(nodePoolSpec({ requirements: gpu, taints: [wish] })), [
            notice,
            plugin,
        ]);
    });
});

describe("decisionsOfNodePool", () => {
    it("says what EFA needs besides the cluster's security group", () => {
        const networkInterfaces = [
            { networkCardIndex: 0, deviceIndex: 0, interfaceType: "interface" },
            { networkCardIndex: 0, deviceIndex: 1, interfaceType: "efa-only" },
        ] as const;
        const noticesOf = (nodeClass: NonNullable<NodePoolSpec["nodeClass"]>): string[] =>
            noticesOfNodePool(nodePoolSpec({ nodeClass })).filter((notice) => notice.includes("EFA"));
        assert.deepEqual(noticesOf({ networkInterfaces }), [
            "Pool general has EFA interfaces and only the cluster's security group: name one in securityGroupSelectorTerms that lets all " +
                "traffic of its own members in and out, or nothing passes between its adapters",
        ]);
        assert.deepEqual(
            noticesOf({ networkInterfaces, securityGroupSelectorTerms: [{ id: "sg-0123456789abcdef0" }] }),
            [],
        );
    });

    it("says what a reader of the plan asks first", () => {
        assert.deepEqual(
            decisionsOfNodePool(nodePoolSpec({ taints: [GPU_TAINT, { key: "x", effect: "NO_EXECUTE" }] })),
            {
                ami: AMI_ALIAS.value,
                budgets: ["10%"],
                consolidation: "WhenEmptyOrUnderutilized after 5m",
                diskSizeGiB: 50,
                expireAfter: "720h",
                kubernetesVersion: "1.36",
                labels: [],
                limits: ["cpu 100", "memory 400Gi"],
                pool: "general",
                requirements: ["karpenter.sh/capacity-type In on-demand", "kubernetes.io/arch In arm64"],
                taints: ["nvidia.com/gpu=true:NoSchedule", "x:NoExecute"],
                terminationGracePeriod: "1h",
            },
        );
        assert.equal(decisionsOfNodePool(nodePoolSpec({ weight: 10 }))["weight"], 10);
        const { labels, startupTaints } = decisionsOfNodePool(
            nodePoolSpec({ labels: { b: "2", a: "" }, startupTaints: [GPU_TAINT] }),
        );
        assert.deepEqual([labels, startupTaints], [["a=", "b=2"], ["nvidia.com/gpu=true:NoSchedule"]]);
        assert.equal(
            decisionsOfNodePool(nodePoolSpec({ amiAlias: "bottlerocket@v1.64.0" }))["ami"],
            "bottlerocket@v1.64.0",
        );
    });
});

describe("names", () => {
    it("rule 43: every accepted pool has names that fit and differ", () => {
        const pools = fc.uniqueArray(fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/), {
            maxLength: 5,
        });
        fc.assert(
            fc.property(pools, (names) => {
                const logical = names.flatMap((pool) =>
                    ["node-class", "node-pool"].map((part) => childName(`pool-${pool}`, part)),
                );
                assert.deepEqual(
                    names.flatMap((pool) => refusals({ pool })),
                    [],
                );
                assert.equal(new Set(logical).size, 2 * names.length);
                assert.ok(logical.every((name) => name.length <= 247));
            }),
        );
    });
});
