/** A workspace of Amazon Managed Grafana as plain values: who signs in, what it may read, what AWS would refuse. Pure. */
import { parseArn } from "../shared/arns";
import type { Statement } from "../shared/iam";
import type { Problem } from "../shared/problems";
import {
    GRAFANA_ROLES,
    type GrafanaRole,
    type GrafanaSource,
    type GrafanaWords,
    type PeopleWords,
} from "./grafana-schema";

export interface GrafanaSpec extends GrafanaWords {
    readonly account: string;
    readonly region: string;
    readonly clusterName: string;
    readonly sources: readonly GrafanaSource[];
    /** Whether the environment has a workspace of Prometheus. */
    readonly hasPrometheus: boolean;
}

/** Who has each role, where somebody has it. */
export function peopleOf({ signIn }: GrafanaSpec): readonly (readonly [GrafanaRole, PeopleWords])[] {
    if (signIn.kind !== "identity-center") return [];
    return GRAFANA_ROLES.flatMap((role) => {
        const people = signIn.roles[role];
        return people === undefined || count(people) === 0 ? [] : [[role, people] as const];
    });
}

function count({ groups = [], users = [] }: PeopleWords): number {
    return groups.length + users.length;
}

/** Everything AWS would refuse, and a workspace that nobody could administer. */
export function checkGrafana(spec: GrafanaSpec): Problem[] {
    const { assume = [], hasPrometheus, signIn, sources, version } = spec;
    return [
        ...checkSignIn(signIn),
        ...(sources.includes("prometheus") && !hasPrometheus
            ? [
                  {
                      path: "sources",
                      what: "the environment has no workspace of Prometheus",
                      got: [...sources],
                      remedy: "Add prometheus to the shape, or leave it out here",
                  },
              ]
            : []),
        ...assume.flatMap((arn, index) => checkAssumed(`assume[${index}]`, arn)),
        // Source: Amazon Managed Grafana API Reference, CreateWorkspace, grafanaVersion.
        ...(version === undefined || /^\d+\.\d+$/.test(version)
            ? []
            : [{ path: "version", what: "not a version of Grafana", got: version, remedy: "Write 10.4" }]),
    ];
}

function checkAssumed(path: string, got: string): Problem[] {
    const arn = parseArn(got);
    if (arn?.service === "iam" && arn.resource.startsWith("role/")) return [];
    return [{ path, what: "not the ARN of a role", got, remedy: "Write arn:aws:iam::<account>:role/<name>" }];
}

function checkSignIn(signIn: GrafanaWords["signIn"]): Problem[] {
    if (signIn.kind === "saml") {
        return [
            ...(/^https:\/\/\S+$/.test(signIn.metadataUrl)
                ? []
                : [
                      {
                          path: "signIn.metadataUrl",
                          what: "not an address",
                          got: signIn.metadataUrl,
                          remedy: "Write https://…",
                      },
                  ]),
            ...(signIn.adminValues.length > 0
                ? []
                : [
                      {
                          path: "signIn.adminValues",
                          what: "nobody could administer the workspace",
                          got: [],
                          remedy: "Name a value that makes an administrator",
                      },
                  ]),
        ];
    }
    if (count(signIn.roles.ADMIN) > 0) return [];
    return [
        {
            path: "signIn.roles.ADMIN",
            what: "nobody could administer the workspace",
            remedy: "Name a group or a user of Identity Center",
        },
    ];
}

/** As AWS names them. */
export const DATA_SOURCES: { readonly [source in GrafanaSource]: string } = {
    prometheus: "PROMETHEUS",
    cloudwatch: "CLOUDWATCH",
    xray: "XRAY",
};

/**
 * What the workspace's role may do. Sources: Amazon Managed Grafana User Guide, AMG-manage-permissions, the policies of each
 * source.
 */
export function grafanaStatements(
    { assume = [], sources }: Pick<GrafanaSpec, "assume" | "sources">,
    prometheusArn: string | undefined,
): readonly Statement[] {
    const allow = (Sid: string, Action: readonly string[], Resource: string | readonly string[] = "*") => ({
        Sid,
        Effect: "Allow" as const,
        Action,
        Resource,
    });
    return [
        ...(sources.includes("prometheus") && prometheusArn !== undefined
            ? [
                  allow("FindPrometheus", ["aps:ListWorkspaces"]),
                  allow(
                      "AskPrometheus",
                      [
                          "aps:DescribeWorkspace",
                          "aps:GetLabels",
                          "aps:GetMetricMetadata",
                          "aps:GetSeries",
                          "aps:QueryMetrics",
                      ],
                      prometheusArn,
                  ),
              ]
            : []),
        ...(sources.includes("cloudwatch") ? [allow("ReadCloudWatch", CLOUDWATCH_ACTIONS)] : []),
        ...(sources.includes("xray") ? [allow("ReadTraces", XRAY_ACTIONS)] : []),
        ...(assume.length === 0 ? [] : [allow("ReadInOtherAccounts", ["sts:AssumeRole"], [...assume])]),
    ];
}

const CLOUDWATCH_ACTIONS = [
    "cloudwatch:DescribeAlarms",
    "cloudwatch:DescribeAlarmsForMetric",
    "cloudwatch:DescribeAlarmHistory",
    "cloudwatch:GetInsightRuleReport",
    "cloudwatch:GetMetricData",
    "cloudwatch:GetMetricStatistics",
    "cloudwatch:ListMetrics",
    "ec2:DescribeInstances",
    "ec2:DescribeRegions",
    "ec2:DescribeTags",
    "logs:DescribeLogGroups",
    "logs:GetLogEvents",
    "logs:GetLogGroupFields",
    "logs:GetQueryResults",
    "logs:StartQuery",
    "logs:StopQuery",
    "tag:GetResources",
];

const XRAY_ACTIONS = [
    "xray:BatchGetTraces",
    "xray:GetGroups",
    "xray:GetInsightSummaries",
    "xray:GetServiceGraph",
    "xray:GetTimeSeriesServiceStatistics",
    "xray:GetTraceGraph",
    "xray:GetTraceSummaries",
];

/** What a reader of the plan sees. */
export function decisionsOfGrafana(spec: GrafanaSpec): Record<string, string | string[]> {
    const { assume = [], inVpc = false, signIn, sources } = spec;
    return {
        ...(assume.length === 0 ? {} : { assume: [...assume] }),
        reach: inVpc ? "the VPC as well" : "AWS's own services",
        signIn: signIn.kind,
        sources: [...sources],
    };
}
