import assert from "node:assert/strict";

import type { Manifest } from "../../../components/objects/manifest";
import {
    checkObjects,
    completed,
    decisionsOfObjects,
    inWaves,
    noticesOfObjects,
    readObjects,
} from "../../../components/objects/objects-spec";
import { podsOfObjects } from "../../../components/objects/pods";
import { describeProblem } from "../../../components/shared/problems";

function object(changes: Manifest = {}): Manifest {
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "web" }, ...changes };
}

function refused(...manifests: readonly Manifest[]): string[] {
    return checkObjects(readObjects(manifests, [])).map((problem) => describeProblem(problem, problem.file));
}

function named(metadata: Manifest, changes: Manifest = {}): Manifest {
    return object({ metadata, ...changes });
}

const SERVER = "the API server writes this: the object was read from a cluster";
const OWN = "Remove it, and what else a person did not write.";

const REFUSED: readonly (readonly [what: string, manifest: Manifest, ...lines: string[]])[] = [
    [
        "nothing of what an object must have",
        {},
        "manifests[0].apiVersion: not an API version. Write it as the API has it, such as v1 or apps/v1.",
        "manifests[0].kind: not a kind. Write it as the API has it, such as ConfigMap.",
        "manifests[0].metadata.name: not a name of an object. Name it in 1 to 253 characters without / and %.",
    ],
    [
        "the core group by a name",
        object({ apiVersion: "core/v1" }),
        "manifests[0].apiVersion: the core group has no name. Write v1.",
    ],
    [
        "a list of one kind",
        object({ kind: "ConfigMapList", items: [] }),
        "manifests[0].kind: a list of objects of one kind. Write its items, each with apiVersion and kind.",
    ],
    [
        "a name that is made anew",
        named({ generateName: "x-" }),
        "manifests[0].metadata.generateName: the plan must know the name. Write name: an object that is named anew each time is made anew each time.",
    ],
    [
        "a path for a name",
        named({ name: "a/b" }),
        "manifests[0].metadata.name: not a name of an object. Name it in 1 to 253 characters without / and %.",
    ],
    [
        "a namespace for what is in none",
        named(
            { name: "x", namespace: "web" },
            { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" },
        ),
        'manifests[0].metadata.namespace: a ClusterRole is in no namespace (got "web"). Remove it.',
    ],
    [
        "no name of a namespace",
        named({ name: "x", namespace: "Web" }),
        'manifests[0].metadata.namespace: not a name of a namespace (got "Web"). Use 1 to 63 lower-case letters, digits and hyphens.',
    ],
    [
        "what was read from a cluster",
        named({
            name: "x",
            namespace: "web",
            uid: "1",
            resourceVersion: "2",
            managedFields: [],
            creationTimestamp: null,
        }),
        `manifests[0].metadata.managedFields: ${SERVER}. ${OWN}`,
        `manifests[0].metadata.resourceVersion: ${SERVER}. ${OWN}`,
        `manifests[0].metadata.uid: ${SERVER}. ${OWN}`,
    ],
    [
        "a secret in clear, which is not repeated",
        object({ kind: "Secret", stringData: { password: "hunter2" } }),
        "manifests[0].stringData: a secret that everybody can read here. Let a chart take it as a secret value, or make it in a part of your own from the encrypted configuration.",
    ],
    [
        "a namespace every cluster has",
        named({ name: "kube-system" }, { kind: "Namespace" }),
        "manifests[0].metadata.name: every cluster has the namespace kube-system. Remove it.",
    ],
    [
        "the kit's StorageClass",
        named({ name: "gp3" }, { apiVersion: "storage.k8s.io/v1", kind: "StorageClass" }),
        "manifests[0].metadata.name: the kit makes the StorageClass gp3. Give it another name.",
    ],
    [
        "what an add-on has in kube-system",
        named({ name: "coredns", namespace: "kube-system" }),
        "manifests[0].metadata.name: EKS or the kit keeps kube-system/coredns. Use the settings of the add-on.",
    ],
];

describe("checkObjects refuses", () => {
    for (const [what, manifest, ...lines] of REFUSED) {
        it(what, () => assert.deepEqual(refused(manifest), lines));
    }

    it("no objects", () => {
        assert.deepEqual(refused(), [": no objects. Give manifests or files."]);
    });

    it("the same object twice, whatever version and namespace it is written with", () => {
        const role = (version: string) =>
            named({ name: "x" }, { apiVersion: `rbac.authorization.k8s.io/${version}`, kind: "ClusterRole" });
        assert.deepEqual(
            refused(
                named({ name: "x" }),
                role("v1"),
                named({ name: "x", namespace: "default" }),
                role("v1beta1"),
            ),
            [
                'manifests[2]: the same object as manifests[0] (got "ConfigMap default/x"). Keep one of the two.',
                'manifests[3]: the same object as manifests[1] (got "ClusterRole x"). Keep one of the two.',
            ],
        );
    });

    it("what is wrong in a file by its line, and in an item of a list by its place", () => {
        const { objects, unread } = readObjects(
            [{ apiVersion: "v1", kind: "List", items: [object(), { kind: "x" }] }],
            ["tests/fixtures/objects/broken.yaml"],
        );
        const lines = checkObjects({ objects, unread: unread ?? [] }).map((problem) =>
            describeProblem(problem, problem.file),
        );
        assert.deepEqual(lines, [
            'tests/fixtures/objects/broken.yaml › line 11: readers of YAML take this for different things (got "yes"). Put it in quotes, or write true, false or a plain decimal number.',
            "manifests[0].items[1].apiVersion: not an API version. Write it as the API has it, such as v1 or apps/v1.",
            "manifests[0].items[1].kind: not a kind. Write it as the API has it, such as ConfigMap.",
            "manifests[0].items[1].metadata.name: not a name of an object. Name it in 1 to 253 characters without / and %.",
            "tests/fixtures/objects/broken.yaml › line 2, metadata.generateName: the plan must know the name. Write name: an object that is named anew each time is made anew each time.",
        ]);
    });

    it("nothing of objects as people write them", () => {
        const taken = [
            object(),
            named(
                { name: "system:reader" },
                { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole" },
            ),
            object({ kind: "Secret", type: "kubernetes.io/service-account-token", data: {} }),
            named({ name: "home" }, { apiVersion: "example.com/v1", kind: "Dashboard" }),
            named({ name: "own", namespace: "kube-system" }),
        ];
        assert.deepEqual(refused(...taken), []);
    });
});

describe("objects", () => {
    it("state the namespace they would go to, where Kubernetes itself says that there is one", () => {
        assert.deepEqual(completed(named({ name: "x" })), named({ name: "x", namespace: "default" }));
        const custom = named({ name: "x" }, { apiVersion: "example.com/v1" });
        assert.deepEqual(completed(custom), custom);
        const cluster = named({ name: "x" }, { kind: "Namespace" });
        assert.deepEqual(completed(cluster), cluster);
    });

    it("come in two waves", () => {
        const definition = named(
            { name: "a.b" },
            { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
        );
        const namespace = named({ name: "web" }, { kind: "Namespace" });
        const { objects } = readObjects([object(), definition, namespace], []);
        assert.deepEqual(inWaves(objects), [[definition, namespace], [object()]]);
    });

    it("show what they are and where they stand", () => {
        const spec = readObjects(
            [named({ name: "web" }, { kind: "Namespace" })],
            ["tests/fixtures/objects/dashboards.yaml"],
        );
        assert.deepEqual(decisionsOfObjects({ ...spec, after: ["chart-x"] }), {
            after: ["chart-x"],
            files: ["tests/fixtures/objects/dashboards.yaml"],
            objects: [
                "ClusterRole monitoring:reader",
                "ConfigMap monitoring/dashboards",
                "CustomResourceDefinition dashboards.example.com",
                "Dashboard monitoring/home",
                "Namespace monitoring",
                "Namespace web",
            ],
        });
    });

    it("are told of where somebody could be surprised", () => {
        const manifests = [
            named({ name: "x" }),
            named({ name: "own", namespace: "kube-system" }),
            named({ name: "aws-auth", namespace: "kube-system" }),
            named({ name: "gpu" }, { apiVersion: "karpenter.sh/v1", kind: "NodePool" }),
            object(),
        ];
        assert.deepEqual(noticesOfObjects("own", readObjects(manifests, [])), [
            "ConfigMap default/x of objects own names no namespace, and goes to default",
            "ConfigMap kube-system/own of objects own stands beside what EKS keeps in kube-system",
            "ConfigMap kube-system/aws-auth of objects own has no effect: the cluster knows access entries alone",
            "NodePool gpu of objects own is not known to the plan as a place for pods: compute.pools is",
        ]);
    });
});

describe("pods of objects", () => {
    const pod = {
        nodeSelector: { arch: "arm64" },
        tolerations: [
            { key: "a", operator: "Exists" },
            { key: "b", value: "c", effect: "NoSchedule", tolerationSeconds: 5 },
        ],
        affinity: {
            podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname" }],
            },
        },
    };
    const template = {
        metadata: { labels: { app: "web" }, annotations: { "eks.amazonaws.com/compute-type": "ec2" } },
        spec: pod,
    };
    const KNOWN = {
        name: "x",
        phase: "releases",
        namespace: "web",
        labels: { app: "web" },
        tolerations: [
            { key: "a", operator: "Exists" },
            { key: "b", operator: "Equal", value: "c", effect: "NoSchedule" },
        ],
        nodeSelector: { arch: "arm64" },
        spreadOverNodes: true,
        identity: "none",
        nodesOnly: true,
        notOnPools: false,
    };

    const of = (apiVersion: string, kind: string, changes: Manifest) =>
        podsOfObjects(readObjects([object({ apiVersion, kind, ...changes })], []));

    it("are read from their templates", () => {
        const deployment = { ...KNOWN, kind: "Deployment" };
        assert.deepEqual(of("apps/v1", "Deployment", { spec: { replicas: 3, template } }), [
            { ...deployment, replicas: 3 },
        ]);
        assert.deepEqual(of("apps/v1", "StatefulSet", { spec: { template } }), [
            { ...deployment, replicas: 1 },
        ]);
        assert.deepEqual(of("batch/v1", "Job", { spec: { parallelism: 2, template } }), [
            { ...deployment, replicas: 2 },
        ]);
        assert.deepEqual(of("batch/v1", "CronJob", { spec: { jobTemplate: { spec: { template } } } }), [
            { ...deployment, replicas: 1 },
        ]);
        assert.deepEqual(of("apps/v1", "DaemonSet", { spec: { template } }), [
            { ...KNOWN, kind: "DaemonSet", replicas: 0 },
        ]);
    });

    it("are a pod itself, and of the fewest words", () => {
        assert.deepEqual(of("v1", "Pod", { spec: {} }), [
            {
                name: "x",
                kind: "Deployment",
                phase: "releases",
                namespace: "web",
                labels: {},
                tolerations: [],
                replicas: 1,
                spreadOverNodes: false,
                identity: "none",
                nodesOnly: false,
                notOnPools: false,
            },
        ]);
    });

    it("are none where there are none", () => {
        assert.deepEqual(of("apps/v1", "Deployment", { spec: { replicas: 0, template } }), []);
        assert.deepEqual(of("example.com/v1", "Deployment", { spec: { template } }), []);
        assert.deepEqual(of("v1", "Service", { spec: {} }), []);
    });
});
