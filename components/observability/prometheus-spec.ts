/** A workspace of Amazon Managed Prometheus as plain values: what exists, and everything AWS would refuse. Pure. */
import { checkAlertTopic } from "../shared/alert-topic";
import { parseArn } from "../shared/arns";
import type { Problem } from "../shared/problems";
import type { PrometheusWords } from "./prometheus-schema";
import { type RuleGroup, ruleFile, type Sources } from "./rules/rule";
import { shippedFor, SHIPPED_RULES } from "./rules/shipped";
import { MIN_INTERVAL_SECONDS } from "./scrape-configuration";
import { yamlModule } from "../shared/text-formats";

/** Source: AMP User Guide, AMP-workspace-configuration, retention. */
export const RETENTION_DAYS = { min: 1, max: 1095 } as const;

export interface PrometheusSpec extends PrometheusWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    readonly sources: Sources;
    /** How long what rules and alerts say of their own faults is kept. */
    readonly logRetentionDays: number;
}

/** Everything AMP would refuse; empty when all holds. */
export function checkPrometheus(spec: PrometheusSpec): Problem[] {
    return [
        ...checkCollector(spec),
        ...checkRetentionOf(spec.retentionDays),
        ...checkAlerts(spec),
        ...checkRules(spec),
        ...(spec.kmsKeyArn === undefined ? [] : checkKey(spec.kmsKeyArn, spec)),
    ];
}

function checkCollector({ collector }: PrometheusSpec): Problem[] {
    if (collector.kind === "none") return [];
    const { intervalSeconds = MIN_INTERVAL_SECONDS } = collector;
    if (Number.isInteger(intervalSeconds) && intervalSeconds >= MIN_INTERVAL_SECONDS) return [];
    return [
        {
            path: "collector.intervalSeconds",
            what: "the scraper does not look as often as this",
            got: intervalSeconds,
            remedy: `Choose ${MIN_INTERVAL_SECONDS} seconds or more`,
        },
    ];
}

function checkRetentionOf(days: number | undefined): Problem[] {
    const { max, min } = RETENTION_DAYS;
    if (days === undefined || (Number.isInteger(days) && days >= min && days <= max)) return [];
    return [
        {
            path: "retentionDays",
            what: "not a number of days that Amazon Managed Prometheus keeps metrics",
            got: days,
            remedy: `Choose ${min} to ${max}`,
        },
    ];
}

/** AMP publishes in its own region. Source: AMP User Guide, AMP-alertmanager-receiver. */
function checkAlerts({ alerts, region }: PrometheusSpec): Problem[] {
    if (alerts.kind === "none") return [];
    const remedy =
        "Name a topic of the environment's region: Amazon Managed Prometheus publishes to no other";
    return checkAlertTopic(alerts, region, remedy);
}

function checkRules({ rules = {}, shippedRules = true, sources }: PrometheusSpec): Problem[] {
    const shipped: readonly string[] = shippedRules ? shippedFor(sources) : [];
    return Object.entries(rules).flatMap(([name, file]) => [
        ...(shipped.includes(name)
            ? [
                  {
                      path: `rules.${name}`,
                      what: "a namespace of rules that the kit ships",
                      remedy: "Give it another name, or set shippedRules: false",
                  },
              ]
            : []),
        // Source: AMP API Reference, CreateRuleGroupsNamespace, name.
        ...(/^[0-9A-Za-z][-.0-9A-Z_a-z]{0,63}$/.test(name)
            ? []
            : [
                  {
                      path: `rules.${name}`,
                      what: "not a name of a namespace of rules",
                      remedy: "Write up to 64 letters, digits, dots, hyphens and underscores",
                  },
              ]),
        ...(Array.isArray(file["groups"])
            ? []
            : [
                  {
                      path: `rules.${name}`,
                      what: "not a file of rules",
                      remedy: "Write { groups: [{ name, rules: […] }] }, as Prometheus reads it",
                  },
              ]),
    ]);
}

function checkKey(got: string, { collector, region }: PrometheusSpec): Problem[] {
    const arn = parseArn(got);
    const path = "kmsKeyArn";
    if (arn?.service !== "kms" || !arn.resource.startsWith("key/") || arn.region !== region) {
        return [
            {
                path,
                what: `not the ARN of a key of KMS in ${region}`,
                got,
                remedy: "Write its ARN, no alias",
            },
        ];
    }
    if (collector.kind === "none") return [];
    // Source: AMP User Guide, AMP-collector-how-to, "Creating scraper for workspaces enabled with customer managed keys".
    return [
        {
            path,
            what: "a scraper writes to a workspace with a key of your own by two further roles, which the kit does not make",
            got,
            remedy: 'Remove it, or write collector: { kind: "none" } and make the scraper in own',
        },
    ];
}

/** Every file of rules by its namespace: the kit's, then your own. */
export function ruleFilesOf({
    rules = {},
    shippedRules = true,
    sources,
}: PrometheusSpec): Readonly<Record<string, string>> {
    const shipped = shippedRules ? shippedFor(sources) : [];
    return Object.fromEntries([
        ...shipped.map((name): [string, string] => {
            const groups: readonly RuleGroup[] = SHIPPED_RULES[name].groups;
            return [name, ruleFile(groups)];
        }),
        ...Object.entries(rules).map(([name, file]): [string, string] => [
            name,
            yamlModule().stringify(file, { lineWidth: 0 }),
        ]),
    ]);
}

export function logGroupOf(clusterName: string): string {
    return `/aws/vendedlogs/${clusterName}/prometheus`;
}

/** What a reader of the plan sees. */
export function decisionsOfPrometheus(spec: PrometheusSpec): Record<string, string | number | string[]> {
    const { alerts, collector, retentionDays } = spec;
    return {
        alerts:
            alerts.kind === "topic"
                ? alerts.arn
                : alerts.kind === "own-topic"
                  ? `a topic of its own, to ${(alerts.emails ?? []).length} addresses`
                  : "nowhere",
        collector: collector.kind,
        ...(retentionDays === undefined ? {} : { retentionDays }),
        rules: Object.keys(ruleFilesOf(spec)),
    };
}
