/** Namespaces with what holds in them: levels, amounts, traffic, and where nobody would enforce it. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { AUTO_MODE, AUTO_MODE_MIXED, FARGATE, MANAGED, WINDOWS } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

type Words = NonNullable<EnvironmentShape["namespaces"]>;

/** An object of namespace team-a, and namespace team-b. */
const INSIDE = "tests/fixtures/objects/inside.yaml";
const NAMESPACE = "tests/fixtures/objects/namespace.yaml";

const shapeWith = (
    namespaces: Words,
    further: Partial<EnvironmentShape> = {},
    base: EnvironmentShape = ON_NODES,
): EnvironmentShape => ({ ...base, namespaces, ...further });

async function inputsOf(shape: EnvironmentShape, component = "namespace-team-a") {
    const graph = await graphOfShape(shape);
    const parent = resourceNamed(graph, component).urn;
    return Object.fromEntries(
        graph.resources
            .filter((one) => one.parent === parent)
            .map((one) => {
                const { apiVersion: _, kind: __, ...inputs } = objectOf(one.inputs);
                return [one.name.replace(`${component}-`, ""), inputs];
            }),
    );
}

const metadata = (name: string) => ({ name, namespace: "team-a" });
const DNS_PORTS = [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
];
const AGENT = {
    to: [{ ipBlock: { cidr: "169.254.170.23/32" } }, { ipBlock: { cidr: "fd00:ec2::23/128" } }],
    ports: [{ port: 80, protocol: "TCP" }],
};
const WITHIN = {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
    ingress: [{ from: [{ podSelector: {} }] }],
    egress: [{ to: [{ podSelector: {} }] }],
};
const KUBE_DNS = {
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

describe("a namespace", () => {
    it("that says nothing is baseline, denies everything but names, credentials and its own pods, and mounts no token", async () => {
        assert.deepEqual(await inputsOf(shapeWith({ "team-a": {} })), {
            namespace: {
                metadata: {
                    name: "team-a",
                    labels: {
                        "pod-security.kubernetes.io/enforce": "baseline",
                        "pod-security.kubernetes.io/audit": "restricted",
                        "pod-security.kubernetes.io/warn": "restricted",
                    },
                },
            },
            "default-deny": {
                metadata: metadata("default-deny"),
                spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
            },
            "allow-dns": {
                metadata: metadata("allow-dns"),
                spec: {
                    podSelector: {},
                    policyTypes: ["Egress"],
                    egress: [{ to: [KUBE_DNS], ports: DNS_PORTS }],
                },
            },
            "allow-pod-identity": {
                metadata: metadata("allow-pod-identity"),
                spec: { podSelector: {}, policyTypes: ["Egress"], egress: [AGENT] },
            },
            "allow-within": { metadata: metadata("allow-within"), spec: WITHIN },
            "default-account": { metadata: metadata("default"), automountServiceAccountToken: false },
        });
    });

    it("says each of its words as Kubernetes takes it", async () => {
        const made = await inputsOf(
            shapeWith({
                "team-a": {
                    podSecurity: { enforce: "restricted", version: "v1.36" },
                    labels: { team: "a" },
                    annotations: { "example.com/owner": "team a" },
                    quota: { "requests.cpu": "20", pods: 100, "requests.nvidia.com/gpu": 4 },
                    containers: {
                        requests: { cpu: "100m", memory: "128Mi" },
                        limits: { memory: "256Mi" },
                        max: { memory: "4Gi" },
                        min: { cpu: "10m" },
                    },
                    traffic: {
                        kind: "deny",
                        dns: false,
                        podIdentity: false,
                        within: false,
                        from: ["ingress"],
                        fromNetworks: [{ cidr: "10.0.0.0/16", ports: [8080] }],
                        to: ["team-b"],
                        toNetworks: [
                            {
                                cidr: "0.0.0.0/0",
                                except: ["10.0.0.0/8"],
                                ports: [443, { port: 123, protocol: "UDP" }],
                            },
                            { cidr: "fd00::/64" },
                        ],
                    },
                    defaultToken: true,
                },
            }),
        );
        const named = (name: string) => ({
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
        });
        assert.deepEqual(made, {
            namespace: {
                metadata: {
                    name: "team-a",
                    annotations: { "example.com/owner": "team a" },
                    labels: {
                        team: "a",
                        "pod-security.kubernetes.io/enforce": "restricted",
                        "pod-security.kubernetes.io/enforce-version": "v1.36",
                    },
                },
            },
            quota: {
                metadata: metadata("quota"),
                spec: { hard: { "requests.cpu": "20", pods: "100", "requests.nvidia.com/gpu": "4" } },
            },
            limits: {
                metadata: metadata("limits"),
                spec: {
                    limits: [
                        {
                            type: "Container",
                            default: { memory: "256Mi" },
                            defaultRequest: { cpu: "100m", memory: "128Mi" },
                            max: { memory: "4Gi" },
                            min: { cpu: "10m" },
                        },
                    ],
                },
            },
            "default-deny": {
                metadata: metadata("default-deny"),
                spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
            },
            "allow-from": {
                metadata: metadata("allow-from"),
                spec: {
                    podSelector: {},
                    policyTypes: ["Ingress"],
                    ingress: [
                        { from: [named("ingress")] },
                        {
                            from: [{ ipBlock: { cidr: "10.0.0.0/16" } }],
                            ports: [{ port: 8080, protocol: "TCP" }],
                        },
                    ],
                },
            },
            "allow-to": {
                metadata: metadata("allow-to"),
                spec: {
                    podSelector: {},
                    policyTypes: ["Egress"],
                    egress: [
                        { to: [named("team-b")] },
                        {
                            to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }],
                            ports: [
                                { port: 443, protocol: "TCP" },
                                { port: 123, protocol: "UDP" },
                            ],
                        },
                        { to: [{ ipBlock: { cidr: "fd00::/64" } }] },
                    ],
                },
            },
        });
    });

    it("that is open has no policy", async () => {
        const made = await inputsOf(shapeWith({ "team-a": { traffic: { kind: "open" } } }));
        assert.deepEqual(Object.keys(made).sort(), ["default-account", "namespace"]);
    });

    it("is there before what it holds, and goes before the controllers that clear up after it", async () => {
        const catalogue = { "aws-gateway-controller-chart": {} };
        const lattice = { serviceNetwork: { kind: "own" } } as const;
        const prefixLists = ["pl-0123456789abcdef0"];
        const graph = await graphOfShape(
            shapeWith({ "team-a": { quota: { pods: 1 } } }, { catalogue, lattice }),
            {
                config: { "platform:lattice": { prefixLists } },
            },
        );
        const namespace = resourceNamed(graph, "namespace-team-a-namespace");
        for (const name of ["quota", "default-deny", "allow-dns", "default-account"]) {
            const { urn } = resourceNamed(graph, `namespace-team-a-${name}`);
            assert.ok(ancestorsOf(graph, urn).has(namespace.urn), name);
        }
        const behind = ancestorsOf(graph, namespace.urn);
        for (const name of ["chart-aws-gateway-controller-chart-release", "pool-x86-node-pool"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
    });
});

describe("traffic of a namespace", () => {
    it("is denied on Auto Mode once EKS's controller is switched on, and names are asked of an address", async () => {
        const shape = shapeWith({ "team-a": {} }, {}, AUTO_MODE);
        const graph = await graphOfShape(shape);
        const { data, metadata: where } = objectOf(resourceNamed(graph, "policy-enforcement-switch").inputs);
        assert.deepEqual(data, { "enable-network-policy-controller": "true" });
        assert.deepEqual(where, { name: "amazon-vpc-cni", namespace: "kube-system" });
        const dns = async (one: EnvironmentShape, serviceCidr?: string) => {
            const made = await graphOfShape(one, { config: { "platform:serviceCidr": serviceCidr } });
            const { spec } = objectOf(resourceNamed(made, "namespace-team-a-allow-dns").inputs);
            return objectOf(spec)["egress"];
        };
        assert.deepEqual(await dns(shape, "172.20.0.0/16"), [
            { to: [{ ipBlock: { cidr: "172.20.0.10/32" } }], ports: DNS_PORTS },
        ]);
        // Of an IPv6 cluster EKS chooses the addresses of services.
        const ipv6 = { ...shape, network: { ...shape.network, ipv6: "pods" } } as const;
        assert.deepEqual(await dns(ipv6), [{ ports: DNS_PORTS }]);
    });

    it("needs no switch beside other nodes, where vpc-cni has it, nor where nothing is denied", async () => {
        for (const shape of [
            shapeWith({ "team-a": {} }, {}, AUTO_MODE_MIXED),
            shapeWith({ "team-a": { traffic: { kind: "open" } } }, {}, AUTO_MODE),
            shapeWith({ "team-a": {} }, {}, MANAGED),
        ]) {
            const { resources } = await graphOfShape(shape);
            assert.deepEqual(
                resources.filter(({ name }) => name.startsWith("policy-enforcement")),
                [],
            );
        }
    });

    it("is not said to be denied where nothing enforces it", () => {
        assert.deepEqual(refusedOf(shapeWith({ "team-a": {} }, {}, FARGATE)), [
            'stacks/dev.ts › namespaces.team-a.traffic: nothing enforces NetworkPolicies on Fargate: what is denied here would pass. Write traffic: { kind: "open" }, and hold pods apart by security groups.',
        ]);
        assert.deepEqual(refusedOf(shapeWith({ "team-a": { traffic: { kind: "open" } } }, {}, FARGATE)), []);
    });

    it("is told where a part of the pods escapes it", () => {
        const told = (shape: EnvironmentShape) =>
            plannedOf(shape).notices.filter((notice) => notice.includes("team-a"));
        const off = { network: { ...ON_NODES.network, pods: { policies: "off" } } } as const;
        assert.deepEqual(told(shapeWith({ "team-a": {} })), []);
        assert.deepEqual(told(shapeWith({ "team-a": {} }, off)), [
            "vpc-cni acts on no NetworkPolicy of team-a: network.pods.policies is off, and another plugin has to",
        ]);
        const fargateProfiles = { teams: [{ namespace: "team-*", labels: { run: "fargate" } }] };
        assert.deepEqual(told(shapeWith({ "team-a": {}, other: {} }, { fargateProfiles })), [
            "Pods of team-a that a Fargate profile takes are held apart by no NetworkPolicy",
        ]);
        assert.deepEqual(told(shapeWith({ "team-a": {} }, {}, WINDOWS)), [
            "Pods of team-a on Windows (managedNodes.web, managedNodes.legacy, selfManagedNodes.jobs) are held apart by no NetworkPolicy",
        ]);
    });
});

describe("load balancers before a namespace", () => {
    const inside = (kind: string, spec: object = {}) => ({
        ...{ apiVersion: "v1", kind, spec: { ...spec } },
        metadata: { name: "web", namespace: "team-a" },
    });
    const told = (traffic: Words[string]["traffic"], ...manifests: ReturnType<typeof inside>[]) =>
        plannedOf(
            shapeWith(
                { "team-a": traffic === undefined ? {} : { traffic }, other: {} },
                { objects: { web: { manifests, after: ["namespace-team-a"] } } },
            ),
        ).notices.filter((notice) => notice.startsWith("Load balancers"));
    const ingress = inside("Ingress");
    const balanced = inside("Service", { type: "LoadBalancer" });
    const of = (names: string) => [
        `Load balancers of ${names} reach no pod of team-a: namespaces.team-a.traffic.fromNetworks names no network. ` +
            'Those of the kit\'s controller stand in the VPC: [{ cidr: "10.0.0.0/16" }]',
    ];

    it("are told of where it denies what they send", () => {
        assert.deepEqual(told(undefined, ingress, balanced), of("Ingress web, Service web"));
        assert.deepEqual(told({ kind: "deny", from: ["other"] }, ingress), of("Ingress web"));
    });

    it("are told of where a file of objects has them", () => {
        const web = { files: ["tests/fixtures/objects/web.yaml"], after: ["namespace-team-a"] };
        const { notices } = plannedOf(shapeWith({ "team-a": {} }, { objects: { web } }));
        assert.deepEqual(
            notices.filter((notice) => notice.startsWith("Load balancers")),
            of("Ingress shop, Service shop"),
        );
    });

    it("and not where it lets a network in, has no policy, or only pods send", () => {
        assert.deepEqual(told({ kind: "deny", fromNetworks: [{ cidr: "10.8.0.0/16" }] }, ingress), []);
        assert.deepEqual(told({ kind: "open" }, ingress, balanced), []);
        assert.deepEqual(told(undefined, inside("Service"), inside("ConfigMap")), []);
    });
});

describe("traffic between two namespaces", () => {
    const told = (namespaces: Words) =>
        plannedOf(shapeWith(namespaces)).notices.filter((notice) => notice.startsWith("Pods of"));
    const deny = (words: object) => ({ traffic: { kind: "deny", ...words } }) as const;

    it("is told of where one lets it through and the other does not", () => {
        assert.deepEqual(told({ web: deny({ to: ["api"] }), api: {} }), [
            "Pods of web may leave for api and not enter it: traffic.from of api does not name web",
        ]);
        assert.deepEqual(told({ web: {}, api: deny({ from: ["web"] }) }), [
            "Pods of web may enter api and not leave web: traffic.to of web does not name api",
        ]);
        const https = [{ cidr: "0.0.0.0/0", ports: [443] }];
        assert.equal(told({ web: deny({ toNetworks: https }), api: deny({ from: ["web"] }) }).length, 1);
    });

    it("and not where both do, one is open, a network has every pod, or it is somebody else's", () => {
        assert.deepEqual(told({ web: deny({ to: ["api"] }), api: deny({ from: ["web"] }) }), []);
        assert.deepEqual(told({ web: { traffic: { kind: "open" } }, api: deny({ from: ["web"] }) }), []);
        for (const cidr of ["10.0.0.0/8", "::/0"]) {
            const anywhere = deny({ toNetworks: [{ cidr }] });
            assert.deepEqual(told({ web: anywhere, api: deny({ from: ["web"] }) }), []);
        }
        assert.deepEqual(told({ web: deny({ from: ["web", "monitoring"], to: ["kube-system"] }) }), []);
    });
});

describe("namespaces", () => {
    const at = "stacks/dev.ts › namespaces";

    it("are refused with every fault at once", () => {
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    "kube-system": {},
                    "kube-team": {},
                    Team: {},
                    "team-a": {
                        podSecurity: { enforce: "baseline", version: "1.36" },
                        labels: {
                            "pod-security.kubernetes.io/enforced": "restricted",
                            "kubernetes.io/metadata.name": "a",
                        },
                        annotations: { "a b": "c" },
                        quota: {
                            "nvidia.com/gpu": 4,
                            "limits.nvidia.com/gpu": 4,
                            "request.cpu": "1",
                            pods: "many",
                        },
                        containers: { requests: { cpu: "2" }, limits: { cpu: "1" }, max: { memory: "x" } },
                        traffic: {
                            kind: "deny",
                            from: ["A"],
                            to: ["b_"],
                            fromNetworks: [{ cidr: "10.0.0.7/16", ports: [0] }],
                            toNetworks: [
                                { cidr: "10.0.0.0/16", except: ["10.1.0.0/16"] },
                                { cidr: "fd00::" },
                            ],
                        },
                    },
                    "team-b": { quota: {}, containers: {} },
                }),
            ),
            [
                `${at}.kube-system: every cluster has this namespace, and the kit does not make it (got "kube-system"). Give it another name.`,
                `${at}.kube-team: names with kube- are Kubernetes' own (got "kube-team"). Use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
                `${at}.Team: not a name of a namespace (got "Team"). Use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.`,
                `${at}.team-a.podSecurity.version: not a version of the Pod Security Standards (got "1.36"). Write latest, or a minor such as v1.36.`,
                `${at}.team-a.labels.pod-security.kubernetes.io/enforced: what pods may do is said in podSecurity, where a misspelt word is refused (got "restricted"). Move it there.`,
                `${at}.team-a.labels.kubernetes.io/metadata.name: Kubernetes sets this label itself (got "a"). Remove it.`,
                `${at}.team-a.annotations.a b: not an annotation key (got "a b"). Use 1 to 63 letters, digits and - _ . with a letter or digit at both ends.`,
                `${at}.team-a.quota.nvidia.com/gpu: of such resources a quota counts requests alone: this is taken, and counts nothing (got "nvidia.com/gpu"). Write requests.nvidia.com/gpu.`,
                `${at}.team-a.quota.limits.nvidia.com/gpu: of such resources a quota counts requests alone: this is taken, and counts nothing (got "limits.nvidia.com/gpu"). Write requests.nvidia.com/gpu.`,
                `${at}.team-a.quota.request.cpu: nothing that a quota counts (got "request.cpu"). Did you mean "requests.cpu"? Known: configmaps, cpu, ephemeral-storage, limits.cpu, limits.ephemeral-storage, limits.memory, memory, persistentvolumeclaims, pods, replicationcontrollers, requests.cpu, requests.ephemeral-storage, requests.memory, requests.storage, resourcequotas, secrets, services, services.loadbalancers, services.nodeports.`,
                `${at}.team-a.quota.pods: not an amount (got "many"). Write it as Kubernetes does: 20, 500m or 64Gi.`,
                `${at}.team-a.containers.max.memory: not an amount (got "x"). Write it as Kubernetes does: 20, 500m or 64Gi.`,
                `${at}.team-a.containers.limits.cpu: less than requests, which is 2 (got "1"). Raise it, or lower requests.`,
                `${at}.team-a.traffic.from[0]: not a name of a namespace (got "A"). Use 1 to 63 lower-case letters, digits and hyphens.`,
                `${at}.team-a.traffic.to[0]: not a name of a namespace (got "b_"). Use 1 to 63 lower-case letters, digits and hyphens.`,
                `${at}.team-a.traffic.fromNetworks[0].cidr: an address inside a network (got "10.0.0.7/16"). Write 10.0.0.0/16.`,
                `${at}.team-a.traffic.fromNetworks[0].ports[0]: not a port (got 0). Choose 1 to 65535.`,
                `${at}.team-a.traffic.toNetworks[0].except[0]: no part of 10.0.0.0/16 (got "10.1.0.0/16"). Name a network inside it.`,
                `${at}.team-a.traffic.toNetworks[1].cidr: not a network of IPv6 (got "fd00::"). Write its first address and the length of its prefix, such as fd00::/64.`,
                `${at}.team-b.quota: a quota of nothing. Remove it, or name an amount.`,
                `${at}.team-b.containers: nothing is said. Remove it, or name an amount.`,
            ],
        );
    });

    it("are made once, and what is in them waits", () => {
        const namespaces: Words = { "team-a": {}, "team-b": {}, "aws-application-networking-system": {} };
        const chart = { chart: "web", repository: "oci://r.example.com/charts", version: "1.0.0", pods: [] };
        const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "m", namespace: "team-a" } };
        const further: Partial<EnvironmentShape> = {
            lattice: { serviceNetwork: { kind: "own" } },
            catalogue: { "aws-gateway-controller-chart": {} },
            charts: {
                one: { ...chart, namespace: { name: "team-a" } },
                two: { ...chart, namespace: { name: "team-b", create: false } },
                three: {
                    ...chart,
                    namespace: { name: "team-b", create: false },
                    after: ["namespace-team-b"],
                },
            },
            objects: {
                x: {
                    manifests: [map, { apiVersion: "v1", kind: "Namespace", metadata: { name: "team-b" } }],
                },
                y: {
                    manifests: [{ ...map, metadata: { ...map.metadata, name: "n" } }],
                    after: ["namespace-team-a"],
                },
                z: { files: [INSIDE] },
            },
        };
        const waits = "its namespace is made in the same phase, and it does not wait for it";
        assert.deepEqual(
            refusedOf(shapeWith(namespaces, further), {
                config: { "platform:lattice": { prefixLists: ["pl-0123456789abcdef0"] } },
            }),
            [
                `${at}.aws-application-networking-system: chart aws-gateway-controller-chart makes this namespace. Remove it.`,
                'stacks/dev.ts › charts.one.namespace.create: namespaces makes the namespace team-a. Write create: false, and after: ["namespace-team-a"] beside it.',
                `stacks/dev.ts › charts.two.after: ${waits}. Add "namespace-team-b".`,
                "stacks/dev.ts › objects.x.manifests[1]: namespaces makes the namespace team-b. Keep one of the two.",
                `stacks/dev.ts › objects.x.after: ${waits}. Add "namespace-team-a".`,
                `stacks/dev.ts › objects.z.after: ${waits}. Add "namespace-team-a".`,
            ],
        );
    });

    it("are waited for by name, or by the team they are of", () => {
        const files = [INSIDE];
        const refused = (after: readonly string[]) =>
            refusedOf({
                ...ON_NODES,
                namespaces: { "team-a": {} },
                teams: { payments: { namespaces: { payments: {} } } },
                objects: {
                    all: { files, after },
                    more: {
                        after: ["team-payments"],
                        manifests: [
                            {
                                apiVersion: "v1",
                                kind: "ConfigMap",
                                metadata: { name: "m", namespace: "payments" },
                            },
                        ],
                    },
                },
            });
        const missed = (name: string) =>
            `stacks/dev.ts › objects.all.after: its namespace is made in the same phase, and it does not wait for it. Add "${name}".`;
        assert.deepEqual(refused(["namespace-team-a"]), []);
        assert.deepEqual(refused([]), [missed("namespace-team-a")]);
        assert.deepEqual(refused(["team-payments"]), [missed("namespace-team-a")]);
        const twice = { namespaces: { "team-b": {} }, objects: { all: { files: [NAMESPACE] } } };
        assert.deepEqual(refusedOf({ ...ON_NODES, ...twice }), [
            `${NAMESPACE} › line 1: namespaces makes the namespace team-b. Keep one of the two.`,
        ]);
    });

    it("say which pods a quota will refuse", () => {
        const told = (words: Words[string]) =>
            plannedOf(shapeWith({ "team-a": words })).notices.filter((notice) => notice.includes("team-a"));
        const quota = { cpu: "4", "limits.memory": "8Gi", "requests.storage": "1Ti", pods: 9 };
        assert.deepEqual(told({ quota }), [
            "Pods of namespace team-a that do not state requests.cpu, limits.memory are refused: its quota counts them, and containers says no default",
        ]);
        assert.deepEqual(told({ quota, containers: { min: { cpu: "10m" }, max: { memory: "1Gi" } } }), []);
    });
});
