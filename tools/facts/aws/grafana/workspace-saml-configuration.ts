/** aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration */
import { defaults, NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const workspaceSamlConfiguration: ResourceFacts = {
    type: "aws:grafana/workspaceSamlConfiguration:WorkspaceSamlConfiguration",
    id: (ctx) => textOf(ctx.inputs["workspaceId"]),
    outputs: (ctx) => ({
        region: ctx.region,
        status: "CONFIGURED",
        ...defaults(ctx, {
            editorRoleValues: [],
            emailAssertion: "mail",
            loginAssertion: "mail",
            loginValidityDuration: 60,
            nameAssertion: "displayName",
            workspaceId: "",
        }),
    }),
    outputsEvidence: typings("grafana/workspaceSamlConfiguration"),
    unknownAtPreview: {
        value: ["emailAssertion", "loginAssertion", "loginValidityDuration", "nameAssertion", "status"],
        ...typings("grafana/workspaceSamlConfiguration"),
    },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["workspaceId"],
            provider("grafana/workspace_saml_configuration", "ResourceWorkspaceSAMLConfiguration schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        // None at deletion, which calls nothing: the workspace keeps it.
    ],
};
