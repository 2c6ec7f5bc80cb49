/** aws:ecr/pullThroughCacheRule:PullThroughCacheRule */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings, unverified } from "../../build";
import type { ResourceFacts } from "../../facts";

export const pullThroughCacheRule: ResourceFacts = {
    type: "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
    id: (ctx) => textOf(ctx.inputs["ecrRepositoryPrefix"]),
    outputs: (ctx) => ({ region: ctx.region, registryId: ctx.account }),
    outputsEvidence: typings("ecr/pullThroughCacheRule"),
    unknownAtPreview: { value: ["registryId"], ...typings("ecr/pullThroughCacheRule") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["ecrRepositoryPrefix", "upstreamRegistryUrl", "upstreamRepositoryPrefix"],
            provider("ecr/pull_through_cache_rule", "resourcePullThroughCacheRule schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [
        {
            during: "create",
            when: "the other registry asks for a name, and none is given",
            error: "UnsupportedUpstreamRegistryException",
            ...unverified(
                "rule in the ECR User Guide, pull-through-cache-creating-rule; the text was not seen",
            ),
        },
    ],
};
