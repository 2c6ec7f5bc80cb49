/** Groups for logs of the environment's workloads. */
import type { z } from "zod";

import { type Environment, type Named, part, type PlacedProblem } from "../platform/part";
import { defined } from "../shared/defined";
import { LogGroups } from "./log-groups";
import { logGroupsSchema } from "./log-groups-schema";
import { checkLogGroups, groupsOf, type LogGroupsSpec, type LogWriters } from "./log-groups-spec";

const words = {
    /**
     * How long logs of workloads are kept, where something of the environment sends them to CloudWatch: the add-on
     * amazon-cloudwatch-observability, or fluent-bit of `catalogue`. Their groups are made first, under the key `keys.logs`.
     * @default as `controlPlane.logs`
     * @example
     * logGroups: { retentionDays: 30 },
     */
    logGroups: logGroupsSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> &
    LogWriters & {
        readonly controlPlane: {
            readonly logs: { readonly retentionDays: number; readonly retainOnDelete?: boolean };
        };
    };

export const logGroups = part({
    words,
    // Before any pod that writes.
    phase: "access",
    plan: ({ settings: { clusterName }, shape }: Environment<Reads>): Named<LogGroupsSpec>[] => {
        const groups = groupsOf(shape);
        if (groups.length === 0) return [];
        const { logs } = shape.controlPlane;
        const spec = { retainOnDelete: false, ...logsOf(logs), ...shape.logGroups, clusterName, groups };
        return [{ name: "log-groups", shapePath: "logGroups", spec }];
    },
    origins: { clusterName: "clusterName" },
    check: checkLogGroups,
    checkAll: (components, { shape }) => (components.length > 0 ? [] : checkUnused(shape)),
    build: ({ name, spec }, { ground: { keys }, options }) => {
        const { logsKeyArn } = keys;
        return new LogGroups(name, { ...spec, ...defined({ logsKeyArn }) }, options);
    },
});

/** Of the control plane's own words, those that count here. */
function logsOf({ retainOnDelete, retentionDays }: Reads["controlPlane"]["logs"]) {
    return { retentionDays, ...defined({ retainOnDelete }) };
}

function checkUnused({ logGroups: asked }: Reads): PlacedProblem[] {
    if (asked === undefined) return [];
    return [
        {
            path: "logGroups",
            what: "nothing of this environment sends logs of workloads to CloudWatch",
            remedy: "Remove it, or set addons.amazon-cloudwatch-observability.containerLogs: true",
        },
    ];
}
