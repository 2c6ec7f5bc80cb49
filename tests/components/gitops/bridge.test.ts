/** What GitOps is told of a cluster: the same names for Argo CD and Flux, and each value where it comes from. */
import assert from "node:assert/strict";

import { Queue } from "@pulumi/aws/sqs/queue";

import { bridgeSchema } from "../../../components/gitops/bridge-schema";
import type { OwnResources } from "../../../components/own/own-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import type { PlannedGraph } from "../../../tools/plan/graph";
import { assertAfter, at, inputsOf, onlyInputs } from "../../support/gallery";
import { ARGO_CD, FLUX } from "../../support/gallery-charts";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const SECRET = "kubernetes:core/v1:Secret";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
const ARGO = {
    identityCenter: { instanceArn: "arn:aws:sso:::instance/ssoins-0123456789abcdef" },
    access: [{ policy: "AmazonEKSClusterAdminPolicy" }],
};
const CAPABILITY: EnvironmentShape = { ...ON_NODES, capabilities: { argoCd: ARGO }, gitops: { argoCd: {} } };

const queue = (needs: "cluster" | "network"): OwnResources => ({
    needs,
    make: ({ name, options }: { name: string; options: object }) => ({
        url: new Queue(name, {}, options).url,
    }),
});

const FULL: EnvironmentShape = {
    ...ON_NODES,
    hostedZones: { "shop-web": { kind: "public", domain: "shop.example.com" } },
    certificates: { "shop-web": { domain: "shop.example.com" } },
    namespaces: { "team-b": {}, "team-a": {} },
    prometheus: {
        collector: { kind: "scraper" },
        alerts: { kind: "own-topic", emails: ["platform@example.com"] },
    },
    charts: { argocd: ARGO_CD, flux: FLUX },
    own: { orders: queue("cluster") },
    gitops: {
        argoCd: {},
        flux: {},
        labels: { tier: "canary" },
        values: { route53_weight: "100", orders_queue: { own: "orders", output: "url" } },
    },
};

async function clusterSecret(shape: EnvironmentShape) {
    return onlyInputs(await graphOfShape(shape), SECRET, "gitops-bridge");
}

function bridgeIn(graph: PlannedGraph): Readonly<Record<string, unknown>> {
    return objectOf(at(onlyInputs(graph, SECRET, "gitops-bridge"), "metadata", "annotations") as never);
}

