/** Public: where logs, metrics and alerts go, and what shows them. Everything else in this folder may change without notice. */
export { Dashboards, type DashboardsSpec } from "./dashboards";
export { Grafana, type GrafanaArgs } from "./grafana";
export { checkGrafana, type GrafanaSpec } from "./grafana-spec";
export { LogGroups, type LogGroupsArgs } from "./log-groups";
export { checkLogGroups, type LogGroupsSpec } from "./log-groups-spec";
export { Prometheus, type PrometheusArgs } from "./prometheus";
export { checkPrometheus, type PrometheusSpec } from "./prometheus-spec";
export { Scraper, type ScraperArgs } from "./scraper";
export { checkScraper, type ScraperSpec } from "./scraper-spec";
