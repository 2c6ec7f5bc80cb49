/** Dashboards of Grafana as documents: the same for a Grafana in the cluster and for Amazon Managed Grafana. Pure. */
import type { Json } from "../../shared/json";

/** One question asked of Prometheus. */
export interface Query {
    readonly expr: string;
    /** `{{label}}` stands for a label. */
    readonly legend: string;
}

export interface Panel {
    readonly title: string;
    /** As Grafana names it: `reqps`, `s`, `bytes`, `percentunit`. */
    readonly unit: string;
    readonly queries: readonly Query[];
}

export interface GrafanaDashboard {
    /** Stays the same for ever: links go by it. */
    readonly uid: string;
    readonly title: string;
    readonly panels: readonly Panel[];
}

/** Two panels a row. Source: Grafana documentation, dashboard JSON model: 24 columns. */
const WIDTH = 12;
const HEIGHT = 8;

const DATA_SOURCE: Json = { type: "prometheus", uid: "${datasource}" };

/**
 * The document. Any source of Prometheus will do, and any cluster in it: a local Prometheus has no label `cluster`, which the
 * pattern of all clusters matches as well.
 * Source: Grafana documentation, dashboard JSON model and provisioning.
 */
export function grafanaDocument({ panels, title, uid }: GrafanaDashboard): Json {
    return {
        editable: true,
        panels: panels.map(panelAt),
        refresh: "1m",
        schemaVersion: 39,
        tags: ["platform"],
        templating: {
            list: [
                { name: "datasource", label: "Source", type: "datasource", query: "prometheus" },
                {
                    name: "cluster",
                    label: "Cluster",
                    type: "query",
                    datasource: DATA_SOURCE,
                    query: { query: "label_values(up, cluster)", refId: "cluster" },
                    includeAll: true,
                    allValue: ".*",
                    current: { text: "All", value: "$__all" },
                    refresh: 2,
                },
            ],
        },
        time: { from: "now-6h", to: "now" },
        title,
        uid,
    };
}

function panelAt({ queries, title, unit }: Panel, index: number): Json {
    return {
        id: index + 1,
        datasource: DATA_SOURCE,
        fieldConfig: { defaults: { unit, custom: { fillOpacity: 10 } }, overrides: [] },
        gridPos: { h: HEIGHT, w: WIDTH, x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT },
        targets: queries.map(({ expr, legend }, at) => ({
            datasource: DATA_SOURCE,
            expr,
            legendFormat: legend,
            refId: String.fromCharCode("A".charCodeAt(0) + at),
        })),
        title,
        type: "timeseries",
    };
}
