/** Every deadlock of a first deployment that is known by name, as a refused plan. */
import assert from "node:assert/strict";

import { capacityOfNodePool } from "../../../components/karpenter/node-pool-spec";
import {
    type Capacity,
    type KitPod,
    type PoolCapacity,
    SYSTEM_TAINT,
    SYSTEM_TOLERATION,
} from "../../../components/shared/pods";
import { nodePoolSpec } from "../../support/node-pool-spec";
import { checkPlacement } from "../../../components/platform/placement";

const COREDNS: KitPod = {
    name: "coredns",
    kind: "Deployment",
    phase: "core",
    namespace: "kube-system",
    labels: { "k8s-app": "kube-dns" },
    tolerations: [SYSTEM_TOLERATION],
    replicas: 2,
    spreadOverNodes: false,
    identity: "none",
    nodesOnly: false,
    notOnPools: false,
};

const EBS: KitPod = {
    ...COREDNS,
    name: "aws-ebs-csi-driver",
    labels: { app: "ebs-csi-controller" },
    identity: "irsa",
};
const METRICS: KitPod = {
    ...COREDNS,
    name: "metrics-server",
    labels: { "app.kubernetes.io/name": "metrics-server" },
};
const KARPENTER: KitPod = {
    ...COREDNS,
    name: "karpenter",
    phase: "karpenter",
    labels: { "app.kubernetes.io/name": "karpenter" },
    identity: "irsa",
    spreadOverNodes: true,
    notOnPools: true,
};
const CNI: KitPod = {
    ...COREDNS,
    name: "vpc-cni",
    kind: "DaemonSet",
    phase: "bootstrap",
    labels: { "k8s-app": "aws-node" },
    replicas: 0,
};

function profile(...labels: readonly Readonly<Record<string, string>>[]): Capacity {
    return {
        kind: "fargate",
        name: "Fargate profile system",
        phase: "capacity",
        selectors: labels.map((one) => ({ namespace: "kube-system", labels: one })),
    };
}

const NODES: Capacity = {
    kind: "nodes",
    name: "managed nodes system",
    phase: "capacity",
    taints: [SYSTEM_TAINT],
    labels: {},
    minNodes: 2,
};
const POOL = {
    kind: "pool",
    name: "node pool general",
    phase: "pools",
    taints: [],
    labels: {},
    requirements: [],
    limits: { cpu: "100", memory: "400Gi" },
} as const satisfies Capacity;

const refusal = (what: string, remedy: string): unknown => [{ path: "compute", what, remedy }];

