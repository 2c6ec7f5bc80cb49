/** aws:iam/policy:Policy */
import {
    allTags,
    autoNamed,
    capitals,
    defaults,
    iamArn,
    provider,
    replaces,
    textOf,
    typings,
    unverified,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

function arnOf(ctx: FactsContext): string {
    return iamArn(ctx, `policy${textOf(ctx.inputs["path"], "/")}${ctx.physicalName}`);
}

export const policy: ResourceFacts = {
    type: "aws:iam/policy:Policy",
    id: arnOf,
    outputs: (ctx) => ({
        ...allTags(ctx),
        arn: arnOf(ctx),
        attachmentCount: 0,
        policyId: `ANPA${capitals(ctx, "policy", 17)}`,
        ...defaults(ctx, { namePrefix: "", path: "/" }),
    }),
    outputsEvidence: typings("iam/policy"),
    unknownAtPreview: {
        value: ["arn", "attachmentCount", "policyId", "namePrefix"],
        ...typings("iam/policy"),
    },
    forcesReplacement: [
        replaces(
            ["description", "name", "namePrefix", "path"],
            provider("iam/policy", "resourcePolicy schema"),
        ),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [
        {
            during: "create",
            when: "the document has more than 6,144 characters, white space not counted",
            error: "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
            ...unverified("IAM User Guide, reference_iam-quotas; the error text is from public reports"),
        },
        {
            during: "delete",
            when: "the policy is attached anywhere; not retried",
            error: "DeleteConflict: Cannot delete a policy attached to entities.",
            ...unverified("error text from public reports; that it is not retried is in iam/policy.go"),
        },
    ],
};
