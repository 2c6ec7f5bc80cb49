/** stacks/own/pins.yaml: what it says, whom it reaches, what is refused of it. */
import assert from "node:assert/strict";

import { ADDON_NAMES } from "../../../components/addons/catalogue";
import { describeLocated } from "../../../components/platform/located";
import { parsePins, withPins } from "../../../components/platform/pins";
import type { EnvironmentShape } from "../../../components/platform/shape";
import type { Pins } from "../../../components/shared/pins-schema";
import { graphOfEnvironment, type TestEnvironment } from "../../support/environments";
import { planOf } from "../../support/part-environment";
import { ON_FARGATE, ON_NODES } from "../../support/shapes";

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

function planned(text: string, shape: EnvironmentShape): string[] {
    const result = planOf(shapeWith(text, shape));
    return "problems" in result ? result.problems.map(({ file, path }) => `${file} ${path}`).sort() : [];
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

    it("are refused where they stand: words, minors, environments and add-ons nobody knows", () => {
        const words = `everywhere:
  karpentr: 1.14.1
  minors: { 1.63: {}, 1.30: {} }
environments:
  dev:
    minors: 1.36
`;
        assert.deepEqual(refusedWith(words), [
            'stacks/own/pins.yaml › everywhere.karpentr: not a pin. Did you mean "karpenter"? Known: amiAlias, charts, ' +
                "karpenter, minors.",
            'stacks/own/pins.yaml › environments.dev.minors: not { … } (got "1.36"). Write { … }.',
        ]);
        assert.deepEqual(refusedWith("everywhere:\n  minors: { 1.63: {}, 1.30: {}, newest: {} }\n"), [
            "stacks/own/pins.yaml › everywhere.minors.1.63: no Kubernetes version that the kit offers. Write 1.35 or 1.36.",
            "stacks/own/pins.yaml › everywhere.minors.newest: no Kubernetes version that the kit offers. Write 1.35 or 1.36.",
        ]);
        assert.deepEqual(refusedWith("environments:\n  dve: { karpenter: 1.14.0 }\n"), [
            'stacks/own/pins.yaml › environments.dve: no environment. Take it out, if it is gone. Did you mean "dev"? Known: dev.',
        ]);
        assert.deepEqual(
            refusedWith("everywhere:\n  minors: { 1.35: { addons: { coredn: v1.13.2-eksbuild.31 } } }\n"),
            [
                'stacks/own/pins.yaml › minors.1.35.addons.coredn: not an add-on the kit knows (got "v1.13.2-eksbuild.31"). ' +
                    `Did you mean "coredns"? Known: ${[...ADDON_NAMES].sort().join(", ")}.`,
            ],
        );
    });

    it("are refused where they stand: versions that are none, of everything that is pinned", () => {
        const charts = {
            grafana: {
                chart: "grafana",
                repository: "https://charts.example.org",
                namespace: { name: "grafana" },
                pods: [],
            },
        };
        const text = `everywhere:
  karpenter: latest
  amiAlias: al2023@latest
  minors: { 1.36: { addons: { coredns: newest }, nodeRelease: newest } }
  charts: { grafana: ^1 }
`;
        assert.deepEqual(planned(text, { ...ON_NODES, charts }), [
            "stacks/own/pins.yaml amiAlias",
            "stacks/own/pins.yaml charts.grafana",
            "stacks/own/pins.yaml karpenter",
            "stacks/own/pins.yaml minors.1.36.addons.coredns",
            "stacks/own/pins.yaml minors.1.36.nodeRelease",
        ]);
        const own = { ...ON_FARGATE, addons: { ...ON_FARGATE.addons, versions: { coredns: "oldest" } } };
        assert.deepEqual(planned(text.replace("karpenter: latest", ""), own), [
            "stacks/dev.ts addons.versions.coredns",
            "stacks/own/pins.yaml amiAlias",
        ]);
    });

    it("are refused as a whole where the text is no such file", () => {
        assert.deepEqual(refusedWith("everywhere:\n\tkarpenter: 1.14.0\n"), [
            "stacks/own/pins.yaml › line 2: no YAML: Tabs are not allowed as indentation. Correct the line.",
        ]);
        assert.deepEqual(refusedWith("- dev\n"), [
            "stacks/own/pins.yaml › the file: not a map. Begin with everywhere and environments.",
        ]);
        assert.deepEqual(refusedWith("everywhre:\n  karpenter: 1.14.0\n"), [
            'stacks/own/pins.yaml › everywhre: neither everywhere nor environments. Did you mean "everywhere"? ' +
                "Known: environments, everywhere.",
        ]);
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