describe("placement", () => {
    it("counts on no capacity of the pod's own phase, which may come after it", () => {
        const late = { ...NODES, phase: KARPENTER.phase };
        assert.match(
            checkPlacement("compute", [KARPENTER], [late])[0]?.what ?? "",
            /managed nodes system comes later, in phase karpenter \(Karpenter's controller\)$/,
        );
    });

    it("is silent when every pod fits", () => {
        const fargate = profile(COREDNS.labels, EBS.labels, METRICS.labels, KARPENTER.labels);
        assert.deepEqual(checkPlacement("compute", [COREDNS, EBS, METRICS, KARPENTER, CNI], [fargate]), []);
        assert.deepEqual(checkPlacement("compute", [COREDNS, EBS, METRICS, KARPENTER, CNI], [NODES]), []);
    });

    it("EBS CSI without a selector on Fargate: refused, with the selector to add", () => {
        assert.deepEqual(
            checkPlacement("compute", [EBS], [profile(COREDNS.labels), POOL]),
            refusal(
                "pod aws-ebs-csi-driver of phase core (add-ons on nodes or Fargate) fits nowhere: Fargate profile system does not select it; " +
                    "node pool general comes later, in phase pools (Karpenter's pools)",
                "Add a selector for namespace kube-system with app=ebs-csi-controller",
            ),
        );
    });

    it("metrics server without a toleration on tainted nodes: refused, with the toleration to add", () => {
        assert.deepEqual(
            checkPlacement("compute", [{ ...METRICS, tolerations: [] }], [NODES, POOL]),
            refusal(
                "pod metrics-server of phase core (add-ons on nodes or Fargate) fits nowhere: managed nodes system has taints it does not tolerate " +
                    "(CriticalAddonsOnly=true:NoSchedule); node pool general comes later, in phase pools (Karpenter's pools)",
                "Let metrics-server tolerate CriticalAddonsOnly",
            ),
        );
    });

    it("CoreDNS without computeType on Fargate: refused", () => {
        assert.deepEqual(
            checkPlacement("compute", [{ ...COREDNS, nodesOnly: true }], [profile(COREDNS.labels)]),
            refusal(
                "pod coredns of phase core (add-ons on nodes or Fargate) fits nowhere: Fargate profile system selects it, but its annotation " +
                    "eks.amazonaws.com/compute-type: ec2 keeps Fargate away",
                "Configure coredns with computeType Fargate",
            ),
        );
    });

    it("Karpenter with Pod Identity on Fargate: refused", () => {
        assert.deepEqual(
            checkPlacement(
                "compute",
                [{ ...KARPENTER, identity: "pod-identity" }],
                [profile(KARPENTER.labels)],
            ),
            refusal(
                "pod karpenter of phase karpenter (Karpenter's controller) fits nowhere: Fargate profile system selects it, but has no Pod " +
                    "Identity agent, so its calls to AWS would be denied",
                "Give karpenter its role through IRSA",
            ),
        );
    });

    it("rule 15: Karpenter on a pool of its own: refused", () => {
        assert.deepEqual(
            checkPlacement("compute", [KARPENTER], [POOL]),
            refusal(
                "pod karpenter of phase karpenter (Karpenter's controller) fits nowhere: node pool general is its own work: without it there " +
                    "is no node to start it on",
                "Run karpenter on Fargate or on a managed node group",
            ),
        );
    });

    it("rule 15: two replicas that must not share a node, on one node: refused", () => {
        assert.deepEqual(
            checkPlacement("compute", [KARPENTER], [{ ...NODES, minNodes: 1 }]),
            refusal(
                "pod karpenter of phase karpenter (Karpenter's controller) fits nowhere: managed nodes system has at least 1 nodes, and its 2 " +
                    "replicas need 2",
                "Let the group have at least 2 nodes",
            ),
        );
    });

    it("no capacity at all: refused", () => {
        assert.deepEqual(
            checkPlacement("compute", [COREDNS], []),
            refusal(
                "pod coredns of phase core (add-ons on nodes or Fargate) fits nowhere: there is no capacity at all",
                "Choose a kind of compute with capacity, or remove it",
            ),
        );
    });

    it("a profile that would take a DaemonSet's pods: refused", () => {
        const whole: Capacity = {
            kind: "fargate",
            name: "Fargate profile all",
            phase: "capacity",
            selectors: [{ namespace: "kube-*" }],
        };
        const proxy = { ...CNI, name: "kube-proxy" };
        const refusal = {
            what: "Fargate profile all takes the pods of DaemonSets that Fargate does not run: vpc-cni, kube-proxy",
            got: [{ namespace: "kube-*", labels: {} }],
            remedy: "Select by labels that these pods do not carry",
        };
        assert.deepEqual(checkPlacement("compute", [CNI, proxy], [whole, NODES]), [
            { path: "compute", ...refusal },
        ]);
        const placed = { ...whole, path: "fargateProfiles.all" };
        assert.deepEqual(checkPlacement("compute", [CNI, proxy], [placed, NODES]), [
            { path: "fargateProfiles.all", ...refusal },
        ]);
    });

    it("a DaemonSet that some nodes keep away: refused, by node group", () => {
        const gpu: Capacity = {
            ...POOL,
            name: "node pool gpu",
            taints: [{ key: "gpu", effect: "NoSchedule" }],
        };
        assert.deepEqual(checkPlacement("compute", [{ ...CNI, tolerations: [] }], [NODES, gpu, POOL]), [
            {
                path: "compute",
                what: "DaemonSet vpc-cni stays away from managed nodes system, whose taints it does not tolerate",
                got: ["CriticalAddonsOnly=true:NoSchedule"],
                remedy: "Let vpc-cni tolerate CriticalAddonsOnly",
            },
            {
                path: "compute",
                what: "DaemonSet vpc-cni stays away from node pool gpu, whose taints it does not tolerate",
                got: ["gpu:NoSchedule"],
                remedy: "Let vpc-cni tolerate gpu",
            },
        ]);
    });

    describe("on a pool, which has no node before a pod asks for one", () => {
        const APP: KitPod = {
            ...COREDNS,
            name: "app",
            phase: "releases",
            namespace: "default",
            labels: { app: "app" },
            tolerations: [],
            identity: "none",
            nodesOnly: false,
            replicas: 2,
        };
        const refusedOn = (pod: KitPod, pool: Partial<Extract<Capacity, { kind: "pool" }>>) =>
            checkPlacement("compute", [pod], [{ ...POOL, ...pool }]).map(({ remedy, what }) => [
                what,
                remedy,
            ]);
        const fitsNowhere = "pod app of phase releases (charts and objects) fits nowhere: node pool general";

        it("a pod of a later phase is placed", () => {
            assert.deepEqual(refusedOn(APP, {}), []);
            assert.deepEqual(refusedOn({ ...APP, spreadOverNodes: true, replicas: 9 }, {}), []);
        });

        it("asks for a label the pool's nodes may have, and for no other", () => {
            const arch = [{ key: "kubernetes.io/arch", operator: "In", values: ["arm64"] }] as const;
            const onArm = { ...APP, nodeSelector: { "kubernetes.io/arch": "arm64" } };
            const onIntel = { ...APP, nodeSelector: { "kubernetes.io/arch": "amd64" } };
            assert.deepEqual(refusedOn(onArm, { requirements: arch }), []);
            assert.deepEqual(refusedOn(onIntel, { requirements: arch }), [
                [
                    `${fitsNowhere} has no node with the label it asks for (kubernetes.io/arch=amd64)`,
                    "Give its nodes kubernetes.io/arch=amd64",
                ],
            ]);
            assert.deepEqual(
                refusedOn({ ...APP, nodeSelector: { team: "a" } }, { labels: { team: "a" } }),
                [],
            );
            assert.equal(refusedOn({ ...APP, nodeSelector: { team: "a" } }, {}).length, 1);
        });

        it("must find room within the pool's limits", () => {
            const large = { ...APP, requests: { cpu: "1500m", memory: "2Gi" } };
            assert.deepEqual(refusedOn(large, { limits: { cpu: "3", memory: "4Gi" } }), []);
            assert.deepEqual(refusedOn(large, { limits: { cpu: "2", memory: "400Gi" } }), [
                [`${fitsNowhere} may grow to 2 of cpu, too little for 2 times 1500m`, "Raise limits.cpu"],
            ]);
            assert.deepEqual(refusedOn(APP, { limits: { cpu: "0", memory: "4Gi" } }), [
                [`${fitsNowhere} may grow to 0 of cpu, too little for any pod`, "Raise limits.cpu"],
            ]);
        });

        it("must not be larger than every instance type the pool admits", () => {
            const onArm = (changes: object): Partial<PoolCapacity> => {
                const requirements = [
                    {
                        key: "node.kubernetes.io/instance-type",
                        operator: "In",
                        values: ["m7g.large", "r7g.xlarge"],
                    },
                ] as const;
                const { types, ...pool } = capacityOfNodePool(nodePoolSpec({ requirements, ...changes }));
                const limits = { cpu: "1000", memory: "4000Gi" };
                return types === undefined
                    ? assert.fail("no types")
                    : { ...pool, name: "node pool general", limits, types };
            };
            const asking = (cpu: string, memory: string): KitPod => ({ ...APP, requests: { cpu, memory } });
            assert.deepEqual(refusedOn(asking("3", "20Gi"), onArm({})), []);
            const room = "its types leave pods at most 3920m of cpu and 29258Mi of memory";
            const larger = "Admit larger instance types, or let the pod ask for less";
            assert.deepEqual(refusedOn(asking("4", "1Gi"), onArm({})), [
                [
                    `${fitsNowhere} admits no instance type with room for 4 of cpu and 1Gi of memory: ${room}`,
                    larger,
                ],
            ]);
            assert.deepEqual(refusedOn(asking("1", "32Gi"), onArm({})), [
                [
                    `${fitsNowhere} admits no instance type with room for 1 of cpu and 32Gi of memory: ${room}`,
                    larger,
                ],
            ]);
            // A type newer than the lists may have the room.
            const newer = [
                {
                    key: "node.kubernetes.io/instance-type",
                    operator: "In",
                    values: ["m7g.large", "m99g.large"],
                },
            ];
            assert.deepEqual(refusedOn(asking("64", "1Gi"), onArm({ requirements: newer })), []);
            assert.deepEqual(refusedOn(APP, onArm({})), []);
        });

        it("with replicas, has as many nodes as it says", () => {
            const spread = { ...APP, spreadOverNodes: true };
            assert.deepEqual(refusedOn(spread, { replicas: 2, limits: {} }), []);
            assert.deepEqual(refusedOn(spread, { replicas: 1, limits: {} }), [
                [
                    `${fitsNowhere} has at least 1 nodes, and its 2 replicas need 2`,
                    "Let the pool have at least 2 nodes",
                ],
            ]);
        });
    });

    it("a group of nodes without the label a pod asks for does not run it", () => {
        const pod = { ...COREDNS, nodeSelector: { team: "a" } };
        const group = { ...NODES, labels: { team: "b" } };
        assert.deepEqual(
            checkPlacement("compute", [pod], [group]),
            refusal(
                `pod ${COREDNS.name} of phase core (add-ons on nodes or Fargate) fits nowhere: managed nodes system has no node with the label it asks for (team=a)`,
                "Give its nodes team=a",
            ),
        );
        const known = { ...COREDNS, nodeSelector: { "kubernetes.io/arch": "arm64" } };
        assert.deepEqual(checkPlacement("compute", [known], [NODES]), []);
    });

    it("Windows runs nothing that is made for Linux, and Linux nothing made for Windows", () => {
        const windows: Capacity = {
            ...NODES,
            name: "managed nodes web",
            taints: [],
            labels: { "kubernetes.io/os": "windows" },
        };
        const linux: Capacity = { ...NODES, labels: { "kubernetes.io/os": "linux" } };
        assert.deepEqual(
            checkPlacement("compute", [COREDNS], [windows]),
            refusal(
                "pod coredns of phase core (add-ons on nodes or Fargate) fits nowhere: managed nodes web runs Windows, and " +
                    "the pod is made for Linux",
                "Give coredns nodes that run Linux",
            ),
        );
        assert.deepEqual(checkPlacement("compute", [COREDNS, CNI], [windows, linux]), []);
        const web: KitPod = { ...COREDNS, name: "iis", nodeSelector: { "kubernetes.io/os": "windows" } };
        assert.deepEqual(checkPlacement("compute", [web], [windows]), []);
        assert.deepEqual(
            checkPlacement("compute", [web], [linux]),
            refusal(
                "pod iis of phase core (add-ons on nodes or Fargate) fits nowhere: managed nodes system has no node with " +
                    "the label it asks for (kubernetes.io/os=windows)",
                "Give its nodes kubernetes.io/os=windows",
            ),
        );
        // A DaemonSet without tolerations keeps off Windows by its image's system, not for want of a toleration.
        const tainted = {
            ...windows,
            taints: [{ key: "os", value: "windows", effect: "NoSchedule" }],
        } as const;
        assert.deepEqual(checkPlacement("compute", [{ ...CNI, tolerations: [] }], [tainted]), []);
    });
});
