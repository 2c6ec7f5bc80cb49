/** stacks/own/pins.yaml: what it says, whom it reaches, what is refused of it. */
import assert from "node:assert/strict";

import { describeLocated } from "../../../components/platform/located";
import { parsePins, withPins } from "../../../components/platform/pins";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Pins } from "../../../components/shared/pins-schema";
import { graphOfEnvironment, type TestEnvironment } from "../../support/environments";
import { planOf } from "../../support/part-environment";
import { ON_FARGATE } from "../../support/shapes";

const SHIPPED = "# A comment.\neverywhere: {}\nenvironments: {}\n";
const FILE = `
everywhere:
  karpenter: 1.14.0
  amiAlias: al2023@v20261001
  minors:
    1.30: { nodeRelease: 1.30.1-20260930 }
    1.36:
      addons:
        # renovate: eksAddonsFilter={"kubernetesVersion":"1.36","addonName":"coredns"}
        coredns: v1.14.3-eksbuild.30
        kube-proxy: v1.36.0-eksbuild.26
environments:
  dev:
    minors:
      1.36:
        addons: { coredns: v1.14.3-eksbuild.31 }
        nodeRelease: 1.36.4-20261001
    charts: { grafana: 10.1.3 }
`;

/** The shape `dev` with a file's pins. */
function shapeWith(text: string, shape: EnvironmentShape = ON_FARGATE): EnvironmentShape {
    return withPins(parsePins(text), { dev: shape })["dev"] ?? assert.fail("no dev");
}

function refusedWith(text: string): string[] {
    const result = planOf(shapeWith(text));
    return "problems" in result ? result.problems.map(describeLocated) : [];
}

describe("the pins of a fork", () => {
    it("leave a shape as it is while there are none", () => {
        assert.equal(shapeWith(SHIPPED), ON_FARGATE);
        assert.equal(shapeWith(""), ON_FARGATE);
        assert.deepEqual(parsePins("everywhere:\nenvironments:\n  dev:\n"), {
            everywhere: {},
            environments: { dev: "" },
        });
        assert.equal(shapeWith("everywhere:\nenvironments:\n  dev:\n"), ON_FARGATE);
    });

    it("are those for all, under those of the environment, under what the shape says", () => {
        const own: Pins = {
            karpenter: "1.14.1",
            minors: { "1.36": { addons: { coredns: "v1.14.3-eksbuild.32" } } },
        };
        const common = { karpenter: "1.14.0", amiAlias: "al2023@v20261001" };
        const older = { "1.30": { nodeRelease: "1.30.1-20260930" } };
        const set = { coredns: "v1.14.3-eksbuild.30", "kube-proxy": "v1.36.0-eksbuild.26" };
        const shapes = withPins<{ readonly pins?: Pins }>(parsePins(FILE), {
            dev: {},
            qa: {},
            mine: { pins: own },
        });
        assert.deepEqual(shapes, {
            dev: {
                pins: {
                    ...common,
                    minors: {
                        ...older,
                        "1.36": {
                            addons: { ...set, coredns: "v1.14.3-eksbuild.31" },
                            nodeRelease: "1.36.4-20261001",
                        },
                    },
                    charts: { grafana: "10.1.3" },
                },
            },
            qa: { pins: { ...common, minors: { ...older, "1.36": { addons: set } } } },
            mine: {
                pins: {
                    ...common,
                    karpenter: "1.14.1",
                    minors: { ...older, "1.36": { addons: { ...set, coredns: "v1.14.3-eksbuild.32" } } },
                },
            },
        });
    });

    it("reach add-ons, node releases, images, Karpenter and charts, and nothing else", async () => {
        const pins = shapeWith(FILE).pins ?? assert.fail("no pins");
        const grafana = {
            chart: "grafana",
            repository: "https://charts.example.org",
            namespace: { name: "grafana" },
            pods: [],
        };
        const before = await versionsOf("large", {
            charts: { grafana: { ...grafana, version: "10.1.2" } },
        });
        const after = await versionsOf("large", { charts: { grafana }, pins });
        const changed = [...after].filter(([name, version]) => before.get(name) !== version);
        assert.deepEqual(Object.fromEntries(changed), {
            "addon-coredns-addon": "v1.14.3-eksbuild.31",
            "addon-kube-proxy-addon": "v1.36.0-eksbuild.26",
            "chart-grafana-release": "10.1.3",
            "karpenter-controller": "1.14.0",
            "karpenter-crd": "1.14.0",
            "nodes-system-a": "1.36.4-20261001",
            "nodes-system-b": "1.36.4-20261001",
            "nodes-system-c": "1.36.4-20261001",
            "pool-graviton-node-class": "al2023@v20261001",
            "pool-x86-node-class": "al2023@v20261001",
        });
    });

    it("count on their own minor alone", async () => {
        const edit = { settings: { kubernetesVersion: "1.35" } };
        const pins = { minors: { "1.36": { addons: { coredns: "v1.14.3-eksbuild.31" } } } };
        const [plain, pinned] = [
            await graphOfEnvironment("small", edit),
            await graphOfEnvironment("small", { ...edit, shape: (shape) => ({ ...shape, pins }) }),
        ];
        assert.deepEqual(pinned.resources, plain.resources);
    });

    it("are refused by place: words, add-ons nobody knows, versions that are none, a text that is no such file", () => {
        assert.deepEqual(refusedWith("everywhere:\n  karpentr: 1.14.1\n"), [
            'stacks/own/pins.yaml › karpentr: not a part of a shape. Did you mean "karpenter"? Known: amiAlias, charts, ' +
                "karpenter, minors.",
        ]);
        assert.deepEqual(
            refusedWith("everywhere:\n  minors: { 1.36: { addons: { coredn: v1.14.3-eksbuild.31 } } }\n"),
            [
                'stacks/own/pins.yaml › minors.1.36.addons.coredn: not an add-on the kit knows (got "v1.14.3-eksbuild.31"). ' +
                    'Did you mean "coredns"? Known: aws-ebs-csi-driver, coredns, eks-node-monitoring-agent, ' +
                    "eks-pod-identity-agent, kube-proxy, metrics-server, vpc-cni.",
            ],
        );
        assert.match(
            refusedWith("everywhere:\n  minors: { 1.36: { addons: { coredns: newest } } }\n").join("\n"),
            /^stacks\/dev\.ts › addons\.versions\.coredns: not the version of an EKS add-on \(got "newest"\)\./,
        );
        assert.match(refusedWith("everywhere: [a\n").join("\n"), /^stacks\/own\/pins\.yaml › Flow sequence/);
        assert.match(
            refusedWith("dev:\n  karpenter: 1.14.0\n").join("\n"),
            /^stacks\/own\/pins\.yaml › neither everywhere nor environments: dev: not a part of a shape\./,
        );
    });
});

/** Whatever has a version in a plan, by logical name. */
async function versionsOf(
    name: TestEnvironment,
    words: Partial<EnvironmentShape>,
): Promise<ReadonlyMap<string, string>> {
    const graph = await graphOfEnvironment(name, { shape: (shape) => ({ ...shape, ...words }) });
    const found = graph.resources
        .filter(({ custom }) => custom)
        .map(({ inputs, name: resource }): [string, string] => {
            const text = JSON.stringify(inputs);
            const version =
                /"(?:addonVersion|releaseVersion|alias)":"([^"]+)"/.exec(text)?.[1] ??
                /"version":"([^"]+)"/.exec(text)?.[1];
            return [resource, version ?? ""];
        });
    return new Map(found.filter(([, version]) => version !== ""));
}
