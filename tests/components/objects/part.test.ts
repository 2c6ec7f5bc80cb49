/** Objects of an environment: what a shape may say of them, and what the whole plan makes of it. */
import assert from "node:assert/strict";

import type { ObjectsWords } from "../../../components/objects/objects-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { ANY_FACTS } from "../../../tools/facts";
import { ancestorsOf } from "../../../tools/plan/order";
import { diff } from "../../../tools/review/diff";
import { AUTO_MODE } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { edgesOf, resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const FILE = "tests/fixtures/objects/dashboards.yaml";
const CONFIG = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "x", namespace: "web" },
    data: { a: "1" },
};

function withObjects(
    objects: Readonly<Record<string, ObjectsWords>>,
    more: Partial<EnvironmentShape> = {},
): EnvironmentShape {
    return { ...ON_NODES, ...more, objects };
}

describe("the objects of a shape are refused", () => {
    it("with words nobody knows, by place", () => {
        const shape = withObjects({
            own: { manifests: [{ x: undefined }], file: "x" } as unknown as ObjectsWords,
        });
        assert.deepEqual(refusedOf(shape).slice(-1), [
            'stacks/dev.ts › objects.own.file: not a part of a shape. Did you mean "files"? Known: after, files, first, manifests.',
        ]);
    });

    it("where they come first, of a kind that a capability of the environment brings", () => {
        const application = {
            apiVersion: "argoproj.io/v1alpha1",
            kind: "Application",
            metadata: { name: "web" },
        };
        const table = {
            apiVersion: "dynamodb.services.k8s.aws/v1alpha1",
            kind: "Table",
            metadata: { name: "t" },
        };
        const capabilities = { ack: {} };
        const manifests = [application, CONFIG, table];
        assert.deepEqual(refusedOf(withObjects({ own: { first: true, manifests } }, { capabilities })), [
            'stacks/dev.ts › objects.own.manifests[2].kind: a kind that capability ack brings, which is made after objects that come first (got "Table"). Move it to an entry without first: true.',
        ]);
        assert.deepEqual(refusedOf(withObjects({ own: { manifests } }, { capabilities })), []);
    });

    it("in the shape and in files, each where it is written", () => {
        const shape = withObjects({
            own: {
                manifests: [{ ...CONFIG, kind: "configmap" }],
                files: ["tests/fixtures/objects/broken.yaml", "none.yaml"],
            },
        });
        assert.deepEqual(refusedOf(shape), [
            'tests/fixtures/objects/broken.yaml › line 11: readers of YAML take this for different things (got "yes"). Put it in quotes, or write true, false or a plain decimal number.',
            'stacks/dev.ts › objects.own.files[1]: there is no such file (got "none.yaml"). Check the path.',
            "stacks/dev.ts › objects.own.manifests[0].kind: not a kind. Write it as the API has it, such as ConfigMap.",
            "tests/fixtures/objects/broken.yaml › line 2, metadata.generateName: the plan must know the name. Write name: an object that is named anew each time is made anew each time.",
        ]);
    });

    it("when two entries, a chart or a pool make the same object", () => {
        const pool = { apiVersion: "karpenter.sh/v1", kind: "NodePool", metadata: { name: "x86" } };
        const shape = withObjects(
            { Own: { manifests: [CONFIG, CONFIG] }, two: { manifests: [CONFIG, pool], files: [FILE] } },
            {
                charts: {
                    grafana: {
                        chart: "grafana",
                        repository: "https://charts.example.org",
                        version: "1.0.0",
                        namespace: { name: "monitoring" },
                        pods: [],
                    },
                },
            },
        );
        assert.deepEqual(refusedOf(shape), [
            'stacks/dev.ts › objects.Own.manifests[1]: the same object as manifests[0] (got "ConfigMap web/x"). Keep one of the two.',
            'stacks/dev.ts › objects.Own: not a name of an entry (got "Own"). Use lower-case letters, digits and hyphens.',
            'stacks/dev.ts › objects.two.manifests[0]: the same object as objects.Own.manifests[0] (got "ConfigMap web/x"). Keep one of the two.',
            'stacks/dev.ts › objects.two.manifests[1].metadata.name: compute.pools makes the NodePool x86 (got "x86"). Give it another name.',
            `${FILE} › line 46, metadata.name: chart grafana makes this namespace (got "monitoring"). Remove it, or write namespace.create: false for chart grafana.`,
        ]);
    });

    it("when a pod of theirs fits nowhere", () => {
        const spec = { template: { spec: { nodeSelector: { x: "y" } } } };
        const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "gpu" }, spec };
        const lines = refusedOf(withObjects({ own: { manifests: [deployment] } }));
        assert.equal(lines.length, 1);
        assert.match(
            lines[0] ?? "",
            /^stacks\/dev\.ts › compute: pod gpu of phase releases \(charts and objects\) fits nowhere: /,
        );
    });
});

