/** What other parts need to know of a workspace of Prometheus, whoever made it. */
import type * as pulumi from "@pulumi/pulumi";

export interface PrometheusRef {
    readonly workspaceArn: pulumi.Input<string>;
    /** Ends with a slash. */
    readonly endpoint: pulumi.Input<string>;
}

export { grafanaDocument } from "./dashboards/grafana";
export { GRAFANA_DASHBOARDS } from "./dashboards/shipped";
