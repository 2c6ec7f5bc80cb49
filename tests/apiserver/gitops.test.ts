/**
 * Ring 3: the bridge as a real API server keeps it, read by the ApplicationSet and the Kustomization of
 * docs/recipes/gitops.md. What comes out is what a cluster would get.
 */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import * as yaml from "yaml";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import { DRY_RUNS, type KubernetesObject } from "../../tools/apiserver/client";
import { argoCdDefinitions, fluxDefinitions, installDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { objectsOf } from "../../tools/apiserver/objects";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { objectOf } from "../../tools/facts/build";
import { buildEvaluator, type ClusterSecret, rendered, substituted } from "../../tools/gitops/evaluator";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import { at } from "../support/gallery";
import { graphOfShape } from "../support/plan-shape";
import { ON_NODES } from "../support/shapes";

const BUILD_MS = 30 * 60_000;
const PAGE = readFileSync(path.join(ROOT, "docs/recipes/gitops.md"), "utf8");

const REPOSITORIES = { platform: { url: "https://git.example.com/platform", path: "clusters/dev" } };

const SHAPE: EnvironmentShape = {
    ...ON_NODES,
    catalogue: { "argo-cd": {}, flux2: {} },
    gitops: {
        argoCd: { repositories: REPOSITORIES },
        flux: { repositories: REPOSITORIES },
        labels: { tier: "canary" },
    },
};

/** The manifest of this kind that the page shows. */
function shown(kind: string): KubernetesObject {
    const blocks = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
    const found = blocks.filter((text) => text.includes(`kind: ${kind}\n`));
    assert.equal(found.length, 1, kind);
    return yaml.parse(found[0] ?? "") as KubernetesObject;
}

const missing = missingRequirements(process.env);
const describeWithApiserver = missing.length > 0 ? describe.skip : describe;

describeWithApiserver("GitOps on a real API server", () => {
    let server: Apiserver | undefined;
    let graph: PlannedGraph;

    before("start", async function () {
        this.timeout(BUILD_MS);
        server = await startApiserver(await buildApiserver(() => undefined));
        await buildEvaluator();
        await installDefinitions(server.client, (await argoCdDefinitions()).values());
        await installDefinitions(server.client, await fluxDefinitions());
        graph = await graphOfShape(SHAPE);
        for (const name of ["argocd", "flux-system"])
            await client().make({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
        const bridge = [...objectsOf(graph)].filter(([urn]) => urn.includes("gitops-bridge"));
        // What is followed is made as well: the server knows every word of it.
        assert.deepEqual(bridge.map(([, { kind }]) => kind).sort(), [
            "Application",
            "ConfigMap",
            "GitRepository",
            "Kustomization",
            "Secret",
        ]);
        for (const [, object] of bridge) await client().make(object);
    });

    after("stop", () => server?.stop());

    function client() {
        assert.ok(server);
        return server.client;
    }

    async function accepted(object: KubernetesObject): Promise<void> {
        for (const verb of DRY_RUNS) assert.equal(await client().dryRun(object, verb), undefined, verb);
    }

    /** As Argo CD's generator of clusters lists them: by its own label and the selector's. */
    async function clustersFor(set: KubernetesObject): Promise<readonly ClusterSecret[]> {
        const labels = objectOf(
            at(set, "spec", "generators", 0, "clusters", "selector", "matchLabels") as Json,
        );
        const asked = { "argocd.argoproj.io/secret-type": "cluster", ...labels };
        const selector = Object.entries(asked).map(([key, value]) => `${key}=${value}`);
        const { text } = await client().get(
            `/api/v1/namespaces/argocd/secrets?labelSelector=${encodeURIComponent(selector.join(","))}`,
        );
        const { items } = JSON.parse(text) as { readonly items: readonly Json[] };
        return items.map((item) => ({
            data: Object.fromEntries(
                Object.entries(objectOf(at(item, "data") as Json)).map(([key, value]) => [
                    key,
                    Buffer.from(String(value), "base64").toString("utf8"),
                ]),
            ),
            labels: at(item, "metadata", "labels") as Record<string, string>,
            annotations: at(item, "metadata", "annotations") as Record<string, string>,
        }));
    }

    it("takes the page's ApplicationSet and Kustomization", async () => {
        await accepted(shown("ApplicationSet"));
        await accepted(shown("Kustomization"));
    });

    it("refuses one with a word its kind does not have, so that these are real definitions", async () => {
        for (const kind of ["ApplicationSet", "Kustomization"]) {
            const sound = shown(kind);
            const spec = { ...objectOf(sound["spec"] ?? {}), further: true } as Json;
            const refusal = await client().dryRun({ ...sound, spec }, "create");
            assert.match(refusal?.message ?? "", /unknown field "spec\.further"/, kind);
        }
    });

    it("makes of the ApplicationSet one Application for the cluster, with what the platform knows", async () => {
        const set = shown("ApplicationSet");
        const clusters = await clustersFor(set);
        assert.equal(clusters.length, 1);
        const [cluster = assert.fail()] = clusters;
        const template = at(set, "spec", "template") as Json;
        const made = await rendered(template, cluster, at(set, "spec", "goTemplateOptions") as string[]);
        assert.deepEqual(made, {
            metadata: { name: "workloads-dev" },
            spec: {
                project: "default",
                source: {
                    repoURL: "https://git.example.com/platform/workloads",
                    targetRevision: "main",
                    path: "envs/dev",
                    helm: {
                        valuesObject: {
                            region: "us-east-1",
                            cluster: "platform-dev",
                            vpc: at(graph.outputs, "vpcId"),
                        },
                    },
                },
                destination: { server: "https://kubernetes.default.svc", namespace: "workloads" },
                syncPolicy: { automated: { prune: true } },
            },
        });
        const { metadata, spec } = objectOf(made);
        await accepted({
            apiVersion: "argoproj.io/v1alpha1",
            kind: "Application",
            metadata: { name: String(at(metadata, "name")), namespace: "argocd" },
            spec: spec ?? {},
        });
    });

    it("finds no cluster for a version of the bridge that it does not have", async () => {
        const set = JSON.parse(
            JSON.stringify(shown("ApplicationSet")).replace('"schema_version":"1"', '"schema_version":"2"'),
        ) as KubernetesObject;
        assert.deepEqual(await clustersFor(set), []);
    });

    it("stops at a name that is not there, in Argo CD's and in Flux's own words", async () => {
        const [cluster = assert.fail()] = await clustersFor(shown("ApplicationSet"));
        await assert.rejects(rendered("{{.metadata.annotations.vpc}}", cluster, ["missingkey=error"]), {
            message: /map has no entry for key "vpc"/,
        });
        await assert.rejects(substituted("${vpc}", {}), {
            message: /variable not set \(strict mode\): "vpc"/,
        });
    });

    it("gives Flux's substitution the same values, from the ConfigMap that the Kustomization names", async () => {
        const kustomization = shown("Kustomization");
        const from = at(kustomization, "spec", "postBuild", "substituteFrom", 0);
        assert.deepEqual(from, { kind: "ConfigMap", name: "platform" });
        const { namespace } = kustomization.metadata;
        const { text } = await client().get(
            `/api/v1/namespaces/${namespace ?? ""}/configmaps/${String(at(from, "name"))}`,
        );
        const data = objectOf(JSON.parse(text) as Json)["data"] as Record<string, string>;
        const [cluster = assert.fail()] = await clustersFor(shown("ApplicationSet"));
        assert.deepEqual(data, cluster.annotations);
        const manifest = "{ region: ${aws_region}, vpc: ${vpc_id}, subnets: [${node_subnet_ids}] }";
        const ids = Object.values(objectOf(at(graph.outputs, "nodeSubnetIds") as Json));
        assert.deepEqual(yaml.parse(await substituted(manifest, data)), {
            region: "us-east-1",
            vpc: at(graph.outputs, "vpcId"),
            subnets: ids,
        });
    });
});
