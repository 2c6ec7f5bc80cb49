/** aws:grafana/workspace:Workspace */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => `g-${ctx.hex("id", 10)}`;

export const grafanaWorkspace: ResourceFacts = {
    type: "aws:grafana/workspace:Workspace",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "grafana", `/workspaces/${idOf(ctx)}`),
        endpoint: `${idOf(ctx)}.grafana-workspace.${ctx.region}.${ctx.dnsSuffix}`,
        name: ctx.physicalName,
        samlConfigurationStatus: "",
        ...defaults(ctx, {
            accountAccessType: "CURRENT_ACCOUNT",
            authenticationProviders: ["AWS_SSO"],
            configuration: "{}",
            grafanaVersion: "10.4",
            kmsKeyId: "",
            permissionType: "CUSTOMER_MANAGED",
        }),
    }),
    outputsEvidence: typings("grafana/workspace"),
    unknownAtPreview: {
        value: ["arn", "configuration", "endpoint", "grafanaVersion", "kmsKeyId", "samlConfigurationStatus"],
        ...typings("grafana/workspace"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["authenticationProviders", "kmsKeyId"],
            provider("grafana/workspace", "resourceWorkspace schema"),
        ),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "AWS_SSO is asked for where the organisation has no IAM Identity Center in reach",
            error: "ValidationException: AWS IAM Identity Center is not enabled",
            ...unverified(
                "rule in the Amazon Managed Grafana User Guide, AMG-manage-users-and-groups; the text was not seen",
            ),
        },
    ],
};
