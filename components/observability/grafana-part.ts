/** The environment's workspace of Amazon Managed Grafana. */
import type { z } from "zod";

import { type Environment, type Named, part } from "../platform/part";
import { defined } from "../shared/defined";
import { Grafana } from "./grafana";
import { grafanaSchema } from "./grafana-schema";
import { checkGrafana, type GrafanaSpec } from "./grafana-spec";

const words = {
    /**
     * Amazon Managed Grafana: a workspace that reads the environment's metrics, logs and traces. Billed by who has signed in
     * within a month.
     * @default none
     * @example
     * grafana: {
     *     signIn: { kind: "identity-center", roles: { ADMIN: { groups: ["94682488-0051-7003-0000-000000000000"] } } },
     * },
     */
    grafana: grafanaSchema.exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & { readonly prometheus?: object };

/** What the part adds to what is said. */
export interface PlannedGrafana extends GrafanaSpec {
    readonly after: readonly string[];
}

export const grafana = part({
    words,
    phase: "access",
    plan: ({
        settings: { account, clusterName, region },
        shape,
    }: Environment<Reads>): Named<PlannedGrafana>[] => {
        if (shape.grafana === undefined) return [];
        const hasPrometheus = shape.prometheus !== undefined;
        const spec = {
            sources: [...(hasPrometheus ? ["prometheus" as const] : []), "cloudwatch" as const],
            ...shape.grafana,
            account,
            after: hasPrometheus ? ["prometheus"] : [],
            clusterName,
            hasPrometheus,
            region,
        };
        return [{ name: "grafana", shapePath: "grafana", spec }];
    },
    origins: { account: "account", clusterName: "clusterName", region: "region" },
    check: checkGrafana,
    // Its role names the workspace of Prometheus.
    after: ({ after }) => after,
    build: ({ name, spec }, { ground: { cluster, prometheus, vpc }, options }) =>
        new Grafana(name, { ...spec, cluster, vpc, ...defined({ prometheus }) }, options),
});