describe("gitops", () => {
    it("tells Argo CD of EKS the cluster by its ARN, which is the only name it knows", async () => {
        const { metadata, stringData } = await clusterSecret(CAPABILITY);
        assert.deepEqual(stringData, {
            name: "in-cluster",
            project: "default",
            server: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
        });
        assert.deepEqual(at(metadata, "labels"), {
            "argocd.argoproj.io/secret-type": "cluster",
            aws_region: "us-east-1",
            environment: "dev",
            kubernetes_version: "1.36",
            schema_version: "1",
        });
        assert.equal(at(metadata, "namespace"), "argocd");
    });

    it("tells Argo CD of a chart its own cluster by its address from inside", async () => {
        const { metadata, stringData } = await clusterSecret({
            ...ON_NODES,
            charts: { argocd: { ...ARGO_CD, namespace: { name: "delivery" } } },
            gitops: { argoCd: {}, labels: { tier: "canary" } },
        });
        assert.deepEqual(stringData, { name: "in-cluster", server: "https://kubernetes.default.svc" });
        assert.equal(at(metadata, "namespace"), "delivery");
        assert.equal(at(metadata, "labels", "tier"), "canary");
    });

    it("says of each reader whether EKS runs it, a chart does or somebody else, and waits for what is made here", async () => {
        const readersOf = async (changes: Partial<EnvironmentShape>) => {
            const { after, readers } = onlyInputs(
                await graphOfShape({ ...ON_NODES, ...changes }),
                "platform:gitops:GitopsBridge",
            );
            return [readers, after];
        };
        assert.deepEqual(await readersOf(CAPABILITY), [
            ["Argo CD (capability) in argocd"],
            ["capability-argocd"],
        ]);
        assert.deepEqual(
            await readersOf({ catalogue: { "argo-cd": {}, flux2: {} }, gitops: { argoCd: {}, flux: {} } }),
            [
                ["Argo CD (chart) in argocd", "Flux (chart) in flux-system"],
                ["chart-argo-cd", "chart-flux2"],
            ],
        );
        assert.deepEqual(await readersOf({ gitops: { flux: { namespace: "flux" } } }), [
            ["Flux (of somebody else) in flux"],
            undefined,
        ]);
    });

    it("holds every name, with the values of what stands", async () => {
        const graph = await graphOfShape(FULL);
        const bridge = bridgeIn(graph);
        const { node_subnet_ids: nodes, oidc_issuer: issuer, public_subnet_ids: open, ...rest } = bridge;
        const {
            certificate_arn_shop_web: certificate,
            hosted_zone_id_shop_web: zone,
            cluster_endpoint: endpoint,
            cluster_security_group_id: group,
            logs_key_arn: logs,
            secrets_key_arn: secrets,
            volumes_key_arn: volumes,
            oidc_provider_arn: provider,
            orders_queue: url,
            prometheus_endpoint: prometheus,
            ...plain
        } = rest;
        assert.deepEqual(plain, {
            aws_account_id: "210987654321",
            aws_partition: "aws",
            aws_region: "us-east-1",
            cluster_arn: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
            cluster_name: "platform-dev",
            environment: "dev",
            hosted_zone_name_shop_web: "shop.example.com",
            kubernetes_version: "1.36",
            namespaces: "team-a,team-b",
            route53_weight: "100",
            schema_version: "1",
            vpc_id: at(graph.outputs, "vpcId"),
        });
        const ids = Object.values(objectOf(at(graph.outputs, "nodeSubnetIds") as never));
        assert.equal(nodes, ids.join(","));
        assert.equal(String(open).split(",").length, ids.length);
        for (const arn of [certificate, logs, secrets, volumes, provider])
            assert.match(String(arn), /^arn:aws:/);
        for (const address of [endpoint, prometheus, url]) assert.match(String(address), /^https:/);
        assert.match(String(zone), /^Z/);
        assert.match(String(group), /^sg-/);
        assert.equal(provider, `arn:aws:iam::210987654321:oidc-provider/${String(issuer)}`);
        assert.deepEqual(bridgeSchema.parse(bridge), bridge);
    });

    it("gives Flux the same, where a Kustomization is built anew with it", async () => {
        const graph = await graphOfShape(FULL);
        const { data, metadata } = onlyInputs(graph, CONFIG_MAP, "gitops-bridge");
        assert.deepEqual(data, bridgeIn(graph));
        assert.deepEqual([at(metadata, "name"), at(metadata, "namespace")], ["platform", "flux-system"]);
        assert.equal(at(metadata, "labels", "reconcile.fluxcd.io/watch"), "Enabled");
    });

    it("waits for whoever reads it, and for whoever makes a value of it", async () => {
        const graph = await graphOfShape(FULL);
        for (const earlier of ["chart-argocd-release", "chart-flux-release", "own-orders"]) {
            assertAfter(graph, "gitops-bridge-cluster", earlier);
        }
        assertAfter(await graphOfShape(CAPABILITY), "gitops-bridge-cluster", "capability-argocd-capability");
    });

    it("is nothing unless asked for, nor while the API server is not reached", async () => {
        const { gitops: _, ...without } = CAPABILITY;
        assert.deepEqual(inputsOf(await graphOfShape(without), SECRET), []);
        const config = { "platform:inCluster": false };
        assert.deepEqual(inputsOf(await graphOfShape(CAPABILITY, { config }), SECRET), []);
    });
});

const REPOSITORIES = {
    platform: { url: "https://git.example.com/platform", path: "clusters/dev" },
    apps: { url: "ssh://git@git.example.com/apps", path: "envs/dev", branch: "release" },
};

