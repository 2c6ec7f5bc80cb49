/** Public: where logs, metrics and alerts go. Everything else in this folder may change without notice. */
export { LogGroups, type LogGroupsArgs } from "./log-groups";
export { checkLogGroups, type LogGroupsSpec } from "./log-groups-spec";
