/** Rules of Prometheus as data, and the YAML that Amazon Managed Prometheus takes. Pure. */
import { yamlModule } from "../../shared/text-formats";

/** How fast somebody must look. */
export const SEVERITIES = ["page", "ticket"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A series computed from others, for what is asked often. */
export interface RecordingRule {
    /** `<labels kept>:<metric>:<operation>`. */
    readonly record: string;
    readonly expr: string;
}

/** A condition that somebody hears of. */
export interface AlertingRule {
    readonly alert: string;
    /** PromQL: fires for each series it returns. */
    readonly expr: string;
    /** How long it must hold. */
    readonly for: string;
    readonly severity: Severity;
    /** What is the matter, in one sentence; `{{ $labels.… }}` stands for a label. */
    readonly summary: string;
    /** Where to look first. */
    readonly look: string;
}

export type Rule = AlertingRule | RecordingRule;

/** Rules that are evaluated one after the other. */
export interface RuleGroup {
    readonly name: string;
    readonly rules: readonly Rule[];
}

/** What has series an alert can be made of. */
export interface Sources {
    /** Karpenter's controller. */
    readonly karpenter: boolean;
    /** kube-state-metrics: what the API server knows of objects. */
    readonly kubeStateMetrics: boolean;
    /** prometheus-node-exporter: what the kernel of a node knows. */
    readonly nodeExporter: boolean;
    /** cert-manager's controller. */
    readonly certManager: boolean;
}

/** A file of rules, as Prometheus reads it. Source: Prometheus documentation, recording_rules and alerting_rules. */
export function ruleFile(groups: readonly RuleGroup[]): string {
    return yamlModule().stringify(
        { groups: groups.map(({ name, rules }) => ({ name, rules: rules.map(written) })) },
        { lineWidth: 0 },
    );
}

function written(rule: Rule): object {
    if ("record" in rule) return { record: rule.record, expr: rule.expr };
    const { alert, expr, for: wait, look, severity, summary } = rule;
    return { alert, expr, for: wait, labels: { severity }, annotations: { look, summary } };
}
