/** aws:costexplorer/costAllocationTag:CostAllocationTag */
import { defaults, NAMELESS, provider, textOf, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const costAllocationTag: ResourceFacts = {
    type: "aws:costexplorer/costAllocationTag:CostAllocationTag",
    id: (ctx) => textOf(ctx.inputs["tagKey"]),
    outputs: (ctx) => ({ type: "UserDefined", ...defaults(ctx, { status: "Active", tagKey: "" }) }),
    outputsEvidence: typings("costexplorer/costAllocationTag"),
    unknownAtPreview: { value: ["type"], ...typings("costexplorer/costAllocationTag") },
    // None: another key is made active in place, and the one before stays active.
    // Source: terraform-provider-aws internal/service/ce/cost_allocation_tag.go, resourceCostAllocationTag schema.
    forcesReplacement: [],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "nothing has carried the key for a day, or the account is not the one that pays",
            error: "the tag key is not found, or AccessDeniedException",
            ...unverified("rule in the AWS Billing User Guide, activating-tags; the texts were not seen"),
        },
        {
            during: "delete",
            when: "never: the key is made inactive, for whoever else uses it as well",
            error: "none",
            ...provider("ce/cost_allocation_tag", "resourceCostAllocationTagDelete"),
        },
    ],
};
