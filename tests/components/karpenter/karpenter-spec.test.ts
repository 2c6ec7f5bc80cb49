import assert from "node:assert/strict";

import {
    checkKarpenter,
    decisionsOfKarpenter,
    identityOfController,
    KARPENTER_HOSTS,
    type KarpenterSpec,
    podsOfKarpenter,
} from "../../../components/karpenter/karpenter-spec";
import { describeProblem } from "../../../components/shared/problems";
import { KARPENTER_MINIMUM, KARPENTER_VERSION, KUBERNETES_MINORS } from "../../../components/versions";
import { karpenterSpec, ON_FARGATE } from "../../support/karpenter-spec";

function refusals(changes: Partial<KarpenterSpec> = {}, version?: string): string[] {
    return checkKarpenter(karpenterSpec(changes), version).map((problem) => describeProblem(problem));
}

const MIRROR = "123456789012.dkr.ecr.us-east-1.amazonaws.com/mirror";

describe("checkKarpenter", () => {
    it("takes both hosts, and the pinned version on every Kubernetes the kit offers", () => {
        for (const kubernetesVersion of KUBERNETES_MINORS) {
            assert.deepEqual(refusals({ kubernetesVersion }), []);
            assert.deepEqual(refusals({ ...ON_FARGATE, kubernetesVersion }), []);
        }
    });

    it("F21: refuses a Karpenter too old for the Kubernetes version", () => {
        assert.deepEqual(KARPENTER_MINIMUM["1.36"].value, "1.13.0");
        assert.deepEqual(refusals({ kubernetesVersion: "1.36" }, "1.14.0"), []);
        assert.equal(
            refusals({ kubernetesVersion: "1.36" }, "1.9.9")[0],
            'kubernetesVersion: needs Karpenter 1.13.0 or newer, and 1.9.9 is pinned (got "1.36"). ' +
                "Pin a newer Karpenter in stacks/own/pins.yaml, or choose an older Kubernetes.",
        );
        assert.equal(
            refusals({ kubernetesVersion: "1.35" }, "1.5.0")[0],
            'kubernetesVersion: needs Karpenter 1.9.0 or newer, and 1.5.0 is pinned (got "1.35"). ' +
                "Pin a newer Karpenter in stacks/own/pins.yaml, or choose an older Kubernetes.",
        );
    });

    it("F21: compares versions as numbers, part by part", () => {
        const tooOld = (version: string): boolean =>
            refusals({ kubernetesVersion: "1.36" }, version).some((line) => line.startsWith("kubernetes"));
        assert.deepEqual(["1.12.9", "1.2.0", "0.99.0"].map(tooOld), [true, true, true]);
        assert.deepEqual(["1.13.0", "1.13.1", "1.100.0", "2.0.0"].map(tooOld), [false, false, false, false]);
    });

    it("leaves a Kubernetes version the kit does not know to the cluster's check", () => {
        assert.deepEqual(refusals({ kubernetesVersion: "1.99" }), []);
    });

    it("rule 2: refuses a chart whose permissions nobody has recorded", () => {
        assert.deepEqual(refusals({}, "1.15.2"), [
            'version: nobody has recorded what the controller of Karpenter 1.15 may do (got "1.15.2"). ' +
                "Pin one of 1.14, or wait for a kit that knows 1.15: its rights go into " +
                "components/karpenter/controller-policies.ts, from that release's CloudFormation template.",
        ]);
    });

    it("refuses a key pair, which Karpenter gives no node, and policies IAM would not attach", () => {
        const access = { kind: "key-pair", keyName: "ops", from: ["10.20.0.0/16"] } as const;
        assert.deepEqual(refusals({ nodeRole: { access, extraPolicyArns: ["logs"] } }), [
            'nodeRole.extraPolicyArns[0]: not the ARN of an IAM policy (got "logs"). ' +
                "Write arn:aws:iam::123456789012:policy/<name>, or arn:aws:iam::aws:policy/<name>.",
            'nodeRole.access.kind: Karpenter starts instances without a key pair (got "key-pair"). ' +
                "Choose session-manager, or put public keys into nodeClass.userData of a pool.",
        ]);
        assert.deepEqual(refusals({ nodeRole: { access: { kind: "none" } } }), []);
    });

    it("rule 2: refuses what is no version of the charts", () => {
        for (const version of ["v1.14.1", "1.14", "latest"]) {
            assert.deepEqual(refusals({}, version), [
                `version: not a version of Karpenter's charts (got "${version}"). ` +
                    "Write <major>.<minor>.<patch>, such as 1.14.1.",
            ]);
        }
    });

    it("rule 15: refuses a controller without replicas", () => {
        for (const replicas of [0, -1, 1.5]) {
            assert.deepEqual(refusals({ replicas }), [
                `replicas: nothing would launch nodes (got ${replicas}). ` +
                    "Use 1, or 2 and more to survive the loss of a node.",
            ]);
        }
        assert.deepEqual(refusals({ replicas: 1 }), []);
    });

    it("rule 15: refuses zone spread on Fargate, which would do nothing", () => {
        assert.deepEqual(refusals({ ...ON_FARGATE, zoneSpread: true }), [
            "zoneSpread: Fargate does not spread pods over zones (got true). " +
                "Use false on host fargate, or host managed-nodes.",
        ]);
    });

    it("rule 21: takes registries with port and path", () => {
        for (const registry of [
            "public.ecr.aws",
            MIRROR,
            "mirror.example.com:5000/a/b-c_d.e",
            "localhost:5000",
        ]) {
            assert.deepEqual(refusals({ chartRegistry: registry, imageRegistry: registry }), []);
        }
    });

    it("rule 21: refuses what is no registry, by name", () => {
        for (const registry of [
            "oci://public.ecr.aws",
            "https://mirror.example.com",
            "mirror.example.com/",
            "mirror/karpenter",
            "user:pass@mirror.example.com",
            "Mirror.example.com",
            "",
        ]) {
            const shown = registry.replace("user:pass", "[masked]");
            const end =
                `not a registry (got "${shown}"). ` +
                "Write <host>[:<port>][/<path>], without a scheme: public.ecr.aws.";
            assert.deepEqual(refusals({ chartRegistry: registry, imageRegistry: registry }), [
                `chartRegistry: ${end}`,
                `imageRegistry: ${end}`,
            ]);
        }
    });

    it("rule 12: an isolated VPC needs a mirror of the image, and cannot ask for zonal shifts", () => {
        assert.deepEqual(refusals({ isolatedVpc: true, imageRegistry: MIRROR, zonalShift: false }), []);
        assert.deepEqual(refusals({ isolatedVpc: true }), [
            'imageRegistry: no node of an isolated VPC can pull from it (got "public.ecr.aws"). ' +
                "Mirror karpenter/controller into a registry the VPC has an endpoint for, and name that.",
            "zonalShift: the controller would not start: an isolated VPC has no endpoint for arc-zonal-shift (got true). " +
                "Use false, or give the VPC a way out.",
        ]);
        assert.equal(refusals({ isolatedVpc: true, imageRegistry: "public.ecr.aws/x" }).length, 2);
    });

    it("names every fault at once", () => {
        const paths = checkKarpenter(
            karpenterSpec({
                chartRegistry: "x",
                host: "fargate",
                imageRegistry: "y",
                isolatedVpc: true,
                replicas: 0,
            }),
            "1.2.0",
        ).map(({ path }) => path);
        assert.deepEqual(paths, [
            "kubernetesVersion",
            "version",
            "replicas",
            "zoneSpread",
            "chartRegistry",
            "imageRegistry",
            "zonalShift",
        ]);
    });
});

