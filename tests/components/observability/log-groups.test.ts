/** Groups for logs of workloads: made first, with an end and a key, where something writes to them. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const ADDON = "amazon-cloudwatch-observability";

function shapeWith(
    words: NonNullable<EnvironmentShape["addons"][typeof ADDON]>,
    further: Partial<EnvironmentShape> = {},
): EnvironmentShape {
    return { ...ON_NODES, addons: { ...ON_NODES.addons, [ADDON]: words }, ...further };
}

async function groupsOf(shape: EnvironmentShape) {
    const { resources } = await graphOfShape(shape);
    return resources
        .filter(({ name, type }) => type === "aws:cloudwatch/logGroup:LogGroup" && name.startsWith("log-"))
        .map(({ inputs, name, options }) => [
            name,
            objectOf(inputs)["name"],
            objectOf(inputs)["retentionInDays"],
            options.retainOnDelete === true,
        ]);
}

describe("logGroups", () => {
    it("are those that something writes to, kept as the control plane's are", async () => {
        const { retentionDays } = ON_NODES.controlPlane.logs;
        const group = (key: string, of = "/aws/containerinsights") => [
            `log-groups-${key}`,
            `${of}/platform-dev/${key.replace("otel-", "")}`,
            retentionDays,
            ON_NODES.controlPlane.logs.retainOnDelete === true,
        ];
        assert.deepEqual(await groupsOf(shapeWith({ containerLogs: true })), [
            group("application"),
            group("dataplane"),
            group("host"),
        ]);
        assert.deepEqual(await groupsOf(shapeWith({ containerInsights: true })), [group("performance")]);
        assert.deepEqual(await groupsOf(shapeWith({ otelContainerInsights: true })), [
            group("otel-application", "/aws/otel/containerinsights"),
            group("otel-host", "/aws/otel/containerinsights"),
        ]);
        assert.deepEqual(await groupsOf(ON_NODES), []);
    });

    it("are kept as long as the shape says, under the environment's key", async () => {
        const OWN_KEY = { kind: "own", deletionWindowDays: 30, keepForever: true } as const;
        const shape = shapeWith(
            { containerInsights: true },
            {
                logGroups: { retentionDays: 7, retainOnDelete: true },
                keys: { ...ON_NODES.keys, logs: OWN_KEY },
            },
        );
        assert.deepEqual(await groupsOf(shape), [
            ["log-groups-performance", "/aws/containerinsights/platform-dev/performance", 7, true],
        ]);
        const graph = await graphOfShape(shape);
        const group = resourceNamed(graph, "log-groups-performance");
        assert.match(String(objectOf(group.inputs)["kmsKeyId"]), /^arn:aws:kms:/);
        assert.deepEqual(objectOf(group.inputs)["tags"], { Name: "platform-dev-performance-logs" });
    });

    it("are refused with a period CloudWatch does not have, and where nothing writes", () => {
        assert.deepEqual(
            refusedOf(shapeWith({ containerLogs: true }, { logGroups: { retentionDays: 31 } })),
            [
                "stacks/dev.ts › logGroups.retentionDays: CloudWatch Logs does not offer this number of days (got 31). " +
                    "Write 60, or another of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
            ],
        );
        assert.deepEqual(refusedOf({ ...ON_NODES, logGroups: { retentionDays: 30 } }), [
            "stacks/dev.ts › logGroups: nothing of this environment sends logs of workloads to CloudWatch. " +
                "Remove it, or set addons.amazon-cloudwatch-observability.containerLogs: true.",
        ]);
    });
});