describe("the objects of a shape", () => {
    it("are made after the pools and after what they name, in both modes", async () => {
        const shape = withObjects({
            two: { files: [FILE], after: ["objects-one", "karpenter"] },
            one: { manifests: [CONFIG] },
        });
        const graph = await graphOfShape(shape);
        const unknown = await graphOfShape(shape, { mode: "unknown" });
        assert.deepEqual(edgesOf(unknown), edgesOf(graph));
        const { urn } = resourceNamed(graph, "objects-two-namespace-monitoring");
        const before = [...ancestorsOf(graph, urn)].map((one) => one.split("::").at(-1));
        assert.ok(before.includes("objects-one-configmap-web-x"));
        assert.ok(before.includes("pool-x86-node-pool"));
    });

    it("wait for the charts of the catalogue that answer their kinds, and for no others", async () => {
        const route = {
            apiVersion: "gateway.networking.k8s.io/v1",
            kind: "HTTPRoute",
            metadata: { name: "x", namespace: "web" },
        };
        const shape = withObjects(
            {
                routes: { manifests: [route, CONFIG] },
                other: { manifests: [{ ...CONFIG, metadata: { name: "y", namespace: "web" } }] },
            },
            { catalogue: { "aws-gateway-controller-chart": {} } },
        );
        const graph = await graphOfShape(shape);
        const releaseIsBefore = (name: string) =>
            [...ancestorsOf(graph, resourceNamed(graph, name).urn)].some((urn) =>
                urn.endsWith("::chart-aws-gateway-controller-chart-release"),
            );
        assert.deepEqual(
            [
                "objects-routes-httproute-web-x",
                "objects-routes-configmap-web-x",
                "objects-other-configmap-web-y",
            ].map(releaseIsBefore),
            [true, true, false],
        );
    });

    it("are told of where they wait for a load balancer that nothing here makes", () => {
        const ingress = (ingressClassName: string) => ({
            apiVersion: "networking.k8s.io/v1",
            kind: "Ingress",
            metadata: { name: "web", namespace: "shop" },
            spec: { ingressClassName, defaultBackend: { service: { name: "web", port: { number: 80 } } } },
        });
        const told = (more: Partial<EnvironmentShape> = {}, className = "alb") =>
            plannedOf(withObjects({ shop: { manifests: [ingress(className)] } }, more)).notices.filter(
                (notice) => notice.startsWith("Ingress "),
            );
        const text =
            'Ingress shop/web of objects shop is of class alb, and nothing here makes its load balancer: add "aws-load-balancer-controller": {} to catalogue';
        assert.deepEqual(told(), [text]);
        assert.deepEqual(told({ catalogue: { "aws-load-balancer-controller": {} } }), []);
        assert.deepEqual(told({}, "nginx"), []);
        assert.deepEqual(
            plannedOf({ ...AUTO_MODE, objects: { shop: { manifests: [ingress("alb")] } } }).notices.filter(
                (notice) => notice.startsWith("Ingress "),
            ),
            [],
        );
    });

    it("are told of, and left out while the API server cannot be reached", async () => {
        const shape = withObjects({ own: { manifests: [{ ...CONFIG, metadata: { name: "x" } }] } });
        assert.ok(
            plannedOf(shape).notices.includes(
                "ConfigMap default/x of objects own names no namespace, and goes to default",
            ),
        );
        const config = { "platform:inCluster": "false" };
        assert.ok(!plannedOf(shape, { config }).notices.some((notice) => /objects own/.test(notice)));
        const { resources } = await graphOfShape(shape, { config });
        assert.deepEqual(
            resources.filter(({ name }) => name.startsWith("objects-")),
            [],
        );
    });

    it("are reviewed one by one, and another name is another object", async () => {
        const base = await graphOfShape(withObjects({ own: { manifests: [CONFIG], files: [FILE] } }));
        const renamed = { ...CONFIG, metadata: { name: "y", namespace: "web" } };
        const head = await graphOfShape(withObjects({ own: { manifests: [renamed], files: [FILE] } }));
        const changes = diff(base, head, ANY_FACTS).changes.filter(
            ({ custom, operation }) => custom && operation !== "none",
        );
        assert.deepEqual(changes.map(({ name, operation }) => `${operation} ${name}`).sort(), [
            "create objects-own-configmap-web-y",
            "delete objects-own-configmap-web-x",
        ]);
    });

    it("are reviewed by what is known of their kind, and by what is not", async () => {
        const service = (port: number) => ({
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: "x", namespace: "web" },
            spec: { ports: [{ port }] },
        });
        const of = (data: string, port: number) =>
            graphOfShape(
                withObjects({ own: { manifests: [{ ...CONFIG, data: { key: data } }, service(port)] } }),
            );
        const { changes } = diff(await of("old", 80), await of("new", 81), ANY_FACTS);
        assert.deepEqual(
            changes
                .filter(({ custom, operation }) => custom && operation !== "none")
                .map(({ derived, forcedBy, mayReplace, name, operation }) => ({
                    change: `${operation} ${name}`,
                    derived,
                    forcedBy: forcedBy.map((force) => (force.kind === "fact" ? force.path : force.kind)),
                    mayReplace,
                })),
            [
                {
                    change: "replace objects-own-configmap-web-x",
                    derived: undefined,
                    forcedBy: ["data"],
                    mayReplace: undefined,
                },
                {
                    change: "update objects-own-service-web-x",
                    derived: true,
                    forcedBy: [],
                    mayReplace: [
                        {
                            path: "spec.ports[0].port",
                            evidence: "no source says which fields of the kind are immutable",
                        },
                    ],
                },
            ],
        );
    });
});
