/** What --write makes of files: the value, and nothing else. */
import assert from "node:assert/strict";

import {
    declaredWith,
    type Edit,
    editText,
    minorEdit,
    pinEdit,
    shapeEdit,
} from "../../../tools/upgrade/edit";
import { nextOf, textsWith } from "../../../tools/upgrade/write";
import { declaredOf } from "../../support/environments";
import { type Obstacle, reportOn } from "./planted";

const SETTINGS = `# Ours.
config:
  platform:account: "123456789012" # in quotes

  # One minor up at a time.
  platform:kubernetesVersion: '1.35'   # until January
  platform:tags: { owner: us }
`;

const PINS = `# Versions of our own.
everywhere: {}
environments: {} # none yet
`;

const SHAPE = `import type { EnvironmentShape } from "./shape";

const SHARED = { versions: { coredns: "v1.0.0-eksbuild.1" } };

export const dev = {
    // Kept back: issue 12.
    addons: {
        replicas: 2,
        versions: {
            coredns: "v1.13.2-eksbuild.31",
            "vpc-cni": "v1.20.0-eksbuild.1", // slow
        },
    },
} satisfies EnvironmentShape;
`;

const FILES: Readonly<Record<string, string>> = {
    "Pulumi.dev.yaml": SETTINGS,
    "stacks/own/pins.yaml": PINS,
    "stacks/dev.ts": SHAPE,
};

async function written(...edits: readonly Edit[]) {
    const made = await textsWith(edits, (file) => FILES[file]);
    return "byHand" in made ? made.byHand : Object.fromEntries(made.files);
}

describe("edits of files", () => {
    it("settings: the minor in its own quotes, comments and everything else as they were", async () => {
        assert.deepEqual(await written(minorEdit("dev", "1.35", "1.36")), {
            "Pulumi.dev.yaml": SETTINGS.replace("'1.35'", "'1.36'"),
        });
    });

    it("settings that say another minor by now, or none: are left to a person", async () => {
        assert.deepEqual(await written(minorEdit("dev", "1.34", "1.35")), [
            "Pulumi.dev.yaml › platform:kubernetesVersion: 1.34 → 1.35",
        ]);
        assert.deepEqual(await written(minorEdit("prod", "1.35", "1.36")), [
            "Pulumi.prod.yaml › platform:kubernetesVersion: 1.35 → 1.36",
        ]);
    });

    it("pins: of one environment, below what is there", async () => {
        const edits = [
            pinEdit("dev", ["karpenter"], { from: "1.14.0", to: "1.14.1" }),
            pinEdit("dev", ["minors", "1.35", "addons", "vpc-cni"], { to: "v1.21.1-eksbuild.1" }),
        ];
        assert.deepEqual(await written(...edits), {
            "stacks/own/pins.yaml": `# Versions of our own.
everywhere: {}
environments:
  dev:
    karpenter: 1.14.1
    minors:
      "1.35":
        addons:
          vpc-cni: v1.21.1-eksbuild.1
  # none yet
`,
        });
    });

    it("shape: a literal is exchanged, or taken out with its line", async () => {
        const path = ["addons", "versions"];
        assert.deepEqual(
            await written(
                shapeEdit("dev", [...path, "vpc-cni"], "v1.20.0-eksbuild.1", "v1.21.1-eksbuild.1"),
                shapeEdit("dev", [...path, "coredns"], "v1.13.2-eksbuild.31"),
            ),
            {
                "stacks/dev.ts": SHAPE.replace("v1.20.0", "v1.21.1").replace(
                    `            coredns: "v1.13.2-eksbuild.31",\n`,
                    "",
                ),
            },
        );
    });

    it("shape: one version at two places is left to a person: which of them is meant, nobody says", async () => {
        const twice = `${SHAPE}\nexport const copy = { addons: { versions: { "vpc-cni": "v1.20.0-eksbuild.1" } } };\n`;
        const edit = shapeEdit("dev", ["addons", "versions", "vpc-cni"], "v1.20.0-eksbuild.1");
        assert.deepEqual(await textsWith([edit], () => twice), {
            byHand: ["stacks/dev.ts › addons › versions › vpc-cni: take out v1.20.0-eksbuild.1"],
        });
    });

    it("shape: what is no literal at its place is left to a person, and nothing is written", async () => {
        const edits = [
            minorEdit("dev", "1.35", "1.36"),
            shapeEdit("dev", ["addons", "versions", "kube-proxy"], "v1.35.3-eksbuild.29"),
        ];
        assert.deepEqual(await written(...edits), [
            "stacks/dev.ts › addons › versions › kube-proxy: take out v1.35.3-eksbuild.29",
        ]);
    });
});

