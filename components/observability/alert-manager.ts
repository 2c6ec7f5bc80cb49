/** Where alerts go, as Amazon Managed Prometheus takes it: to a topic of SNS, the one receiver it has. Pure. */
import { policyDocument } from "../shared/iam";
import { yamlModule } from "../shared/text-formats";

/**
 * Alerts of one name and cluster come as one message. Source: AMP User Guide, AMP-alertmanager-config: `alertmanager_config` is
 * a text, and `sigv4` names the region.
 */
export function alertManagerDefinition(topicArn: string, region: string): string {
    const { stringify } = yamlModule();
    const config = {
        route: {
            receiver: "topic",
            group_by: ["alertname", "cluster"],
            group_wait: "30s",
            group_interval: "5m",
            repeat_interval: "12h",
        },
        receivers: [
            {
                name: "topic",
                sns_configs: [
                    {
                        topic_arn: topicArn,
                        sigv4: { region },
                        send_resolved: true,
                        subject: "{{ .Status }}: {{ .CommonLabels.alertname }} ({{ .CommonLabels.cluster }})",
                        message:
                            "{{ range .Alerts }}{{ .Annotations.summary }}\nseverity: {{ .Labels.severity }}\nlook at: {{ .Annotations.look }}\n\n{{ end }}",
                    },
                ],
            },
        ],
    };
    return stringify({ alertmanager_config: stringify(config, { lineWidth: 0 }) }, { lineWidth: 0 });
}

/** Only this workspace's alert manager may publish. Source: AMP User Guide, AMP-alertmanager-receiver-AMPpermission. */
export function topicPolicy(topicArn: string, workspaceArn: string, account: string): string {
    return policyDocument([
        {
            Sid: "AllowAlertsOfTheWorkspace",
            Effect: "Allow",
            Principal: { Service: "aps.amazonaws.com" },
            Action: ["sns:GetTopicAttributes", "sns:Publish"],
            Resource: topicArn,
            Condition: {
                ArnEquals: { "aws:SourceArn": workspaceArn },
                StringEquals: { "AWS:SourceAccount": account },
            },
        },
    ]);
}
