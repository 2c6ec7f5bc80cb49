import assert from "node:assert/strict";

import fc from "fast-check";

import { ADDON_NAMES, type AddonName, ADDONS, findAddon } from "../../../components/addons/catalogue";
import type { AddonDefinition } from "../../../components/addons/definition";
import { ADDON_HOSTS, type AddonOptions } from "../../../components/addons/workloads";
import type { JsonInput } from "../../../components/shared/json";
import {
    type KitPod,
    selectsPod,
    SYSTEM_TAINT,
    type Taint,
    TAINT_EFFECTS,
    toleratesAll,
} from "../../../components/shared/pods";
import { ADDON_VERSIONS } from "../../../components/versions";
import { ON_FARGATE, ON_NODES, optionsFor } from "../../support/addon-options";

const BOTH_HOSTS = ADDON_HOSTS.map((host): AddonOptions => ({ ...ON_NODES, host }));

/** As the contract has them: what a file leaves out is undefined. */
const ROWS: { readonly [addon in AddonName]: AddonDefinition } = ADDONS;

function podsOfAddons(addons: readonly AddonName[], options: AddonOptions): readonly KitPod[] {
    return addons.flatMap((addon) => ROWS[addon].pods(options));
}

/** Those that an environment has without naming them; one that is asked for is tested in a file of its own. */
const STANDING = ADDON_NAMES.filter((addon) => ROWS[addon].presence !== "on-request");

function column<T>(cell: (row: AddonDefinition) => T): Record<string, T> {
    return Object.fromEntries(STANDING.map((addon) => [addon, cell(ROWS[addon])]));
}

function configurationOf(addon: AddonName, options: AddonOptions): JsonInput | undefined {
    return ROWS[addon].configuration?.(options);
}

function podNamed(name: string, options: AddonOptions): KitPod {
    const found = podsOfAddons(ADDON_NAMES, options).filter((pod) => pod.name === name);
    assert.equal(found.length, 1, name);
    const [pod] = found;
    assert.ok(pod);
    return pod;
}

const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];

function spreadBy(matchLabels: Record<string, string>): unknown[] {
    return [
        {
            labelSelector: { matchLabels },
            maxSkew: 1,
            topologyKey: "topology.kubernetes.io/zone",
            whenUnsatisfiable: "ScheduleAnyway",
        },
    ];
}

/** What three Deployments are told on nodes with three replicas. */
function onNodes(matchLabels: Record<string, string>): Record<string, unknown> {
    return {
        podAnnotations: { "eks.amazonaws.com/compute-type": "ec2" },
        podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
        tolerations: TOLERATIONS,
        topologySpreadConstraints: spreadBy(matchLabels),
    };
}

/** And on Fargate with one. */
const ALONE_ON_FARGATE = {
    podAnnotations: undefined,
    podDisruptionBudget: { enabled: false },
    tolerations: TOLERATIONS,
    topologySpreadConstraints: undefined,
};

describe("ADDONS", () => {
    it("has a row for each add-on of the sets of versions", () => {
        const pinned = new Set(Object.values(ADDON_VERSIONS).flatMap((set) => Object.keys(set)));
        assert.deepEqual(
            [...pinned].filter((addon) => findAddon(addon) === undefined),
            [],
        );
    });

    it("rule 14: network, proxy and agent come before capacity, what needs pods to run after it", () => {
        assert.deepEqual(
            column(({ phase }) => phase),
            {
                "vpc-cni": "bootstrap",
                "kube-proxy": "bootstrap",
                "eks-pod-identity-agent": "bootstrap",
                coredns: "core",
                "aws-ebs-csi-driver": "core",
                "metrics-server": "core",
                "eks-node-monitoring-agent": "core",
            },
        );
    });

    it("rule 14: before capacity there are DaemonSets only; a Deployment would wait for a node", () => {
        for (const addon of ADDON_NAMES.filter((name) => ROWS[name].phase === "bootstrap")) {
            for (const pod of podsOfAddons([addon], ON_NODES)) assert.equal(pod.kind, "DaemonSet");
        }
        for (const addon of ADDON_NAMES) {
            for (const pod of podsOfAddons([addon], ON_NODES)) assert.equal(pod.phase, ROWS[addon].phase);
        }
    });

    it("rule 3: vpc-cni outlives its add-on, so that it frees the interfaces of the last nodes; so do kinds of snapshots", () => {
        assert.deepEqual(
            ADDON_NAMES.filter((addon) => ROWS[addon].preserve),
            ["vpc-cni", "snapshot-controller"],
        );
    });

    it("R15: an update keeps what people tune by hand, and mends the rest", () => {
        assert.deepEqual(
            ADDON_NAMES.filter((addon) => ROWS[addon].onUpdate === "PRESERVE"),
            ["vpc-cni", "coredns"],
        );
    });
});

