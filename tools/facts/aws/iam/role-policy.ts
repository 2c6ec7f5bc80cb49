/** aws:iam/rolePolicy:RolePolicy */
import { autoNamed, defaults, provider, replaces, textOf, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const rolePolicy: ResourceFacts = {
    type: "aws:iam/rolePolicy:RolePolicy",
    id: (ctx) => `${textOf(ctx.inputs["role"])}:${ctx.physicalName}`,
    outputs: (ctx) => defaults(ctx, { namePrefix: "" }),
    outputsEvidence: typings("iam/rolePolicy"),
    unknownAtPreview: { value: ["namePrefix"], ...typings("iam/rolePolicy") },
    forcesReplacement: [
        replaces(["name", "namePrefix"], provider("iam/role_policy", "resourceRolePolicy schema")),
        replaces(["role"], unverified("the attribute commonly forces; its schema line was not read")),
    ],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "create",
            when: "a policy of that role and name exists",
            error: "none: PutRolePolicy overwrites it, and a replacement that creates first then deletes the new one",
            ...unverified("from general knowledge of PutRolePolicy; autonaming avoids it"),
        },
    ],
};