describe("gitops, repositories that are followed", () => {
    it("are Applications of Argo CD, once it knows the cluster, and take what they deployed along", async () => {
        const graph = await graphOfShape({
            ...ON_NODES,
            catalogue: { "argo-cd": {} },
            gitops: { argoCd: { repositories: REPOSITORIES } },
        });
        const made = inputsOf(graph, "kubernetes:argoproj.io/v1alpha1:Application");
        assert.deepEqual(
            made.map(({ metadata, spec }) => [metadata, spec]),
            [
                [
                    {
                        finalizers: ["resources-finalizer.argocd.argoproj.io"],
                        name: "apps",
                        namespace: "argocd",
                    },
                    {
                        project: "default",
                        source: {
                            repoURL: "ssh://git@git.example.com/apps",
                            path: "envs/dev",
                            targetRevision: "release",
                        },
                        destination: { name: "in-cluster", namespace: "argocd" },
                        syncPolicy: { automated: { prune: true, selfHeal: true } },
                    },
                ],
                [
                    {
                        finalizers: ["resources-finalizer.argocd.argoproj.io"],
                        name: "platform",
                        namespace: "argocd",
                    },
                    {
                        project: "default",
                        source: {
                            repoURL: "https://git.example.com/platform",
                            path: "clusters/dev",
                            targetRevision: "main",
                        },
                        destination: { name: "in-cluster", namespace: "argocd" },
                        syncPolicy: { automated: { prune: true, selfHeal: true } },
                    },
                ],
            ],
        );
        for (const earlier of ["gitops-bridge-cluster", "chart-argo-cd-release"])
            assertAfter(graph, "gitops-bridge-application-apps", earlier);
        const { follows } = onlyInputs(graph, "platform:gitops:GitopsBridge");
        assert.deepEqual(follows, [
            "Argo CD platform: clusters/dev of https://git.example.com/platform, main",
            "Argo CD apps: envs/dev of ssh://git@git.example.com/apps, release",
        ]);
    });

    it("are a source and what is applied of it for Flux, with the bridge's values, gone in the other order", async () => {
        const { apps } = REPOSITORIES;
        const graph = await graphOfShape({
            ...ON_NODES,
            catalogue: { flux2: {} },
            gitops: { flux: { repositories: { apps: { ...apps, secret: "git" } } } },
        });
        const { spec } = onlyInputs(graph, "kubernetes:source.toolkit.fluxcd.io/v1:GitRepository");
        assert.deepEqual(spec, {
            interval: "1m",
            url: "ssh://git@git.example.com/apps",
            ref: { branch: "release" },
            secretRef: { name: "git" },
        });
        const applied = onlyInputs(graph, "kubernetes:kustomize.toolkit.fluxcd.io/v1:Kustomization");
        assert.deepEqual(applied["metadata"], { name: "apps", namespace: "flux-system" });
        assert.deepEqual(applied["spec"], {
            interval: "10m",
            path: "./envs/dev",
            prune: true,
            sourceRef: { kind: "GitRepository", name: "apps" },
            postBuild: { substituteFrom: [{ kind: "ConfigMap", name: "platform" }] },
        });
        for (const earlier of [
            "gitops-bridge-gitrepository-apps",
            "gitops-bridge-values",
            "chart-flux2-release",
        ])
            assertAfter(graph, "gitops-bridge-kustomization-apps", earlier);
    });

    it("are refused by ssh without a key for Flux, which asks nobody for one; Argo CD finds its own", () => {
        const { apps } = REPOSITORIES;
        const refused = refusedOf({
            ...ON_NODES,
            catalogue: { "argo-cd": {}, flux2: {} },
            gitops: { argoCd: { repositories: { apps } }, flux: { repositories: { apps } } },
        });
        assert.deepEqual(refused, [
            "stacks/dev.ts › gitops.flux.repositories.apps.secret: Flux reads nothing by ssh without a key. Name the Secret with identity and known_hosts, or begin the address with https://.",
        ]);
    });

    it("are refused with a login in the address, no folder and no branch", () => {
        const refused = refusedOf({
            ...ON_NODES,
            catalogue: { flux2: {} },
            gitops: {
                flux: {
                    repositories: {
                        "A b": { url: "https://me:token@git.example.com/x", path: "../x", branch: "a b" },
                        ok: { url: "git.example.com", path: "/x", secret: "No" },
                    },
                },
            },
        });
        const at = "stacks/dev.ts › gitops.flux.repositories";
        const name = "Use small letters, digits and hyphens.";
        assert.deepEqual(refused, [
            `${at}.A b: not a name (got "A b"). ${name}`,
            `${at}.A b.url: the address carries a login, which anybody could read here. Hand it over as a Secret of its reader.`,
            `${at}.A b.path: not a folder of it (got "../x"). Write it from the root, such as clusters/dev.`,
            `${at}.A b.branch: not a branch (got "a b"). Name one, such as main.`,
            `${at}.ok.secret: not a name (got "No"). ${name}`,
            `${at}.ok.url: not the address of a repository (got "git.example.com"). Begin with https:// or ssh://.`,
            `${at}.ok.path: not a folder of it (got "/x"). Write it from the root, such as clusters/dev.`,
        ]);
    });
});

