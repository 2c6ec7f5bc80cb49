/** Bills of identity, keys, logs, metrics, queues and what watches over an account. */
import { textOf } from "../../facts/build";
import { type Bill, type Billed, type Bills, byUse, free, one } from "../charge";

/** AWS delivers these logs itself, at prices of their own. Names as EKS and the kit give them. */
const VENDED = /^\/aws\/(eks\/.+\/cluster$|vpc\/)/;

function logGroup({ inputs }: Billed): ReturnType<Bill> {
    const name = textOf(inputs["name"]);
    const infrequent = textOf(inputs["logGroupClass"]) === "INFREQUENT_ACCESS";
    if (VENDED.test(name)) return [{ item: "logs.vended" }, { item: "logs.storage" }];
    return [{ item: infrequent ? "logs.ingestion.infrequent" : "logs.ingestion" }, { item: "logs.storage" }];
}

const FIFO_QUEUE: Bill = ({ inputs }) =>
    inputs["fifoQueue"] === true ? [{ item: "sqs.fifo" }] : [{ item: "sqs.standard" }];

/** What AWS's own services tell costs nothing; what others put on a bus does. */
const eventRule: Bill = ({ inputs }) =>
    /"source":\["aws\./.test(textOf(inputs["eventPattern"]))
        ? { free: "Amazon EventBridge pricing page: events that AWS services publish are free" }
        : [{ item: "eventbridge.custom" }];

const LOGS_AND_METRICS: Bills = {
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/dashboard:Dashboard": one("cloudwatch.dashboard"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": one("cloudwatch.alarm"),
    "aws:cloudwatch/eventRule:EventRule": eventRule,
    "aws:amp/workspace:Workspace": byUse("amp.samples", "amp.storage", "amp.query"),
    "aws:amp/scraper:Scraper": one("amp.scraper", "amp.scraper.samples"),
    "aws:grafana/workspace:Workspace": byUse("grafana.editor", "grafana.viewer"),
    "aws:sqs/queue:Queue": FIFO_QUEUE,
    "aws:sns/topic:Topic": byUse("sns.requests"),
    ...free(
        "Amazon CloudWatch pricing page: logs, metrics, alarms and dashboards are billed",
        "aws:cloudwatch/eventTarget:EventTarget",
        "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        "aws:sns/topicPolicy:TopicPolicy",
        "aws:sns/topicSubscription:TopicSubscription",
        "aws:sqs/queuePolicy:QueuePolicy",
    ),
    ...free(
        "Amazon Managed Service for Prometheus and Amazon Managed Grafana pricing pages: samples, storage, queries and users are billed",
        "aws:amp/alertManagerDefinition:AlertManagerDefinition",
        "aws:amp/ruleGroupNamespace:RuleGroupNamespace",
        "aws:amp/workspaceConfiguration:WorkspaceConfiguration",
        "aws:grafana/roleAssociation:RoleAssociation",
        "aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration",
    ),
};

const SECURITY: Bills = {
    "aws:kms/key:Key": one("kms.key", "kms.requests"),
    "aws:secretsmanager/secret:Secret": one("secretsmanager.secret", "secretsmanager.requests"),
    "aws:acmpca/certificateAuthority:CertificateAuthority": one("acm.private-ca"),
    "aws:guardduty/detector:Detector": byUse("guardduty.management-events"),
    "aws:guardduty/detectorFeature:DetectorFeature": ({ inputs }) =>
        textOf(inputs["name"]).includes("RUNTIME")
            ? [{ item: "guardduty.runtime" }]
            : [{ item: "guardduty.eks-audit" }],
    "aws:inspector2/enabler:Enabler": byUse("inspector.image", "inspector.instance"),
    "aws:cfg/recorder:Recorder": byUse("config.item"),
    "aws:cfg/rule:Rule": byUse("config.rule-evaluation"),
    "aws:securityhub/account:Account": byUse("securityhub.check"),
    "aws:cloudtrail/trail:Trail": byUse("cloudtrail.data-events"),
    ...free(
        "AWS KMS, AWS Certificate Manager and AWS Secrets Manager pricing pages: keys, secrets and private authorities are billed",
        "aws:acm/certificate:Certificate",
        "aws:acm/certificateValidation:CertificateValidation",
        "aws:kms/alias:Alias",
        "aws:secretsmanager/secretPolicy:SecretPolicy",
        "aws:secretsmanager/secretVersion:SecretVersion",
        "aws:ssm/parameter:Parameter",
    ),
    ...free(
        "AWS IAM: a feature of the account without a charge",
        "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
        "aws:iam/instanceProfile:InstanceProfile",
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        "aws:iam/policy:Policy",
        "aws:iam/policyAttachment:PolicyAttachment",
        "aws:iam/role:Role",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        "aws:iam/serviceLinkedRole:ServiceLinkedRole",
        "aws:rolesanywhere/profile:Profile",
        "aws:rolesanywhere/trustAnchor:TrustAnchor",
    ),
    ...free(
        "AWS Config, AWS Security Hub and Amazon GuardDuty pricing pages: what is recorded and checked is billed",
        "aws:cfg/deliveryChannel:DeliveryChannel",
        "aws:cfg/recorderStatus:RecorderStatus",
        "aws:securityhub/standardsSubscription:StandardsSubscription",
    ),
};

const ACCOUNT: Bills = {
    "aws:resiliencehub/v2Service:V2Service": one("resiliencehub.application"),
    ...free(
        "AWS Cost Management and AWS Budgets pricing pages: budgets without actions, anomaly detection and tags are free",
        "aws:budgets/budget:Budget",
        "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
        "aws:costexplorer/anomalySubscription:AnomalySubscription",
        "aws:costexplorer/costAllocationTag:CostAllocationTag",
    ),
    ...free(
        "AWS Resilience Hub pricing page: applications are billed",
        "aws:resiliencehub/v2InputSource:V2InputSource",
        "aws:resiliencehub/v2Policy:V2Policy",
    ),
    ...free(
        "Amazon Application Recovery Controller pricing page: zonal shift and autoshift are free",
        "aws:arczonalshift/zonalAutoshiftConfiguration:ZonalAutoshiftConfiguration",
    ),
};

export const SERVICES: Bills = { ...LOGS_AND_METRICS, ...SECURITY, ...ACCOUNT };