describe("identities of add-ons", () => {
    it("rule 16: IRSA for what runs on Fargate, Pod Identity for what runs on nodes", () => {
        const matrix = BOTH_HOSTS.map((options) => [
            options.host,
            column(({ identity }) => identity?.kind(options)),
        ]);
        const none = {
            "kube-proxy": undefined,
            "eks-pod-identity-agent": undefined,
            coredns: undefined,
            "metrics-server": undefined,
            "eks-node-monitoring-agent": undefined,
        };
        assert.deepEqual(matrix, [
            ["fargate", { "vpc-cni": "pod-identity", "aws-ebs-csi-driver": "irsa", ...none }],
            ["managed-nodes", { "vpc-cni": "pod-identity", "aws-ebs-csi-driver": "pod-identity", ...none }],
        ]);
    });

    it("rule 16: a pod is told apart by the identity of its row, on every host", () => {
        for (const options of BOTH_HOSTS) {
            for (const addon of ADDON_NAMES) {
                const kinds = podsOfAddons([addon], optionsFor(addon, options)).map(
                    ({ identity }) => identity,
                );
                const called = kinds.filter((kind) => kind !== "none");
                const kind = ROWS[addon].identity?.kind(options);
                // Of a driver with two service accounts, the controller and its pods on nodes.
                const accounts = [kind, ...(ROWS[addon].identity?.further ?? []).map(() => kind)];
                assert.deepEqual(called, kind === undefined ? [] : accounts, addon);
            }
        }
    });

    it("rule 42: the storage add-on has an identity, and names its service account", () => {
        assert.deepEqual(ROWS["aws-ebs-csi-driver"].identity?.serviceAccount, {
            namespace: "kube-system",
            name: "ebs-csi-controller-sa",
        });
        assert.deepEqual(ROWS["vpc-cni"].identity?.serviceAccount, {
            namespace: "kube-system",
            name: "aws-node",
        });
    });

    it("gives vpc-cni AWS's policy, on a role of its own", () => {
        assert.deepEqual(ROWS["vpc-cni"].identity?.grants(ON_NODES), {
            awsManaged: "AmazonEKS_CNI_Policy",
        });
    });
});

