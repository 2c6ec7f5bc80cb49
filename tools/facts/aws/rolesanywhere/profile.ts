/** aws:rolesanywhere/profile:Profile */
import { allTags, autoNamed, defaults, provider, regionalArn, typings, uuid } from "../../build";
import type { ResourceFacts } from "../../facts";

export const profile: ResourceFacts = {
    type: "aws:rolesanywhere/profile:Profile",
    id: (ctx) => uuid(ctx, "profile"),
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: regionalArn(ctx, "rolesanywhere", `profile/${uuid(ctx, "profile")}`),
        ...defaults(ctx, { durationSeconds: 3600 }),
    }),
    outputsEvidence: typings("rolesanywhere/profile"),
    unknownAtPreview: { value: ["arn", "durationSeconds"], ...typings("rolesanywhere/profile") },
    // Nothing of its schema forces replacement.
    forcesReplacement: [],
    physicalName: autoNamed("name"),
    refusals: [
        {
            during: "update",
            when: "requireInstanceProperties changes",
            error: "none: the change is neither sent nor refused",
            ...provider("rolesanywhere/profile", "resourceProfileUpdate"),
        },
    ],
};
