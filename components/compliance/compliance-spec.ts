/** Rules of AWS Config on clusters as plain values. Pure. */
import { checkAlertTopic } from "../shared/alert-topic";
import type { Problem } from "../shared/problems";
import { checkSecurityHub, noticesOfSecurityHub, standardsOf } from "./security-hub-spec";
import {
    type AlertsWords,
    type ComplianceWords,
    type RecorderWords,
    RULE_NAMES,
    type RuleName,
} from "./compliance-schema";

export interface ComplianceSpec extends ComplianceWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    /** The oldest minor the kit knows. */
    readonly oldestKnown: string;
}

/** AWS's names, and whether a rule asks for the oldest version. Source: AWS Config Developer Guide, List of AWS Config Managed Rules. */
const RULES: Readonly<Record<RuleName, { readonly identifier: string; readonly asksVersion: boolean }>> = {
    endpoint: { identifier: "EKS_ENDPOINT_NO_PUBLIC_ACCESS", asksVersion: false },
    "oldest-version": { identifier: "EKS_CLUSTER_OLDEST_SUPPORTED_VERSION", asksVersion: true },
    secrets: { identifier: "EKS_SECRETS_ENCRYPTED", asksVersion: false },
    "supported-version": { identifier: "EKS_CLUSTER_SUPPORTED_VERSION", asksVersion: true },
};

export interface RulePlan {
    readonly name: RuleName;
    readonly identifier: string;
    /** JSON, where the rule takes a parameter. */
    readonly parameters?: string;
}

export function rulesOf({
    oldestKnown,
    oldestVersion = oldestKnown,
    rules = RULE_NAMES,
}: ComplianceSpec): RulePlan[] {
    return RULE_NAMES.filter((name) => rules.includes(name)).map((name) => {
        const { asksVersion, identifier } = RULES[name];
        const parameters = JSON.stringify({ oldestVersionSupported: oldestVersion });
        return { name, identifier, ...(asksVersion ? { parameters } : {}) };
    });
}

/** What Config and Security Hub would refuse. */
export function checkCompliance(spec: ComplianceSpec): Problem[] {
    const { alerts, oldestVersion, recorder, region, rules, securityHub } = spec;
    return [
        ...(rules?.length === 0
            ? [{ path: "rules", what: "no rule", remedy: "Name one, or remove it for all" }]
            : []),
        ...(oldestVersion === undefined || /^1\.\d{2}$/.test(oldestVersion)
            ? []
            : [
                  {
                      path: "oldestVersion",
                      what: "not a minor of Kubernetes",
                      got: oldestVersion,
                      remedy: 'Write it as "1.35"',
                  },
              ]),
        ...(recorder === undefined ? [] : checkRecorder(recorder)),
        ...(alerts === undefined ? [] : checkAlerts(alerts, region)),
        ...(securityHub === undefined ? [] : checkSecurityHub(securityHub)),
    ];
}

function checkRecorder({ bucket, keepDays }: RecorderWords): Problem[] {
    return [
        // Source: S3 User Guide, bucketnamingrules.
        ...(bucket === undefined || /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
            ? []
            : [
                  {
                      path: "recorder.bucket",
                      what: "not a name of a bucket",
                      got: bucket,
                      remedy: "Write its name, not its ARN",
                  },
              ]),
        ...(bucket === undefined || keepDays === undefined
            ? []
            : [
                  {
                      path: "recorder.keepDays",
                      what: "the bucket is not the kit's, whose rules of expiry are its owner's",
                      got: keepDays,
                      remedy: "Remove it, or recorder.bucket",
                  },
              ]),
        ...(keepDays === undefined || (Number.isInteger(keepDays) && keepDays >= 1)
            ? []
            : [
                  {
                      path: "recorder.keepDays",
                      what: "not a number of days",
                      got: keepDays,
                      remedy: "Choose 1 or more",
                  },
              ]),
    ];
}

/** EventBridge publishes in its own region. Source: EventBridge User Guide, eb-targets, "Amazon SNS topic". */
function checkAlerts(alerts: AlertsWords, region: string): Problem[] {
    return checkAlertTopic(alerts, region, "Name a topic of the environment's region");
}

export function decisionsOfCompliance(spec: ComplianceSpec): Record<string, readonly string[] | string> {
    const { alerts, recorder, securityHub } = spec;
    return {
        ...(alerts === undefined
            ? {}
            : {
                  alerts:
                      alerts.kind === "topic"
                          ? alerts.arn
                          : `a topic of its own, to ${(alerts.emails ?? []).length} addresses`,
              }),
        recorder:
            recorder === undefined
                ? "there already"
                : `made here, to ${recorder.bucket === undefined ? "a bucket of its own" : `bucket ${recorder.bucket}`}`,
        rules: rulesOf(spec).map(({ identifier, parameters }) =>
            parameters === undefined ? identifier : `${identifier} ${parameters}`,
        ),
        ...(securityHub === undefined
            ? {}
            : { securityHub: standardsOf(securityHub, spec.region).map(({ name }) => name) }),
    };
}

export function noticesOfCompliance({ account, recorder, region, securityHub }: ComplianceSpec): string[] {
    return [
        `compliance judges every cluster of account ${account} in ${region}, other environments' too`,
        recorder === undefined
            ? "Rules of AWS Config judge nothing before a recorder of the account records clusters: compliance.recorder makes one where there is none"
            : "AWS Config has one recorder an account and region: AWS refuses this one where there is one already",
        ...(securityHub === undefined
            ? []
            : noticesOfSecurityHub(securityHub, { account, region, recordsHere: recorder !== undefined })),
    ];
}
