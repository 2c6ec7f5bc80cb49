/** dev with what the kit does not know: a chart from an OCI address with a secret value, and objects from a file. */
import type { EnvironmentShape } from "../../../components/platform/shape";
import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";

/** A chart with everything a chart may have, and the objects it waits for. */
export const withDoors: EnvironmentShape = {
    ...dev,
    charts: {
        grafana: {
            chart: "grafana",
            repository: "oci://registry.example.com/charts",
            version: "10.1.2",
            namespace: { name: "monitoring", create: false },
            values: { replicas: 2 },
            secretValues: { adminPassword: { secret: "grafanaPassword" } },
            identity: {
                serviceAccount: "grafana",
                statements: [
                    { Sid: "ReadMetrics", Effect: "Allow", Action: "aps:QueryMetrics", Resource: "*" },
                ],
            },
            pods: "unknown",
            after: ["objects-dashboards"],
        },
        podinfo: {
            chart: "podinfo",
            repository: "https://charts.example.com/podinfo",
            version: "6.7.1",
            namespace: { name: "web", podSecurity: { enforce: "restricted" } },
            pods: "unknown",
        },
    },
    objects: {
        dashboards: { files: ["tests/fixtures/objects/dashboards.yaml"] },
    },
};

export const outputs = build(withDoors);