describe("identityOfController", () => {
    it("rule 16: IRSA on Fargate, Pod Identity on nodes", () => {
        assert.deepEqual(
            KARPENTER_HOSTS.map((host) => [host, identityOfController(host)]),
            [
                ["fargate", "irsa"],
                ["managed-nodes", "pod-identity"],
            ],
        );
    });
});

describe("podsOfKarpenter", () => {
    const COMMON = {
        name: "karpenter",
        kind: "Deployment",
        phase: "karpenter",
        namespace: "kube-system",
        labels: { "app.kubernetes.io/instance": "karpenter", "app.kubernetes.io/name": "karpenter" },
        tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
        spreadOverNodes: true,
        notOnPools: true,
    };

    it("rule 15: never on nodes of its own, one a node; on managed nodes kept from Fargate", () => {
        assert.deepEqual(podsOfKarpenter(karpenterSpec()), [
            {
                ...COMMON,
                requests: { cpu: "1", memory: "1Gi" },
                replicas: 2,
                identity: "pod-identity",
                nodesOnly: true,
            },
        ]);
        assert.deepEqual(podsOfKarpenter(karpenterSpec(ON_FARGATE)), [
            {
                ...COMMON,
                requests: { cpu: "1", memory: "1536Mi" },
                replicas: 1,
                identity: "irsa",
                nodesOnly: false,
            },
        ]);
    });

    it("ask for what the shape gives the controller", () => {
        const resources = { cpu: "2", memory: "2Gi" };
        const [pod] = podsOfKarpenter(karpenterSpec({ controller: { resources } }));
        assert.deepEqual(pod?.requests, resources);
    });
});

describe("decisionsOfKarpenter", () => {
    it("shows host, identity, version and registries", () => {
        assert.deepEqual(decisionsOfKarpenter(karpenterSpec()), {
            chartRegistry: "public.ecr.aws",
            host: "managed-nodes",
            identity: "pod-identity",
            imageRegistry: "public.ecr.aws",
            inCluster: true,
            isolatedVpc: false,
            replicas: 2,
            version: KARPENTER_VERSION.value,
            zonalShift: true,
            zoneSpread: true,
        });
    });
});
