/** aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate */
import { NAMELESS, provider, REGION_REPLACES, replaces, textOf, typings } from "../../build";
import type { ResourceFacts } from "../../facts";

export const repositoryCreationTemplate: ResourceFacts = {
    type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    id: (ctx) => textOf(ctx.inputs["prefix"]),
    outputs: (ctx) => ({ region: ctx.region, registryId: ctx.account }),
    outputsEvidence: typings("ecr/repositoryCreationTemplate"),
    unknownAtPreview: { value: ["registryId"], ...typings("ecr/repositoryCreationTemplate") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(
            ["prefix"],
            provider("ecr/repository_creation_template", "resourceRepositoryCreationTemplate schema"),
        ),
    ],
    physicalName: NAMELESS,
    refusals: [],
};
