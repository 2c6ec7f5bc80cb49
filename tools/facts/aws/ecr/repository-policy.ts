/** aws:ecr/repositoryPolicy:RepositoryPolicy */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const repositoryPolicy: ResourceFacts = {
    type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    id: (ctx) => textOf(ctx.inputs["repository"]),
    outputs: (ctx) => ({ region: ctx.region, registryId: ctx.account }),
    outputsEvidence: typings("ecr/repositoryPolicy"),
    unknownAtPreview: { value: ["registryId"], ...typings("ecr/repositoryPolicy") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["repository"], provider("ecr/repository_policy", "resourceRepositoryPolicy schema")),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
