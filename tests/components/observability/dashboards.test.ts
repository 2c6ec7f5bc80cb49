/** Dashboards of CloudWatch and of Grafana, as documents. */
import assert from "node:assert/strict";

import {
    cloudWatchDashboard,
    DASHBOARD_KINDS,
} from "../../../components/observability/dashboards/cloudwatch";
import { GRAFANA_DASHBOARDS, grafanaDocument } from "../../../components/observability/ref";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const shapeWith = (dashboards: NonNullable<EnvironmentShape["dashboards"]>): EnvironmentShape => ({
    ...ON_NODES,
    dashboards,
});

describe("dashboards of CloudWatch", () => {
    it("show one cluster, under its name", async () => {
        const graph = await graphOfShape(shapeWith(["control-plane"]));
        const { dashboardBody, dashboardName } = objectOf(
            resourceNamed(graph, "dashboards-control-plane").inputs,
        );
        assert.equal(dashboardName, "platform-dev-control-plane");
        assert.deepEqual(
            JSON.parse(String(dashboardBody)),
            cloudWatchDashboard("control-plane", { clusterName: "platform-dev", region: "us-east-1" }),
        );
    });

    it("ask metrics by the cluster's name, two graphs a row", () => {
        for (const kind of DASHBOARD_KINDS) {
            const { widgets } = cloudWatchDashboard(kind, { clusterName: "kit", region: "eu-west-1" }) as {
                readonly widgets: readonly {
                    readonly x: number;
                    readonly y: number;
                    readonly properties: { readonly metrics: readonly string[][]; readonly region: string };
                }[];
            };
            const places = widgets.map(({ x, y }) => `${String(x)},${String(y)}`);
            assert.equal(new Set(places).size, widgets.length);
            for (const { properties } of widgets) {
                assert.equal(properties.region, "eu-west-1");
                for (const metric of properties.metrics) {
                    assert.deepEqual([metric.length, ...metric.slice(2)], [4, "ClusterName", "kit"]);
                }
            }
        }
    });

    it("are refused where they would stay empty, or twice", () => {
        const at = "stacks/dev.ts › dashboards";
        assert.deepEqual(refusedOf(shapeWith(["container-insights"])), [
            `${at}[0]: nothing measures what it would show (got "container-insights"). Set addons.amazon-cloudwatch-observability.containerInsights: true.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith(["control-plane", "control-plane"])), [
            `${at}[1]: named before (got "control-plane"). Name each once.`,
        ]);
        const measured: EnvironmentShape = {
            ...shapeWith(["container-insights"]),
            addons: { ...ON_NODES.addons, "amazon-cloudwatch-observability": { containerInsights: true } },
        };
        assert.deepEqual(refusedOf(measured), []);
    });
});

describe("dashboards of Grafana", () => {
    it("are four, each with an id that stays and panels that do not lie on each other", () => {
        assert.deepEqual(
            Object.entries(GRAFANA_DASHBOARDS).map(([name, { uid }]) => [name, uid]),
            [
                ["control-plane", "platform-control-plane"],
                ["karpenter", "platform-karpenter"],
                ["nodes", "platform-nodes"],
                ["workloads", "platform-workloads"],
            ],
        );
        for (const dashboard of Object.values(GRAFANA_DASHBOARDS)) {
            const { panels } = grafanaDocument(dashboard) as {
                readonly panels: readonly {
                    readonly id: number;
                    readonly gridPos: { readonly x: number; readonly y: number };
                    readonly targets: readonly { readonly expr: string; readonly refId: string }[];
                }[];
            };
            const places = panels.map(({ gridPos: { x, y } }) => `${String(x)},${String(y)}`);
            assert.equal(new Set(places).size, panels.length);
            assert.deepEqual(
                panels.map(({ id }) => id),
                panels.map((_, index) => index + 1),
            );
            for (const { targets } of panels) {
                for (const { expr } of targets) assert.match(expr, /cluster=~"\$cluster"/);
            }
        }
    });
});
