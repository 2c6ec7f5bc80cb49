/** The environment's dashboards of CloudWatch. */
import { z } from "zod";

import { pipelinesOf } from "../addons/ref";
import { type Environment, type Named, part } from "../platform/part";
import { list } from "../shared/schema";
import { checkDashboards, Dashboards, type DashboardsSpec } from "./dashboards";
import { DASHBOARD_KINDS } from "./dashboards/cloudwatch";
import type { LogWriters } from "./log-groups-spec";

const words = {
    /**
     * Dashboards of CloudWatch. `control-plane`: what EKS publishes of it by itself. `container-insights`: with the add-on that
     * measures it. Three of an account are free, each further one is billed by the month.
     * @default none
     * @example
     * dashboards: ["control-plane"],
     */
    dashboards: list(z.enum(DASHBOARD_KINDS)).exactOptional(),
};

type Reads = z.infer<z.ZodObject<typeof words>> & Pick<LogWriters, "addons">;

export const dashboards = part({
    words,
    phase: "access",
    plan: ({ settings: { clusterName, region }, shape }: Environment<Reads>): Named<DashboardsSpec>[] => {
        const { dashboards: kinds = [], addons } = shape;
        if (kinds.length === 0) return [];
        const { containerInsights } = pipelinesOf(addons["amazon-cloudwatch-observability"]);
        const spec = { clusterName, region, kinds, hasContainerInsights: containerInsights };
        return [{ name: "dashboards", shapePath: "dashboards", spec }];
    },
    origins: { clusterName: "clusterName", kinds: { shape: "" }, region: "region" },
    check: checkDashboards,
    build: ({ name, spec }, { options }) => new Dashboards(name, spec, options),
});