describe("settings of add-ons", () => {
    it("vpc-cni: enforces NetworkPolicies, which a cluster takes either way; its values are texts", () => {
        assert.deepEqual(configurationOf("vpc-cni", ON_FARGATE), { enableNetworkPolicy: "true" });
    });

    it("leaves kube-proxy and the agent as EKS ships them", () => {
        for (const addon of ["kube-proxy", "eks-pod-identity-agent"] as const) {
            assert.equal(configurationOf(addon, ON_NODES), undefined);
        }
    });

    it("CoreDNS: on Fargate it says so, and fits the smallest size", () => {
        const size = { cpu: "0.25", memory: "256M" };
        assert.deepEqual(configurationOf("coredns", ON_FARGATE), {
            ...ALONE_ON_FARGATE,
            computeType: "Fargate",
            replicaCount: 1,
            resources: { limits: size, requests: size },
        });
        assert.deepEqual(configurationOf("coredns", ON_NODES), {
            ...onNodes({ "k8s-app": "kube-dns" }),
            replicaCount: 3,
        });
    });

    it("Windows: the kit's own pods stay on Linux, also where the shipped affinity is replaced", () => {
        const windows = { ...ON_NODES, windows: true };
        const { affinity } = { affinity: undefined, ...(configurationOf("coredns", windows) as object) };
        assert.equal(affinity, undefined);
        const linux = { key: "kubernetes.io/os", operator: "In", values: ["linux"] };
        const replaced = JSON.stringify(configurationOf("coredns", { ...windows, hybrid: true }));
        assert.ok(replaced.includes(JSON.stringify(linux)), replaced);
        assert.ok(
            !JSON.stringify(configurationOf("coredns", { ...ON_NODES, hybrid: true })).includes(
                "kubernetes.io/os",
            ),
        );
        assert.match(
            JSON.stringify(configurationOf("metrics-server", windows)),
            /"nodeSelector":\{"kubernetes.io\/os":"linux"\}/,
        );
        assert.deepEqual(configurationOf("vpc-cni", windows), {
            enableNetworkPolicy: "true",
            enableWindowsIpam: "true",
        });
    });

    it("rule 42: EBS CSI: tags of volumes, mounts on tainted nodes, and no default class of its own", () => {
        assert.deepEqual(configurationOf("aws-ebs-csi-driver", ON_FARGATE), {
            controller: { ...ALONE_ON_FARGATE, extraVolumeTags: ON_FARGATE.volumeTags, replicaCount: 1 },
            defaultStorageClass: { enabled: false },
            node: { tolerateAllTaints: true },
        });
        assert.deepEqual(configurationOf("aws-ebs-csi-driver", ON_NODES), {
            controller: {
                ...onNodes({ app: "ebs-csi-controller" }),
                extraVolumeTags: ON_NODES.volumeTags,
                replicaCount: 3,
            },
            defaultStorageClass: { enabled: false },
            node: { tolerateAllTaints: true },
        });
    });

    it("metrics server: it tolerates the system nodes, which its chart does not", () => {
        assert.deepEqual(configurationOf("metrics-server", ON_FARGATE), { ...ALONE_ON_FARGATE, replicas: 1 });
        assert.deepEqual(configurationOf("metrics-server", ON_NODES), {
            ...onNodes({ "app.kubernetes.io/name": "metrics-server" }),
            replicas: 3,
        });
    });

    it("rule 44: node monitoring: its GPU part goes where GPUs are", () => {
        assert.deepEqual(configurationOf("eks-node-monitoring-agent", ON_NODES), {
            dcgmAgent: { tolerations: [{ operator: "Exists" }] },
        });
    });

    it("R32: two replicas have a disruption budget that lets one go; a single one has none", () => {
        const budgetOf = (replicas: number): unknown => {
            const settings = configurationOf("metrics-server", { ...ON_NODES, replicas });
            return Object.entries(settings ?? {}).find(([key]) => key === "podDisruptionBudget")?.[1];
        };
        assert.deepEqual([1, 2, 3].map(budgetOf), [
            { enabled: false },
            { enabled: true, maxUnavailable: 1 },
            { enabled: true, maxUnavailable: 1 },
        ]);
    });

    it("R33: spreads over zones when asked, on nodes only", () => {
        const spreads = (options: AddonOptions): boolean =>
            JSON.stringify(configurationOf("coredns", options)).includes("topology.kubernetes.io/zone");
        assert.equal(spreads(ON_NODES), true);
        assert.equal(spreads({ ...ON_NODES, zoneSpread: false }), false);
        assert.equal(spreads({ ...ON_NODES, host: "fargate" }), false);
    });
});

