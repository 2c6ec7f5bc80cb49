/** One object, one owner: what GitOps applies of this repository, held against what the shape makes. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { checkOwners, foldersOf } from "../../../components/gitops/owners";
import { manifestsBelow } from "../../../components/objects/yaml-folders";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { ARGO_CD } from "../../support/gallery-charts";
import { refusedOf } from "../../support/plan-shape";
import { ON_NODES } from "../../support/shapes";

const SHAPE: EnvironmentShape = {
    ...ON_NODES,
    catalogue: { keda: {} },
    charts: { argocd: ARGO_CD },
    namespaces: { "team-a": {} },
    objects: {
        own: {
            after: ["namespace-team-a"],
            manifests: [
                { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "colours", namespace: "team-a" } },
                {
                    apiVersion: "argoproj.io/v1alpha1",
                    kind: "Application",
                    metadata: { name: "workloads", namespace: "argocd" },
                    spec: { source: { repoURL: "https://git.example.com/platform", path: "workloads" } },
                },
            ],
        },
    },
    gitops: { argoCd: {} },
};

describe("owners of objects", () => {
    let root = "";
    beforeEach(() => {
        root = mkdtempSync(path.join(tmpdir(), "owners-"));
        mkdirSync(path.join(root, "workloads/deep"), { recursive: true });
    });
    afterEach(() => rmSync(root, { recursive: true }));

    const write = (text: string, file = "workloads/deep/one.yaml") =>
        writeFileSync(path.join(root, file), text);
    const refused = (shape: EnvironmentShape = SHAPE) =>
        checkOwners(shape, (folder) => manifestsBelow(folder, root)).map(
            ({ file, got, path: at, what }) => `${file ?? ""} ${at}: ${what} (${String(got)})`,
        );
    const both = (word: string) =>
        `${word} of the shape makes this object as well, and each owner would undo the other`;
    const object = (apiVersion: string, kind: string, name: string, namespace?: string) =>
        `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: ${name}${namespace === undefined ? "" : `, namespace: ${namespace}`} }\n`;

    for (const [word, apiVersion, kind, name, namespace] of [
        ["namespaces.team-a", "v1", "Namespace", "team-a"],
        ["charts.argocd", "v1", "Namespace", "argocd"],
        ["catalogue.keda", "v1", "Namespace", "keda"],
        ["catalogue.keda", "apiextensions.k8s.io/v1", "CustomResourceDefinition", "scaledobjects.keda.sh"],
        ["compute", "apiextensions.k8s.io/v1", "CustomResourceDefinition", "nodepools.karpenter.sh"],
        ["compute.pools.graviton", "karpenter.sh/v1beta1", "NodePool", "graviton"],
        ["addons", "storage.k8s.io/v1", "StorageClass", "gp3"],
        ["objects.own", "v1", "ConfigMap", "colours", "team-a"],
        ["gitops.argoCd", "v1", "Secret", "in-cluster", "argocd"],
    ] as const) {
        it(`are one: ${kind} ${name} is the shape's, by ${word}`, () => {
            const id = namespace === undefined ? name : `${namespace}/${name}`;
            write(`# first\n${object(apiVersion, kind, name, namespace)}`);
            assert.deepEqual(refused(), [`workloads/deep/one.yaml line 2: ${both(word)} (${kind} ${id})`]);
            write(object(apiVersion, kind, `${name}x`, namespace));
            assert.deepEqual(refused(), []);
        });
    }

    it("are one for a chart as well, however GitOps installs it", () => {
        write(
            `${object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "scaler", "flux-system")}spec: { chart: { spec: { chart: keda } } }\n` +
                `---\n${object("argoproj.io/v1alpha1", "Application", "argo", "argocd")}spec: { source: { chart: argo-cd } }\n`,
        );
        const what = (word: string) =>
            `${word} of the shape installs this chart: two releases would make the same objects`;
        assert.deepEqual(refused(), [
            `workloads/deep/one.yaml line 1: ${what("catalogue.keda")} (keda)`,
            `workloads/deep/one.yaml line 6: ${what("charts.argocd")} (argo-cd)`,
        ]);
    });

    it("are looked for where Applications, Kustomizations and the word itself say", () => {
        const manifest = (apiVersion: string, kind: string, spec: object) => ({
            apiVersion,
            kind,
            metadata: { name: "x", namespace: "x" },
            spec: spec as Record<string, never>,
        });
        const manifests = [
            manifest("argoproj.io/v1alpha1", "Application", { sources: [{ path: "a" }, { chart: "b" }] }),
            manifest("argoproj.io/v1alpha1", "ApplicationSet", {
                template: { spec: { source: { path: "./c" } } },
            }),
            manifest("argoproj.io/v1alpha1", "ApplicationSet", {
                template: { spec: { source: { path: "envs/{{.name}}" } } },
            }),
            manifest("kustomize.toolkit.fluxcd.io/v1", "Kustomization", { path: "./d" }),
            manifest("kustomize.config.k8s.io/v1beta1", "Kustomization", { path: "./e" }),
        ];
        const repositories = { platform: { url: "https://git.example.com/platform", path: "g" } };
        const gitops = { argoCd: { repositories }, paths: ["f", "a"] };
        assert.deepEqual(foldersOf({ ...SHAPE, gitops, objects: { x: { manifests } } }), [
            "f",
            "a",
            "g",
            "c",
            "d",
        ]);
    });

    it("are not asked of what is a template, of other folders, nor without gitops", () => {
        write("apiVersion: v1\nkind: Namespace\nmetadata: { name: {{ .Values.name }} }\n");
        assert.deepEqual(refused(), []);
        write(object("v1", "Namespace", "team-a"), "elsewhere.yaml");
        assert.deepEqual(refused(), []);
        write(object("v1", "Namespace", "team-a"));
        const { gitops: _, ...without } = SHAPE;
        assert.deepEqual(refused(without), []);
    });

    it("are refused by the plan, at the file, and a folder that is not there at the word", () => {
        const gitops = { argoCd: {}, paths: ["tests/fixtures/gitops", "nowhere", "../outside"] };
        const remedy =
            "Name one by its path from the root; what is in another repository cannot be looked at here";
        assert.deepEqual(refusedOf({ ...SHAPE, gitops }), [
            `stacks/dev.ts › gitops.paths[1]: no folder or file of this repository (got "nowhere"). ${remedy}.`,
            `stacks/dev.ts › gitops.paths[2]: no folder or file of this repository (got "../outside"). ${remedy}.`,
            `tests/fixtures/gitops/team.yaml › line 1: ${both("namespaces.team-a")} (got "Namespace team-a"). Keep it in one of the two.`,
        ]);
    });
});
