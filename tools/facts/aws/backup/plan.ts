/** aws:backup/plan:Plan */
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
    uuid,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const idOf = (ctx: FactsContext): string => uuid(ctx, "id");

export const plan: ResourceFacts = {
    type: "aws:backup/plan:Plan",
    id: idOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: regionalArn(ctx, "backup", `backup-plan:${idOf(ctx)}`),
        name: ctx.physicalName,
        version: uuid(ctx, "version"),
        ...defaults(ctx, { rules: [] }),
    }),
    outputsEvidence: typings("backup/plan"),
    unknownAtPreview: { value: ["arn", "version"], ...typings("backup/plan") },
    forcesReplacement: [REGION_REPLACES, replaces(["name"], provider("backup/plan", "resourcePlan schema"))],
    physicalName: autoNamed("name"),
    newAtUpdate: {
        value: ["version"],
        ...unverified("a plan gets a version at each change; AWS Backup API Reference, UpdateBackupPlan"),
    },
    refusals: [
        {
            during: "delete",
            when: "it has selections",
            error: "InvalidRequestException: Related backup plan selections must be deleted prior to backup plan deletion",
            ...unverified("rule in the AWS Backup API Reference, DeleteBackupPlan; the text is from memory"),
        },
    ],
};
