/** What is put before an API server. */
import type { KubernetesObject } from "../../tools/apiserver/client";
import type { Rendered } from "../../tools/charts/helm";

/** A chart as it was rendered in one environment. */
export interface OnServer {
    readonly chart: string;
    readonly host: string;
    readonly namespace: string;
    readonly rendered: Rendered;
    /** Words it was asked for with, as a report adds them; empty without any. */
    readonly words: string;
    /** Labels of the namespaces that the plan makes. */
    readonly levels: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** Objects of the kit's own beside the release. */
    readonly beside: readonly KubernetesObject[];
}
