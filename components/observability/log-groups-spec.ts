/** Groups for logs of workloads, as plain values: which there are, and what CloudWatch would refuse. Pure. */
import { pipelinesOf } from "../addons/ref";
import type { Problem } from "../shared/problems";
import { checkRetention } from "../shared/retention";

/** What a group holds. `otel-…`: as OpenTelemetry's pipelines of the add-on write it. */
export const LOG_GROUP_KEYS = [
    "application",
    "dataplane",
    "host",
    "performance",
    "otel-application",
    "otel-host",
] as const;
export type LogGroupKey = (typeof LOG_GROUP_KEYS)[number];

export interface LogGroupsSpec {
    readonly clusterName: string;
    readonly groups: readonly LogGroupKey[];
    readonly retentionDays: number;
    readonly retainOnDelete: boolean;
}

/** What of a shape writes logs. */
export interface LogWriters {
    readonly addons: { readonly "amazon-cloudwatch-observability"?: Readonly<Record<string, unknown>> };
    readonly catalogue?: Readonly<Record<string, unknown>>;
}

/**
 * Sources: aws-observability/helm-charts charts/amazon-cloudwatch-observability 6.4.0, 2026-08-07, values.yaml, log_group_name,
 * and _otel-container-insights-config.tpl, x-aws-log-group; Amazon CloudWatch User Guide, Container-Insights-view-metrics, for
 * /performance.
 */
export function groupName(clusterName: string, key: LogGroupKey): string {
    const otel = key.startsWith("otel-");
    return `/aws/${otel ? "otel/" : ""}containerinsights/${clusterName}/${key.replace("otel-", "")}`;
}

/** Which groups something will write to. */
export function groupsOf({ addons, catalogue = {} }: LogWriters): readonly LogGroupKey[] {
    const { "amazon-cloudwatch-observability": cloudWatch } = addons;
    const { containerInsights, containerLogs, otelContainerInsights } = pipelinesOf(cloudWatch);
    const lines = containerLogs || catalogue["fluent-bit"] !== undefined;
    const written: Readonly<Record<LogGroupKey, boolean>> = {
        application: lines,
        dataplane: lines,
        host: lines,
        performance: containerInsights,
        "otel-application": otelContainerInsights,
        "otel-host": otelContainerInsights,
    };
    return LOG_GROUP_KEYS.filter((key) => written[key]);
}

/** Everything CloudWatch Logs would refuse. */
export function checkLogGroups({ retentionDays }: LogGroupsSpec): Problem[] {
    return checkRetention("retentionDays", retentionDays);
}

export function decisionsOfLogGroups({
    clusterName,
    groups,
    retainOnDelete,
    retentionDays,
}: LogGroupsSpec): Record<string, string | string[]> {
    return {
        groups: groups.map((key) => groupName(clusterName, key)),
        kept: `${retentionDays} days${retainOnDelete ? ", also when the stack is gone" : ""}`,
    };
}
