/** A chart that passes every check. */
import type { ChartSpec } from "../../components/charts/chart-spec";

export function chartSpec(changes: Partial<ChartSpec> = {}): ChartSpec {
    return {
        account: "123456789012",
        chart: "grafana",
        clusterName: "kit-test",
        namespace: { name: "monitoring" },
        pods: [],
        region: "us-east-1",
        release: "grafana",
        repository: "https://charts.example.org/grafana",
        version: "10.1.2",
        ...changes,
    };
}

/** Pods that read a bucket. */
export const IDENTITY = {
    serviceAccount: "grafana",
    statements: [{ Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
} as const;
