/** aws:iam/instanceProfile:InstanceProfile */
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
    unverified,
} from "../../build";
import type { ResourceFacts } from "../../facts";

export const instanceProfile: ResourceFacts = {
    type: "aws:iam/instanceProfile:InstanceProfile",
    id: (ctx) => ctx.physicalName,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: iamArn(ctx, `instance-profile${textOf(ctx.inputs["path"], "/")}${ctx.physicalName}`),
        createDate: CREATED_AT,
        uniqueId: `AIPA${capitals(ctx, "profile", 17)}`,
        ...defaults(ctx, { namePrefix: "", path: "/" }),
    }),
    outputsEvidence: typings("iam/instanceProfile"),
    unknownAtPreview: {
        value: ["arn", "createDate", "uniqueId", "namePrefix"],
        ...typings("iam/instanceProfile"),
    },
    forcesReplacement: [
        replaces(
            ["name", "namePrefix", "path"],
            provider("iam/instance_profile", "resourceInstanceProfile schema"),
        ),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [
        {
            during: "create",
            when: "the role is too new; retried",
            error: "NoSuchEntity: The role with name … cannot be found.",
            ...provider("iam/instance_profile", "instanceProfileAddRole"),
        },
        {
            during: "create",
            when: "the profile has a role already",
            error: "LimitExceeded: Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
            ...unverified("error text from general knowledge; the provider keeps one role a profile"),
        },
    ],
};