describe("podsOfAddons", () => {
    it("describes the pods of every add-on that stands without being named, on nodes", () => {
        const deployment = {
            kind: "Deployment",
            phase: "core",
            namespace: "kube-system",
            tolerations: TOLERATIONS,
            replicas: 3,
            spreadOverNodes: false,
            identity: "none",
            nodesOnly: true,
            notOnPools: false,
        };
        const daemonSet = {
            ...deployment,
            kind: "DaemonSet",
            tolerations: [{ operator: "Exists" }],
            replicas: 0,
            nodesOnly: false,
        };
        const driver = { "app.kubernetes.io/name": "aws-ebs-csi-driver" };
        assert.deepEqual(podsOfAddons(STANDING, ON_NODES), [
            {
                ...daemonSet,
                name: "aws-node",
                phase: "bootstrap",
                labels: { "k8s-app": "aws-node", "app.kubernetes.io/name": "aws-node" },
                identity: "pod-identity",
            },
            { ...daemonSet, name: "kube-proxy", phase: "bootstrap", labels: { "k8s-app": "kube-proxy" } },
            {
                ...daemonSet,
                name: "eks-pod-identity-agent",
                phase: "bootstrap",
                labels: { "app.kubernetes.io/name": "eks-pod-identity-agent" },
            },
            {
                ...deployment,
                name: "coredns",
                labels: { "k8s-app": "kube-dns", "eks.amazonaws.com/component": "coredns" },
            },
            {
                ...deployment,
                name: "ebs-csi-controller",
                labels: { app: "ebs-csi-controller", ...driver },
                identity: "pod-identity",
            },
            { ...daemonSet, name: "ebs-csi-node", labels: { app: "ebs-csi-node", ...driver } },
            {
                ...deployment,
                name: "metrics-server",
                labels: {
                    "app.kubernetes.io/name": "metrics-server",
                    "app.kubernetes.io/instance": "metrics-server",
                },
            },
            {
                ...daemonSet,
                name: "eks-node-monitoring-agent",
                labels: { "app.kubernetes.io/name": "eks-node-monitoring-agent" },
            },
            { ...daemonSet, name: "dcgm-server", labels: { "k8s-app": "dcgm-server" } },
        ]);
    });

    it("on Fargate differs in what Fargate takes and how it calls AWS", () => {
        const options = { ...ON_NODES, host: "fargate" } as const;
        const expected = podsOfAddons(STANDING, ON_NODES).map((pod) => ({
            ...pod,
            nodesOnly: false,
            identity: pod.name === "ebs-csi-controller" ? "irsa" : pod.identity,
        }));
        assert.deepEqual(podsOfAddons(STANDING, options), expected);
    });

    it("brings the pods of these add-ons and no others", () => {
        assert.deepEqual(podsOfAddons([], ON_NODES), []);
        assert.deepEqual(
            podsOfAddons(["metrics-server", "coredns"], ON_NODES).map(({ name }) => name),
            ["metrics-server", "coredns"],
        );
    });

    it("rule 44: every DaemonSet tolerates every taint there is", () => {
        const taint: fc.Arbitrary<Taint> = fc.record({
            key: fc.string({ minLength: 1 }),
            value: fc.string(),
            effect: fc.constantFrom(...TAINT_EFFECTS),
        });
        const daemonSets = podsOfAddons(ADDON_NAMES, ON_NODES).filter(({ kind }) => kind === "DaemonSet");
        assert.ok(daemonSets.length >= 6);
        fc.assert(
            fc.property(fc.array(taint), (taints) => {
                for (const { name, tolerations } of daemonSets) {
                    assert.equal(toleratesAll(tolerations, taints), true, name);
                }
            }),
        );
    });

    it("rule 44: every Deployment tolerates the system nodes, and nobody else's", () => {
        for (const { kind, name, tolerations } of podsOfAddons(ADDON_NAMES, ON_NODES)) {
            if (kind === "DaemonSet") continue;
            // Its chart names no toleration: it comes once there are nodes for workloads.
            assert.equal(toleratesAll(tolerations, [SYSTEM_TAINT]), name !== "s3-csi-controller", name);
            assert.equal(toleratesAll(tolerations, [{ key: "gpu", effect: "NoSchedule" }]), false, name);
        }
    });

    it("a selector by app takes the EBS CSI controller alone, one by name its node pods as well", () => {
        const takenBy = (labels: Record<string, string>): string[] =>
            podsOfAddons(ADDON_NAMES, ON_FARGATE)
                .filter((pod) => selectsPod({ namespace: "kube-system", labels }, pod))
                .map(({ name }) => name);
        assert.deepEqual(takenBy({ app: "ebs-csi-controller" }), ["ebs-csi-controller"]);
        assert.deepEqual(takenBy({ "app.kubernetes.io/name": "aws-ebs-csi-driver" }), [
            "ebs-csi-controller",
            "ebs-csi-node",
        ]);
        assert.deepEqual(takenBy({ "k8s-app": "kube-dns" }), ["coredns"]);
        assert.deepEqual(takenBy({ "app.kubernetes.io/name": "metrics-server" }), ["metrics-server"]);
    });

    it("claims nothing of a Deployment that its settings do not make true", () => {
        const places = {
            coredns: ["coredns", "replicaCount"],
            "aws-ebs-csi-driver": ["ebs-csi-controller", "replicaCount"],
            "metrics-server": ["metrics-server", "replicas"],
        } as const;
        for (const options of [...BOTH_HOSTS, ON_FARGATE]) {
            for (const addon of ["coredns", "aws-ebs-csi-driver", "metrics-server"] as const) {
                const [podName, replicasKey] = places[addon];
                const whole = new Map(Object.entries(configurationOf(addon, options) ?? {}));
                const settings = new Map(
                    Object.entries(whole.get("controller") ?? Object.fromEntries(whole)),
                );
                const pod = podNamed(podName, options);
                assert.deepEqual(settings.get("tolerations"), pod.tolerations);
                assert.equal(settings.get(replicasKey), pod.replicas);
                assert.equal(settings.get("podAnnotations") !== undefined, pod.nodesOnly);
            }
        }
    });
});
