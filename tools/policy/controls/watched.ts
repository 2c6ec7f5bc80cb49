/** Who watches, and who is told. */
import type { PlannedResource } from "../../plan/graph";
import type { Control, Evidence } from "../control";
import { each, whole } from "../judging";
import type { Planned } from "../planned";
import { input, isUnknown, textOf, textsOf } from "../reading";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";
const WORKSPACE = "aws:amp/workspace:Workspace";

export const WATCHED: readonly Control[] = [
    {
        id: "C91",
        title: "Threats are looked for",
        severity: "medium",
        means: "where the environment has GuardDuty, it is on and reads the audit log",
        why: "A detector that is off looks like one that finds nothing.",
        remedy: "Take auditLogs: false out of threatDetection",
        decidedBy: ["threatDetection"],
        rows: {
            fsbp: ["GuardDuty.1"],
            nsa: ["threat-detection"],
            bestPractices: ["runtime/guardduty", "detective/alarms"],
        },
        judge: (planned) => [
            ...each(planned.ofType(DETECTOR), {
                path: "enable",
                holds: (value) => value !== false,
                what: "is off",
            }),
            ...planned.ofType("platform:threat-detection:ThreatDetection").map((one) => {
                const found = planned
                    .ofType(FEATURE)
                    .find((feature) => input(feature, "name") === "EKS_AUDIT_LOGS");
                const isOn = found !== undefined && input(found, "status") === "ENABLED";
                return whole(isOn, "does not read the audit log", found ?? one);
            }),
        ],
    },
    {
        id: "C100",
        title: "Config records",
        severity: "low",
        means: "where the environment has a recorder of AWS Config, it is on",
        why: "Rules judge what is recorded alone.",
        remedy: "Take the transform of the recorder's switch out",
        decidedBy: ["compliance.recorder", "compliance"],
        rows: { fsbp: ["Config.1"] },
        judge: (planned) =>
            each(planned.ofType("aws:cfg/recorderStatus:RecorderStatus"), {
                path: "isEnabled",
                holds: (value) => value === true,
                what: "is off",
            }),
    },
    {
        id: "R36",
        title: "Somebody is told",
        severity: "medium",
        means: "where metrics are kept, rules judge them and alerts reach a topic, from staging on",
        why: "A full disk is found by whoever calls first.",
        remedy: 'Set prometheus.alerts to kind: "own-topic" with addresses, or "topic"',
        decidedBy: ["prometheus.alerts", "prometheus"],
        rows: { nsa: ["alerting"], bestPractices: ["detective/alarms"] },
        from: "staging",
        judge: (planned) =>
            planned
                .ofType(WORKSPACE)
                .flatMap((workspace) => [
                    whole(
                        planned.usersOf(
                            workspace,
                            "workspaceId",
                            "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
                        ).length > 0,
                        "has no rules",
                        workspace,
                    ),
                    tellsSomebody(planned, workspace),
                ]),
    },
    {
        id: "C101",
        title: "People sign in to Grafana",
        severity: "medium",
        means: "people sign in to Grafana with the organisation's own sign-in, and it reads this account alone",
        why: "Dashboards show what runs, where and since when.",
        remedy: "Set grafana.signIn",
        decidedBy: ["grafana.signIn", "grafana"],
        rows: { nsa: ["authentication"] },
        judge: (planned) =>
            each(planned.ofType("aws:grafana/workspace:Workspace"), {
                path: "authenticationProviders",
                holds: (value, one) =>
                    textsOf(value).length > 0 &&
                    textsOf(value).every((kind) => ["AWS_SSO", "SAML"].includes(kind)) &&
                    input(one, "accountAccessType") === "CURRENT_ACCOUNT",
                what: "lets people in another way, or reads other accounts",
            }),
    },
];

function tellsSomebody(planned: Planned, workspace: PlannedResource): Evidence {
    const definitions = planned
        .usersOf(workspace, "workspaceId", "aws:amp/alertManagerDefinition:AlertManagerDefinition")
        .map((one) => input(one, "definition"));
    const holds = definitions.some((text) => textOf(text).includes("sns_configs"));
    // The topic is named in the text, which a first preview therefore does not know.
    return whole(holds, "tells nobody", workspace, definitions.find(isUnknown));
}
