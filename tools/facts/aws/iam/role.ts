/** aws:iam/role:Role */
import {
    allTags,
    autoNamed,
    capitals,
    CREATED_AT,
    defaults,
    iamArn,
    provider,
    replaces,
    textOf,
    typings,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const role: ResourceFacts = {
    type: "aws:iam/role:Role",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: iamArn(ctx, `role${textOf(ctx.inputs["path"], "/")}${ctx.physicalName}`),
        createDate: CREATED_AT,
        uniqueId: `AROA${capitals(ctx, "role", 17)}`,
        ...defaults(ctx, {
            forceDetachPolicies: false,
            inlinePolicies: [],
            managedPolicyArns: [],
            maxSessionDuration: 3600,
            namePrefix: "",
            path: "/",
        }),
    }),
    outputsEvidence: typings("iam/role"),
    unknownAtPreview: {
        value: ["arn", "createDate", "uniqueId", "inlinePolicies", "managedPolicyArns", "namePrefix"],
        ...typings("iam/role"),
    },
    forcesReplacement: [
        replaces(["name", "namePrefix", "path"], provider("iam/role", "resourceRole schema")),
    ],
    physicalName: autoNamed("name", 64),
    refusals: [
        {
            during: "delete",
            when: "policies that this resource does not manage are attached, without forceDetachPolicies",
            error: "DeleteConflict",
            ...provider("iam/role", "deleteRole"),
        },
        {
            during: "create",
            when: "a role of the name exists",
            error: "EntityAlreadyExists",
            ...provider("iam/role", "resourceRoleCreate"),
        },
        {
            during: "create",
            when: "a principal of the trust policy is too new; retried",
            error: "MalformedPolicyDocument: Invalid principal in policy",
            ...provider("iam/role", "resourceRoleCreate"),
        },
    ],
};
