/** Grafana: a workspace of Amazon Managed Grafana, who may enter, and what it may read. */
import { RoleAssociation } from "@pulumi/aws/grafana/roleAssociation";
import { Workspace } from "@pulumi/aws/grafana/workspace";
import { WorkspaceSamlConfiguration } from "@pulumi/aws/grafana/workspaceSamlConfiguration";
import { Role } from "@pulumi/aws/iam/role";
import { RolePolicy } from "@pulumi/aws/iam/rolePolicy";
import * as pulumi from "@pulumi/pulumi";

import type { ClusterRef } from "../cluster/ref";
import { subnetsIn, usedSlots, type VpcRef } from "../network/ref";
import { policyDocument, serviceTrust } from "../shared/iam";
import { childName, childNameOf } from "../shared/names";
import { checkComponentOptions } from "../shared/options";
import { refuse } from "../shared/problems";
import { partitionOf } from "../shared/regions";
import {
    checkGrafana,
    DATA_SOURCES,
    decisionsOfGrafana,
    type GrafanaSpec,
    grafanaStatements,
    peopleOf,
} from "./grafana-spec";
import type { PrometheusRef } from "./ref";

export interface GrafanaArgs extends GrafanaSpec {
    /** The workspace of Prometheus it asks. @default none */
    readonly prometheus?: PrometheusRef;
    readonly vpc: Pick<VpcRef, "nodeSubnetIds">;
    readonly cluster: Pick<ClusterRef, "securityGroupId">;
}

/**
 * A workspace with a role of the kit's own: the one AWS would make comes of a stack that no plan shows. Its data sources and
 * dashboards are its own state, which goes with it.
 * @throws pulumi.ResourceError naming everything AWS would refuse.
 */
export class Grafana extends pulumi.ComponentResource {
    /** Host name of the workspace. */
    public readonly endpoint: pulumi.Output<string>;
    public readonly ready: readonly pulumi.CustomResource[];

    public constructor(name: string, args: GrafanaArgs, opts?: pulumi.ComponentResourceOptions) {
        super("platform:observability:Grafana", name, decisionsOfGrafana(args), opts);
        refuse(this, [...checkComponentOptions(opts), ...checkGrafana(args)]);

        const role = createRole(this, name, args);
        const rights = createRights(this, name, args, role);
        const workspace = createWorkspace(this, name, args, role);
        const entry = createEntry(this, name, args, workspace);

        this.endpoint = workspace.endpoint;
        this.ready = [workspace, ...rights, ...entry];
        this.registerOutputs({ endpoint: this.endpoint });
    }
}

/** Source: Amazon Managed Grafana User Guide, cross-service-confused-deputy-prevention. */
function createRole(parent: pulumi.Resource, name: string, args: GrafanaArgs): Role {
    const { account, clusterName, region } = args;
    return new Role(
        childNameOf("role", name, "role"),
        {
            assumeRolePolicy: serviceTrust("grafana.amazonaws.com", {
                condition: {
                    StringEquals: { "aws:SourceAccount": account },
                    StringLike: {
                        "aws:SourceArn": `arn:${partitionOf(region)}:grafana:${region}:${account}:/workspaces/*`,
                    },
                },
            }),
            description: "Reads what Grafana shows",
            tags: { Name: `${clusterName}-grafana` },
        },
        { parent },
    );
}

function createRights(
    parent: pulumi.Resource,
    name: string,
    args: GrafanaArgs,
    role: Role,
): readonly RolePolicy[] {
    const { prometheus } = args;
    if (args.sources.length === 0 && (args.assume ?? []).length === 0) return [];
    const policy =
        prometheus === undefined
            ? policyDocument(grafanaStatements(args, undefined))
            : pulumi
                  .output(prometheus.workspaceArn)
                  .apply((arn) => policyDocument(grafanaStatements(args, arn)));
    return [new RolePolicy(childNameOf("policy", name, "role"), { role: role.name, policy }, { parent })];
}

function createWorkspace(parent: pulumi.Resource, name: string, args: GrafanaArgs, role: Role): Workspace {
    const { cluster, clusterName, inVpc = false, signIn, sources, version, vpc } = args;
    return new Workspace(
        childName(name, "workspace"),
        {
            name: clusterName,
            accountAccessType: "CURRENT_ACCOUNT",
            authenticationProviders: [signIn.kind === "saml" ? "SAML" : "AWS_SSO"],
            permissionType: "CUSTOMER_MANAGED",
            dataSources: sources.map((source) => DATA_SOURCES[source]),
            roleArn: role.arn,
            ...(version === undefined ? {} : { grafanaVersion: version }),
            ...(inVpc
                ? {
                      vpcConfiguration: {
                          securityGroupIds: [cluster.securityGroupId],
                          subnetIds: subnetsIn(vpc.nodeSubnetIds, usedSlots(vpc.nodeSubnetIds)),
                      },
                  }
                : {}),
            tags: { Name: clusterName },
        },
        { parent },
    );
}

function createEntry(
    parent: pulumi.Resource,
    name: string,
    args: GrafanaArgs,
    { id: workspaceId }: Workspace,
): readonly pulumi.CustomResource[] {
    const { signIn } = args;
    if (signIn.kind === "saml") {
        return [
            new WorkspaceSamlConfiguration(
                childName(name, "saml"),
                {
                    workspaceId,
                    idpMetadataUrl: signIn.metadataUrl,
                    roleAssertion: signIn.roleAssertion,
                    adminRoleValues: [...signIn.adminValues],
                    editorRoleValues: [...signIn.editorValues],
                },
                { parent },
            ),
        ];
    }
    return peopleOf(args).map(
        ([role, { groups = [], users = [] }]) =>
            new RoleAssociation(
                childName(name, role.toLowerCase()),
                {
                    workspaceId,
                    role,
                    ...(groups.length === 0 ? {} : { groupIds: [...groups] }),
                    ...(users.length === 0 ? {} : { userIds: [...users] }),
                },
                { parent },
            ),
    );
}
