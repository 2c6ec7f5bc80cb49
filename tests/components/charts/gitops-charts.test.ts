/** Charts of GitOps: Argo CD and Flux. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { at, documentOf, inputsOf } from "../../support/gallery";
import { type Catalogue, podsOfKnownChart, releaseOf } from "../../support/known-charts";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { FARGATE } from "../../support/kinds";
import { ON_NODES } from "../../support/shapes";

const asked = (catalogue: Catalogue, further: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...ON_NODES,
    ...further,
    catalogue,
});
const TOLERATIONS = [{ key: "CriticalAddonsOnly", operator: "Exists" }];
const INSTANCE = { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" };
const NO_COMPUTE: Partial<EnvironmentShape> = { compute: { kind: "none" }, headroom: {} };

function podsOf(shape: EnvironmentShape, chart: keyof Catalogue) {
    return podsOfKnownChart(shape, chart).map(({ name, replicas }) => [name, replicas]);
}

describe("argo-cd", () => {
    it("has its usual names, keeps its Applications, and starts on system nodes", async () => {
        const { inputs, values } = await releaseOf(asked({ "argo-cd": {} }), "argo-cd");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["10.1.1", "argocd"]);
        const { crds, dex, fullnameOverride, global, notifications, server } = values;
        assert.deepEqual([crds, fullnameOverride], [{ install: true, keep: true }, "argocd"]);
        assert.deepEqual(global, {
            image: { repository: "quay.io/argoproj/argocd" },
            networkPolicy: { create: true },
            priorityClassName: "system-cluster-critical",
            tolerations: TOLERATIONS,
        });
        assert.deepEqual([dex, notifications], [{ enabled: false }, { enabled: false }]);
        assert.deepEqual(server, {
            pdb: { enabled: true, maxUnavailable: 1 },
            replicas: 2,
            resources: { limits: { memory: "512Mi" }, requests: { cpu: "50m", memory: "128Mi" } },
            topologySpreadConstraints: [
                {
                    labelSelector: { matchLabels: { "app.kubernetes.io/name": "argocd-server" } },
                    maxSkew: 1,
                    topologyKey: "topology.kubernetes.io/zone",
                    whenUnsatisfiable: "ScheduleAnyway",
                },
            ],
        });
    });

    it("is several where it may be, and Dex and notifications where they are asked for", () => {
        assert.deepEqual(podsOf(asked({ "argo-cd": {} }), "argo-cd"), [
            ["argocd-application-controller", 1],
            ["argocd-applicationset-controller", 2],
            ["argocd-redis", 1],
            ["argocd-repo-server", 2],
            ["argocd-server", 2],
        ]);
        assert.deepEqual(
            podsOf(asked({ "argo-cd": { dex: true, notifications: true, replicas: 1 } }), "argo-cd"),
            [
                ["argocd-application-controller", 1],
                ["argocd-applicationset-controller", 1],
                ["argocd-dex-server", 1],
                ["argocd-notifications-controller", 1],
                ["argocd-redis", 1],
                ["argocd-repo-server", 1],
                ["argocd-server", 1],
            ],
        );
    });

    it("has the name of its page, and no budget for one pod", async () => {
        const words = { "argo-cd": { domain: "cd.example.com", replicas: 1 } };
        const { values } = await releaseOf(asked(words), "argo-cd");
        assert.equal(at(values, "global", "domain"), "cd.example.com");
        assert.deepEqual(at(values, "repoServer", "pdb"), { enabled: false });
    });

    it("takes every image from a mirror", async () => {
        const mirror = { config: { "platform:organisation": { registry: "registry.example.org/mirror" } } };
        const { values } = await releaseOf(asked({ "argo-cd": { dex: true } }), "argo-cd", mirror);
        assert.deepEqual(
            [
                at(values, "global", "image", "repository"),
                at(values, "dex", "image", "repository"),
                at(values, "redis", "image", "repository"),
            ],
            ["argoproj/argocd", "dexidp/dex", "docker/library/redis"].map(
                (path) => `registry.example.org/mirror/${path}`,
            ),
        );
    });

    it("has a profile of its own where everything runs on Fargate, the Job before it too", async () => {
        const graph = await graphOfShape({ ...FARGATE, catalogue: { "argo-cd": {} } });
        const profiles = inputsOf(graph, "aws:eks/fargateProfile:FargateProfile").filter((one) =>
            JSON.stringify(one).includes('"argocd"'),
        );
        assert.deepEqual(
            profiles.map(({ selectors }) => selectors),
            [[{ namespace: "argocd" }]],
        );
    });

    it("is refused beside the capability, whoever names the chart, and where nothing runs", () => {
        const why =
            "stacks/dev.ts › capabilities.argoCd: not beside catalogue.argo-cd: both would act on the same objects, whose definitions only one can own. Keep one of the two.";
        const capabilities = { argoCd: { identityCenter: INSTANCE } };
        assert.deepEqual(refusedOf(asked({ "argo-cd": {} }, { capabilities })), [why]);
        const named = {
            chart: "argo-cd",
            repository: "https://argoproj.github.io/argo-helm",
            version: "10.1.1",
            namespace: { name: "delivery" },
            pods: "unknown",
        } as const;
        assert.deepEqual(refusedOf(asked({}, { capabilities, charts: { delivery: named } })), [why]);
        assert.ok(
            refusedOf(asked({ "argo-cd": {} }, NO_COMPUTE)).includes(
                "stacks/dev.ts › catalogue.argo-cd: compute of kind none has no use for it: there is no node to run it. Remove it.",
            ),
        );
    });

    it("is refused values that placement, roles or its removal count on", () => {
        const values = {
            crds: { keep: false },
            fullnameOverride: "cd",
            "redis-ha": { enabled: true },
            server: { replicas: 3 },
        };
        assert.deepEqual(
            refusedOf(asked({ "argo-cd": { values } })).map((line) => line.split(" (got")[0]),
            [
                "stacks/dev.ts › catalogue.argo-cd.values.crds: this keeps Applications when the release goes",
                "stacks/dev.ts › catalogue.argo-cd.values.fullnameOverride: this gives its service accounts the names that roles trust",
                "stacks/dev.ts › catalogue.argo-cd.values.redis-ha.enabled: this would start pods that nobody places; what Redis holds is made again",
                "stacks/dev.ts › catalogue.argo-cd.values.server.replicas: this is what placement reckons with",
            ],
        );
    });
});

describe("flux2", () => {
    it("is four controllers of one pod each, and keeps its definitions", async () => {
        const shape = asked({ flux2: {} });
        const { inputs, values } = await releaseOf(shape, "flux2");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["2.18.3", "flux-system"]);
        assert.deepEqual(podsOf(shape, "flux2"), [
            ["helm-controller", 1],
            ["kustomize-controller", 1],
            ["notification-controller", 1],
            ["source-controller", 1],
        ]);
        assert.deepEqual(values["crds"], { annotations: { "helm.sh/resource-policy": "keep" } });
        assert.deepEqual(values["imageAutomationController"], { create: false });
        assert.deepEqual(values["sourceController"], {
            image: "ghcr.io/fluxcd/source-controller",
            priorityClassName: "system-cluster-critical",
            resources: { limits: { memory: "1Gi" }, requests: { cpu: "100m", memory: "64Mi" } },
            tolerations: TOLERATIONS,
        });
        const graph = await graphOfShape(shape);
        const roles = inputsOf(graph, "aws:iam/role:Role").filter((one) =>
            JSON.stringify(one).includes("flux"),
        );
        assert.deepEqual(roles, []);
    });

    it("fetches the artifacts and objects it is let, as the one controller that fetches", async () => {
        const reads = { repositories: ["charts/*"], buckets: ["manifests"] };
        const graph = await graphOfShape(asked({ flux2: { reads } }));
        const accounts = inputsOf(graph, "aws:eks/podIdentityAssociation:PodIdentityAssociation").filter(
            ({ namespace }) => namespace === "flux-system",
        );
        assert.deepEqual(
            accounts.map(({ serviceAccount }) => serviceAccount),
            ["source-controller"],
        );
        const policy = inputsOf(graph, "aws:iam/rolePolicy:RolePolicy").find((one) =>
            JSON.stringify(one).includes("FetchArtifacts"),
        );
        assert.deepEqual(
            documentOf(policy?.["policy"]).map(({ Action, Resource }) => [Action, Resource]),
            [
                [["ecr:GetAuthorizationToken"], ["*"]],
                [
                    [
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:ListImages",
                    ],
                    ["arn:aws:ecr:us-east-1:210987654321:repository/charts/*"],
                ],
                [["s3:ListBucket"], ["arn:aws:s3:::manifests"]],
                [["s3:GetObject"], ["arn:aws:s3:::manifests/*"]],
            ],
        );
    });

    it("gets its role by annotation on Fargate", async () => {
        const shape: EnvironmentShape = {
            ...FARGATE,
            catalogue: { flux2: { reads: { buckets: ["manifests"] } } },
        };
        const { values } = await releaseOf(shape, "flux2");
        const annotations = at(values, "sourceController", "serviceAccount", "annotations");
        assert.deepEqual(Object.keys(objectOf(annotations as never)), ["eks.amazonaws.com/role-arn"]);
    });

    it("is refused several pods, nothing to fetch, and names that are none", () => {
        const at = "stacks/dev.ts › catalogue.flux2";
        assert.deepEqual(refusedOf(asked({ flux2: { replicas: 2 } })), [
            `${at}.replicas: one pod always: its chart runs one pod of each controller, and stops it before it starts the next (got 2). Remove it.`,
        ]);
        assert.deepEqual(refusedOf(asked({ flux2: { reads: {} } })), [
            `${at}.reads: there is nothing to fetch (got {}). Name repositories or buckets, or remove it.`,
        ]);
        const reads = { repositories: ["Charts"], buckets: ["arn:aws:s3:::manifests"] };
        assert.deepEqual(refusedOf(asked({ flux2: { reads } })), [
            `${at}.reads.repositories[0]: not a name of a repository (got "Charts"). Write its name alone, in small letters.`,
            `${at}.reads.buckets[0]: not a name of a bucket (got "arn:aws:s3:::manifests"). Write its name alone, in small letters.`,
        ]);
    });
});

describe("controllers of ACK", () => {
    const QUEUES = { "sqs-chart": { names: ["shop-*"], deletionPolicy: "retain" } } as const;

    it("reach what they are given the names of, by the actions they call", async () => {
        const graph = await graphOfShape(
            asked({
                ...QUEUES,
                "s3-chart": { names: ["shop-*"] },
                "dynamodb-chart": { names: ["shop-orders"] },
            }),
        );
        const granted = inputsOf(graph, "aws:iam/rolePolicy:RolePolicy")
            .flatMap(({ policy }) => documentOf(policy))
            .filter(({ Sid }) => /^(List|Manage)(Buckets|Queues|Tables|Backups)/.test(String(Sid)));
        assert.deepEqual(Object.fromEntries(granted.map(({ Resource, Sid }) => [Sid, Resource])), {
            ListBuckets: ["*"],
            ManageBuckets: ["arn:aws:s3:::shop-*"],
            ManageQueues: ["arn:aws:sqs:us-east-1:210987654321:shop-*"],
            ManageTables: ["arn:aws:dynamodb:us-east-1:210987654321:table/shop-orders"],
            ManageBackupsAndIndexes: [
                "arn:aws:dynamodb:us-east-1:210987654321:table/shop-orders/backup/*",
                "arn:aws:dynamodb:us-east-1:210987654321:table/shop-orders/index/*",
            ],
        });
        const actions = granted.flatMap(({ Action }) => Action as string[]);
        assert.deepEqual(
            actions.filter((one) => one.includes("*") || /PassRole|PutReplication|Object$/.test(one)),
            [],
        );
        assert.equal(actions.length, 74);
    });

    it("act in the environment's region, with the account that EKS hands the role to", async () => {
        const shape = asked(QUEUES);
        const { inputs, values } = await releaseOf(shape, "sqs-chart");
        assert.deepEqual([inputs["version"], inputs["namespace"]], ["1.6.1", "ack-sqs"]);
        const { image: _, resources: __, ...rest } = values;
        assert.deepEqual(rest, {
            aws: { region: "us-east-1" },
            deletionPolicy: "retain",
            deployment: {
                priorityClassName: "system-cluster-critical",
                replicas: 1,
                tolerations: TOLERATIONS,
            },
            enableCARM: false,
            reconcile: { resources: ["Queue"] },
            serviceAccount: { name: "ack-sqs-controller" },
        });
        const accounts = inputsOf(
            await graphOfShape(shape),
            "aws:eks/podIdentityAssociation:PodIdentityAssociation",
        ).filter(({ namespace }) => namespace === "ack-sqs");
        assert.deepEqual(
            accounts.map(({ serviceAccount }) => serviceAccount),
            ["ack-sqs-controller"],
        );
    });

    it("delete what objects stand for, and leave global tables alone, unless told otherwise", async () => {
        const { values } = await releaseOf(
            asked({ "dynamodb-chart": { names: ["shop-*"] } }),
            "dynamodb-chart",
        );
        assert.deepEqual(
            [values["deletionPolicy"], values["reconcile"]],
            ["delete", { resources: ["Backup", "Table"] }],
        );
    });

    it("are refused everybody's, nobody's, several pods, and the capability", () => {
        const at = "stacks/dev.ts › catalogue.sqs-chart";
        assert.deepEqual(refusedOf(asked({ "sqs-chart": { names: [] } })), [
            `${at}.names: it could make nothing (got []). Name what it may make, such as shop-*.`,
        ]);
        assert.deepEqual(refusedOf(asked({ "sqs-chart": { names: ["*", "a/b"] } })), [
            `${at}.names[0]: all of the account's (got "*"). Begin with what its own have in common: shop-*.`,
            `${at}.names[1]: not a name of what it makes (got "a/b"). Begin with what its own have in common: shop-*.`,
        ]);
        assert.deepEqual(refusedOf(asked({ "sqs-chart": { names: ["shop-*"], replicas: 2 } })), [
            `${at}.replicas: one pod always: its chart brings no disruption budget for several, and no zones (got 2). Remove it.`,
        ]);
        const beside = (capability: string, chart: string) =>
            `stacks/dev.ts › capabilities.${capability}: not beside catalogue.${chart}: both would act on the same objects, whose definitions only one can own. Keep one of the two.`;
        assert.deepEqual(refusedOf(asked({ ...QUEUES, kro: {} }, { capabilities: { ack: {}, kro: {} } })), [
            beside("ack", "sqs-chart"),
            beside("kro", "kro"),
        ]);
        assert.deepEqual(
            refusedOf(
                asked({ ...QUEUES, kro: {} }, { capabilities: { argoCd: { identityCenter: INSTANCE } } }),
            ),
            [],
        );
    });
});

describe("kro", () => {
    it("may do what labelled roles grant, or everything where that is said", async () => {
        const modeOf = async (words: NonNullable<Catalogue["kro"]>) =>
            at((await releaseOf(asked({ kro: words }), "kro")).values, "rbac", "mode");
        assert.equal(await modeOf({}), "aggregation");
        assert.equal(await modeOf({ rights: "everything" }), "unrestricted");
        assert.deepEqual(podsOf(asked({ kro: {} }), "kro"), [["kro", 1]]);
    });
});
