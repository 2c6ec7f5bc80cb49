/** Fluent Bit: logs of containers, of kubelet and containerd, and of the node, to groups of CloudWatch that are there. */
import { partitionOf } from "../shared/regions";
import { EVERY_TAINT, NOT_ON_FARGATE } from "../shared/pods";
import { defineChart, type ChartSite } from "./definition";
import type { Values } from "./values";

/** Stated: the chart derives it from the name of the release, and the role would trust another one. */
const SERVICE_ACCOUNT = "fluent-bit";

/** Source: the chart's values ask for nothing; CloudWatch's own add-on asks this much for the same work (chart 6.4.0, 2026-08-07). */
const SIZE = { cpu: "50m", memory: "64Mi" };

const IMAGE = "fluent/fluent-bit";

export const fluentBit = defineChart({
    repository: "https://fluent.github.io/helm-charts",
    version: {
        value: "0.58.1",
        source: "fluent/helm-charts charts/fluent-bit/Chart.yaml, Fluent Bit 5.1.1",
        seen: "2026-08-18",
        address: "https://github.com/fluent/helm-charts/tree/main/charts/fluent-bit",
    },
    // Its pods read the logs in a folder of their node, which no lower level lets them.
    namespace: { name: "fluent-bit", podSecurity: { enforce: "privileged" } },
    phase: "releases",
    leftOut: {
        fargate: "it is a DaemonSet, and Fargate runs none: its own log router takes a ConfigMap aws-logging",
        none: "there is no node to run it",
    },
    // A node sends its lines to groups that exist: it may make none, and reads nothing.
    identity: ({ site }) => ({ serviceAccount: SERVICE_ACCOUNT, statements: statements(site) }),
    endpoints: ["logs"],
    pods: () => [
        {
            name: "fluent-bit",
            kind: "DaemonSet",
            // Source: templates/_helpers.tpl of 0.58.1, selectorLabels.
            labels: { "app.kubernetes.io/name": "fluent-bit" },
            tolerations: [EVERY_TAINT],
            requests: SIZE,
        },
    ],
    values: ({ site }) => values(site),
    images: [`cr.fluentbit.io/${IMAGE}`],
    reserved: [
        {
            path: "config.outputs",
            why: "writes to groups that are made first",
            remedy: "Add yours as extraFiles",
        },
        { path: "serviceAccount", why: "is the one its role trusts", remedy: "Remove it" },
        { path: "tolerations", why: "lets every node have its logs sent", remedy: "Remove it" },
        { path: "kind", why: "is what reads the logs of every node", remedy: "Remove it" },
    ],
});

/** Source: Fluent Bit documentation, cloudwatch_logs, "Permissions", less the right to make groups. */
function statements({ account, clusterName, region }: ChartSite) {
    const groups = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:/aws/containerinsights/${clusterName}`;
    return [
        {
            Sid: "WriteLogsOfThisCluster",
            Effect: "Allow" as const,
            Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            Resource: ["application", "dataplane", "host"].map((group) => `${groups}/${group}:*`),
        },
    ];
}

/** Source of the keys: values.yaml of 0.58.1; rendered with these values. */
function values(site: ChartSite): Values {
    const { imageRegistry } = site;
    return {
        affinity: NOT_ON_FARGATE,
        config: { customParsers: "", filters: FILTERS, inputs: INPUTS, outputs: outputs(site) },
        env: [
            {
                name: "HOST_NAME",
                valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } },
            },
        ],
        ...(imageRegistry === undefined ? {} : { image: { repository: `${imageRegistry}/${IMAGE}` } }),
        priorityClassName: "system-node-critical",
        resources: { limits: { memory: "256Mi" }, requests: SIZE },
        serviceAccount: { create: true, name: SERVICE_ACCOUNT },
        // A pod of busybox that Helm starts on demand: one image more to mirror.
        testFramework: { enabled: false },
        tolerations: [EVERY_TAINT],
    };
}

const INPUTS = `[INPUT]
    Name tail
    Tag application.*
    Path /var/log/containers/*.log
    Exclude_Path /var/log/containers/fluent-bit*, /var/log/containers/aws-node*, /var/log/containers/kube-proxy*
    multiline.parser docker, cri
    Mem_Buf_Limit 50MB
    Skip_Long_Lines On
[INPUT]
    Name tail
    Tag dataplane.tail.*
    Path /var/log/containers/aws-node*, /var/log/containers/kube-proxy*
    multiline.parser docker, cri
    Mem_Buf_Limit 10MB
    Skip_Long_Lines On
[INPUT]
    Name systemd
    Tag dataplane.systemd.*
    Systemd_Filter _SYSTEMD_UNIT=kubelet.service
    Systemd_Filter _SYSTEMD_UNIT=containerd.service
    Read_From_Tail On
[INPUT]
    Name tail
    Tag host.messages
    Path /var/log/messages, /var/log/dmesg, /var/log/secure
    Mem_Buf_Limit 5MB
    Skip_Long_Lines On
`;

const FILTERS = `[FILTER]
    Name kubernetes
    Match application.*
    Kube_Tag_Prefix application.var.log.containers.
    Merge_Log On
    Merge_Log_Key log_processed
    Keep_Log Off
    K8S-Logging.Parser On
    Labels Off
    Annotations Off
`;

function outputs({ clusterName, region }: ChartSite): string {
    return ["application", "dataplane", "host"]
        .map(
            (group) => `[OUTPUT]
    Name cloudwatch_logs
    Match ${group}.*
    region ${region}
    log_group_name /aws/containerinsights/${clusterName}/${group}
    log_stream_prefix \${HOST_NAME}-
    auto_create_group false
`,
        )
        .join("");
}
