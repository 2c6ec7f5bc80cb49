/** What the reports say of each recipe: all of it is priced, and it keeps the controls of dev, or these say what it is for. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";

import type { ShapeOnExistingCluster } from "../../components/platform/shape";
import { costOf } from "../../tools/cost/cost";
import type { PlannedGraph } from "../../tools/plan/graph";
import { ROOT } from "../../tools/plan/root";
import { CATALOGUE } from "../../tools/policy/catalogue";
import { controlsOf } from "../../tools/policy/report";
import { type PageShape, shapeOfPage } from "../support/page-shape";
import { graphOfShape, graphOnExistingCluster, graphWithoutCluster, plannedOf } from "../support/plan-shape";

const TODAY = "2026-11-30";

/** Environments of another family than dev's. */
const FAMILIES: Readonly<Record<string, (page: PageShape) => Promise<PlannedGraph>>> = {
    "existing-cluster.md": ({ config, shape }) =>
        graphOnExistingCluster(shape as unknown as ShapeOnExistingCluster, { config }),
    "no-cluster.md": ({ config, shape }) => graphWithoutCluster(shape, { config }),
};

/** Resources whose price the data of the kit does not have: the report names each. */
const UNKNOWN: Readonly<Record<string, number>> = {
    "costs.md": 2,
    "edge-zones.md": 1,
    "efa.md": 1,
    "eks-anywhere.md": 1,
    "emr.md": 1,
    "observability.md": 1,
    "privatelink.md": 4,
    "volumes.md": 1,
    "zone-loss.md": 2,
};

/** Controls that a recipe breaks by what it is for, and that its reader exempts or mends. */
const BROKEN: Readonly<Record<string, readonly string[]>> = {
    // A bucket of one's own, as short as it can be written; an add-on of a marketplace.
    "costs.md": ["C67", "C68", "C69", "R13"],
    // What such zones have: gp2, and one of them a pool.
    "edge-zones.md": ["C22", "R01"],
    // Public keys stand in a public bucket.
    "eks-anywhere.md": ["C67", "C68", "C69"],
    // EMR's guide asks for the ConfigMap beside entries.
    "emr.md": ["C08"],
    // Everybody reaches the shop.
    "own-load-balancer.md": ["C50", "C52"],
    "privatelink.md": ["C50", "C52"],
    // An image as it is published, which runs as root.
    "web-application.md": ["C76"],
};

describe("docs/recipes, reported", () => {
    for (const name of readdirSync(path.join(ROOT, "docs/recipes"))) {
        it(`${name} is priced, and within the controls of dev`, async () => {
            const page = shapeOfPage(`recipes/${name}`);
            const family = FAMILIES[name];
            const graph = await (family?.(page) ?? graphOfShape(page.shape, page));
            const components = family === undefined ? plannedOf(page.shape, page).plan.components : [];
            const { counts, withPods } = costOf({ graph, components, today: TODAY });
            const { results } = controlsOf(graph, { controls: CATALOGUE, exemptions: [], level: "dev" });
            const failed = results.filter(({ outcome }) => outcome === "failed");
            const made = graph.resources.filter(({ custom }) => custom).length;
            assert.deepEqual(
                {
                    toldApart: counts.priced + counts.free + counts["by-use"] + counts.unknown,
                    costs: withPods.low > 0,
                    unknown: counts.unknown,
                    broken: failed.map(({ control }) => control.id),
                },
                {
                    toldApart: made,
                    // Nodes and control plane of somebody else's cluster are his.
                    costs: name !== "existing-cluster.md",
                    unknown: UNKNOWN[name] ?? 0,
                    broken: BROKEN[name] ?? [],
                },
            );
        });
    }
});
