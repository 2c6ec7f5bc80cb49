/** Every pin and every rule an upgrade is judged by, each with its source: one table. */
import { CONTROLLER_POLICIES } from "../../components/karpenter/controller-policies";
import type { Pin } from "../../components/versions";
import { TABLE, type VersionTable } from "../versions/table";
import { API_LIVES, APIS_KNOWN_TO, type ApiLife } from "./facts/apis";
import { RENDERED_APIS } from "./facts/chart-apis";
import { CHART_SUPPORT, type ChartSupport } from "./facts/charts";
import { KARPENTER_MAXIMUM } from "./facts/karpenter";

export interface UpgradeTable extends VersionTable {
    /** Newest Kubernetes of each minor of Karpenter. */
    readonly karpenterMaximum: { readonly [minor in string]?: Pin };
    /** Minors of Karpenter whose controller's rights somebody has read. */
    readonly karpenterRights: readonly string[];
    readonly apis: readonly ApiLife[];
    readonly apisKnownTo: string;
    /** What charts of the catalogue render, by the name of the chart. */
    readonly renderedApis: { readonly [chart in string]?: readonly string[] };
    readonly chartSupport: { readonly [chart in string]?: readonly ChartSupport[] };
}

export const UPGRADE_TABLE: UpgradeTable = {
    ...TABLE,
    karpenterMaximum: KARPENTER_MAXIMUM,
    karpenterRights: Object.keys(CONTROLLER_POLICIES),
    apis: API_LIVES,
    apisKnownTo: APIS_KNOWN_TO,
    renderedApis: RENDERED_APIS,
    chartSupport: CHART_SUPPORT,
};

/** `aws/… Chart.yaml, seen 2026-08-21` */
export function sourceText({ seen, source }: Pick<Pin, "seen" | "source">): string {
    return `${source}, seen ${seen}`;
}
