/** aws:iam/rolePolicyAttachment:RolePolicyAttachment */
import { defaults, NAMELESS, provider, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const rolePolicyAttachment: ResourceFacts = {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    id: (ctx) => `${textOf(ctx.inputs["role"])}-${textOf(ctx.inputs["policyArn"])}`,
    outputs: (ctx) => defaults(ctx, {}),
    outputsEvidence: typings("iam/rolePolicyAttachment"),
    unknownAtPreview: { value: [], ...typings("iam/rolePolicyAttachment") },
    forcesReplacement: [
        replaces(
            ["role", "policyArn"],
            provider("iam/role_policy_attachment", "resourceRolePolicyAttachment schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        // Replaced by delete-before-create: Pulumi sets it, since the delete would detach what was attached.
    ],
};