describe("gitops, refused", () => {
    const refusals = (changes: Partial<EnvironmentShape>) => refusedOf({ ...ON_NODES, ...changes });

    it("without a reader, or with two of a kind", () => {
        assert.deepEqual(refusals({ gitops: {} }), [
            "stacks/dev.ts › gitops: nobody reads it. Add argoCd: {} or flux: {}, or remove it.",
        ]);
        assert.deepEqual(refusals({ gitops: { argoCd: {}, flux: {} } }), [
            "stacks/dev.ts › gitops.argoCd: the environment installs none. Add capabilities.argoCd or catalogue.argo-cd, or name the namespace of one that somebody else installs.",
            "stacks/dev.ts › gitops.flux: the environment installs none. Add catalogue.flux2, or name the namespace of one that somebody else installs.",
        ]);
        assert.deepEqual(
            refusals({
                catalogue: { "argo-cd": {} },
                charts: { argocd: { ...ARGO_CD, namespace: { name: "delivery" } } },
                gitops: { argoCd: {} },
            }),
            [
                "stacks/dev.ts › gitops.argoCd: catalogue.argo-cd and charts.argocd are two, and both would act on the same objects. Keep one of them.",
            ],
        );
    });

    it("with a namespace that is said elsewhere, or that none of them is in", () => {
        assert.deepEqual(refusals({ charts: { flux: FLUX }, gitops: { flux: { namespace: "flux" } } }), [
            'stacks/dev.ts › gitops.flux.namespace: charts.flux says where it lives: flux-system (got "flux"). Remove it.',
        ]);
        assert.deepEqual(refusals({ gitops: { flux: { namespace: "kube-system" } } }), [
            'stacks/dev.ts › gitops.flux.namespace: not a namespace for it (got "kube-system"). Name the one it lives in, or install it here: capabilities or charts.',
        ]);
    });

    it("with labels and values that one of the two would not take", () => {
        const gitops = {
            flux: { namespace: "flux-system" },
            labels: { environment: "x", "-a": "b", tier: "a b" },
            values: {
                vpc_id: "x",
                certificate_arn_x: "x",
                "my-value": "x",
                queue: { own: "order", output: "url" },
            },
        };
        const ends = "Use up to 63 letters, digits, -, _ and ., the first and the last a letter or digit";
        assert.deepEqual(refusals({ gitops, own: { orders: queue("network") } }), [
            'stacks/dev.ts › gitops.labels.environment: the kit or Argo CD writes this label (got "x"). Choose another name.',
            `stacks/dev.ts › gitops.labels.-a: not a name of a label (got "-a"). ${ends}.`,
            `stacks/dev.ts › gitops.labels.tier: not a value of a label (got "a b"). ${ends}; longer texts are values.`,
            'stacks/dev.ts › gitops.values.vpc_id: the kit says this itself (got "vpc_id"). Choose another name.',
            'stacks/dev.ts › gitops.values.certificate_arn_x: the kit says this itself (got "certificate_arn_x"). Choose another name.',
            'stacks/dev.ts › gitops.values.my-value: not a name that Argo CD and Flux both take (got "my-value"). Use up to 63 small letters, digits and _, the first a letter.',
            'stacks/dev.ts › gitops.values.queue.own: no resources of your own have this name (got "order"). Did you mean "orders"? Known: orders.',
        ]);
    });

    it("with two keys that are one name in it", () => {
        const hostedZones = {
            "a-b": { kind: "public", domain: "one.example.com" },
            a_b: { kind: "public", domain: "two.example.com" },
        } as const;
        const found = refusals({ hostedZones, gitops: { flux: { namespace: "flux-system" } } });
        assert.ok(
            found.includes(
                'stacks/dev.ts › gitops: two keys of the shape have one name in the bridge, which has no - (got "hosted_zone_id_a_b"). Rename one of them.',
            ),
            found.join("\n"),
        );
    });
});