describe("edits of what is declared", () => {
    it("are what the files will say", () => {
        const before = declaredOf("large", {
            shape: (shape) => ({
                ...shape,
                pins: { karpenter: "1.14.0", amiAlias: "al2023@v20260930" },
                addons: { ...shape.addons, versions: { coredns: "v1.13.2-eksbuild.31" } },
            }),
        });
        const { settings, shape } = declaredWith(before, [
            minorEdit("large", "1.36", "1.37"),
            pinEdit("large", ["karpenter"], { to: "1.14.1" }),
            pinEdit("large", ["minors", "1.36", "addons", "vpc-cni"], { to: "v1.23.2-eksbuild.1" }),
            shapeEdit("large", ["addons", "versions", "coredns"], "v1.13.2-eksbuild.31"),
        ]);
        assert.equal(settings.kubernetesVersion, "1.37");
        assert.deepEqual(shape.pins, {
            karpenter: "1.14.1",
            amiAlias: "al2023@v20260930",
            minors: { "1.36": { addons: { "vpc-cni": "v1.23.2-eksbuild.1" } } },
        });
        assert.deepEqual(shape.addons, { ...before.shape.addons, versions: {} });
    });
});

describe("the next pull request", function () {
    this.timeout(60_000);

    async function nextOn(obstacle: Obstacle): Promise<unknown> {
        const next = nextOf(await reportOn(obstacle));
        if (next === "nothing") return next;
        if ("step" in next) return next.step.edits.map(editText);
        return "waits" in next ? next.waits.map(({ title }) => title) : next.blocked;
    }

    it("is the minor where nothing comes first", async () => {
        assert.deepEqual(await nextOn({}), ["Pulumi.large.yaml › platform:kubernetesVersion: 1.35 → 1.36"]);
    });

    it("waits for what only a person can write", async () => {
        assert.deepEqual(await nextOn({ shape: (shape) => ({ ...shape, catalogue: { keda: {} } }) }), [
            "Charts",
        ]);
    });

    it("is nothing while there is no way", async () => {
        assert.deepEqual(await nextOn({ from: "1.36", to: "1.37" }), [
            "The kit does not offer Kubernetes 1.37",
            "Karpenter 1.14.1 is not for Kubernetes 1.37",
        ]);
    });

    it("is what stayed behind, once the minor is there", async () => {
        const shape: Obstacle["shape"] = (one) => ({
            ...one,
            addons: { ...one.addons, versions: { coredns: "v1.13.2-eksbuild.31" } },
        });
        assert.deepEqual(await nextOn({ from: "1.36", shape }), [
            "stacks/dev.ts › addons › versions › coredns: take out v1.13.2-eksbuild.31",
        ]);
        assert.equal(await nextOn({ from: "1.36" }), "nothing");
    });

    it("is a Karpenter that runs on both minors, before the minor", async () => {
        const pin = { source: "a test", seen: "2026-11-29", address: "https://example.com" };
        const karpenterMinimum = { "1.35": { ...pin, value: "1.9.0" }, "1.36": { ...pin, value: "1.14.1" } };
        const shape: Obstacle["shape"] = (one) => ({ ...one, pins: { karpenter: "1.14.0" } });
        const report = await reportOn({ shape, table: { karpenterMinimum } });
        assert.deepEqual(
            report.steps.map(({ edits, estimate, when }) => [
                when,
                edits.map(editText),
                estimate?.changes.update,
            ]),
            [
                ["before", ["stacks/own/pins.yaml › environments › dev › karpenter: 1.14.0 → 1.14.1"], 2],
                ["target", ["Pulumi.large.yaml › platform:kubernetesVersion: 1.35 → 1.36"], 6],
                ["after", [], undefined],
            ],
        );
    });
});
