/** aws:grafana/roleAssociation:RoleAssociation */
import {
    defaults,
    NAMELESS,
    provider,
    REGION_REPLACES,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const roleAssociation: ResourceFacts = {
    type: "aws:grafana/roleAssociation:RoleAssociation",
    id: (ctx) => `${textOf(ctx.inputs["workspaceId"])}/${textOf(ctx.inputs["role"])}`,
    outputs: (ctx) => ({ region: ctx.region, ...defaults(ctx, { role: "ADMIN", workspaceId: "" }) }),
    outputsEvidence: typings("grafana/roleAssociation"),
    unknownAtPreview: { value: [], ...typings("grafana/roleAssociation") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["workspaceId"], provider("grafana/role_association", "ResourceRoleAssociation schema")),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "a group or user is none of the workspace's Identity Center",
            error: "error creating Grafana Workspace Role Association",
            ...unverified(
                "the provider passes on what UpdatePermissions says, in grafana/role_association.go; the text was not seen",
            ),
        },
    ],
};
