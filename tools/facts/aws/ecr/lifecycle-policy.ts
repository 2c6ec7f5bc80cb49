/** aws:ecr/lifecyclePolicy:LifecyclePolicy */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const lifecyclePolicy: ResourceFacts = {
    type: "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    id: (ctx) => textOf(ctx.inputs["repository"]),
    outputs: (ctx) => ({ region: ctx.region, registryId: ctx.account }),
    outputsEvidence: typings("ecr/lifecyclePolicy"),
    unknownAtPreview: { value: ["registryId"], ...typings("ecr/lifecyclePolicy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["policy", "repository"],
            provider("ecr/lifecycle_policy", "resourceLifecyclePolicy schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
