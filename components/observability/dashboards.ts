/** Dashboards: what CloudWatch shows of one cluster. */
import { Dashboard } from "@pulumi/aws/cloudwatch/dashboard";
import * as pulumi from "@pulumi/pulumi";

import { canonicalJson } from "../shared/json";
import { childName } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { type Problem, refuse } from "../shared/problems";
import { cloudWatchDashboard, type DashboardKind } from "./dashboards/cloudwatch";

export interface DashboardsSpec {
    readonly clusterName: string;
    readonly region: string;
    readonly kinds: readonly DashboardKind[];
    /** Whether something measures what Container Insights shows. */
    readonly hasContainerInsights: boolean;
}

/** Dashboards of one cluster. @throws pulumi.ResourceError naming a dashboard that would stay empty. */
export class Dashboards extends pulumi.ComponentResource {
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, spec: DashboardsSpec, opts?: pulumi.ComponentResourceOptions) {
        super("platform:observability:Dashboards", name, { kinds: [...spec.kinds] }, opts);
        refuse(this, [...checkComponentOptions(opts), ...checkDashboards(spec)]);
        this.ready = spec.kinds.map(
            (kind) =>
                new Dashboard(
                    childName(name, kind),
                    {
                        dashboardName: `${spec.clusterName}-${kind}`,
                        dashboardBody: canonicalJson(cloudWatchDashboard(kind, spec)),
                    },
                    { parent: this },
                ),
        );
        this.registerOutputs({});
    }
}

export function checkDashboards({ hasContainerInsights, kinds }: DashboardsSpec): Problem[] {
    return kinds.flatMap((kind, index) => [
        ...(kinds.indexOf(kind) === index
            ? []
            : [{ path: `kinds[${index}]`, what: "named before", got: kind, remedy: "Name each once" }]),
        ...(kind === "container-insights" && !hasContainerInsights
            ? [
                  {
                      path: `kinds[${index}]`,
                      what: "nothing measures what it would show",
                      got: kind,
                      remedy: "Set addons.amazon-cloudwatch-observability.containerInsights: true",
                  },
              ]
            : []),
    ]);
}
